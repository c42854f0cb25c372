"""The context menu of an event on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from annotator.records import Event
from annotator.timeline.choice import BinChoice
from annotator.ui import chronicling
from annotator.ui.desk import Desk


def for_event(desk: Desk, event: Event) -> QMenu:
    """What can be done to one event."""
    menu = QMenu(desk)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    writable = not desk.project.read_only
    _add(menu, "Change name and days", lambda: desk.timeline.events.rename(event), writable, "F2")
    _add(menu, "Choose its days", lambda: _choose(desk, event.first_on, event.last_on))
    _add(menu, "Zoom to its days", lambda: _zoom(desk, event.first_on, event.last_on))
    menu.addSeparator()
    _add(menu, "Delete the event", lambda: chronicling.delete(desk, [event]), writable, "Del")
    return menu


def _add(menu: QMenu, title: str, deed: Callable[[], object], enabled: bool = True, key: str = "") -> None:
    # Qt shows what follows a tab as the key, and nobody hears it here.
    action = menu.addAction(f"{title}\t{key}" if key else title)
    action.triggered.connect(lambda: deed())
    action.setEnabled(enabled)


def _choose(desk: Desk, first: date, last: date) -> None:
    chart = desk.timeline.ensure_plot().chart
    choice = BinChoice(first, last)
    chart.choose(choice)
    chart.chosen.emit(choice)


def _zoom(desk: Desk, first: date, last: date) -> None:
    chart = desk.timeline.ensure_plot().chart
    margin = max((last - first).days, 6) * 0.5
    chart.set_range(first.toordinal() - margin, last.toordinal() + 1 + margin)
