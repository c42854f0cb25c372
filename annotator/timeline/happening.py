"""Which events fall into a bin, said in few words."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.records import Event
from annotator.timeline.calendar import Bin

MOST_NAMED, LONGEST = 3, 60  # events, and code points of a name


def happening(events: Iterable[Event], interval: Bin) -> str:
    """The names of the events of which a day lies in the bin, in order of time: `summit, floods and 2 more`."""
    found = [event for event in events if event.first_on <= interval.last and interval.start <= event.last_on]
    found.sort(key=lambda event: (event.first_on, event.last_on, event.id))
    names = [_one_line(event.name) for event in found]
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} more"
    return ", ".join(names)


def _one_line(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
