"""The caption of a picture: all that its reader must know once it has left the window, in lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import bidirectional

from annotator.records import EVERYTHING, Wanted
from annotator.timeline.almanac import PLAIN, Almanac, rule
from annotator.timeline.calendar import Unit, bin_at
from annotator.timeline.choice import BinChoice
from annotator.timeline.comparing import laid_over, only_there, placed_under
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import Folded
from annotator.timeline.provenance import Provenance
from annotator.timeline.stacks import Mode
from annotator.timeline.tally import Tally
from annotator.timeline.view import ChartView, Compared, DateRule, Share

MOST_NAMED = 12  # of more names the rest is a number
APART = " · "
_ISOLATE, _END = "\u2068", "\u2069"
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows: the bins in view, what of them is chosen and so stands out, and what lies over them.

    `shared` says that bins share a pixel, which shows the tallest of them.
    """

    bins: range
    choice: BinChoice | None = None
    other: Timeline | None = None
    shared: bool = False


def caption(
    timeline: Timeline, tally: Tally, view: ChartView, seen: Seen, *, provenance: Provenance, almanac: Almanac = PLAIN
) -> list[str]:
    """The lines under a picture; what is not so is not said."""
    choice = _chosen(timeline, seen.choice, almanac)
    narrowed = APART.join(filter(None, [*filters(view.wanted, provenance.tags), _without(timeline, tally, view)]))
    lines = [
        _counted(tally, view, seen, almanac),
        narrowed[:1].upper() + narrowed[1:],
        f"In full colour: {choice}; all else is faded" if choice else "",
        _outline(timeline, tally, view, seen, provenance=provenance, almanac=almanac),
        _numbers(timeline, tally, view, seen.bins, provenance=provenance, almanac=almanac),
    ]
    return [line for line in lines if line]


def shown(timeline: Timeline, view: ChartView) -> list[int]:
    """The places of the series that are not hidden."""
    return [place for place, one in enumerate(timeline.series) if one.name not in view.hidden]


def seen_number(timeline: Timeline, tally: Tally, view: ChartView, bins: range) -> tuple[int, int]:
    """How many annotations the picture of these bins shows, those without a date among them; and how many these are."""
    places = shown(timeline, view)
    undated, sums = sum(tally.undated[place] for place in places), tally.sums_in(bins)
    return sum(sums[place] for place in places) + undated, undated


def _counted(tally: Tally, view: ChartView, seen: Seen, almanac: Almanac) -> str:
    """The rule of the bins, what is counted in them and by what it is divided, and the days in view."""
    what, unit = f"annotations by {view.group}", tally.unit.word
    if view.mode is Mode.NORMALIZED and view.share is Share.ANNOTATIONS:
        part = f"those shown of the {unit}" if view.hidden or view.wanted else f"the {unit}'s"
        what = f"{what}, as a share of {part}"
    elif view.mode is Mode.NORMALIZED:
        narrowed = view.wanted.sources or view.wanted.matching.strip()
        what = f"{what} per 100 {'of these ' if narrowed else ''}articles of the {unit}"
    elif view.mode is Mode.LANES:
        what = f"{what}, each lane to its own peak"
    parts = [rule(tally.unit, date_kind=view.dates.value, almanac=almanac), what]
    if seen.bins:
        parts.append(_days(bin_at(seen.bins[0], tally.unit).start, bin_at(seen.bins[-1], tally.unit).last, almanac))
    if seen.shared:
        parts.append(f"of {unit}s that share a pixel the tallest is drawn")
    return APART.join(parts)


def filters(wanted: Wanted, tags: Mapping[int, str]) -> list[str]:
    """What a filter leaves, in words: `only the tags claim, demand`, `only the source Meridian or none`."""
    named = [
        ("tag", [name for number, name in tags.items() if number in wanted.tags], ""),
        ("source", sorted(filter(None, wanted.sources)), " or none" if "" in wanted.sources else ""),
        ("analyst", sorted(wanted.analysts), ""),
    ]
    parts = [f"only the {noun}{'s' if names[1:] else ''} {listed(names)}{none}" for noun, names, none in named if names]
    parts += ["only articles without a source"] if wanted.sources == {""} else []
    words = " ".join(wanted.matching.split())
    return parts + ([f"only articles with “{isolated(words)}”"] if words else [])


