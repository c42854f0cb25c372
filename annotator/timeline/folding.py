"""Many series made few: the largest stay, the rest are counted together, so that colours can be told apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from annotator.timeline.calendar import Unit
from annotator.timeline.counts import Tally, Timeline
from annotator.timeline.view import Group

MOST = {Group.TAG: 24, Group.SOURCE: 12, Group.ANALYST: 12}  # series shown beside the others
OTHERS = 0  # the number of the series that holds the rest; no tag, source or analyst has it
OTHERS_COLOR = "#767676"

Row = tuple[int, ...]


class Folded(Timeline):
    """The counts of a `whole` timeline with the series at the places `rest` as one, which comes last."""

    def __init__(self, whole: Timeline, rest: Sequence[int]) -> None:
        self.whole, self.rest = whole, tuple(rest)
        folded = set(rest)
        self._kept = tuple(place for place in range(len(whole.series)) if place not in folded)
        others = replace(whole.series[rest[0]], id=OTHERS, name=f"others ({len(rest)})", color=OTHERS_COLOR)
        self.series = (*(whole.series[place] for place in self._kept), others)
        self.article_days = whole.article_days
        self.first, self.last = whole.first, whole.last
        self.annotations, self.undated = whole.annotations, whole.undated
        self._tallies = {}
        self._rows: dict[Unit, dict[int, tuple[Row, Row]]] = {}

    def tally(self, unit: Unit) -> Tally:
        """The counts per bin of `unit`."""
        if unit not in self._tallies:
            self._tallies[unit] = self._fold(self.whole.tally(unit))
        return self._tallies[unit]

    def again(self, whole: Timeline) -> Folded:
        """The same series of other counts; rows that did not change stay the very same."""
        fresh = Folded(whole, self.rest)
        fresh._rows = self._rows
        return fresh

    def _fold(self, tally: Tally) -> Tally:
        known = self._rows.get(tally.unit, {})
        pairs: dict[int, tuple[Row, Row]] = {}
        for number, row in tally.rows.items():
            pair = known.get(number)
            pairs[number] = pair if pair is not None and pair[0] is row else (row, self._folded(row))
        self._rows[tally.unit] = pairs
        return replace(
            tally,
            series=tuple(one.id for one in self.series),
            rows={number: pair[1] for number, pair in pairs.items()},
            undated=self._folded(tally.undated),
            sums=self._folded(tally.sums),
        )

    def _folded(self, row: Row) -> Row:
        return (*(row[place] for place in self._kept), sum(row[place] for place in self.rest))


def folded(whole: Timeline, hidden: Collection[str], *, most: int, older: Timeline | None = None) -> Timeline:
    """The timeline with at most `most` series and one for the others, of those that are not `hidden`.

    One series more than `most` stays as it is: it takes no more room than the others would. `older` is what was shown
    before; of the same series it is taken over where it can be.
    """
    sums = whole.tally(Unit.DAY).sums
    shown = [place for place, count in enumerate(sums) if count and whole.series[place].name not in hidden]
    if len(shown) <= most + 1:
        return whole
    rest = sorted(sorted(shown, key=lambda place: (-sums[place], place))[most:])
    if isinstance(older, Folded) and older.rest == tuple(rest) and older.whole.series == whole.series:
        return older if older.whole is whole else older.again(whole)
    return Folded(whole, rest)


def names_of(timeline: Timeline, place: int) -> tuple[str, ...]:
    """The names that a series stands for: its own, or those of all that are folded into it, the largest first."""
    if isinstance(timeline, Folded) and place == len(timeline.series) - 1:
        sums = timeline.whole.tally(Unit.DAY).sums
        return tuple(timeline.whole.series[each].name for each in sorted(timeline.rest, key=lambda each: -sums[each]))
    return (timeline.series[place].name,)
