"""The article set in type: blocks laid out one by one when somebody looks, the others estimated.

Heights and places are whole pixels, counted from the top of the first block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from annotator.ui.article.document import ArticleDocument
from annotator.ui.reading.faces import Face

USUAL_HEIGHT = 1.362
"""Ascent and descent of the program's own faces, as a share of their size."""

KEPT_BLOCKS = 600
SAMPLED = 500
"""How many code points are measured to guess how much of the text a line holds."""

_RIGHT_TO_LEFT = (
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\ud802\ud803\ud83a\ud83b]"  # the first halves of U+10800 to U+10FFF and of U+1E800 to U+1EFFF
)


class Type(NamedTuple):
    """The face and the measures of the setting, in pixels; `baseline` is below the top of a line."""

    font: QFont
    column: int
    pitch: int
    baseline: int
    ascent: int
    descent: int
    blank: int
    gap: int

    @classmethod
    def of(cls, face: Face, column: int, *, gaps: bool) -> Type:
        """The setting of a face in a column; `gaps` puts space between paragraphs that no blank line parts."""
        metrics = QFontMetricsF(face.font)
        size = metrics.ascent() + metrics.descent()
        # A face for Thai or Urdu is taller than one for English: its lines stand further apart in proportion.
        pitch = max(round(face.leading * size / USUAL_HEIGHT), round(size) + 2)
        ascent, descent = round(metrics.ascent()), round(metrics.descent())
        baseline = (pitch - ascent - descent) // 2 + ascent
        blank = max(1, round(face.blank * pitch))
        return cls(face.font, column, pitch, baseline, ascent, descent, blank, blank if gaps else 0)


class SetLine(NamedTuple):
    """One laid out line: where it starts in the block (UTF-16), its length, and its top and baseline in pixels."""

    start: int
    length: int
    top: int
    bottom: int
    baseline: int
    line: QTextLine

    @property
    def end(self) -> int:
        """Where the line ends in the block, in UTF-16 units."""
        return self.start + self.length


class SetBlock(NamedTuple):
    """One laid out block; `turns` says that some of it runs from right to left."""

    number: int
    layout: QTextLayout
    lines: tuple[SetLine, ...]
    height: int
    turns: bool
    units: str
    """The block's text, one character for each UTF-16 unit of it."""

    def line_at(self, place: int) -> SetLine:
        """The line that holds a UTF-16 place of the block; at a wrap the later line."""
        found = bisect_right(self.lines, place, key=lambda line: line.start)
        return self.lines[max(0, found - 1)]

    def line_at_y(self, y: float) -> SetLine:
        """The line at a height in pixels below the block's top, or the nearest."""
        found = bisect_right(self.lines, y, key=lambda line: line.top)
        return self.lines[max(0, found - 1)]


class Galley:
    """All blocks of a document below each other, exact where they have been laid out."""

    def __init__(self, document: ArticleDocument, setting: Type) -> None:
        self.document = document
        self.setting = setting
        self._set: dict[int, SetBlock] = {}
        self._exact = bytearray(document.block_count)
        self._first_inexact = 0
        self._heights = self._estimates()
        self._tops: list[int] | None = None

    @property
    def height(self) -> int:
        """The height of everything in pixels, partly estimated."""
        return self.tops()[-1]

    @property
    def is_exact(self) -> bool:
        """Whether every block's height is known."""
        self._first_inexact = self._exact.find(0, self._first_inexact) if self._first_inexact >= 0 else -1
        return self._first_inexact < 0

    def tops(self) -> list[int]:
        """The top of each block, and the bottom of the last, in pixels."""
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops

    def block_at(self, y: float) -> int:
        """The number of the block at a height, or the nearest."""
        found = bisect_right(self.tops(), y) - 1
        return min(max(0, found), self.document.block_count - 1)

    def block(self, number: int) -> SetBlock:
        """The laid out block of that number."""
        found = self._set.pop(number, None)
        if found is None:
            return self._lay(number)
        self._set[number] = found  # at the end again: the blocks looked at last are kept
        return found

    def is_set(self, number: int) -> bool:
        """Whether a block is laid out already."""
        return number in self._set

    def lay_between(self, top: float, bottom: float) -> bool:
        """Lay out the blocks between two heights; whether any height changed by it."""
        changed = False
        number = self.block_at(top)
        while number < self.document.block_count and self.tops()[number] <= bottom:
            before = self._heights[number]
            self.block(number)
            changed = changed or self._heights[number] != before
            number += 1
        return changed

    def lay_next_inexact(self) -> bool:
        """Lay out the first block whose height is a guess; False when there is none."""
        if self.is_exact:
            return False
        self.block(self._first_inexact)
        return True

    def _estimates(self) -> list[int]:
        setting, document = self.setting, self.document
        sample = document.text[:SAMPLED].replace("\n", " ")
        advance = QFontMetricsF(setting.font).horizontalAdvance(sample) / max(1, len(sample))
        fill = max(1.0, setting.column / max(1.0, advance) - 3)
        pitch, blank = setting.pitch, setting.blank
        heights = [int(-(-length // fill)) * pitch if length else blank for length in document.lengths]
        if setting.gap:
            gap = setting.gap
            heights = [height + gap if document.lengths[n] else height for n, height in enumerate(heights)]
        return heights

    def _lay(self, number: int) -> SetBlock:
        document, setting = self.document, self.setting
        layout = document.block(number).layout()
        layout.setFont(setting.font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(document.direction(number))
        option.setTabStopDistance(setting.pitch * 1.5)
        layout.setTextOption(option)
        lines = self._lines(layout, blank=document.is_blank(number))
        height = lines[-1].bottom + self._gap_below(number)
        units = document.block_units(number)
        turns = not units.isascii() and re.search(_RIGHT_TO_LEFT, units) is not None
        found = SetBlock(number, layout, lines, height, turns, units)
        self._keep(found)
        return found

    def _lines(self, layout: QTextLayout, *, blank: bool) -> tuple[SetLine, ...]:
        setting = self.setting
        lines: list[SetLine] = []
        top = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(setting.column)
            ascent, descent = line.ascent(), line.descent()
            above = max(setting.baseline, round(ascent))
            below = max(setting.pitch - setting.baseline, round(descent))
            line.setPosition(QPointF(0, top + above - ascent))
            bottom = top + (setting.blank if blank else above + below)
            lines.append(SetLine(line.textStart(), line.textLength(), top, bottom, top + above, line))
            top = bottom
        layout.endLayout()
        return tuple(lines)

    def _gap_below(self, number: int) -> int:
        document = self.document
        following = number + 1
        if not self.setting.gap or document.is_blank(number) or following == document.block_count:
            return 0
        return 0 if document.is_soft[following] or document.is_blank(following) else self.setting.gap

    def _keep(self, block: SetBlock) -> None:
        self._set[block.number] = block
        self._exact[block.number] = 1
        if self._heights[block.number] != block.height:
            self._heights[block.number] = block.height
            self._tops = None
        if len(self._set) > KEPT_BLOCKS:
            # Half of them go, those not looked at for longest; they come back when they are.
            for number in list(self._set)[: KEPT_BLOCKS // 2]:
                self._set.pop(number).layout.clearLayout()


def wants_gaps(document: ArticleDocument) -> bool:
    """Whether paragraphs follow each other without blank lines, so that space must part them."""
    filled = [length for length in document.lengths if length]
    if len(filled) < 2 or len(document.lengths) - len(filled) > len(filled) // 4:
        return False
    return sum(filled) / len(filled) > 110
