"""Where words, sentences, paragraphs and graphemes of a canonical text begin and end, in code points.

Each function looks at the line or paragraph around its offset and never at the whole text. An offset or a
span outside the text raises ValueError.
"""

import re
import unicodedata

from annotator.text import segments
from annotator.text.segments import Stretch
from annotator.text.span import Span

# Compiled when first used: the first picture needs none.
_STRAY_POINTS = r"[.,;:!?…)\]}”’»]+\s+"
_STRAY_BRACKET = r"\s+[(\[{“‘«]+$"
STRAY_REACH = 20
"""How far before the end of a span brackets are looked for that only begin there, in code points."""


def word_at(text: str, offset: int) -> Span | None:
    """The word that holds the code point at `offset`, else the one that ends there, else None.

    A symbol such as an emoji counts as a word; white space and punctuation do not.
    """
    _check(text, offset)
    for place in (offset, offset - 1):
        word = _word_holding(text, place)
        if word:
            return word
    return None


def next_word(text: str, offset: int) -> Span | None:
    """The first word that starts at `offset` or after it, or None."""
    _check(text, offset)
    place = offset
    while place < len(text):
        stretches = segments.words_around(text, place)
        for each in stretches:
            if each[0] >= offset and _is_word(text, each):
                return Span(*each)
        place = max(place + 1, stretches[-1][1] if stretches else 0)
    return None


def previous_word(text: str, offset: int) -> Span | None:
    """The last word that ends at `offset` or before it, or None."""
    _check(text, offset)
    place = offset
    while place >= 0:
        stretches = segments.words_around(text, place)
        for each in reversed(stretches):
            if each[1] <= offset and _is_word(text, each):
                return Span(*each)
        place = min(place, stretches[0][0] if stretches else place) - 1
    return None


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence around `offset` without the white space at its ends; None on a blank line.

    White space between two sentences belongs to the first. A sentence never crosses a blank line, and crosses
    a line feed only where the text seems to be broken at a fixed width.
    """
    _check(text, offset)
    sentences = segments.sentences_around(text, offset)
    found = segments.holding(sentences, offset) or (sentences[-1] if sentences else None)
    return _without_white_space(text, found) if found else None


def next_sentence(text: str, offset: int) -> Span | None:
    """The first sentence that starts after `offset`, or None."""
    _check(text, offset)
    place = offset
    while place < len(text):
        stretches = segments.sentences_around(text, place)
        for sentence in (_without_white_space(text, each) for each in stretches):
            if sentence and sentence.start > offset:
                return sentence
        place = max(place + 1, stretches[-1][1] if stretches else 0)
    return None


def previous_sentence(text: str, offset: int) -> Span | None:
    """The last sentence that starts before `offset`, or None."""
    _check(text, offset)
    place = offset
    while place >= 0:
        stretches = segments.sentences_around(text, place)
        for sentence in (_without_white_space(text, each) for each in reversed(stretches)):
            if sentence and sentence.start < offset:
                return sentence
        place = min(place, stretches[0][0] if stretches else place) - 1
    return None


def paragraph_at(text: str, offset: int) -> Span | None:
    """The line around `offset` without the white space at its ends; None on a blank line."""
    _check(text, offset)
    return _without_white_space(text, segments.line_around(text, offset))


def graphemes(text: str, span: Span) -> list[Span]:
    """The characters that overlap a span, as a reader counts them: a letter with its marks is one."""
    return [Span(*each) for each in segments.graphemes_within(text, snap_to_graphemes(text, span))]


def next_grapheme(text: str, offset: int) -> int:
    """Where the character that holds `offset` ends, as a reader counts characters; at the end, the end."""
    _check(text, offset)
    return _grapheme_bounds(text, offset)[1] if offset < len(text) else offset


def previous_grapheme(text: str, offset: int) -> int:
    """Where the character before `offset`, or split by it, starts, as a reader counts characters; at 0, 0."""
    _check(text, offset)
    return _grapheme_bounds(text, offset - 1)[0] if offset else 0


def snap_to_graphemes(text: str, span: Span) -> Span:
    """The span widened so that it splits no character as a reader counts them."""
    span.check_within(text)
    return Span(_grapheme_bounds(text, span.start)[0], _grapheme_bounds(text, span.end - 1)[1])


def tidied(text: str, span: Span) -> Span | None:
    """The span without stray edges, then widened so that it splits no character; None if nothing was left of it.

    A space or quotation mark that carries a combining mark is an edge that goes and comes back with its mark.
    """
    trimmed = span.trimmed(text)
    return snap_to_graphemes(text, trimmed) if trimmed else None


def without_blanks(text: str, span: Span) -> Span | None:
    """The span without white space at its ends; None if nothing else is in it."""
    span.check_within(text)
    return _without_white_space(text, (span.start, span.end))


def drawn(text: str, span: Span) -> Span | None:
    """A span drawn by hand as it is meant: whole words without stray edges; None if nothing was left of it.

    Stray is also a point that ends what stands before, as in ". He", and a bracket that only begins at the end.
    """
    trimmed = span.trimmed(text)
    if trimmed is None:
        return None
    start, end = trimmed.start, trimmed.end
    head = re.compile(_STRAY_POINTS).match(text, start, end)
    tail = re.compile(_STRAY_BRACKET).search(text, max(start, end - STRAY_REACH), end)
    start, end = head.end() if head else start, tail.start() if tail else end
    return tidied(text, snap_to_words(text, Span(start, end) if start < end else trimmed))


def snap_to_words(text: str, span: Span) -> Span:
    """The span widened to whole words; an end in white space or punctuation stays, but splits no grapheme."""
    snapped = snap_to_graphemes(text, span)
    first, last = _word_holding(text, snapped.start), _word_holding(text, snapped.end - 1)
    start = first.start if first else snapped.start
    end = last.end if last else snapped.end
    return snap_to_graphemes(text, Span(start, end))


def _check(text: str, offset: int) -> None:
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} is outside a text of {len(text)} code points")


def _word_holding(text: str, offset: int) -> Span | None:
    found = segments.holding(segments.words_around(text, offset), offset) if offset >= 0 else None
    return Span(*found) if found and _is_word(text, found) else None


def _is_word(text: str, stretch: Stretch) -> bool:
    return any(
        character.isalnum() or unicodedata.category(character) == "So" for character in text[stretch[0] : stretch[1]]
    )


def _grapheme_bounds(text: str, offset: int) -> Stretch:
    # ASCII characters join only as CR and LF, and canonical text has no CR.
    if text[max(0, offset - 1) : offset + 2].isascii():
        return offset, offset + 1
    found = segments.holding(segments.graphemes_around(text, offset), offset)
    return found or (offset, offset + 1)


def _without_white_space(text: str, stretch: Stretch) -> Span | None:
    """The stretch trimmed; its ends never part a character, since segmenters know of no combining marks."""
    part = text[stretch[0] : stretch[1]]
    start = stretch[0] + len(part) - len(part.lstrip())
    end = stretch[0] + len(part.rstrip())
    return snap_to_graphemes(text, Span(start, end)) if start < end else None
