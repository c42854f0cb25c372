"""Annotations per bin and series as arrays, with the articles that stand behind each bin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from annotator.timeline.arrays import Floats, Whole, bin_numbers, start_ordinals, summed
from annotator.timeline.calendar import Bin, Unit, bin_at

Row = tuple[int, ...]  # one count a series
Entry = tuple[int, int, int]  # ordinal of a day (0: undated), number of a series, annotations more (below 0: fewer)


@dataclass(frozen=True, eq=False)
class Coverage:
    """How many articles there are in the bins that hold any; `undated` counts those without a date."""

    numbers: Whole
    articles: Whole
    undated: int = 0

    def at(self, numbers: Whole) -> Whole:
        """How many articles there are in each of these bins."""
        places = np.searchsorted(self.numbers, numbers)
        places[places == len(self.numbers)] = 0
        if not len(self.numbers):
            return np.zeros(len(numbers), dtype=np.int64)
        return np.where(self.numbers[places] == numbers, self.articles[places], 0)

    def coarser(self, unit: Unit) -> Coverage:
        """The articles per day as articles per bin of `unit`."""
        return Coverage(*summed(bin_numbers(self.numbers, unit), self.articles), self.undated)


@dataclass(frozen=True, eq=False)
class Tally:
    """Annotations per bin and series; bins are numbers of `unit`, `first` to `last`.

    `held` are the bins with annotations in order of time, `counts` has a row for each of them and a column for each of
    `series`. Where nothing is dated, `last` is `first - 1`. Without `coverage` nobody knows which days have articles.
    """

    unit: Unit
    series: tuple[int, ...]
    held: Whole
    counts: Whole
    undated: Row
    coverage: Coverage | None = None

    @cached_property
    def sums(self) -> Row:
        """All annotations of each series, the undated among them."""
        return tuple((self.counts.sum(axis=0) + np.array(self.undated, dtype=np.int64)).tolist())

    @property
    def total(self) -> int:
        """All annotations, the undated among them."""
        return sum(self.sums)

    @cached_property
    def first(self) -> int:
        """The first bin with an annotation or an article; 1 where there is none."""
        return min((int(numbers[0]) for numbers in self._reached()), default=1)

    @cached_property
    def last(self) -> int:
        """The last bin with an annotation or an article; 0 where there is none."""
        return max((int(numbers[-1]) for numbers in self._reached()), default=0)

    def _reached(self) -> list[Whole]:
        covered = [self.coverage.numbers] if self.coverage is not None else []
        return [numbers for numbers in (self.held, *covered) if len(numbers)]

    def row(self, number: int) -> Row:
        """The counts of one bin, one a series."""
        place = int(np.searchsorted(self.held, number))
        if place < len(self.held) and self.held[place] == number:
            return tuple(self.counts[place].tolist())
        return (0,) * len(self.series)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The bins with annotations, each with its counts."""
        return zip(self.held.tolist(), map(tuple, self.counts.tolist()), strict=True)

    def articles_in(self, number: int) -> int:
        """How many articles fall into a bin; 0 where nobody said."""
        return int(self.coverage.at(np.array([number]))[0]) if self.coverage is not None else 0

    def articles_within(self, numbers: range) -> int:
        """How many articles fall into these bins; 0 where nobody said."""
        if self.coverage is None:
            return 0
        start, end = np.searchsorted(self.coverage.numbers, (numbers.start, numbers.stop))
        return int(self.coverage.articles[start:end].sum())

    def covered(self, number: int) -> bool:
        """Whether any article (or annotation) falls into the bin; without coverage a zero means nothing."""
        return self.coverage is None or self.articles_in(number) > 0 or any(self.row(number))

    def numbers(self) -> range:
        """The numbers of all bins, those without annotations too."""
        return range(self.first, self.last + 1)

    def bins(self) -> Iterator[Bin]:
        """All bins in order."""
        return (bin_at(number, self.unit) for number in self.numbers())

    def filled(self, numbers: range) -> float:
        """The share of these bins (0 to 1) that hold an annotation or an article."""
        there = [reached[(reached >= numbers.start) & (reached < numbers.stop)] for reached in self._reached()]
        return len(np.unique(np.concatenate(there))) / max(len(numbers), 1) if there else 0.0

    # -- the bins with annotations, as columns -----------------------------------------------------

    @cached_property
    def starts(self) -> Floats:
        """The first day of each bin that is held, an ordinal."""
        return start_ordinals(self.held, self.unit).astype(np.float64)

    @cached_property
    def ends(self) -> Floats:
        """The day after each bin that is held, an ordinal."""
        return start_ordinals(self.held + 1, self.unit).astype(np.float64)

    @cached_property
    def articles(self) -> Whole:
        """The articles in each bin that is held."""
        return self.coverage.at(self.held) if self.coverage is not None else np.zeros(len(self.held), dtype=np.int64)

    def within(self, numbers: range) -> slice:
        """Where the bins with these numbers stand among those that are held."""
        start, end = np.searchsorted(self.held, (numbers.start, numbers.stop))
        return slice(int(start), int(end))

    def sums_in(self, numbers: range) -> Row:
        """The annotations of each series in these bins."""
        return tuple(self.counts[self.within(numbers)].sum(axis=0).tolist())

    def of(self, numbers: range) -> tuple[Whole, Whole]:
        """Counts and articles of all these bins, those without annotations too."""
        part = self.within(numbers)
        counts = np.zeros((len(numbers), self.counts.shape[1]), dtype=np.int64)
        counts[self.held[part] - numbers.start] = self.counts[part]
        every = np.arange(numbers.start, numbers.stop)
        return counts, self.coverage.at(every) if self.coverage is not None else np.zeros(len(every), dtype=np.int64)

    # -- other tallies made of this one ------------------------------------------------------------

    def coarser(self, unit: Unit) -> Tally:
        """The counts per day as counts per bin of `unit`."""
        held, counts = summed(bin_numbers(self.held, unit), self.counts)
        coverage = self.coverage.coarser(unit) if self.coverage is not None else None
        return replace(self, unit=unit, held=held, counts=counts, coverage=coverage)

    def grown(self, entries: Iterable[Entry]) -> Tally:
        """The tally with these counts on top."""
        place = {one: number for number, one in enumerate(self.series)}
        mine = [(day, place[one], more) for day, one, more in entries if one in place and more]
        undated = list(self.undated)
        for day, column, more in mine:
            if not day:
                undated[column] += more
        dated = np.array([entry for entry in mine if entry[0]], dtype=np.int64).reshape(-1, 3)
        numbers = bin_numbers(dated[:, 0], self.unit)
        held, counts = _with_rows(self.held, self.counts, numbers)
        rows = np.searchsorted(held, numbers)
        np.add.at(counts, (rows, dated[:, 1]), dated[:, 2])
        emptied = ~counts[rows].any(axis=1)
        if emptied.any():
            held, counts = np.delete(held, rows[emptied]), np.delete(counts, rows[emptied], axis=0)
        fresh = replace(self, held=held, counts=counts, undated=tuple(undated))
        if held is self.held:  # what is known of the bins stays true
            fresh.__dict__.update((name, self.__dict__[name]) for name in _OF_BINS if name in self.__dict__)
        return fresh

    def folded(self, kept: Sequence[int], rest: Sequence[int], number: int) -> Tally:
        """The series at the places `kept`, and those at `rest` together as the last one, with this number."""
        few = np.column_stack([self.counts[:, list(kept)], self.counts[:, list(rest)].sum(axis=1)])
        others = sum(self.undated[place] for place in rest)
        return replace(
            self,
            series=(*(self.series[place] for place in kept), number),
            counts=few,
            undated=(*(self.undated[place] for place in kept), others),
        )


