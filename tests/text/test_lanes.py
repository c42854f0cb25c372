import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.lanes import SpanIndex, lanes
from annotator.text.span import Span

spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], sum(pair)))
span_lists = st.lists(spans, max_size=60)


def crowd(spans: list[Span]) -> int:
    return max((sum(s.start <= place < s.end for s in spans) for place in range(91)), default=0)


@given(span_lists)
def test_spans_in_one_lane_never_overlap(given_spans: list[Span]) -> None:
    lane_of = lanes(given_spans)
    for i, one in enumerate(given_spans):
        for j in range(i):
            assert lane_of[i] != lane_of[j] or not one.overlaps(given_spans[j])


@given(span_lists)
def test_there_are_no_more_lanes_than_the_most_crowded_place_needs(given_spans: list[Span]) -> None:
    assert max(lanes(given_spans), default=-1) + 1 == crowd(given_spans)


@given(span_lists, st.randoms(use_true_random=False))
def test_the_same_spans_in_another_order_get_the_same_lanes(given_spans: list[Span], source: random.Random) -> None:
    shuffled = source.sample(given_spans, len(given_spans))
    assert sorted(zip(given_spans, lanes(given_spans), strict=True)) == sorted(
        zip(shuffled, lanes(shuffled), strict=True)
    )


def test_a_span_inside_another_lies_further_out() -> None:
    assert lanes([Span(4, 6), Span(0, 10), Span(5, 6), Span(0, 8), Span(12, 14)]) == [2, 0, 3, 1, 0]


@given(span_lists, st.integers(-5, 95), st.integers(0, 40))
def test_the_index_finds_exactly_the_spans_that_overlap(given_spans: list[Span], start: int, length: int) -> None:
    end = start + length
    found = SpanIndex(given_spans).overlapping(start, end)
    expected = [i for i, s in enumerate(given_spans) if s.start < end and start < s.end and length]
    assert sorted(found) == expected
    keys = [(given_spans[i].start, -given_spans[i].end) for i in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize("longest", [1, 30, 400, 3000])
def test_an_index_of_thousands_finds_them_too(longest: int) -> None:
    source = random.Random(longest)
    pairs = [(source.randrange(30_000), source.randint(1, longest)) for _ in range(5_000)]
    many = [Span(start, start + length) for start, length in pairs]
    index = SpanIndex(many)
    assert len(index) == len(many)
    for place in range(0, 33_000, 1_711):
        expected = [i for i, s in enumerate(many) if s.start < place + 50 and place < s.end]
        assert sorted(index.overlapping(place, place + 50)) == expected


@given(span_lists, st.integers(0, 90))
def test_the_shortest_span_at_a_place_comes_first(given_spans: list[Span], place: int) -> None:
    found = [given_spans[i] for i in SpanIndex(given_spans).at(place)]
    assert [s.length for s in found] == sorted(s.length for s in found)
    assert len(found) == sum(s.start <= place < s.end for s in given_spans)


@given(span_lists, st.integers(0, 59))
def test_a_crowd_hangs_together_and_stands_apart_from_all_others(given_spans: list[Span], number: int) -> None:
    if not given_spans:
        return
    chosen = number % len(given_spans)
    crowd_of = set(SpanIndex(given_spans).crowd(chosen))
    grown = {chosen}
    for _ in given_spans:
        grown |= {i for i, one in enumerate(given_spans) for j in grown if one.overlaps(given_spans[j])}
    assert crowd_of == grown


@given(span_lists, st.data())
def test_lanes_are_the_same_in_whatever_order_they_are_asked_for(given_spans: list[Span], data: st.DataObject) -> None:
    index = SpanIndex(given_spans)
    asked = data.draw(st.permutations(range(len(given_spans))))
    found = {number: index.lane(number) for number in asked}
    assert [found[number] for number in range(len(given_spans))] == lanes(given_spans)


def test_an_empty_index_finds_nothing() -> None:
    assert SpanIndex([]).overlapping(0, 10) == []
    assert SpanIndex([]).at(0) == []
    assert lanes([]) == []
