"""Events of the timeline in the project file."""

from __future__ import annotations

import sqlite3
from datetime import date

from annotator.records import Event, EventId
from annotator.store import articles
from annotator.store.journal import Recording
from annotator.store.trouble import DamagedRow, fitting
from annotator.store.uids import new_uid

_FIELDS = "SELECT id, uid, rev, name, first_on, last_on, note FROM event"
_KINDS = (int, str, int, str, str, str, str)


def all_of(connection: sqlite3.Connection) -> list[Event]:
    """All events, by their first day, their last, and their name."""
    return [_event(row) for row in connection.execute(f"{_FIELDS} ORDER BY first_on, last_on, name, id")]


def by_id(connection: sqlite3.Connection, event_id: int) -> Event | None:
    """One event by its number."""
    row = connection.execute(f"{_FIELDS} WHERE id = ?", (event_id,)).fetchone()
    return _event(row) if row else None


def add(recording: Recording, name: str, days: tuple[date, date], note: str) -> EventId:
    """Enter one event; its number."""
    row = {"uid": new_uid(), "rev": 1, "name": name, **of_days(days), "note": note}
    return EventId(recording.insert("event", row))


def of_days(days: tuple[date, date]) -> dict[str, object]:
    """The columns that say when an event is: its first and its last day."""
    return {"first_on": days[0].isoformat(), "last_on": days[1].isoformat()}


def _event(row: tuple[object, ...]) -> Event:
    number, uid, rev, name, first, last, note = fitting(row, _KINDS)
    first_on, last_on = articles.day_of(first), articles.day_of(last)
    if first_on is None or last_on is None or first_on > last_on:
        raise DamagedRow("an event ends before it begins")
    return Event(EventId(number), uid, rev, name, first_on, last_on, note)
