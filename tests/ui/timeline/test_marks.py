"""Bars are as high as their counts, and a point finds the bar that is drawn there."""

from datetime import date
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.records import DayCount, TagId
from annotator.timeline.calendar import Unit, bin_number, start_ordinal
from annotator.timeline.stacks import Mode
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.marks import Reading
from annotator.ui.timeline.placing import lay_out, values
from tests.timeline.samples import tally

SHOWN = (0, 1, 2)
FIRST = date(2024, 1, 1)
counts = st.lists(
    st.builds(
        DayCount,
        st.dates(FIRST, date(2024, 6, 30)),
        st.integers(1, 3).map(TagId),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=40,
)
units = st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH])


def laid_out(day_counts, unit, mode, *, width=1200.0):
    cut = tally(day_counts, unit, [TagId(1), TagId(2), TagId(3)])
    left, right = start_ordinal(cut.first, unit), start_ordinal(cut.last + 1, unit)
    peaks = tuple(max(row[place] for _, row in cut.rows()) for place in SHOWN)
    reading = Reading(mode, SHOWN, peaks)
    tops = {Mode.NORMALIZED: 1.0, Mode.LANES: 3.0}
    frame = Frame(
        float(left), float(right), width, 200.0, tops.get(mode) or values(cut.counts, cut.articles, reading).max()
    )
    return cut, frame, lay_out(cut, reading, frame)


@given(counts, units)
def test_stacked_bars_are_as_high_as_their_counts_and_leave_no_gap(day_counts, unit):
    cut, frame, marks = laid_out(day_counts, unit, Mode.STACKED)
    for column in marks.columns:
        row, bottom = cut.row(column.number), frame.height
        for bar in column.bars:
            assert bar.bottom == bottom
            assert abs((bar.bottom - bar.top) - row[bar.tag] / frame.top * frame.height) <= 1.5
            bottom = bar.top
        assert abs(frame.height - bottom - sum(row) / frame.top * frame.height) <= 1


@given(counts, units)
def test_grouped_bars_stand_side_by_side_on_the_baseline(day_counts, unit):
    cut, frame, marks = laid_out(day_counts, unit, Mode.GROUPED)
    assume(all(column.right - column.left > 8 for column in marks.columns))
    for column in marks.columns:
        assert all(bar.bottom == frame.height for bar in column.bars)
        assert all(one.right <= other.left for one, other in pairwise(column.bars))
        for bar in column.bars:
            height = cut.row(column.number)[bar.tag] / frame.top * frame.height
            assert abs((bar.bottom - bar.top) - height) <= 1


@given(counts, units)
def test_shares_of_a_bin_fill_the_plot(day_counts, unit):
    cut, frame, marks = laid_out(day_counts, unit, Mode.NORMALIZED)
    for column in marks.columns:
        row, bottom = cut.row(column.number), frame.height
        for bar in column.bars:
            assert bar.bottom == bottom
            assert abs((bar.bottom - bar.top) - row[bar.tag] / sum(row) * frame.height) <= 1
            bottom = bar.top
        assert bottom == (0 if any(row) else frame.height)


@given(counts, units)
def test_bars_of_lanes_stand_in_their_lanes_as_high_as_their_share_of_its_peak(day_counts, unit):
    cut, frame, marks = laid_out(day_counts, unit, Mode.LANES)
    lane = frame.height / 3
    for column in marks.columns:
        for bar in column.bars:
            peak = max(row[bar.tag] for _, row in cut.rows())
            assert lane * bar.tag <= bar.top < bar.bottom <= lane * (bar.tag + 1) + 1
            assert abs((bar.bottom - bar.top) - 0.84 * lane * cut.row(column.number)[bar.tag] / peak) <= 1


@given(counts, units, st.sampled_from(Mode))
def test_the_middle_of_each_bar_finds_that_bar_and_its_bin(day_counts, unit, mode):
    _, _, marks = laid_out(day_counts, unit, mode)
    for column in marks.columns:
        for bar in column.bars:
            if bar.bottom > bar.top:
                x, y = (bar.left + bar.right) / 2, (bar.top + bar.bottom) / 2
                found = marks.column_at(x)
                assert found is not None
                assert found.number == column.number
                assert found.bar_at(x, y) == bar


@given(counts)
def test_crowded_bins_share_a_pixel_that_shows_the_tallest(day_counts):
    cut, _, marks = laid_out(day_counts, Unit.DAY, Mode.STACKED, width=30.0)
    assume(len(cut.numbers()) > 15)
    tallest = max((sum(row), number) for number, row in cut.rows())[1]
    assert marks.column(tallest) is not None
    assert all(one.left < other.left for one, other in pairwise(marks.columns))


def test_a_bin_out_of_view_is_not_found():
    day_counts = [DayCount(FIRST, TagId(1), 3)]
    _, _, marks = laid_out(day_counts, Unit.WEEK, Mode.STACKED)
    assert marks.column(bin_number(FIRST, Unit.WEEK) + 1) is None
    assert marks.column_at(5000.0) is None
    assert marks.column_at(-1.0) is None
