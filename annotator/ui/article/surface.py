"""The article on the screen: shows, scrolls and zooms a text with its marks, and knows nothing of gestures."""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.geometry import runs_of
from annotator.ui.article.marks import Mark, MarkBook
from annotator.ui.article.painting import Placed, Scene, paint
from annotator.ui.article.picture import BlockPicture, draw_picture
from annotator.ui.article.sheet import Anchor, Sheet

POINTS = 12.75
SMALLEST, LARGEST = 50, 400
ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
TOP_MARGIN = 22
LEFT_ALONE = 2
SPILL = 26
"""How far below its block a mark's lowest underline or a stripe's letter can reach, in pixels."""

REFINED_AT_ONCE = 8
REST = 150
"""How long the view rests after painting a new text, in milliseconds, before it lays out what nobody sees yet."""

REFINED_LENGTH = 200_000
"""Texts up to this many code points are laid out wholly while nothing else happens."""


class ArticleSurface(QAbstractScrollArea):
    """Shows one article's text with its marks; subclasses say what is selected and chosen."""

    zoom_changed = Signal(int)
    arranged = Signal()
    """The text was set anew, or its height or scroll place is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._zoom = 100
        self._document = ArticleDocument("")
        self._sheet = Sheet(self._document, self._font())
        self._left: list[object] = []
        self._book = MarkBook()
        self._pictures: dict[int, BlockPicture] = {}
        self._heading: QWidget | None = None
        self._is_syncing = False
        self._refining = QTimer(self)
        self._refining.timeout.connect(self._refine)
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

    def set_heading(self, heading: QWidget) -> None:
        """Show a widget above the text, scrolling with it."""
        self._heading = heading
        heading.setParent(self.viewport())
        heading.show()
        self._arrange()

    def _show_document(self, text: str, book: MarkBook) -> None:
        # Taking the old text apart takes longer than painting the new one, so that waits until it is painted.
        del self._left[:-LEFT_ALONE]
        self._left.append((self._document, self._sheet, self._book, self._pictures))
        self._document = ArticleDocument(text)
        self._sheet = Sheet(self._document, self._font(), width=self.viewport().width())
        self._book = book
        self._pictures = {}
        self._arrange()
        self._refining.start(REST)

    def _show_book(self, book: MarkBook) -> None:
        """Show other marks, repainting only the blocks where something differs."""
        before, self._book = self._book, book
        changed: set[int] = set()
        for span in book.changed_spans(before):
            first, last = self._document.block_at(span.start), self._document.block_at(span.end - 1)
            for number in range(first, last + 1):
                changed.add(number)
                self._pictures.pop(number, None)
        self._update_blocks(changed)

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

    def mark_under(self, point: QPoint) -> list[Mark]:
        """The marks painted at a viewport pixel, shortest first; in the margin the one whose stripe is there."""
        offset = self._sheet.offset_under(QPointF(point))
        if offset is not None:
            return self._book.at(offset)
        for block, top in self._sheet.visible(point.y(), point.y() + 1):
            place = QPointF(point.x() - self._sheet.left, point.y() - top)
            stripes = self._picture(block.number).stripes
            found = (each.mark.id for each in stripes if each.rect.adjusted(-2, -12, 3, 2).contains(place))
            # The picture may be older than the note of its mark.
            return [mark for mark in map(self._book.get, found) if mark is not None][:1]
        return []

    def _rects_of(self, span: Span) -> list[QRectF]:
        """The visual runs of a span that are on the screen, in viewport pixels, from line top to underline."""
        rects = []
        setting = self._sheet.galley.setting
        for block, top in self._sheet.visible(0, self.viewport().height()):
            first, last = self._places(block.number, span)
            for line, (left, right) in runs_of(block, first, last):
                y = top + line.baseline - setting.ascent + 1
                height = setting.ascent + setting.descent
                rects.append(QRectF(self._sheet.left + left, y, right - left, height))
        return rects

    def _places(self, number: int, span: Span) -> tuple[int, int]:
        return self._document.in_block(number, span)

    # Scrolling

    def scroll_anchor(self) -> int:
        """The offset of the code point at the top of the viewport."""
        return self._sheet.anchor.offset if self._sheet.anchor.pixels >= 0 else 0

    def scroll_to_anchor(self, offset: int) -> None:
        """Bring the line of an offset to the top of the viewport; offsets beyond the text show its end."""
        before = self._sheet.anchor
        if offset <= 0:
            self._sheet.anchor = Anchor(0, -self._sheet.head)
        else:
            self._sheet.anchor = Anchor(min(offset, self._document.length), 0)
        if self._sheet.anchor != before:
            self._settle()

    def _make_visible(self, offset: int) -> None:
        """Scroll as little as needed so that the caret before an offset would be on the screen."""
        caret, height = self._sheet.caret(offset), self.viewport().height()
        margin = min(48, height // 6)
        if caret.top() < margin:
            self._bring(offset, margin)
        elif caret.bottom() > height - margin:
            self._bring(offset, height - margin - round(caret.height()))

    def _bring(self, offset: int, y: int) -> None:
        """Scroll until the caret before an offset has its top at a height of the viewport, as far as the text goes."""
        # By the line and not by a distance: what lies between may be of guessed height.
        _, line, _ = self._sheet.line_of(offset)
        setting = self._sheet.galley.setting
        self._sheet.anchor = Anchor(offset, line.baseline - line.top - setting.ascent + 1 - y)
        self._follow_anchor()
        self._sheet.scroll_to(self._sheet.value())
        self._settle()

    def _scroll_by(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        target = min(max(0, self._sheet.value() + pixels), bar.maximum())
        self._sheet.scroll_by(target - self._sheet.value())
        self._settle()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar."""
        if self._is_syncing:
            return
        distance = self.verticalScrollBar().value() - self._sheet.value()
        if abs(distance) < 3 * self.viewport().height():
            self._sheet.scroll_by(distance)
        else:
            self._sheet.scroll_to(self._sheet.value() + distance)
        self._settle()

    def _settle(self) -> None:
        """Lay out what is on the screen, let scroll bar and heading follow the anchor, and repaint."""
        self._follow_anchor()
        self.viewport().update()
        self.arranged.emit()

    def _follow_anchor(self) -> None:
        height = self.viewport().height()
        self._sheet.lay_out(height)
        bar = self.verticalScrollBar()
        self._is_syncing = True
        bar.setRange(0, max(0, self._sheet.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(self._sheet.galley.setting.pitch)
        value = self._sheet.value()
        bar.setValue(value)
        self._is_syncing = False
        if value != bar.value():
            self._sheet.scroll_to(bar.value())
            self._sheet.lay_out(height)
        if self._heading is not None:
            self._heading.move(self._sheet.left, TOP_MARGIN - self._sheet.value())

    def fit(self) -> None:
        """Fit text and heading to the viewport again, since the heading changed."""
        self._arrange()

    def _arrange(self) -> None:
        """Fit text and heading to the viewport."""
        if self._sheet.arrange(self.viewport().width(), self._font()):
            self._pictures.clear()
        head = TOP_MARGIN
        if self._heading is not None and not self._heading.isHidden():
            column = self._sheet.galley.setting.column
            tall = self._heading.heightForWidth(column)
            self._heading.resize(column, tall)
            head += tall
        self._sheet.set_head(head)
        self._settle()
        if not self._refining.isActive():
            self._refining.start(0)

    def _refine(self) -> None:
        """Do what the picture did not need: take old texts apart, lay out a few more blocks; nothing seen moves."""
        self._refining.setInterval(0)
        if self._left:
            self._left.clear()
            return
        before = self._sheet.height
        for _ in range(REFINED_AT_ONCE):
            if self._document.length > REFINED_LENGTH or not self._sheet.galley.lay_next_inexact():
                self._refining.stop()
                break
        if self._sheet.height != before:
            value = self._sheet.value()
            self._follow_anchor()
            if self._sheet.value() != value:
                self.viewport().update()  # the foot of the text came nearer than where it was scrolled to
            self.arranged.emit()

    # Zoom

    @property
    def zoom(self) -> int:
        """The size of the text in percent, 50 to 400."""
        return self._zoom

    @zoom.setter
    def zoom(self, percent: int) -> None:
        percent = min(max(SMALLEST, percent), LARGEST)
        if percent == self._zoom:
            return
        self._zoom = percent
        self._arrange()
        self.zoom_changed.emit(percent)

    def zoom_in(self) -> None:
        """Go to the next larger size."""
        self.zoom = next((step for step in ZOOM_STEPS if step > self._zoom), LARGEST)

    def zoom_out(self) -> None:
        """Go to the next smaller size."""
        self.zoom = next((step for step in reversed(ZOOM_STEPS) if step < self._zoom), SMALLEST)

    def zoom_reset(self) -> None:
        """Go back to 100 %."""
        self.zoom = 100

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    # Painting

    def _font(self) -> QFont:
        return theme.reading_font(POINTS * self._zoom / 100)

    def _picture(self, number: int) -> BlockPicture:
        found = self._pictures.get(number)
        if found is None:
            block = self._sheet.galley.block(number)
            marks = self._book.between(self._document.starts[number], self._document.end(number))
            found = draw_picture(self._document, self._sheet.galley.setting, block, marks)
            self._pictures[number] = found
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self.viewport())
        exposed = event.rect()
        painter.fillRect(exposed, theme.current().color("paper"))
        scene = self._scene()
        placed = self._placed(scene, exposed.top() - SPILL, exposed.bottom() + SPILL)
        paint(painter, scene, placed, QRectF(exposed))
        painter.end()

    def _placed(self, scene: Scene, top: float, bottom: float) -> Sequence[Placed]:
        placed = []
        spans = [self._selected(), *(mark.span if mark else None for mark in (scene.chosen, scene.hovered))]
        for block, y in self._sheet.visible(top, bottom):
            picture = self._picture(block.number)
            selected, chosen, hovered = (self._places_or_none(block.number, span) for span in spans)
            placed.append(Placed(block, picture, self._sheet.left, y, selected, chosen, hovered))
        return placed

    def _places_or_none(self, number: int, span: Span | None) -> tuple[int, int] | None:
        if span is None:
            return None
        first, last = self._places(number, span)
        return (first, last) if first < last else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _repaint_all(self) -> None:
        self._pictures.clear()
        self.viewport().update()
