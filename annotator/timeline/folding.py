"""Many series made few: the largest stay, the rest are counted together, so that colours can be told apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from annotator.timeline.calendar import Unit
from annotator.timeline.counts import Timeline
from annotator.timeline.tally import Tally
from annotator.timeline.view import Group

MOST = {Group.TAG: 24, Group.SOURCE: 12, Group.ANALYST: 12}  # series shown beside the others
OTHERS = 0  # the number of the series that holds the rest; no tag, source or analyst has it
OTHERS_COLOR = "#767676"


class Folded(Timeline):
    """The counts of a `whole` timeline with the series at the places `rest` as one, which comes last."""

    def __init__(self, whole: Timeline, rest: Sequence[int]) -> None:
        self.whole, self.rest = whole, tuple(rest)
        folded = set(rest)
        self._kept = tuple(place for place in range(len(whole.series)) if place not in folded)
        others = replace(whole.series[rest[0]], id=OTHERS, name=f"others ({len(rest)})", color=OTHERS_COLOR)
        self.series = (*(whole.series[place] for place in self._kept), others)
        self.first, self.last = whole.first, whole.last
        self.annotations, self.undated = whole.annotations, whole.undated
        self._tallies = {}

    def tally(self, unit: Unit) -> Tally:
        """The counts per bin of `unit`."""
        if unit not in self._tallies:
            self._tallies[unit] = self.whole.tally(unit).folded(self._kept, self.rest, OTHERS)
        return self._tallies[unit]

    def names_of(self, place: int) -> tuple[str, ...]:
        """The names that the series at a place stands for; of what is folded the largest first."""
        if place < len(self._kept):
            return self.whole.names_of(self._kept[place])
        sums = self.whole.tally(Unit.DAY).sums
        return tuple(self.whole.series[each].name for each in sorted(self.rest, key=lambda each: -sums[each]))

    @property
    def undated_articles(self) -> int:
        """How many articles have no date."""
        return self.whole.undated_articles

    def has_articles(self) -> bool:
        """Whether there is any article at all, as far as is known."""
        return self.whole.has_articles()


def folded(whole: Timeline, hidden: Collection[str], *, most: int, older: Timeline | None = None) -> Timeline:
    """The timeline with at most `most` series and one for the others, of those that are not `hidden`.

    One series more than `most` stays as it is: it takes no more room than the others would. `older` is what was shown
    before, and is shown on where it is the same.
    """
    sums = whole.tally(Unit.DAY).sums
    shown = [place for place, count in enumerate(sums) if count and whole.series[place].name not in hidden]
    if len(shown) <= most + 1:
        return whole
    rest = sorted(sorted(shown, key=lambda place: (-sums[place], place))[most:])
    if isinstance(older, Folded) and older.rest == tuple(rest) and older.whole is whole:
        return older
    return Folded(whole, rest)
