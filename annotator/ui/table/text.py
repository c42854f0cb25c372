"""The commands of the text as actions: menus, sheet and palette offer them, the focused text alone hears their keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from annotator.ui.actions import Action
from annotator.ui.article.commands import COMMANDS, Command
from annotator.ui.desk import Desk
from annotator.ui.table.on import Condition, On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class _Place(NamedTuple):
    """Where the commands of one group stand."""

    menu: str
    group: str
    within: str = ""


_PLACES = {
    "caret": _Place("Go", "caret", "Caret"),
    "extend": _Place("Edit", "selection", "Selection"),
    "select": _Place("Edit", "selection", "Selection"),
    "tag": _Place("Tag", "again"),
    "step": _Place("Go", "annotation"),
}
_ELSEWHERE = _Place("Edit", "annotation")


def actions(window: MainWindow) -> list[Action]:
    """Every command of the text; one whose id an action of the window has is left to that one."""
    on = On(window)
    return [_action(window, on, command) for command in COMMANDS]


def _action(window: MainWindow, on: On, command: Command) -> Action:
    place = _PLACES.get(command.group, _ELSEWHERE)
    ready = Condition(lambda: command.lacks(window.desk.pane.view) if window.desk is not None else "")
    return Action(
        command.id, command.title, place.menu, on(_running(command)), "".join(command.keys[:1]), command.keys[1:],
        enabled=on.reading & ready, group=place.group, within=place.within, scope="text",
    )  # fmt: skip


def _running(command: Command) -> Callable[[Desk], object]:
    def run(desk: Desk) -> None:
        desk.pane.view.setFocus()  # what is begun from a menu goes on with the keys of the text
        command.run(desk.pane.view)

    return run
