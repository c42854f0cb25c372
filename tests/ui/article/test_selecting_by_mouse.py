import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.text.span import Span

from .conftest import an_annotation

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

TEXT = (
    "STENHAVEN, April 1 (Harbour) -- 😀 The 👨‍👩‍👧 ferries return on Monday, the U.S. envoy said. "
    "“Our boats will leave once the gates are open,” Mr. Dahl added.\n\n"
    "A second paragraph speaks of cod, and of nothing else."
)


def test_a_drag_selects_exactly_the_code_points_it_covers_behind_emoji(reader):
    reader.open(TEXT)
    span = reader.span_of("ferries return on Monday")
    reader.drag(span.start, span.end)
    assert reader.view.selected_span() == span


def test_a_drag_backwards_selects_the_same(reader):
    reader.open(TEXT)
    span = reader.span_of("ferries return on Monday")
    reader.drag(span.end, span.start)
    assert reader.view.selected_span() == span


def test_a_drag_within_words_snaps_to_whole_words(reader):
    reader.open(TEXT)
    span = reader.span_of("erries return on Mon")
    reader.drag(span.start, span.end)
    assert reader.quote() == "ferries return on Monday"


def test_alt_keeps_the_drag_exact(reader):
    reader.open(TEXT)
    span = reader.span_of("erries return on Mon")
    reader.drag(span.start, span.end, ALT)
    assert reader.quote() == "erries return on Mon"


def test_white_space_and_a_stray_quotation_mark_are_left_out(reader):
    reader.open(TEXT)
    span = reader.span_of(" “Our boats will leave ")
    reader.drag(span.start, span.end)
    assert reader.quote() == "Our boats will leave"


def test_a_balanced_pair_of_quotation_marks_stays(reader):
    reader.open(TEXT)
    span = reader.span_of("“Our boats will leave once the gates are open,”")
    reader.drag(span.start, span.end)
    assert reader.view.selected_span() == span


def test_alt_never_splits_an_emoji_of_several_code_points(reader):
    reader.open(TEXT)
    family = reader.span_of("👨‍👩‍👧")
    reader.drag(family.start - 1, family.end, ALT)
    assert reader.quote() == " 👨‍👩‍👧"


def test_a_selection_is_told_once_the_mouse_lets_go(reader, hear):
    reader.open(TEXT)
    told = hear(reader.view.span_selected)
    span = reader.span_of("ferries return")
    reader.drag(span.start, span.end)
    assert told == [(span,)]
    reader.click(0)
    assert told == [(span,), (None,)]


def test_a_double_click_selects_the_word(reader):
    reader.open(TEXT)
    reader.click_times(2, TEXT.index("ferries") + 3)
    assert reader.quote() == "ferries"


def test_a_triple_click_selects_the_sentence_past_abbreviations(reader):
    reader.open(TEXT)
    reader.click_times(3, TEXT.index("gates"))
    assert reader.quote() == "“Our boats will leave once the gates are open,” Mr. Dahl added."


def test_a_quadruple_click_selects_the_paragraph(reader):
    reader.open(TEXT)
    reader.click_times(4, TEXT.index("cod"))
    assert reader.quote() == "A second paragraph speaks of cod, and of nothing else."


def test_shift_and_a_click_extend_the_selection(reader):
    reader.open(TEXT)
    span = reader.span_of("ferries return")
    reader.drag(span.start, span.end)
    reader.click(TEXT.index(" the U.S.") - 1, SHIFT)
    assert reader.quote() == "ferries return on Monday"


def test_a_drag_over_two_paragraphs_keeps_the_blank_line_between(reader):
    reader.open(TEXT)
    span = reader.span_of("Mr. Dahl added.\n\nA second paragraph")
    reader.drag(span.start, span.end)
    assert reader.view.selected_span() == span


def test_a_drag_below_the_edge_scrolls_on(reader, qtbot):
    text = "\n\n".join(f"Paragraph {n} of a long story about ferries." for n in range(200))
    reader.open(text)
    viewport = reader.view.viewport()
    QTest.mousePress(viewport, LEFT, pos=reader.point(3))
    QTest.mouseMove(viewport, QPoint(200, 300))
    QTest.mouseMove(viewport, QPoint(200, viewport.height() + 50))
    qtbot.waitUntil(lambda: reader.view.verticalScrollBar().value() > 400)
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(200, viewport.height() - 5))
    span = reader.view.selected_span()
    assert span is not None
    assert span.start == 0
    assert span.end > 1000


def test_a_span_in_arabic_is_the_words_that_were_dragged_over(reader):
    text = "قال المتحدث باسم الوزارة إن الاتفاق سيبقى سارياً حتى نهاية العام."
    reader.open(text)
    span = reader.span_of("الاتفاق سيبقى")
    assert reader.point(span.start).x() > reader.point(span.end).x()
    reader.drag(span.start, span.end)
    assert reader.view.selected_span() == span


def test_an_arabic_quotation_inside_english_can_be_dragged_over(reader):
    text = "She said: “لن نقبل بالاتفاق” twice, and left."
    reader.open(text)
    start = text.index("نقبل")
    reader.drag(start, text.index("بالاتفاق") + 3)
    assert reader.quote() == "نقبل بالاتفاق"


def test_a_chinese_span_snaps_to_words_of_the_dictionary(reader):
    text = "外交部发言人表示，双方将继续保持沟通。"
    reader.open(text)
    start = text.index("继续") + 1
    reader.drag(start, start + 2)
    assert reader.quote() == "继续保持"


