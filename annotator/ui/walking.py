"""From annotation to annotation of the bars, in order of time, while the focus stays on the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from annotator.records import Annotation, AnnotationId, Wanted
from annotator.timeline.calendar import Unit, bin_at, bin_number
from annotator.timeline.newest import narrowed
from annotator.timeline.view import DateRule, Group
from annotator.ui import wording

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline
    from annotator.ui.desk import Desk

Day = date | None  # None: the undated
_Found = tuple[Day, int, AnnotationId]  # the day, the place among its annotations, and which one it is


@dataclass(frozen=True, slots=True)
class _Walk:
    """The days that hold annotations, with their numbers, in order; and which annotations of a day are meant."""

    days: tuple[tuple[Day, int], ...]
    wanted: Wanted
    by_making: bool

    def holds(self, day: Day) -> bool:
        """Whether annotations of this day are meant."""
        return any(one == day for one, _ in self.days)

    def before(self, day: Day) -> int:
        """How many annotations lie on earlier days."""
        return sum(count for one, count in self.days if _key(one) < _key(day))

    def total(self) -> int:
        """How many annotations there are."""
        return sum(count for _, count in self.days)

    def beyond(self, day: Day, step: int) -> list[Day]:
        """The days after one (before it where the step is -1), the nearest first."""
        later = [one for one, _ in self.days if (_key(one) - _key(day)) * step > 0]
        return later if step > 0 else later[::-1]


class Walking:
    """Steps through the annotations of one desk; a day that was read is kept until something is stored."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: tuple[object, list[AnnotationId]] = (None, [])

    def step(self, by: int) -> None:
        """Show the next annotation (1) or the one before (-1) of the chosen bars, else of all in view."""
        desk = self._desk
        with desk.guarded():
            walk = _walk_of(desk)
            found, total = self._next(walk, by), walk.total()
            if found is not None:
                day, place, annotation_id = found
                _show(desk, annotation_id, day)
                here = wording.number(walk.before(day) + place + 1)
                desk.say(f"{here} of {wording.number(total)}{_where(desk)}")
            else:
                end = "the last" if by > 0 else "the first"
                desk.say(f"That was {end} of {wording.number(total)}{_where(desk)}" if total else f"None{_where(desk)}")

    def _next(self, walk: _Walk, by: int) -> _Found | None:
        """Day, place on it and number of the annotation to show; None where there is no further one."""
        selected = self._desk.selected()
        if selected is not None:
            day = _day_of(self._desk, selected, walk)
            ids = self._ids_of(day, walk)
            if selected.id in ids and walk.holds(day) and not _was_led_away(self._desk, day):
                place = ids.index(selected.id) + by
                if 0 <= place < len(ids):
                    return day, place, ids[place]
                return self._first_of(walk, walk.beyond(day, by), by)
        return self._first_of(walk, _from_cursor(self._desk, walk, by), by)

    def _first_of(self, walk: _Walk, days: list[Day], by: int) -> _Found | None:
        for day in days:
            ids = self._ids_of(day, walk)
            if ids:
                place = 0 if by > 0 else len(ids) - 1
                return day, place, ids[place]
        return None

    def _ids_of(self, day: Day, walk: _Walk) -> list[AnnotationId]:
        """The annotations of a day in order; where no index leads to them, reading them may take a moment."""
        project = self._desk.project
        key = day, walk.wanted, walk.by_making, project.turn()
        if key != self._known[0]:
            self._known = key, project.annotations_of_day(day, walk.wanted, by_making=walk.by_making)
        return self._known[1]


def _walk_of(desk: Desk) -> _Walk:
    """The days of the choice, else those in view; the undated only where they are chosen."""
    chart, choice = desk.timeline.ensure_plot().chart, desk.timeline.choice
    timeline, view = chart.timeline, chart.view
    daily = timeline.tally(Unit.DAY)
    places = chart.shown_tags()
    if choice is not None and choice.series is not None:
        places = tuple(place for place, one in enumerate(timeline.series) if one.id == choice.series)
    wanted, by_making = narrowed(view, timeline, places), view.dates is DateRule.ANNOTATED
    if choice is not None and choice.undated:
        count = sum(int(daily.undated[place]) for place in places)
        return _Walk(((None, count),) if count else (), wanted, by_making)
    first, last = (choice.first, choice.last) if choice is not None else chart.days_in_view()
    return _Walk(tuple(_days(timeline, places, first, last)), wanted, by_making)


def _days(
    timeline: Timeline, places: Sequence[int], first: date | None, last: date | None
) -> Iterator[tuple[Day, int]]:
    """The days with annotations of these series; empty years are passed over, ten thousand of them in no time."""
    daily, yearly = timeline.tally(Unit.DAY), timeline.tally(Unit.YEAR)
    start = daily.first if first is None else max(first.toordinal(), daily.first)
    end = daily.last if last is None else min(last.toordinal(), daily.last)
    if end < start:
        return
    for year in range(date.fromordinal(start).year, date.fromordinal(end).year + 1):
        if not any(int(yearly.row(bin_number(date(year, 1, 1), Unit.YEAR))[place]) for place in places):
            continue
        whole = bin_at(bin_number(date(year, 1, 1), Unit.YEAR), Unit.YEAR)
        for ordinal in range(max(start, whole.start.toordinal()), min(end, whole.last.toordinal()) + 1):
            row = daily.row(ordinal)
            count = sum(int(row[place]) for place in places)
            if count:
                yield date.fromordinal(ordinal), count


def _was_led_away(desk: Desk, day: Day) -> bool:
    """Whether the keys have put the cursor on another bin than that of the annotation shown."""
    chart = desk.timeline.ensure_plot().chart
    number = None if day is None else bin_number(day, chart.unit)
    return chart.was_walked and chart.cursor is not None and chart.cursor[0] != number


def _from_cursor(desk: Desk, walk: _Walk, by: int) -> list[Day]:
    """The days to begin with: those from the cursor's bin on, else all, in the direction of the step."""
    chart = desk.timeline.ensure_plot().chart
    days = [day for day, _ in walk.days]
    if chart.cursor is not None and chart.cursor[0] is not None:
        number = chart.cursor[0]
        days = [day for day in days if day is None or (bin_number(day, chart.unit) - number) * by >= 0] or days
    return days if by > 0 else days[::-1]


def _day_of(desk: Desk, annotation: Annotation, walk: _Walk) -> Day:
    if walk.by_making:
        return date.fromisoformat(annotation.created_at[:10])
    return desk.article.published_on if desk.article is not None else None


def _show(desk: Desk, annotation_id: AnnotationId, day: Day) -> None:
    """Show an annotation in its article, and the cursor of the chart on its bar; no card, which might lie over it."""
    for annotation in desk.project.annotations_of([annotation_id]):
        desk.open_annotation(annotation)
        plot, number = desk.timeline.ensure_plot(), None
        if day is not None:
            number = bin_number(day, plot.chart.unit)
            plot.chart.reveal(number)
        plot.chart.point_at_bin((number, _place_of(desk, annotation)))
        plot.hide_card()


def _place_of(desk: Desk, annotation: Annotation) -> int | None:
    """The place of an annotation's bar among those of its bin, where a bar stands for its tag."""
    if desk.timeline.view.group is not Group.TAG:
        return None
    series = desk.timeline.ensure_plot().chart.timeline.series
    return next((place for place, one in enumerate(series) if one.id == annotation.tag_id), None)


def _where(desk: Desk) -> str:
    name = desk.choice_name()
    return f" · {name}" if name else " in view"


def _key(day: Day) -> int:
    return date.max.toordinal() + 1 if day is None else day.toordinal()
