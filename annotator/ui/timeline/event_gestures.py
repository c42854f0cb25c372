"""What mouse and keys mean to the events on the chart; asked before the chart takes them for itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.records import Event
from annotator.timeline.calendar import bin_at
from annotator.ui.timeline.event_marks import Days
from annotator.ui.timeline.event_words import told
from annotator.ui.timeline.frame import day_at

if TYPE_CHECKING:
    from annotator.ui.timeline.pointer import LiveChart

_DELETING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_CHANGING = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EventGestures(QObject):
    """Ctrl+click names a day, Ctrl+drag a period; a click selects an event, a double click changes it.

    Each method that takes an input tells whether it was meant for an event. `name_asked` carries first and last day
    and a place on the screen, `change_asked` and `delete_asked` an event, `menu_asked` an event and a place.
    `pointed` carries what a card should say of the event under the mouse, or None.
    """

    name_asked = Signal(object, QPoint)
    change_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    pointed = Signal(object)

    def __init__(self, chart: LiveChart) -> None:
        super().__init__(chart)
        self._chart = chart
        self.can_write: Callable[[], bool] = lambda: True
        self._began: QPointF | None = None
        self._taken = False  # the press was; its release belongs to it
        self._hovered: Event | None = None

    # -- mouse -----------------------------------------------------------------------------------

    def pressed(self, event: QMouseEvent) -> bool:
        """Begin to name days, or select what is under the mouse."""
        point, is_left = event.position(), event.button() is Qt.MouseButton.LeftButton
        self._taken = False
        if is_left and _ctrl(event) and self.can_write() and self._is_inside(point):
            self._began, self._taken = point, True
            self.show_preview(self._days_to(point))
            return True
        found = self.event_at(point)
        self.select(found)
        self._taken = is_left and found is not None
        return self._taken

    def moved(self, event: QMouseEvent) -> bool:
        """Follow a drag, or point at the event under the mouse."""
        if self._began is not None:
            days = self._days_to(event.position())
            self.show_preview(days)
            self.pointed.emit((*told(days, self._chart.almanac), event.position()))
            return True
        found = self.event_at(event.position()) if not event.buttons() else None
        if found is not None:
            words = told((found.first_on, found.last_on), self._chart.almanac, found)
            self.pointed.emit((*words, event.position()))
        elif self._hovered is not None:
            self.pointed.emit(None)
        self._hovered = found
        return found is not None or (self._taken and bool(event.buttons()))

    def released(self, event: QMouseEvent) -> bool:
        """Ask for the name of the days that were clicked or dragged over."""
        if self._began is not None:
            days, self._began = self._days_to(event.position()), None
            self.show_preview(days)
            self.pointed.emit(None)
            self.name_asked.emit(days, self._place_at(days))
            return True
        taken, self._taken = self._taken, False
        return taken

    def double_clicked(self, event: QMouseEvent) -> bool:
        """Change the event under the mouse."""
        found = self.event_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None
        self._taken = found is not None or _ctrl(event)
        if found is not None:
            self.select(found)
            self.change_asked.emit(found)
        return self._taken

    def menu_at(self, point: QPoint, place: QPoint) -> bool:
        """Ask for the menu of the event at a pixel of the viewport."""
        found = self.event_at(QPointF(point))
        if found is not None:
            self.select(found)
            self.menu_asked.emit(found, place)
        return found is not None

    def left(self) -> None:
        """The mouse went away."""
        if self._hovered is not None:
            self._hovered = None
            self.pointed.emit(None)

    # -- keys ------------------------------------------------------------------------------------

    def meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key means to the selected event, or `E` to the days of choice or cursor; None: nothing."""
        selected = self.selected()
        if selected is None:
            days = self._days_of_cursor() if event.text() == "e" and self.can_write() else None
            return None if days is None else lambda: self.ask_for(days)
        if event.key() in _DELETING and self.can_write():
            return lambda: self.delete_asked.emit(selected)
        if event.key() in _CHANGING and self.can_write():
            return lambda: self.change_asked.emit(selected)
        if event.key() == Qt.Key.Key_Escape:
            return lambda: self.select(None)
        return None

    def ask_for(self, days: Days) -> None:
        """Ask for the name of some days."""
        self.show_preview(days)
        self.name_asked.emit(days, self._place_at(days))

    def ask_here(self) -> None:
        """Ask for the name of the chosen days, those of the cursor's bin, or the day in the middle."""
        middle = day_at((self._chart.frame.left + self._chart.frame.right) / 2)
        self.ask_for(self._days_of_cursor() or (middle, middle))

    # -- what is where ---------------------------------------------------------------------------

    def event_at(self, point: QPointF) -> Event | None:
        """The event whose name, or whose line where no bar stands, is at a pixel of the viewport."""
        chart, area = self._chart, self._chart.plot_area()
        if point.y() < area.top():
            return chart.events.named_at(QPointF(point.x() - area.left(), point.y() - chart.names_area().top()))
        if not area.contains(point):
            return None
        column, bar = chart.column_under(point)
        return chart.events.line_at(point.x() - area.left()) if bar is None or column is None else None

    def selected(self) -> Event | None:
        """The selected event."""
        marks = self._chart.events
        return next((one for one in marks.events if one.id == marks.selected), None)

    def select(self, event: Event | None) -> None:
        """Select an event, or none."""
        marks = self._chart.events
        wanted = None if event is None else event.id
        if marks.selected != wanted:
            marks.selected = wanted
            self._chart.refresh()

    def show_preview(self, days: Days | None) -> None:
        """Shade days that may become an event, or none."""
        if self._chart.events.preview != days:
            self._chart.events.preview = days
            self._chart.refresh()

    def place_of(self, event: Event) -> QPoint:
        """The place on the screen beside an event."""
        return self._place_at((event.first_on, event.last_on))

    def _place_at(self, days: Days) -> QPoint:
        """Right of the days, below the names."""
        area = self._chart.plot_area()
        x = min(max(self._chart.frame.x(days[1].toordinal() + 1), 0.0), area.width())
        point = QPoint(round(area.left() + x) + 8, round(area.top()) + 6)
        return QPoint(self._chart.viewport().mapToGlobal(point))

    def _is_inside(self, point: QPointF) -> bool:
        area = self._chart.plot_area()
        return area.left() <= point.x() <= area.right() and 0 <= point.y() <= area.bottom()

    def _days_to(self, point: QPointF) -> Days:
        """The days from where the mouse was pressed to a pixel; one day where it hardly moved."""
        assert self._began is not None
        if abs(point.x() - self._began.x()) < QApplication.startDragDistance():
            point = self._began
        first, last = sorted(day_at(self._chart.ordinal_at(x)) for x in (self._began.x(), point.x()))
        return _known(first), _known(last)

    def _days_of_cursor(self) -> Days | None:
        chart = self._chart
        choice = chart.choice
        if choice is not None and choice.first is not None and choice.last is not None:
            return choice.first, choice.last
        if chart.cursor is None or chart.cursor[0] is None:
            return None
        interval = bin_at(chart.cursor[0], chart.unit)
        return interval.start, interval.last


def _known(day: date) -> date:
    """A day of the years that a timeline shows."""
    return max(day, date(1000, 1, 1))


def _ctrl(event: QMouseEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier
