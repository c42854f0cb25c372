"""The visible days: which they are, how they move, and the unit of the bins that suits them."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.timeline.almanac import PLAIN
from annotator.timeline.calendar import AUTO, MEAN_DAYS, Unit, bin_at, room_for
from annotator.timeline.counts import Timeline
from annotator.ui.timeline.frame import Frame, day_at
from annotator.ui.timeline.marks import bin_span

FEWEST_BINS = 14  # a chart of less is widened, so that few dates do not become walls


class DayView(pyqtgraph.GraphicsView):
    """A view of the days of a timeline, in ordinals as in `date.toordinal`; what it draws is told in `refresh`.

    `range_changed` tells that other days are visible, `unit_changed` that bins of another unit are shown.
    """

    range_changed = Signal()
    unit_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.timeline = Timeline((), (), ())
        self.wish, self.unit = AUTO, Unit.WEEK
        self.almanac = PLAIN  # whose weeks and names are shown
        self.cursor: tuple[int | None, int | None] | None = None  # bin number (None: undated), tag's place
        self.frame = Frame(0, 1, 1, 1, 1)
        self._span_of_unit = 0.0
        self._known_whole: tuple[object, ...] = ()
        self._box = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._box.sigXRangeChanged.connect(self._range_moved)

    def refresh(self) -> None:
        """Lay everything out again for the range, size and choice of now."""

    def whole(self) -> tuple[float, float]:
        """The ordinals of the whole range, widened where it has few bins."""
        # Each frame asks for it a dozen times.
        asked = self.timeline, self.wish, self.almanac, self.width()
        if asked != self._known_whole[:-1]:
            self._known_whole = *asked, self._found_whole()
        found: tuple[float, float] = self._known_whole[-1]  # type: ignore[assignment]
        return found

    def _found_whole(self) -> tuple[float, float]:
        first, last = self.timeline.first, self.timeline.last
        if first is None or last is None:
            return (1.0, 2.0)
        room = self._room()
        unit = self.almanac.unit(self.timeline.unit(self.wish, room=room))
        left, right = map(float, bin_span(self.timeline.tally(unit)))
        missing = max(FEWEST_BINS * MEAN_DAYS[unit] - (right - left), 0)
        return left - missing / 2, right + missing / 2

    def _room(self) -> int:
        """How many bins fit; the same in every mode, so that another reading keeps the bins."""
        return room_for(self.width())

    def shows_all(self) -> bool:
        """Whether the whole range is visible."""
        left, right = self.whole()
        now_left, now_right = self._box.viewRange()[0]
        return bool(now_left <= left + 1e-6 and now_right >= right - 1e-6) or self.frame.width <= 1

    def set_range(self, left: float, right: float) -> None:
        """Show the days from ordinal `left` to `right`, within the whole range and not less than some bins."""
        self.show_range(left, right, least=self.least_days())

    def least_days(self) -> float:
        """How many days zooming leaves at least."""
        return 7.0 if self.wish == AUTO else 4 * MEAN_DAYS[Unit(self.wish)]

    def show_range(self, left: float, right: float, *, least: float) -> None:
        """Show the days from ordinal `left` to `right`, within the whole range and not less than so many."""
        low, high = self.whole()
        width = min(max(right - left, least), high - low)
        left = min(max((left + right - width) / 2, low), high - width)
        self._box.setLimits(xMin=low, xMax=high)
        self._box.setXRange(left, left + width, padding=0)

    def zoom(self, factor: float, *, about: float | None = None) -> None:
        """Show `factor` times as many days, keeping the ordinal `about` (else the middle) where it is."""
        left, right = self.frame.left, self.frame.right
        about = (left + right) / 2 if about is None else about
        low, high = self.whole()
        factor = min(factor, (high - low) / (right - left))
        self.set_range(about - (about - left) * factor, about + (right - about) * factor)

    def pan(self, days: float) -> None:
        """Show later days (earlier ones where negative), as many as now."""
        low, high = self.whole()
        days = min(max(days, low - self.frame.left), high - self.frame.right)
        self.set_range(self.frame.left + days, self.frame.right + days)

    def show_all(self) -> None:
        """Show the whole range."""
        self.set_range(*self.whole())

    def reveal(self, number: int) -> None:
        """Pan until the bin is visible."""
        interval = bin_at(number, self.unit)
        left, right = interval.start.toordinal(), interval.last.toordinal() + 1
        if left < self.frame.left:
            self.pan(left - self.frame.left)
        elif right > self.frame.right:
            self.pan(right - self.frame.right)

    def _range_moved(self) -> None:
        self._choose_unit()
        self.refresh()
        self.range_changed.emit()

    def _choose_unit(self, *, anew: bool = False) -> None:
        left, right = self._box.viewRange()[0]
        # While panning the number of bins in view wavers by one: the unit must not.
        if not anew and abs((right - left) - self._span_of_unit) <= 0.01 * self._span_of_unit:
            return
        self._span_of_unit = right - left
        first, last = self.timeline.first, self.timeline.last
        if first is not None and last is not None:
            first = max(first, day_at(left))
            last = max(min(last, day_at(right - 1e-6)), first)
        unit = self.almanac.unit(self.timeline.unit(self.wish, room=self._room(), first=first, last=last))
        if unit is not self.unit:
            self.unit, self.cursor = unit, None
            self.unit_changed.emit()
