"""The calendar axis names dates that fit."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.timeline.calendar import Unit
from annotator.timeline.ticks import tiers


def span(first, last):
    return {"left": first.toordinal(), "right": last.toordinal() + 1}


def labels(ticks):
    return [tick.label for tick in ticks]


def test_a_year_by_week_shows_months_under_which_stands_the_year():
    shown = tiers(**span(date(2024, 1, 1), date(2024, 12, 29)), width=1300, unit=Unit.WEEK)
    assert labels(shown.lower)[:3] == ["Jan", "Feb", "Mar"]
    assert labels(shown.upper) == ["2024"]


def test_two_weeks_by_day_show_days_under_which_stands_the_month():
    shown = tiers(**span(date(2024, 2, 25), date(2024, 3, 9)), width=1300, unit=Unit.DAY)
    assert labels(shown.lower)[:6] == ["25", "26", "27", "28", "29", "1"]
    assert labels(shown.upper) == ["February 2024", "March 2024"]


def test_centuries_show_round_years():
    shown = tiers(**span(date(1003, 1, 1), date(1950, 12, 31)), width=600, unit=Unit.YEAR)
    assert labels(shown.lower)[:3] == ["1000", "1100", "1200"]
    assert shown.upper == ()


@pytest.mark.parametrize("unit", Unit)
def test_the_whole_calendar_has_an_axis(unit):
    shown = tiers(**span(date.min, date.max), width=600, unit=unit)
    assert 5 <= len(shown.lower) <= 15


@given(st.dates(), st.dates(), st.floats(100, 3000), st.sampled_from(Unit))
def test_labels_never_crowd(one, other, width, unit):
    first, last = sorted((one, other))
    shown = tiers(**span(first, last), width=width, unit=unit)
    assert 1 <= len(shown.lower) <= width / 19 + 2
    assert all(left.end == right.start for left, right in pairwise(shown.lower))
