"""What a person asks of the timeline on the command line, as a view of it."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import Project
from annotator.records import EVERYTHING, Wanted
from annotator.timeline.counts import Timeline
from annotator.timeline.series import NO_SOURCE
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, DateRule, Group, Share

MOST_OFFERED = 12  # names that a sentence lists


def view_of(project: Project, asked: Namespace) -> ChartView:
    """The saved view that is named, or the plain one, with all that is asked for on top."""
    view = _saved(project, asked.view) if asked.view else ChartView()
    if asked.group and Group(asked.group) is not view.group:
        view = replace(view, group=Group(asked.group), hidden=frozenset())  # names of other things than before
    view = replace(
        view,
        mode=Mode(asked.mode) if asked.mode else view.mode,
        unit=asked.by or view.unit,
        share=Share(asked.share) if asked.share else view.share,
        dates=DateRule(asked.dates) if asked.dates else view.dates,
        wanted=_wanted(project, asked, view.wanted),
        first=asked.first or view.first,
        last=asked.last or view.last,
    )
    if view.first is not None and view.last is not None and view.last < view.first:
        raise UserError(f"The days from {view.first} to {view.last} are none. Give the earlier day with --from.")
    if asked.hidden:
        view = replace(view, hidden=_hidden(project, view, asked.hidden))
    return view


def compared_view(project: Project, view: ChartView, asked: Namespace, first: date | None) -> ChartView:
    """The view with what it is asked to be compared with; `first` is the first day of all that it counts."""
    if asked.compared is None:
        return view
    kind, value = asked.compared
    if isinstance(value, date):
        anchor = view.first or first
        if anchor is None:
            raise UserError(f"There are no days to compare those from {value} on with: nothing here has a date.")
        return replace(view, compared=Compared(anchor=anchor, first=value))
    other = Namespace(tags=[], sources=[], analysts=[], matching=None)
    setattr(other, kind, value if kind == "matching" else [value])
    named = _wanted(project, other, EVERYTHING)
    return replace(view, compared=Compared(wanted=replace(view.wanted, **{kind: getattr(named, kind)})))


def check_days(timeline: Timeline, view: ChartView) -> None:
    """UserError where none of the days asked for lies among those that the timeline reaches over."""
    if timeline.first is None or timeline.last is None:
        return
    asked = [f"from {view.first}" if view.first else "", f"to {view.last}" if view.last else ""]
    if not view.last:
        asked = [f"from {view.first} on"]
    elif not view.first:
        asked = [f"until {view.last}"]
    if (view.first or timeline.first) > timeline.last or (view.last or timeline.last) < timeline.first:
        raise UserError(
            f"There is nothing to see {' '.join(asked)}: the timeline reaches from {timeline.first} to "
            f"{timeline.last}. Choose other days with --from and --to."
        )


def _saved(project: Project, name: str) -> ChartView:
    saved = project.view(name)
    for sentence in saved.lost:
        print(f"annotator: {safe(sentence)}", file=sys.stderr)
    return saved.view


def _wanted(project: Project, asked: Namespace, given: Wanted) -> Wanted:
    """The filter; each kind that is asked for takes the place of what the saved view has of it."""
    tags = frozenset(project.tag(tag).id for tag in asked.tags)
    sources = _named(asked.sources, (name for name, _ in project.sources()), "source") if asked.sources else ()
    analysts = _named(asked.analysts, (name for name, _ in project.analysts()), "analyst") if asked.analysts else ()
    return Wanted(
        tags or given.tags,
        frozenset(sources) or given.sources,
        frozenset(analysts) or given.analysts,
        given.matching if asked.matching is None else asked.matching,
    )


def _hidden(project: Project, view: ChartView, asked: Sequence[str]) -> frozenset[str]:
    """The names of series as the timeline has them."""
    there: Iterable[str] = [tag.name for tag in project.tags()]
    if view.group is Group.SOURCE:
        there = [name or NO_SOURCE for name, _ in project.sources()]
    elif view.group is Group.ANALYST:
        there = [name for name, _ in project.analysts()]
    return frozenset(_named(asked, there, view.group.value))


def _named(asked: Sequence[str], there: Iterable[str], noun: str) -> list[str]:
    """The names that are meant, in any case; UserError for one that is not there."""
    names = sorted(there)
    known = {name.casefold(): name for name in names} | {name: name for name in names}
    found = [known.get(name, known.get(name.strip().casefold())) for name in asked]
    missing = next((name for name, one in zip(asked, found, strict=True) if one is None), None)
    if missing is not None:
        offered = [name or "“” (none)" for name in names[:MOST_OFFERED]]
        more = [f"{len(names) - MOST_OFFERED} more"] if len(names) > MOST_OFFERED else []
        listed = ", ".join([*offered, *more]) or f"no {noun}s"
        raise UserError(f"There is no {noun} “{missing}” in this project. It has: {listed}.")
    return [name for name in found if name is not None]
