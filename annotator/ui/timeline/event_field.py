"""A small field on the chart in which an event gets its name and its days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.project.events import LONGEST
from annotator.ui.labels import label, named, tab_through

WIDTH = 268  # pixels
EARLIEST = date(1000, 1, 1)


class Named(NamedTuple):
    """What was entered."""

    name: str
    first: date
    last: date


class EventField(QFrame):
    """Enter stores, Escape gives up, and leaving stores what has a name; it hides itself then."""

    done = Signal(object)  # Named
    left = Signal()  # it is closed: the focus is free
    abandoned = Signal()  # it is closed, and the focus went elsewhere

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        named(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Event")
        self._window = window
        self._former: Named | None = None
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST)
        self.name.setPlaceholderText("What happened?")
        self.name.setAccessibleName("Name of the event")
        self.first, self.last = DayField(self, "First day"), DayField(self, "Last day")
        days = QHBoxLayout()
        days.setSpacing(6)
        days.addWidget(self.first, 1)
        days.addWidget(label(self, text="to", soft=True))
        days.addWidget(self.last, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addLayout(days)
        column.addWidget(label(self, text="Enter keeps it, Esc does not", soft=True))
        tab_through(self.name, self.first, self.last)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.hide()

    def begin(self, name: str, days: tuple[date, date], place: QPoint) -> None:
        """Open below a place on the screen, inside the window, with the name selected whole."""
        self._former = Named(name, *days) if name else None
        self.first.set_day(days[0])
        self.last.set_day(days[1])
        self.name.setText(name)
        self.name.selectAll()
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        room = self._window.rect().adjusted(6, 6, -6, -6)
        corner = self._window.mapFromGlobal(place)
        left = min(max(corner.x(), room.left()), room.right() - self.width())
        top = min(max(corner.y(), room.top()), room.bottom() - self.height())
        self.move(left, top)
        self.show()
        self.raise_()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stores, Escape gives up; no key of the field means anything to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        event.accept()

    def entered(self) -> Named | None:
        """Name and days as they stand in the field, the earlier day first; None where a day is none."""
        first, last = self.first.day(), self.last.day()
        if first is None or last is None:
            return None
        return Named(" ".join(self.name.text().split()), min(first, last), max(first, last))

    def _finish(self) -> None:
        entered = self.entered()
        if entered is None:
            (self.last if self.first.day() else self.first).setFocus()
            return
        self._close()
        self._tell(entered)

    def _close(self) -> None:
        if self.isVisible():
            self.hide()
            self.left.emit()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Store when the writer goes elsewhere in this window."""
        if self.isVisible() and now is not None and now.window() is self.window() and not self.isAncestorOf(now):
            entered = self.entered()
            self.hide()
            self.abandoned.emit()
            self._tell(entered)

    def _tell(self, entered: Named | None) -> None:
        if entered is not None and entered.name and entered != self._former:
            self.done.emit(entered)


class DayField(QLineEdit):
    """A day as 2024-03-04; the arrows up and down go a day further, what is no day is marked."""

    def __init__(self, parent: QWidget, said: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(said)
        self.setMaxLength(len("2024-03-04"))
        self.textChanged.connect(self._judge)

    def day(self) -> date | None:
        """The day that stands here; None for what is none."""
        try:
            found = date.fromisoformat(self.text().strip())
        except ValueError:
            return None
        return found if found >= EARLIEST and len(self.text().strip()) == self.maxLength() else None

    def set_day(self, day: date) -> None:
        """Write a day."""
        self.setText(day.isoformat())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a day further, or write."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        day = self.day()
        if step and day is not None and EARLIEST < day < date.max:
            self.set_day(day + timedelta(days=step))
        elif not step:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        self.setProperty("wrong", self.day() is None)
        self.style().unpolish(self)
        self.style().polish(self)
