"""The galley on the screen: margins, the space of the heading, and a scroll place that never jumps.

Heights are whole pixels from the top of the sheet, of which the heading takes the uppermost part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextLine

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.cells import LineCells
from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.geometry import place_at, x_of
from annotator.ui.article.layout import Galley, SetBlock, SetLine, Type, wants_gaps
from annotator.ui.reading.faces import Face

GUTTER = 68
"""The room in pixels kept on the left of the column for the margin's stripes."""

RIGHT_MARGIN = 36
FOOT = 64
NARROWEST = 160
KEPT_LINES = 300
"""Of how many lines with several directions it is remembered where their characters are seen."""


class Anchor(NamedTuple):
    """The scroll place: the top of the line that holds `offset` stands `pixels` above the viewport's top."""

    offset: int
    pixels: int


class Sheet:
    """A document set in a column that is centred in a viewport, and the place it is scrolled to."""

    def __init__(self, document: ArticleDocument, face: Face, *, width: int = 0) -> None:
        self.document = document
        self.left = GUTTER
        self.head = 0
        self.anchor = Anchor(0, 0)
        self.has_gaps = wants_gaps(document)
        """Whether each line is a paragraph, with space between them that no blank line makes."""
        self.galley = Galley(document, self._setting(width, face))
        self._seen: dict[tuple[int, int], tuple[SetBlock, LineCells]] = {}

    def arrange(self, width: int, face: Face) -> bool:
        """Fit the column into a viewport `width` pixels wide; whether the text had to be set anew."""
        setting = self._setting(width, face)
        self.left = max(GUTTER, (width - setting.column) // 2)
        if setting == self.galley.setting:
            return False
        self.galley = Galley(self.document, setting)
        return True

    def _setting(self, width: int, face: Face) -> Type:
        column = max(NARROWEST, min(face.widest, width - GUTTER - RIGHT_MARGIN))
        return Type.of(face, column, gaps=self.has_gaps)

    def set_head(self, pixels: int) -> None:
        """Keep that much room above the text; whoever looks at the top goes on looking at it."""
        if self.anchor.offset == 0 and self.anchor.pixels <= 0:
            self.anchor = Anchor(0, self.anchor.pixels - pixels + self.head)
        self.head = pixels

    @property
    def height(self) -> int:
        """The height of heading, text and foot, partly estimated."""
        return self.head + self.galley.height + FOOT

    def value(self) -> int:
        """How far the sheet is scrolled."""
        number, block = self._block_of(self.anchor.offset)
        line = block.line_at(self.document.place(number, self.anchor.offset))
        return self.head + self.galley.tops()[number] + line.top + self.anchor.pixels

    def scroll_to(self, value: int) -> None:
        """Scroll to an absolute height."""
        y = value - self.head
        if y < 0:
            self.anchor = Anchor(0, y)
            return
        while self.galley.lay_between(y, y):
            pass
        number = self.galley.block_at(y)
        below = min(y - self.galley.tops()[number], self.galley.block(number).height)
        line = self.galley.block(number).line_at_y(below)
        self.anchor = Anchor(self.document.from_block(number, line.start), below - line.top)

    def scroll_by(self, pixels: int) -> None:
        """Scroll a little; what is on the screen moves by exactly that much, even where heights were guesses."""
        while True:
            start = self.value()
            # The guesses above are made good first, since they shift everything below them.
            self.galley.lay_between(min(start, start + pixels) - self.head, start - self.head)
            if self.value() == start:
                break
        self.scroll_to(start + pixels)

    def lay_out(self, viewport_height: int) -> None:
        """Make exact what a viewport of that height shows."""
        while self.galley.lay_between(self.value() - self.head, self.value() - self.head + viewport_height):
            pass

    def visible(self, top: float, bottom: float) -> Iterator[tuple[SetBlock, int]]:
        """The blocks between two heights of the viewport, each with its top there."""
        shift = self.head - self.value()
        number = self.galley.block_at(top - shift)
        while number < self.document.block_count:
            block = self.galley.block(number)
            y = self.galley.tops()[number] + shift
            if y > bottom:
                return
            yield block, y
            number += 1

    def line_of(self, offset: int) -> tuple[SetBlock, SetLine, int]:
        """The block and line that hold an offset, and the height of the block's top on the sheet."""
        number, block = self._block_of(offset)
        line = block.line_at(self.document.place(number, offset))
        return block, line, self.head + self.galley.tops()[number]

    def caret(self, offset: int) -> QRectF:
        """Where the caret stands before the code point at `offset`, in viewport pixels, as high as the line's text."""
        block, line, top = self.line_of(offset)
        x = self._x_in(block, line, self.document.place(block.number, offset))
        setting = self.galley.setting
        y = top + line.baseline - setting.ascent + 1 - self.value()
        height = min(setting.ascent + setting.descent, line.bottom - line.top)
        return QRectF(self.left + x - 1, y, 2, height)

    def offset_at(self, point: QPointF) -> int:
        """The offset nearest to a point of the viewport."""
        y = point.y() + self.value() - self.head
        if y < 0:
            return 0
        number = self.galley.block_at(y)
        block = self.galley.block(number)
        line = block.line_at_y(y - self.galley.tops()[number])
        return self._offset_in(block, line, point.x() - self.left)

    def offset_under(self, point: QPointF) -> int | None:
        """The code point whose character a point of the viewport lies on, its underlines included, or None."""
        y = point.y() + self.value() - self.head
        if not 0 <= y < self.galley.height:
            return None
        number = self.galley.block_at(y)
        block = self.galley.block(number)
        y -= self.galley.tops()[number]
        line = block.line_at_y(y)
        text = line.line.naturalTextRect()
        x = point.x() - self.left
        if not (text.left() <= x < text.right() and line.top <= y < line.bottom):
            return None
        if not line.length:
            return None
        if block.turns:
            return self.document.from_block(number, self._cells(block, line).under(x))
        place = int(line.line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))
        return self.document.from_block(number, min(place, line.end - 1))

    def x_of(self, offset: int) -> float:
        """How far from the left of the column, in pixels, the caret before an offset stands."""
        block, line, _ = self.line_of(offset)
        return self._x_in(block, line, self.document.place(block.number, offset))

    def _x_in(self, block: SetBlock, line: SetLine, place: int) -> float:
        seen = self._cells(block, line).x_at(place) if block.turns and line.length else None
        return x_of(line.line, place) if seen is None else seen

    def _cells(self, block: SetBlock, line: SetLine) -> LineCells:
        """Where the characters of a line with several directions are seen, found once while it stays as it is."""
        key = block.number, line.start
        kept = self._seen.get(key)
        if kept is None or kept[0] is not block:
            if len(self._seen) >= KEPT_LINES:
                self._seen.clear()
            document, number = self.document, block.number
            span = Span(document.from_block(number, line.start), document.from_block(number, line.end))
            cuts = [each.start for each in boundaries.graphemes(document.text, span)]
            places = sorted({line.start, line.end, *(document.place(number, cut) for cut in cuts if cut > span.start)})
            is_right_to_left = document.direction(number) == Qt.LayoutDirection.RightToLeft
            cells = LineCells(block, line, places, is_right_to_left=is_right_to_left)
            kept = self._seen[key] = (block, cells)
        return kept[1]

    def _offset_in(self, block: SetBlock, line: SetLine, x: float) -> int:
        seen = self._cells(block, line).place_at(x) if block.turns and line.length else place_at(line, x)
        place = min(max(seen, line.start), line.end)
        is_last = line is block.lines[-1]
        if place == line.end and not is_last:
            # The end of a wrapped line is the start of the next: whoever points there means the end of its word.
            before = self.document.from_block(block.number, place - 1)
            if self.document.text[before].isspace():
                return before
        return self._whole(self.document.from_block(block.number, place), x)

    def _whole(self, offset: int, x: float) -> int:
        """The end, nearer to an x, of the character that an offset parts: Qt parts some that a reader takes for one."""
        text = self.document.text
        if not 0 < offset < len(text):
            return offset
        found = boundaries.snap_to_graphemes(text, Span(offset, offset + 1))
        if found.start == offset:
            return offset
        return min(found.start, found.end, key=lambda each: abs(self.x_of(each) - x))

    def offset_above_or_below(self, offset: int, x: float, lines: int) -> int:
        """The offset `lines` lines further down (or up), nearest to `x` of the column; blank lines do not count."""
        block, line, _ = self.line_of(offset)
        index = block.lines.index(line)
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            following = self._neighbour(block, index, step)
            if following is None:
                return 0 if step < 0 else self.document.length
            block, index = following
        return self._offset_in(block, block.lines[index], x)

    def _neighbour(self, block: SetBlock, index: int, step: int) -> tuple[SetBlock, int] | None:
        if 0 <= index + step < len(block.lines):
            return block, index + step
        number = block.number + step
        while 0 <= number < self.document.block_count and self.document.is_blank(number):
            number += step
        if not 0 <= number < self.document.block_count:
            return None
        found = self.galley.block(number)
        return found, 0 if step > 0 else len(found.lines) - 1

    def _block_of(self, offset: int) -> tuple[int, SetBlock]:
        number = self.document.block_at(offset)
        return number, self.galley.block(number)
