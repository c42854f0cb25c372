"""The timeline as a place that was visited: what was seen on it and chosen, to be found again exactly so."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from annotator.timeline.choice import BinChoice
from annotator.timeline.view import ChartView
from annotator.ui.timeline.panel import TimelinePanel


class ChartPlace(NamedTuple):
    """How the timeline was looked at; `left` and `right` are the days in view to a fraction, in ordinals."""

    view: ChartView
    left: float
    right: float
    choice: BinChoice | None
    cursor: tuple[int | None, int | None] | None
    is_table: bool

    def is_at(self, other: ChartPlace) -> bool:
        """Whether both show the same; where the cursor stands is no matter."""
        return self._replace(cursor=None) == other._replace(cursor=None)


def here(panel: TimelinePanel) -> ChartPlace | None:
    """The place, if the focus is on the chart or its table; None else."""
    if not panel.has_focused_counts():
        return None
    chart = panel.ensure_plot().chart
    return ChartPlace(panel.view, chart.frame.left, chart.frame.right, chart.choice, chart.cursor, panel.is_table())


def show(panel: TimelinePanel, place: ChartPlace) -> None:
    """Show the timeline as it was, with the focus and the cursor on it; the choice is for whoever lists it."""
    if _without_days(panel.view) != _without_days(place.view):
        panel.show_view(place.view)
    if panel.is_table() != place.is_table:
        panel.show_table(shown=place.is_table)
    chart = panel.ensure_plot().chart
    chart.set_range(place.left, place.right)
    panel.set_choice(place.choice)
    panel.focus_counts()
    chart.stand_at(place.cursor)


def _without_days(view: ChartView) -> ChartView:
    return replace(view, first=None, last=None)
