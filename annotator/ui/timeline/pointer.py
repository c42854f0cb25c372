"""What mouse and keys mean on the chart: choose, open, brush, zoom, pan, and walk from bin to bin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.timeline.calendar import bin_at, bin_number
from annotator.timeline.choice import BinChoice
from annotator.ui.timeline.chart import Chart
from annotator.ui.timeline.days import day_at
from annotator.ui.timeline.event_gestures import EventGestures

NOTCH = 120.0  # the angle of one wheel notch, in eighths of a degree
ZOOM_A_NOTCH = 0.8
Buttons, Keys, Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


class LiveChart(Chart):
    """A chart that answers to mouse and keys.

    `chosen` and `opened` carry a BinChoice, `cleared` tells that the choice was given up, `outline_given_up` that
    nothing is to be compared; `pointed` tells that the cursor stands elsewhere (read `column_of_cursor`). `stepped`
    asks for the next annotation of the bars (1) or the one before (-1).
    """

    chosen = Signal(object)
    opened = Signal(object)
    cleared = Signal()
    pointed = Signal()
    stepped = Signal(int)
    outline_given_up = Signal()
    undated_menu_asked = Signal(QPoint)  # a place on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self._pressed: QPointF | None = None
        self._dragging: str | None = None  # "brush" or "pan"
        self._last = QPointF()
        self._space = self._panned = False
        self.was_walked = False  # whether the cursor stands where it was put, and not where the mouse happens to be
        self.gestures = EventGestures(self)

    # -- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click, a brush or a pan begins."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self._space and self.gestures.pressed(event):
            return
        self._pressed = self._last = event.position()
        if event.button() is Buttons.MiddleButton or self._space:
            self._dragging, self._panned = "pan", True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is not Buttons.LeftButton:
            self._pressed = None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Brush, pan, or point at what is under the mouse."""
        here = event.position()
        if self._pressed is None and self.gestures.moved(event):
            self._point(QPointF(-1, -1))
            return
        if self._dragging == "pan":
            self.pan((self._last.x() - here.x()) / self.frame.per_day)
        elif self._pressed is not None and self._may_brush(here):
            self._dragging = "brush"
            self._brush(here)
        elif self._pressed is None:
            self._point(here)
        self._last = here
        event.accept()

    def _may_brush(self, here: QPointF) -> bool:
        assert self._pressed is not None
        far = (here - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        return self._dragging == "brush" or (far and self.plot_area().contains(self._pressed))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or take a click."""
        if self._pressed is None and self.gestures.released(event):
            return
        pressed, dragging = self._pressed, self._dragging
        self._pressed, self._dragging = None, None
        self.unsetCursor()
        if dragging == "brush" and self.choice is not None:
            self.chosen.emit(self.choice)
        elif pressed is not None and dragging is None:
            self._take(event.position(), self.chosen.emit, whole=_shift(event))
        event.accept()

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
            self._clear()
            return
        choice = self.choice_of(column, None if whole else bar)
        self.choose(choice)
        tell(choice)

    def _clear(self) -> None:
        if self.choice is not None:
            self.choose(None)
            self.cleared.emit()

    def _point(self, point: QPointF) -> None:
        column, bar = self.column_under(point)
        place = None if column is None else (column.number, None if bar is None else bar.tag)
        if place != self.cursor:
            self.point_at_bin(place)
            self.was_walked = False
            self.pointed.emit()

    def point_at_bin(self, cursor: tuple[int | None, int | None] | None) -> None:
        """Put the cursor on a bin (None: the undated) and perhaps on the bar of one tag."""
        self.was_walked = True
        super().point_at_bin(cursor)

    def _brush(self, here: QPointF) -> None:
        """Choose all bins that the mouse has passed since it was pressed."""
        assert self._pressed is not None
        tally = self.tally
        if tally.last < tally.first:
            return
        ends = sorted((self.ordinal_at(self._pressed.x()), self.ordinal_at(here.x())))
        first, last = (min(max(bin_number(day_at(end), self.unit), tally.first), tally.last) for end in ends)
        choice = BinChoice(bin_at(first, self.unit).start, bin_at(last, self.unit).last)
        if choice != self.choice:
            self.choose(choice)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the mouse; sideways, or with Shift, pan."""
        delta = event.angleDelta()
        sideways = delta.x() or (delta.y() if _shift(event) else 0)
        if sideways:
            self.pan(-sideways / NOTCH * (self.frame.right - self.frame.left) * 0.1)
        elif delta.y():
            about = self.ordinal_at(event.position().x())
            self.zoom(ZOOM_A_NOTCH ** (delta.y() / NOTCH), about=about)
        event.accept()

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

    # -- keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim our keys before a shortcut of the window takes them: here `0` shows all and is no tag's key."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self._meaning(event) is not None:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose, open, zoom; Esc gives up one thing at a time."""
        act = self._meaning(event)
        if act is None:
            event.ignore()
        else:
            act()

    def _meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() & (Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier):
            return None
        of_events = self.gestures.meaning(event)
        if of_events is not None:
            return of_events
        return self._acts().get(event.text()) or self._acts().get(event.key())

    def _hold_space(self) -> None:
        if not self._space:
            self._space, self._panned = True, False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space released: dragging brushes again. Pressed and released alone it chooses the bar of the cursor."""
        if event.key() == Keys.Key_Space and not event.isAutoRepeat():
            if self._space and not self._panned:
                self._take_cursor(self.chosen.emit)
            self._space = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a Space whose release goes elsewhere."""
        self._space = False
        super().focusOutEvent(event)

    def _acts(self) -> dict[str | int, Callable[[], None]]:
        return {
            Keys.Key_Space: self._hold_space,
            Keys.Key_Left: lambda: self._walk(-1),
            Keys.Key_Right: lambda: self._walk(1),
            Keys.Key_Up: lambda: self._climb(1),
            Keys.Key_Down: lambda: self._climb(-1),
            "+": lambda: self.zoom(ZOOM_A_NOTCH, about=self._cursor_ordinal()),
            "=": lambda: self.zoom(ZOOM_A_NOTCH, about=self._cursor_ordinal()),
            "-": lambda: self.zoom(1 / ZOOM_A_NOTCH, about=self._cursor_ordinal()),
            "0": self.show_all,
            "f": self._fit_choice,
            ",": lambda: self.stepped.emit(-1),
            ".": lambda: self.stepped.emit(1),
            Keys.Key_Home: lambda: self._walk_to(self.tally.first),
            Keys.Key_End: lambda: self._walk_to(self.tally.last),
            Keys.Key_Return: lambda: self._take_cursor(self.opened.emit),
            Keys.Key_Enter: lambda: self._take_cursor(self.opened.emit),
            Keys.Key_Escape: self._peel,
        }

    def _walk(self, step: int) -> None:
        tally = self.tally
        if self.cursor is None:
            seen = [column.number for column in self.marks.columns if column.number is not None]
            start = (seen[0] if step > 0 else seen[-1]) if seen else None
            self._walk_to(start)
        elif self.cursor[0] is None:  # in the gutter, left of the first bin
            if step > 0:
                self._walk_to(tally.first)
        elif self.cursor[0] + step < tally.first:
            self._walk_to(None if self.timeline.undated else tally.first)
        else:
            self._walk_to(self.cursor[0] + step)

    def _walk_to(self, number: int | None) -> None:
        if number is not None:
            if self.tally.last < self.tally.first:
                return
            number = min(max(number, self.tally.first), self.tally.last)
            self.reveal(number)
        self.point_at_bin((number, None))
        self.pointed.emit()

    def stand_at(self, cursor: tuple[int | None, int | None] | None) -> None:
        """Put the cursor on a bin and perhaps a bar, and tell of it; None takes it away."""
        self.point_at_bin(cursor)
        self.pointed.emit()

    def _climb(self, step: int) -> None:
        column, bar = self.column_of_cursor()
        if column is None or not column.bars:
            return
        stops: list[int | None] = [None, *(each.tag for each in column.bars)]
        place = stops.index(None if bar is None else bar.tag)
        self.point_at_bin((column.number, stops[(place + step) % len(stops)]))
        self.pointed.emit()

    def _take_cursor(self, tell: Callable[[BinChoice], None]) -> None:
        column, bar = self.column_of_cursor()
        if column is not None:
            choice = self.choice_of(column, bar)
            self.choose(choice)
            tell(choice)

    def _cursor_ordinal(self) -> float | None:
        column, _ = self.column_of_cursor()
        if column is None or column.number is None:
            return None
        return self.frame.ordinal((column.left + column.right) / 2)

    def _fit_choice(self) -> None:
        choice = self.choice
        if choice is not None and choice.first is not None and choice.last is not None:
            self.set_range(choice.first.toordinal(), choice.last.toordinal() + 1)

    def _peel(self) -> None:
        if self.cursor is not None:
            self.point_at_bin(None)
            self.pointed.emit()
        elif not self.peel_outline():
            self._peel_rest()

    def peel_outline(self) -> bool:
        """Give up what was laid over the counts, where that is newer than the choice; whether there was anything."""
        newest = self.view.compared is not None and (self.outline_is_newest or self.choice is None)
        if newest:
            self.outline_given_up.emit()
        return newest

    def _peel_rest(self) -> None:
        if self.choice is not None:
            self._clear()
        else:
            self.show_all()


def _shift(event: QMouseEvent | QWheelEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
