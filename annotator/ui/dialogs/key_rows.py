"""The rows of the sheet of keys: what an action is called and its keys as caps, each a button that takes a new key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.ui import wording
from annotator.ui.actions import Action, key_text, plain
from annotator.ui.keymap import pressed
from annotator.ui.labels import label, named

_ROW_HEIGHT = 25  # pixels
_LENT = 28  # code points said of a key that a tag has
_ARROWS = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}


class Cap(QToolButton):
    """One key; a click, Enter or Space has it wait for the new one. An empty cap is the place for a first key."""

    asked = Signal()
    given = Signal(str)  # a key as portable text
    left = Signal()  # Esc while it waits
    removed = Signal()
    passed = Signal()  # Tab while it waits

    def __init__(self, name: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "cap")
        self.key = key
        self._name = name
        self._waits = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.asked)
        self._show()

    @property
    def waits(self) -> bool:
        """Whether the next key pressed becomes its own."""
        return self._waits

    def wait(self, *, on: bool) -> None:
        """Wait for a key, or no longer."""
        self._waits = on
        self._show()

    def mark(self, *, changed: bool) -> None:
        """Show that the person chose this key."""
        if changed != bool(self.property("changed")):
            self.setProperty("changed", changed)
            self._restyle()

    def _show(self) -> None:
        self.setText("press a key" if self._waits else plain(key_text(self.key)) if self.key else "add")
        said = "Press the new key" if self._waits else key_text(self.key) if self.key else "no key"
        self.setAccessibleName(f"{self._name}: {said}")
        self.setProperty("waits", self._waits)
        self.setProperty("empty", not self.key and not self._waits)
        self._restyle()

    def _restyle(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            return  # it is styled when it is first shown
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key that is pressed; else go up and down, remove the key, or begin to wait."""
        if self._waits:
            key = pressed(event)
            if key == "Esc":
                self.left.emit()
            elif key:
                self.given.emit(key)
            return
        if Qt.Key(event.key()) in _ARROWS:
            self.focusNextPrevChild(_ARROWS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.key:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """While it waits, Tab goes to what can be done instead."""
        if self._waits:
            self.passed.emit()
            return True
        return super().focusNextPrevChild(forward)


class KeyRow(QWidget):
    """A name at the left, caps at the right."""

    def __init__(self, name: str, searched: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.searched = f"{name} {searched}".casefold()
        self.caps: list[Cap] = []
        self._lent: QLabel | None = None
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self.setFixedHeight(_ROW_HEIGHT)
        self._says = label(self, text=name)
        self._says.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line.addWidget(self._says, 1)

    def say(self, how: str) -> None:
        """Tell what the hand does, where no key can be chosen."""
        self._line.addWidget(label(self, text=how, soft=True))

    def say_lent(self, said: str) -> None:
        """Tell that a tag has a key of this action; nothing if none has."""
        if said and self._lent is None:
            self._lent = label(self, text="", soft=True)
            self._line.insertWidget(1, self._lent)
        if self._lent is not None:
            self._lent.setText(wording.one_line(said, _LENT))
            self._lent.setToolTip(f"<p>{escape(said)}</p>" if said else "")
            self._lent.setVisible(bool(said))

    @property
    def is_lent(self) -> bool:
        """Whether a tag has a key of this action."""
        return self._lent is not None and not self._lent.isHidden()

    def add_cap(self, key: str) -> Cap:
        """Put a cap behind the others."""
        cap = Cap(self.name, key, self)
        self.caps.append(cap)
        self._line.addWidget(cap)
        cap.show()  # at once, so that it can take the focus
        return cap

    def drop_caps(self) -> None:
        """Take all caps away."""
        for cap in self.caps:
            self._line.removeWidget(cap)
            cap.hide()
            cap.deleteLater()
        self.caps.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in the room there is what it is called."""
        super().resizeEvent(event)
        self._line.activate()
        room = self._says.width()
        shown = self._says.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        self._says.setText(shown)
        self._says.setToolTip(f"<p>{escape(self.name)}</p>" if shown != self.name else "")

    def fits(self, words: Sequence[str]) -> bool:
        """Whether every word stands in its name, its menu or its keys."""
        keys = " ".join(f"{key_text(cap.key)} {cap.key}" for cap in self.caps).casefold()
        return all(word in self.searched or word in keys for word in words)


class Section(QWidget):
    """Rows under a title."""

    def __init__(self, title: str, rows: Sequence[KeyRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(1)
        heading = label(self, "heading", text=title)
        heading.setContentsMargins(0, 0, 0, 3)
        column.addWidget(heading)
        for row in rows:
            column.addWidget(row)

    def show_rows(self, wanted: Callable[[KeyRow], bool]) -> int:
        """Show the rows that are wanted, and the section if there is one; its height in rows, 0 if it is not shown."""
        shown = 0
        for row in self.rows:
            is_wanted = wanted(row)
            row.setVisible(is_wanted)
            shown += is_wanted
        self.setVisible(shown > 0)
        return shown + 2 if shown else 0


def name_of(action: Action) -> str:
    """What an action is called on the sheet."""
    title = wording.one_line(action.title.rstrip("…"), 60)
    return f"{action.within}: {title}" if action.within == "Appearance" else title
