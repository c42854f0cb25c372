"""A project's annotations over time: the counts behind the timeline, kept true to its edits, and its numbers as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TextIO

import numpy as np

from annotator.errors import UserError
from annotator.project.codebook import FREE_COLORS
from annotator.project.progress import Progress, Quiet
from annotator.project.project import Project
from annotator.records import ArticleId, Changes, Tag, TagId, Wanted
from annotator.store import counting
from annotator.timeline import numbers
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.arrays import Whole
from annotator.timeline.calendar import AUTO, NAMED_UNITS, Unit, room_for
from annotator.timeline.counts import Timeline, coverage_of
from annotator.timeline.details import Articles, Details, Question
from annotator.timeline.series import NO_SOURCE, Series
from annotator.timeline.tally import Entry, tally_of
from annotator.timeline.view import ChartView, DateRule, Group

PIECE = 20_000  # annotations read at once; other connections can store something in between
FEW = 2_000  # annotations; where an edit changed more, all are read again
PLAIN_VIEW = ChartView()
NO_DETAILS = "The annotations one by one are not read yet."


class Charting:
    """The counts of one open project, in any view of them.

    What is shown by tag and date of publication without further filters is counted by the project file itself. All
    else needs the `details`: each annotation as a row of numbers, read by `read_details`, perhaps in another thread.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._details: Details | None = None
        self._known: dict[Question, Timeline] = {}

    def has_details(self) -> bool:
        """Whether every view can be counted now."""
        return self._details is not None

    def adopt(self, details: Details) -> None:
        """Count with these details from now on; they must be as new as all that `take` was told."""
        self._details = details

    def can_count(self, view: ChartView) -> bool:
        """Whether the counts of a view, and what it is compared with, can be had without further details."""
        return self.has_details() or all(_is_plain(view.group, view.dates, wanted) for wanted in _wanted(view))

    def timeline(self, view: ChartView) -> Timeline:
        """The counts of a view; RuntimeError where they need details that are not there."""
        return self._answered(self._question(view, view.wanted))

    def compared(self, view: ChartView) -> Timeline | None:
        """The counts under the other filter that a view is compared with; None where it names none."""
        if view.compared is None or view.compared.wanted is None:
            return None
        return self._answered(self._question(view, view.compared.wanted))

    def take(self, changes: Changes) -> None:
        """Bring what is known up to date with an edit; little of it is counted anew where little changed."""
        many = len(changes.annotations) > FEW or len(changes.articles) > FEW
        if changes.everything or many:
            self._known.clear()
            self._details = None
            return
        if changes.articles and self._details is not None:
            rows = self._project.asked(lambda file: counting.articles_of(file, changes.articles))
            self._details.articles.take(rows)
        if changes.articles or changes.tags:
            self._known.clear()
        if changes.annotations:
            self._recount(changes)

    def _recount(self, changes: Changes) -> None:
        before, after = self._replaced(changes) if self._details is not None else ((), ())
        for question, known in list(self._known.items()):
            if _is_plain(question.group, question.dates, question.wanted):
                self._known[question] = known.grown(self._differing(known, changes))
            elif self._details is not None:
                entries = [*self._details.entries(question, before, -1), *self._details.entries(question, after, 1)]
                if {series for _, series, _ in entries} <= {one.id for one in known.series}:
                    self._known[question] = known.grown(entries)
                else:
                    del self._known[question]  # a source or an analyst that is new here

    def _replaced(self, changes: Changes) -> tuple[counting.Rows, counting.Rows]:
        assert self._details is not None
        rows = self._project.asked(lambda file: counting.annotations_of(file, changes.annotations))
        if any(row[3] not in self._details.analysts for row in rows):
            self._details.analysts.update(self._project.asked(counting.analysts))
        return self._details.replace(changes.annotations, rows)

    def _differing(self, known: Timeline, changes: Changes) -> list[Entry]:
        """What to add to the counts by tag on the days of the articles that an edit changed."""
        days, rows = self._project.asked(lambda file: counting.by_day_of(file, changes.annotated))
        daily = known.tally(Unit.DAY)
        now = {(day, tag): annotations for day, tag, annotations in rows}
        entries: list[Entry] = []
        for day in days:
            row = daily.row(day) if day else daily.undated
            before = zip(daily.series, row, strict=True)
            entries += ((day, tag, more) for tag, count in before if (more := now.get((day, tag), 0) - count))
        return entries

    def _question(self, view: ChartView, wanted: Wanted) -> Question:
        found: frozenset[ArticleId] | None = None
        if wanted.matching.strip():
            found = frozenset(self._project.article_ids(matching=wanted.matching))
        return Question(view.group, view.dates, wanted, found)

    def _answered(self, question: Question) -> Timeline:
        known = self._known.get(question)
        if known is None:
            # What is shown, what it is compared with, and both of the view before: who goes back waits for nothing.
            for old in list(self._known)[:-3]:
                del self._known[old]
            known = self._known[question] = self._counted(question)
        return known

    def _counted(self, question: Question) -> Timeline:
        if _is_plain(question.group, question.dates, question.wanted):
            coverage = coverage_of(_columns(self._project.asked(counting.article_days), 2))
            series = self._tags(question.wanted)
            columns = _columns(self._project.asked(counting.by_day), 3)
            return Timeline.of(tally_of(columns, [one.id for one in series], coverage), series)
        if self._details is None:
            raise RuntimeError(NO_DETAILS)
        published = question.dates is DateRule.PUBLISHED
        covered = self._details.articles.coverage(question) if published else None
        series = self._tags(question.wanted) if question.group is Group.TAG else self._named(question.group)
        columns = self._details.counted(question)
        return Timeline.of(tally_of(columns, [one.id for one in series], covered), series)

    def _tags(self, wanted: Wanted) -> Sequence[Series]:
        tags = self._project.asked(counting.tags)
        return [
            Series(number, name, color, key=name)
            for number, name, color in tags
            if not wanted.tags or number in wanted.tags
        ]

    def _named(self, group: Group) -> Sequence[Series]:
        """The sources or the analysts, the most frequent first, each in a colour that no filter changes."""
        assert self._details is not None
        named = self._details.series(group)
        return [
            Series(number, name or NO_SOURCE, FREE_COLORS[place % len(FREE_COLORS)], key=name)
            for place, (number, name) in enumerate(named)
        ]


