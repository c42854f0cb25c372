"""What a person does to the timeline's events and saved views at the desk: verbs of the project, and what answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from annotator.records import Event, EventReport
from annotator.ui import wording

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.ui.desk import Desk
    from annotator.ui.timeline.event_field import Named


def connect(desk: Desk) -> None:
    """Tie what is wanted of events on the chart to the project."""
    events = desk.timeline.events
    events.can_write = not desk.project.read_only
    events.named.connect(lambda named: add(desk, named))
    events.changed.connect(lambda event, named: change(desk, event, named))
    events.deleted.connect(lambda event: delete(desk, [event]))
    events.menu_requested.connect(lambda event, place: _menu(desk, event, place))
    _connect_views(desk)


def _connect_views(desk: Desk) -> None:
    button = desk.timeline.header.views
    button.names = lambda: view_names(desk)
    button.can_keep = not desk.project.read_only
    button.shown.connect(lambda name: show_view(desk, name))
    button.keep_asked.connect(lambda: _dialogs().ask_for_view_name(desk))
    button.list_asked.connect(lambda: _dialogs().show_views(desk))


def refresh(desk: Desk) -> None:
    """Show the events as the project holds them."""
    desk.timeline.events.show(desk.project.events())


def add(desk: Desk, named: Named) -> None:
    """Store a new event."""
    desk.attempt(lambda: desk.project.add_event(named.name, named.first, named.last))


def change(desk: Desk, event: Event, named: Named) -> None:
    """Give an event another name or other days; the table of events gives a note, too."""
    values = {"name": named.name, "first_on": named.first, "last_on": named.last}
    desk.attempt(lambda: desk.project.change_event(event, **values))


def delete(desk: Desk, doomed: list[Event]) -> None:
    """Delete events."""

    def deed() -> None:
        desk.project.delete_event(*doomed)
        what = (
            f"“{wording.one_line(doomed[0].name, 50)}”" if len(doomed) == 1 else f"{wording.number(len(doomed))} events"
        )
        desk.say(f"Deleted {what}. Ctrl+Z brings it back." if len(doomed) == 1 else f"Deleted {what}.")

    desk.attempt(deed)


def take_in(desk: Desk, path: Path) -> None:
    """Take in the events of a file and say what became of it."""

    def deed() -> None:
        report = desk.project.read_events(path)
        desk.say(came_in(report))
        if report.refused:
            lines = [f"{one.origin}: {one.reason}" for one in report.refused]
            desk.trouble.emit("\n".join([came_in(report), "", *lines[:20], *_more(len(lines) - 20)]))

    desk.attempt(deed)


def came_in(report: EventReport) -> str:
    """What a file of events brought, in one sentence."""
    refused = f", {wording.number(len(report.refused))} refused" if report.refused else ""
    return f"{wording.counted(report.added, 'event')} came in, {wording.number(report.present)} already here{refused}."


def write(desk: Desk, path: Path) -> None:
    """Write all events to a file."""

    def deed() -> None:
        number = desk.project.write_events(path)
        desk.say(f"Exported {wording.counted(number, 'event')} to {path}")

    desk.attempt(deed)


def view_names(desk: Desk) -> list[str]:
    """The names of the saved views; none while the file cannot be asked."""
    found: list[str] = []
    if not desk.waiting.holds("read"):
        with desk.guarded():
            found.extend(desk.project.view_names())
    return found


def show_view(desk: Desk, name: str) -> None:
    """Show a saved view on the timeline, and say what of it is gone."""

    def deed() -> None:
        saved = desk.project.view(name)
        desk.timeline.show_view(saved.view)
        desk.show_part("timeline", shown=True)
        lost = f" {saved.lost[0]}" if saved.lost else ""
        desk.say(f"The timeline shows “{wording.one_line(saved.name, 60)}”.{lost}")

    desk.attempt(deed)


def _menu(desk: Desk, event: Event, place: QPoint) -> None:
    from annotator.ui import menu_of_event  # late: the first picture needs no menu

    menu_of_event.for_event(desk, event).popup(place)


def _dialogs() -> ModuleType:
    from annotator.ui import chronicle_dialogs  # late, as the menu

    return chronicle_dialogs


def _more(number: int) -> list[str]:
    return [f"and {wording.number(number)} more"] if number > 0 else []
