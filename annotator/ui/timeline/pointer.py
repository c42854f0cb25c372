"""What the mouse means on the chart: choose, open, brush, zoom and pan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.timeline.choice import BinChoice
from annotator.ui.timeline.brushing import Brushing
from annotator.ui.timeline.event_gestures import EventGestures
from annotator.ui.timeline.keyed import ZOOM_A_NOTCH, KeyedChart

NOTCH = 120.0  # the angle of one wheel notch, in eighths of a degree
PAN_A_NOTCH = 0.1  # of the days in view
Buttons = Qt.MouseButton


class LiveChart(KeyedChart):
    """A chart that answers to mouse and keys."""

    undated_menu_asked = Signal(QPoint)  # a place on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self._pressed: QPointF | None = None
        self._button = Buttons.NoButton  # that was pressed
        self._is_panning = False
        self._last = QPointF()
        self.gestures, self.brushing = EventGestures(self), Brushing(self)

    # -- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click, a brush or a pan begins."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()
        if self._pressed is not None or (not self._space and self.gestures.pressed(event)):
            return  # a further button while one is held means nothing
        here, self._button = event.position(), event.button()
        if event.button() is Buttons.MiddleButton or (self._space and event.button() is Buttons.LeftButton):
            self._pressed = self._last = here
            self._is_panning = self._panned = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is Buttons.LeftButton:
            self._pressed = self._last = here
            self.brushing.begin(here)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Brush, pan, or point at what is under the mouse."""
        here = event.position()
        if self._pressed is None and self.gestures.moved(event):
            self._point(QPointF(-1, -1))
            return
        if self._is_panning:
            self.pan((self._last.x() - here.x()) / self.frame.per_day)
        elif self._pressed is not None:
            self.brushing.move(here)
        else:
            self._point(here)
            self._show_what_can_be_held(here)
        self._last = here
        event.accept()

    def _show_what_can_be_held(self, here: QPointF) -> None:
        """Let the shape of the mouse say that an edge of the chosen days can be dragged, or the days be panned."""
        if self.brushing.edge_at(here) is not None:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        elif self._space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or take a click."""
        if self._pressed is None and self.gestures.released(event):
            return
        event.accept()
        if self._pressed is None or event.button() is not self._button:
            return
        pressed, was_panning = self._pressed, self._is_panning
        self._pressed, self._is_panning = None, False
        self.unsetCursor()
        if not was_panning and not self.brushing.end() and self._are_one_place(pressed, event.position()):
            self._take(event.position(), self.chosen.emit, whole=_shift(event))

    def _are_one_place(self, pressed: QPointF, released: QPointF) -> bool:
        """Whether the mouse was released over the bin, or over the nothing, where it was pressed."""
        before, after = self.column_under(pressed)[0], self.column_under(released)[0]
        return (before is None, before and before.number) == (after is None, after and after.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        if self.gestures.double_clicked(event):
            return
        if event.button() is Buttons.LeftButton:
            self._take(event.position(), self.opened.emit, whole=_shift(event))
        event.accept()

    def _take(self, point: QPointF, tell: Callable[[BinChoice], None], *, whole: bool) -> None:
        column, bar = self.column_under(point)
        if column is None:
            self.clear_choice()
            return
        choice = self.choice_of(column, None if whole else bar)
        self.choose(choice)
        tell(choice)

    def _point(self, point: QPointF) -> None:
        column, bar = self.column_under(point)
        place = None if column is None else (column.number, None if bar is None else bar.tag)
        if place != self.cursor:
            self.point_at_bin(place)
            self.was_walked = False
            self.pointed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the mouse; sideways, or with Shift, pan. A touchpad's many small turns add up to the same."""
        sideways, upwards = event.angleDelta().x(), event.angleDelta().y()
        if _shift(event) and not sideways:
            sideways, upwards = upwards, 0
        if abs(sideways) > abs(upwards):  # fingers never move quite straight
            pixels = event.pixelDelta().x()
            days = pixels / self.frame.per_day if pixels else sideways / NOTCH * self._days() * PAN_A_NOTCH
            self.pan(-days)
        elif upwards:
            self.zoom(ZOOM_A_NOTCH ** (upwards / NOTCH), about=self.ordinal_at(event.position().x()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom about two fingers that are drawn apart or together."""
        kind = event.gestureType() if isinstance(event, QNativeGestureEvent) else None
        if isinstance(event, QNativeGestureEvent) and kind is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 / max(1 + event.value(), 0.1), about=self.ordinal_at(event.position().x()))
            return True
        return bool(super().viewportEvent(event))

    def _days(self) -> float:
        return self.frame.right - self.frame.left

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cursor away with the mouse."""
        self.gestures.left()
        self._point(QPointF(-1, -1))
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to an event under the mouse, or to those without a date in their gutter."""
        if self._is_at_undated(event):
            self.undated_menu_asked.emit(event.globalPos())
            event.accept()
        else:
            event.setAccepted(self.gestures.menu_at(event.pos(), event.globalPos()))

    def _is_at_undated(self, event: QContextMenuEvent) -> bool:
        """Whether a menu is asked for over the gutter, or by its key while the cursor is there."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            return self.cursor is not None and self.cursor[0] is None
        return self.timeline.undated > 0 and self.gutter_area().contains(QPointF(event.pos()))


def _shift(event: QMouseEvent | QWheelEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
