"""Finding words or a regular expression in a text: spans in code points that never show half a character."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from annotator.errors import UserError
from annotator.text import boundaries, expressions
from annotator.text.folding import Folded, fold
from annotator.text.span import Span

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: no space tells where a word of these ends."""


class Wanted(NamedTuple):
    """Words to be sought, or a regular `expression`; `case`, `accents` and `whole` words count where they are set."""

    words: str
    case: bool = False
    accents: bool = False
    whole: bool = False
    expression: bool = False


class Found:
    """Every place where something was found, in order and without overlaps; `is_cut` if the time ran out before."""

    def __init__(self, places: Iterable[tuple[int, int]] = (), *, is_cut: bool = False) -> None:
        self.starts: array[int] = array("q")
        self.ends: array[int] = array("q")
        self.is_cut = is_cut
        for start, end in places:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, number: int) -> Span:
        """The span of one place, counted from 0; IndexError if there is none."""
        return Span(self.starts[number], self.ends[number])

    def number_of(self, span: Span | None) -> int | None:
        """Which place a span is, or None."""
        if span is None:
            return None
        number = bisect_left(self.starts, span.start)
        return number if number < len(self) and self.span(number) == span else None

    def between(self, start: int, end: int) -> range:
        """The numbers of the places that touch `[start, end)`."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def next_from(self, offset: int) -> int:
        """The first place that starts at an offset or after it, beginning again at the top; of none found, 0."""
        number = bisect_left(self.starts, offset)
        return number if number < len(self) else 0

    def last_before(self, offset: int) -> int:
        """The last place that ends at an offset or before it, beginning again at the foot; of none found, -1."""
        number = bisect_right(self.ends, offset) - 1
        return number if number >= 0 else len(self) - 1


def find(text: str, wanted: Wanted, *, is_unwanted: Callable[[], bool] = lambda: False) -> Found:
    """Everything that is wanted in a text; UserError if it is no regular expression.

    A regular expression is given up after `expressions.PATIENCE` seconds, and as soon as it `is_unwanted`; what it
    found so far comes back with `is_cut`.
    """
    if not wanted.words or not text:
        return Found()
    if not wanted.expression:
        return Found(_whole_characters(text, _plain(text, wanted)))
    places, is_cut = expressions.places(text, wanted.words, case=wanted.case, is_unwanted=is_unwanted)
    if wanted.whole:
        places = [(start, end) for start, end in places if _is_whole(text, start, end)]
    return Found(_whole_characters(text, sorted(places)), is_cut=is_cut)


def _plain(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    sought = fold(wanted.words, case=wanted.case, accents=wanted.accents)
    if not sought:
        return []
    folded, width = _folded(text, wanted.case, wanted.accents), len(sought)
    starts = [match.start() for match in re.finditer(re.escape(sought), folded.text)]
    if wanted.accents:
        starts = [start for start in starts if not folded.is_marked(start + width)]
    places = [(start, start + width) for start in starts]
    if folded.is_shifted:
        places = [place for start, end in places if (place := folded.span_of(start, end)) is not None]
    if wanted.whole:
        places = [(start, end) for start, end in places if _is_whole(text, start, end)]
    return places


@lru_cache(maxsize=2)
def _folded(text: str, case: bool, accents: bool) -> Folded:
    return Folded(text, case=case, accents=accents)


def _whole_characters(text: str, places: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The places widened to characters as a reader counts them; one that would overlap the one before is left out."""
    hanging = _hanging(text)
    if not hanging:
        yield from places
        return
    done, seams = 0, _Seams(text, hanging)
    for first, last in places:
        if first < done:
            continue
        start, done = seams.before(first), seams.after(last)
        yield start, done


@lru_cache(maxsize=2)
def _hanging(text: str) -> frozenset[str]:
    """Those of a text's characters that ever hang together with a neighbour; where there is none, each stands alone."""
    return frozenset() if text.isascii() else frozenset(filter(_hangs, set(text)))


@lru_cache(maxsize=10_000)
def _hangs(character: str) -> bool:
    # A mark hangs on the letter before it, a sign in front on the one after it, flags and jamo on their like.
    pairs = ("a" + character, character + "a", character * 2)
    return not character.isascii() and any(boundaries.next_grapheme(pair, 0) == 2 for pair in pairs)


class _Seams:
    """Where the characters of a text part, asked in order: of a long run that hangs together it looks once."""

    def __init__(self, text: str, hanging: frozenset[str]) -> None:
        self._text = text
        self._hanging = hanging
        self._cuts = [0]

    def before(self, offset: int) -> int:
        """Where the character that an offset parts begins; the offset itself if it parts none."""
        if self._is_sure(offset):
            return offset
        self._look_around(offset)
        return self._cuts[bisect_right(self._cuts, offset) - 1]

    def after(self, offset: int) -> int:
        """Where the character that an offset parts ends; the offset itself if it parts none."""
        if self._is_sure(offset):
            return offset
        self._look_around(offset)
        return self._cuts[bisect_left(self._cuts, offset)]

    def _look_around(self, offset: int) -> None:
        if self._cuts[0] <= offset <= self._cuts[-1]:
            return
        start, end = offset - 1, offset + 1
        while not self._is_sure(start):
            start -= 1
        while not self._is_sure(end):
            end += 1
        self._cuts = [start + cut for cut in _cuts(self._text[start:end])]

    def _is_sure(self, offset: int) -> bool:
        """Whether a character surely ends at an offset; False where only the neighbourhood can tell."""
        text = self._text
        if offset in (0, len(text)):
            return True
        return text[offset - 1] not in self._hanging and text[offset] not in self._hanging


@lru_cache(maxsize=10_000)
def _cuts(stretch: str) -> tuple[int, ...]:
    return (0, *(each.end for each in boundaries.graphemes(stretch, Span(0, len(stretch)))))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a place begins and ends where words do; scripts without spaces are not asked."""
    at_start = start == 0 or not _goes_on(text[start - 1 : start + 1])
    return at_start and (end == len(text) or not _goes_on(text[end - 1 : end + 1]))


@lru_cache(maxsize=10_000)
def _goes_on(pair: str) -> bool:
    return all(map(_is_of_word, pair)) and _UNSPACED.search(pair) is None


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character) in ("Mn", "Mc")


def trouble_of(wanted: Wanted) -> str:
    """Why a regular expression cannot be sought, in one sentence; nothing if it can."""
    if not wanted.expression:
        return ""
    try:
        expressions.compiled(wanted.words, case=wanted.case)
    except UserError as error:
        return str(error)
    return ""
