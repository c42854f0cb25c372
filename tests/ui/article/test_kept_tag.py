"""A kept tag: every selection becomes an annotation of it until that is ended, and a chip says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.text.span import Span

from .conftest import LEFT, TAGS, an_annotation

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
TEXT = "The ferries return on Monday. The crew is glad. Nobody asked the levy office.\n\nA second paragraph."


@pytest.fixture
def asked(reader, hear):
    reader.open(TEXT)
    return hear(reader.view.tag_requested)


def keep(reader, key: str) -> None:
    reader.press(Key.Key_T, CTRL)
    reader.type(key)


def test_control_t_and_a_tags_key_make_every_selection_one(reader, asked):
    keep(reader, "2")
    for quote in ("ferries return", "crew"):
        span = reader.span_of(quote)
        reader.drag(span.start, span.end)
    assert asked == [(TAGS[1].id, "")] * 2
    assert not reader.view.palette_box.isVisible()


def test_the_tag_used_last_is_kept_at_once(reader, asked):
    reader.view.tag_used(TAGS[2].id)
    reader.press(Key.Key_T, CTRL)
    reader.click_times(2, TEXT.index("crew") + 1)
    assert asked == [(TAGS[2].id, "")]


def test_the_tag_of_the_chosen_annotation_is_kept(reader, asked):
    reader.view.set_annotations([an_annotation(1, TEXT, reader.span_of("levy"), TAGS[3])])
    reader.view.select_annotation(1)
    reader.press(Key.Key_T, CTRL)
    assert reader.view.kept_tag.tag == TAGS[3]


def test_the_chip_says_which_tag_is_kept_and_a_click_on_it_ends_that(reader, asked):
    chip = reader.view.kept_tag
    reader.press(Key.Key_T, CTRL)
    assert chip.isVisible()
    assert chip.text() == "Press the key of the tag to keep"
    reader.type("3")
    assert chip.text() == "Every selection becomes demand"
    assert reader.view.hasFocus()
    QTest.mouseClick(chip, LEFT)
    assert not chip.isVisible()
    reader.drag(*(TEXT.index("crew"), TEXT.index("crew") + 4))
    assert asked == []


def test_the_chip_stands_below_the_text_and_never_on_words(reader, asked):
    view, chip = reader.view, reader.view.kept_tag
    whole = view.viewport().height()
    reader.press(Key.Key_T, CTRL)
    assert view.rect().contains(chip.geometry())
    assert not chip.geometry().intersects(view.viewport().geometry())
    QTest.mouseClick(chip, LEFT)
    assert view.viewport().height() == whole


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_T, CTRL)])
def test_escape_or_control_t_end_it(reader, asked, key, held):
    keep(reader, "2")
    reader.press(key, held)
    assert not reader.view.kept_tag.is_on
    reader.drag(TEXT.index("crew"), TEXT.index("crew") + 4)
    assert asked == []
    assert reader.view.palette_box.isVisible()


def test_what_is_kept_is_told_and_that_it_has_ended(reader, asked, hear):
    told = hear(reader.view.told)
    keep(reader, "2")
    reader.press(Key.Key_Escape)
    assert [words for (words,) in told] == [
        "Press the key of the tag to keep; Esc ends it.",
        "Every selection becomes commitment; Esc ends it.",
        "No tag is kept any more.",
    ]


def test_another_tags_key_keeps_that_one(reader, asked):
    keep(reader, "2")
    reader.type("d")
    reader.drag(TEXT.index("crew"), TEXT.index("crew") + 4)
    assert asked == [(TAGS[2].id, "")]


def test_by_keys_a_selection_becomes_one_with_enter_and_not_before(reader, asked):
    keep(reader, "2")
    reader.press(Key.Key_Right, CTRL | SHIFT)
    reader.press(Key.Key_Right, CTRL | SHIFT)
    assert asked == []
    reader.press(Key.Key_Return)
    assert reader.quote() == "The ferries"
    assert asked == [(TAGS[1].id, "")]


def test_enter_alone_makes_one_of_the_sentence_at_the_caret(reader, asked):
    keep(reader, "2")
    reader.view.selection.put(TEXT.index("crew"))
    reader.press(Key.Key_Return)
    assert reader.quote() == "The crew is glad."
    assert asked == [(TAGS[1].id, "")]


def test_what_the_program_selects_becomes_none(reader, asked):
    keep(reader, "2")
    reader.view.select_span(reader.span_of("levy office"))
    reader.press(Key.Key_A, CTRL)
    assert asked == []


def test_a_kept_tag_follows_the_codebook_and_ends_with_its_tag(reader, asked):
    keep(reader, "2")
    reader.view.set_tags([TAGS[0], replace(TAGS[1], name="promise")])
    assert reader.view.kept_tag.text() == "Every selection becomes promise"
    reader.view.set_tags(TAGS[:1])
    assert not reader.view.kept_tag.is_on


def test_nothing_is_kept_where_nothing_can_be_stored(reader, asked):
    reader.view.read_only = True
    reader.press(Key.Key_T, CTRL)
    assert not reader.view.kept_tag.is_on


def test_alt_and_a_tags_key_ask_for_one_more_tag_on_the_chosen_span(reader, asked, hear):
    annotation = an_annotation(1, TEXT, reader.span_of("levy"), TAGS[0])
    reader.view.set_annotations([annotation])
    too, other = hear(reader.view.tag_too_requested), hear(reader.view.retag_requested)
    reader.view.select_annotation(1)
    reader.press(Key.Key_3, ALT)
    reader.press(Key.Key_M, ALT)
    assert too == [(annotation, TAGS[2].id), (annotation, TAGS[1].id)]
    assert other == asked == []


def test_a_cut_at_the_caret_asks_for_two_parts_without_stray_edges(reader, asked, hear):
    annotation = an_annotation(1, TEXT, Span(0, TEXT.index(" Nobody")))
    reader.view.set_annotations([annotation])
    cuts = hear(reader.view.split_requested)
    reader.click(TEXT.index("The crew"))
    reader.press(Key.Key_J, CTRL | SHIFT)
    [(what, parts)] = cuts
    assert what == annotation
    assert [part.quote(TEXT) for part in parts] == ["The ferries return on Monday.", "The crew is glad."]


def test_a_cut_within_a_word_goes_to_its_nearer_edge_unless_the_annotation_is_within_that_word(reader, asked, hear):
    annotation = an_annotation(1, TEXT, reader.span_of("The crew is glad"))
    inner = an_annotation(2, TEXT, reader.span_of("Monday"))
    reader.view.set_annotations([annotation, inner])
    cuts = hear(reader.view.split_requested)
    for offset in (
        TEXT.index("crew") + 1,
        TEXT.index("crew") + 3,
        TEXT.index("The crew") + 1,
        TEXT.index("Monday") + 3,
    ):
        reader.view.select_annotation(None)
        reader.click(offset)
        reader.press(Key.Key_J, CTRL | SHIFT)
    assert [[part.quote(TEXT) for part in parts] for _, parts in cuts] == [
        ["The", "crew is glad"],
        ["The crew", "is glad"],
        ["The", "crew is glad"],
        ["Mon", "day"],
    ]


def test_a_cut_around_selected_words_asks_for_three_parts_of_the_smallest_around_them(reader, asked, hear):
    inner = an_annotation(1, TEXT, reader.span_of("The crew is glad"))
    outer = an_annotation(2, TEXT, Span(0, TEXT.index("\n")))
    reader.view.set_annotations([inner, outer])
    cuts = hear(reader.view.split_requested)
    reader.drag(TEXT.index("crew"), TEXT.index("crew") + 4)
    reader.press(Key.Key_J, CTRL | SHIFT)
    reader.view.select_annotation(2)
    reader.drag(TEXT.index("crew"), TEXT.index("crew") + 4)
    reader.press(Key.Key_J, CTRL | SHIFT)
    assert [(what.id, [part.quote(TEXT) for part in parts]) for what, parts in cuts] == [
        (1, ["The", "crew", "is glad"]),
        (2, [TEXT[: TEXT.index(" crew")], "crew", TEXT[TEXT.index("is glad") : TEXT.index("\n")]]),
    ]


def test_a_cut_outside_of_annotations_says_what_is_needed(reader, asked, hear):
    reader.view.set_annotations([an_annotation(1, TEXT, reader.span_of("levy"))])
    told, cuts = hear(reader.view.told), hear(reader.view.split_requested)
    reader.click(TEXT.index("crew") + 1)
    reader.press(Key.Key_J, CTRL | SHIFT)
    assert cuts == []
    assert "Put the caret into an annotation" in told[0][0]


def test_keys_that_move_the_caret_out_of_the_chosen_annotation_let_it_go(reader, asked):
    reader.view.set_annotations([an_annotation(1, TEXT, reader.span_of("The ferries"))])
    reader.view.select_annotation(1)
    reader.press(Key.Key_Right, CTRL)
    assert reader.view.selected_annotation() is not None
    reader.press(Key.Key_Down, ALT)
    assert reader.view.selected_annotation() is None
