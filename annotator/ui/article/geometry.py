"""Where a stretch of a laid out line is seen: the visual runs that Qt's own selection would show, in pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from math import inf
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout, QTextLine

from annotator.ui.article.layout import SetBlock, SetLine

BEYOND_LIGATURES = "\u0e00"
"""From this character on, letters of a line do not join."""

JOINING = "fFtT"
"""The letters that begin a ligature among those of English."""

Run = tuple[float, float]
"""Left and right of a visual run in pixels from the block's left."""

FAR_OFF = 12
"""How far from a point, in pixels, a place may lie before it is doubted."""

FINENESS = 2
"""How many samples a pixel is divided into where runs are read from a painted selection."""


class LineRuns:
    """Turns stretches of one line into visual runs, and remembers them; places are in UTF-16 units of the block."""

    def __init__(self, block: SetBlock, line: SetLine) -> None:
        self._block = block
        self._painted: dict[tuple[int, int], list[Run]] = {}
        self._line = line
        rect = line.line.naturalTextRect()
        self._left, self._right = rect.left(), rect.right()
        self._start, self._end = line.start, line.end
        self._is_plain = not block.turns and "\t" not in block.units[line.start : line.end]
        self._edges = {self._start: self._left, self._end: self._right}

    def is_of(self, block: SetBlock) -> bool:
        """Whether these are the runs of that very laid out block; laid out anew, it is another."""
        return self._block is block

    def __call__(self, first: int, last: int) -> list[Run]:
        """The runs of the places `[first, last)` within this line, from left to right."""
        if first >= self._end or last <= self._start or first >= last:
            return []
        if not self._is_plain or self._may_join(first) or self._may_join(last):
            found = self._painted.get((first, last))
            if found is None:
                found = self._painted[first, last] = self._painted_runs(first, last)
            return found
        left, right = self._edge(max(first, self._start)), self._edge(min(last, self._end))
        return [(left, right)] if left < right else []

    def _edge(self, place: int) -> float:
        found = self._edges.get(place)
        if found is None:
            found = self._edges[place] = min(max(self._left, x_of(self._line.line, place)), self._right)
        return found

    def _may_join(self, place: int) -> bool:
        """Whether a place may lie within one glyph for several letters, where Qt's carets stand elsewhere."""
        if not self._start < place < self._end:
            return False
        before, after = self._block.units[place - 1], self._block.units[place]
        if not (before.isalpha() and after.isalpha()):
            return False
        return before in JOINING if (before + after).isascii() else max(before, after) < BEYOND_LIGATURES

    def _painted_runs(self, first: int, last: int) -> list[Run]:
        """The runs as Qt paints them for a selection, which is not always between the edges that it tells."""
        left, width = self._left, self._right - self._left
        if width <= 0:
            return []  # an empty clip is none: Qt would draw the whole block
        strip = QImage(max(1, round(width * FINENESS)), 1, QImage.Format.Format_RGB32)
        strip.fill(Qt.GlobalColor.black)
        # The uppermost row of the line, and light added to light: no glyph, however coloured, makes a gap.
        top = self._line.line.y() + 0.25
        painter = QPainter(strip)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.scale(FINENESS, 1)
        painter.setPen(Qt.GlobalColor.transparent)
        clip = QRectF(0, 0, width, 0.5)
        self._block.layout.draw(painter, QPointF(-left, -top), [_selection(first, last)], clip)
        painter.end()
        return list(_white_runs(bytes(strip.constBits())[::4], left))


def x_of(line: QTextLine, place: int) -> float:
    """The x in pixels where the caret stands at a UTF-16 place of the block."""
    # PySide returns the place beside the x, its stub speaks of the x alone.
    found: Any = line.cursorToX(place)
    return float(found[0])


def place_at(line: SetLine, x: float) -> int:
    """The UTF-16 place between two characters that is nearest to an x in pixels; of a line that runs one way."""
    # Behind joiners that join nothing Qt tells places several characters away, beside stacked marks the next one;
    # where its carets stand is right.
    place = min(max(line.start, int(line.line.xToCursor(x))), line.end)
    if abs(x_of(line.line, place) - x) >= FAR_OFF:
        place = min(line.end, bisect_right(range(line.end), x, lo=line.start, key=lambda each: x_of(line.line, each)))
    off = abs(x_of(line.line, place) - x)
    for step in (-1, 1):
        while line.start <= place + step <= line.end and (found := abs(x_of(line.line, place + step) - x)) < off:
            place, off = place + step, found
    return place


def runs_of(
    block: SetBlock, first: int, last: int, *, top: float = -inf, bottom: float = inf
) -> Iterator[tuple[SetLine, Run]]:
    """The visual runs of the UTF-16 places `[first, last)` of a block, each with its line.

    Lines that lie wholly outside `top` to `bottom`, in pixels below the block's top, are left out.
    """
    begin = bisect_right(block.lines, first, key=lambda line: line.start) - 1
    for line in block.lines[max(0, begin) :]:
        if line.start >= last or line.top > bottom:
            return
        if first < line.end and line.bottom >= top:
            for run in LineRuns(block, line)(first, last):
                yield line, run


def _selection(first: int, last: int) -> QTextLayout.FormatRange:
    selection = QTextLayout.FormatRange()
    selection.start, selection.length = first, last - first
    selection.format = QTextCharFormat()
    selection.format.setBackground(QColor(Qt.GlobalColor.white))
    selection.format.setForeground(QColor(Qt.GlobalColor.transparent))
    return selection


def _white_runs(samples: bytes, left: float) -> Iterator[Run]:
    place = samples.find(b"\xff")
    while place >= 0:
        end = samples.find(b"\x00", place)
        end = len(samples) if end < 0 else end
        yield left + place / FINENESS, left + end / FINENESS
        place = samples.find(b"\xff", end)
