"""An action as a record; menus, shortcuts, the shortcut sheet and the palette are all made from one table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
MENUS = ("File", "Edit", "View", "Go", "Tag", "Timeline", "Help")


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do: what it is called, what runs, its keys (portable text), and when it can be done.

    `says` renames it while it is shown (`Undo “Added claim”`); `checked` makes it a switch; a `group` other than
    that of the action before it draws a line between the two.
    """

    id: str
    title: str
    menu: str
    run: Callable[[], object]
    key: str = ""
    other_keys: tuple[str, ...] = ()
    enabled: Callable[[], bool] = _always
    says: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    group: str = ""
    within: str = ""  # the submenu it stands in
    scope: str = "window"  # "text": its keys are heard by the focused text alone, and are no shortcut of the window

    @property
    def label(self) -> str:
        """The title as it reads just now."""
        return self.says() if self.says else self.title

    @property
    def keys(self) -> tuple[str, ...]:
        """All its keys, the shown one first."""
        return tuple(key for key in (self.key, *self.other_keys) if key)


def key_text(key: str) -> str:
    """A key as people of this system write it, such as `Ctrl+K`."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def plain(title: str) -> str:
    """A title that Qt shows letter by letter: an ampersand in a tag's or project's name underlines nothing."""
    return title.replace("&", "&&")


def _worded(action: Action) -> str:
    """What a menu shows; the key of the text stands beside it by hand, as it must be no shortcut."""
    return plain(action.label) + (f"\t{key_text(action.key)}" if action.scope == "text" and action.key else "")


class Menus:
    """The menu bar's menus, made from the table; states and names are asked for when a menu opens."""

    def __init__(self, bar: QMenuBar, owner: QWidget, told: Callable[[str], object]) -> None:
        self._bar = bar
        self._owner = owner
        self._told = told  # why what a key asks for cannot be done
        self.before_use: Callable[[], object] = lambda: None
        """What brings them up to date, should they not be."""
        self._made: dict[str, tuple[Action, QAction]] = {}
        self._menus: dict[str, QMenu] = {}
        for name in MENUS:
            self._menu(name)

    def fill(self, actions: Sequence[Action]) -> None:
        """Make every menu anew; keys that are taken by an earlier action are left out of a later one."""
        for _, old in self._made.values():
            self._owner.removeAction(old)
            old.deleteLater()
        self._made.clear()
        taken: set[str] = set()
        for name in MENUS:
            menu = self._menu(name)
            menu.clear()
            self._fill(menu, by_group(action for action in actions if action.menu == name), taken)
        for action in actions:
            if action.menu not in MENUS:
                self._make(action, taken)

    def action(self, action_id: str) -> QAction:
        """The QAction of one row of the table; KeyError if there is none."""
        self.before_use()
        return self._made[action_id][1]

    def menu(self, name: str) -> QMenu:
        """One menu by its title."""
        self.before_use()
        return self._menus[name]

    def _menu(self, name: str) -> QMenu:
        if name not in self._menus:
            menu = self._bar.addMenu(name)
            menu.aboutToShow.connect(self._show_states)
            # While no menu is open every key must reach `run`, which asks `enabled` itself.
            menu.aboutToHide.connect(self._enable_all)
            self._menus[name] = menu
        return self._menus[name]

    def _fill(self, menu: QMenu, actions: Iterable[Action], taken: set[str]) -> None:
        group: str | None = None
        inner: dict[str, QMenu] = {}
        for action in actions:
            if group is not None and action.group != group:
                menu.addSeparator()
            group = action.group
            place = menu
            if action.within:
                if action.within not in inner:
                    inner[action.within] = menu.addMenu(action.within)
                place = inner[action.within]
            place.addAction(self._make(action, taken))

    def _make(self, action: Action, taken: set[str]) -> QAction:
        made = QAction(_worded(action), self._owner)
        if action.scope == "window":
            made.setShortcuts([QKeySequence(key) for key in action.keys if key not in taken])
            taken.update(action.keys)
        made.setCheckable(action.checked is not None)
        made.triggered.connect(lambda: run(action, self._told))
        self._owner.addAction(made)
        self._made[action.id] = (action, made)
        return made

    def _show_states(self) -> None:
        self.before_use()
        for action, made in self._made.values():
            made.setEnabled(action.enabled())
            made.setText(_worded(action))
            if action.checked is not None:
                made.setChecked(action.checked())

    def _enable_all(self) -> None:
        for _, made in self._made.values():
            made.setEnabled(True)


def by_group(actions: Iterable[Action]) -> list[Action]:
    """The actions with those of one group together, groups and actions in the order in which they came."""
    rows = list(actions)
    first = {action.group: place for place, action in reversed(list(enumerate(rows)))}
    return sorted(rows, key=lambda action: first[action.group])


def of_key(actions: Iterable[Action], event: QKeyEvent) -> Action | None:
    """The first action that a key press means, by what it types or by its combination."""
    held, typed = event.modifiers() & (_CTRL | _ALT | _META), event.text().upper()
    pressed = QKeySequence(event.keyCombination()).toString()
    # With Ctrl or Alt a key types nothing, but Ctrl+Alt is AltGr, with which keyboards of many countries type signs.
    types = typed.isprintable() and (not held or held == _CTRL | _ALT)
    wanted = {pressed, typed} if types else {pressed}
    return next((one for one in actions if one.scope == "window" and not wanted.isdisjoint(one.keys)), None)


def why_not(action: Action) -> str:
    """Why an action cannot be done now, in a few words; nothing if it can."""
    if action.enabled():
        return ""
    said = getattr(action.enabled, "why_not", None)
    return str(said()) if said is not None else "not possible just now"


def run(action: Action, told: Callable[[str], object] = lambda _: None) -> None:
    """Do it, if it can be done now; else tell why not in one sentence."""
    lacking = why_not(action)
    if lacking:
        told(f"{action.title.rstrip('…')}: {lacking}.")
    else:
        action.run()
