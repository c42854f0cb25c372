"""The counts of a tally as arrays, made once and then only changed where counts change."""

from __future__ import annotations

from collections.abc import Iterable
from operator import is_not

import numpy as np
from numpy.typing import NDArray

from annotator.timeline.calendar import Unit, start_ordinal
from annotator.timeline.counts import Tally

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Cells:
    """A row a bin with annotations, in order of time: its number, start and end (ordinals), articles and counts."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._order = sorted(tally.rows)
        self._rows = [tally.rows[number] for number in self._order]
        self.numbers: Whole = np.array(self._order, dtype=np.int64)
        self.counts: Whole = np.array(self._rows, dtype=np.int64).reshape(len(self._order), len(tally.sums))
        self.starts: Floats = _starts(self._order, tally.unit)
        self.ends: Floats = _starts([number + 1 for number in self._order], tally.unit)
        self.articles: Whole = articles_of(tally, self._order)

    def again(self, tally: Tally) -> Cells:
        """The cells of other counts; where hardly any differ, quickly."""
        if tally is self.tally:
            return self
        same = tally.unit is self.tally.unit and len(tally.sums) == len(self.tally.sums)
        if not same or tally.rows.keys() != self.tally.rows.keys():
            return Cells(tally)
        rows = list(map(tally.rows.__getitem__, self._order))
        changed = [place for place, differs in enumerate(map(is_not, rows, self._rows)) if differs]
        fresh: Cells = object.__new__(Cells)
        fresh.tally, fresh._order, fresh._rows = tally, self._order, rows
        fresh.numbers, fresh.starts, fresh.ends, fresh.counts = self.numbers, self.starts, self.ends, self.counts
        if changed:
            fresh.counts = self.counts.copy()
            fresh.counts[changed] = [rows[place] for place in changed]
        kept = tally.articles is self.tally.articles
        fresh.articles = self.articles if kept else articles_of(tally, self._order)
        return fresh

    def within(self, numbers: range) -> slice:
        """Where the bins with these numbers stand."""
        return slice(
            int(np.searchsorted(self.numbers, numbers.start)), int(np.searchsorted(self.numbers, numbers.stop))
        )

    def of(self, numbers: range) -> tuple[Whole, Whole]:
        """Counts and articles of all these bins, those without annotations too."""
        part = self.within(numbers)
        counts = np.zeros((len(numbers), self.counts.shape[1]), dtype=np.int64)
        counts[self.numbers[part] - numbers.start] = self.counts[part]
        return counts, articles_of(self.tally, numbers)


def _starts(numbers: Iterable[int], unit: Unit) -> Floats:
    return np.array([start_ordinal(number, unit) for number in numbers], dtype=np.float64)


def articles_of(tally: Tally, numbers: Iterable[int]) -> Whole:
    """How many articles there are in each of the bins."""
    articles = tally.articles or {}
    return np.array([articles.get(number, 0) for number in numbers], dtype=np.int64)
