"""What a timeline panel counts: its numbers, those of an outline, and what is said where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.records import DayCount
from annotator.timeline.calendar import AUTO, Unit, room_for
from annotator.timeline.series import Named
from annotator.ui import locality
from annotator.ui.timeline.viewed_panel import ViewedPanel

if TYPE_CHECKING:  # numbers and their libraries are not for the first picture
    from annotator.timeline.counts import Timeline

NO_ARTICLES = "Once articles are imported and passages tagged, their bars stand here, by date of publication."
NONE_FIT = "No annotation is left by the filters of the timeline."
NO_ANNOTATIONS = "No annotations yet. Each tagged passage will add to a bar here, on its article's date."


class CountedPanel(ViewedPanel):
    """A panel with counts; what draws them says how in `show_counts`, `show_compared` and `show_waiting`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline: Timeline | None = None
        self.compared: Timeline | None = None  # counts under the other filter that the view compares with
        self.waiting = ""  # what is said instead of a chart while counts are made

    def show_counts(self) -> None:
        """Draw other counts."""

    def show_compared(self) -> None:
        """Draw another outline."""

    def show_waiting(self) -> None:
        """Say what is being done."""

    def set_counts(
        self,
        days: Iterable[DayCount],
        article_days: Iterable[tuple[date | None, int]],
        series: Iterable[Named],
    ) -> None:
        """Show counts that are known one by one."""
        from annotator.timeline.counts import Timeline

        self.set_timeline(Timeline(days, article_days, series))

    def set_timeline(self, timeline: Timeline) -> None:
        """Show the counts of a timeline as `project.charting` gives it."""
        self._timeline, self.waiting = timeline, ""
        self.show_counts()

    def set_compared(self, timeline: Timeline | None) -> None:
        """Take the counts under the other filter that the view compares with, on their own days; None: none.

        Other days of the same filter need no counts of their own.
        """
        if timeline is not self.compared:
            self.compared = timeline
            self.show_compared()

    def wait_for_counts(self, words: str) -> None:
        """Say in the place of the chart what is being done until there are counts of this view."""
        self.waiting = words
        self.show_waiting()

    @property
    def timeline(self) -> Timeline:
        """The counts shown."""
        if self._timeline is None:
            from annotator.timeline.counts import Timeline

            self._timeline = Timeline()
        return self._timeline

    def has_annotations(self) -> bool:
        """Whether there is anything to draw."""
        return self._timeline is not None and self._timeline.annotations > 0

    def counted_unit(self) -> Unit:
        """The unit of the bins that suits the counts and the width of the panel."""
        if self._timeline is None:
            return Unit.WEEK if self.unit == AUTO else Unit(self.unit)
        return self._timeline.unit(self.unit, room=room_for(self.width()))

    def totals(self) -> Sequence[str]:
        """All annotations and those without a date, in ever fewer words; nothing where there are none."""
        if self._timeline is None or not self._timeline.annotations:
            return ()
        from annotator.timeline.words import shorter_totals

        return shorter_totals(self._timeline, locality.almanac())

    def instead(self) -> str:
        """What is said in the place of a chart."""
        has_articles = self._timeline is not None and self._timeline.has_articles()
        return self.waiting or (NONE_FIT if self.view.wanted else NO_ANNOTATIONS if has_articles else NO_ARTICLES)
