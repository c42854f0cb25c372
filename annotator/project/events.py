"""Events of the timeline: made, changed, deleted, read from a file and written to one; each verb is one edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from annotator.errors import StaleError, UserError
from annotator.project.annotating import quoted
from annotator.records import Changes, Event, EventReport
from annotator.store import events, journal
from annotator.store.database import Connection, Database
from annotator.store.trouble import DamagedRow
from annotator.text.canonical import canonical, canonical_line

EventRef = Event | int | str
Tell = Callable[[Changes | None], object]
FIELDS = ("name", "first_on", "last_on", "note")
LONGEST = 200  # code points of a name


def add(database: Database, tell: Tell, event: tuple[str, date, date | None, str], analyst: str) -> Event:
    """Store an event; UserError for one without a name, or that ends before it begins."""
    name, first, last, note = event
    name, days = tidy(name), _days(first, last or first)
    with journal.edit(database, _label(name, days), analyst) as (recording, outcome):
        made = _read_back(recording.connection, events.add(recording, name, days, canonical(note)))
    tell(outcome.changes)
    return made


def change(database: Database, tell: Tell, event: Event, values: Mapping[str, object], analyst: str) -> Event:
    """Change name, first_on, last_on or note; StaleError if the record is older than the file."""
    unknown = ", ".join(values.keys() - set(FIELDS))
    if unknown:
        raise UserError(f"An event has no {unknown}. It has {', '.join(FIELDS)}.")
    wanted = {name: getattr(event, name) for name in FIELDS} | dict(values)
    days = events.of_days(_days(wanted["first_on"], wanted["last_on"]))
    row = {"name": tidy(wanted["name"]), "note": canonical(str(wanted["note"])), **days}
    with journal.edit(database, f"change of the event {quoted(event.name)}", analyst) as (recording, outcome):
        _check_fresh(recording.connection, event)
        recording.update("event", event.id, row)
        changed = _read_back(recording.connection, event.id)
    tell(outcome.changes)
    return changed


def delete(database: Database, tell: Tell, doomed: list[Event], analyst: str) -> int:
    """Delete events as one edit; how many. StaleError if a record is older than the file."""
    if not doomed:
        return 0
    what = f"the event {quoted(doomed[0].name)}" if len(doomed) == 1 else f"{len(doomed):,} events"
    with journal.edit(database, f"delete {what}", analyst) as (recording, outcome):
        for event in doomed:
            _check_fresh(recording.connection, event)
            recording.delete("event", event.id)
    tell(outcome.changes)
    return len(doomed)


def read(database: Database, tell: Tell, path: Path, analyst: str) -> EventReport:
    """Store the events of a CSV file that are not here, as one edit; UserError for what is no file of events."""
    from annotator.project import events_file  # late: few read one

    found, refused = events_file.read(path)
    added = present = 0
    with journal.edit(database, f"events from {path.name}", analyst) as (recording, outcome):
        known = {_key(one.name, (one.first_on, one.last_on)) for one in events.all_of(recording.connection)}
        for name, days, note in found:
            key = _key(name, days)
            if key in known:
                present += 1
                continue
            known.add(key)
            events.add(recording, name, days, note)
            added += 1
    tell(outcome.changes)
    return EventReport(added, present, tuple(refused))


def the_one(connection: Connection, ref: EventRef) -> Event:
    """The event meant, by record, number, uid or name in any case; UserError if none or more than one is."""
    if isinstance(ref, int):
        found = [one] if (one := events.by_id(connection, ref)) else []
    else:
        wanted = ref.uid if isinstance(ref, Event) else ref
        there = events.all_of(connection)
        found = [one for one in there if one.uid == wanted]
        found = found or [one for one in there if one.name.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    meant = ref.name if isinstance(ref, Event) else ref
    if found:
        raise UserError(f"{len(found)} events are called “{meant}”. Write the number of one, as the list shows it.")
    raise UserError(f"There is no event “{meant}” in this project. “annotator events” lists those there are.")


def tidy(name: object) -> str:
    """A name as it is stored: one line without spaces around it; UserError for none, or a very long one."""
    line = canonical_line(str(name))
    if not line:
        raise UserError("An event needs a name. Say in a word or two what happened.")
    if len(line) > LONGEST:
        raise UserError(f"The name of an event may have {LONGEST} characters, this one has {len(line)}. Use the note.")
    return line


def words(days: tuple[date, date]) -> str:
    """The days of an event as edits name them: `2024-03-04`, or `2024-03-04 to 2024-03-06`."""
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _label(name: str, days: tuple[date, date]) -> str:
    return f"event {quoted(name)} ({words(days)})"


def _key(name: str, days: tuple[date, date]) -> tuple[str, date, date]:
    return name.casefold(), *days


def _days(first: object, last: object) -> tuple[date, date]:
    for one in (first, last):
        if not isinstance(one, date) or isinstance(one, datetime):
            raise UserError(f"“{one}” is not a day. Write it as 2024-03-04.")
    assert isinstance(first, date)
    assert isinstance(last, date)
    if last < first:
        raise UserError(f"The event ends on {last} before it begins on {first}. Swap the two days.")
    return first, last


def _check_fresh(connection: Connection, event: Event) -> None:
    present = events.by_id(connection, event.id)
    if present is None or present.rev != event.rev:
        raise StaleError(
            f"The event {quoted(event.name)} was {'deleted' if present is None else 'changed'} elsewhere meanwhile; "
            "nothing was stored. Look at it again and repeat."
        )


def _read_back(connection: Connection, event_id: int) -> Event:
    found = events.by_id(connection, event_id)
    if found is None:
        raise DamagedRow(f"event {event_id} does not read back")
    return found
