"""What keys mean on the chart: walk from bin to bin, choose, open, zoom, step through the annotations, give up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.timeline.calendar import bin_at
from annotator.timeline.choice import BinChoice
from annotator.ui import theme
from annotator.ui.timeline.brushing import Brushing
from annotator.ui.timeline.chart import Chart
from annotator.ui.timeline.event_gestures import EventGestures
from annotator.ui.timeline.segmented import BY_KEY

ZOOM_A_NOTCH = 0.8
PAGE = 0.8  # of the days in view, that a page goes on
Keys, Modifier = Qt.Key, Qt.KeyboardModifier
Cursor = tuple[int | None, int | None] | None  # bin (None: the undated), and the place of a bar


class KeyedChart(Chart):
    """A chart that answers to keys.

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
    gestures: EventGestures
    brushing: Brushing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Timeline")
        self._space = self._panned = False
        self._was_focused_by_key = False
        self.was_walked = False  # whether the cursor stands where it was put, and not where the mouse happens to be

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
        return self._acts().get(event.text().lower()) or self._acts().get(event.key())

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
        self._space = self._was_focused_by_key = False
        self.viewport().update()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show who works with keys that these are heard here now."""
        self._was_focused_by_key = event.reason() in BY_KEY
        self.viewport().update()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart, handles on what was brushed, and a line around the plot while keys brought the focus here."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._was_focused_by_key and self.hasFocus():
            painter.setPen(QPen(theme.current().color("accent"), 1))
            painter.drawRect(self.plot_area().adjusted(-2.5, 2.5, 2.5, 0.5))
        self.brushing.paint(painter)
        painter.end()

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
            Keys.Key_PageUp: lambda: self._page(-1),
            Keys.Key_PageDown: lambda: self._page(1),
            Keys.Key_Home: lambda: self._walk_to(self.tally.first),
            Keys.Key_End: lambda: self._walk_to(self.tally.last),
            Keys.Key_Return: self._open,
            Keys.Key_Enter: self._open,
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

    def _page(self, step: int) -> None:
        """Go on by most of what is in view, and let the cursor keep its place in it."""
        seen, number = self.seen(), None if self.cursor is None else self.cursor[0]
        if number is None:
            self.pan(step * PAGE * (self.frame.right - self.frame.left))
            return
        bins = max(int(len(seen) * PAGE), 1)
        self.pan(step * PAGE * (self.frame.right - self.frame.left))
        self._walk_to(number + step * bins)

    def _walk_to(self, number: int | None) -> None:
        if number is not None:
            if self.tally.last < self.tally.first:
                return
            number = min(max(number, self.tally.first), self.tally.last)
            self.reveal(number)
        self.point_at_bin((number, None))
        self.pointed.emit()

    def point_at_bin(self, cursor: Cursor) -> None:
        """Put the cursor on a bin (None: the undated) and perhaps on the bar of one series."""
        self.was_walked = True
        super().point_at_bin(cursor)

    def stand_at(self, cursor: Cursor) -> None:
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

    def _open(self) -> None:
        """Open what is under the cursor, else what is chosen."""
        if self.cursor is None and self.choice is not None:
            self.opened.emit(self.choice)
        else:
            self._take_cursor(self.opened.emit)

    def _cursor_ordinal(self) -> float | None:
        column, _ = self.column_of_cursor()
        if column is None or column.number is None:
            return None
        return self.frame.ordinal((column.left + column.right) / 2)

    def _fit_choice(self) -> None:
        choice = self.choice
        if choice is not None and choice.first is not None and choice.last is not None:
            self.set_range(choice.first.toordinal(), choice.last.toordinal() + 1)
        elif self.cursor is not None and self.cursor[0] is not None:
            interval = bin_at(self.cursor[0], self.unit)
            self.set_range(interval.start.toordinal(), interval.last.toordinal() + 1)

    def _peel(self) -> None:
        if self.brushing.give_up():
            return
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
            self.clear_choice()
        else:
            self.show_all()

    def clear_choice(self) -> None:
        """Give up the choice, and tell of it if there was one."""
        if self.choice is not None:
            self.choose(None)
            self.cleared.emit()
