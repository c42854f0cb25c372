"""The days and the reading that a view asks for, kept until a person moves on to other days."""

from __future__ import annotations

from datetime import date
from math import ceil, floor

from PySide6.QtWidgets import QWidget

from annotator.timeline.calendar import AUTO, Unit, bin_number, start_ordinal
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import MOST, folded
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView
from annotator.ui.timeline.days import DayView
from annotator.ui.timeline.frame import day_at

HAIR = 1e-4  # days; less than this is an error of arithmetic and no part of a day

Days = tuple[date | None, date | None]


class ViewedDays(DayView):
    """A day view that shows what a ChartView says; `view` holds all of it but the days, which `days_in_view` tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ChartView()
        self.whole_timeline = self.timeline  # with every series, also those that are folded
        self._asked: Days = (None, None)

    @property
    def mode(self) -> Mode:
        """How the counts are read."""
        return self.view.mode

    def show_view(self, view: ChartView) -> None:
        """Show the counts at hand as `view` says; days outside the range are asked for again with other counts."""
        was_whole, now = self.shows_all(), self.days_in_view()
        self.view, self.wish, self.cursor = view, view.unit, None
        self.timeline = self._folded(self.whole_timeline)
        self._place()
        if (view.first, view.last) != now:
            self._go((view.first, view.last))
        else:
            self.set_range(*(self.whole() if was_whole else self._box.viewRange()[0]))
        self._choose_unit(anew=True)
        self.refresh()

    def days_in_view(self) -> Days:
        """The first and the last day of which a part is visible; None and None where all of them are."""
        if any(self._asked):
            return self._asked
        if self.timeline.first is None or self.shows_all():
            return None, None
        left, right = self._box.viewRange()[0]
        return day_at(floor(left + HAIR)), day_at(ceil(right - HAIR) - 1)

    def set_range(self, left: float, right: float) -> None:
        """Show these days, whatever a view had asked for."""
        self._asked = (None, None)
        super().set_range(left, right)

    def show_days_of(self, timeline: Timeline) -> None:
        """Take other counts: the days asked for, else those shown, else all."""
        (left, right), was_whole, asked = self._box.viewRange()[0], self.shows_all(), self._asked
        self.whole_timeline, self.timeline = timeline, self._folded(timeline)
        low, high = self.whole()
        self._box.setLimits(xMin=low, xMax=high)
        if any(asked):
            self._go(asked)
        elif was_whole or right <= low or left >= high:
            self.set_range(low, high)
        else:
            self.set_range(left, right)
        self._choose_unit(anew=True)

    def _go(self, days: Days) -> None:
        low, high = self.whole()
        first, last = days
        left = low if first is None else float(first.toordinal())
        right = high if last is None else last.toordinal() + 1.0
        if right - left < self.least_days():  # so few bins are seen whole: half a bar says nothing
            unit = self.almanac.unit(Unit.DAY if self.wish == AUTO else Unit(self.wish))
            left, right = (
                start_ordinal(bin_number(day_at(day), unit) + after, unit) for day, after in ((left, 0), (right - 1, 1))
            )
        self.show_range(left, right, least=1.0)
        self._asked = days

    def _folded(self, timeline: Timeline) -> Timeline:
        return folded(timeline, self.view.hidden, most=MOST[self.view.group], older=self.timeline)

    def _place(self) -> None:
        """Give the parts their places; some readings need more room for their names."""
