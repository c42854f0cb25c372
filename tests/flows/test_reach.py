"""Without a mouse and without sight: names on all controls, a way to each by Tab, a table that says what is painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QHeaderView, QLineEdit, QPlainTextEdit

from annotator.project.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit)


def nameless(window):
    return [
        control
        for kind in CONTROLS
        for control in window.findChildren(kind)
        if control.isVisible() and not isinstance(control, QHeaderView)
        if not control.accessibleName() and not getattr(control, "text", str)()
        if not isinstance(control.parent(), QLineEdit | QAbstractItemView)
    ]


def reached_by_tab(person, steps=60):
    names = []
    for _ in range(steps):
        person.press(Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
    return names


def test_every_control_of_the_desk_has_a_name(at_window, project_path):
    person = at_window(project_path)
    person.open_article("Ferries return")
    person.drag_over(OFFER)
    person.press("2")
    assert person.desk.panel.card.isVisible()
    assert nameless(person.window) == []


def test_every_control_of_the_start_page_has_a_name(at_window):
    assert nameless(at_window(settings=Settings()).window) == []


def test_tab_goes_through_the_parts_in_the_order_in_which_they_stand(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.desk.select(None)
    analyst.desk.articles.filter.setFocus()
    names = ["Filter articles", *reached_by_tab(analyst, 20)]
    wanted = ["Filter articles", "Order of the articles", "Articles", "Article: Ferries return", "Tags", "Annotations"]
    assert [name for name in dict.fromkeys(names) if name in wanted] == wanted


def test_the_table_says_in_words_what_is_painted_under_the_text(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    table = analyst.desk.table
    spoken = [table.model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(2)]
    assert spoken == ["commitment", OFFER]


def test_the_arrow_keys_go_through_the_table_and_enter_goes_to_the_words(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.drag_over("the levy be dropped")
    analyst.press("3")
    analyst.desk.table.rows.setFocus()
    analyst.press(Qt.Key.Key_Up)
    assert analyst.desk.selected().tag == "commitment"
    analyst.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is analyst.view


def test_the_keys_of_tags_work_from_the_list_of_articles_too(analyst):
    analyst.drag_over(OFFER)
    analyst.desk.articles.rows.setFocus()
    analyst.press("2")
    assert analyst.quotes() == [("commitment", OFFER)]


def test_escape_leads_back_to_the_text_from_filter_search_and_note(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    for begin in (analyst.begin_filter, lambda: analyst.ctrl(Qt.Key.Key_K), lambda: analyst.press("n")):
        begin()
        assert QApplication.focusWidget() is not analyst.view
        analyst.press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is analyst.view
