"""Lanes show annotations singly where they have room, and say how many there are where they have none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from annotator.records import DayCount, TagId
from annotator.timeline.calendar import Unit, start_ordinal
from annotator.timeline.choice import BinChoice
from annotator.timeline.counts import Timeline
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.lanes import dotted
from annotator.ui.timeline.marks import Reading
from tests.timeline.samples import make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SHOWN = (0, 1, 2)
counts = st.lists(
    st.builds(
        DayCount, st.dates(date(2024, 1, 1), date(2024, 3, 31)), st.integers(1, 3).map(TagId), st.integers(1, 40)
    ),
    min_size=1,
    max_size=25,
)


def laid_out(day_counts, unit, *, width=1200.0, height=120.0):
    timeline = Timeline(day_counts, (), make_tags("a", "b", "c"))
    tally = timeline.tally(unit)
    ends = start_ordinal(tally.first, unit), start_ordinal(tally.last + 1, unit)
    frame = Frame(float(ends[0]), float(ends[1]), width, height, 3.0)
    return tally, frame, dotted(tally, timeline.tally(Unit.DAY), Reading(Mode.LANES, SHOWN, (1, 1, 1)), frame)


@given(counts, st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH]))
def test_dots_and_numbers_add_up_to_the_counts(day_counts, unit):
    tally, _, marks = laid_out(day_counts, unit)
    for column in marks.columns if marks else ():
        row = tally.row(column.number)
        for place in SHOWN:
            assert sum(dot.annotations for dot in column.dots if dot.tag == place) == row[place]


@given(counts, st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH]))
def test_every_dot_stands_in_its_lane_and_its_bin(day_counts, unit):
    _, frame, marks = laid_out(day_counts, unit)
    for column in marks.columns if marks else ():
        for dot in column.dots:
            assert column.left - 1 <= dot.x <= column.right + 1
            assert dot.tag * frame.height / 3 <= dot.y - dot.radius
            assert dot.y + dot.radius <= (dot.tag + 1) * frame.height / 3
            assert column.bar_at(dot.x, dot.y).tag == dot.tag


@given(counts, st.sampled_from([Unit.DAY, Unit.WEEK]))
def test_no_dot_covers_another(day_counts, unit):
    _, _, marks = laid_out(day_counts, unit)
    for column in marks.columns if marks else ():
        singles = [dot for dot in column.dots if dot.annotations == 1]
        for number, one in enumerate(singles):
            for other in singles[:number]:
                apart = max(abs(one.x - other.x), abs(one.y - other.y))
                assert apart >= one.radius + other.radius


def test_a_number_splits_into_dots_where_there_is_room():
    many = [DayCount(date(2024, 1, day), TagId(1), 9) for day in range(1, 8)]
    _, _, near = laid_out(many, Unit.DAY, width=1200.0)
    assert {dot.annotations for column in near.columns for dot in column.dots} == {1}
    _, _, far = laid_out(many, Unit.DAY, width=150.0)
    assert {dot.annotations for column in far.columns for dot in column.dots} == {9}


def test_low_lanes_and_narrow_bins_keep_their_bars():
    few = [DayCount(date(2024, 1, 1), TagId(1), 2), DayCount(date(2024, 12, 1), TagId(2), 2)]
    assert laid_out(few, Unit.DAY)[2] is None
    assert laid_out(few, Unit.WEEK, height=20.0)[2] is None
    assert laid_out(few, Unit.WEEK)[2] is not None


def test_zooming_in_shows_dots_that_lead_to_their_day(make_seen):
    days = [DayCount(date(2024, month, day), TagId(1), 30) for month in range(1, 13) for day in range(1, 28)]
    seen = make_seen([*days, DayCount(date(2024, 6, 5), TagId(2), 1)])
    seen.panel.show_view(ChartView(mode=Mode.LANES))
    assert not any(column.dots for column in seen.chart.marks.columns)
    seen.wheel(QPoint(600, 60), 15)
    assert any(column.dots for column in seen.chart.marks.columns)
    seen.panel.show_view(ChartView(mode=Mode.LANES, first=date(2024, 6, 1), last=date(2024, 6, 14)))
    seen.click(date(2024, 6, 5), TagId(2))
    assert seen.chosen == [BinChoice(date(2024, 6, 5), date(2024, 6, 5), TagId(2))]
