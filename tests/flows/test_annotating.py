"""Selecting words and tagging them in the real window: durable, painted, counted, and to be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import open_project
from annotator.records import NewArticle
from annotator.text.span import Span
from annotator.ui import theme

OFFER = "agreed on Monday to reopen two ferry lines"
LEVY = "the levy be dropped"
BEFORE = [("demand", "Sudmark demands an apology", ""), ("claim", "We claim the islands", "")]


def test_a_drag_and_a_digit_make_a_durable_annotation(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert ("commitment", OFFER, "") in analyst.stored()


def test_a_letter_tags_as_well_as_a_digit(analyst):
    analyst.drag_over(LEVY)
    analyst.press("d")
    assert ("demand", LEVY, "") in analyst.stored()


QUOTED = "He said: “We will go.” They stayed."


@pytest.mark.parametrize(
    ("keys", "drawn", "stored"),
    [
        (Qt.KeyboardModifier.AltModifier, " “We will", "“We will"),  # exact, but never a blank
        (Qt.KeyboardModifier.AltModifier, "“We wi", "“We wi"),
        (Qt.KeyboardModifier.NoModifier, " “We wi", "We will"),
        (Qt.KeyboardModifier.NoModifier, ".” They ", "They"),
    ],
)
def test_alt_keeps_what_a_plain_drag_leaves_out(analyst, keys, drawn, stored):
    analyst.desk.project.add_articles([NewArticle("Quoted", QUOTED)])
    analyst.settle()
    analyst.open_article("Quoted")
    analyst.drag_over(drawn, keys)
    analyst.press("2")
    assert analyst.quotes() == [("commitment", stored)]


def test_a_blank_is_never_tagged(analyst):
    analyst.drag_over(" ", Qt.KeyboardModifier.AltModifier)
    analyst.press("2")
    assert analyst.quotes() == []


def test_a_click_on_a_tag_tags_the_selected_words(analyst):
    analyst.drag_over(OFFER)
    analyst.click_tag("commitment")
    assert ("commitment", OFFER, "") in analyst.stored()


def test_the_focus_stays_in_the_article_when_a_tag_is_clicked(analyst):
    analyst.drag_over(OFFER)
    analyst.click_tag("commitment")
    assert QApplication.focusWidget() is analyst.view


def test_words_after_an_emoji_are_stored_as_they_were_seen(analyst):
    analyst.drag_over("The ferries wait")
    analyst.press("1")
    assert ("claim", "The ferries wait", "") in analyst.stored()


def test_a_new_annotation_is_counted_everywhere(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.settle()
    row = analyst.titles().index("Ferries return")
    assert "1 annotation" in analyst.desk.articles.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert analyst.quotes() == [("commitment", OFFER)]
    commitment = analyst.desk.panel.list.tags.index(1)
    assert "1 here, 1 in the project" in commitment.data(Qt.ItemDataRole.AccessibleTextRole)
    assert analyst.window.status.counts.text() == "1 here · 3 in the project"
    assert analyst.window.status.stored.text().startswith("Stored ")


def test_a_new_annotation_is_painted_under_its_words(analyst):
    view = analyst.desk.pane.view
    place = view.point_at(view.text.index(LEVY) + 2)
    analyst.drag_over(LEVY)
    analyst.press("3")
    analyst.desk.select(None)
    picture = view.viewport().grab().toImage()
    tint = theme.tint(analyst.desk.project.tag("demand").color)
    near = [picture.pixelColor(place.x() + x, place.y() + y) for x in range(-6, 7) for y in range(-12, 13)]
    assert any(abs(one.red() - tint.red()) + abs(one.blue() - tint.blue()) < 40 and one != near[0] for one in near)


def test_the_status_says_what_was_done_and_how_to_undo_it(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert analyst.window.status.message.text() == "Added commitment · Undo Ctrl+Z"


def test_undo_and_redo_by_key(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.ctrl(Qt.Key.Key_Z)
    assert analyst.stored() == BEFORE
    assert analyst.quotes() == []
    analyst.ctrl(Qt.Key.Key_Y)
    assert ("commitment", OFFER, "") in analyst.stored()


def test_the_edit_menu_names_what_undo_takes_back(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    menu = analyst.window.menus.menu("Edit")
    menu.aboutToShow.emit()
    undo = analyst.window.menus.action("undo")
    assert undo.isEnabled()
    assert "commitment" in undo.text()
    assert OFFER[:20] in undo.text()
    menu.aboutToHide.emit()


def test_a_tag_key_changes_the_tag_of_the_selected_annotation(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.click_on(OFFER)
    analyst.press("1")
    assert ("claim", OFFER, "") in analyst.stored()
    assert len(analyst.stored()) == 3


def test_a_tag_key_right_after_tagging_corrects_the_tag(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("3")
    assert analyst.quotes() == [("demand", OFFER)]


def test_a_point_repeats_the_last_tag(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.drag_over(LEVY)
    analyst.press(".")
    assert analyst.quotes() == [("commitment", OFFER), ("commitment", LEVY)]


def test_a_point_repeats_a_tag_that_was_clicked(analyst):
    analyst.drag_over(OFFER)
    analyst.click_tag("threat")
    analyst.drag_over(LEVY)
    analyst.press(".")
    assert analyst.quotes() == [("threat", OFFER), ("threat", LEVY)]


def test_overlapping_annotations_are_both_there(analyst):
    analyst.drag_over("demanded that the levy be dropped at once")
    analyst.press("3")
    analyst.drag_over(LEVY)
    analyst.press("5")
    assert [tag for tag, _ in analyst.quotes()] == ["demand", "rejection"]


def test_delete_removes_the_selected_annotation(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press(Qt.Key.Key_Delete)
    assert analyst.stored() == BEFORE
    assert not analyst.desk.panel.card.isVisible()


def test_n_opens_the_note_and_control_enter_stores_it(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    assert QApplication.focusWidget() is analyst.desk.panel.card.note
    analyst.press("first mention")
    analyst.ctrl(Qt.Key.Key_Return)
    assert ("commitment", OFFER, "first mention") in analyst.stored()
    assert QApplication.focusWidget() is analyst.view


def test_a_note_is_stored_by_going_to_another_article(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    analyst.press("kept")
    analyst.open_article("Gates open")
    assert ("commitment", OFFER, "kept") in analyst.stored()


def test_escape_puts_a_note_back(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    analyst.press("never mind")
    analyst.press(Qt.Key.Key_Escape)
    assert ("commitment", OFFER, "") in analyst.stored()


def test_letters_typed_into_the_note_or_the_filter_tag_nothing(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    analyst.press("cdm 123?.")
    assert analyst.desk.panel.card.note.toPlainText() == "cdm 123?."
    analyst.begin_filter()
    analyst.press("cd3")
    assert analyst.desk.articles.filter.text() == "cd3"
    assert [tag for tag, _, _ in analyst.stored()].count("commitment") == 1
    assert len(analyst.stored()) == 3


def test_a_tag_key_without_a_selection_says_what_to_do(analyst):
    analyst.press("2")
    assert "Select words" in analyst.window.status.message.text()
    assert analyst.stored() == BEFORE


def test_a_selection_made_by_keyboard_can_be_tagged(analyst):
    view = analyst.desk.pane.view
    view.select_span(Span(0, 0 + 9))
    view.select_span(None)
    shift_ctrl = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Right, shift_ctrl)
    analyst.press("9")
    tag, quote = analyst.quotes()[0]
    assert tag == "position"
    assert "STENHAVEN".startswith(quote.strip())


def test_the_status_says_which_of_how_many_is_selected(analyst):
    for words in (OFFER, LEVY):
        analyst.drag_over(words)
        analyst.press("3")
    analyst.click_on(OFFER)
    assert analyst.window.status.place.text() == "1 of 2: demand"


def test_an_edit_of_another_program_is_seen_without_asking(analyst, project_path):
    with open_project(project_path, analyst="desk two") as other:
        article = next(one for one in other.articles() if one.title == "Ferries return")
        start = other.text(article).index(LEVY)
        other.annotate(article, start, start + len(LEVY), "demand")
    analyst.until(lambda: analyst.quotes() == [("demand", LEVY)])


def test_another_program_editing_keeps_the_selected_words(analyst, project_path):
    analyst.drag_over(OFFER)
    with open_project(project_path, analyst="desk two") as other:
        article = next(one for one in other.articles() if one.title == "Ferries return")
        other.annotate(article, 0, 9, "claim")
    analyst.until(lambda: len(analyst.quotes()) == 1)
    analyst.press("2")
    assert ("commitment", OFFER, "") in analyst.stored()


def test_undo_of_what_another_window_did_shows_in_both(at_window, project_path):
    first, second = at_window(project_path), at_window(project_path)
    for person in (first, second):
        person.open_article("Ferries return")
    first.come_back()
    first.drag_over(OFFER)
    first.press("2")
    second.until(lambda: second.quotes() == [("commitment", OFFER)])
    second.come_back()
    second.ctrl(Qt.Key.Key_Z)
    first.until(lambda: first.quotes() == [])


def test_undo_shows_where_the_edit_was(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press(Qt.Key.Key_Delete)
    analyst.open_article("Gates open")
    analyst.ctrl(Qt.Key.Key_Z)
    assert analyst.desk.article.title == "Ferries return"
    assert analyst.desk.selected().quote == OFFER


def test_undo_of_a_deleted_article_opens_it(analyst):
    analyst.window.menus.action("delete_article").trigger()
    analyst.ctrl(Qt.Key.Key_Z)
    assert analyst.desk.article.title == "Ferries return"


def test_a_renamed_tag_has_its_new_name_everywhere(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.desk.project.change_tag("commitment", name="pledge")
    analyst.look()
    assert analyst.quotes() == [("pledge", OFFER)]
    assert analyst.desk.selected().tag == "pledge"
