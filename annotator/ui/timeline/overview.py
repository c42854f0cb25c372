"""The strip below the chart: the whole range at a glance, and the window of visible days upon it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.ui import theme

HEIGHT = 26
HANDLE = 12.0  # pixels; how high the mark is by which an edge is taken
STEP = 0.1  # of the days in view, that an arrow moves
Keys = Qt.Key
GRIP = 6.0  # pixels on each side of an edge that take hold of it


class Overview(QWidget):
    """Drag the window to pan, its edges to zoom, click beside it to go there.

    The arrows move the window, with Shift its right edge, with Ctrl its left one.

    `window_moved` carries the ordinals wanted, `wheel_turned` the wheel's event.
    """

    window_moved = Signal(float, float)
    wheel_turned = Signal(float, float)  # notches, ordinal under the mouse

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Overview of the whole range")
        self.setAccessibleDescription("Arrows move the days in view, with Shift their end, with Ctrl their beginning")
        self._range, self._window = (0.0, 1.0), (0.0, 1.0)
        self._heights: Sequence[Sequence[float]] = ()
        self._left, self._width = 0.0, 1.0
        self._hold: str | None = None
        self._ground: QPixmap | None = None
        self._ground_key: tuple[object, ...] = ()
        self._grabbed = 0.0

    def show_counts(self, whole: tuple[float, float], heights: Sequence[Sequence[float]]) -> None:
        """Take the whole range in ordinals, and bars as (first ordinal, end ordinal, height 0 to 1)."""
        self._range, self._heights, self._ground = whole, heights, None
        self.update()

    def show_window(self, left: float, right: float) -> None:
        """Take other visible days, in ordinals."""
        self._window = (left, right)
        self.update()

    def align(self, left: float, width: float) -> None:
        """Lie under the plot: its left edge and width in pixels."""
        if (left, width) != (self._left, self._width):
            self._left, self._width = left, width
            self.update()

    def pixel(self, ordinal: float) -> float:
        """The pixel of a day."""
        low, high = self._range
        return self._left + (ordinal - low) / max(high - low, 1e-9) * self._width

    def ordinal(self, x: float) -> float:
        """The day at a pixel."""
        low, high = self._range
        return low + (x - self._left) / max(self._width, 1.0) * (high - low)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track and bars, which are kept as a picture, and the window on them."""
        now = theme.current()
        key = (now.name, self.size(), self.devicePixelRatioF(), self._left, self._width)
        if self._ground is None or self._ground_key != key:
            self._ground, self._ground_key = self._paint_ground(), key
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self.pixel(self._window[0]), self.pixel(self._window[1])
        self._shade(painter, left, right)
        painter.setPen(QPen(now.color("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(left, 0, right - left, self.height() - 4).adjusted(0.75, 0.75, -0.75, -0.25)
        painter.drawRoundedRect(box, 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(now.color("accent"), 3))
            painter.drawRoundedRect(box, 3, 3)
        for x in (left, right):
            self._paint_handle(painter, min(max(x, self._left + 2), self._left + self._width - 2))

    def _shade(self, painter: QPainter, left: float, right: float) -> None:
        """Let what is out of view recede."""
        veil = theme.current().color("window")
        veil.setAlphaF(0.55)
        height = self.height() - 4
        painter.fillRect(QRectF(self._left, 0, max(left - self._left, 0), height), veil)
        painter.fillRect(QRectF(right, 0, max(self._left + self._width - right, 0), height), veil)

    def _paint_handle(self, painter: QPainter, x: float) -> None:
        """Show that the edge can be taken hold of."""
        now, tall = theme.current(), min(HANDLE, self.height() - 8)
        box = QRectF(x - 2.5, (self.height() - 4 - tall) / 2, 5, tall)
        painter.setPen(QPen(now.color("accent"), 1))
        painter.setBrush(now.color("field"))
        painter.drawRoundedRect(box, 2, 2)

    def _paint_ground(self) -> QPixmap:
        now, ratio = theme.current(), self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(now.color("window"))
        painter = QPainter(pixmap)
        track = QRectF(self._left, 0, self._width, self.height() - 4)
        painter.fillRect(track, now.color("track"))
        bars = theme.mixed(now.color("soft"), now.color("track"), 0.55)
        for start, end, height in self._heights:
            left, tall = round(self.pixel(start)), max(1, round(height * (track.height() - 4)))
            width = max(1, round(self.pixel(end)) - left - (self.pixel(end) - left > 3))
            painter.fillRect(QRectF(left, track.bottom() - tall, width, tall), bars)
        painter.end()
        return pixmap

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge or of the window; beside it, bring it here first."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._hold = self._part_at(x)
        if self._hold is None:
            half = (self._window[1] - self._window[0]) / 2
            self.window_moved.emit(self.ordinal(x) - half, self.ordinal(x) + half)
            self._hold = "window"
        self._grabbed = self.ordinal(x) - self._window[0]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show what could be."""
        x = event.position().x()
        left, right = self._window
        least = (self._range[1] - self._range[0]) * 4 / max(self._width, 4.0)
        if self._hold == "left":
            self.window_moved.emit(min(self.ordinal(x), right - least), right)
        elif self._hold == "right":
            self.window_moved.emit(left, max(self.ordinal(x), left + least))
        elif self._hold == "window":
            start = min(max(self.ordinal(x) - self._grabbed, self._range[0]), self._range[1] - (right - left))
            self.window_moved.emit(start, start + right - left)
        else:
            self._show_hold(self._part_at(x))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._hold = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show the whole range."""
        self.window_moved.emit(*self._range)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the day under the mouse."""
        if event.angleDelta().y():
            self.wheel_turned.emit(event.angleDelta().y() / 120, self.ordinal(event.position().x()))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Claim our keys before a shortcut of the window takes them."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self._wish(event) is not None:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the window or one of its edges, or show everything."""
        wish = self._wish(event)
        if wish is None:
            event.ignore()
        else:
            self.window_moved.emit(*wish)

    def _wish(self, event: QKeyEvent) -> tuple[float, float] | None:
        """The days that a key asks for, in ordinals."""
        (low, high), (left, right) = self._range, self._window
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        by = (right - left) * STEP * {Keys.Key_Left: -1, Keys.Key_Right: 1}.get(Keys(event.key()), 0)
        wishes = {
            Keys.Key_Home: (low, low + right - left), Keys.Key_End: (high - (right - left), high),
            Keys.Key_0: (low, high), Keys.Key_Escape: (low, high),
        }  # fmt: skip
        if not by:
            return wishes.get(Keys(event.key())) if not held else None
        if held == Qt.KeyboardModifier.ShiftModifier:
            return left, min(right + by, high)
        if held == Qt.KeyboardModifier.ControlModifier:
            return max(left + by, low), right
        by = min(max(by, low - left), high - right)
        return (left + by, right + by) if not held else None

    def _part_at(self, x: float) -> str | None:
        left, right = self.pixel(self._window[0]), self.pixel(self._window[1])
        if abs(x - left) <= GRIP:
            return "left"
        if abs(x - right) <= GRIP:
            return "right"
        return "window" if left < x < right else None

    def _show_hold(self, part: str | None) -> None:
        shapes = {"left": Qt.CursorShape.SizeHorCursor, "right": Qt.CursorShape.SizeHorCursor}
        shapes["window"] = Qt.CursorShape.OpenHandCursor
        self.setCursor(shapes.get(part or "", Qt.CursorShape.ArrowCursor))
