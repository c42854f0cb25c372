"""The counts that a chart compares its own with, as arrays on the bins and series of the chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from annotator.timeline.arrays import Flags, Floats, Whole, start_ordinals
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.comparing import laid_over, only_there, placed_under, shift
from annotator.timeline.counts import Timeline
from annotator.timeline.tally import Tally
from annotator.timeline.view import Compared
from annotator.ui.timeline.frame import Frame, day_at
from annotator.ui.timeline.marks import DENSE


class Seen(NamedTuple):
    """The bins in view that have other counts, from left to right: a column of `counts` is a series of the chart.

    `number` is that of the chart's bin, `rest` are the counts of series that the chart has none of; `dense` bins share
    a pixel, of which each has its tallest.
    """

    number: Whole
    left: Floats
    right: Floats
    counts: Whole
    rest: Whole
    articles: Whole
    covered: Flags
    dense: bool = False


class _Matched(NamedTuple):
    """Which series of the other counts are which of the chart's: a matrix of 0 and 1, and those that it has none of."""

    first: Timeline
    hidden: Collection[str]
    matrix: Whole
    rest: list[int]
    counted: frozenset[int]  # places of the chart's series that have other counts


class Other:
    """A timeline laid over another; its cuts are kept as long as its counts stay."""

    def __init__(self, timeline: Timeline, compared: Compared) -> None:
        self.timeline, self.compared = timeline, compared
        self._starts: dict[tuple[Unit, int], Floats] = {}
        self._matched: _Matched | None = None

    def again(self, timeline: Timeline, compared: Compared) -> Other:
        """The same for other counts or other days."""
        return self if timeline is self.timeline and compared == self.compared else Other(timeline, compared)

    def counted(self, first: Timeline, hidden: Collection[str]) -> frozenset[int]:
        """The places of the chart's series that have other counts."""
        return self._match(first, hidden).counted

    def undated(self, first: Timeline, shown: Sequence[int], hidden: Collection[str]) -> Whole:
        """The undated of each series shown, as a row of a table."""
        counts = np.array([self.timeline.tally(Unit.DAY).undated], dtype=np.int64)
        return np.asarray(counts @ self._match(first, hidden).matrix[:, list(shown)])

    def count(self, first: Timeline, unit: Unit, number: int | None, places: Sequence[int]) -> int | None:
        """The annotations of a bin of the chart (None: the undated) and of series at these places of it.

        None where no article is.
        """
        tally = self.timeline.tally(unit)
        under = [place for places_under in placed_under(first, self.timeline, places) for place in places_under]
        if number is None:
            return sum(int(tally.undated[place]) for place in under)
        there = laid_over(range(number, number + 1), self.compared, unit)
        if not there or not tally.covered(there[0]):
            return None
        row = tally.row(there[0])
        return sum(int(row[place]) for place in under)

    @cached_property
    def undated_articles(self) -> Whole:
        """How many articles have no date, as one number in a row."""
        return np.array([self.timeline.undated_articles], dtype=np.int64)

    def undated_rest(self, first: Timeline, hidden: Collection[str]) -> Whole:
        """The undated of series that the chart has none of, as one number in a row."""
        counts = np.array([self.timeline.tally(Unit.DAY).undated], dtype=np.int64)
        return np.asarray(counts[:, self._match(first, hidden).rest].sum(axis=1))

    def seen(self, first: Timeline, unit: Unit, frame: Frame, shown: Sequence[int], hidden: Collection[str]) -> Seen:
        """The bins of a frame, on the days and series of the chart whose timeline is `first`."""
        tally, moved = self.timeline.tally(unit), shift(self.compared, unit)
        numbers = _in_frame(frame, unit)
        there = laid_over(numbers, self.compared, unit)
        reached = tally.numbers()
        there = range(max(there.start, reached.start), max(min(there.stop, reached.stop), there.start, reached.start))
        matched = self._match(first, hidden)
        if len(numbers) * DENSE > frame.width:
            part = tally.within(there)
            lefts = np.floor((self._moved_starts(tally, moved)[part] - frame.left) * frame.per_day)
            counts, articles, rights = tally.counts[part], tally.articles[part], lefts + 1
            covered: Flags = np.ones(len(lefts), dtype=bool)
            number = tally.held[part] + moved
        else:
            counts, articles = tally.of(there)
            number = np.arange(there.start + moved, there.stop + moved)
            ends = start_ordinals(np.arange(there.start, there.stop + 1) + moved, unit)
            edges = (ends.astype(np.float64) - frame.left) * frame.per_day
            lefts, rights = edges[:-1], edges[1:]
            covered = (articles > 0) | counts.any(axis=1) | (tally.coverage is None)
        return Seen(
            number,
            lefts,
            rights,
            counts @ matched.matrix[:, list(shown)],
            counts[:, matched.rest].sum(axis=1),
            articles,
            covered,
            dense=len(numbers) * DENSE > frame.width,
        )

    def _moved_starts(self, tally: Tally, moved: int) -> Floats:
        """Where the bins begin on the chart, in ordinals; those outside the calendar count as its edges."""
        if not moved:
            return tally.starts
        key = tally.unit, moved
        known = self._starts.get(key)
        if known is None:
            inside = range(*(bin_number(day_at(edge), tally.unit) for edge in (1, 10**7)))
            numbers = np.clip(tally.held + moved, inside.start, inside.stop)
            known = self._starts[key] = start_ordinals(numbers, tally.unit).astype(np.float64)
        return known

    def _match(self, first: Timeline, hidden: Collection[str]) -> _Matched:
        matched = self._matched
        if matched is None or matched.first is not first or matched.hidden != hidden:
            matrix = np.zeros((len(self.timeline.series), len(first.series)), dtype=np.int64)
            for place, under in enumerate(placed_under(first, self.timeline, range(len(first.series)))):
                matrix[under, place] = 1
            rest = only_there(first, self.timeline, hidden)
            sums = np.array(self.timeline.tally(Unit.DAY).sums, dtype=np.int64)
            counted = frozenset(np.flatnonzero(sums @ matrix).tolist())
            matched = self._matched = _Matched(first, hidden, matrix, rest, counted)
        return matched


def _in_frame(frame: Frame, unit: Unit) -> range:
    """The numbers of the bins of which a part lies in the frame, whether or not anything is counted in them."""
    return range(bin_number(day_at(frame.left), unit), bin_number(day_at(frame.right - 1e-6), unit) + 1)
