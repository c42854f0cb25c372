"""The one table of everything a person can do, a module a menu; menus, keys, sheet and palette come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ui.actions import Action
from annotator.ui.table import chronicle, comparing, edit, file, go, tag, text, timeline, view
from annotator.ui.table import help as help_menu

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_MENUS = (file, edit, view, go, tag, timeline, comparing, chronicle, help_menu)  # in the order of the menu bar


def table(window: MainWindow) -> list[Action]:
    """All actions as things stand: the codebook and the recent projects are among them."""
    rows = [action for menu in _MENUS for action in menu.actions(window)]
    known = {action.id for action in rows}
    return [*rows, *(action for action in text.actions(window) if action.id not in known)]
