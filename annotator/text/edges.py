"""The edges of a span that somebody moves: where a dragged one comes to rest, and where a step takes it.

Offsets are code points. An edge never parts a character, never meets the other edge, and moves no other edge.
"""

from itertools import pairwise

from annotator.text import boundaries
from annotator.text.span import Span


def rest(text: str, span: Span, offset: int, *, is_start: bool, exact: bool = False) -> Span | None:
    """What a span becomes whose start (or end) is dragged to `offset`; None if nothing would be left of it.

    The edge goes to the nearest edge of a word it was dragged into, and leaves out white space and stray quotation
    marks; `exact` keeps it between the characters where it is. The other edge stays, until it is dragged past.
    """
    fixed = span.end if is_start else span.start
    offset = offset if exact else _out_of_word(text, offset)[0]
    if offset == fixed:
        return None
    raw = Span(min(offset, fixed), max(offset, fixed))
    if exact:
        taken = boundaries.snap_to_graphemes(text, raw)
    else:
        tidy = boundaries.tidied(text, raw)
        if tidy is None or is_start != (offset < fixed):
            return tidy
        taken = tidy
    start, end = (taken.start, fixed) if offset < fixed else (fixed, taken.end)
    return Span(start, end) if start < end else None


def _out_of_word(text: str, offset: int) -> tuple[int, ...]:
    """The edges of the word that an offset is within, the nearer first; the offset itself where it is between words."""
    word = boundaries.word_at(text, offset)
    if word is None or not word.start < offset < word.end:
        return (offset,)
    return (word.start, word.end) if offset - word.start < word.end - offset else (word.end, word.start)


def by_character(text: str, edge: int, fixed: int, forward: bool) -> int:
    """One character on, as a reader counts them; an edge that would meet the other stays."""
    found = boundaries.next_grapheme(text, edge) if forward else boundaries.previous_grapheme(text, edge)
    return _short_of(found, edge, fixed)


def by_word(text: str, edge: int, fixed: int, forward: bool) -> int:
    """On to the next edge of a word that is of the same kind: a start for the first edge, an end for the last."""
    is_start = edge < fixed
    place = edge
    while 0 <= place <= len(text):
        word = boundaries.next_word(text, place) if forward else boundaries.previous_word(text, place)
        if word is None:
            return _short_of(len(text) if forward else 0, edge, fixed)
        found = word.start if is_start else word.end
        if (found > edge) if forward else (found < edge):
            return _short_of(found, edge, fixed)
        place = word.end if forward else word.start
    return edge


def by_sentence(text: str, edge: int, fixed: int, forward: bool) -> int:
    """On to the next edge of a sentence of the same kind."""
    is_start = edge < fixed
    here = boundaries.sentence_at(text, max(0, edge - (not is_start)))
    step = boundaries.next_sentence if forward else boundaries.previous_sentence
    beside = step(text, here.start if here is not None else edge)
    for sentence in (here, beside):
        found = None if sentence is None else sentence.start if is_start else sentence.end
        if found is not None and ((found > edge) if forward else (found < edge)):
            return _short_of(found, edge, fixed)
    return edge


def _short_of(found: int, edge: int, fixed: int) -> int:
    """The place found, unless the edge would come to the other or past it."""
    return found if (edge < fixed) == (found < fixed) and found != fixed else edge


def _is_within(text: str, span: Span, place: int) -> bool:
    """Whether a place lies inside a span and between two characters."""
    is_inside = span.start < place < span.end
    return is_inside and boundaries.snap_to_graphemes(text, Span(place, place + 1)).start == place


def divided(text: str, span: Span, first: int, last: int) -> list[Span]:
    """The parts of a span before, within and after `[first, last)` of it, without stray edges at the cuts.

    A single cut, where both are the same, does not part a word that it need not part. What is blank is left out; the
    outer edges stay where they are.
    """
    if first == last:
        first = next((each for each in _out_of_word(text, first) if _is_within(text, span, each)), first)
        last = first
    inner = (place for place in (first, last) if _is_within(text, span, place))
    cuts = sorted({span.start, *inner, span.end})
    parts = []
    for start, end in pairwise(cuts):
        tidy = boundaries.tidied(text, Span(start, end))
        if tidy is not None:
            begins = start if start == span.start else max(start, tidy.start)
            ends = end if end == span.end else min(end, tidy.end)
            parts.append(Span(begins, ends))
    return parts
