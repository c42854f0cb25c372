"""The menu Help: everything by its name, the keys, and which program this is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.ui.actions import Action

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """Everything by its name, the keys, and which program this is."""

    def show_keys() -> None:
        from annotator.ui.dialogs.keys import KeySheet

        desk = window.desk
        change_tag = None if desk is None or desk.project.read_only else partial(desk.codebook.edit, field="key")
        KeySheet(window, window.repertoire, desk.tags if desk else (), change_tag).open()

    def show_about() -> None:
        from annotator.ui.dialogs.telling import about_told

        about_told(window).open()

    return [
        Action("search", "Search everything", "Help", window.begin_search, "Ctrl+K", group="keys"),
        Action("keys", "Keys", "Help", show_keys, "?", ("F1",), group="keys"),
        Action("about", "About", "Help", show_about, group="about"),
    ]
