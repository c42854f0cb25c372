"""The windows that ask and tell of events and saved views, tied to the desk; made when they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from annotator.records import Changes, Event
from annotator.ui import chronicling
from annotator.ui.editing import store_form

if TYPE_CHECKING:
    from annotator.project.viewing import SavedView
    from annotator.ui.desk import Desk

_CSV = "CSV (*.csv);;All files (*)"


def show_events(desk: Desk) -> None:
    """List the events; the list follows the project while it is open."""
    from annotator.ui.dialogs.events import Events

    dialog = Events(desk, writable=not desk.project.read_only)

    def refresh(changes: Changes) -> None:
        if changes.events or changes.everything:
            with desk.guarded():
                dialog.show_events(desk.project.events())

    dialog.change_requested.connect(lambda event: ask_for_event(desk, event))
    dialog.delete_requested.connect(lambda doomed: chronicling.delete(desk, doomed))
    dialog.show_requested.connect(lambda event: show_event(desk, event))
    dialog.show_requested.connect(lambda _: dialog.close())
    dialog.import_requested.connect(lambda: ask_for_events_file(desk))
    dialog.export_requested.connect(lambda: ask_where_to_write(desk))
    desk.project.changed.connect(refresh)
    dialog.finished.connect(lambda: desk.project.changed.disconnect(refresh))
    refresh(Changes(everything=True))
    dialog.rows.selectRow(0)
    dialog.open()
    dialog.rows.setFocus()


def ask_for_event(desk: Desk, event: Event | None) -> None:
    """Ask for name, days and note of an event, or of a new one."""
    from annotator.ui.dialogs.events import EventFields

    def keep(values: dict[str, object]) -> None:
        def deed() -> None:
            if event is None:
                desk.project.add_event(*values.values())  # type: ignore[arg-type]
            else:
                desk.project.change_event(event, **values)

        store_form(desk, deed, name=("event", event.id if event else 0))

    EventFields(desk, event, keep).open()


def show_event(desk: Desk, event: Event) -> None:
    """Bring an event into view on the chart, and select it."""
    desk.show_part("timeline", shown=True)
    desk.timeline.show_table(shown=False)
    if not desk.timeline.timeline.annotations:
        return
    chart = desk.timeline.ensure_plot().chart
    first, last = event.first_on.toordinal(), event.last_on.toordinal() + 1
    if first < chart.frame.left or last > chart.frame.right:
        chart.pan((first + last) / 2 - (chart.frame.left + chart.frame.right) / 2)
    chart.gestures.select(event)
    chart.setFocus()


def ask_for_events_file(desk: Desk) -> None:
    """Ask for a file of events and take them in."""
    chosen, _ = QFileDialog.getOpenFileName(desk, "Import events", str(desk.project.path.parent), _CSV)
    if chosen:
        chronicling.take_in(desk, Path(chosen))


def ask_where_to_write(desk: Desk) -> None:
    """Ask for a file and write all events into it."""
    start = desk.project.path.with_name(f"{desk.project.name} events.csv")
    chosen, _ = QFileDialog.getSaveFileName(desk, "Export events", str(start), _CSV)
    if chosen:
        path = Path(chosen)
        chronicling.write(desk, path if path.suffix else path.with_name(f"{path.name}.csv"))


def ask_for_view_name(desk: Desk) -> None:
    """Ask under which name the timeline's view shall be kept."""
    from annotator.project.viewing import words
    from annotator.ui.dialogs.views import ViewName

    view = desk.timeline.view

    def keep(values: dict[str, str]) -> None:
        store_form(desk, lambda: desk.project.save_view(values["name"], view), name="view")

    with desk.guarded():
        taken = [one.name for one in desk.project.views()]
        ViewName(desk, f"It shows: {words(view, desk.tags)}.", taken, keep).open()


def show_views(desk: Desk) -> None:
    """List the saved views; the list follows the project while it is open."""
    from annotator.project.viewing import words
    from annotator.ui.dialogs.views import Views

    dialog = Views(desk, writable=not desk.project.read_only)

    def refresh(changes: Changes) -> None:
        if changes.views or changes.tags or changes.everything:
            with desk.guarded():
                dialog.show_views(desk.project.views(), lambda one: words(one.view, desk.project.tags()))

    dialog.show_requested.connect(lambda one: chronicling.show_view(desk, one.uid))
    dialog.rename_requested.connect(lambda one: _rename(desk, one, [other.name for other in desk.project.views()]))
    dialog.delete_requested.connect(lambda one: desk.attempt(lambda: desk.project.delete_view(one)))
    desk.project.changed.connect(refresh)
    dialog.finished.connect(lambda: desk.project.changed.disconnect(refresh))
    refresh(Changes(everything=True))
    dialog.open()
    dialog.list.setFocus()


def _rename(desk: Desk, view: SavedView, taken: Sequence[str]) -> None:
    from annotator.project.viewing import words
    from annotator.ui.dialogs.views import ViewName

    def keep(values: dict[str, str]) -> None:
        store_form(desk, lambda: desk.project.rename_view(view, values["name"]), name=("view", view.uid))

    shown = f"It shows: {words(view.view, desk.tags)}."
    ViewName(desk, shown, taken, keep, name=view.name).open()