_OF_BINS = ("first", "last", "starts", "ends", "articles")  # what depends on which bins are held alone


def _with_rows(held: Whole, counts: Whole, numbers: Whole) -> tuple[Whole, Whole]:
    """A copy of the counts that has a row for each of these bins; the very same bins where none is new."""
    places = np.minimum(np.searchsorted(held, numbers), max(len(held) - 1, 0))
    if len(held) and (held[places] == numbers).all():
        return held, counts.copy()
    missing = np.setdiff1d(numbers, held)
    if not len(missing):
        return held, counts.copy()
    places = np.searchsorted(held, missing)
    return np.insert(held, places, missing), np.insert(counts, places, 0, axis=0)


def tally_of(columns: Whole, series: Sequence[int], coverage: Coverage | None = None) -> Tally:
    """The counts per day of `series`; `columns` are three rows: ordinals of days (0: undated), series, annotations.

    Counts of other series are left out.
    """
    days, numbers, amounts = columns
    order = np.argsort(np.array(series, dtype=np.int64))
    sorted_series = np.array(series, dtype=np.int64)[order]
    places = np.searchsorted(sorted_series, numbers)
    places[places == len(series)] = 0
    mine = (sorted_series[places] == numbers) & (amounts != 0) if len(series) else np.zeros(len(days), dtype=bool)
    days, amounts = days[mine], amounts[mine]
    places = order[places[mine]] if len(series) else places[mine]
    undated = np.bincount(places[days == 0], weights=amounts[days == 0], minlength=len(series)).astype(np.int64)
    dated = days > 0
    held, rows = np.unique(days[dated], return_inverse=True)
    counts = np.zeros((len(held), len(series)), dtype=np.int64)
    np.add.at(counts, (rows, places[dated]), amounts[dated])
    return Tally(Unit.DAY, tuple(series), held, counts, tuple(undated.tolist()), coverage)
