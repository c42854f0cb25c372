"""How well a name fits what was typed: whole words before beginnings, initials and letters that only stand in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"\w+")
_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it", "of", "on", "or", "the", "to", "with"}
_WHOLE, _BEGIN, _CHUNKS, _INSIDE, _SCATTERED = 100.0, 80.0, 66.0, 45.0, 12.0
_LATER = 1.5  # less for each word before the one that fits
_LENGTH = 0.1  # less for each letter of the name, so that of two that fit alike the shorter comes first
_IN_A_ROW = 15.0  # more if the name begins with all that was typed


def score(typed: str, name: str) -> float:
    """How well a name fits, 0 if some typed word does not fit at all; case and accents make no difference."""
    wanted, words = _words(typed), _words(name)
    if not wanted:
        return 1.0
    total = 0.0
    for one in wanted:
        best = _fit(one, words)
        if not best:
            return 0.0
        total += best
    total /= len(wanted)
    if " ".join(words).startswith(" ".join(wanted)):
        total += _IN_A_ROW
    return max(total - _LENGTH * len(name), 0.01)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return tuple(_WORDS.findall("".join(each for each in apart if not unicodedata.combining(each))))


def _fit(typed: str, words: tuple[str, ...]) -> float:
    """How well one typed word fits the words of a name."""
    best = 0.0
    for place, word in enumerate(words):
        # Nobody looks for a small word, but some begin with its letters.
        if word in _SMALL and len(words) > 1:
            best = max(best, _INSIDE - _LATER * place if word.startswith(typed) else 0.0)
        elif word == typed:
            best = max(best, _WHOLE - _LATER * place)
        elif word.startswith(typed):
            best = max(best, _BEGIN + 10 * len(typed) / len(word) - _LATER * place)
        elif len(typed) > 1 and typed in word:
            best = max(best, _INSIDE - _LATER * place)
    if best < _CHUNKS and len(typed) > 1:
        chunks = _chunks(typed, words)
        if chunks:
            best = max(best, _CHUNKS - 4 * chunks)
        elif best == 0.0 and len(typed) > 2:
            best = _scattered(typed, " ".join(words))
    return best


def _chunks(typed: str, words: tuple[str, ...]) -> int:
    """In how few beginnings of words, in their order, the letters are found (`nexan`: `next annotation`); 0 if not."""
    covered = {0: 0}  # so many letters by so many words
    for word in words:
        longer: dict[int, int] = {}
        for letters, used in covered.items():
            for taken in range(1, _shared(typed, letters, word) + 1):
                longer[letters + taken] = min(used + 1, longer.get(letters + taken, used + 1))
        for letters, used in longer.items():
            covered[letters] = min(used, covered.get(letters, used))
    return covered.get(len(typed), 0)


def _shared(typed: str, start: int, word: str) -> int:
    """How many letters of `typed` from `start` on a word begins with."""
    number = 0
    while start + number < len(typed) and number < len(word) and typed[start + number] == word[number]:
        number += 1
    return number


def _scattered(typed: str, name: str) -> float:
    """A little, if all letters stand in the name in their order and the first begins a word, the more the closer."""
    best = 0.0
    for start in (found.start() for found in re.finditer(rf"\b{re.escape(typed[0])}", name)):
        place = start
        for letter in typed[1:]:
            place = name.find(letter, place + 1)
            if place < 0:
                break
        else:
            best = max(best, _SCATTERED * len(typed) / (place - start + 1))
    return best if best > _SCATTERED / 3 else 0.0
