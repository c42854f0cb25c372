"""The table of a chart says the same as the chart."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import DayCount, Event, EventId, TagId
from annotator.timeline.almanac import Almanac
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.counts import Timeline
from annotator.timeline.table import NO_COVERAGE, TOTAL, Table
from annotator.timeline.view import Share
from tests.timeline.samples import make_counts, make_tags

MARCH, APRIL, MAY = (bin_number(date(2024, month, 1), Unit.MONTH) for month in (3, 4, 5))
COUNTS = [
    DayCount(date(2024, 3, 5), TagId(1), 2), DayCount(date(2024, 3, 9), TagId(2), 6),
    DayCount(date(2024, 5, 5), TagId(2), 1200), DayCount(None, TagId(1), 1),
]  # fmt: skip
ARTICLES = [(date(2024, 3, 5), 1), (date(2024, 5, 5), 3), (date(2024, 5, 6), 1)]


def table(counts=COUNTS, articles=ARTICLES, *, names=("claim", "demand"), **wishes):
    timeline = Timeline(counts, articles, make_tags(*names))
    cut = timeline.tally(Unit.MONTH)
    return Table(timeline, cut, cut.numbers(), tuple(range(len(names))), **wishes)


def words(found):
    return [[found.cell(row, column) for column in range(found.columns())] for row in range(found.rows())]


def test_each_bin_has_a_row_and_each_tag_a_column():
    found = table()
    assert [found.column_name(column) for column in range(found.columns())] == ["Total", "claim", "demand", "Articles"]
    assert [found.row_name(row) for row in range(found.rows())] == ["No date", "March 2024", "April 2024", "May 2024"]
    assert words(found) == [
        ["1", "1", "0", NO_COVERAGE],
        ["8", "2", "6", "1"],
        [NO_COVERAGE] * 4,
        ["1,200", "0", "1,200", "4"],
    ]


def test_the_normalised_reading_has_shares_of_the_row():
    assert words(table(share=Share.ANNOTATIONS))[1] == ["8", "25.0%", "75.0%", "1"]
    assert words(table(share=Share.ANNOTATIONS, almanac=Almanac(decimal=",")))[1] == ["8", "25,0%", "75,0%", "1"]


def test_the_reading_per_100_articles_divides_by_those_of_the_bin():
    found = table(share=Share.ARTICLES)
    assert words(found) == [
        ["1", NO_COVERAGE, NO_COVERAGE, NO_COVERAGE],
        ["8", "200.0", "600.0", "1"],
        [NO_COVERAGE] * 4,
        ["1,200", "0.0", "30,000.0", "4"],
    ]
    assert found.spoken(0, 1) == "1 annotation"
    assert found.spoken(1, 2) == "600.0 for 100 articles, 6 annotations"


def test_tags_that_are_hidden_have_no_column_and_no_part_in_the_total():
    timeline = Timeline(COUNTS, ARTICLES, make_tags("claim", "demand"))
    cut = timeline.tally(Unit.MONTH)
    found = Table(timeline, cut, range(MARCH, MAY), (1,))
    assert words(found) == [["6", "6", "1"], [NO_COVERAGE] * 3]
    assert found.row_name(0) == "March 2024"


def test_a_cell_that_is_heard_alone_says_what_it_is_part_of():
    found = table()
    assert found.spoken(1, 1) == "2 of 8 annotations"
    assert found.spoken(3, 1) == "0 of 1,200 annotations, incomplete: the articles end on 6 May 2024"
    assert found.spoken(2, 1) == "no coverage: no article in these days"
    assert found.spoken(3, TOTAL).startswith("1,200 annotations")
    assert found.spoken(3, 3) == "4 articles"


def test_rows_and_columns_are_found_by_bin_and_tag():
    found = table()
    assert [found.number(row) for row in range(4)] == [None, MARCH, APRIL, MAY]
    assert [found.row_of(number) for number in (None, MARCH, APRIL, MAY, MAY + 1)] == [0, 1, 2, 3, None]
    assert [found.place(column) for column in range(4)] == [None, 0, 1, None]
    assert [found.column_of(place) for place in (None, 0, 1, 7)] == [TOTAL, 1, 2, TOTAL]


def test_a_copy_goes_into_a_spreadsheet_as_it_is():
    found = table(names=("=1+1", "two\tcells\n"))
    rows = list(csv.reader(io.StringIO(found.as_text(range(4), range(4))), dialect="excel-tab"))
    assert rows == [
        ["", "Total", "'=1+1", "two cells", "Articles"],
        ["No date", "1", "1", "0", ""],
        ["March 2024", "8", "2", "6", "1"],
        ["April 2024", "", "", "", ""],
        ["May 2024", "1200", "0", "1200", "4"],
    ]


def an_event(number, name, first, last=None):
    return Event(EventId(number), f"event-{number}", 1, name, first, last or first)


def test_the_events_of_a_bin_stand_beside_its_name():
    events = [
        an_event(1, "floods", date(2024, 3, 30), date(2024, 5, 1)), an_event(2, "summit\nat last", date(2024, 3, 4)),
        an_event(3, "vote", date(2024, 5, 9)), an_event(4, "rally", date(2024, 5, 9)),
        an_event(5, "appeal", date(2024, 5, 31)),
    ]  # fmt: skip
    found = table(events=events)
    assert [found.row_name(row) for row in range(4)] == [
        "No date", "March 2024 · summit at last, floods", "April 2024 · floods", "May 2024 · floods, vote and 2 more",
    ]  # fmt: skip


@given(st.integers(1, 60), st.sampled_from(Unit), st.integers(0, 3))
def test_rows_and_the_undated_add_up_to_all_annotations(days, unit, undated):
    counts = make_counts(days, seed=days, undated=undated)
    timeline = Timeline(counts, [], make_tags("a", "b", "c", "d"))
    cut = timeline.tally(unit)
    found = Table(timeline, cut, cut.numbers(), range(4))
    assert sum(found.count(row, TOTAL) for row in range(found.rows())) == timeline.annotations
    for row in range(found.rows()):
        assert sum(found.count(row, column) for column in range(1, 5)) == found.count(row, TOTAL)


@pytest.mark.parametrize("share", [None, *Share])
def test_a_timeline_of_nothing_has_no_rows(share):
    assert table([], [], share=share).rows() == 0
