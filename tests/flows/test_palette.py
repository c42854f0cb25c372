"""Ctrl+K: every action, tag and article by a few letters, without a mouse; what cannot be done says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import settings as remembered
from annotator.project.settings import Settings
from annotator.ui import noticing

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
LEVY = "the levy be dropped"


def ask(person, typed):
    """Type into the palette and wait for what it finds."""
    person.ctrl(Qt.Key.Key_K)
    person.window.search.clear()
    person.press(typed)
    person.window.search.search()
    return person.window.search.hits()


def choose(person, typed):
    ask(person, typed)
    person.press(Qt.Key.Key_Return)


def test_a_few_letters_find_and_run_an_action(analyst):
    was_hidden = analyst.desk.table.isHidden()
    choose(analyst, "shantab")
    assert analyst.desk.table.isHidden() != was_hidden
    assert QApplication.focusWidget() is analyst.view


def test_actions_alone_after_a_greater_sign(analyst):
    assert any(hit.title == "Gates open" for hit in ask(analyst, "gates"))
    assert [hit for hit in ask(analyst, ">gates") if hit.title == "Gates open"] == []
    assert ask(analyst, ">export")[0].title == "Export annotations…"


def test_articles_after_an_at_sign_by_words_of_the_text_and_by_letters_of_the_title(analyst):
    assert [hit.title for hit in ask(analyst, "@")] == analyst.titles()
    assert ask(analyst, "@gts opn")[0].title == "Gates open"
    choose(analyst, "@islands")
    assert analyst.desk.article.title == "A letter"
    assert QApplication.focusWidget() is analyst.view


def test_a_tag_after_a_number_sign_is_applied_to_the_selected_words(analyst):
    analyst.drag_over(OFFER)
    choose(analyst, "#commi")
    assert analyst.quotes() == [("commitment", OFFER)]


def test_with_nothing_selected_a_tag_leads_to_its_next_annotation_also_in_other_articles(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.drag_over(LEVY)
    analyst.press("2")
    analyst.press(Qt.Key.Key_Escape)
    analyst.ctrl(Qt.Key.Key_Home)
    for quote in (OFFER, LEVY, OFFER):
        choose(analyst, "#commitment")
        assert analyst.desk.selected().quote == quote
        if quote == LEVY:
            analyst.press(Qt.Key.Key_Escape)
            analyst.ctrl(Qt.Key.Key_Home)
        else:
            analyst.press(Qt.Key.Key_Escape)
            analyst.view.selection.put(analyst.view.text.index(LEVY) - 1)
    choose(analyst, "#demand")
    assert analyst.desk.article.title == "Old quarrel"
    assert analyst.desk.selected().quote == "Sudmark demands an apology"


def test_what_cannot_be_done_is_shown_with_the_reason_and_does_nothing(analyst):
    hit = next(hit for hit in ask(analyst, ">delete the annotation") if hit.title == "Delete the annotation")
    assert hit.why_not == "no annotation is selected"
    assert ask(analyst, "#claim")[-1].why_not == "select words or an annotation first"
    before = analyst.stored()
    ask(analyst, ">redo")
    analyst.press(Qt.Key.Key_Return)
    assert analyst.window.search.hits()[0].why_not == "there is nothing to redo"
    assert analyst.stored() == before


def test_without_a_project_the_reason_is_that_none_is_open(at_window):
    person = at_window(settings=Settings())
    assert ask(person, ">export")[0].why_not == "no project is open"
    assert ask(person, "#claim") == []


def test_what_was_chosen_lately_comes_first_next_time_too(analyst):
    choose(analyst, ">appearance light")
    choose(analyst, ">full screen")
    choose(analyst, ">full screen")
    assert [hit.title for hit in ask(analyst, "")][:2] == ["Full screen", "Appearance: Light"]
    analyst.press(Qt.Key.Key_Escape)
    analyst.window.close()
    assert remembered.load().recent_actions[:2] == ["full_screen", "theme:light"]


def test_what_is_on_says_so(analyst):
    assert next(hit for hit in ask(analyst, ">articles") if "Show or hide" in hit.title).hint == "F6 · on"


def test_words_that_nothing_has_say_so(analyst):
    assert ask(analyst, "qqxzzy") == []
    assert analyst.window.search._legend.text().startswith("Nothing is called that.")
    analyst.press(Qt.Key.Key_Return)
    analyst.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is analyst.view


def test_while_a_project_is_open_what_is_done_to_the_text_is_offered_before_files(analyst):
    titles = [hit.title for hit in ask(analyst, "")]
    assert titles.index("Find in the article…") < titles.index("New project…")
    assert titles.index("Select the word") < titles.index("Quit")
    analyst.press(Qt.Key.Key_Escape)
    before = analyst.desk.project.edits(100)
    choose(analyst, "")  # the first one, by a hand that was too quick
    assert analyst.desk.project.edits(100) == before


def test_the_articles_are_ordered_and_marked_as_unread_by_name(analyst):
    choose(analyst, ">order title")
    assert analyst.titles() == sorted(analyst.titles())
    analyst.desk.project.mark_done([analyst.desk.article.id])
    analyst.until(lambda: analyst.desk.article.status == "done")
    choose(analyst, ">mark as unread")
    analyst.until(lambda: analyst.desk.article.status == "unread")
    QTest.qWait(noticing.NEXT + 200)  # it stays so, though the article is on the screen
    assert analyst.desk.article.status == "unread"
    (hit,) = [hit for hit in ask(analyst, ">mark as unread") if hit.title == "Mark as unread"]
    assert hit.why_not == "it is unread already"


def test_the_name_of_the_analyst_is_changed_from_the_menu_and_by_its_name(analyst):
    choose(analyst, ">your name")
    dialog = QApplication.activeModalWidget()
    assert dialog.name.text() == "desk one"
    dialog.close()
    assert analyst.window.menus.action("analyst").text() == "Change your name…"