def read_details(project: Project, progress: Progress | None = None) -> Details:
    """Read every annotation of a project as numbers, piece by piece; Cancelled where the progress says so."""
    steps, articles = progress or Quiet(), Articles()
    _read_articles(project, articles)
    total = project.totals().annotations
    details = Details(articles, project.asked(counting.analysts), expected=total)
    done, after = 0, -1
    while found := project.asked(lambda file: counting.annotations_after(file, after, PIECE)):  # noqa: B023 - asked at once
        if max(row[1] for row in found) > articles.last:
            _read_articles(project, articles)  # what came in meanwhile
        details.append(found)
        done, after = done + len(found), found[-1][0]
        steps.step(done, max(total, done))
    return details


def _read_articles(project: Project, articles: Articles) -> None:
    """Read the articles that are not known yet."""
    while rows := project.asked(lambda file: counting.articles_after(file, articles.last, PIECE)):
        articles.take(rows)


def timeline_of(project: Project, view: ChartView) -> Timeline:
    """The counts of a view, once."""
    return able(project, view).timeline(view)


def compared_with(project: Project, view: ChartView) -> Timeline | None:
    """The counts under the other filter that a view is compared with, once; None where it names none."""
    return able(project, view).compared(view)


def timeline(project: Project, *, tags: Iterable[Tag | TagId | int | str] = ()) -> Timeline:
    """The counts of the given tags (none: of all), in the order of the codebook; UserError for an unknown tag."""
    wanted = Wanted(tags=frozenset(project.tag(tag).id for tag in tags))
    return timeline_of(project, ChartView(wanted=wanted))


def write_numbers(
    project: Project,
    target: Path | TextIO,
    view: ChartView = PLAIN_VIEW,
    *,
    almanac: Almanac = PLAIN,
    known: Charting | None = None,
) -> int:
    """Write one CSV row a bin and series of a view, and the undated; returns the number of rows.

    What the view is compared with stands beside it, in columns at the end. The bins are those of the whole range, or
    those with a day in view where the view names days. Weeks begin where the almanac says, by default on Monday as
    ISO 8601 has it. `known` is what has counted for this project before.

    Raises UserError for an unknown unit and for a path that cannot be written to.
    """
    if view.unit != AUTO and view.unit not in NAMED_UNITS:
        raise UserError(f"There are no bins called {view.unit!r}: choose auto, {', '.join(NAMED_UNITS)}.")
    known = able(project, view, known)
    counts = known.timeline(view)
    cut = counts.tally(almanac.unit(counts.unit(view.unit, room=room_for(), first=view.first, last=view.last)))
    only = numbers.bins_in(counts, cut, view)
    if view.compared is None:
        rows = numbers.rows(cut, numbers.names_in(counts, view), only=only)
    else:
        rows = numbers.compared_rows(counts, known.compared(view) or counts, view, cut.unit, only)
    return numbers.write(rows, target, series=view.group.value, compared=view.compared is not None)


def able(project: Project, view: ChartView, known: Charting | None = None) -> Charting:
    """What can count a view: `known` or a new one, which has read every annotation if the view needs that."""
    made = known or Charting(project)
    if not made.can_count(view):
        made.adopt(read_details(project))
    return made


def _wanted(view: ChartView) -> list[Wanted]:
    there = view.compared.wanted if view.compared is not None else None
    return [view.wanted] if there is None else [view.wanted, there]


def _is_plain(group: Group, dates: DateRule, wanted: Wanted) -> bool:
    """Whether the project file itself keeps these counts."""
    narrowed = wanted.sources or wanted.analysts or wanted.matching.strip()
    return group is Group.TAG and dates is DateRule.PUBLISHED and not narrowed


def _columns(rows: counting.Rows, width: int) -> Whole:
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width).reshape(-1, width).T
