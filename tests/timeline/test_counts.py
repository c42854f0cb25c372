"""Bars plus the undated are all annotations, bin by bin and tag by tag."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import DayCount, TagId
from annotator.timeline.arrays import bin_numbers, start_ordinals
from annotator.timeline.calendar import AUTO, Unit, bin_number, bin_of, start_ordinal
from annotator.timeline.counts import Timeline
from annotator.timeline.words import coverage, title, totals

from .samples import make_counts, make_tags, tally

days = st.one_of(st.none(), st.dates(), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
day_counts = st.lists(st.builds(DayCount, days, st.integers(1, 4).map(TagId), st.integers(0, 50)), max_size=40)
units = st.sampled_from(Unit)
TAGS = [TagId(1), TagId(2), TagId(3)]


@given(day_counts, units)
def test_every_cell_equals_a_count_by_hand(counts, unit):
    by_hand = Counter()
    for entry in counts:
        by_hand[entry.day and bin_of(entry.day, unit), entry.tag_id] += entry.annotations
    cut = tally(counts, unit, TAGS)
    for (held, tag), count in by_hand.items():
        if held is not None and tag in TAGS and count:
            assert cut.row(bin_number(held.start, unit))[TAGS.index(tag)] == count
    assert cut.undated == tuple(by_hand[None, tag] for tag in TAGS)


@given(day_counts, units)
def test_bars_and_undated_add_up_to_the_total(counts, unit):
    cut = tally(counts, unit, TAGS)
    total = sum(entry.annotations for entry in counts if entry.tag_id in TAGS)
    assert sum(sum(row) for _, row in cut.rows()) + sum(cut.undated) == cut.total == total
    assert all(cut.first <= number <= cut.last for number, _ in cut.rows())


@given(day_counts, st.lists(st.tuples(days, st.integers(0, 5)), max_size=20), units)
def test_a_bin_is_covered_when_an_article_or_annotation_falls_into_it(counts, articles, unit):
    cut = tally(counts, unit, TAGS, articles)
    if not articles:
        return
    held = dict(cut.rows())
    for number in cut.numbers()[:30]:
        has_article = any(day and count and bin_number(day, unit) == number for day, count in articles)
        assert cut.covered(number) == (has_article or number in held)


def test_the_range_reaches_over_articles_without_annotations():
    counts = [DayCount(date(2024, 3, 5), TagId(1), 2)]
    cut = tally(counts, Unit.MONTH, TAGS, [(date(2024, 1, 9), 1), (date(2024, 5, 1), 2), (None, 4)])
    assert [each.start for each in cut.bins()] == [date(2024, month, 1) for month in range(1, 6)]
    assert [cut.covered(number) for number in cut.numbers()] == [True, False, True, False, True]


def test_nothing_dated_gives_no_bins():
    cut = tally([DayCount(None, TagId(1), 3)], Unit.WEEK, TAGS)
    assert list(cut.bins()) == []
    assert cut.total == 3


def test_a_timeline_of_some_tags_counts_only_these():
    counts = [DayCount(date(2024, 3, 5), TagId(1), 2), DayCount(None, TagId(2), 5)]
    timeline = Timeline(counts, [], make_tags("claim"))
    assert (timeline.annotations, timeline.undated) == (2, 0)


def test_auto_looks_at_the_days_in_view():
    counts = [DayCount(date(2020, 1, 1), TagId(1), 1), DayCount(date(2024, 12, 31), TagId(1), 1)]
    timeline = Timeline(counts, [], make_tags("claim"))
    assert timeline.unit(AUTO, room=150) is Unit.MONTH
    assert timeline.unit(AUTO, room=150, first=date(2022, 1, 1), last=date(2022, 2, 28)) is Unit.DAY
    assert timeline.unit("year", room=1) is Unit.YEAR


def test_auto_gives_few_stories_coarser_bins():
    first = date(2024, 1, 1)
    rare = [DayCount(first + timedelta(days=30 * story), TagId(1), 3) for story in range(24)]
    often = [DayCount(first + timedelta(days=5 * story), TagId(1), 3) for story in range(144)]
    assert Timeline(rare, [], make_tags("claim")).unit(AUTO, room=150) is Unit.MONTH
    assert Timeline(often, [], make_tags("claim")).unit(AUTO, room=150) is Unit.WEEK


def test_the_words_beside_the_chart_are_true():
    counts = [DayCount(date(2024, 3, 5), TagId(1), 2), DayCount(date(2024, 4, 5), TagId(2), 1200)]
    timeline = Timeline([*counts, DayCount(None, TagId(1), 1)], [(date(2024, 3, 5), 1)], make_tags("a", "b"))
    cut = timeline.tally(Unit.MONTH)
    april = bin_number(date(2024, 4, 1), Unit.MONTH)
    assert totals(timeline) == "1,203 annotations · 1 without a date"
    assert title(cut, april - 1) == "March 2024"
    assert title(cut, None) == "No date"
    assert coverage(cut, april - 1) == "1 article"
    assert coverage(cut, april) == "no coverage: no article in these days"


def entries(days, sign):
    return [(each.day.toordinal() if each.day else 0, each.tag_id, sign * each.annotations) for each in days]


@pytest.mark.parametrize("unit", list(Unit))
def test_counts_grown_from_older_ones_equal_counts_made_anew(unit):
    tags = make_tags("claim", "commitment", "demand", "agreement")
    old = [*make_counts()]
    versions = (old[1:], old[:-3], [*old, DayCount(date(2031, 5, 6), TagId(1), 2)], old[5:9], [], old)
    older, was = Timeline(old, [(date(2024, 1, 3), 2)], tags), old
    older.tally(unit)
    for days in versions:
        older, was = older.grown([*entries(was, -1), *entries(days, 1)]), days
        anew = Timeline(days, [(date(2024, 1, 3), 2)], tags)
        grown, counted = older.tally(unit), anew.tally(unit)
        assert list(grown.rows()) == list(counted.rows())
        assert (grown.undated, grown.sums, grown.first, grown.last) == (
            counted.undated, counted.sums, counted.first, counted.last,
        )  # fmt: skip
        assert (older.first, older.last, older.undated) == (anew.first, anew.last, anew.undated)


@given(st.lists(st.one_of(st.dates(), st.sampled_from([date.min, date.max])), min_size=1), units)
def test_whole_arrays_of_days_are_cut_like_single_days(dates, unit):
    ordinals = np.array([day.toordinal() for day in dates])
    numbers = bin_numbers(ordinals, unit)
    assert numbers.tolist() == [bin_number(day, unit) for day in dates]
    following = np.concatenate([numbers, numbers + 1])
    assert start_ordinals(following, unit).tolist() == [start_ordinal(number, unit) for number in following.tolist()]
