"""What the menu Timeline offers of events and saved views."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

from annotator.ui import chronicling, wording
from annotator.ui.actions import Action
from annotator.ui.desk import Desk
from annotator.ui.table.on import On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """Days named and listed, events in and out, views kept and shown."""
    on = On(window)
    has_chart = on.desk_is(lambda desk: desk.timeline.has_chart(), "there is no chart yet")
    has_events = on.desk_is(lambda desk: bool(desk.timeline.events.all()), "there are no events yet")

    def row(action_id: str, title: str, deed: Callable[[Desk], object], group: str) -> Action:
        return Action(action_id, title, "Timeline", on(deed), enabled=on.open, group=group)

    return [
        Action("name_days", "Name these days…", "Timeline", on(_name_days), enabled=on.writable & has_chart,
               group="events"),
        row("events", "Events…", lambda desk: _dialogs().show_events(desk), "events"),
        Action("import_events", "Import events…", "Timeline", on(lambda desk: _dialogs().ask_for_events_file(desk)),
               enabled=on.writable, group="events"),
        Action("export_events", "Export events…", "Timeline", on(lambda desk: _dialogs().ask_where_to_write(desk)),
               enabled=on.open & has_events, group="events"),
        Action("save_view", "Save this view…", "Timeline", on(lambda desk: _dialogs().ask_for_view_name(desk)),
               enabled=on.writable, group="views"),
        row("views", "All views…", lambda desk: _dialogs().show_views(desk), "views"),
        *_views(window, on),
    ]  # fmt: skip


def _views(window: MainWindow, on: On) -> list[Action]:
    names = chronicling.view_names(window.desk) if window.desk is not None else []

    def showing(name: str) -> Callable[[Desk], object]:
        return lambda desk: chronicling.show_view(desk, name)

    return [
        Action(f"view:{name}", wording.one_line(name, 60), "Timeline", on(showing(name)), enabled=on.open,
               group="views", within="Saved views")
        for name in names
    ]  # fmt: skip


def _name_days(desk: Desk) -> None:
    desk.show_part("timeline", shown=True)
    desk.timeline.show_table(shown=False)
    desk.timeline.ensure_plot().chart.gestures.ask_here()


def _dialogs() -> ModuleType:
    from annotator.ui import chronicle_dialogs  # late: the first picture needs no window

    return chronicle_dialogs
