"""What was found in a text, ready to be painted: outlines of those places that are on the screen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.geometry import runs_of
from annotator.ui.article.layout import SetBlock, Type
from annotator.ui.article.sheet import Sheet

if TYPE_CHECKING:
    from annotator.text.finding import Found

MOST_IN_BLOCK = 4_000
"""How many places of one block are outlined: more than any screen shows of it."""


class FoundHere(NamedTuple):
    """The outlines of what was found in one block, in pixels from its top left; `current` is that one place."""

    others: Sequence[QRectF]
    current: Sequence[QRectF]


class Finds:
    """Everything found in the text that is shown, and which of it the person is at."""

    def __init__(self, found: Found, current: int | None = None) -> None:
        self.found = found
        self.current = current
        self._rects: dict[int, tuple[SetBlock, list[tuple[int, QRectF]]]] = {}

    def at(self, current: int | None) -> Finds:
        """The same finds with the person at another one."""
        other = Finds(self.found, current)
        other._rects = self._rects
        return other

    def in_block(self, document: ArticleDocument, setting: Type, block: SetBlock) -> FoundHere | None:
        """What was found in a block, or None."""
        kept = self._rects.get(block.number)
        if kept is None or kept[0] is not block:
            kept = self._rects[block.number] = (block, self._outlines(document, setting, block))
        if not kept[1]:
            return None
        others = [rect for number, rect in kept[1] if number != self.current]
        return FoundHere(others, [rect for number, rect in kept[1] if number == self.current])

    def _outlines(self, document: ArticleDocument, setting: Type, block: SetBlock) -> list[tuple[int, QRectF]]:
        rects = []
        tall = setting.ascent + setting.descent - 1
        numbers = self.found.between(document.starts[block.number], document.end(block.number))
        for number in numbers[:MOST_IN_BLOCK]:
            first, last = document.in_block(block.number, self.found.span(number))
            for line, (left, right) in runs_of(block, first, last):
                rects.append((number, QRectF(left, line.baseline - setting.ascent + 1, right - left, tall)))
        return rects

    def shares(self, sheet: Sheet, whole: int, slots: int) -> list[int]:
        """Of so many equal slots over `whole` pixels of the sheet, those in which something was found."""
        edges = [offset_at(sheet, whole * slot / slots) for slot in range(slots)]
        starts = [bisect_left(self.found.starts, edge) for edge in edges]
        ends = [*starts[1:], len(self.found)]
        return [slot for slot, (first, last) in enumerate(zip(starts, ends, strict=True)) if first < last]


def offset_at(sheet: Sheet, y: float) -> int:
    """Which offset stands at about a height of the sheet, in pixels; nothing is laid out to know it."""
    galley, document = sheet.galley, sheet.document
    y -= sheet.head
    if y <= 0:
        return 0
    number = galley.block_at(y)
    top, bottom = galley.tops()[number], galley.tops()[number + 1]
    into = min(1.0, (y - top) / max(1, bottom - top))
    return document.starts[number] + round(into * document.lengths[number])
