"""Days picked on the chart: while it lasts, a click, a brush or Enter says where they begin, and Escape gives up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from annotator.timeline.calendar import bin_at, bin_number, count_bins
from annotator.ui.timeline.frame import day_at

if TYPE_CHECKING:
    from annotator.ui.timeline.pointer import LiveChart

KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Picking(QObject):
    """Takes mouse and keys of a chart before the chart does, and shades as many days as `days` hold.

    `picked` carries the first day, `given_up` is Escape.
    """

    picked = Signal(object)
    given_up = Signal()

    def __init__(self, chart: LiveChart, days: tuple[date, date]) -> None:
        super().__init__(chart)
        self._chart, self._days = chart, days
        self._pressed: int | None = None
        chart.installEventFilter(self)
        chart.viewport().installEventFilter(self)
        chart.viewport().setCursor(Qt.CursorShape.CrossCursor)
        chart.pointed.connect(self._follow_cursor)

    def end(self) -> None:
        """Let the chart have its mouse and keys again."""
        self._chart.removeEventFilter(self)
        self._chart.viewport().removeEventFilter(self)
        self._chart.viewport().unsetCursor()
        self._chart.pointed.disconnect(self._follow_cursor)
        self._shade(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what picks; zooming, panning and walking stay the chart's."""
        if isinstance(event, QKeyEvent):
            return watched is self._chart and self._key(event)
        if watched is self._chart.viewport() and isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() == QEvent.Type.Leave:
            self._shade(None)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() not in KEYS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.type() == QEvent.Type.KeyPress and self._chart.cursor is not None:
            self._pick(self._chart.cursor[0])
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        if event.buttons() & Qt.MouseButton.MiddleButton or event.button() is Qt.MouseButton.MiddleButton:
            return False
        here = self._number_at(event.position())
        if event.type() == QEvent.Type.MouseMove:
            self._shade(here)
        elif event.type() == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = here
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            self._pick(self._pressed if here is None else min(self._pressed, here))
        return True

    def _number_at(self, point: QPointF) -> int | None:
        """The bin at a pixel; None beside the plot."""
        if not self._chart.plot_area().contains(point):
            return None
        return bin_number(day_at(self._chart.ordinal_at(point.x())), self._chart.unit)

    def _follow_cursor(self) -> None:
        self._shade(self._chart.cursor[0] if self._chart.cursor is not None else None)

    def _shade(self, number: int | None) -> None:
        days = None
        if number is not None:
            unit = self._chart.unit
            last = min(number + count_bins(*self._days, unit) - 1, bin_number(date.max, unit))
            days = bin_at(number, unit).start, bin_at(last, unit).last
        self._chart.gestures.show_preview(days)

    def _pick(self, number: int | None) -> None:
        if number is not None:
            self.picked.emit(bin_at(number, self._chart.unit).start)
