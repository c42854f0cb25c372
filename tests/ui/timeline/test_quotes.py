"""Quotes on the card: two lines at most, inside their box, in their own direction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from annotator.ui import theme, wording
from annotator.ui.timeline import quotes

WIDTH = 300.0
ARABIC = "قال المبعوث إن القوارب ستغادر المضيق غدا صباحا وإن الرسوم باقية كما هي"


@pytest.fixture(autouse=True)
def application(qapp):
    theme.load_faces()


def lines(words):
    layout = quotes.laid_out(words, theme.ui_font(9), WIDTH)
    return [layout.lineAt(number).naturalTextRect() for number in range(layout.lineCount())], layout.text()


def test_a_short_quote_is_whole_in_quotation_marks():
    boxes, shown = lines("Sudmark must leave at once.")
    assert len(boxes) == 1
    assert shown == "“Sudmark must leave at once.”"


@pytest.mark.parametrize("words", ["The levy stays and stays. " * 9, "x" * 240, ARABIC * 3, "船" * 200, "🚢 " * 100])
def test_a_long_quote_ends_in_an_ellipsis_on_its_second_line(words):
    boxes, shown = lines(words)
    assert len(boxes) == 2
    assert "…" in shown
    assert not any(0xD800 <= ord(one) < 0xE000 for one in shown)


def test_words_from_right_to_left_begin_at_the_right_edge():
    boxes, _ = lines(ARABIC)
    assert len(boxes) == 2
    assert all(box.right() == pytest.approx(WIDTH, abs=4) for box in boxes)
    assert boxes[1].left() > WIDTH / 3
    boxes, _ = lines("The levy stays.")
    assert boxes[0].left() == 0


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_quote_fits_its_box(words):
    boxes, _ = lines(wording.one_line(words, quotes.LONGEST))
    assert 1 <= len(boxes) <= 2
    assert all(box.left() >= -1 and box.right() <= WIDTH + 4 for box in boxes)


@pytest.mark.parametrize(
    ("words", "direction"), [("12 שלום", "RightToLeft"), ("12 ways", "LeftToRight"), ("12", "LeftToRight")]
)
def test_the_first_letter_says_the_direction(words, direction):
    assert quotes.direction(words) is getattr(Qt.LayoutDirection, direction)


def test_parts_of_a_line_do_not_turn_each_other():
    assert wording.apart("Meridian · 2 Apr 2024") == "Meridian · 2 Apr 2024"
    assert wording.apart("وكالة · 2 Apr 2024") == "\u2068وكالة\u2069 · \u20682 Apr 2024\u2069"
