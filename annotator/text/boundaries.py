"""Where words, sentences, paragraphs and graphemes of a canonical text begin and end, in code points.

Each function looks at the line or paragraph around its offset and never at the whole text. An offset outside the
text raises ValueError.
"""

import unicodedata

from annotator.text import segments
from annotator.text.segments import Stretch
from annotator.text.span import Span


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


def words(text: str, span: Span) -> list[Span]:
    """The words that overlap a span, in order."""
    span.check_within(text)
    found: list[Span] = []
    offset = span.start
    while offset < span.end:
        line = segments.words_around(text, offset)
        found += [
            Span(*each) for each in line if offset < each[1] and each[0] < span.end and _is_word(text, each)
        ]
        offset = max(offset, line[-1][1] if line else offset) + 1
    return found


def next_word(text: str, offset: int) -> Span | None:
    """The first word that starts at `offset` or after it, or None."""
    _check(text, offset)
    while offset < len(text):
        line = segments.words_around(text, offset)
        for each in line:
            if each[0] >= offset and _is_word(text, each):
                return Span(*each)
        offset = max(offset + 1, line[-1][1] if line else 0)
    return None


def previous_word(text: str, offset: int) -> Span | None:
    """The last word that ends at `offset` or before it, or None."""
    _check(text, offset)
    while offset > 0:
        line = segments.words_around(text, offset)
        for each in reversed(line):
            if each[1] <= offset and _is_word(text, each):
                return Span(*each)
        offset = min(offset - 1, line[0][0] if line else offset)
    return None


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence around `offset` without the white space at its ends; None on a blank line.

    White space between two sentences belongs to the first. A sentence never crosses a blank line, and crosses a
    line feed only where the text seems to be broken at a fixed width.
    """
    _check(text, offset)
    sentences = segments.sentences_around(text, offset)
    found = segments.holding(sentences, offset) or (sentences[-1] if sentences else None)
    return _without_white_space(text, found) if found else None


def next_sentence(text: str, offset: int) -> Span | None:
    """The first sentence that starts after `offset`, or None."""
    _check(text, offset)
    while offset < len(text):
        sentences = segments.sentences_around(text, offset)
        for each in sentences:
            sentence = _without_white_space(text, each)
            if sentence and sentence.start > offset:
                return sentence
        offset = max(offset + 1, sentences[-1][1] if sentences else 0)
    return None


def previous_sentence(text: str, offset: int) -> Span | None:
    """The last sentence that starts before `offset`, or None."""
    _check(text, offset)
    while offset > 0:
        sentences = segments.sentences_around(text, offset)
        for each in reversed(sentences):
            sentence = _without_white_space(text, each)
            if sentence and sentence.start < offset:
                return sentence
        offset = min(offset - 1, sentences[0][0] if sentences else offset)
    return None


def paragraph_at(text: str, offset: int) -> Span | None:
    """The line around `offset` without the white space at its ends; None on a blank line."""
    _check(text, offset)
    return _without_white_space(text, segments.line_around(text, offset))


def graphemes(text: str, span: Span) -> list[Span]:
    """The characters as a reader counts them that overlap a span: a family, a flag or a letter with its marks."""
    span.check_within(text)
    found: list[Span] = []
    offset = span.start
    while offset < span.end:
        start, end = _grapheme_bounds(text, offset)
        found.append(Span(start, end))
        offset = end
    return found


def next_grapheme(text: str, offset: int) -> int:
    """The offset after the character as a reader counts it that holds `offset`; the end of the text at its end."""
    _check(text, offset)
    return _grapheme_bounds(text, offset)[1] if offset < len(text) else offset


def previous_grapheme(text: str, offset: int) -> int:
    """The offset before the character as a reader counts it that ends at or holds `offset`; 0 at the start."""
    _check(text, offset)
    return _grapheme_bounds(text, offset - 1)[0] if offset else 0


def snap_to_graphemes(text: str, span: Span) -> Span:
    """The span widened so that it splits no character as a reader counts them."""
    span.check_within(text)
    return Span(_grapheme_bounds(text, span.start)[0], _grapheme_bounds(text, span.end - 1)[1])


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
        character.isalnum() or unicodedata.category(character) == "So"
        for character in text[stretch[0] : stretch[1]]
    )


def _grapheme_bounds(text: str, offset: int) -> Stretch:
    # Two neighbours below U+0300 join only as CR and LF, and canonical text has no CR.
    if text[max(0, offset - 1) : offset + 2].isascii():
        return offset, offset + 1
    found = segments.holding(segments.graphemes_around(text, offset), offset)
    return found or (offset, offset + 1)


def _without_white_space(text: str, stretch: Stretch) -> Span | None:
    part = text[stretch[0] : stretch[1]]
    start = stretch[0] + len(part) - len(part.lstrip())
    end = stretch[0] + len(part.rstrip())
    return Span(start, end) if start < end else None
