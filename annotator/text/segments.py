"""The stretches that a text falls into by nature, found locally: graphemes, words, sentences and lines.

The two libraries behind it are imported at the first use (see docs/decisions/0002-text-boundaries.md).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from annotator.text.span import Span

Stretch = tuple[int, int]
"""`[start, end)` in code points; unlike a Span it can be empty, as a line can."""

GRAPHEME_REACH = 100
WORD_REACH = 500
SENTENCE_REACH = 2_000
"""How many code points to each side of an offset are looked at in a line that is longer than that."""

FURTHEST_REACH = 8_000
"""How many are looked at for a very long sentence; beyond it the sentence is cut at the end of a word."""

LONGEST_WRAPPED_LINE = 100
MOST_WRAPPED_LINES = 100

LOCALE = "en"
WORD_SEAM = re.compile(r"(?<=\w) ")
GRAPHEME_SEAM = re.compile(
    "(?<=\\w)(?=[ 0-9A-Za-z\u0400-\u0481\u05d0-\u05ea\u0621-\u064a"
    "\u0e01-\u0e2e\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff])"
    "|(?<=[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0d4d\u0d4f-\u0dff"
    "\u0e31-\u0e4e\u1000-\u109f\u1780-\u17d3])(?= )"
)
"""Between a letter or digit and one of a common script that joins nothing before it, or a vowel's sign and a space."""

_DOTTED = r"(?:[^\W\d_]\.)+[^\W\d_]"  # compiled when first used: the first picture needs none
WHITE_SPACE = re.compile(r"\s")


def line_around(text: str, offset: int) -> Stretch:
    """The line around `offset`, without its line feed; an offset at a line feed is in the line it ends."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def graphemes_around(text: str, offset: int) -> list[Stretch]:
    """The grapheme clusters of the line around `offset`, in order and without a gap."""
    line_start, line_end = line_around(text, offset)
    start, end = max(line_start, offset - 2 * GRAPHEME_REACH), min(line_end, offset + 2 * GRAPHEME_REACH)
    if start > line_start:
        seam = GRAPHEME_SEAM.search(text, start, offset - GRAPHEME_REACH)
        start = seam.start() if seam else line_start
    if end < line_end:
        seam = GRAPHEME_SEAM.search(text, offset + GRAPHEME_REACH, end)
        end = seam.start() if seam else line_end
    return graphemes_within(text, Span(start, end)) if start < end else []


def graphemes_within(text: str, span: Span) -> list[Stretch]:
    """The grapheme clusters of a span that splits none at its ends, in order and without a gap."""
    from icu4py.breakers import CharacterBreaker

    return _laid_out(CharacterBreaker(text[span.start : span.end], LOCALE), span.start)


def words_around(text: str, offset: int) -> list[Stretch]:
    """The words of the line around `offset` and what stands between them, in order and without a gap.

    Scripts without spaces, such as Chinese and Thai, are cut by the dictionaries of ICU.
    """
    from icu4py.breakers import WordBreaker

    start, end = _part_of(text, line_around(text, offset), offset, WORD_REACH)
    return list(_with_last_points(text, _laid_out(WordBreaker(text[start:end], LOCALE), start)))


def _with_last_points(text: str, words: Iterable[Stretch]) -> Iterator[Stretch]:
    """The words, but abbreviations such as U.S. with the point at their end, which ICU leaves out."""
    dotted = re.compile(_DOTTED)
    held: Stretch | None = None
    for start, end in words:
        if held is not None and text[start:end] == ".":
            yield held[0], end
            held = None
            continue
        if held is not None:
            yield held
        held = (start, end) if dotted.fullmatch(text, start, end) else None
        if held is None:
            yield start, end
    if held is not None:
        yield held


def sentences_around(text: str, offset: int) -> list[Stretch]:
    """The sentences of the paragraph around `offset`, each with the white space after it, without a gap.

    Of a long paragraph only the part around `offset` is looked at, as much as the sentence there needs.
    """
    from annotator.text.languages import SAMPLED, language_of  # late, as the libraries are

    paragraph = _unwrapped_paragraph(text, offset)
    language = language_of(text[paragraph[0] : paragraph[0] + SAMPLED], text)
    reach = SENTENCE_REACH
    while True:
        start, end = _part_of(text, paragraph, offset, reach)
        sentences = _sentences(text[start:end], start, language)
        is_cut_before = start > paragraph[0] and offset < sentences[0][1]
        is_cut_after = end < paragraph[1] and offset >= sentences[-1][0]
        if reach == FURTHEST_REACH or not (is_cut_before or is_cut_after):
            return sentences
        reach *= 2


def holding(stretches: list[Stretch], offset: int) -> Stretch | None:
    """The stretch that holds the code point at `offset`, or None."""
    return next((each for each in stretches if each[0] <= offset < each[1]), None)


def _sentences(part: str, start: int, language: str) -> list[Stretch]:
    from sentencex import segment  # type: ignore[import-untyped, unused-ignore]

    from annotator.text.continued import is_continued
    from annotator.text.languages import IN_LATIN_LETTERS

    # sentencex 1.0 takes any white space before a full stop for one byte, and panics at a no-break space.
    plain = WHITE_SPACE.sub(" ", part)
    found = segment(language, plain)
    if language in IN_LATIN_LETTERS and language != LOCALE:
        found = _common(found, segment(LOCALE, plain))
    pieces: list[str] = []
    for piece in found:
        if pieces and is_continued(pieces[-1], piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return _laid_out(pieces, start)


def _common(pieces: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """The pieces between the places where both cut: each knows abbreviations that the other takes for an end."""
    ends = set(accumulate(map(len, others)))
    held, place = "", 0
    for piece in pieces:
        held, place = held + piece, place + len(piece)
        if place in ends:
            yield held
            held = ""
    if held:
        yield held


def _laid_out(pieces: Iterable[str], start: int) -> list[Stretch]:
    return list(_consecutive(pieces, start))


def _consecutive(pieces: Iterable[str], start: int) -> Iterator[Stretch]:
    for piece in pieces:
        end = start + len(piece)
        yield start, end
        start = end


def _part_of(text: str, stretch: Stretch, offset: int, reach: int) -> Stretch:
    """The part of a stretch from `reach` to twice that on each side of `offset`, cut where a word ends."""
    start, end = stretch
    if offset - start > 2 * reach:
        seam = WORD_SEAM.search(text, offset - 2 * reach, offset - reach)
        start = seam.start() if seam else offset - 2 * reach
    if end - offset > 2 * reach:
        seam = WORD_SEAM.search(text, offset + reach, offset + 2 * reach)
        end = seam.start() if seam else offset + 2 * reach
    return start, end


def _unwrapped_paragraph(text: str, offset: int) -> Stretch:
    """The line around `offset`, with its neighbours where lines seem to be broken at a fixed width."""
    start, end = line_around(text, offset)
    for _ in range(MOST_WRAPPED_LINES):
        before = line_around(text, start - 1) if start else (0, 0)
        if not _runs_on(text, before, start):
            break
        start = before[0]
    for _ in range(MOST_WRAPPED_LINES):
        if end == len(text) or not _runs_on(text, line_around(text, end), end + 1):
            break
        end = line_around(text, end + 1)[1]
    return start, end


def _runs_on(text: str, line: Stretch, following: int) -> bool:
    """Whether a line seems to go on in the next: it is short, not empty, and the next starts lower case."""
    is_wrapped = 0 < line[1] - line[0] <= LONGEST_WRAPPED_LINE
    return is_wrapped and text[following : following + 1].islower()
