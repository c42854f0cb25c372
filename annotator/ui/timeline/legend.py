"""The legend: each series with its colour and count; a click hides it, with Alt it stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from annotator.ui.timeline.legend_entry import HEIGHT, Entry, Listed
from annotator.ui.timeline.segmented import FlatButton
from annotator.ui.wording import one_line

BETWEEN = 2  # pixels
Key = Qt.Key


class Legend(QWidget):
    """A row of entries of which Tab reaches one and the arrow keys the others.

    `hidden_chosen` carries the names to hide (a frozenset); `menu_opened` the menu of an entry before it is shown, and
    the entry's name, for those who can do more with a series.
    """

    hidden_chosen = Signal(object)
    menu_opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Legend")
        self.setAutoFillBackground(True)  # what is opaque is not painted again with each frame of the chart below
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._listed: tuple[Listed, ...] = ()
        self.entries: list[Entry] = []
        self._more = FlatButton("", self)
        self._more.has_arrow = True
        self._more.setAccessibleName("More of the legend")
        self._more.clicked.connect(self._drop)
        self._more.hide()

    def show_series(self, listed: Sequence[Listed]) -> None:
        """Take other series or counts."""
        if tuple(listed) == self._listed:
            return
        before, self._listed = self._listed, tuple(listed)
        while len(self.entries) < len(listed):
            self.entries.append(self._new_entry(len(self.entries)))
        for entry, one, was in zip_longest(self.entries[: len(listed)], listed, before[: len(listed)]):
            if one != was:
                entry.tell(one)
        if [_shape(one) for one in before] != [_shape(one) for one in listed]:
            self._lay_out()

    def _new_entry(self, place: int) -> Entry:
        entry = Entry(self)
        entry.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == 0 else Qt.FocusPolicy.NoFocus)
        entry.clicked.connect(lambda: self.toggle(self._listed[place]))
        entry.alone_asked.connect(lambda: self.single_out(self._listed[place].names))
        entry.menu_asked.connect(lambda point: self._menu(self._listed[place], point))
        entry.left.connect(lambda key: self._walk(place, key))
        return entry

    def toggle(self, one: Listed) -> None:
        """Hide a series, or show it again."""
        self.hidden_chosen.emit(self._hidden() ^ frozenset(one.names))

    def single_out(self, names: Sequence[str]) -> None:
        """Hide all others; where these stand alone already, show the others again."""
        others = frozenset(name for one in self._listed for name in one.names) - frozenset(names)
        self.hidden_chosen.emit(frozenset() if self._hidden() == others else others)

    def _hidden(self) -> frozenset[str]:
        return frozenset(name for one in self._listed if not one.is_shown for name in one.names)

    def _walk(self, place: int, key: int) -> None:
        reached = sum(1 for entry in self.entries if not entry.isHidden())
        steps = {Key.Key_Left: place - 1, Key.Key_Right: place + 1, Key.Key_Home: 0, Key.Key_End: reached - 1}
        target = min(max(steps[Key(key)], 0), reached - 1)
        for number, entry in enumerate(self.entries):
            entry.setFocusPolicy(Qt.FocusPolicy.TabFocus if number == target else Qt.FocusPolicy.NoFocus)
        self.entries[target].setFocus(Qt.FocusReason.TabFocusReason)

    # -- layout and menus ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Place as many entries as fit beside each other, up to the right edge; a menu has the rest."""
        fitting = self._fitting()
        rest = self._listed[fitting:]
        self._more.setText(_more_words(rest) if fitting else f"{len(rest)} series")
        self._more.setVisible(bool(rest))
        parts = [*self.entries[:fitting], *([self._more] if rest else [])]
        x = self.width() - sum(part.sizeHint().width() + BETWEEN for part in parts)
        for part in parts:
            part.setGeometry(x, 0, part.sizeHint().width(), HEIGHT)
            x += part.width() + BETWEEN
        for place, entry in enumerate(self.entries):
            entry.setVisible(place < fitting)

    def width_needed(self) -> int:
        """The pixels of all entries."""
        return sum(entry.sizeHint().width() + BETWEEN for entry in self.entries[: len(self._listed)])

    def least_width(self) -> int:
        """The pixels of the button that has everything in its menu."""
        return self._more.width_of(_more_words(self._listed)) + BETWEEN if self._listed else 0

    def _fitting(self) -> int:
        """How many entries have room, with the button for the rest beside them; a single one helps nobody."""
        widths = [entry.sizeHint().width() + BETWEEN for entry in self.entries[: len(self._listed)]]
        if sum(widths) <= self.width():
            return len(widths)
        room, count = self.width() - self.least_width(), 0
        while count < len(widths) and sum(widths[: count + 1]) <= room:
            count += 1
        return count if count > 1 else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place what fits now."""
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, HEIGHT)

    def _drop(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._listed[sum(1 for entry in self.entries if not entry.isHidden()) :]:
            action = menu.addAction(f"{_plain(one.name)}\t{one.number}")
            action.setCheckable(True)
            action.setChecked(one.is_shown)
            action.triggered.connect(lambda _checked=False, one=one: self.toggle(one))
        self._all_action(menu)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _menu(self, one: Listed, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = _plain(one.name)
        menu.addAction(f"Hide {name}" if one.is_shown else f"Show {name}", lambda: self.toggle(one))
        menu.addAction(f"See only {name}", lambda: self.single_out(one.names))
        if len(one.names) > 1:
            folded = menu.addMenu("See only one of them")
            for each in one.names:
                action = folded.addAction(_plain(each))
                action.triggered.connect(lambda _checked=False, each=each: self.single_out([each]))
        self._all_action(menu)
        self.menu_opened.emit(menu, one.name)
        menu.popup(point)

    def _all_action(self, menu: QMenu) -> None:
        menu.addSeparator()
        action = menu.addAction("Show all", lambda: self.hidden_chosen.emit(frozenset()))
        action.setEnabled(bool(self._hidden()))


def _shape(one: Listed) -> tuple[str, int]:
    """What of a series its place depends on: digits are equally wide."""
    return one.name, len(one.number)


def _more_words(rest: Iterable[Listed]) -> str:
    return f"{len(tuple(rest))} more"


def _plain(words: str) -> str:
    """Words of which a menu makes no key."""
    return one_line(words, 80).replace("&", "&&")
