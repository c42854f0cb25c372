"""In which script a text is written, so that it can be given a face that has its letters.

A *writing* is a name that chooses a face: `hans`, `hant`, `jpan` and `kore` write the same characters in different
shapes; `aran` is Arabic in the hanging style that Urdu is read in. Scripts that every reading face has, Latin, Greek
and Cyrillic, are the empty name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

SAMPLED = 2_000
"""How many code points of the beginning, and as many of the middle, are looked at."""

MAIN = 0.3
"""The share of a sample's letters from which on a script is the one that the text is written in."""

# First and last code point of each block, by their order.
_BLOCKS = (
    (0x0530, 0x058F, "armn"),
    (0x0590, 0x05FF, "hebr"),
    (0x0600, 0x06FF, "arab"),
    (0x0750, 0x077F, "arab"),
    (0x0870, 0x08FF, "arab"),
    (0x0900, 0x097F, "deva"),
    (0x0980, 0x09FF, "beng"),
    (0x0A00, 0x0A7F, "guru"),
    (0x0A80, 0x0AFF, "gujr"),
    (0x0B00, 0x0B7F, "orya"),
    (0x0B80, 0x0BFF, "taml"),
    (0x0C00, 0x0C7F, "telu"),
    (0x0C80, 0x0CFF, "knda"),
    (0x0D00, 0x0D7F, "mlym"),
    (0x0D80, 0x0DFF, "sinh"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "laoo"),
    (0x0F00, 0x0FFF, "tibt"),
    (0x1000, 0x109F, "mymr"),
    (0x10A0, 0x10FF, "geor"),
    (0x1100, 0x11FF, "kore"),
    (0x1200, 0x139F, "ethi"),
    (0x1780, 0x17FF, "khmr"),
    (0x19E0, 0x19FF, "khmr"),
    (0x1C90, 0x1CBF, "geor"),
    (0x2D80, 0x2DDF, "ethi"),
    (0x2E80, 0x2FDF, "hani"),
    (0x3041, 0x30FF, "kana"),
    (0x3130, 0x318F, "kore"),
    (0x31F0, 0x31FF, "kana"),
    (0x3400, 0x4DBF, "hani"),
    (0x4E00, 0x9FFF, "hani"),
    (0xA8E0, 0xA8FF, "deva"),
    (0xA960, 0xA97F, "kore"),
    (0xA9E0, 0xA9FF, "mymr"),
    (0xAA60, 0xAA7F, "mymr"),
    (0xAC00, 0xD7FF, "kore"),
    (0xF900, 0xFAFF, "hani"),
    (0xFB1D, 0xFB4F, "hebr"),
    (0xFB50, 0xFDFF, "arab"),
    (0xFE70, 0xFEFC, "arab"),
    (0xFF66, 0xFF9F, "kana"),
    (0x20000, 0x3134F, "hani"),
)
_FIRSTS = [first for first, _, _ in _BLOCKS]
_FIRST = chr(_FIRSTS[0])
_NASTALIQ = ("ur", "ks", "pnb")
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant", "yue")
# Frequent characters of which each language reform kept one form.
_REFORMED = "国们这说对会发为时来个过还没问开关长东车马门见经济实现张华让认议"
_UNREFORMED = "國們這說對會發為時來個過還沒問開關長東車馬門見經濟實現張華讓認議"


class Writing(NamedTuple):
    """The writing that most of a text is in, and those that also occur in it, the most frequent first."""

    main: str = ""
    others: tuple[str, ...] = ()


COMMON = Writing()


def writing_of(text: str, language: str = "") -> Writing:
    """The writing of a text from a sample of it; `language` (BCP 47, or empty) settles which shapes it wants."""
    middle = max(SAMPLED, (len(text) - SAMPLED) // 2)
    sample = text[:SAMPLED] + text[middle : middle + SAMPLED]
    if sample.isascii():
        return COMMON
    characters = Counter(sample)
    found: Counter[str] = Counter()
    for each, times in characters.items():
        if each >= _FIRST and (name := _script(ord(each))):
            found[name] += times
    if not found:
        return COMMON
    counts = _as_writings(found, characters, language.casefold().replace("_", "-"))
    letters = sum(times for each, times in characters.items() if each.isalpha())
    ordered = [name for name, _ in counts.most_common()]
    if ordered and counts[ordered[0]] >= MAIN * letters:
        return Writing(ordered[0], tuple(ordered[1:]))
    return Writing("", tuple(ordered))


def _script(code_point: int) -> str:
    place = bisect_right(_FIRSTS, code_point) - 1
    _, last, name = _BLOCKS[max(0, place)]
    return name if code_point <= last else ""


def _as_writings(found: Counter[str], characters: Counter[str], language: str) -> Counter[str]:
    """The counts by writing: Han characters go to the language that they are read in."""
    kana, han = found.pop("kana", 0), found.pop("hani", 0)
    if kana or han:
        found[_reading_of_han(characters, language, kana=kana, hangul=found["kore"])] += kana + han
    if language.partition("-")[0] in _NASTALIQ and "arab" in found:
        found["aran"] = found.pop("arab")
    return +found


def _reading_of_han(characters: Counter[str], language: str, *, kana: int, hangul: int) -> str:
    primary = language.partition("-")[0]
    if kana or primary == "ja":
        return "jpan"
    if primary == "ko" or (hangul and primary not in ("zh", "yue")):
        return "kore"
    if language.startswith(_TRADITIONAL):
        return "hant"
    if primary == "zh" and language != "zh":
        return "hans"
    kept, changed = (sum(characters[each] for each in forms) for forms in (_UNREFORMED, _REFORMED))
    return "hant" if kept > changed else "hans"
