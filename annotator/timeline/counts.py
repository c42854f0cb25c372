"""From counts per day to counts per bin: the columns of the chart, with the undated beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from operator import add, attrgetter, ne
from typing import Any

from annotator.records import DayCount
from annotator.timeline.calendar import Bin, Unit, bin_at, bin_number, choose_unit
from annotator.timeline.series import Named, Series

AUTO = "auto"
ROOM_A_BIN = 8  # pixels that `auto` wants for each bin
BESIDE_BINS = 112  # pixels of a chart that hold no bins: axis, gutter, margins
PLAIN_WIDTH = 1200  # pixels of a chart for which no screen sets the width


@dataclass(frozen=True, slots=True)
class Tally:
    """Annotations per bin and tag, and articles per bin; bins are numbers of `unit`, `first` to `last`.

    A row holds one count a series, in the order of `series`; bins without annotations have no row in `rows`. Where
    nothing is dated, `last` is `first - 1`. `articles` is None where nobody said which days are covered.
    """

    unit: Unit
    series: tuple[int, ...]
    first: int
    last: int
    rows: Mapping[int, tuple[int, ...]]
    undated: tuple[int, ...]
    articles: Mapping[int, int] | None
    sums: tuple[int, ...]  # all annotations of each series, the undated among them

    @property
    def total(self) -> int:
        """All annotations, the undated among them."""
        return sum(self.sums)

    def row(self, number: int) -> tuple[int, ...]:
        """The counts of one bin, one a series."""
        return self.rows.get(number) or (0,) * len(self.series)

    def covered(self, number: int) -> bool:
        """Whether any article (or annotation) falls into the bin; without coverage a zero means nothing."""
        return self.articles is None or number in self.articles or number in self.rows

    def numbers(self) -> range:
        """The numbers of all bins, those without annotations too."""
        return range(self.first, self.last + 1)

    def bins(self) -> Iterator[Bin]:
        """All bins in order."""
        return (bin_at(number, self.unit) for number in self.numbers())


Entry = tuple[date | None, int, int]  # what a DayCount says
FIELDS = (attrgetter("day"), attrgetter("tag_id"), attrgetter("annotations"))


def tally(
    days: Iterable[DayCount],
    unit: Unit,
    series: Sequence[int],
    article_days: Sequence[tuple[date | None, int]] = (),
) -> Tally:
    """The counts of `series` per bin; the range reaches over all annotations of these and all articles."""
    return grown(
        _covered(unit, tuple(series), article_days), ((entry.day, entry.tag_id, entry.annotations) for entry in days)
    )


def _covered(unit: Unit, series: tuple[int, ...], article_days: Sequence[tuple[date | None, int]]) -> Tally:
    """A tally without annotations that knows the articles."""
    none = (0,) * len(series)
    return Tally(unit, series, 1, 0, {}, none, _articles_per_bin(article_days, unit) if article_days else None, none)


def grown(counted: Tally, entries: Iterable[Entry]) -> Tally:
    """The tally with these counts (below 0: fewer) on top; bins that they do not touch keep their very rows."""
    place = {tag: number for number, tag in enumerate(counted.series)}
    touched: dict[int, list[int]] = {}
    undated, sums = list(counted.undated), list(counted.sums)
    for day, tag, count in entries:
        column = place.get(tag)
        if column is None or not count:
            continue
        sums[column] += count
        if day is None:
            undated[column] += count
            continue
        number = bin_number(day, counted.unit)
        if number not in touched:
            touched[number] = list(counted.row(number))
        touched[number][column] += count
    rows = {**counted.rows, **{number: tuple(row) for number, row in touched.items()}}
    for number, row in touched.items():
        if not any(row):
            del rows[number]
    reached = rows.keys() | (counted.articles or {}).keys()
    return replace(
        counted,
        first=min(reached, default=1),
        last=max(reached, default=0),
        rows=rows,
        undated=tuple(undated),
        sums=tuple(sums),
    )


def coarser(daily: Tally, unit: Unit) -> Tally:
    """The counts per day as counts per bin of `unit`."""
    rows: dict[int, list[int]] = {}
    articles: dict[int, int] = {}
    bins = {number: bin_number(date.fromordinal(number), unit) for number in daily.rows.keys() | (daily.articles or {})}
    for number, row in daily.rows.items():
        known = rows.get(bins[number])
        rows[bins[number]] = list(row) if known is None else list(map(add, known, row))
    for number, count in (daily.articles or {}).items():
        articles[bins[number]] = articles.get(bins[number], 0) + count
    return replace(
        daily,
        unit=unit,
        first=min(bins.values(), default=1),
        last=max(bins.values(), default=0),
        rows={number: tuple(row) for number, row in rows.items()},
        articles=None if daily.articles is None else articles,
    )


def _articles_per_bin(article_days: Iterable[tuple[date | None, int]], unit: Unit) -> dict[int, int]:
    articles: dict[int, int] = {}
    for day, count in article_days:
        if day is not None and count:
            number = bin_number(day, unit)
            articles[number] = articles.get(number, 0) + count
    return articles


def room_for(width: int = PLAIN_WIDTH) -> int:
    """How many bins a chart `width` pixels wide has room for."""
    return max((width - BESIDE_BINS) // ROOM_A_BIN, 1)


class Timeline:
    """The counts per day of the given series, ready to be cut into bins of any unit; each cut is made once.

    Built from an `older` timeline of the same series and articles it takes over that one's cuts, and counts anew
    only the bins in which the two differ.
    """

    def __init__(
        self,
        days: Iterable[DayCount],
        article_days: Iterable[tuple[date | None, int]],
        series: Iterable[Named],
        *,
        older: Timeline | None = None,
    ) -> None:
        self.series = tuple(map(Series.of, series))
        self.article_days = tuple(article_days)
        days = tuple(days)
        # In columns, which compare fast and give the garbage collector nothing to walk.
        self._columns: Columns = [list(map(field, days)) for field in FIELDS]
        self._tallies = self._cuts(older)
        daily = self._tallies[Unit.DAY]
        dated = daily.last >= daily.first
        self.first: date | None = date.fromordinal(daily.first) if dated else None
        self.last: date | None = date.fromordinal(daily.last) if dated else None
        self.annotations = daily.total
        self.undated = sum(daily.undated)

    def _cuts(self, older: Timeline | None) -> dict[Unit, Tally]:
        ids = tuple(one.id for one in self.series)
        if older is not None and older.tally(Unit.DAY).series == ids and older.article_days == self.article_days:
            fresh = list(differences(older._columns, self._columns))
            return {unit: grown(cut, fresh) for unit, cut in older._tallies.items()}
        return {Unit.DAY: grown(_covered(Unit.DAY, ids, self.article_days), zip(*self._columns, strict=True))}

    def tally(self, unit: Unit) -> Tally:
        """The counts per bin of `unit`."""
        if unit not in self._tallies:
            self._tallies[unit] = coarser(self._tallies[Unit.DAY], unit)
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
        cut = self.tally(unit)
        low, high = bin_number(first, unit), bin_number(last, unit)
        held = cut.rows.keys() | (cut.articles or {}).keys()
        if low > cut.first or high < cut.last:
            held = {number for number in held if low <= number <= high}
        return len(held) / (high - low + 1)


Columns = Sequence[Sequence[Any]]  # days, series, and numbers of annotations


def incomplete(timeline: Timeline, counted: Tally, number: int) -> bool:
    """Whether the articles reach over less than two thirds of a bin's days, as they may of the first and last."""
    if timeline.first is None or timeline.last is None or counted.first < number < counted.last:
        return False
    interval = bin_at(number, counted.unit)
    held = min(timeline.last, interval.last) - max(timeline.first, interval.start)
    return (held.days + 1) * 3 < ((interval.last - interval.start).days + 1) * 2


def differences(old: Columns, new: Columns) -> Iterator[Entry]:
    """What to add to (below 0: take from) the counts of `old` to reach `new`; quick where they hardly differ."""
    start = min(map(_alike, old, new))
    end = min(_alike(before[start:][::-1], after[start:][::-1]) for before, after in zip(old, new, strict=True))
    for sign, columns in ((-1, old), (1, new)):
        for day, tag, number in zip(*(column[start : len(column) - end] for column in columns), strict=True):
            yield day, tag, sign * number


def _alike(old: Sequence[Any], new: Sequence[Any]) -> int:
    """How many values at the beginning are equal."""
    both = min(len(old), len(new))
    return next(compress(range(both), map(ne, old, new)), both)
