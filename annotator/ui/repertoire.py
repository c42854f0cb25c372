"""Everything that can be done in the window as things stand, with the keys in force; menus and text get it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent

from annotator.ui import actions
from annotator.ui.keymap import Keymap, tell_keys

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_FILL_AFTER = 200  # milliseconds; text and chart of a project that is opened go first, and so does the next edit


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
        self._filling = QTimer(self, singleShot=True, interval=_FILL_AFTER)  # once for many changes
        self._filling.timeout.connect(self.fill)

    def begin(self) -> None:
        """Fill the menus from now on: the first picture is out, which needs none of them."""
        self._has_begun = True
        self._window.menus.before_use = self._fill_if_stale
        self.refill()

    @property
    def actions(self) -> list[actions.Action]:
        """Everything that can be done, as things stand."""
        self._fill_if_stale()
        return self._table

    def refill(self) -> None:
        """Make table and menus anew in a moment, or as soon as they are asked for."""
        self._is_stale = True
        if self._has_begun and not self._filling.isActive():
            self._window.installEventFilter(self)
            self._filling.start()

    def fill(self) -> None:
        """Make table and menus anew now."""
        self._is_stale = False
        self._filling.stop()
        self._window.removeEventFilter(self)
        from annotator.ui.article.commands import BY_ID
        from annotator.ui.table import table

        self._table = self.keymap.applied(table(self._window))
        self._window.menus.fill(self._table)
        self._tell_keys()
        if self._window.desk is not None:
            heard = {key: action.id for action in self._table if action.id in BY_ID for key in action.keys}
            self._window.desk.pane.view.use_keys(heard)

    def _fill_if_stale(self) -> None:
        if self._is_stale:
            self.fill()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Make them anew before a key is looked up that the focused part lets through."""
        if event.type() == QEvent.Type.ShortcutOverride:
            self.fill()
        return False

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
