"""A project's annotations over time: the counts behind the timeline, and its numbers as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from annotator.errors import UserError
from annotator.project.project import Project
from annotator.records import Tag, TagId
from annotator.timeline import numbers
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import NAMED_UNITS
from annotator.timeline.counts import AUTO, Timeline, room_for


def timeline(project: Project, *, tags: Iterable[Tag | TagId | int | str] = ()) -> Timeline:
    """The counts of the given tags (none: of all), in the order of the codebook; UserError for an unknown tag."""
    wanted = {project.tag(tag).id for tag in tags}
    chosen = [tag for tag in project.tags() if not wanted or tag.id in wanted]
    return Timeline(project.day_counts(), project.article_days(), chosen)


def write_numbers(
    project: Project,
    target: Path | TextIO,
    *,
    unit: str = AUTO,
    tags: Iterable[Tag | TagId | int | str] = (),
    almanac: Almanac = PLAIN,
) -> int:
    """Write one CSV row a bin and tag over the whole range, and the undated; returns the number of rows.

    Weeks begin where the almanac says, by default on Monday as ISO 8601 has it.

    Raises UserError for an unknown unit or tag and for a path that cannot be written to.
    """
    if unit != AUTO and unit not in NAMED_UNITS:
        raise UserError(f"There are no bins called {unit!r}: choose auto, {', '.join(NAMED_UNITS)}.")
    counts = timeline(project, tags=tags)
    cut = counts.tally(almanac.unit(counts.unit(unit, room=room_for())))
    return numbers.write(numbers.rows(cut, [tag.name for tag in counts.series]), target)
