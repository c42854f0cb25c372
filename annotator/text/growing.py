"""From a place in a text outwards: its word, clause, sentence, paragraph, the whole text, and back again."""

import re
from collections.abc import Callable
from itertools import pairwise

from annotator.text import boundaries
from annotator.text.span import Span

Unit = Callable[[str, int], Span | None]

_BETWEEN_CLAUSES = re.compile(
    r"[,;:](?=[\s\u201d\u2019\u00bb\"'])|(?<=\s)(?:--|[-\u2013\u2014])(?=\s)|[\u2014()\[\]\uff0c\u3001\uff1b\uff1a]"
)


def clause_at(text: str, offset: int) -> Span | None:
    """The part of the sentence around `offset` between two commas, colons, dashes or brackets; None on a blank line.

    ValueError if the offset is outside the text.
    """
    sentence = boundaries.sentence_at(text, offset)
    if sentence is None:
        return None
    seams = [(match.start(), match.end()) for match in _BETWEEN_CLAUSES.finditer(text, sentence.start, sentence.end)]
    edges = [(sentence.start, sentence.start), *seams, (sentence.end, sentence.end)]
    parts = [(before[1], after[0]) for before, after in pairwise(edges)]
    found = next((part for part in parts if offset < part[1]), parts[-1])
    return boundaries.tidied(text, Span(*found)) if found[0] < found[1] else None


def whole(text: str, _offset: int = 0) -> Span | None:
    """The whole text without the white space at its ends; None of a blank one."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return Span(start, end) if start < end else None


UNITS: tuple[Unit, ...] = (boundaries.word_at, clause_at, boundaries.sentence_at, boundaries.paragraph_at, whole)
"""What a selection grows to, from the smallest on."""


def larger(text: str, offset: int, span: Span | None) -> Span | None:
    """The smallest unit (or row of units) that holds a span and more, or any at `offset`; None if there is none."""
    for unit in UNITS:
        found = unit(text, offset) if span is None else _around(text, span, unit)
        if found is not None and found != span:
            return found
    return None


def smaller(text: str, span: Span) -> Span | None:
    """The largest unit at the beginning of a span that leaves some of it out; None if there is none."""
    for unit in reversed(UNITS):
        found = unit(text, span.start)
        if found is not None and span.contains(found) and found != span:
            return found
    return None


def _around(text: str, span: Span, unit: Unit) -> Span | None:
    first, last = unit(text, span.start), unit(text, span.end - 1)
    start = min(span.start, first.start) if first else span.start
    end = max(span.end, last.end) if last else span.end
    return Span(start, end)


class Growth:
    """Remembers what a span was before it grew, so that shrinking goes the same way back."""

    def __init__(self) -> None:
        self._steps: list[tuple[int, Span | None]] = []
        self._grown: Span | None = None

    def grow(self, text: str, offset: int, span: Span | None) -> Span | None:
        """The next larger span, or None if there is none."""
        found = larger(text, offset, span)
        if found is None:
            return None
        if span != self._grown or span is None:
            self._steps.clear()
        self._steps.append((offset, span))
        self._grown = found
        return found

    def shrink(self, text: str, span: Span) -> tuple[int, Span | None]:
        """The span before it grew, else the next smaller one; with the offset of the caret for when there is none."""
        if span == self._grown and self._steps:
            offset, before = self._steps.pop()
        else:
            self._steps.clear()
            offset, before = span.start, smaller(text, span)
        self._grown = before
        return offset, before
