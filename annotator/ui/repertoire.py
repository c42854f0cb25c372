"""Everything that can be done in the window as things stand, with the keys in force; menus and text get it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeyEvent

from annotator.ui import actions
from annotator.ui.keymap import Keymap, tell_keys

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Repertoire(QObject):
    """Makes the table of actions anew, once for many changes, and tells menus and text of the keys."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.keymap = Keymap(window.settings)
        self._window = window
        self._table: list[actions.Action] = []
        self._told: dict[str, str] = {}
        self._is_stale = True
        self._has_begun = False
        self._filling = QTimer(self, singleShot=True)  # once for many changes
        self._filling.timeout.connect(self.fill)

    def begin(self) -> None:
        """Fill the menus from now on: the first picture is out, which needs none of them."""
        self._has_begun = True
        self.refill()

    @property
    def actions(self) -> list[actions.Action]:
        """Everything that can be done, as things stand."""
        if self._is_stale:
            self.fill()
        return self._table

    def refill(self) -> None:
        """Make table and menus anew in a moment."""
        self._is_stale = True
        if self._has_begun:
            self._filling.start()

    def fill(self) -> None:
        """Make table and menus anew now."""
        self._is_stale = False
        self._filling.stop()
        from annotator.ui.article.commands import BY_ID
        from annotator.ui.table import table

        self._table = self.keymap.applied(table(self._window))
        self._window.menus.fill(self._table)
        self._tell_keys()
        if self._window.desk is not None:
            heard = {key: action.id for action in self._table if action.id in BY_ID for key in action.keys}
            self._window.desk.pane.view.use_keys(heard)

    def _tell_keys(self) -> None:
        """Name the keys where they are named outside the menus, if they are others than before."""
        keys = {action.id: action.key for action in self._table}
        if keys != self._told:
            self._told = keys
            self._window.search.show_key()
            tell_keys(self._window)

    def press(self, event: QKeyEvent) -> bool:
        """Run the action that a key press means, if it means one."""
        action = actions.of_key(self.actions, event)
        if action is not None:
            actions.run(action, self._window.status.say)
        return action is not None
