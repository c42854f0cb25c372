"""How the change against the bin before is said."""

from datetime import date

import pytest

from annotator.records import DayCount, TagId
from annotator.timeline.almanac import Almanac
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.change import bin_before, change, since_bin_before
from annotator.timeline.counts import Timeline
from tests.timeline.samples import make_tags

CLAIM, DEMAND = TagId(1), TagId(2)
WEEKS = [date(2024, 1, 1), date(2024, 1, 8), date(2024, 1, 15), date(2024, 1, 22), date(2024, 1, 29)]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (30, 42, "+12 (+40 %)"),
        (42, 30, "−12 (−29 %)"),
        (0, 5, "+5 (none before)"),
        (5, 0, "−5 (−100 %)"),
        (7, 7, "no change"),
        (0, 0, "no change"),
        (1000, 1001, "+1 (under 1 %)"),
        (1, 1501, "+1,500 (+150,000 %)"),
    ],
)
def test_a_change_is_said_as_a_number_and_a_share(before, now, said):
    assert change(before, now) == said


def test_numbers_are_written_as_the_place_writes_them():
    assert change(1, 1501, Almanac(group=" ")) == "+1 500 (+150 000 %)"


def weeks():
    """Two claims, then three and a demand, a week without articles, one without annotations, one with a claim."""
    counts = [DayCount(WEEKS[0], CLAIM, 2), DayCount(WEEKS[1], CLAIM, 3), DayCount(WEEKS[1], DEMAND, 1),
              DayCount(WEEKS[4], CLAIM, 1)]  # fmt: skip
    articles = [(WEEKS[0], 2), (WEEKS[1], 1), (WEEKS[3], 4), (WEEKS[4], 1)]
    return Timeline(counts, articles, make_tags("claim", "demand"))


def said(week, *places):
    tally = weeks().tally(Unit.WEEK)
    return since_bin_before(tally, bin_number(WEEKS[week], Unit.WEEK), places)


def test_the_change_is_that_of_the_series_asked_for():
    assert said(1, 0, 1) == "+2 (+100 %)"
    assert said(1, 0) == "+1 (+50 %)"
    assert said(1, 1) == "+1 (none before)"


def test_no_coverage_is_no_zero():
    assert said(0, 0, 1) == "no coverage before"
    assert said(2, 0, 1) == "no coverage now"
    assert said(3, 0, 1) == "no coverage before"
    assert said(4, 0) == "+1 (none before)"


def test_an_incomplete_bin_before_is_said():
    days = [date(2024, 1, 28), date(2024, 2, 10), date(2024, 3, 31)]
    timeline = Timeline([], [(day, 1) for day in days], make_tags("claim"))
    tally = timeline.tally(Unit.MONTH)
    assert bin_before(timeline, tally, tally.first + 1) == "incomplete month before"
    assert bin_before(timeline, tally, tally.first + 2) == "month before"
