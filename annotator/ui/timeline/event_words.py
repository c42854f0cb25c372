"""What is said of an event: its name, its days and its note, each in one line."""

from __future__ import annotations

from datetime import date

from annotator.records import Event
from annotator.timeline.almanac import Almanac
from annotator.ui.wording import one_line

NAME, NOTE = 60, 90  # code points shown


def told(days: tuple[date, date], almanac: Almanac, event: Event | None = None) -> tuple[str, str]:
    """The first and the last line of the card of an event, or of days that have no name yet."""
    first, last = days
    when = almanac.day(first)
    if last != first:
        number = (last - first).days + 1
        when = f"{when} – {almanac.day(last)}, {almanac.counted(number, 'day')}"
    if event is None:
        return when, "release to name it"
    note = one_line(event.note, NOTE)
    return one_line(event.name, NAME), f"{when} · {note}" if note else when
