"""A tag's name, written in its row."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.project.codebook import LONGEST_NAME
from annotator.ui import theme


class NameField(QLineEdit):
    """One line over a row of the list: Enter and leaving are done, Escape gives up; it hides itself then."""

    done = Signal(str)  # the name; whoever refuses it shows the field again
    left = Signal()  # after the name was stored or given up: the focus is free

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_NAME)
        self.setFrame(True)
        self._former = ""
        self.textEdited.connect(lambda: self.mark(wrong=False))
        self.hide()

    def begin(self, name: str, place: QRect, said: str) -> None:
        """Write over a place of the parent, beginning with a name that is selected whole."""
        self._former = name
        self.setText(name)
        self.setAccessibleName(said)
        self.setFont(theme.ui_font(9.5))
        self.setGeometry(place)
        self.mark(wrong=False)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def mark(self, *, wrong: bool) -> None:
        """Show whether what is written can be a name."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stores, Escape gives up, everything else writes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store when the writer goes elsewhere, but not for a menu or another window."""
        super().focusOutEvent(event)
        elsewhere = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if self.isVisible() and event.reason() not in elsewhere:
            self._finish()

    def give_up(self) -> None:
        """Leave the name as it was."""
        self.hide()
        self.left.emit()

    def accept(self) -> None:
        """The name is taken: the field goes."""
        self.hide()
        self.left.emit()

    def _finish(self) -> None:
        name = " ".join(self.text().split())
        if name in ("", self._former):
            self.give_up()
        else:
            self.done.emit(name)
