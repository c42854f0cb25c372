"""What a person can write on the timeline of an open project: its events, and views of it saved under a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.project.tagging import Tagging
from annotator.store import chart_views
from annotator.store import events as stored_events
from annotator.store.trouble import explained

if TYPE_CHECKING:
    from annotator.project.events import EventRef
    from annotator.project.viewing import SavedView
    from annotator.records import Event, EventReport
    from annotator.timeline.view import ChartView


class Chronicling(Tagging):
    """The timeline's half of an open project; each verb is one transaction and one edit, durable when it returns."""

    def events(self) -> list[Event]:
        """The events of the timeline, by their first day."""
        with explained(self.path):
            return stored_events.all_of(self._connection)

    def event(self, ref: EventRef) -> Event:
        """One event by record, number, uid or name, as it is now; UserError if there is none or more than one."""
        from annotator.project import events  # late, as below: opening needs none of it

        with explained(self.path):
            return events.the_one(self._connection, ref)

    def add_event(self, name: str, first: date, last: date | None = None, note: str = "") -> Event:
        """Name a day, or the period from the first day to the last, both of it."""
        from annotator.project import events

        return events.add(self._database, self._tell, (name, first, last, note), self.analyst)

    def change_event(self, event: EventRef, **values: object) -> Event:
        """Change name, first_on, last_on or note of an event; StaleError if the record is older than the file."""
        from annotator.project import events

        return events.change(self._database, self._tell, self._given_event(event), values, self.analyst)

    def delete_event(self, *doomed: EventRef) -> int:
        """Delete events as one edit; how many. StaleError if a record is older than the file."""
        from annotator.project import events

        found = [self._given_event(one) for one in doomed]
        return events.delete(self._database, self._tell, found, self.analyst)

    def read_events(self, path: Path) -> EventReport:
        """Take in the events of a CSV file (name, first_on, last_on, note) that are not here, as one edit."""
        from annotator.project import events

        return events.read(self._database, self._tell, path, self.analyst)

    def write_events(self, target: Path | BinaryIO, events: Iterable[Event] | None = None) -> int:
        """Write events (all of them) as CSV to a file that appears whole or not at all, or to a stream; how many."""
        from annotator.project import events_file, exporting
        from annotator.writing import replacing

        chosen = self.events() if events is None else list(events)
        if not isinstance(target, Path):
            return events_file.write(chosen, target)
        exporting.refuse_project(target, self.path)
        with replacing(target) as stream:
            return events_file.write(chosen, stream)

    def views(self) -> list[SavedView]:
        """The saved views of the timeline, by name."""
        from annotator.project import viewing

        tags = self.tags()
        with explained(self.path):
            return viewing.all_of(self._connection, tags)

    def view_names(self) -> list[str]:
        """The names of the saved views in order; quicker than all that they show."""
        with explained(self.path):
            return chart_views.names(self._connection)

    def view(self, ref: SavedView | str) -> SavedView:
        """One saved view by record, uid or name in any case; UserError if there is none."""
        from annotator.project import viewing

        with explained(self.path):
            wanted = viewing.the_one(self._connection, ref).uid
        return next(one for one in self.views() if one.uid == wanted)

    def save_view(self, name: str, view: ChartView) -> SavedView:
        """Keep a view of the timeline under a name; a view of that name shows this from then on."""
        from annotator.project import viewing

        return viewing.save(self._database, self._tell, (name, view), self.tags(), self.analyst)

    def rename_view(self, view: SavedView | str, name: str) -> SavedView:
        """Give a saved view another name; UserError if another view has it."""
        from annotator.project import viewing

        with explained(self.path):
            found = viewing.the_one(self._connection, view)
        viewing.rename(self._database, self._tell, found, name, self.analyst)
        return self.view(found.uid)

    def delete_view(self, view: SavedView | str) -> None:
        """Delete a saved view."""
        from annotator.project import viewing

        with explained(self.path):
            found = viewing.the_one(self._connection, view)
        viewing.delete(self._database, self._tell, found, self.analyst)

    def _given_event(self, ref: EventRef) -> Event:
        """A record as the caller holds it, so that a stale one is refused; anything else is looked up."""
        from annotator.records import Event

        return ref if isinstance(ref, Event) else self.event(ref)
