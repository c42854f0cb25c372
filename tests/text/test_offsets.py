import pytest
from hypothesis import given

from annotator.text.offsets import Offsets
from annotator.text.span import Span
from tests.text.awkward import canonical_texts, texts_with_spans


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(canonical_texts())
def test_a_position_counts_the_utf16_units_before_it(text: str) -> None:
    offsets = Offsets(text)
    assert (offsets.length, offsets.utf16_length) == (len(text), utf16_length(text))
    for offset in range(len(text) + 1):
        position = offsets.to_position(offset)
        assert position == utf16_length(text[:offset])
        assert offsets.to_offset(position) == offset
        assert offsets.to_offset(position, round_up=True) == offset


@given(canonical_texts())
def test_the_middle_of_a_pair_is_rounded_to_the_side_asked_for(text: str) -> None:
    offsets = Offsets(text)
    for offset, character in enumerate(text):
        if ord(character) > 0xFFFF:
            middle = offsets.to_position(offset) + 1
            assert offsets.to_offset(middle) == offset
            assert offsets.to_offset(middle, round_up=True) == offset + 1


@given(texts_with_spans())
def test_a_span_goes_to_positions_and_back_in_either_order(case: tuple[str, int, int]) -> None:
    text, start, end = case
    offsets = Offsets(text)
    first, last = offsets.to_positions(Span(start, end))
    assert offsets.to_span(first, last) == Span(start, end)
    assert offsets.to_span(last, first) == Span(start, end)
    assert offsets.to_span(first, first) is None


def test_half_a_character_selected_is_the_whole_character() -> None:
    offsets = Offsets("a😀b")
    assert offsets.to_span(1, 2) == offsets.to_span(2, 3) == Span(1, 2)
    assert offsets.to_span(2, 4) == Span(1, 3)


@pytest.mark.parametrize("outside", [-1, 5])
def test_a_place_outside_the_text_is_refused(outside: int) -> None:
    offsets = Offsets("a😀b")
    with pytest.raises(ValueError, match="is outside a text of 3 code points"):
        offsets.to_position(outside)
    with pytest.raises(ValueError, match="is outside a text of 4 UTF-16 units"):
        offsets.to_offset(outside)
