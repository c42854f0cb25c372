"""Names of events never run into each other, whatever events there are and whatever days are in view."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.records import Event, EventId
from annotator.ui.timeline.event_places import BETWEEN, SHORTEST, SPARSE, place
from annotator.ui.timeline.frame import Frame

FIRST = date(2024, 1, 1)
PIXELS = 7.0  # a letter


def measure(name: str) -> float:
    return PIXELS * len(name)


def event(number: int, name: str, start: int, days: int = 0) -> Event:
    first = FIRST + timedelta(days=start)
    return Event(EventId(number), f"uid-{number}", 1, name, first, first + timedelta(days=days))


def seen(days: int, *, width: float = 800.0, left: int = 0) -> Frame:
    start = FIRST.toordinal() + left
    return Frame(start, start + days, width, 100, 1)


events = st.lists(
    st.tuples(st.integers(1, 40), st.integers(-30, 400), st.one_of(st.just(0), st.integers(0, 200))), max_size=40
).map(lambda rows: [event(number, "x" * length, *days) for number, (length, *days) in enumerate(rows)])


@given(events=events, days=st.integers(7, 400), rows=st.integers(0, 3), width=st.floats(60, 2000))
def test_no_two_names_of_a_row_touch_and_all_are_inside(events, days, rows, width) -> None:
    frame = seen(days, width=width)
    placed = place(events, frame, measure, rows=rows)
    boxes = [one.box for one in placed if one.box is not None]
    for row in range(rows):
        of_row = sorted(box for box in boxes if box.row == row)
        assert all(before.right + BETWEEN <= after.left + 1e-6 for before, after in pairwise(of_row))
    assert all(0 <= box.left <= box.right <= width + 1e-6 and box.row < rows for box in boxes)


@given(events=events, days=st.integers(7, 400))
def test_each_event_in_view_is_placed_once_and_no_other(events, days) -> None:
    frame = seen(days)
    placed = place(events, frame, measure, rows=2)
    last = FIRST + timedelta(days=days)
    wanted = {one.id for one in events if one.last_on >= FIRST and one.first_on < last}
    assert sorted(one.event.id for one in placed) == sorted(wanted)
    assert all(one.left <= one.right for one in placed)


@given(events=events, days=st.integers(7, 400), rows=st.integers(0, 3))
def test_however_many_events_there_are_lines_stay_few(events, days, rows) -> None:
    placed = place(events, seen(days), measure, rows=rows)
    lined = [one for one in placed if not one.is_crowded]
    assert all(one.box is None for one in placed if one.is_crowded)
    assert sum(one.box is None for one in lined) <= 800 / SPARSE + 2
    assert not placed or lined


def test_a_lone_name_stands_whole_where_its_event_begins() -> None:
    (placed,) = place([event(1, "summit", 10)], seen(80), measure, rows=1)
    assert placed.box is not None
    assert placed.box.left == placed.middle == 105.0
    assert placed.box.right - placed.box.left >= measure("summit")


def test_a_name_near_the_right_edge_ends_at_the_edge() -> None:
    (placed,) = place([event(1, "summit", 79)], seen(80), measure, rows=1)
    assert placed.box is not None
    assert placed.box.right == 800.0


def test_a_period_that_began_before_is_named_at_the_left_edge() -> None:
    (placed,) = place([event(1, "talks", -50, 100)], seen(80), measure, rows=1)
    assert placed.box is not None
    assert (placed.left, placed.box.left) == (0.0, 0.0)


def test_a_crowded_name_takes_the_next_row_then_is_shortened_then_left_out() -> None:
    long = "a long name of an event"
    crowd = [event(1, long, 0), event(2, long, 8), event(3, long, 16), event(4, long, 17)]
    boxes = [one.box for one in place(crowd, seen(80), measure, rows=2)]
    assert [None if box is None else box.row for box in boxes] == [0, 1, 0, 1]
    assert boxes[0] is not None
    assert SHORTEST <= boxes[0].right - boxes[0].left < measure(long)
    assert place(crowd, seen(8000), measure, rows=1)[1].box is None
