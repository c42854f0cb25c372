"""Where each character of a laid out line is seen, read from one row of pixels that Qt itself paints.

Where directions meet Qt tells wrong places for a point, and on wrapped lines from right to left all of them are off by
the width of the blank that the line ends with. What it paints for a selection is right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.ui.article.geometry import FAR_OFF, FINENESS, Run, x_of
from annotator.ui.article.layout import SetBlock, SetLine

_RGB = 0xFFFFFF
TOUCH = 1.0
"""How far apart, in pixels, characters may be painted that stand beside each other."""


class Cell(NamedTuple):
    """One character on the screen: left and right in pixels, its UTF-16 places of the block, which way it leads."""

    left: float
    right: float
    first: int
    last: int
    runs_left: bool


class LineCells:
    """The characters of one line from left to right, and what a point of the line means."""

    def __init__(self, block: SetBlock, line: SetLine, cuts: Sequence[int], *, is_right_to_left: bool) -> None:
        """`cuts` are the UTF-16 places of the block between which the line's characters stand, its ends among them."""
        self._line = line
        self._is_right_to_left = is_right_to_left
        seen = _painted(block, line, cuts)
        self._cells = [
            cell
            for numbers in _runs(sorted(seen, key=seen.__getitem__), is_right_to_left=is_right_to_left)
            for cell in _cells(line, cuts, seen, numbers)
        ]
        self._lefts = [cell.left for cell in self._cells]
        self._by_first = {cell.first: cell for cell in self._cells}
        self._by_last = {cell.last: cell for cell in self._cells}

    def under(self, x: float) -> int:
        """The UTF-16 place of the character at an x in pixels, or of the nearest."""
        cell = self._at(x)
        return cell.first if cell is not None else self._line.start

    def place_at(self, x: float) -> int:
        """The UTF-16 place between two characters nearest to an x in pixels; beyond the line's sides its ends."""
        cell = self._at(x)
        if cell is None:
            return self._line.start
        if not self._cells[0].left <= x < self._cells[-1].right:
            return self._line.end if (x < cell.left) == self._is_right_to_left else self._line.start
        is_leading = (x < (cell.left + cell.right) / 2) != cell.runs_left
        return cell.first if is_leading else cell.last

    def x_at(self, place: int) -> float | None:
        """The x in pixels between two characters, at a UTF-16 place of the block; None where no two part there.

        Where directions meet it is the edge of the character that runs as the paragraph does.
        """
        before, after = self._by_last.get(place), self._by_first.get(place)
        if before is not None and (after is None or before.runs_left == self._is_right_to_left):
            return before.left if before.runs_left else before.right
        if after is not None:
            return after.right if after.runs_left else after.left
        return None

    def _at(self, x: float) -> Cell | None:
        return self._cells[max(0, bisect_right(self._lefts, x) - 1)] if self._cells else None


def _painted(block: SetBlock, line: SetLine, cuts: Sequence[int]) -> dict[int, Run]:
    """Left and right of the n-th character between `cuts`, where it is painted; some hide behind a neighbour."""
    rect = line.line.naturalTextRect()
    left, width = rect.left(), rect.width()
    if width <= 0:
        return {}  # an empty clip is none: Qt would draw the whole block
    strip = QImage(max(1, round(width * FINENESS)), 1, QImage.Format.Format_RGB32)
    strip.fill(Qt.GlobalColor.black)
    painter = QPainter(strip)
    painter.scale(FINENESS, 1)
    painter.setPen(Qt.GlobalColor.transparent)
    grounds = [_ground(number, *places) for number, places in enumerate(pairwise(cuts))]
    # The uppermost row of the line, where no glyph is in the way.
    at, row = QPointF(-left, -line.line.y() - 0.25), QRectF(0, 0, width, 0.5)
    block.layout.draw(painter, at, grounds, row)
    painter.end()
    seen: dict[int, Run] = {}
    place = 0
    for color, run in groupby(memoryview(strip.constBits()).cast("I")[: strip.width()]):
        begin, place = left + place / FINENESS, place + sum(1 for _ in run)
        number = (color & _RGB) - 1
        if 0 <= number < len(grounds):
            seen[number] = (seen.get(number, (begin, begin))[0], left + place / FINENESS)
    return seen


def _ground(number: int, first: int, last: int) -> QTextLayout.FormatRange:
    """A selection whose ground is a colour of its own."""
    found = QTextLayout.FormatRange()
    found.start, found.length = first, last - first
    found.format = QTextCharFormat()
    found.format.setBackground(QColor.fromRgb(number + 1))
    found.format.setForeground(QColor(Qt.GlobalColor.transparent))
    return found


def _runs(visual: Sequence[int], *, is_right_to_left: bool) -> Iterator[range]:
    """The stretches of characters, numbered as they are read, that are seen in one row; a range may run backwards."""
    logical = sorted(visual)
    after = dict(pairwise(logical))
    begin = 0
    while begin < len(visual):
        end, step = begin + 1, 0
        while end < len(visual):
            one, other = visual[end - 1], visual[end]
            found = 1 if after.get(one) == other else -1 if after.get(other) == one else 0
            if not found or found == -step:
                break
            step, end = found, end + 1
        step = step or (-1 if is_right_to_left else 1)
        yield range(visual[begin], visual[end - 1] + step, step)
        begin = end


def _cells(line: SetLine, cuts: Sequence[int], seen: dict[int, Run], numbers: range) -> Iterator[Cell]:
    """The characters of one stretch from left to right; what is not seen has no width."""
    left, right = seen[numbers[0]][0], seen[numbers[-1]][1]
    runs_left = numbers.step < 0
    told = {number: x_of(line.line, cuts[number + (not runs_left)]) for number in numbers[:-1]}
    unsure = _beside_gaps(seen, numbers)
    offs = sorted(seen[number][1] - told[number] for number in told if number in seen and number not in unsure)
    off = offs[len(offs) // 2] if offs else 0.0
    for number in numbers:
        edge = seen[number][1] if number in seen else left
        if number in unsure and number in told and abs(told[number] + off - edge) <= FAR_OFF:
            edge = told[number] + off
        edge = min(max(left, edge), right)
        yield Cell(left, edge, cuts[number], cuts[number + 1], runs_left)
        left = edge


def _beside_gaps(seen: dict[int, Run], numbers: range) -> set[int]:
    """The characters beside gaps: letters of one glyph are painted as if they stood beside their place."""
    shown = [number for number in numbers if number in seen]
    found: set[int] = set()
    for place, (before, after) in enumerate(pairwise(shown)):
        if seen[after][0] - seen[before][1] > TOUCH:
            begin, end = shown[max(0, place - 3)], shown[min(len(shown) - 1, place + 4)]
            found.update(range(min(begin, end), max(begin, end) + 1))
    return found
