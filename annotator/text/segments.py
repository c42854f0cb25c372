"""The stretches that a text falls into by nature, found locally: graphemes, words, sentences and lines.

The two libraries behind it are imported at the first use (see docs/decisions/0002-text-boundaries.md).
"""

import re
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]
"""`[start, end)` in code points; unlike a Span it can be empty, as a line can."""

REACH = 2_000
"""How many code points to each side of an offset are looked at in a paragraph longer than that."""

LONGEST_WRAPPED_LINE = 100
MOST_WRAPPED_LINES = 100

LOCALE = "en"
SEAM = re.compile(r"(?<=\w) ")
WHITE_SPACE = re.compile(r"\s")


def line_around(text: str, offset: int) -> Stretch:
    """The line that holds `offset`, without its line feed; the offset just before a line feed is in its line."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def graphemes_around(text: str, offset: int) -> list[Stretch]:
    """The grapheme clusters of the line around `offset`, in order and without a gap."""
    from icu4py.breakers import CharacterBreaker

    start, end = _part_of(text, line_around(text, offset), offset)
    return _laid_out(CharacterBreaker(text[start:end], LOCALE), start)


def words_around(text: str, offset: int) -> list[Stretch]:
    """The words of the line around `offset` and what stands between them, in order and without a gap.

    Scripts without spaces, such as Chinese and Thai, are cut by the dictionaries of ICU.
    """
    from icu4py.breakers import WordBreaker

    start, end = _part_of(text, line_around(text, offset), offset)
    return _laid_out(WordBreaker(text[start:end], LOCALE), start)


def sentences_around(text: str, offset: int) -> list[Stretch]:
    """The sentences of the paragraph around `offset`, each with the white space after it, without a gap.

    Of a long paragraph only the part around `offset` is looked at, as much as the sentence there needs.
    """
    paragraph = _unwrapped_paragraph(text, offset)
    reach = REACH
    while True:
        start, end = _part_of(text, paragraph, offset, reach)
        sentences = _sentences(text[start:end], start)
        if (start, end) == paragraph or _is_surrounded(sentences, offset):
            return sentences
        reach *= 2


def holding(stretches: list[Stretch], offset: int) -> Stretch | None:
    """The stretch that holds the code point at `offset`, or None."""
    return next((each for each in stretches if each[0] <= offset < each[1]), None)


def _sentences(part: str, start: int) -> list[Stretch]:
    from sentencex import segment  # type: ignore[import-untyped, unused-ignore]

    # sentencex 1.0 counts every white space as one byte, and panics on a name as in "J.\xa0Smith".
    pieces: list[str] = []
    for piece in segment(LOCALE, WHITE_SPACE.sub(" ", part)):
        if pieces and piece[:1].islower():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return _laid_out(pieces, start)


def _is_surrounded(sentences: list[Stretch], offset: int) -> bool:
    """Whether the sentence at `offset` has others on both sides, so that the part's edges did not cut it."""
    return bool(sentences) and sentences[0][1] <= offset < sentences[-1][0]


def _laid_out(pieces: Iterable[str], start: int) -> list[Stretch]:
    return list(_consecutive(pieces, start))


def _consecutive(pieces: Iterable[str], start: int) -> Iterator[Stretch]:
    for piece in pieces:
        end = start + len(piece)
        yield start, end
        start = end


def _part_of(text: str, stretch: Stretch, offset: int, reach: int = REACH) -> Stretch:
    """As much of a stretch as `reach` allows, cut where a word ends, so that the parts cannot come out otherwise."""
    start, end = stretch
    if offset - start > 2 * reach:
        seam = SEAM.search(text, offset - 2 * reach, offset - reach)
        start = seam.start() if seam else offset - 2 * reach
    if end - offset > 2 * reach:
        seam = SEAM.search(text, offset + reach, offset + 2 * reach)
        end = seam.start() if seam else offset + 2 * reach
    return start, end


def _unwrapped_paragraph(text: str, offset: int) -> Stretch:
    """The line around `offset`, with its neighbours if the text is one whose lines were broken at a fixed width."""
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
    """Whether a line seems to go on in the next: neither is blank, it is not long, the next starts in lower case."""
    is_wrapped = 0 < line[1] - line[0] <= LONGEST_WRAPPED_LINE
    return is_wrapped and text[following : following + 1].islower()
