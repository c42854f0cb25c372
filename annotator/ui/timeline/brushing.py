"""Days chosen by dragging: a new band over the bins, or an edge of the band that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication

from annotator.timeline.calendar import bin_at, bin_number
from annotator.timeline.choice import BinChoice
from annotator.ui import theme
from annotator.ui.timeline.frame import day_at

if TYPE_CHECKING:
    from annotator.ui.timeline.keyed import KeyedChart

GRIP = 5.0  # pixels on each side of an edge that take hold of it
INSIDE = 0.5  # days
HANDLE = 16.0  # pixels; how tall the mark is by which an edge is taken


class Brushing:
    """One drag after the other on a chart; whole bins are chosen, and told once the mouse is released."""

    def __init__(self, chart: KeyedChart) -> None:
        self._chart = chart
        self._pressed: QPointF | None = None
        self._anchor = 0.0  # the ordinal of the end that stays
        self._series: int | None = None
        self._before: BinChoice | None = None
        self._is_on = False
        self._was_given_up = False

    def begin(self, here: QPointF) -> None:
        """Remember where a drag may begin: anywhere but in the gutter; beside the days it begins at their edge."""
        chart, edge = self._chart, self.edge_at(here)
        self._pressed = None if chart.gutter_area().contains(here) else here
        self._before, self._series = chart.choice, None
        self._is_on = self._was_given_up = False
        self._anchor = self._day_under(here)
        if edge is not None and chart.choice is not None and chart.choice.first and chart.choice.last:
            self._series = chart.choice.series
            other = chart.choice.last if edge == "left" else chart.choice.first
            self._anchor = other.toordinal() + INSIDE

    def move(self, here: QPointF) -> None:
        """Choose all bins between where the drag began and the mouse, wherever that is."""
        if self._pressed is None or self._was_given_up:
            return
        far = abs(here.x() - self._pressed.x()) >= QApplication.startDragDistance()
        self._is_on = self._is_on or far
        if self._is_on:
            choice = self._bins_between(*sorted((self._anchor, self._day_under(here))))
            if choice != self._chart.choice:
                self._chart.choose(choice)

    def end(self) -> bool:
        """Tell what was chosen; False if nothing was dragged, and the mouse only clicked."""
        was_on, self._pressed, self._is_on = self._is_on or self._was_given_up, None, False
        if was_on and not self._was_given_up:
            if self._chart.choice is not None:
                self._chart.chosen.emit(self._chart.choice)
            else:
                self._chart.cleared.emit()
        self._was_given_up = False
        return was_on

    def give_up(self) -> bool:
        """Show what was chosen before the drag that is under way; False if none is."""
        if not self._is_on:
            return False
        self._is_on, self._was_given_up = False, True
        self._chart.choose(self._before)
        return True

    def edge_at(self, here: QPointF) -> str | None:
        """Which edge of the chosen days (`left`, `right`) is under a pixel of the viewport."""
        chart, choice, area = self._chart, self._chart.choice, self._chart.plot_area()
        if choice is None or choice.first is None or choice.last is None or not area.contains(here):
            return None
        x = here.x() - area.left()
        edges = (("right", choice.last.toordinal() + 1), ("left", choice.first.toordinal()))
        found = min(edges, key=lambda edge: abs(chart.frame.x(edge[1]) - x))
        return found[0] if abs(chart.frame.x(found[1]) - x) <= GRIP else None

    def paint(self, painter: QPainter) -> None:
        """Draw a handle on each edge of the chosen days that is in view."""
        chart, choice, area = self._chart, self._chart.choice, self._chart.plot_area()
        if choice is None or choice.first is None or choice.last is None:
            return
        now = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.color("accent"), 1))
        painter.setBrush(now.color("field"))
        tall = min(HANDLE, area.height() / 2)
        for ordinal in (choice.first.toordinal(), choice.last.toordinal() + 1):
            x = chart.frame.x(ordinal)
            if -1 <= x <= area.width() + 1:
                box = QRectF(area.left() + round(x) - 2, area.top() + (area.height() - tall) / 2, 4, tall)
                painter.drawRoundedRect(box, 2, 2)

    def _day_under(self, here: QPointF) -> float:
        """The day, with its fraction, under the mouse; beside the plot that at its edge."""
        area = self._chart.plot_area()
        return self._chart.ordinal_at(min(max(here.x(), area.left()), area.right() - 1e-3))

    def _bins_between(self, first: float, last: float) -> BinChoice | None:
        """The bins between two ordinals that are among those counted; None if there is none."""
        tally, unit = self._chart.tally, self._chart.unit
        low, high = bin_number(day_at(first), unit), bin_number(day_at(last), unit)
        if tally.last < tally.first or high < tally.first or low > tally.last:
            return None
        low, high = max(low, tally.first), min(high, tally.last)
        return BinChoice(bin_at(low, unit).start, bin_at(high, unit).last, self._series)
