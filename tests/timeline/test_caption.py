"""What a picture says of itself is true, and leaves out nothing that its reader must know."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import EVERYTHING, DayCount, TagId, Wanted
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.caption import Seen, caption, isolated
from annotator.timeline.choice import BinChoice
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import folded
from annotator.timeline.provenance import Provenance
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, DateRule, Group, Share

from .samples import make_tags

NAMES = ("claim", "commitment", "demand", "agreement")
FIRST = date(2024, 1, 1)
COUNTS = [
    DayCount(date(2024, 3, 5), TagId(1), 2),
    DayCount(date(2024, 4, 5), TagId(2), 1200),
    DayCount(date(2024, 4, 6), TagId(3), 30),
    DayCount(None, TagId(1), 1),
]
TIMELINE = Timeline(COUNTS, [(date(2024, 3, 5), 1)], make_tags(*NAMES))
MARCH, APRIL = (bin_number(date(2024, month, 1), Unit.MONTH) for month in (3, 4))


def said(
    view=None,
    *,
    bins=range(MARCH, APRIL + 1),
    choice=None,
    provenance=None,
    unit=Unit.MONTH,
    timeline=TIMELINE,
    other=None,
):
    seen, provenance = Seen(bins, choice, other), provenance or Provenance()
    return caption(timeline, timeline.tally(unit), view or ChartView(), seen, provenance=provenance)


def numbers(lines):
    n, undated = re.search(r"n = ([\d,]+), of these ([\d,]+) without a date", "\n".join(lines)).groups()
    return int(n.replace(",", "")), int(undated.replace(",", ""))


def test_all_is_said_in_two_lines():
    provenance = Provenance("strait", dict(enumerate(NAMES, 1)), 1233, 1)
    assert said(provenance=provenance) == [
        "By month, published · annotations by tag · 1 March 2024 – 30 April 2024",
        "n = 1,233, of these 1 without a date · all of “strait”",
    ]


def test_bins_out_of_view_are_not_counted():
    assert said(bins=range(MARCH, MARCH + 1)) == [
        "By month, published · annotations by tag · 1 March 2024 – 31 March 2024",
        "n = 3, of these 1 without a date · of 1,233 in the project",
    ]


def test_filters_are_said_with_what_they_leave_of_the_project():
    wanted = Wanted(
        frozenset({TagId(1), TagId(3)}), frozenset({"Meridian", ""}), frozenset({"Desk Öst"}), " ferry  line "
    )
    provenance = Provenance("strait", dict(enumerate(NAMES, 1)), 5000, 37)
    _, narrowed, counted = said(ChartView(wanted=wanted), provenance=provenance)
    assert narrowed == (
        "Only the tags claim, demand · only the source Meridian or none · only the analyst Desk Öst"
        " · only articles with “ferry line”"
    )
    assert counted.endswith("· of 5,000 in “strait”, of these 37 without a date")


def test_articles_without_a_source_are_named_as_such():
    assert said(ChartView(wanted=Wanted(sources=frozenset({""}))))[1] == "Only articles without a source"


def test_nobody_claims_to_know_the_whole_of_a_project_under_a_filter():
    assert said(ChartView(wanted=Wanted(matching="ferry")))[-1] == "n = 1,233, of these 1 without a date"


def test_hidden_series_are_named_and_not_counted():
    lines = said(ChartView(hidden=frozenset({"commitment", "unheard of"})))
    assert lines[1] == "Without commitment"
    assert numbers(lines) == (33, 1)


def test_where_most_series_are_hidden_those_that_are_seen_are_named():
    lines = said(ChartView(hidden=frozenset({"commitment", "demand"})))
    assert lines[1] == "1 of 3 tags shown: claim"
    assert said(ChartView(hidden=frozenset(NAMES)))[1:] == [
        "All 3 tags hidden",
        "n = 0, of these 0 without a date · of 1,233 in the project",
    ]


def test_series_that_are_folded_are_counted_and_can_be_hidden_by_their_names():
    timeline = folded(TIMELINE, frozenset({"demand"}), most=1)
    assert len(timeline.series) == 4
    timeline = folded(TIMELINE, frozenset(), most=1)
    assert [one.name for one in timeline.series] == ["commitment", "agreement", "others (2)"]
    assert numbers(said(timeline=timeline)) == (1233, 1)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (ChartView(group=Group.SOURCE), "annotations by source"),
        (ChartView(dates=DateRule.ANNOTATED), "By month, annotated ·"),
        (ChartView(mode=Mode.NORMALIZED), "annotations by tag, as a share of the month's ·"),
        (
            ChartView(mode=Mode.NORMALIZED, hidden=frozenset({"claim"})),
            "annotations by tag, as a share of those shown of the month ·",
        ),
        (ChartView(mode=Mode.NORMALIZED, share=Share.ARTICLES), "annotations by tag per 100 articles of the month ·"),
        (
            ChartView(mode=Mode.NORMALIZED, share=Share.ARTICLES, wanted=Wanted(matching="ferry")),
            "annotations by tag per 100 of these articles of the month ·",
        ),
        (ChartView(mode=Mode.LANES), "annotations by tag, each lane to its own peak ·"),
    ],
)
def test_reading_denominator_and_rule_are_named(view, words):
    assert words in said(view)[0]


def test_what_stands_out_is_explained():
    choice = BinChoice(date(2024, 3, 1), date(2024, 3, 31), TagId(1))
    assert "In full colour: claim, 1 March 2024 – 31 March 2024; all else is faded" in said(choice=choice)
    undated = BinChoice(None, None, undated=True)
    assert "In full colour: without a date; all else is faded" in said(choice=undated)


def test_bins_that_share_a_pixel_are_owned_up_to():
    lines = caption(
        TIMELINE,
        TIMELINE.tally(Unit.DAY),
        ChartView(),
        Seen(range(738_000, 738_005), shared=True),
        provenance=Provenance(),
    )
    assert lines[0].endswith(" · of days that share a pixel the tallest is drawn")


def test_names_from_right_to_left_do_not_turn_the_words_around_them():
    provenance = Provenance("مضيق", {1: "وعد", 2: "claim\u202e"}, 2000, 0)
    lines = said(ChartView(wanted=Wanted(frozenset({TagId(1), TagId(2)}))), provenance=provenance)
    assert lines[1] == "Only the tags \u2068وعد\u2069, claim"
    assert "“\u2068مضيق\u2069”" in lines[2]
    assert isolated("claim") == "claim"


def test_of_very_many_names_the_first_are_said():
    tags = {number: f"tag {number}" for number in range(1, 41)}
    lines = said(ChartView(wanted=Wanted(frozenset(map(TagId, tags)))), provenance=Provenance(tags=tags))
    assert lines[1].startswith("Only the tags tag 1, tag 2, ")
    assert lines[1].endswith("tag 12, 28 more")


def test_what_lies_over_the_bins_is_said_with_its_number():
    days = Compared(anchor=date(2024, 4, 1), first=date(2024, 3, 1))
    bins = range(APRIL, APRIL + 1)
    assert "Outline: 1 March 2024 – 31 March 2024, n = 2" in said(ChartView(compared=days), bins=bins, other=TIMELINE)
    other = Timeline([*COUNTS, DayCount(date(2024, 4, 9), TagId(4), 5)], [], make_tags(*NAMES))
    view = ChartView(compared=Compared(wanted=Wanted(sources=frozenset({"Meridian"}))), hidden=frozenset({"demand"}))
    assert "Outline: only the source Meridian, n = 1,206" in said(view, bins=bins, other=other)
    view = ChartView(compared=Compared(wanted=EVERYTHING))
    assert "Outline: all annotations, n = 1,236" in said(view, bins=bins, other=other)
    assert not any("Outline" in line for line in said(view, bins=bins))


ENTRIES = st.lists(
    st.builds(
        DayCount,
        st.none() | st.integers(0, 800).map(lambda days: FIRST + timedelta(days=days)),
        st.integers(1, 4).map(TagId),
        st.integers(1, 9),
    ),
    max_size=30,
)


@given(
    ENTRIES,
    st.frozensets(st.sampled_from(NAMES)),
    st.sampled_from(list(Unit)),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_n_is_a_brute_force_count_of_what_is_seen(entries, hidden, unit, skipped, length):
    timeline = Timeline(entries, [], make_tags(*NAMES))
    tally = timeline.tally(unit)
    bins = range(tally.first + skipped, tally.first + skipped + length)
    seen = [one for one in entries if NAMES[one.tag_id - 1] not in hidden]
    undated = sum(one.annotations for one in seen if one.day is None)
    dated = sum(one.annotations for one in seen if one.day is not None and bin_number(one.day, unit) in bins)
    lines = said(ChartView(hidden=hidden), bins=bins, unit=unit, timeline=timeline)
    assert numbers(lines) == (dated + undated, undated)
