"""The dates that the head of a text writes out: what a person may accept as the day of its publication."""

import re
from dataclasses import dataclass
from datetime import date

from annotator.importers.dates import DATE, written_date

HEAD = 1_500
"""How many code points of a text are its head; a date further down is rarely that of the text itself."""

MOST = 4
WHOLE = re.compile(rf"(?<![\w.:/-]){DATE}(?![\w:/-])", re.IGNORECASE)
ALONE = re.compile(rf"\s*({DATE})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A day that a text names at `[start, end)` (code points)."""

    day: date
    start: int
    end: int


def mentioned(text: str, *, until: date | None = None) -> list[Mentioned]:
    """The different full dates in the head of a text, in the order of the text; none that lies after `until`.

    Only what names day, month and year counts: nothing is completed, and what the calendar does not have is left out.
    """
    found: dict[date, Mentioned] = {}
    for match in WHOLE.finditer(text, 0, min(len(text), HEAD)):
        day = written_date(match.group())
        if day is not None and day.year >= 1000 and (until is None or day <= until):
            found.setdefault(day, Mentioned(day, match.start(), match.end()))
        if len(found) == MOST:
            break
    return list(found.values())


def read_day(words: str) -> date | None:
    """The day written as `2024-04-02`, `2 April 2024` or `April 2, 2024`; None for any other writing."""
    match = ALONE.fullmatch(words)
    return written_date(match[1]) if match else None


def is_day(words: str) -> bool:
    """Whether words are written as a day is, even if the calendar does not have it."""
    return ALONE.fullmatch(words) is not None
