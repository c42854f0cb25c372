"""What the timeline panel shows and how, as one value that is read, changed in its parts, and heard of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.timeline.calendar import AUTO, Unit
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, DateRule, Group, Share

Days = tuple[date | None, date | None]


class ViewedPanel(QWidget):
    """A panel with a view; `view_changed` tells that it is another in any way, in its days too.

    Whoever counts compares what matters to counting.
    """

    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = self._view_told = ChartView()

    def days_in_view(self) -> Days | None:
        """The first and the last day in view, None and None where all are; None where no chart knows any."""
        return None

    def apply_view(self, view: ChartView) -> None:
        """Show the counts at hand in this way."""

    @property
    def view(self) -> ChartView:
        """What is shown and how, with the days in view (None where all are)."""
        days = self.days_in_view()
        return self._view if days is None else replace(self._view, first=days[0], last=days[1])

    def show_view(self, view: ChartView) -> None:
        """Show the counts as `view` says; whoever counts hears `view_changed` and brings others where need be."""
        self._view = view
        self.apply_view(view)

    @property
    def mode(self) -> str:
        """The reading: `stacked`, `grouped`, `normalized` or `lanes`."""
        return self._view.mode.value

    def set_mode(self, mode: str) -> None:
        """Read the counts in another way."""
        self.show_view(replace(self.view, mode=Mode(mode)))

    @property
    def unit(self) -> str:
        """The unit asked for: `auto` or one of `day`, `week`, `month`, `quarter`, `year`."""
        return self._view.unit

    def set_unit(self, unit: str) -> None:
        """Cut the calendar in another way."""
        self.show_view(replace(self.view, unit=AUTO if unit == AUTO else Unit(unit).value))

    def set_group(self, group: str) -> None:
        """Let a series stand for a tag, a source or an analyst; names hidden among the others are shown again."""
        if Group(group) is not self._view.group:
            self.show_view(replace(self.view, group=Group(group), hidden=frozenset()))

    def set_share(self, share: str) -> None:
        """Divide by the annotations of a bin or by its articles, in the normalised reading."""
        self.show_view(replace(self.view, share=Share(share)))

    def set_dates(self, dates: str) -> None:
        """Let the day of publication count, or the day on which an annotation was made."""
        self.show_view(replace(self.view, dates=DateRule(dates)))

    def set_hidden(self, names: frozenset[str]) -> None:
        """Leave the series with these names out of the chart."""
        self.show_view(replace(self.view, hidden=frozenset(names)))

    def tell_view(self) -> None:
        """Say so if the view is another than was said last."""
        view = self.view
        if view != self._view_told:
            self._view_told = view
            self.view_changed.emit()
