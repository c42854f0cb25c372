"""The sentence follows what is seen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import DayCount, TagId, Wanted
from annotator.timeline.almanac import Almanac
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.counts import Timeline
from annotator.timeline.sentence import sentence
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, DateRule, Group, Share
from tests.timeline.samples import make_tags

COUNTS = [
    DayCount(date(2024, 3, 5), TagId(1), 2), DayCount(date(2024, 3, 6), TagId(2), 29),
    DayCount(date(2024, 5, 5), TagId(2), 12), DayCount(None, TagId(1), 1),
]  # fmt: skip
TIMELINE = Timeline(COUNTS, [], make_tags("claim", "demand", "threat", "promise", "reply"))
WEEKS, MONTHS = TIMELINE.tally(Unit.WEEK), TIMELINE.tally(Unit.MONTH)


def said(cut=WEEKS, *, seen=None, **wishes):
    return sentence(TIMELINE, cut, ChartView(**wishes), seen=seen)


def test_tags_of_a_filter_are_named_whatever_the_series_are():
    timeline = Timeline([DayCount(date(2024, 3, 4), TagId(1), 2)], [], make_tags("Meridian", "Tellus"))
    view = ChartView(group=Group.SOURCE, wanted=Wanted(tags=frozenset({TagId(1)})))
    tally = timeline.tally(Unit.MONTH)
    assert sentence(timeline, tally, view, tags={1: "claim"}).startswith("Claim by month")
    assert sentence(timeline, tally, view).startswith("Annotations of 1 tag by month")


def test_the_sentence_names_rule_bins_peak_and_what_has_no_date():
    assert said() == (
        "Annotations by week of publication, stacked by tag, 9 bins, peak 31 in the week of 4 March 2024 (W10); "
        "1 without a date."
    )


@pytest.mark.parametrize(
    ("wishes", "part"),
    [
        ({"mode": Mode.GROUPED, "group": Group.SOURCE}, "by week of publication, grouped by source, "),
        ({"mode": Mode.LANES, "group": Group.ANALYST}, "by week of publication, a lane for each analyst, "),
        ({"mode": Mode.NORMALIZED}, "by week of publication as shares of each week, by tag, "),
        ({"mode": Mode.NORMALIZED, "share": Share.ARTICLES}, "by week of publication per 100 articles, by tag, "),
        ({"dates": DateRule.ANNOTATED}, "Annotations by week of annotation, "),
        ({"wanted": Wanted(tags=frozenset({TagId(2)}))}, "Demand by week"),
        ({"wanted": Wanted(tags=frozenset({TagId(1), TagId(2), TagId(3)}))}, "Claim, demand and threat by week"),
        ({"wanted": Wanted(sources=frozenset({"Wire", ""}))}, "Annotations from no source and Wire by week"),
        ({"wanted": Wanted(analysts=frozenset({"desk one"}), matching=" ferry  north ")},
         "Annotations made by desk one in articles with “ferry north” by week"),
        ({"hidden": frozenset({"threat", "promise"})}, "Annotations without promise and threat by week"),
        ({"compared": Compared(date(2024, 1, 1), date(2023, 1, 1))}, "Annotations, compared by week"),
    ],
)  # fmt: skip
def test_the_sentence_says_how_the_chart_is_read(wishes, part):
    assert part in said(**wishes)


def test_few_that_are_singled_out_are_named_instead_of_the_many_hidden():
    hidden = frozenset({"demand", "threat", "promise", "reply"})
    assert said(MONTHS, hidden=hidden).startswith("Claim by month of publication, stacked by tag, 3 bins, peak 2 ")
    assert said(hidden=hidden, group=Group.SOURCE).startswith("Annotations of claim by week")
    assert said(hidden=hidden | {"claim"}) == "Every tag is hidden."


def test_only_the_first_of_many_names_are_said():
    many = Wanted(sources=frozenset({f"Source {number}" for number in range(1, 8)}))
    assert "from Source 1, Source 2, Source 3 and 4 more by week" in said(wanted=many)


def test_what_is_hidden_is_not_counted():
    assert "peak 2 in March 2024; 1 without a date." in said(MONTHS, hidden=frozenset({"demand"}))
    assert "peak 29 in March 2024." in said(MONTHS, hidden=frozenset({"claim"}))


def test_the_peak_is_that_of_the_bins_in_view():
    may = bin_number(date(2024, 5, 1), Unit.MONTH)
    assert "1 bin, peak 12 in May 2024; 1 without a date." in said(MONTHS, seen=range(may, may + 1))
    assert said(MONTHS, seen=range(may - 1, may)) == "Annotations: none in these days; 1 without a date."


def test_a_chart_without_dates_says_so():
    timeline = Timeline([DayCount(None, TagId(1), 3)], [], make_tags("claim"))
    assert sentence(timeline, timeline.tally(Unit.DAY), ChartView()) == (
        "Annotations: none with a date; 3 without a date."
    )


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit.DAY, "peak 29 on Wednesday, 6 March 2024"),
        (Unit.WEEK_FROM_SUNDAY, "peak 31 in the week of 3 March 2024"),
        (Unit.QUARTER, "peak 31 in Q1 2024"),
        (Unit.YEAR, "peak 43 in 2024"),
    ],
)
def test_the_peak_is_said_for_every_unit(unit, words):
    assert words in said(TIMELINE.tally(unit))


def test_numbers_and_dates_are_those_of_the_place():
    timeline = Timeline([DayCount(date(2024, 3, 5), TagId(1), 1204)], [], make_tags("claim"))
    here = Almanac(group=".", pattern="{day}. {month} {year}")
    words = sentence(timeline, timeline.tally(Unit.WEEK), ChartView(), almanac=here)
    assert "peak 1.204 in the week of 4. March 2024" in words


@given(st.sets(st.text(max_size=12)), st.text(max_size=12))
def test_any_names_make_one_line(names, matching):
    words = said(wanted=Wanted(sources=frozenset(names), matching=matching), hidden=frozenset(names))
    assert len(words.splitlines()) == 1
