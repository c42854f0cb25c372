"""A text as a plain search compares it: case, accents and typography made alike, each place traced back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_ALIKE = {
    **dict.fromkeys("‘’‚‛′ʼ＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\t\n\x0b\x0c\x85\u00a0\u1680\u2028\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    "\u2026": "...",
}
"""What print writes in many ways and a keyboard in one; what is not seen counts for nothing."""

PIECE = 50_000
"""How many code points are folded at a time."""

_HANGUL = range(0xAC00, 0xD7A4)
_POINTS, _ACCENTS = range(10, 37), range(200, 256)
"""The combining classes of Hebrew points and Arabic vowels, and of accents above and below letters."""


class Folded:
    """The folded form of one text, `text`, and the way from its places back to offsets of the original."""

    def __init__(self, original: str, *, case: bool, accents: bool) -> None:
        table: dict[int, str] = {}
        irregular: list[str] = []
        for character in set(original):
            plain = _folded(character, case=case, accents=accents)
            if plain != character:
                table[ord(character)] = plain
            if len(plain) != 1:
                irregular.append(character)
        # In pieces, so that other threads come to run between them.
        pieces = range(0, len(original), PIECE)
        self.text = "".join([original[start : start + PIECE].translate(table) for start in pieces])
        self._offsets: list[int] = []
        self._places: list[int] = []
        self._widths: list[int] = []
        if irregular:
            self._note_irregular(original, irregular, table)

    def _note_irregular(self, original: str, irregular: list[str], table: dict[int, str]) -> None:
        """Note the characters that became none or several: everything between them is only shifted."""
        shift = 0
        for match in re.finditer(f"[{re.escape(''.join(irregular))}]", original):
            offset = match.start()
            width = len(table[ord(original[offset])])
            self._offsets.append(offset)
            self._places.append(offset + shift)
            self._widths.append(width)
            shift += width - 1

    @property
    def is_shifted(self) -> bool:
        """Whether any place is another than that of the original."""
        return bool(self._offsets)

    def span_of(self, first: int, last: int) -> tuple[int, int] | None:
        """The offsets of the folded places `[first, last)`; None if an end parts what one character became."""
        if not self._offsets:
            return first, last
        start, before, _ = self._trace(first)
        end, _, behind = self._trace(last - 1)
        return None if before or behind else (start, end + 1)

    def is_marked(self, place: int) -> bool:
        """Whether an accent stands at a folded place, so that a match that ends before it would drop it."""
        return place < len(self.text) and self.text[place] > "\u02ff" and is_accent(self.text[place])

    def _trace(self, place: int) -> tuple[int, int, int]:
        """The offset of the character at a folded place, and how many places of the same one lie to its sides."""
        number = bisect_right(self._places, place) - 1
        if number < 0:
            return place, 0, 0
        inner, width = place - self._places[number], self._widths[number]
        if inner < width:
            return self._offsets[number], inner, width - 1 - inner
        return self._offsets[number] + 1 + inner - width, 0, 0


def fold(words: str, *, case: bool, accents: bool) -> str:
    """Words as a search compares them; `case` and `accents` say what is kept apart."""
    composed = unicodedata.normalize("NFC", words)
    return "".join(_folded(character, case=case, accents=accents) for character in composed)


def is_accent(character: str) -> bool:
    """Whether a character only marks the letter before it: an accent, a Hebrew point, an Arabic vowel."""
    kind = unicodedata.combining(character)
    return kind in _ACCENTS or kind in _POINTS


def _folded(character: str, *, case: bool, accents: bool) -> str:
    plain = _ALIKE.get(character, character)
    if not case:
        plain = _apart(plain).casefold()
    plain = _apart(plain)
    return plain if accents else "".join(each for each in plain if not is_accent(each))


def _apart(characters: str) -> str:
    """Letters apart from their marks; Hangul stays in syllables, of which no part is ever sought."""
    if characters.isascii() or (len(characters) == 1 and ord(characters) in _HANGUL):
        return characters
    return unicodedata.normalize("NFD", characters)
