"""What a card should quote: the newest of a bin, found by the counts of its days before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from annotator.records import TagId, Wanted
from annotator.timeline.calendar import Bin, Unit
from annotator.timeline.series import Series
from annotator.timeline.view import ChartView, DateRule, Group

if TYPE_CHECKING:  # numbers and their library are not for the first picture of the window
    from annotator.timeline.counts import Timeline
    from annotator.timeline.tally import Tally

MOST = 3  # annotations that a card quotes


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest annotations of some days (None: of undated articles) that a filter leaves, by a date rule."""

    days: tuple[date, ...] | None
    wanted: Wanted
    dates: DateRule = DateRule.PUBLISHED


def newest_of(timeline: Timeline, interval: Bin | None, places: Sequence[int], view: ChartView) -> Newest:
    """The newest of the series at `places` in a bin, or (None) of the undated."""
    wanted = narrowed(view, timeline, places)
    if interval is None:
        return Newest(None, wanted, view.dates)
    return Newest(last_days(timeline.tally(Unit.DAY), interval, places), wanted, view.dates)


def last_days(daily: Tally, interval: Bin, places: Sequence[int], most: int = MOST) -> tuple[date, ...]:
    """The last days of a bin that hold annotations of these series, as many as it takes for `most` of them."""
    days: list[date] = []
    found = 0
    start, end = max(interval.start.toordinal(), daily.first), min(interval.last.toordinal(), daily.last)
    for ordinal in range(end, start - 1, -1):
        row = daily.row(ordinal)
        here = sum(int(row[place]) for place in places)
        if here:
            days.append(date.fromordinal(ordinal))
            found += here
        if found >= most:
            break
    return tuple(days)


def narrowed(view: ChartView, timeline: Timeline, places: Sequence[int]) -> Wanted:
    """The filter in force, and of what it leaves only the series at `places`."""
    tally = timeline.tally(Unit.DAY)
    if all(place in places for place, count in enumerate(tally.sums) if count):
        return view.wanted
    series = [one for place in places for one in members(timeline, place)]
    if view.group is Group.TAG:
        return replace(view.wanted, tags=frozenset(TagId(one.id) for one in series))
    names = frozenset(one.key for one in series)
    if view.group is Group.ANALYST:
        return replace(view.wanted, analysts=names)
    return replace(view.wanted, sources=names)


def members(timeline: Timeline, place: int) -> Sequence[Series]:
    """The series that one stands for: itself, or all that are folded into it."""
    from annotator.timeline.folding import Folded

    if isinstance(timeline, Folded) and place == len(timeline.series) - 1:
        return [timeline.whole.series[each] for each in timeline.rest]
    return [timeline.series[place]]
