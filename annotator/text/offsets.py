"""Offsets in code points, positions in UTF-16, and the way between them; nothing else here knows UTF-16."""

import re
from array import array
from bisect import bisect_left, bisect_right

from annotator.text.span import Span

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Turns offsets of one text (code points) into positions (UTF-16 code units) and back.

    Each call is O(1) where the text has no character beyond U+FFFF, else O(log n) in the number of these.
    """

    __slots__ = ("_astral_offsets", "_astral_positions", "length", "utf16_length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        """The length of the text in code points."""
        self.utf16_length = self.length if text.isascii() else _utf16_length(text)
        """The length of the text in UTF-16 code units."""
        self._astral_offsets: array[int] = array("l")
        self._astral_positions: array[int] = array("l")
        if self.utf16_length != self.length:
            self._astral_offsets.extend(match.start() for match in ASTRAL.finditer(text))
            self._astral_positions.extend(offset + n for n, offset in enumerate(self._astral_offsets))

    def to_position(self, offset: int) -> int:
        """The UTF-16 position of an offset in code points; ValueError if it lies outside the text."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"offset {offset} is outside a text of {self.length} code points")
        return offset + bisect_left(self._astral_offsets, offset)

    def to_offset(self, position: int, *, round_up: bool = False) -> int:
        """The offset in code points of a UTF-16 position; ValueError if it lies outside the text.

        A position between the two halves of a surrogate pair becomes the offset before that character, or the
        one after it with `round_up`: a start rounded down and an end rounded up lose no character.
        """
        if not 0 <= position <= self.utf16_length:
            raise ValueError(f"position {position} is outside a text of {self.utf16_length} UTF-16 units")
        passed = bisect_right(self._astral_positions, position - 2)
        offset = position - passed
        return offset if round_up or not self._is_inside_pair(position, passed) else offset - 1

    def _is_inside_pair(self, position: int, passed: int) -> bool:
        return passed < len(self._astral_positions) and self._astral_positions[passed] == position - 1

    def to_span(self, anchor: int, position: int) -> Span | None:
        """The span between two UTF-16 positions in any order, widened to whole code points; None if empty."""
        if anchor == position:
            return None
        first, last = min(anchor, position), max(anchor, position)
        return Span(self.to_offset(first), self.to_offset(last, round_up=True))

    def to_positions(self, span: Span) -> tuple[int, int]:
        """The UTF-16 positions where a span starts and ends."""
        return self.to_position(span.start), self.to_position(span.end)


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
