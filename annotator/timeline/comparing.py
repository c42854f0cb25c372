"""Counts laid over other counts: which bin lies on which, which series on which, and how the two differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.timeline.calendar import WEEKS, Unit, bin_at, bin_number, bin_of
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, Share

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline


def shift(compared: Compared, unit: Unit) -> int:
    """How many bins later (below 0: earlier) the other counts are drawn than they stand in the calendar."""
    if compared.anchor is None or compared.first is None:
        return 0
    return bin_number(compared.anchor, unit) - bin_number(compared.first, unit)


def laid_over(numbers: range, compared: Compared, unit: Unit) -> range:
    """The numbers of the bins that lie over the bins `numbers`, as far as the calendar reaches."""
    moved = shift(compared, unit)
    low, high = bin_number(date.min, unit), bin_number(date.max, unit) + 1
    start, stop = (min(max(number - moved, low), high) for number in (numbers.start, numbers.stop))
    return range(start, max(start, stop))


def days_before(numbers: range, unit: Unit) -> Compared | None:
    """As many bins as these, directly before them; None where the calendar does not reach so far."""
    first = numbers.start - len(numbers)
    if not numbers or first < bin_number(date.min, unit):
        return None
    return Compared(bin_at(numbers.start, unit).start, bin_at(first, unit).start)


def a_year_earlier(numbers: range, unit: Unit) -> Compared | None:
    """The same days of the year before, in weeks those that begin nearest to them; None before the year 2."""
    anchor = bin_at(numbers.start, unit).start
    if anchor.year == date.min.year:
        return None
    day = min(anchor.day, 28) if anchor.month == 2 else anchor.day
    earlier = date(anchor.year - 1, anchor.month, day).toordinal()
    if unit in WEEKS:
        earlier += 3
    return Compared(anchor, bin_of(date.fromordinal(earlier), unit).start)


def placed_under(first: Timeline, second: Timeline, shown: Sequence[int]) -> list[list[int]]:
    """For each of the places `shown` of the first timeline the places of the second that go by the same names."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(second.series):
        places.setdefault(one.name, []).append(place)
    return [[there for name in first.names_of(place) for there in places.get(name, [])] for place in shown]


def only_there(first: Timeline, second: Timeline, hidden: Collection[str]) -> list[int]:
    """The places of the second timeline's series that have counts and no series in the first, but for hidden ones."""
    known = {name for place in range(len(first.series)) for name in first.names_of(place)} | set(hidden)
    sums = second.tally(Unit.DAY).sums
    return [place for place, one in enumerate(second.series) if one.name not in known and sums[place]]


class Measure(StrEnum):
    """What the numbers of a table of differences are."""

    ANNOTATIONS = "annotations"
    SHARE = "share of the annotations"
    PER_ARTICLES = "annotations per 100 articles"


@dataclass(frozen=True, slots=True)
class Difference:
    """One series here and there; a value is None where there is nothing to divide by.

    `place` is that of the series in the first timeline; None for a total, and for what is only there.
    """

    name: str
    here: float | None
    there: float | None
    place: int | None = None

    @property
    def difference(self) -> float | None:
        """How much more there is here; below 0: less."""
        return None if self.here is None or self.there is None else self.here - self.there

    @property
    def change(self) -> float | None:
        """The difference as a share of what is there; None where that is nothing."""
        return self.difference / self.there if self.difference is not None and self.there else None

    @property
    def is_new(self) -> bool:
        """Whether there is something here and nothing there."""
        return bool(self.here) and self.there == 0


@dataclass(frozen=True, slots=True)
class Differences:
    """All series and the total over the bins `here` of the first counts and `there` of the second.

    `undated` are those in no bin at all, counted, where they belong to what is compared.
    """

    rows: tuple[Difference, ...]
    total: Difference
    measure: Measure
    unit: Unit
    here: range
    there: range
    undated: Difference | None = None


def measure_of(view: ChartView) -> Measure:
    """What a view's numbers are: counts, unless it normalises."""
    if view.mode is not Mode.NORMALIZED:
        return Measure.ANNOTATIONS
    return Measure.PER_ARTICLES if view.share is Share.ARTICLES else Measure.SHARE


def differences(
    first: Timeline, second: Timeline, view: ChartView, unit: Unit, numbers: range, *, shown: Sequence[int]
) -> Differences:
    """How the counts of the places `shown` of the first timeline in the bins `numbers` differ from the second's.

    The total is a count of annotations, too, where the series are told as shares.
    """
    compared = view.compared or Compared()
    there = laid_over(numbers, compared, unit)
    counts, others = _sums(first, unit, numbers), _sums(second, unit, there)
    extra = only_there(first, second, view.hidden)
    pairs = [
        (first.series[place].name, counts[place], sum(others[one] for one in under), place)
        for place, under in zip(shown, placed_under(first, second, shown), strict=True)
    ]
    every = [*pairs, *((second.series[place].name, 0, others[place], None) for place in extra)]
    totals = sum(pair[1] for pair in every), sum(pair[2] for pair in every)
    measure = measure_of(view)
    whole: tuple[float, float] = (1, 1)
    if measure is Measure.SHARE:
        whole = totals
    elif measure is Measure.PER_ARTICLES:
        whole = first.tally(unit).articles_within(numbers) / 100, second.tally(unit).articles_within(there) / 100
    rows = tuple(
        Difference(name, _part(here, whole[0]), _part(other, whole[1]), place) for name, here, other, place in every
    )
    of_total = (1, 1) if measure is Measure.SHARE else whole
    total = Difference("Total", _part(totals[0], of_total[0]), _part(totals[1], of_total[1]))
    return Differences(rows, total, measure, unit, numbers, there)


def undated_difference(
    first: Timeline, second: Timeline, shown: Sequence[int], hidden: Collection[str]
) -> Difference | None:
    """How many annotations without a date there are on both sides; None where there are none."""
    ours, theirs = (one.tally(Unit.DAY).undated for one in (first, second))
    under = [place for places in placed_under(first, second, shown) for place in places]
    here = sum(int(ours[place]) for place in shown)
    there = sum(int(theirs[place]) for place in (*under, *only_there(first, second, hidden)))
    return Difference("No date, not in the total", here, there) if here or there else None


def _part(count: int, whole: float) -> float | None:
    return count if whole == 1 else count / whole if whole else None


def _sums(timeline: Timeline, unit: Unit, numbers: range) -> list[int]:
    """The counts of each series in all these bins together."""
    tally = timeline.tally(unit)
    return list(tally.sums_in(numbers))
