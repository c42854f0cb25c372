"""From counts per day to counts per bin: the columns of the chart, with the undated beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from annotator.records import DayCount
from annotator.timeline.arrays import Whole, summed
from annotator.timeline.calendar import AUTO, Unit, bin_at, bin_number, choose_unit
from annotator.timeline.series import Named, Series
from annotator.timeline.tally import Coverage, Entry, Tally, tally_of


class Timeline:
    """The counts per day of some series, ready to be cut into bins of any unit; each cut is made once."""

    def __init__(
        self,
        days: Iterable[DayCount] = (),
        article_days: Iterable[tuple[date | None, int]] = (),
        series: Iterable[Named] = (),
    ) -> None:
        """Counts one by one; without `article_days` nobody knows which days are covered."""
        named = tuple(map(Series.of, series))
        rows = [(_ordinal(each.day), each.tag_id, each.annotations) for each in days]
        articles = [(_ordinal(day), number) for day, number in article_days]
        coverage = coverage_of(np.array(articles, dtype=np.int64).reshape(-1, 2).T) if articles else None
        columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        self._take(tally_of(columns, [one.id for one in named], coverage), named)

    @classmethod
    def of(cls, daily: Tally, series: Iterable[Named]) -> Timeline:
        """The timeline of counts that are known per day already; `series` has one for each of the tally's."""
        made: Timeline = object.__new__(cls)
        made._take(daily, tuple(map(Series.of, series)))
        return made

    def _take(self, daily: Tally, series: tuple[Series, ...]) -> None:
        self.series = series
        self._tallies = {Unit.DAY: daily}
        dated = daily.last >= daily.first
        self.first: date | None = date.fromordinal(daily.first) if dated else None
        self.last: date | None = date.fromordinal(daily.last) if dated else None
        self.annotations = daily.total
        self.undated = sum(daily.undated)

    @property
    def undated_articles(self) -> int:
        """How many articles have no date."""
        coverage = self._tallies[Unit.DAY].coverage
        return coverage.undated if coverage is not None else 0

    def has_articles(self) -> bool:
        """Whether there is any article at all, as far as is known."""
        coverage = self._tallies[Unit.DAY].coverage
        return coverage is not None and bool(coverage.undated or coverage.articles.any())

    def names_of(self, place: int) -> tuple[str, ...]:
        """The names that the series at a place stands for: its own, or those of all that are folded into it."""
        return (self.series[place].name,)

    def is_incomplete(self, tally: Tally, number: int) -> bool:
        """Whether the articles reach over less than two thirds of a bin's days, as they may of the first and last."""
        if self.first is None or self.last is None or tally.first < number < tally.last:
            return False
        interval = bin_at(number, tally.unit)
        held = min(self.last, interval.last) - max(self.first, interval.start)
        return (held.days + 1) * 3 < ((interval.last - interval.start).days + 1) * 2

    def grown(self, entries: Iterable[Entry]) -> Timeline:
        """The timeline with these counts on top; the cuts made so far are taken along."""
        entries = list(entries)
        made = Timeline.of(self._tallies[Unit.DAY].grown(entries), self.series)
        for unit, cut in self._tallies.items():
            if unit is not Unit.DAY:
                made._tallies[unit] = cut.grown(entries)
        return made

    def tally(self, unit: Unit) -> Tally:
        """The counts per bin of `unit`."""
        if unit not in self._tallies:
            self._tallies[unit] = self._tallies[Unit.DAY].coarser(unit)
        return self._tallies[unit]

    def unit(self, wish: str, *, room: int, first: date | None = None, last: date | None = None) -> Unit:
        """The unit meant by `wish`; `auto` fits the days `first` to `last` (or all) into `room` bins."""
        if wish != AUTO:
            return Unit(wish)
        first, last = first or self.first, last or self.last
        if first is None or last is None:
            return Unit.WEEK
        return choose_unit(first, last, room=room, filled=lambda unit: self._filled(unit, first, last))

    def _filled(self, unit: Unit, first: date, last: date) -> float:
        """The share of the bins from `first` to `last` that hold an annotation or an article."""
        return self.tally(unit).filled(range(bin_number(first, unit), bin_number(last, unit) + 1))


def coverage_of(columns: Whole) -> Coverage:
    """How many articles there are per day; `columns` are two rows: ordinals of days (0: undated) and articles."""
    days, articles = columns
    dated = (days > 0) & (articles > 0)
    return Coverage(*summed(days[dated], articles[dated]), int(articles[days == 0].sum()))


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()
