"""What a wire story says of itself: source and time in its byline, place and agency in its dateline."""

import re
from dataclasses import dataclass
from datetime import date

from annotator.importers.dates import DATE, DAY, MONTH, TIME, local_time, written_date

LOOKED_AT = 8
"""How many of the first lines that are not blank may hold a byline or a dateline."""

LONGEST_BYLINE = 200
LONGEST_DATELINE = 160

NARROW = str.maketrans("（），：", "(),:")
"""The wide brackets and points of Chinese pages, one for one."""

GAP = r"[\s,;|·•–—-]*"
WHEN = (
    rf"(?:(?:last\s+)?(?:updated?|published|posted|issued)[\s:]+)?"
    rf"(?:(?P<time>{TIME}){GAP}(?P<date>{DATE})?"
    rf"|(?P<date_first>{DATE})(?:{GAP}(?:at\s+)?(?P<time_last>{TIME}))?)"
)
NAMED = re.compile(rf"(?P<names>by\s[^()]*?)?(?P<open>\(?)(?P<source>[^()]+)\){GAP}(?:{WHEN})?\.?", re.IGNORECASE)
UNNAMED = re.compile(rf"(?P<names>by\s[^()]*?)?(?P<source>[^()\d]*?){GAP}{WHEN}\.?", re.IGNORECASE)
NO_SOURCE = re.compile(
    r"(?:last\s+)?(?:updated?|published|posted|modified|issued|created|on|at|date)\b.*", re.IGNORECASE
)

DASH = r"(?:-{2,}|[–—―]+|-(?=\s))"
DATELINE = re.compile(
    rf"\s*(?P<place>[^()\n]*?[^()\s,])\s*(?:,\s*(?P<day>{MONTH}\s*{DAY}(?:\s*,\s*\d{{4}})?|{DAY}\s+{MONTH}(?:\s*\d{{4}})?))?"
    rf"\s*,?\s*(?:\((?P<agency>[^()\n]+)\)(?:\s*{DASH}|(?P<point>[.:])(?=\s))|\s*{DASH})",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset(
    ("and", "&", "of", "the", "on", "upon", "in", "de", "del", "la", "le", "les", "el", "al", "di", "da", "du",
     "des", "am", "an", "der", "den", "bei", "sur", "sous", "y", "e")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; `published_at` only where it names a day and a time."""

    source: str = ""
    day: date | None = None
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, as it is written."""

    place: str = ""
    agency: str = ""


def first_lines(text: str) -> list[str]:
    """The first lines of a canonical text that are not blank, without their outer white space."""
    found: list[str] = []
    start = 0
    while len(found) < LOOKED_AT and start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        if line:
            found.append(line)
        start = end + 1
    return found


def find_byline(lines: list[str]) -> Byline:
    """What the first line that is a byline says; an empty record if none is."""
    for line in lines:
        if len(line) <= LONGEST_BYLINE:
            byline = read_byline(line)
            if byline is not None:
                return byline
    return Byline()


def read_byline(line: str) -> Byline | None:
    """What a line says if all of it is a byline, as `Xinhua) 13:53, December 23, 2023`; else None."""
    line = line.translate(NARROW)
    match = NAMED.fullmatch(line)
    if match:
        day, published_at = _when(match)
        # Half a bracket alone is the end of some sentence; with a time or a date it is an agency.
        is_byline = bool(match["open"]) or _says_when(match)
        return Byline(_tidy(match["source"]), day, published_at) if is_byline else None
    match = UNNAMED.fullmatch(line)
    if not match or not (match["names"] or _says_day_and_time(match)):
        return None
    source = "" if match["names"] or NO_SOURCE.fullmatch(match["source"]) else _tidy(match["source"])
    return Byline(source, *_when(match)) if len(source) <= 60 else None


def find_dateline(lines: list[str]) -> Dateline:
    """What the first line that begins with a dateline says; an empty record if none does."""
    for line in lines:
        dateline = read_dateline(line)
        if dateline is not None:
            return dateline
    return Dateline()


def read_dateline(line: str) -> Dateline | None:
    """Place and agency of a line that begins as `BEIJING, Dec. 22 (Xinhua) --`; None if it does not."""
    match = DATELINE.match(line[:LONGEST_DATELINE].translate(NARROW))
    if match is None or not (match["day"] or match["agency"]) or not _is_name(match["place"]):
        return None
    if match["point"] and not match["day"]:  # `Wang Yi (China). He` is no dateline
        return None
    if match["agency"] and not _is_name(match["agency"]):
        return None
    return Dateline(_tidy(match["place"]), _tidy(match["agency"] or ""))


def _is_name(phrase: str) -> bool:
    """Whether a phrase is written as names are: short, no digits, each word but small ones a capital."""
    words = re.findall(r"[^\s/,;-]+", phrase)
    if not 1 <= len(words) <= 10 or any(character.isdigit() or character in '"“”!?:' for character in phrase):
        return False
    return words[0].casefold() != "by" and all(
        word.casefold() in SMALL_WORDS or not word[0].islower() for word in words
    )


def _when(match: re.Match[str]) -> tuple[date | None, str | None]:
    written, time = match["date"] or match["date_first"], match["time"] or match["time_last"]
    day = written_date(written) if written else None
    return day, local_time(day, time) if day and time else None


def _says_when(match: re.Match[str]) -> bool:
    return bool(match["time"] or match["date"] or match["date_first"])


def _says_day_and_time(match: re.Match[str]) -> bool:
    return bool((match["time"] and match["date"]) or match["time_last"])


def _tidy(phrase: str) -> str:
    return " ".join(phrase.split()).strip(" ,;|·•–—-")
