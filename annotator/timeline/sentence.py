"""The chart in one sentence that follows the view: what is counted, how, in how many bins, and where the peak is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from annotator.records import Wanted
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import WEEKS, Unit
from annotator.timeline.counts import Timeline
from annotator.timeline.series import NO_SOURCE
from annotator.timeline.stacks import Mode
from annotator.timeline.tally import Tally
from annotator.timeline.view import ChartView, DateRule, Group, Share

NO_NAMES: Mapping[int, str] = MappingProxyType({})
MOST_NAMED = 3  # of several names so many are said, the rest as a number


def sentence(
    timeline: Timeline,
    tally: Tally,
    view: ChartView,
    *,
    seen: range | None = None,
    tags: Mapping[int, str] = NO_NAMES,
    almanac: Almanac = PLAIN,
) -> str:
    """Such as `Claim by week of publication, 52 bins, peak 31 in the week of 4 March 2024; 37 without a date.`

    `seen` are the numbers of the bins in view, all if it is None; `tags` are the names of the tags by number, where the
    series are something else. Series that the view hides are not counted.
    """
    shown = [place for place, one in enumerate(timeline.series) if one.name not in view.hidden]
    if not shown and timeline.series:
        return f"Every {view.group} is hidden."
    undated = sum(tally.undated[place] for place in shown)
    numbers = tally.numbers() if seen is None else seen
    sums = {number: sum(row[place] for place in shown) for number, row in tally.rows() if number in numbers}
    what = _subject(timeline, view, tags)
    if not any(sums.values()):
        none = f"{what}: none with a date" if seen is None or not len(tally.held) else f"{what}: none in these days"
        return f"{none}{_undated(undated, almanac)}."
    peak = max(sums, key=lambda number: (sums[number], -number))
    bins = almanac.counted(len(numbers), "bin")
    height = f"peak {almanac.number(sums[peak])} {_within(peak, tally.unit, almanac)}"
    return f"{what} by {_rule(tally.unit, view)}, {bins}, {height}{_undated(undated, almanac)}."


def _subject(timeline: Timeline, view: ChartView, tags: Mapping[int, str]) -> str:
    wanted = view.wanted
    names = {one.id: one.name for one in timeline.series} if view.group is Group.TAG else tags
    named = [names[tag] for tag in names if tag in wanted.tags]
    unnamed = f"annotations of {PLAIN.counted(len(wanted.tags), 'tag')}" if wanted.tags else "annotations"
    words = _listed(named) if named else unnamed
    shown = [one.name for one in timeline.series if one.name not in view.hidden]
    singled_out = len(shown) < len(timeline.series) - len(shown)
    if singled_out:  # the fewer names say it
        words = _listed(shown) if view.group is Group.TAG else f"{words} of {_listed(shown)}"
    words += _narrowed(wanted)
    if view.hidden and not singled_out:
        words += f" without {_listed(sorted(view.hidden))}"
    if view.compared is not None:
        words += ", compared"
    return words[:1].upper() + words[1:]


def _narrowed(wanted: Wanted) -> str:
    words = f" from {_listed([name or NO_SOURCE for name in sorted(wanted.sources)])}" if wanted.sources else ""
    words += f" made by {_listed(sorted(wanted.analysts))}" if wanted.analysts else ""
    return words + (f" in articles with “{' '.join(wanted.matching.split())}”" if wanted.matching.strip() else "")


def _rule(unit: Unit, view: ChartView) -> str:
    made = "annotation" if view.dates is DateRule.ANNOTATED else "publication"
    words = f"{unit.word} of {made}"
    if view.mode is Mode.NORMALIZED:
        share = f"as shares of each {unit.word}" if view.share is Share.ANNOTATIONS else "per 100 articles"
        return f"{words} {share}, by {view.group}"
    if view.mode is Mode.LANES:
        return f"{words}, a lane for each {view.group}"
    return f"{words}, {view.mode} by {view.group}"


def _within(number: int, unit: Unit, almanac: Almanac) -> str:
    before = "on " if unit is Unit.DAY else "in the " if unit in WEEKS else "in "
    return before + almanac.bin(number, unit)


def _undated(count: int, almanac: Almanac) -> str:
    return f"; {almanac.number(count)} without a date" if count else ""


def _listed(names: Sequence[str] | Collection[str]) -> str:
    every = [" ".join(name.split()) for name in names]
    if len(every) > MOST_NAMED + 1:
        every = [*every[:MOST_NAMED], f"{len(every) - MOST_NAMED} more"]
    return " and ".join(filter(None, (", ".join(every[:-1]), every[-1])))
