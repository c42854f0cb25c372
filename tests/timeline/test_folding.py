"""Many series are shown as the largest and the others, and nothing is lost on the way."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from annotator.records import DayCount, TagId
from annotator.timeline.calendar import Unit
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import OTHERS, Folded, folded
from tests.timeline.samples import make_tags

TAGS = make_tags(*(f"source {number}" for number in range(9)))
MONDAY = date(2024, 3, 4)
counts = st.lists(
    st.builds(
        DayCount,
        st.none() | st.dates(date(2024, 1, 1), date(2024, 2, 20)),
        st.integers(1, 9).map(TagId),
        st.integers(1, 9),
    ),
    max_size=40,
)


def falling():
    """Nine series, each smaller than the one before."""
    return [DayCount(MONDAY, TagId(number), 10 - number) for number in range(1, 10)]


@given(counts, st.sets(st.integers(0, 8)), st.integers(1, 6), st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH]))
def test_every_bin_holds_as_much_as_before(day_counts, hidden, most, unit):
    whole = Timeline(day_counts, (), TAGS)
    few = folded(whole, {TAGS[place].name for place in hidden}, most=most)
    assert few.tally(unit).total == whole.tally(unit).total
    assert {number: sum(row) for number, row in few.tally(unit).rows()} == {
        number: sum(row) for number, row in whole.tally(unit).rows()
    }
    assert sum(few.tally(unit).undated) == whole.undated


def test_the_largest_stay_in_their_order_and_the_rest_comes_last():
    few = folded(Timeline(falling(), (), TAGS), (), most=3)
    assert [tag.name for tag in few.series] == ["source 0", "source 1", "source 2", "others (6)"]
    assert few.tally(Unit.DAY).row(MONDAY.toordinal()) == (9, 8, 7, 6 + 5 + 4 + 3 + 2 + 1)
    assert few.tally(Unit.DAY).series[-1] == OTHERS
    assert few.names_of(3) == tuple(f"source {number}" for number in range(3, 9))


def test_what_is_hidden_makes_room_for_the_next():
    few = folded(Timeline(falling(), (), TAGS), {"source 1"}, most=3)
    assert [tag.name for tag in few.series] == ["source 0", "source 1", "source 2", "source 3", "others (5)"]


def test_one_more_than_the_most_is_not_folded():
    whole = Timeline(falling(), (), TAGS)
    assert folded(whole, (), most=8) is whole
    assert isinstance(folded(whole, (), most=7), Folded)


def test_a_timeline_that_grew_is_folded_anew_and_one_that_did_not_stays():
    whole = Timeline([*falling(), DayCount(date(2024, 5, 1), TagId(1), 2)], (), TAGS)
    before = folded(whole, (), most=3)
    assert folded(whole, (), most=3, older=before) is before
    grew = whole.grown([(date(2024, 5, 1).toordinal(), 1, 1), (MONDAY.toordinal(), 9, 4)])
    after = folded(grew, (), most=3, older=before)
    assert after.tally(Unit.DAY).row(date(2024, 5, 1).toordinal()) == (3, 0, 0, 0)
    assert after.tally(Unit.DAY).row(MONDAY.toordinal()) == (9, 8, 7, 25)
