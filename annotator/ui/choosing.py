"""What filters and a choice on the timeline mean: which annotations, and in which words chips and titles say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from annotator.records import EVERYTHING, Annotation, Narrowed, Tag, TagId, Wanted
from annotator.timeline.choice import BinChoice
from annotator.timeline.series import NO_SOURCE
from annotator.timeline.view import ChartView, DateRule, Group
from annotator.ui import wording

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline
    from annotator.ui.article.view import ArticleView

MOST_CHIPS = 3  # of a kind; beyond, one stands for the others
_LONGEST = 40
_Thing = TypeVar("_Thing")


class Condition(NamedTuple):
    """One condition of a filter in words, the colour of its tag, and the filter without it."""

    name: str
    color: str
    without: Wanted


def meant(choice: BinChoice | None, timeline: Timeline, group: Group, tags: Sequence[Tag]) -> Wanted:
    """What the series of a choice stands for as the timeline is counted now; everything for all series."""
    place = next((place for place, one in enumerate(timeline.series) if choice and one.id == choice.series), None)
    if choice is None or choice.series is None:
        return EVERYTHING
    if place is None:  # a series that the chart does not show any more, or of a chart that is not drawn yet
        return Wanted(tags=frozenset(one.id for one in tags if one.id == choice.series))
    from annotator.timeline.newest import members  # late: where no chart is there is no series to choose

    series = members(timeline, place)
    if group is Group.TAG:
        return Wanted(tags=frozenset(TagId(one.id) for one in series))
    names = frozenset(one.key for one in series)
    return Wanted(analysts=names) if group is Group.ANALYST else Wanted(sources=names)


def narrowed(view: ChartView, choice: BinChoice | None, series: Wanted) -> Narrowed:
    """Which annotations and articles a view's filters and a choice with its `series` leave."""
    filters = tuple(one for one in (view.wanted, series) if one)
    if choice is None:
        return Narrowed(filters)
    return Narrowed(
        filters, choice.first, choice.last, choice.undated,
        by_making=view.dates is DateRule.ANNOTATED, marked=choice.series is not None,
    )  # fmt: skip


def name(choice: BinChoice | None, series: Wanted, tags: Sequence[Tag], dates: DateRule = DateRule.PUBLISHED) -> str:
    """The choice as a chip says it: `Mar 2024 · demand`."""
    if choice is None:
        return ""
    days = "no date" if choice.undated else wording.span_of_days(choice.first, choice.last)
    made = "annotated " if dates is DateRule.ANNOTATED else ""
    named = [one.name for one in conditions(series, tags, most=2)]
    others = f"others ({wording.number(len(series.tags | series.sources | series.analysts))})"
    told = [f"{made}{days}", *(named if len(named) < 2 else [others])]
    return " · ".join(wording.one_line(part, _LONGEST) for part in told if part)


def conditions(wanted: Wanted, tags: Sequence[Tag], *, most: int = MOST_CHIPS) -> list[Condition]:
    """The conditions of a filter one by one: tags in the order of the codebook, sources, analysts, words."""
    chosen = [tag for tag in tags if tag.id in wanted.tags]
    tagged, others = _first(chosen, most)
    found = [Condition(one.name, one.color, replace(wanted, tags=wanted.tags - {one.id})) for one in tagged]
    if others:
        without = replace(wanted, tags=wanted.tags - {one.id for one in others})
        found.append(_of_others(len(others), "tags", without))
    sources, more = _first(sorted(wanted.sources), most)
    for one in sources:
        found.append(Condition(one or NO_SOURCE, "", replace(wanted, sources=wanted.sources - {one})))
    if more:
        found.append(_of_others(len(more), "sources", replace(wanted, sources=frozenset(sources))))
    analysts, more = _first(sorted(wanted.analysts), most)
    for one in analysts:
        found.append(Condition(f"by {one}", "", replace(wanted, analysts=wanted.analysts - {one})))
    if more:
        found.append(_of_others(len(more), "analysts", replace(wanted, analysts=frozenset(analysts))))
    words = " ".join(wanted.matching.split())
    return [*found, *([Condition(f"“{words}”", "", replace(wanted, matching=""))] if words else [])]


def _first(things: Sequence[_Thing], most: int) -> tuple[Sequence[_Thing], Sequence[_Thing]]:
    """The first of some things and the rest; one more than `most` needs no more room than what would stand for it."""
    return (things, ()) if len(things) <= most + 1 else (things[:most], things[most:])


def _of_others(number: int, noun: str, without: Wanted) -> Condition:
    return Condition(f"{wording.number(number)} more {noun}", "", without)


def title(parts: Iterable[str]) -> str:
    """The conditions in one line."""
    return " · ".join(wording.one_line(part, _LONGEST) for part in parts)


def place(view: ArticleView, annotations: Sequence[Annotation]) -> str:
    """Which one is chosen in the text, of those under the pointer: `2 of 3: demand`; alone there, of its tag."""
    selected = view.selected_annotation()
    if selected is None:
        return ""
    number, count = view.annotation_place() or (1, 1)
    if count == 1:
        same = [one.id for one in annotations if one.tag_id == selected.tag_id]
        number, count = same.index(selected.id) + 1, len(same)
    return f"{number} of {count}: {selected.tag}"
