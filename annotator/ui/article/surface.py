"""The article on the screen: shows, scrolls and zooms a text with its marks, and knows nothing of gestures."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.records import Annotation
from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.geometry import runs_of
from annotator.ui.article.layout import SetBlock, SetLine
from annotator.ui.article.margin import stripe_x
from annotator.ui.article.marks import UNDERLINE_LANES, Mark, MarkBook
from annotator.ui.article.painting import Placed, Scene, paint
from annotator.ui.article.picture import BlockPicture, draw_picture
from annotator.ui.article.scrolling import ScrolledSheet
from annotator.ui.article.sheet import Sheet

if TYPE_CHECKING:
    from annotator.ui.article.found import Finds

MANY = 500
"""Where so many marks more or less are shown, all is painted anew: finding out what changed would take longer."""

SPILL = 26
"""How far below its block a mark's lowest underline or a stripe's letter can reach, in pixels."""


COUNT_ROOM = 34
"""How wide the place of a count beside a line is, in pixels."""

PAUSE = 60
"""How long nothing was painted, in milliseconds, before pictures are drawn that nobody sees yet."""

AHEAD = 3
"""For how many heights of the viewport from its top on, and before it one less, pictures are drawn ahead."""


class ArticleSurface(ScrolledSheet):
    """Shows one article's text with its marks; subclasses say what is selected and chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = MarkBook()
        self._pictures: dict[int, BlockPicture] = {}
        self._outdated: dict[int, BlockPicture] = {}  # what they were before their marks changed
        self._finds: Finds | None = None
        self._full_ink: range | None = None
        self._ahead = QTimer(self, singleShot=True)
        self._ahead.timeout.connect(self._prepare)
        # Every pixel is painted here, so Qt need not fill the ground first.
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.announcer().changed.connect(self._repaint_all)

    # What subclasses say

    def _scene(self) -> Scene:
        return Scene(self._sheet.galley.setting)

    def _selected(self) -> Span | None:
        return None

    # What is shown

    def _show_document(self, text: str, book: MarkBook) -> None:
        """Show another text with its marks, from its beginning."""
        self._set_document(text)
        self._finds = None
        self._book = book
        self._arrange()

    def _leave(self) -> object:
        left = super()._leave(), self._book, self._pictures
        self._pictures, self._outdated = {}, {}
        return left

    def _set_anew(self) -> None:
        self._pictures.clear()
        self._outdated.clear()

    def _show_book(self, book: MarkBook) -> None:
        """Show other marks, repainting only the blocks where something differs."""
        before, self._book = self._book, book
        if abs(len(book) - len(before)) > MANY:
            self._repaint_all()
        else:
            self._draw_anew(book.changed_spans(before))

    def _draw_anew(self, spans: Iterable[Span]) -> None:
        """Draw the marks of the blocks that these spans touch again."""
        changed: set[int] = set()
        for span in spans:
            first, last = self._document.block_at(span.start), self._document.block_at(span.end - 1)
            for number in range(first, last + 1):
                changed.add(number)
                if number in self._pictures:
                    self._outdated[number] = self._pictures.pop(number)
        self._update_blocks(changed)

    def show_finds(self, finds: Finds | None) -> None:
        """Show what was found in this text, or nothing of the kind."""
        if finds is not self._finds:
            self._finds = finds
            self.viewport().update()
            self.arranged.emit()

    @property
    def sheet(self) -> Sheet:
        """The text as it is set and scrolled."""
        return self._sheet

    @property
    def finds(self) -> Finds | None:
        """What is shown as found."""
        return self._finds

    def _update_between(self, start: int, end: int) -> None:
        """Repaint the lines from one offset to another that are on the screen."""
        document = self._document
        numbers = range(document.block_at(start), document.block_at(end) + 1)
        for block, y in self._sheet.visible(-SPILL, self.viewport().height()):
            if block.number in numbers:
                top = block.line_at(document.place(block.number, start)).top
                bottom = block.line_at(document.place(block.number, end)).bottom
                self.viewport().update(QRect(0, y + top - SPILL, self.viewport().width(), bottom - top + 2 * SPILL))

    def _update_blocks(self, numbers: Container[int]) -> None:
        height = self.viewport().height()
        for block, top in self._sheet.visible(-SPILL, height):
            if block.number in numbers:
                area = QRect(0, top - SPILL, self.viewport().width(), block.height + 2 * SPILL)
                self.viewport().update(area)

    def dim_except(self, blocks: range | None) -> None:
        """Dim all blocks but these, by their numbers; None dims nothing."""
        if blocks != self._full_ink:
            self._full_ink = blocks
            self.viewport().update()

    # Places

    def point_at(self, offset: int) -> QPoint:
        """The viewport pixel between the code point at `offset` and the one before it, in the middle of its line."""
        caret = self._sheet.caret(offset)
        # Rounded down, so that a place moves by whole pixels when the sheet does.
        return QPoint(floor(caret.center().x()), floor(caret.center().y()))

    def offset_at(self, point: QPoint) -> int:
        """The offset in code points nearest to a viewport pixel."""
        return self._sheet.offset_at(QPointF(point))

    def mark_places(self) -> list[tuple[float, str]]:
        """For each mark the share of the whole height above it, 0 to 1, and its colour."""
        tops, head = self._sheet.galley.tops(), self._sheet.head
        whole = max(self._sheet.height, self.viewport().height(), 1)
        places = []
        for annotation in self._book.annotations:
            number = self._document.block_at(annotation.start)
            into = (annotation.start - self._document.starts[number]) / max(1, self._document.lengths[number])
            y = head + tops[number] + into * (tops[number + 1] - tops[number])
            places.append((y / whole, self._book.color(annotation.tag_id)))
        return places

    def painted_annotations(self) -> Sequence[Annotation]:
        """The annotations that have marks, in the order of `mark_places`."""
        return self._book.annotations

    def mark_under(self, point: QPoint) -> list[Mark]:
        """The marks painted at a viewport pixel, shortest first; in the margin the one whose stripe is there.

        On a count such as +4 these are those that it stands for.
        """
        offset = self._sheet.offset_under(QPointF(point))
        if offset is not None:
            return self._book.at(offset)
        for block, top in self._sheet.visible(point.y(), point.y() + 1):
            place, picture = QPointF(point.x() - self._sheet.left, point.y() - top), self._picture(block.number)
            found = (each.mark.id for each in picture.stripes if each.rect.adjusted(-2, -12, 3, 2).contains(place))
            # The picture may be older than the note of its mark.
            at = [mark for mark in map(self._book.get, found) if mark is not None][:1]
            return at or self._counted_at(block, picture, place)
        return []

    def _counted_at(self, block: SetBlock, picture: BlockPicture, place: QPointF) -> list[Mark]:
        """The marks that a count beside the line at a place of a block stands for, shortest first."""
        line, column = block.line_at_y(place.y()), self._sheet.galley.setting.column
        if not line.top <= place.y() < line.bottom:
            return []
        start, end = (self._document.from_block(block.number, each) for each in (line.start, line.end))
        here = sorted(self._book.between(start, end), key=lambda mark: mark.span.length)
        if column < place.x() < column + COUNT_ROOM and _is_counted(picture.more, line):
            return [mark for mark in here if mark.lane >= UNDERLINE_LANES]
        if stripe_x(0) - COUNT_ROOM < place.x() < stripe_x(0) and _is_counted(picture.crowded, line):
            striped = {each.mark.id for each in picture.stripes}
            return [mark for mark in here if mark.id not in striped]
        return []

    def _rects_of(self, span: Span) -> list[QRectF]:
        """The visual runs of a span that are on the screen, in viewport pixels, from line top to underline."""
        rects = []
        setting, height = self._sheet.galley.setting, self.viewport().height()
        for block, top in self._sheet.visible(0, height):
            first, last = self._places(block.number, span)
            for line, (left, right) in runs_of(block, first, last, top=-top, bottom=height - top):
                y = top + line.baseline - setting.ascent + 1
                tall = setting.ascent + setting.descent
                rects.append(QRectF(self._sheet.left + left, y, right - left, tall))
        return rects

    def _places(self, number: int, span: Span) -> tuple[int, int]:
        return self._document.in_block(number, span)

    # Painting

    def _picture(self, number: int) -> BlockPicture:
        found = self._pictures.get(number)
        if found is None:
            block = self._sheet.galley.block(number)
            marks = self._book.between(self._document.starts[number], self._document.end(number))
            before = self._outdated.pop(number, None)
            found = draw_picture(self._document, self._sheet.galley.setting, block, marks, before)
            self._pictures[number] = found
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self.viewport())
        exposed = event.rect()
        painter.fillRect(exposed, theme.current().color("paper"))
        scene = self._scene()._replace(full_ink=self._full_ink)
        placed = self._placed(scene, exposed.top() - SPILL, exposed.bottom() + SPILL)
        paint(painter, scene, placed, QRectF(exposed))
        painter.end()
        self._ahead.start(PAUSE)

    def _prepare(self) -> None:
        """Draw one more of the pictures that scrolling will ask for next, while nothing else happens."""
        galley, height = self._sheet.galley, self.viewport().height()
        top = self._sheet.value() - self._sheet.head
        # What follows comes first. Only blocks that are set: to set others could move what is seen.
        for first, last in ((top, top + AHEAD * height), (top - (AHEAD - 1) * height, top)):
            for number in range(galley.block_at(first), galley.block_at(last) + 1):
                if number not in self._pictures and galley.is_set(number):
                    self._picture(number)
                    self._ahead.start(0)
                    return
        if self._refining.isActive():  # there is more to come
            self._ahead.start(PAUSE)

    def _placed(self, scene: Scene, top: float, bottom: float) -> Sequence[Placed]:
        placed = []
        spans = [self._selected(), *(mark.span if mark else None for mark in (scene.chosen, scene.hovered))]
        for block, y in self._sheet.visible(top, bottom):
            picture = self._picture(block.number)
            selected, chosen, hovered = (self._places_or_none(block.number, span) for span in spans)
            found = self._finds.in_block(self._document, scene.setting, block) if self._finds is not None else None
            left, between = self._sheet.left, (top, bottom)
            placed.append(Placed(block, picture, left, y, selected, chosen, hovered, found, between))
        return placed

    def _places_or_none(self, number: int, span: Span | None) -> tuple[int, int] | None:
        if span is None:
            return None
        first, last = self._places(number, span)
        return (first, last) if first < last else None

    def _repaint_all(self) -> None:
        self._set_anew()
        self.viewport().update()


def _is_counted(counts: Iterable[tuple[int, int]], line: SetLine) -> bool:
    """Whether a count stands beside a line."""
    return any(baseline == line.baseline for baseline, _ in counts)
