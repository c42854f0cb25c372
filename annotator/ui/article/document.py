"""An article's text inside Qt: blocks, soft breaks, and the way from code points to Qt's positions and back.

A *position* is a place in the QTextDocument in UTF-16 code units; because of soft breaks it differs from the
UTF-16 position of the text. An *offset* is a place in our own text in code points.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from itertools import accumulate
from sys import byteorder

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextDocument

from annotator.errors import AnnotatorError
from annotator.text.offsets import ASTRAL, Offsets
from annotator.text.span import Span

LONGEST_BLOCK = 8_000
"""The most code points of one block; a longer line of the text is shown as several blocks."""

SEAM_REACH = 1_200
# Compiled when first used: only a text with very long lines needs them.
_SENTENCE_SEAM = r"[.!?…][\"'”’»)]*\s+|[。！？]"
_WORD_SEAM = r"\s+|(?<=[\u3040-\u30ff\u4e00-\u9fff])(?=[\u3040-\u30ff\u4e00-\u9fff])"
_PLAIN_SEAM = r"(?<=\w)(?=\w)"

# Qt asks the document's own layout, which must never come to life, about the size of this character.
_OBJECT, _SHOWN_INSTEAD = "\ufffc", "\ufffd"


class ArticleDocument:
    """A QTextDocument filled once from a canonical text, with all places addressed in code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._offsets = Offsets(text)
        pieces, self.starts, self.is_soft = _pieces(text)
        """`starts[n]` is the offset where block n starts; `is_soft[n]` whether it goes on the block before."""
        self._soft_starts = [start for start, soft in zip(self.starts, self.is_soft, strict=True) if soft]
        self.lengths = [len(piece) for piece in pieces]
        self.qt = QTextDocument()
        self.qt.setUndoRedoEnabled(False)
        self.qt.setPlainText("\n".join(pieces).replace(_OBJECT, _SHOWN_INSTEAD))
        if self.qt.characterCount() != self._offsets.utf16_length + len(self._soft_starts) + 1:
            raise AnnotatorError("Qt changed the article's text: it is not canonical.")

    @property
    def block_count(self) -> int:
        """The number of blocks, at least 1."""
        return len(self.starts)

    @property
    def length(self) -> int:
        """The length of the text in code points."""
        return len(self.text)

    def block_at(self, offset: int) -> int:
        """The number of the block that holds an offset; a soft break belongs to the block after it."""
        return bisect_right(self.starts, offset) - 1

    def block(self, number: int) -> QTextBlock:
        """Qt's block of that number."""
        return self.qt.findBlockByNumber(number)

    def block_text(self, number: int) -> str:
        """Our own text of a block."""
        return self.text[self.starts[number] : self.end(number)]

    def block_units(self, number: int) -> str:
        """The text of a block with a character for each UTF-16 unit: beyond U+FFFF there are two, as surrogates."""
        words = self.block_text(number)
        if words.isascii() or not ASTRAL.search(words):
            return words
        return "".join(map(chr, array("H", words.encode(f"utf-16-{byteorder[0]}e"))))

    def end(self, number: int) -> int:
        """The offset where a block ends, before its line feed."""
        return self.starts[number] + self.lengths[number]

    def is_blank(self, number: int) -> bool:
        """Whether a block shows nothing."""
        return not self.lengths[number] or self.block_text(number).isspace()

    def paragraph_of(self, number: int) -> int:
        """The number of the block with which the paragraph of a block starts."""
        while self.is_soft[number]:
            number -= 1
        return number

    def direction(self, number: int) -> Qt.LayoutDirection:
        """The direction of the paragraph that a block belongs to, by its first letter with one."""
        first = self.starts[self.paragraph_of(number)]
        for character in self.text[first : first + LONGEST_BLOCK].partition("\n")[0]:
            kind = unicodedata.bidirectional(character)
            if kind in ("R", "AL"):
                return Qt.LayoutDirection.RightToLeft
            if kind == "L":
                break
        return Qt.LayoutDirection.LeftToRight

    def to_position(self, offset: int) -> int:
        """The document position of an offset; at a soft break the one after it. ValueError if outside."""
        return self._offsets.to_position(offset) + bisect_right(self._soft_starts, offset)

    def to_offset(self, position: int, *, round_up: bool = False) -> int:
        """The offset of a document position; inside a surrogate pair the one before it, or after it."""
        number = self.qt.findBlock(position).blockNumber()
        broken = bisect_right(self._soft_starts, self.starts[number])
        return self._offsets.to_offset(position - broken, round_up=round_up)

    def to_span(self, anchor: int, position: int) -> Span | None:
        """The span between two document positions in any order, in whole code points; None if empty."""
        first, last = min(anchor, position), max(anchor, position)
        start, end = self.to_offset(first), self.to_offset(last, round_up=True)
        return Span(start, end) if start < end else None

    def place(self, number: int, offset: int) -> int:
        """The UTF-16 place of an offset within a block's own layout; the nearer end where it lies outside."""
        start = self.starts[number]
        inside = min(max(offset, start), start + self.lengths[number])
        return self._offsets.to_position(inside) - self._offsets.to_position(start)

    def in_block(self, number: int, span: Span) -> tuple[int, int]:
        """The UTF-16 places within a block's own layout that a span covers; two equal ones if it covers none."""
        return self.place(number, span.start), self.place(number, span.end)

    def from_block(self, number: int, place: int) -> int:
        """The offset of a UTF-16 place within a block's own layout."""
        return self._offsets.to_offset(self._offsets.to_position(self.starts[number]) + place)


def _pieces(text: str) -> tuple[list[str], list[int], list[bool]]:
    """The text of each block, the offset where it starts, and whether it only continues a line."""
    lines = text.split("\n")
    if max(map(len, lines)) <= LONGEST_BLOCK:
        starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        return lines, starts, [False] * len(lines)
    pieces: list[str] = []
    starts, is_soft = [], []
    line_start = 0
    for line in lines:
        cuts = _cuts(line)
        for first, last in zip([0, *cuts], [*cuts, len(line)], strict=True):
            pieces.append(line[first:last])
            starts.append(line_start + first)
            is_soft.append(first > 0)
        line_start += len(line) + 1
    return pieces, starts, is_soft


def _cuts(line: str) -> list[int]:
    """Where a line is broken softly, in code points of the line: after a sentence, else after a word."""
    cuts: list[int] = []
    place = 0
    while len(line) - place > LONGEST_BLOCK:
        place = _seam(line, place + LONGEST_BLOCK)
        cuts.append(place)
    return cuts


def _seam(line: str, latest: int) -> int:
    for seam, reach in ((_SENTENCE_SEAM, SEAM_REACH), (_WORD_SEAM, SEAM_REACH), (_PLAIN_SEAM, 200)):
        found = 0
        for match in re.compile(seam).finditer(line, latest - reach, latest):
            found = match.end()
        if found:
            return found
    return latest
