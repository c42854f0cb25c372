"""In which script a text is written, so that it can be given a face that has its letters.

A *writing* is a name that chooses a face: `hans`, `hant`, `jpan` and `kore` write the same characters in different
shapes; `aran` is Arabic in the hanging style that Urdu is read in. Scripts that every reading face has, Latin, Greek
and Cyrillic, are the empty name.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

SAMPLED = 2_000
"""How many code points of the beginning, and as many of the middle, are looked at."""

MAIN = 0.3
"""The share of a sample's letters from which on a script is the one that the text is written in."""

_RANGES = {
    "hani": "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "kana": "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "kore": "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff",
    "arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "thai": "\u0e00-\u0e7f",
    "laoo": "\u0e80-\u0eff",
    "deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "beng": "\u0980-\u09ff",
    "guru": "\u0a00-\u0a7f",
    "gujr": "\u0a80-\u0aff",
    "orya": "\u0b00-\u0b7f",
    "taml": "\u0b80-\u0bff",
    "telu": "\u0c00-\u0c7f",
    "knda": "\u0c80-\u0cff",
    "mlym": "\u0d00-\u0d7f",
    "sinh": "\u0d80-\u0dff",
    "tibt": "\u0f00-\u0fff",
    "mymr": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ethi": "\u1200-\u139f\u2d80-\u2ddf",
    "khmr": "\u1780-\u17ff\u19e0-\u19ff",
    "armn": "\u0530-\u058f",
}
_ANY = f"[{''.join(_RANGES.values())}]"
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
    if sample.isascii() or not re.search(_ANY, sample):
        return COMMON
    found = Counter({name: len(re.findall(f"[{area}]", sample)) for name, area in _RANGES.items()})
    counts = _as_writings(+found, sample, language.casefold().replace("_", "-"))
    letters = sum(map(str.isalpha, sample))
    ordered = [name for name, _ in counts.most_common()]
    if ordered and counts[ordered[0]] >= MAIN * letters:
        return Writing(ordered[0], tuple(ordered[1:]))
    return Writing("", tuple(ordered))


def _as_writings(found: Counter[str], sample: str, language: str) -> Counter[str]:
    """The counts by writing: Han characters go to the language that they are read in."""
    kana, han = found.pop("kana", 0), found.pop("hani", 0)
    if kana or han:
        found[_reading_of_han(sample, language, kana=kana, hangul=found["kore"])] += kana + han
    if language.partition("-")[0] in _NASTALIQ and "arab" in found:
        found["aran"] = found.pop("arab")
    return +found


def _reading_of_han(sample: str, language: str, *, kana: int, hangul: int) -> str:
    primary = language.partition("-")[0]
    if kana or primary == "ja":
        return "jpan"
    if primary == "ko" or (hangul and primary not in ("zh", "yue")):
        return "kore"
    if language.startswith(_TRADITIONAL):
        return "hant"
    if primary == "zh" and language != "zh":
        return "hans"
    kept, changed = (len(re.findall(f"[{forms}]", sample)) for forms in (_UNREFORMED, _REFORMED))
    return "hant" if kept > changed else "hans"
