"""The bar below the text in which words are typed to be found; it says what is wanted and knows no text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.text.finding import Wanted
from annotator.ui import theme
from annotator.ui.keymap import tell_key
from annotator.ui.labels import hairline, label, named, read_aloud, words
from annotator.ui.pressing import press_focused

LONGEST_PREFILL = 200
"""The most code points of a selection that are taken over as what is sought."""

_ROOMY, _TIGHT = 470, 360  # pixels of width: everything, without the arrows, the field alone
_SWITCHES = (
    ("case", "Aa", "Match case"),
    ("whole", "ab|", "Whole words"),
    ("accents", "é", "Match accents"),
    ("expression", ".*", "Regular expression"),
)


class FindBar(QFrame):
    """Field, switches, count, and where to go next."""

    wanted_changed = Signal(object)  # Wanted
    step_wanted = Signal(int)  # 1: the next, -1: the previous
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Find in this article")
        self.field.setAccessibleName("Find in this article")
        self.field.setAcceptDrops(False)  # files dropped here are for the window
        self.field.textChanged.connect(self._tell)
        self.switches = {name: self._switch(text, tip) for name, text, tip in _SWITCHES}
        self.count = label(self, soft=True)
        self._said = words(self, soft=True)
        self._said.hide()
        self.previous = self._button("↑", "Previous match", lambda: self.step_wanted.emit(-1))
        self.next = self._button("↓", "Next match", lambda: self.step_wanted.emit(1))
        tell_key(self.previous, "Previous match", "find_previous")
        tell_key(self.next, "Next match", "find_next")
        self.close_button = self._button("✕", "Close the find bar", self.closed.emit)
        self._lay_out()

    def wanted(self) -> Wanted:
        """What is sought."""
        return Wanted(self.field.text(), **{name: switch.isChecked() for name, switch in self.switches.items()})

    def begin(self, typed: str = "") -> None:
        """Take the focus, with these words or those sought last, ready to be typed over."""
        if typed and typed != self.field.text():
            self.field.setText(typed)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, count: str, *, nothing: bool = False) -> None:
        """Say how many there are, such as `3 of 17`; `nothing` marks the field."""
        self.count.setText(count)
        self._said.hide()
        self._mark(wrong=nothing)
        if count:
            read_aloud(self, count)

    def show_trouble(self, sentence: str, *, wrong: bool) -> None:
        """Say in a sentence what is the matter, below the field; `wrong` when what was typed cannot be sought."""
        if wrong:
            self.count.clear()
        self._said.setText(sentence)
        self._said.show()
        self._mark(wrong=wrong)
        read_aloud(self, sentence)

    def said(self) -> str:
        """The sentence below the field, if there is one."""
        return "" if self._said.isHidden() else self._said.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next match, Shift+Enter to the previous one, Escape ends it; buttons are pressed."""
        if press_focused(self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_wanted.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has keys as well where there is little room."""
        super().resizeEvent(event)
        for part in (self.previous, self.next):
            part.setVisible(self.width() >= _ROOMY)
        for switch in self.switches.values():
            switch.setVisible(self.width() >= _TIGHT)

    def _tell(self) -> None:
        self.switches["accents"].setEnabled(not self.switches["expression"].isChecked())
        self.wanted_changed.emit(self.wanted())

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.field.property("wrong")) != wrong:
            self.field.setProperty("wrong", wrong)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _switch(self, text: str, tip: str) -> QToolButton:
        switch = named(QToolButton(self), "switch")
        switch.setText(text)
        switch.setCheckable(True)
        switch.setToolTip(tip)
        switch.setAccessibleName(tip)
        switch.toggled.connect(self._tell)
        return switch

    def _button(self, text: str, tip: str, then: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(then)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline(self))
        row = QHBoxLayout()
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(4)
        self.field.setMinimumWidth(120)
        self.field.setMaximumWidth(360)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.field, 3)
        for switch in self.switches.values():
            row.addWidget(switch)
        self.count.setMinimumWidth(74)
        self.count.setContentsMargins(8, 0, 4, 0)
        row.addWidget(self.count, 1)
        for part in (self.previous, self.next, self.close_button):
            row.addWidget(part)
        column.addLayout(row)
        self._said.setContentsMargins(22, 0, 12, 8)
        column.addWidget(self._said)
        self.setAccessibleName("Find")
        self.setFont(theme.ui_font(9.5))