def test_a_paragraph_of_fifty_thousand_characters_maps_exactly(reader):
    sentence = "The 😀 harbour office of Östervik counted 1,204 ferries in a single week of May. "
    text = sentence * 640
    reader.open(text)
    assert len(text) > 50_000
    for start in (12, 8_020, 23_456, 49_000):
        place = text.index("harbour office", start)
        reader.view.scroll_to_anchor(place)
        span = Span(place, place + len("harbour office"))
        reader.drag(span.start, span.end)
        assert reader.view.selected_span() == span


def test_a_selection_may_cross_a_soft_break(reader):
    text = "The harbour office of the town counted 1,204 ferries in a single week of May. " * 300
    reader.open(text)
    for block in range(1, 3):
        place = reader.view.sheet.document.starts[block]
        reader.view.scroll_to_anchor(place - 400)
        span = Span(text.index("harbour", place - 200), text.index("ferries", place + 20) + 7)
        reader.drag(span.start, span.end)
        assert reader.view.selected_span() == span


CLEAR = "The envoy left. The gates were open at last. Nobody asked why. All of them waited there."


@pytest.mark.parametrize(
    ("press", "expected"),
    [
        ("asked", "gates were open at last. Nobody asked"),  # behind it
        ("envoy", "envoy left. The gates were open"),  # before it
        ("were", "gates were"),  # within it
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_shift_and_a_click_take_in_what_lies_between_on_either_side(reader, press, expected, backwards):
    reader.open(CLEAR)
    span = reader.span_of("gates were open")
    ends = (span.end, span.start) if backwards else (span.start, span.end)
    reader.drag(*ends)
    reader.click(CLEAR.index(press) + 2, SHIFT)
    assert reader.quote() == (expected if expected != "gates were" or not backwards else "were open")


def test_shift_and_a_click_without_a_selection_select_from_the_caret(reader):
    reader.open(CLEAR)
    reader.click(CLEAR.index("gates"))
    reader.click(CLEAR.index("last") + 2, SHIFT)
    assert reader.quote() == "gates were open at last"
    reader.click(CLEAR.index("last") + 4)
    reader.click(CLEAR.index("gates") + 1, SHIFT)
    assert reader.quote() == "gates were open at last"


def test_shift_and_a_click_after_a_triple_click_take_whole_sentences(reader):
    reader.open(CLEAR)
    reader.click_times(3, CLEAR.index("gates"))
    reader.click(CLEAR.index("asked"), SHIFT)
    assert reader.quote() == "The gates were open at last. Nobody asked why."
    reader.click(CLEAR.index("envoy"), SHIFT)
    assert reader.quote() == "The envoy left. The gates were open at last."


def test_a_drag_with_shift_goes_on_with_the_selection(reader):
    reader.open(CLEAR)
    span = reader.span_of("gates were")
    reader.drag(span.start, span.end)
    reader.drag(CLEAR.index("last"), CLEAR.index("Nobody") + 3, SHIFT)
    assert reader.quote() == "gates were open at last. Nobody"


@pytest.mark.parametrize(("times", "step"), [(2, "were"), (3, "Nobody"), (4, "Nobody")])
def test_a_drag_that_began_with_several_clicks_goes_by_what_they_select(reader, times, step):
    reader.open(CLEAR + "\n\n" + CLEAR.replace("gates", "doors"))
    wanted = {
        2: "gates were",
        3: "The gates were open at last. Nobody asked why.",
        4: CLEAR,
    }
    reader.click_times(times, CLEAR.index("gates") + 2, let_go=False)
    reader.move_held(reader.point(CLEAR.index(step) + 2))
    reader.let_go(reader.point(CLEAR.index(step) + 2))
    assert reader.quote() == wanted[times]


def test_stray_points_and_brackets_are_left_out_too(reader):
    text = "He left. “Now,” she said (after a while), and went."
    reader.open(text)
    for sloppy, meant in (
        (". “Now,” she said (", "“Now,” she said"),
        (", and went", "and went"),
        ("said (after", None),
    ):
        span = reader.span_of(sloppy)
        reader.drag(span.start, span.end)
        assert reader.quote() == (meant or sloppy)


def test_a_drag_that_begins_on_the_chosen_annotation_selects_text(reader):
    span = Span(CLEAR.index("gates"), CLEAR.index("last") + 4)
    reader.open(CLEAR, [an_annotation(1, CLEAR, span)])
    reader.click(CLEAR.index("were"))
    assert reader.view.selected_annotation() is not None
    for quote in ("gates were", "open at last", "were open", "were open at last. Nobody"):
        part = reader.span_of(quote)
        reader.drag(part.start, part.end)
        assert reader.quote() == quote
        assert reader.view.selected_annotation() is None
        reader.click(CLEAR.index("were"))


@pytest.mark.parametrize("place", ["gates", "open", "last"])
def test_double_and_triple_clicks_on_an_annotation_select_text(reader, place):
    span = Span(CLEAR.index("gates"), CLEAR.index("last") + 4)
    reader.open(CLEAR, [an_annotation(1, CLEAR, span)])
    reader.click_times(2, CLEAR.index(place) + 2)
    assert reader.quote() == place
    reader.click_times(3, CLEAR.index(place) + 2)
    assert reader.quote() == "The gates were open at last."
