"""The codebook as an outline: children follow their parent, and a tag goes one place at a time, or anywhere."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project.outline import Order, outline, placed, ring_in, stepped
from annotator.records import Tag, TagId
from tests.ui.codebook.tags import tag


def lines(tags: list[Tag]) -> list[str]:
    """The outline as a person sees it."""
    return ["  " * depth + one.name for one, depth in outline(tags)]


def arranged(tags: list[Tag], order: Order | None) -> list[Tag]:
    """The tags once an order is stored."""
    assert order is not None
    known = {one.id: one for one in tags}
    return [tag(tag_id, known[tag_id].name, parent) for tag_id, parent in order]


FAMILY = [tag(1, "a"), tag(2, "b"), tag(3, "b1", 2), tag(4, "c"), tag(5, "b2", 2)]


def test_children_follow_their_parent_wherever_they_were_added() -> None:
    assert lines(FAMILY) == ["a", "b", "  b1", "  b2", "c"]


@pytest.mark.parametrize(
    ("moved", "step", "becomes"),
    [
        (2, "up", ["b", "  b1", "  b2", "a", "c"]),
        (2, "down", ["a", "c", "b", "  b1", "  b2"]),
        (5, "up", ["a", "b", "  b2", "  b1", "c"]),
        (5, "out", ["a", "b", "  b1", "b2", "c"]),
        (4, "in", ["a", "b", "  b1", "  b2", "  c"]),
        (2, "in", ["a", "  b", "    b1", "    b2", "c"]),
    ],
)
def test_a_tag_goes_one_place_with_its_children(moved: int, step: str, becomes: list[str]) -> None:
    assert lines(arranged(FAMILY, stepped(FAMILY, TagId(moved), step))) == becomes  # type: ignore[arg-type]


@pytest.mark.parametrize(("moved", "step"), [(1, "up"), (4, "down"), (1, "in"), (3, "in"), (1, "out"), (5, "down")])
def test_there_is_no_step_beyond_the_edge(moved: int, step: str) -> None:
    assert stepped(FAMILY, TagId(moved), step) is None  # type: ignore[arg-type]


def test_a_tag_is_not_put_below_its_own_child() -> None:
    assert placed(FAMILY, TagId(2), TagId(3), "into") is None
    assert placed(FAMILY, TagId(2), TagId(3), "after") is None
    assert placed(FAMILY, TagId(2), TagId(2), "into") is None


def test_putting_a_tag_where_it_stands_changes_nothing() -> None:
    assert placed(FAMILY, TagId(2), TagId(1), "after") is None
    assert placed(FAMILY, TagId(5), TagId(2), "into") is None


@st.composite
def codebooks(draw: st.DrawFn) -> list[Tag]:
    """Tags with any parents at all, rings and parents that are not there among them."""
    number = draw(st.integers(1, 9))
    parents = draw(st.lists(st.none() | st.integers(1, number + 1), min_size=number, max_size=number))
    return [tag(at, f"t{at}", parent) for at, parent in enumerate(parents, 1)]


def sound(tags: list[Tag]) -> list[Tag]:
    """The same tags as their outline has them."""
    parents: dict[int, TagId] = {}
    found = []
    for one, depth in outline(tags):
        parents[depth] = one.id
        found.append(tag(one.id, one.name, parents[depth - 1] if depth else None))
    return found


@given(codebooks())
def test_every_tag_has_one_line_whatever_stands_below_what(tags: list[Tag]) -> None:
    found = outline(tags)
    assert sorted(one.id for one, _ in found) == [one.id for one in tags]
    assert found[0].depth == 0
    assert all(below.depth <= above.depth + 1 for above, below in itertools.pairwise(found))
    assert outline(sound(tags)) != []
    assert lines(sound(tags)) == lines(tags)


@given(codebooks(), st.data())
def test_wherever_a_tag_is_put_all_are_there_and_none_stands_below_itself(tags: list[Tag], data: st.DataObject) -> None:
    numbers = st.sampled_from([one.id for one in tags])
    where = data.draw(st.sampled_from(("before", "after", "into")))
    moved, target = data.draw(numbers), data.draw(numbers)
    order = placed(tags, moved, target, where)
    if order is None:
        return
    assert sorted(tag_id for tag_id, _ in order) == [one.id for one in tags]
    assert ring_in(dict(order)) is None
    becomes = outline(arranged(tags, order))
    assert [one.id for one, _ in becomes] == [tag_id for tag_id, _ in order]
    places = {one.id: at for at, (one, _) in enumerate(becomes)}
    assert (places[moved] < places[target]) == (where == "before")


@given(codebooks(), st.data())
def test_a_step_and_the_step_back_leave_the_outline_as_it_was(tags: list[Tag], data: st.DataObject) -> None:
    tags = sound(tags)
    moved = data.draw(st.sampled_from([one.id for one in tags]))
    there, back = data.draw(st.sampled_from((("up", "down"), ("down", "up"), ("in", "out"))))
    order = stepped(tags, moved, there)  # type: ignore[arg-type]
    if order is not None:
        again = arranged(tags, order)
        assert lines(arranged(again, stepped(again, moved, back))) == lines(tags)  # type: ignore[arg-type]
