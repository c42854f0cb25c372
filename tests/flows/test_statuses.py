"""What is unread, being read and done: one key to the next, one to be done, and a list that says how far one is."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.project import open_project
from annotator.records import NewArticle
from annotator.ui import noticing
from annotator.ui.lists.article_model import ARTICLE_ROLE

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ENTER, D, F4 = Qt.Key.Key_Return, Qt.Key.Key_D, Qt.Key.Key_F4
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch):
    """Nothing counts as read in these tests before they say so."""
    monkeypatch.setattr(noticing, "FIRST", 3_600_000)


def title(person) -> str:
    return person.desk.article.title


def statuses(person) -> dict[str, str]:
    """What the list says of each article."""
    model = person.desk.articles.model
    return {one.title: one.status for one in (model.index(row).data(ARTICLE_ROLE) for row in range(model.rowCount()))}


def done_in_file(person) -> list[str]:
    with open_project(person.desk.project.path) as other:
        return sorted(one.title for one in other.articles() if one.status == "done")


def press_status(person, status: str) -> None:
    QTest.mouseClick(person.desk.articles.statuses.button(status), Qt.MouseButton.LeftButton)
    person.look()


def counts(person) -> list[str]:
    return [person.desk.articles.statuses.button(status).text() for status in ("unread", "reading", "done")]


def test_one_key_goes_to_the_next_unread_article_and_once_around(analyst):
    analyst.press(F4)
    assert title(analyst) == "Old quarrel"
    analyst.press(F4)
    analyst.press(F4)
    assert title(analyst) == "Gates open"
    analyst.desk.project.mark_done([one.id for one in analyst.desk.project.articles() if one.title != "Gates open"])
    analyst.press(F4)
    assert title(analyst) == "Gates open"
    assert analyst.window.status.message.text() == "No unread article is left in this list."


def test_done_and_next_is_one_key_and_one_edit(analyst):
    analyst.press(ENTER, CTRL)
    assert title(analyst) == "Old quarrel"
    assert done_in_file(analyst) == ["Ferries return"]
    assert statuses(analyst)["Ferries return"] == "done"
    assert counts(analyst) == ["3 unread", "0 reading", "1 done"]
    analyst.ctrl(Qt.Key.Key_Z)
    assert done_in_file(analyst) == []
    assert statuses(analyst)["Ferries return"] == "unread"
    assert counts(analyst) == ["4 unread", "0 reading", "0 done"]


def test_an_article_is_marked_and_not_marked_by_the_same_key_which_says_so(analyst):
    edit = analyst.window.menus.menu("Edit")
    action = analyst.window.menus.action("done")
    for wanted, said in ((["Ferries return"], "Mark as not done"), ([], "Mark as done")):
        analyst.press(D, CTRL)
        assert done_in_file(analyst) == wanted
        words = "Marked as done · Undo Ctrl+Z" if wanted else "Marked as not done · Undo Ctrl+Z"
        assert analyst.window.status.message.text() == words
        assert ("done by desk one" in analyst.desk.pane.header._fields.text()) == bool(wanted)
        edit.aboutToShow.emit()
        assert action.text() == said
        edit.aboutToHide.emit()
    assert title(analyst) == "Ferries return"


def test_ctrl_enter_in_a_note_belongs_to_the_note(analyst):
    analyst.open_article("A letter")
    analyst.click_on("claim the islands")
    analyst.press("n")
    analyst.press("so they say")
    analyst.press(ENTER, CTRL)
    assert ("claim", "We claim the islands", "so they say") in analyst.stored()
    assert title(analyst) == "A letter"
    assert done_in_file(analyst) == []
    assert QApplication.focusWidget() is analyst.view


def test_the_list_is_narrowed_to_what_is_wanted_with_a_click(analyst):
    analyst.press(D, CTRL)
    press_status(analyst, "done")
    assert analyst.titles() == ["Ferries return"]
    press_status(analyst, "unread")
    assert len(analyst.titles()) == 4
    press_status(analyst, "done")
    assert analyst.titles() == ["Gates open", "Old quarrel", "A letter"]
    assert title(analyst) == "Ferries return"
    press_status(analyst, "unread")
    assert len(analyst.titles()) == 4


def test_the_list_is_narrowed_by_the_keyboard_alone(analyst):
    analyst.press(D, CTRL)
    analyst.window.menus.action("status:done").trigger()
    assert analyst.titles() == ["Ferries return"]
    analyst.desk.articles.filter.setFocus()
    for _ in range(4):  # past the filters, the order and the unread; nothing is being read
        analyst.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is analyst.desk.articles.statuses.button("done")
    analyst.press(" ")
    assert len(analyst.titles()) == 4


def test_an_article_stays_in_a_narrowed_list_while_it_is_open(analyst):
    press_status(analyst, "unread")
    analyst.press(D, CTRL)
    assert analyst.titles() == ["Gates open", "Ferries return", "Old quarrel", "A letter"]
    assert counts(analyst) == ["3 unread", "0 reading", "1 done"]
    analyst.press(F4)
    analyst.press(D, CTRL)
    assert analyst.titles() == ["Gates open", "Old quarrel", "A letter"]


def test_what_another_program_marks_is_shown(analyst):
    with open_project(analyst.desk.project.path, analyst="desk two") as other:
        other.mark_done(other.articles(matching="ferries")[:1])
    analyst.until(lambda: statuses(analyst)["Ferries return"] == "done")
    assert analyst.desk.pane.header._fields.text().endswith("done by desk two")
    assert counts(analyst) == ["3 unread", "0 reading", "1 done"]


def test_several_articles_are_marked_from_the_menu_of_the_list(analyst):
    rows = analyst.desk.articles.rows
    rows.selectAll()
    analyst.desk.articles.menu_requested.emit(analyst.desk.articles.chosen(), rows.mapToGlobal(rows.rect().center()))
    menu = next(one for one in analyst.window.findChildren(QMenu) if one.isVisible())
    entries = {one.text(): one for one in menu.actions()}
    assert [entries[name].isEnabled() for name in ("Mark as done", "Mark as not done", "Mark as unread")] == [
        True, False, False,
    ]  # fmt: skip
    entries["Mark as done"].trigger()
    menu.close()
    assert len(done_in_file(analyst)) == 4
    assert analyst.desk.project.undo_label() == "mark 4 articles as done"


def test_how_far_one_reads_is_noticed_and_no_project_file_is_written(analyst, monkeypatch):
    monkeypatch.setattr(noticing, "FIRST", 1)
    monkeypatch.setattr(noticing, "NEXT", 1)
    project = analyst.desk.project
    project.add_articles([NewArticle("At length", "Line upon line, nothing is decided.\n\n" * 400)])
    analyst.settle()
    before, turn = project.path.read_bytes(), project.turn()
    analyst.open_article("At length")
    analyst.until(lambda: statuses(analyst)["At length"] == "reading")
    first = analyst.desk.article.read_percent
    assert 0 < first < 50
    bar = analyst.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    analyst.until(lambda: analyst.desk.article.read_percent > 45)
    assert f"{analyst.desk.article.read_percent} % read" in analyst.window.status.counts.text()
    bar.setValue(bar.maximum())
    analyst.until(lambda: analyst.desk.article.read_percent == 100)
    bar.setValue(0)
    analyst.open_article("Gates open")
    analyst.until(lambda: counts(analyst)[1] in ("2 reading", "3 reading"))
    assert (project.path.read_bytes(), project.turn()) == (before, turn)
    row = analyst.desk.articles.model
    spoken = [row.index(one).data(Qt.ItemDataRole.AccessibleTextRole) for one in range(row.rowCount())]
    assert any(words.endswith("reading 100 %") for words in spoken)


def test_those_who_walk_through_the_list_do_not_read_what_they_pass(analyst):
    analyst.desk.articles.rows.setFocus()
    for _ in range(3):
        analyst.press(Qt.Key.Key_Down)
    assert set(statuses(analyst).values()) == {"unread"}


def test_a_mark_waits_for_a_busy_file_and_is_not_lost(analyst):
    holder = sqlite3.connect(analyst.desk.project.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    analyst.press(ENTER, CTRL)
    assert done_in_file(analyst) == []
    holder.execute("ROLLBACK")
    holder.close()
    analyst.until(lambda: done_in_file(analyst) == ["Ferries return"])
    analyst.until(lambda: title(analyst) == "Old quarrel")


def test_nothing_is_marked_in_a_project_that_can_only_be_read(at_window, project_path):
    newer = sqlite3.connect(project_path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    person = at_window(project_path)
    person.desk.pane.view.setFocus()
    before = title(person)
    person.press(D, CTRL)
    person.press(ENTER, CTRL)
    assert title(person) == before
    assert set(statuses(person).values()) == {"unread"}
    person.press(F4)
    assert title(person) != before
