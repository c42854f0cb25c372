"""Edges of a span: where they rest, where steps take them, and what a cut leaves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import boundaries, edges
from annotator.text.span import Span

from .awkward import texts_with_spans

TEXT = "Norland agreed on Monday to reopen “two ferry lines” before May. Sudmark called it empty."


def span_of(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.mark.parametrize(
    ("words", "at", "is_start", "rested"),
    [
        ("agreed", "on Monday", False, "agreed"),  # the white space before the word stays out
        ("agreed", "nday", False, "agreed on"),
        ("agreed", "day", False, "agreed on Monday"),
        ("ferry", "wo ferry", True, "two ferry"),
        ("ferry", "“two", True, "two ferry"),  # a quotation mark without its partner stays out
        ("“two", " before", False, "“two ferry lines”"),  # and with it comes in
        ("ferry", "Norland", False, "Norland agreed on Monday to reopen “two"),  # dragged past the other edge
    ],
)
def test_a_dragged_edge_rests_at_the_nearest_word(words: str, at: str, is_start: bool, rested: str) -> None:
    found = edges.rest(TEXT, span_of(words), TEXT.index(at), is_start=is_start)
    assert found is not None
    assert found.quote(TEXT) == rested


@given(texts_with_spans(), st.data())
def test_a_rested_span_moves_one_edge_only_and_parts_no_character(
    case: tuple[str, int, int], data: st.DataObject
) -> None:
    text, start, end = case
    span = boundaries.snap_to_graphemes(text, Span(start, end))
    offset = data.draw(st.integers(0, len(text)))
    is_start, exact = data.draw(st.booleans()), data.draw(st.booleans())
    found = edges.rest(text, span, offset, is_start=is_start, exact=exact)
    if found is None:
        return
    assert found.end <= len(text)
    assert boundaries.snap_to_graphemes(text, found) == found
    fixed = span.end if is_start else span.start
    is_past = is_start != (offset < fixed)
    if exact or not is_past:
        assert fixed in (found.start, found.end)


@given(texts_with_spans(), st.data())
def test_a_step_keeps_the_edges_in_order_and_goes_where_it_was_sent(
    case: tuple[str, int, int], data: st.DataObject
) -> None:
    text, start, end = case
    span = boundaries.snap_to_graphemes(text, Span(start, end))
    step = data.draw(st.sampled_from((edges.by_character, edges.by_word, edges.by_sentence)))
    forward, is_start = data.draw(st.booleans()), data.draw(st.booleans())
    edge, fixed = (span.start, span.end) if is_start else (span.end, span.start)
    found = step(text, edge, fixed, forward)
    assert found == edge or (found > edge) == forward
    assert 0 <= found < fixed if is_start else fixed < found <= len(text)
    moved = Span(min(found, fixed), max(found, fixed))
    assert boundaries.snap_to_graphemes(text, moved) == moved


@given(texts_with_spans(), st.data())
def test_parts_of_a_cut_lie_in_the_span_in_order_and_hold_all_that_is_not_blank(
    case: tuple[str, int, int], data: st.DataObject
) -> None:
    text, start, end = case
    span = boundaries.snap_to_graphemes(text, Span(start, end))
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    last = data.draw(st.sampled_from((first, last)))
    parts = edges.divided(text, span, first, last)
    assert [boundaries.snap_to_graphemes(text, part) for part in parts] == parts
    for before, after in pairwise(parts):
        assert before.end <= after.start
    assert all(span.contains(part) for part in parts)
    kept = {offset for part in parts for offset in range(part.start, part.end)}
    assert not any(text[offset].isalnum() for offset in range(span.start, span.end) if offset not in kept)


def test_a_cut_leaves_out_the_space_at_the_seam_and_a_blank_side() -> None:
    span = span_of("agreed on Monday to reopen")
    place = TEXT.index("to reopen")
    assert [part.quote(TEXT) for part in edges.divided(TEXT, span, place, place)] == ["agreed on Monday", "to reopen"]
    assert edges.divided(TEXT, span, span.start, span.start) == [span]
    assert edges.divided(TEXT, span, 0, len(TEXT)) == [span]
