import hashlib

import pytest
from hypothesis import given

from annotator.text.canonical import canonical, canonical_with_offsets, text_sha256
from annotator.text.span import Span
from tests.text.awkward import canonical_texts, raw_texts


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("one\r\ntwo\rthree\u2029four\n", "one\ntwo\nthree\nfour\n"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufeff\ufeffBEIJING \ufeff", "BEIJING \ufeff"),
        ("\n\ufeff", "\n\ufeff"),
        ("a\x00b\ud800c\udfffd", "a\ufffdb\ufffdc\ufffdd"),
        ("\ufdd0\ufdd1\ufdd2\ufffe\uffff", "\ufffd\ufffd\ufdd2\ufffd\ufffd"),
        ("\x00\ufeff", "\ufffd\ufeff"),
        ("", ""),
    ],
)
def test_what_cannot_be_stored_or_shown_is_replaced(raw: str, stored: str) -> None:
    assert canonical(raw) == stored


@pytest.mark.parametrize(
    "text",
    [
        "e\u0301 é",
        "3.5\u00a0bn",
        "line\u2028line",
        "\u0085\x0b\x0c\t",
        "👨‍👩‍👧‍👦 🇨🇳",
        "𝔘𝟜",
        "\u202eabc",
        "ﬁ Å",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert canonical(text) == text


@given(raw_texts())
def test_canonical_text_of_canonical_text_is_itself(raw: str) -> None:
    assert canonical(canonical(raw)) == canonical(raw)


@given(raw_texts())
def test_canonical_text_can_be_encoded_and_holds_nothing_unstorable(raw: str) -> None:
    text = canonical(raw)
    assert text.encode("utf-8").decode("utf-8") == text
    assert not set(text) & set("\r\u2029\x00\ufdd0\ufdd1\ufffe\uffff")
    assert not text.startswith("\ufeff")


@given(canonical_texts())
def test_awkward_canonical_texts_are_canonical(text: str) -> None:
    assert canonical(text) == text


@given(raw_texts())
def test_each_raw_offset_moves_to_the_same_place(raw: str) -> None:
    moved = canonical_with_offsets(raw)
    assert moved.text == canonical(raw)
    for offset in range(len(raw) + 1):
        if raw[offset - 1 : offset + 1] != "\r\n" and raw[:offset].strip("\ufeff"):
            assert moved.move(offset) == len(canonical(raw[:offset]))


@given(raw_texts())
def test_moved_offsets_never_go_back_and_reach_the_end(raw: str) -> None:
    moved = canonical_with_offsets(raw)
    offsets = [moved.move(offset) for offset in range(len(raw) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] == len(moved.text)


@given(raw_texts(max_size=12))
def test_a_moved_span_has_the_words_of_the_raw_one(raw: str) -> None:
    moved = canonical_with_offsets(raw)
    front = len(raw) - len(raw.lstrip("\ufeff"))
    for start in range(front, len(raw)):
        for end in range(start + 1, len(raw) + 1):
            words = raw[start:end]
            span = moved.move_span(start, end)
            assert span is not None
            # The full stop keeps a byte order mark within the words from being the one in front.
            assert span.quote(moved.text) == canonical("." + words)[1:]


def test_a_span_that_cuts_a_line_break_keeps_it_whole() -> None:
    moved = canonical_with_offsets("ab\r\ncd")
    assert moved.move_span(0, 3) == Span(0, 3)
    assert moved.move_span(3, 6) == Span(2, 5)
    assert moved.move_span(3, 4) == Span(2, 3)


def test_a_span_over_nothing_but_byte_order_marks_is_lost() -> None:
    assert canonical_with_offsets("\ufeff\ufeffab").move_span(0, 2) is None
    assert canonical_with_offsets("\ufeff\ufeffab").move_span(1, 3) == Span(0, 1)


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_the_raw_text_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match=f"offset {offset} is outside a text of 2 code points"):
        canonical_with_offsets("ab").move(offset)


def test_the_hash_is_that_of_the_utf8_bytes() -> None:
    assert text_sha256("中方 😀") == hashlib.sha256("中方 😀".encode()).hexdigest()