def _without(timeline: Timeline, tally: Tally, view: ChartView) -> str:
    """The series that are hidden; where most are, those that are not."""
    whole = timeline.whole if isinstance(timeline, Folded) else timeline
    counts = zip(whole.series, whole.tally(tally.unit).sums, strict=True)
    there = [one.name for one, count in counts if count]
    hidden = [name for name in there if name in view.hidden]
    if not hidden:
        return ""
    seen = [name for name in there if name not in view.hidden]
    if len(seen) < len(hidden):
        of = f"{len(seen)} of {len(there)} {view.group}s"
        return f"{of} shown: {listed(seen)}" if seen else f"all {len(there)} {view.group}s hidden"
    return f"without {listed(hidden)}"


def _numbers(
    timeline: Timeline, tally: Tally, view: ChartView, bins: range, *, provenance: Provenance, almanac: Almanac
) -> str:
    n, undated = seen_number(timeline, tally, view, bins)
    words = f"n = {almanac.number(n)}, of these {almanac.number(undated)} without a date"
    known = provenance.annotations
    if known is None and not view.wanted:
        known = timeline.annotations
    project = f"“{isolated(provenance.project)}”" if provenance.project else "the project"
    if known is None or known == n:
        return words + (f"{APART}all of {project}" if known == n and provenance.project else "")
    of_these = ""
    if provenance.undated and view.dates is DateRule.PUBLISHED:
        of_these = f", of these {almanac.number(provenance.undated)} without a date"
    return f"{words}{APART}of {almanac.number(known)} in {project}{of_these}"


def _outline(
    timeline: Timeline, tally: Tally, view: ChartView, seen: Seen, *, provenance: Provenance, almanac: Almanac
) -> str:
    """What lies over the bins, and how many annotations that are; other days leave the undated as they are."""
    compared = view.compared
    if compared is None or seen.other is None:
        return ""
    there = laid_over(seen.bins, compared, tally.unit)
    words = filters(compared.wanted, provenance.tags) if compared.wanted is not None else []
    if compared.wanted == EVERYTHING:
        words = ["all annotations"]
    if compared.first is not None and there:
        words.insert(0, _days(bin_at(there[0], tally.unit).start, bin_at(there[-1], tally.unit).last, almanac))
    n = other_number(timeline, view, seen.other, tally.unit, seen.bins)
    return f"Outline: {', '.join(words)}, n = {almanac.number(n)}"


def other_number(timeline: Timeline, view: ChartView, other: Timeline, unit: Unit, bins: range) -> int:
    """How many annotations the outline over these bins stands for."""
    compared = view.compared or Compared()
    under = [place for places in placed_under(timeline, other, shown(timeline, view)) for place in places]
    if view.mode in (Mode.STACKED, Mode.NORMALIZED):  # what only the other has no bar or lane of its own
        under += only_there(timeline, other, view.hidden)
    tally = other.tally(unit)
    sums = tally.sums_in(laid_over(bins, compared, unit))
    return sum(sums[place] + (tally.undated[place] if compared.wanted is not None else 0) for place in under)


def _chosen(timeline: Timeline, choice: BinChoice | None, almanac: Almanac) -> str:
    if choice is None:
        return ""
    names = [isolated(one.name) for one in timeline.series if one.id == choice.series]
    if choice.undated:
        return ", ".join([*names, "without a date"])
    days = [_days(choice.first, choice.last, almanac)] if choice.first and choice.last else []
    return ", ".join([*names, *days])


def _days(first: date, last: date, almanac: Almanac) -> str:
    return almanac.day(first) if first == last else f"{almanac.day(first)} – {almanac.day(last)}"


def listed(names: Sequence[str]) -> str:
    """Names one after the other; of very many only the first ones."""
    words = [isolated(" ".join(name.split())) for name in names[:MOST_NAMED]]
    more = len(names) - len(words)
    return ", ".join([*words, f"{more} more"] if more > 0 else words)


def isolated(name: str) -> str:
    """A name that does not turn the words around it where it is written from right to left."""
    name = name.translate(_DIRECTIONS)
    turns = any(bidirectional(letter) in ("R", "AL") for letter in name)
    return f"{_ISOLATE}{name}{_END}" if turns else name
