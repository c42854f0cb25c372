"""What is laid over the chart: begun with other days or another filter, told in words, and ended.

What counts is imported late: the first picture does without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from annotator.records import Wanted
from annotator.timeline.calendar import bin_at, bin_number
from annotator.timeline.view import Compared, Group
from annotator.ui import locality

if TYPE_CHECKING:
    from annotator.timeline.comparing import Differences
    from annotator.ui.timeline.chart import Chart
    from annotator.ui.timeline.differences_table import DifferencesTable
    from annotator.ui.timeline.panel import TimelinePanel
    from annotator.ui.timeline.picking import Picking
    from annotator.ui.timeline.plot import Plot


class Comparing(QObject):
    """The comparison of one timeline panel; the days compared are those chosen, or else those in view.

    `changed` tells that something else is compared, or nothing, or that days are being picked, or no longer;
    `filter_asked` that another filter is to be asked for.
    """

    changed = Signal()
    filter_asked = Signal()

    def __init__(self, panel: TimelinePanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._picking: Picking | None = None
        self._table: DifferencesTable | None = None
        self.say: Callable[[Wanted], str] = self._say

    @property
    def compared(self) -> Compared | None:
        """What is laid over the counts."""
        return self._panel.view.compared

    def numbers(self) -> range:
        """The bins that are compared: those of the days chosen, else those in view; none without a chart."""
        chart = self._chart()
        if chart is None:
            return range(0)
        chosen = chart.chosen_bins()
        return chosen or chart.seen()

    def before(self) -> Compared | None:
        """As many days directly before these; None where nothing is counted there."""
        from annotator.timeline.comparing import days_before

        numbers = self.numbers()
        return self._counted(days_before(numbers, self._panel.shown_unit)) if numbers else None

    def year_earlier(self) -> Compared | None:
        """The same days a year earlier; None where nothing is counted there."""
        from annotator.timeline.comparing import a_year_earlier

        numbers = self.numbers()
        return self._counted(a_year_earlier(numbers, self._panel.shown_unit)) if numbers else None

    def _counted(self, wish: Compared | None) -> Compared | None:
        from annotator.timeline.comparing import laid_over

        timeline = self._panel.timeline
        if wish is None or timeline.first is None or timeline.last is None:
            return None
        unit = self._panel.shown_unit
        there = laid_over(self.numbers(), wish, unit)
        low, high = bin_number(timeline.first, unit), bin_number(timeline.last, unit)
        return wish if there.start <= high and there.stop > low else None

    def days_of(self, wish: Compared | None) -> str:
        """The other days of a comparison in words; empty for none."""
        if wish is None:
            return ""
        from annotator.timeline.comparing import laid_over
        from annotator.timeline.comparing_words import bins_in_words

        unit = self._panel.shown_unit
        return bins_in_words(laid_over(self.numbers(), wish, unit), unit, locality.almanac())

    # -- verbs -----------------------------------------------------------------------------------

    def begin(self, wish: Compared | None) -> None:
        """Lay something else over the chart; None changes nothing."""
        if wish is not None:
            self.end_picking()
            self._show(wish)

    def begin_on(self, first: date) -> None:
        """Compare with as many days from the bin of `first` on."""
        numbers = self.numbers()
        if numbers:
            self.begin(Compared(bin_at(numbers.start, self._panel.shown_unit).start, first))

    def begin_with(self, wanted: Wanted) -> None:
        """Compare the same days under another filter."""
        self.begin(Compared(wanted=wanted))

    def stop(self) -> None:
        """Compare with nothing any more."""
        self.end_picking()
        if self._panel.view.compared is not None:
            self._show(None)

    def _show(self, compared: Compared | None) -> None:
        chart = self._chart()
        if chart is not None:
            chart.outline_is_newest = compared is not None
        self._panel.show_view(replace(self._panel.view, compared=compared))
        self.changed.emit()

    # -- days picked on the chart ----------------------------------------------------------------

    def pick(self) -> None:
        """Let the next click on the chart say where the other days begin."""
        from annotator.ui.timeline.picking import Picking  # late, as the chart

        chart = self._panel.ensure_plot().chart
        self.end_picking()
        self._panel.show_table(shown=False)
        numbers = self.numbers()
        if not numbers:
            return
        unit = self._panel.shown_unit
        days = bin_at(numbers.start, unit).start, bin_at(numbers.stop - 1, unit).last
        picking = self._picking = Picking(chart, days)
        picking.picked.connect(lambda first: self._picked(days[0], first))
        picking.given_up.connect(self.end_picking)
        chart.setFocus()
        self.changed.emit()

    def _picked(self, anchor: date, first: date) -> None:
        self.begin(Compared(anchor, first))

    def is_picking(self) -> bool:
        """Whether the next click on the chart says where the other days begin."""
        return self._picking is not None

    def end_picking(self) -> None:
        """Pick no days any more."""
        picking, self._picking = self._picking, None
        if picking is not None:
            picking.end()
            self.changed.emit()

    # -- windows ---------------------------------------------------------------------------------

    def ask_for_date(self) -> None:
        """Ask from which day on the other days go."""
        from annotator.ui.dialogs.other_days import OtherDays

        numbers, unit = self.numbers(), self._panel.shown_unit
        if numbers:
            OtherDays(self._panel, numbers, unit, self.begin_on).open()

    def show_table(self) -> None:
        """Show the table of differences, which follows the chart, and go there."""
        from annotator.ui.timeline.differences_table import DifferencesTable

        if self._table is None or not isValid(self._table):
            self._table = DifferencesTable(self._panel, self)
        self._table.present()

    # -- words and numbers -----------------------------------------------------------------------

    def words(self) -> str:
        """What the outline is: other days, another filter, or both; empty while there is none."""
        compared = self.compared
        if compared is None:
            return ""
        from annotator.timeline.comparing_words import other_side

        return other_side(compared, self._panel.shown_unit, self.numbers(), self.say, locality.almanac())

    def differences(self) -> Differences | None:
        """How the counts differ from those of the outline; None while there is none, or its counts are not there."""
        chart = self._chart()
        other = chart.other if chart is not None else None
        if chart is None or other is None:
            return None
        from annotator.timeline.comparing import differences, undated_difference

        shown, hidden = chart.shown_tags(), chart.view.hidden
        found = differences(chart.timeline, other.timeline, chart.view, chart.unit, self.numbers(), shown=shown)
        if other.compared.wanted is None or chart.choice is not None:  # days are compared, and no undated ones
            return found
        return replace(found, undated=undated_difference(chart.timeline, other.timeline, shown, hidden))

    def said(self) -> str:
        """The comparison in one sentence."""
        found = self.differences()
        if found is None:
            return ""
        from annotator.timeline.comparing_words import summary

        return summary(found, self.words(), locality.almanac())

    def _say(self, wanted: Wanted) -> str:
        """A filter in words, as far as the names of its tags are known."""
        from annotator.timeline.comparing_words import filter_in_words

        names = self._panel.tag_names()
        if not names and self._panel.view.group is Group.TAG:
            names = {one.id: one.name for one in self._panel.timeline.series}
        return filter_in_words(wanted, names)

    def _chart(self) -> Chart | None:
        return self._panel.ensure_plot().chart if self._panel.has_plot() else None


def attach(comparing: Comparing, plot: Plot) -> None:
    """Tie the comparison to a chart: its chip, its words, and Escape."""

    def tell() -> None:
        plot.tell_outline(comparing.words(), picking=comparing.is_picking())

    plot.chip.words.comparing = comparing
    plot.chip.closed.connect(lambda: comparing.end_picking() if comparing.is_picking() else comparing.stop())
    plot.chart.outline_given_up.connect(comparing.stop)
    plot.comparison = comparing.said
    for moved in (comparing.changed, plot.chart.choice_changed, plot.chart.range_changed, plot.reading_changed):
        moved.connect(tell)
    tell()
