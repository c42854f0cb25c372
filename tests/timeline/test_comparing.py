"""Counts laid over counts: compared with days walked one bin after the other, and with plain lists of dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import DayCount, TagId, Wanted
from annotator.timeline.calendar import Bin, Unit, bin_at, bin_number, bin_of
from annotator.timeline.comparing import (
    Difference,
    Differences,
    Measure,
    a_year_earlier,
    days_before,
    differences,
    laid_over,
    only_there,
    placed_under,
    shift,
    undated_difference,
)
from annotator.timeline.comparing_words import (
    against_outline,
    as_text,
    bins_in_words,
    cells,
    change,
    difference_in_words,
    filter_in_words,
    other_side,
    summary,
)
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import folded
from annotator.timeline.series import Series
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, Share
from tests.timeline.samples import make_tags

TAGS = make_tags("claim", "demand", "threat")
UNITS = st.sampled_from(list(Unit))
ANY_DAY = st.dates()
NEAR = st.dates(date(2019, 11, 1), date(2024, 3, 31))
DAYS = st.lists(st.tuples(st.one_of(st.none(), NEAR), st.integers(1, 3), st.integers(1, 9)), max_size=40)


def timeline(entries, articles=(), series=TAGS):
    return Timeline([DayCount(day, TagId(tag), count) for day, tag, count in entries], articles, series)


def next_bin(interval: Bin, unit: Unit) -> Bin | None:
    """The bin after one, found by its days and not by its number."""
    return bin_of(interval.last + timedelta(days=1), unit) if interval.last < date.max else None


@given(ANY_DAY, ANY_DAY, UNITS, st.integers(0, 5))
def test_the_bins_after_the_two_days_lie_over_each_other_one_by_one(anchor, first, unit, steps):
    here, there = bin_of(anchor, unit), bin_of(first, unit)
    for _ in range(steps):
        following = next_bin(here, unit), next_bin(there, unit)
        if None in following:
            return
        here, there = following
    number = bin_number(here.start, unit)
    found = laid_over(range(number, number + 1), Compared(anchor, first), unit)
    assert [bin_at(one, unit) for one in found] == [there]


@given(ANY_DAY, ANY_DAY, UNITS, ANY_DAY, st.integers(0, 400))
def test_what_lies_outside_the_calendar_is_left_out(anchor, first, unit, start, length):
    number = bin_number(start, unit)
    compared = Compared(anchor, first)
    numbers = range(number, min(number + length, bin_number(date.max, unit) + 1))
    found = laid_over(numbers, compared, unit)
    kept = [one - shift(compared, unit) for one in numbers]
    low, high = bin_number(date.min, unit), bin_number(date.max, unit)
    assert list(found) == [one for one in kept if low <= one <= high]
    assert all(bin_at(one, unit) for one in found)


@given(DAYS, DAYS, UNITS, NEAR, NEAR, st.tuples(NEAR, NEAR))
def test_differences_are_those_of_dates_counted_one_by_one(here, there, unit, anchor, first, ends):
    low, high = sorted(ends)
    numbers = range(bin_number(low, unit), bin_number(high, unit) + 1)
    view = ChartView(compared=Compared(anchor, first))
    found = differences(timeline(here), timeline(there), view, unit, numbers, shown=(0, 1, 2))
    ours = [bin_at(number, unit) for number in numbers]
    theirs = [bin_at(number, unit) for number in laid_over(numbers, view.compared, unit)]
    for place, row in enumerate(found.rows):
        assert row.here == sum(n for day, tag, n in here if tag == place + 1 and any(day in one for one in ours))
        assert row.there == sum(n for day, tag, n in there if tag == place + 1 and any(day in one for one in theirs))
    assert found.total.here == sum(row.here for row in found.rows)
    assert found.total.there == sum(row.there for row in found.rows)


@given(DAYS, st.lists(st.tuples(NEAR, st.integers(1, 3)), max_size=20), UNITS, NEAR)
def test_per_100_articles_each_side_is_divided_by_its_own_articles(entries, articles, unit, first):
    numbers = range(bin_number(date(2021, 1, 1), unit), bin_number(date(2021, 12, 31), unit) + 1)
    view = ChartView(mode=Mode.NORMALIZED, share=Share.ARTICLES, compared=Compared(date(2021, 1, 1), first))
    counts = timeline(entries, articles)
    found = differences(counts, counts, view, unit, numbers, shown=(0, 1, 2))
    assert found.measure is Measure.PER_ARTICLES
    for bins, value in ((numbers, found.total.here), (found.there, found.total.there)):
        days = [bin_at(number, unit) for number in bins]
        inside = sum(n for day, n in articles if any(day in one for one in days))
        count = sum(n for day, _, n in entries if any(day in one for one in days))
        assert value == (pytest.approx(100 * count / inside) if inside else None)


def test_series_are_matched_by_name_and_what_the_chart_has_none_of_has_a_row_of_its_own():
    def sources(*names):
        return [Series(place + 1, name, "#000000") for place, name in enumerate(names)]

    day = date(2024, 3, 4)
    here = timeline([(day, 1, 5), (day, 2, 2)], series=sources("Meridian", "Harbour"))
    there = timeline([(day, 1, 3), (day, 2, 4), (day, 3, 7)], series=sources("Harbour", "Gazette", "Secret"))
    assert placed_under(here, there, (0, 1)) == [[], [0]]
    assert only_there(here, there, {"Secret"}) == [1]
    view = ChartView(hidden=frozenset({"Secret"}), compared=Compared(wanted=Wanted(sources=frozenset({"Harbour"}))))
    numbers = range(bin_number(day, Unit.DAY), bin_number(day, Unit.DAY) + 1)
    found = differences(here, there, view, Unit.DAY, numbers, shown=(0, 1))
    assert [(row.name, row.here, row.there, row.place) for row in found.rows] == [
        ("Meridian", 5, 0, 0), ("Harbour", 2, 3, 1), ("Gazette", 0, 4, None),
    ]  # fmt: skip
    assert (found.total.here, found.total.there) == (7, 7)


@given(DAYS, DAYS, st.integers(1, 4))
def test_folding_series_changes_no_total(here, there, most):
    series = make_tags(*"abcdef")
    spread = [(day, tag + 3 * (count % 2), count) for day, tag, count in here]
    first, second = timeline(spread, series=series), timeline(there, series=series)
    few = folded(first, frozenset(), most=most)
    numbers = range(bin_number(date(2019, 1, 1), Unit.YEAR), bin_number(date(2024, 1, 1), Unit.YEAR) + 1)
    view = ChartView(compared=Compared(wanted=Wanted(matching="x")))
    whole = differences(first, second, view, Unit.YEAR, numbers, shown=range(6))
    fewer = differences(few, second, view, Unit.YEAR, numbers, shown=range(len(few.series)))
    assert (fewer.total.here, fewer.total.there) == (whole.total.here, whole.total.there)


@given(UNITS, ANY_DAY, st.integers(1, 500))
def test_the_days_before_are_as_many_bins_and_end_where_these_begin(unit, start, length):
    number = bin_number(start, unit)
    wish = days_before(range(number, number + length), unit)
    if number - length < bin_number(date.min, unit):
        assert wish is None
        return
    found = laid_over(range(number, number + length), wish, unit)
    assert found == range(number - length, number)


@given(ANY_DAY, UNITS)
def test_a_year_earlier_begins_within_half_a_bin_of_the_same_date(day, unit):
    start = bin_of(day, unit).start
    wish = a_year_earlier(range(bin_number(day, unit), bin_number(day, unit) + 1), unit)
    if start.year == 1:
        assert wish is None
        return
    near = date(start.year - 1, start.month, 28 if (start.month, start.day) == (2, 29) else start.day)
    most = 4 if unit in (Unit.WEEK, Unit.WEEK_FROM_SUNDAY, Unit.WEEK_FROM_SATURDAY) else 0
    assert abs((wish.first - near).days) <= most or wish.first == date.min
    assert bin_of(wish.first, unit).start == wish.first


def test_a_week_is_compared_with_the_week_of_the_same_number():
    number = bin_number(date(2024, 3, 4), Unit.WEEK)
    assert a_year_earlier(range(number, number + 1), Unit.WEEK).first == date(2023, 3, 6)  # W10 both


def test_the_undated_of_both_sides_are_told_beside_the_total():
    here = timeline([(None, 1, 5), (None, 2, 2), (date(2024, 1, 1), 1, 9)])
    there = timeline([(None, 2, 4)])
    found = undated_difference(here, there, (0, 1), frozenset())
    assert (found.here, found.there) == (7, 4)
    assert undated_difference(here, there, (2,), frozenset()) is None


# -- words ------------------------------------------------------------------------------------------


def test_a_change_is_told_in_percent_new_where_nothing_was_and_not_at_all_of_nothing():
    told = {
        (3, 2): "+50.0%", (1, 2): "−50.0%", (0, 2): "−100.0%", (2, 2): "0.0%", (2, 0): "new", (0, 0): "–",
        (None, 3): "–", (3, None): "–",
    }  # fmt: skip
    for (here, there), words in told.items():
        assert change(Difference("claim", here, there)) == words


def test_the_cells_of_a_row_follow_the_measure():
    assert cells(Difference("a", 1204, 1300), Measure.ANNOTATIONS) == ("1,204", "1,300", "−96", "−7.4%")
    assert cells(Difference("a", 0.5, 0.4), Measure.SHARE) == ("50.0%", "40.0%", "+10.0 points", "+25.0%")
    assert cells(Difference("a", 12.25, None), Measure.PER_ARTICLES) == ("12.2", "–", "–", "–")
    assert cells(Difference("Total", 12, 10), Measure.SHARE, is_total=True) == ("12", "10", "+2", "+20.0%")


def test_other_days_another_filter_or_both_are_named():
    weeks = range(bin_number(date(2024, 3, 4), Unit.WEEK), bin_number(date(2024, 5, 5), Unit.WEEK) + 1)
    said = {
        Compared(date(2024, 3, 4), date(2023, 3, 6)): "6 Mar – 7 May 2023",
        Compared(date(2024, 3, 4), date(2022, 11, 7)): "7 Nov 2022 – 8 Jan 2023",
        Compared(wanted=Wanted(sources=frozenset({"Harbour Wire", ""}))): "no source, Harbour Wire",
        Compared(wanted=Wanted()): "all annotations",
        Compared(date(2024, 3, 4), date(2023, 3, 6), Wanted(tags=frozenset({1, 9}), matching=" levy  talks ")):
            "6 Mar – 7 May 2023 · claim, 1 tag · “levy talks”",
        Compared(date(2024, 3, 4), date(2024, 3, 5)): "the same days",
        Compared(date(9000, 1, 1), date(1, 1, 1)): "no days of any calendar",
    }  # fmt: skip
    for compared, words in said.items():
        assert other_side(compared, Unit.WEEK, weeks, lambda one: filter_in_words(one, {1: "claim"})) == words
    assert bins_in_words(weeks[:1], Unit.WEEK) == "4 Mar – 10 Mar 2024"
    assert bins_in_words(range(0), Unit.WEEK) == ""


def test_one_bin_is_told_with_the_bin_that_lies_over_it():
    number = bin_number(date(2024, 3, 4), Unit.MONTH)
    said = {
        Compared(date(2024, 3, 4), date(2023, 3, 4)): "Against the outline, March 2023",
        Compared(wanted=Wanted(matching="levy")): "Against the outline",
        Compared(date(9999, 1, 1), date(1, 1, 1)): "Against the outline",
    }
    assert {compared: against_outline(compared, Unit.MONTH, number) for compared in said} == said
    assert difference_in_words(15, 12) == "+3 (+25 %), 12 there"
    assert difference_in_words(4, 0) == "+4, none there"
    assert difference_in_words(4, None) == "no coverage there"


def test_the_table_for_a_spreadsheet_holds_plain_numbers_and_names_that_nothing_runs():
    rows = (Difference("=claim\tx", 1204, 1000, 0), Difference("demand", 3, 0, 1))
    month = bin_number(date(2024, 3, 1), Unit.MONTH)
    found = Differences(
        rows, Difference("Total", 1207, 1000), Measure.ANNOTATIONS, Unit.MONTH, range(month, month + 1), range(0)
    )
    assert as_text(found, "March 2023").splitlines() == [
        "\there: 1 Mar – 31 Mar 2024\tthere: March 2023\tdifference\tchange",
        "'=claim x\t1204\t1000\t204\t0.204",
        "demand\t3\t0\t3\t",
        "Total\t1207\t1000\t207\t0.207",
    ]
    assert summary(found, "March 2023") == "1,207 annotations here, 1,000 in the outline (March 2023): +20.7%."
