"""Calendar bins hold every date exactly once, whatever the year."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.timeline.calendar import (
    Bin,
    Unit,
    bin_at,
    bin_number,
    bin_of,
    bins_over,
    choose_unit,
    count_bins,
    start_ordinal,
)

units = st.sampled_from(Unit)


@given(st.dates(), units)
def test_a_day_lies_in_its_bin_and_in_no_neighbour(day, unit):
    number = bin_number(day, unit)
    held = bin_at(number, unit)
    assert held.start <= day <= held.last
    assert day in held
    assert bin_number(held.start, unit) == bin_number(held.last, unit) == number


@given(st.dates(), units)
def test_bins_follow_each_other_without_gap_or_overlap(day, unit):
    held = bin_of(day, unit)
    if held.last < date.max:
        assert held.end == held.last + timedelta(days=1)
        assert bin_of(held.end, unit).start == held.end
        assert bin_number(held.end, unit) == bin_number(day, unit) + 1


@given(st.dates(), units)
def test_bins_begin_where_the_calendar_says(day, unit):
    start = bin_of(day, unit).start
    expected = {
        Unit.DAY: day,
        Unit.WEEK: day - timedelta(days=day.weekday()),
        Unit.WEEK_FROM_SUNDAY: day - timedelta(days=min((day.weekday() + 1) % 7, (day - date.min).days)),
        Unit.WEEK_FROM_SATURDAY: day - timedelta(days=min((day.weekday() + 2) % 7, (day - date.min).days)),
        Unit.MONTH: day.replace(day=1),
        Unit.QUARTER: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        Unit.YEAR: date(day.year, 1, 1),
    }[unit]
    assert start == expected


@given(st.dates(), st.integers(0, 400), units)
def test_a_range_is_covered_by_its_bins(first, days, unit):
    last = min(first, date.max - timedelta(days=days)) + timedelta(days=days)
    first = min(first, last)
    bins = list(bins_over(first, last, unit))
    assert len(bins) == count_bins(first, last, unit)
    assert first in bins[0]
    assert last in bins[-1]
    assert all(left.end == right.start for left, right in pairwise(bins))


@pytest.mark.parametrize("unit", Unit)
def test_the_first_and_the_last_date_there_is_have_bins(unit):
    assert bin_of(date.min, unit).start == date.min
    final = bin_of(date.max, unit)
    assert final.last == date.max
    assert final.end == date.max
    assert start_ordinal(bin_number(date.max, unit) + 1, unit) > date.max.toordinal()


@given(st.dates(), st.sampled_from((Unit.WEEK_FROM_SUNDAY, Unit.WEEK_FROM_SATURDAY)))
def test_weeks_are_seven_days_long_but_at_the_ends_of_time(day, unit):
    held = bin_of(day, unit)
    assert (held.last - held.start).days == 6 or held.start == date.min or held.last == date.max


def test_weeks_of_the_turn_of_a_year_are_those_of_iso():
    assert bin_of(date(2024, 12, 31), Unit.WEEK) == Bin(date(2024, 12, 30), date(2025, 1, 5))


@pytest.mark.parametrize(
    ("days", "room", "unit"),
    [
        (1, 150, Unit.DAY),
        (9, 150, Unit.DAY),
        (60, 150, Unit.DAY),
        (366, 150, Unit.WEEK),
        (731, 150, Unit.WEEK),
        (731, 80, Unit.MONTH),
        (1826, 150, Unit.MONTH),
        (5000, 150, Unit.QUARTER),
        (20000, 150, Unit.YEAR),
    ],
)
def test_auto_gives_a_chart_with_a_shape_that_is_not_crowded(days, room, unit):
    first = date(2024, 1, 1)
    assert choose_unit(first, first + timedelta(days=days - 1), room=room) is unit


@given(st.dates(), st.dates(), st.integers(20, 400))
def test_auto_never_crowds_unless_even_years_do(one, other, room):
    first, last = sorted((one, other))
    unit = choose_unit(first, last, room=room)
    assert count_bins(first, last, unit) <= room or unit is Unit.YEAR
    fitting = [count_bins(first, last, each) for each in Unit if count_bins(first, last, each) <= room]
    if any(count >= 20 for count in fitting):
        assert count_bins(first, last, unit) >= 20
