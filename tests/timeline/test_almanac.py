"""Dates, bins and numbers are called as the place calls them."""

from datetime import date

import pytest

from annotator.timeline.almanac import PLAIN, Almanac, rule
from annotator.timeline.calendar import NAMED_UNITS, WEEKS, Unit, bin_number
from annotator.timeline.ticks import tiers

GERMAN = Almanac(
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    short_months=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    short_months_alone=("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
    pattern="{day}. {month} {year}", group=".", decimal=",",
)  # fmt: skip
AMERICAN = Almanac(week=Unit.WEEK_FROM_SUNDAY, pattern="{month} {day}, {year}")
PERSIAN = Almanac(week=Unit.WEEK_FROM_SATURDAY, digits="۰۱۲۳۴۵۶۷۸۹", group="٬")
JAPANESE = Almanac(week=Unit.WEEK_FROM_SUNDAY, pattern="{year}年{number}月{day}日")
DAY = date(2024, 3, 6)


@pytest.mark.parametrize(
    ("day", "unit", "name"),
    [
        (date(2024, 3, 6), Unit.DAY, "Wednesday, 6 March 2024"),
        (date(2024, 3, 6), Unit.WEEK, "week of 4 March 2024 (W10)"),
        (date(2025, 1, 1), Unit.WEEK, "week of 30 December 2024 (W01)"),
        (date(2024, 3, 6), Unit.MONTH, "March 2024"),
        (date(2024, 3, 6), Unit.QUARTER, "Q1 2024"),
        (date(2024, 12, 6), Unit.QUARTER, "Q4 2024"),
        (date(987, 12, 6), Unit.YEAR, "987"),
    ],
)
def test_a_bin_is_called_as_a_person_would_call_it(day, unit, name):
    assert PLAIN.bin(bin_number(day, unit), unit) == name


def test_the_rule_says_where_weeks_begin_and_which_date_counts():
    assert rule(Unit.WEEK) == "By week, Monday to Sunday, published"
    assert rule(Unit.MONTH, date_kind="annotated") == "By month, annotated"


@pytest.mark.parametrize(
    ("almanac", "name", "words"),
    [
        (PLAIN, "week of 4 March 2024 (W10)", "By week, Monday to Sunday, published"),
        (GERMAN, "week of 4. März 2024 (W10)", "By week, Monday to Sunday, published"),
        (AMERICAN, "week of March 3, 2024", "By week, Sunday to Saturday, published"),
        (PERSIAN, "week of ۲ March ۲۰۲۴", "By week, Saturday to Friday, published"),
        (JAPANESE, "week of 2024年3月3日", "By week, Sunday to Saturday, published"),
    ],
)
def test_a_week_begins_and_is_called_as_the_place_wants(almanac, name, words):
    unit = almanac.unit(Unit.WEEK)
    assert almanac.bin(bin_number(DAY, unit), unit) == name
    assert almanac.rule(unit) == words


def test_only_the_week_depends_on_the_place():
    assert [AMERICAN.unit(unit).word for unit in NAMED_UNITS] == ["day", "week", "month", "quarter", "year"]


def test_numbers_have_the_digits_and_marks_of_the_place():
    assert GERMAN.number(1204) == "1.204"
    assert GERMAN.digit("1.5 %") == "1,5 %"
    assert PERSIAN.counted(1204, "annotation") == "۱٬۲۰۴ annotations"
    assert PLAIN.counted(1, "reply", "replies") == "1 reply"


def test_years_are_never_set_apart_by_thousands():
    assert GERMAN.day(date(9999, 12, 31)) == "31. Dezember 9999"
    assert GERMAN.year(date(1000, 1, 1)) == "1000"


@pytest.mark.parametrize(("almanac", "words"), [(PLAIN, "6 Mar"), (GERMAN, "6 März"), (AMERICAN, "Mar 6")])
def test_the_axis_writes_a_day_as_the_place_does(almanac, words):
    assert almanac.day_of_month(DAY) == words


@pytest.mark.parametrize("unit", WEEKS)
def test_the_axis_marks_the_weeks_that_are_drawn(unit):
    first = date(2024, 3, 1).toordinal()
    found = tiers(first, first + 28, width=600, unit=unit, almanac=Almanac(week=unit))
    begun = {date.fromordinal(tick.start).isoweekday() for tick in found.lower}
    assert begun == {{0: 1, 1: 7, 2: 6}[WEEKS[unit]]}


def test_the_axis_names_months_as_they_stand_alone():
    first = date(2024, 1, 1).toordinal()
    found = tiers(first, first + 366, width=900, unit=Unit.MONTH, almanac=GERMAN)
    assert [tick.label for tick in found.lower][2:4] == ["Mär", "Apr"]
