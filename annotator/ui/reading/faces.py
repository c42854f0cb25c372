"""Faces for texts of any writing: the one that was chosen, and those that have the letters it lacks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from annotator.text.scripts import COMMON, SAMPLED, Writing
from annotator.ui.reading.choice import DEFAULT, SANS, SERIF, Reading

_SAMPLE = "Talks on the northern crossing resumed on Monday, and both sides spoke of progress. "
_PLAIN = r"sans|gothic|hei|arial|helvetica|verdana|tahoma|segoe|roboto|ubuntu|inter|calibri|gill|futura|lato|mono"
_FOREIGN = "\u0530"  # the first code point beyond Latin, Greek and Cyrillic
_LETTERS = 12  # different letters of a text that are looked for in the fonts
PER_WRITING = 2
"""How many families stand in for one writing: the first may lack a rare letter."""

# For each writing the families with serifs or brush strokes, then the plain ones, the best first.
_FAMILIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "jpan": (
        ("Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho", "IPAexMincho"),
        ("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAexGothic",
         "Droid Sans Fallback"),
    ),
    "hans": (
        ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun", "AR PL UMing CN"),
        ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei",
         "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    ),
    "hant": (
        ("Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", "PMingLiU", "AR PL UMing TW"),
        ("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei",
         "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    ),
    "kore": (
        ("Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif K", "AppleMyungjo", "Batang", "NanumMyeongjo"),
        ("Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic",
         "NanumGothic", "Droid Sans Fallback"),
    ),
    "arab": (
        ("Noto Naskh Arabic", "Amiri", "Scheherazade New", "Geeza Pro", "Sakkal Majalla", "Traditional Arabic"),
        ("Noto Sans Arabic", "Segoe UI", "DejaVu Sans"),
    ),
    "aran": (
        ("Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", "Geeza Pro"),
        ("Noto Nastaliq Urdu", "Urdu Typesetting", "Noto Sans Arabic", "Segoe UI", "DejaVu Sans"),
    ),
    "hebr": (
        ("Noto Serif Hebrew", "Frank Ruehl CLM", "FrankRuehl", "New Peninim MT", "David", "David CLM"),
        ("Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "DejaVu Sans"),
    ),
    "thai": (("Noto Serif Thai", "Norasi"), ("Noto Sans Thai", "Thonburi", "Leelawadee UI", "Loma")),
    "laoo": (("Noto Serif Lao",), ("Noto Sans Lao", "Lao Sangam MN", "Leelawadee UI")),
    "khmr": (("Noto Serif Khmer",), ("Noto Sans Khmer", "Khmer Sangam MN", "Leelawadee UI")),
    "mymr": (("Noto Serif Myanmar",), ("Noto Sans Myanmar", "Myanmar Sangam MN", "Myanmar Text")),
    "tibt": (("Noto Serif Tibetan",), ("Kailasa", "Microsoft Himalaya")),
    "ethi": (("Noto Serif Ethiopic",), ("Noto Sans Ethiopic", "Kefa", "Ebrima")),
    "armn": (("Noto Serif Armenian",), ("Noto Sans Armenian", "Mshtakan", "Segoe UI", "DejaVu Sans")),
    "geor": (("Noto Serif Georgian",), ("Noto Sans Georgian", "Segoe UI", "DejaVu Sans")),
}  # fmt: skip
_INDIC = {
    "deva": "Devanagari", "beng": "Bengali", "guru": "Gurmukhi", "gujr": "Gujarati", "orya": "Oriya", "taml": "Tamil",
    "telu": "Telugu", "knda": "Kannada", "mlym": "Malayalam", "sinh": "Sinhala",
}  # fmt: skip
_SYSTEMS = {
    "jpan": "Japanese", "hans": "SimplifiedChinese", "hant": "TraditionalChinese", "kore": "Korean", "arab": "Arabic",
    "aran": "Arabic", "hebr": "Hebrew", "thai": "Thai", "laoo": "Lao", "khmr": "Khmer", "mymr": "Myanmar",
    "tibt": "Tibetan", "armn": "Armenian", "geor": "Georgian", **_INDIC,
}  # fmt: skip


class Face(NamedTuple):
    """What a text is set in: `widest` is a full line in pixels, the rest in shares as `Reading` has them."""

    font: QFont
    widest: int
    leading: float
    blank: float


def face(points: float, reading: Reading = DEFAULT, writing: Writing = COMMON) -> Face:
    """The face for a text of a writing, `points` high."""
    font = text_font(points, reading.face, writing)
    plain = font if writing == COMMON else text_font(points, reading.face)
    return Face(font, round(_advance(plain) * reading.measure), reading.leading / 100, reading.spacing / 100)


def text_font(points: float, family: str = SERIF, writing: Writing = COMMON) -> QFont:
    """The font of a text; where most of it is in a writing that the family lacks, the one for that writing leads.

    It leads so that heights of lines and ordinary punctuation are its own; the letters it lacks are the family's.
    """
    stand_ins = [name for each in writing.others for name in _installed(each, is_plain(family))]
    leading = _installed(writing.main, is_plain(family)) if writing.main else ()
    families = [family, *leading] if leading and _has(family, writing.main) else [*leading, family]
    last = (SANS, "sans-serif") if is_plain(family) else (SERIF, "Georgia", "serif")
    font = QFont(list(dict.fromkeys([*families, *stand_ins, *last])))
    font.setPointSizeF(points)
    return font


def is_plain(family: str) -> bool:
    """Whether a family looks like one without serifs, by its name."""
    return re.search(_PLAIN, family, re.IGNORECASE) is not None


def lacking(text: str, writing: Writing) -> str:
    """The name of a script that no family of this system has most of the letters of, as far as a text uses it.

    Of the beginning of the text only; nothing where the letters are there.
    """
    letters = _foreign_letters(text)
    if not letters:
        return ""
    metrics = QFontMetricsF(text_font(12, writing=writing))
    missed = [each for each in letters if not has_letter(metrics, each)]
    if len(missed) * 2 < len(letters):
        return ""
    known = _SYSTEMS.get(writing.main, "")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", known) or unicodedata.name(missed[0], "").partition(" ")[0].capitalize()


def has_letter(metrics: QFontMetricsF, letter: str) -> bool:
    """Whether a font, or one that stands in for it, has a letter."""
    return metrics.inFontUcs4(ord(letter))


def _foreign_letters(text: str) -> list[str]:
    """The most frequent letters at the beginning of a text that the families brought along may lack."""
    sample = text[:SAMPLED]
    if sample.isascii():
        return []
    counted = Counter(each for each in sample if each >= _FOREIGN and each.isalpha())
    return [each for each, _ in counted.most_common(_LETTERS)]


def system_families() -> list[str]:
    """The families of this system that a text can be set in, by name; those that the program brings are not in it."""
    latin = QFontDatabase.WritingSystem.Latin
    found = QFontDatabase.families(latin)
    return [
        name
        for name in sorted(found, key=str.casefold)
        if name not in (SERIF, SANS) and not QFontDatabase.isPrivateFamily(name)
        if QFontDatabase.isSmoothlyScalable(name) and not re.search(r"emoji|symbol|dingbat|math", name, re.IGNORECASE)
    ]


@lru_cache(maxsize=64)
def _installed(writing: str, plain: bool) -> tuple[str, ...]:
    """The families on this system for a writing, the best first; asking Qt for one that is not there is slow."""
    serif, sans = _FAMILIES.get(writing) or _of_india(_INDIC.get(writing, ""))
    wanted = (*sans, *serif) if plain else (*serif, *sans)
    present = _present()
    return tuple(name for name in dict.fromkeys(wanted) if name in present)[:PER_WRITING]


def _of_india(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not name:
        return (), ()
    plain = (f"Noto Sans {name}", f"Kohinoor {name}", f"{name} Sangam MN", "Nirmala UI", f"Lohit {name}")
    return (f"Noto Serif {name}",), (*plain, "Lohit Odia") if name == "Oriya" else plain


@lru_cache(maxsize=1)
def _present() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


@lru_cache(maxsize=64)
def _has(family: str, writing: str) -> bool:
    return family not in (SERIF, SANS) and _system(writing) in QFontDatabase.writingSystems(family)


def _system(writing: str) -> QFontDatabase.WritingSystem | None:
    return getattr(QFontDatabase.WritingSystem, _SYSTEMS.get(writing, ""), None)


_advances: dict[str, float] = {}


def _advance(font: QFont) -> float:
    """The width in pixels of an average character of English."""
    found = _advances.get(font.key())
    if found is None:
        found = _advances[font.key()] = QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
    return found
