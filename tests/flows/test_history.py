"""Looking back: who did what when, going there, taking one old edit back; many rows and whole tags changed at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from annotator.project import open_project
from annotator.project.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER, LEVY, MAY = "agreed on Monday to reopen two ferry lines", "demanded that the levy be dropped", "before May"


@pytest.fixture
def historian(analyst):
    """An analyst who has marked three spans and looks at the history."""
    for words, key in ((OFFER, "2"), (LEVY, "3"), (MAY, "1")):
        analyst.drag_over(words)
        analyst.press(key)
    analyst.ctrl(Qt.Key.Key_H)
    return analyst


def names(person):
    model = person.desk.history.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def choose(person, name):
    panel = person.desk.history
    person.until(lambda: any(one.startswith(name) for one in names(person)))
    row = next(row for row, one in enumerate(names(person)) if one.startswith(name))
    person.click_row(panel.rows, panel.model.index(row))


def menu_entry(menu, *path):
    for name in path:
        action = next(one for one in menu.actions() if one.text() == name)
        menu = action.menu() or menu
    return action


def open_menu(person):
    return next(menu for menu in person.window.findChildren(QMenu) if menu.isVisible())


def test_the_history_names_each_edit_newest_first_with_who_and_when(historian):
    assert names(historian)[:3] == [f"claim on “{MAY}”", f"demand on “{LEVY}”", f"commitment on “{OFFER[:39]}…”"]
    assert historian.desk.history.model.edit(0).analyst == "desk one"


def test_the_history_follows_the_edits_of_this_window_and_of_another_program(historian, project_path):
    historian.desk.pane.view.setFocus()
    historian.ctrl(Qt.Key.Key_Z)
    historian.until(lambda: historian.desk.history.model.edit(0).state == "undone")
    with open_project(project_path, analyst="desk two") as other:
        other.set_note(other.annotations()[0], "seen")
    historian.until(lambda: historian.desk.history.model.edit(0).analyst == "desk two")


def test_the_history_is_narrowed_by_words_and_analyst(historian, project_path):
    with open_project(project_path, analyst="desk two") as other:
        other.set_note(other.annotations()[0], "seen")
    historian.window.watching.look()
    historian.desk.history.filter.setFocus()
    historian.press("demand one")
    historian.until(lambda: names(historian) == [f"demand on “{LEVY}”"])
    historian.press(Qt.Key.Key_Escape)
    historian.press("apology two")
    historian.until(lambda: [one[:4] for one in names(historian)] == ["note"])
    historian.press(" zeppelin")
    historian.until(lambda: names(historian) == [])
    assert historian.desk.history._empty.text() == "No edit matches."


def test_a_long_history_is_read_as_it_comes_into_sight_and_searched_to_its_beginning(at_window, project_path):
    with open_project(project_path, analyst="desk one") as project:
        first = project.annotations()[0]
        for number in range(450):
            first = project.set_note(first, f"note {number}")
    person = at_window(project_path, Settings(analyst="desk one", layout={"hidden": "timeline"}))
    person.ctrl(Qt.Key.Key_H)
    panel = person.desk.history
    assert panel.model.rowCount() == 200
    panel.rows.verticalScrollBar().setValue(panel.rows.verticalScrollBar().maximum())
    person.until(lambda: panel.model.rowCount() > 200)
    panel.filter.setText("4 articles")
    person.until(lambda: len(names(person)) == 1)
    panel.refresh()
    assert len(names(person)) == 1


def test_an_old_edit_is_reverted_and_the_later_ones_stand(historian):
    choose(historian, "demand on")
    QTest.mouseClick(historian.desk.history.revert, Qt.MouseButton.LeftButton)
    historian.until(lambda: names(historian)[0].startswith("revert of demand on"))
    assert [one[1] for one in historian.quotes()] == [OFFER, MAY]
    assert historian.window.status.message.text().startswith("Done: revert of demand on")
    historian.desk.pane.view.setFocus()
    historian.ctrl(Qt.Key.Key_Z)
    assert [one[1] for one in historian.quotes()] == [OFFER, MAY, LEVY]


def test_what_depends_on_an_edit_is_named_and_nothing_is_changed(historian):
    historian.click_on(OFFER)
    historian.press("3")
    choose(historian, "commitment on")
    historian.desk.history.revert.click()
    assert "retag of" in historian.window.notice.words()
    assert len(historian.quotes()) == 3


def test_enter_goes_to_the_place_of_an_edit(historian):
    historian.open_article("Gates open")
    choose(historian, "demand on")
    assert historian.desk.history.details.toPlainText() == f"demand on “{LEVY}” was added"
    historian.press(Qt.Key.Key_Return)
    assert historian.desk.article.title == "Ferries return"
    assert historian.desk.selected().quote == LEVY


def test_an_undone_edit_cannot_be_reverted(historian):
    historian.desk.pane.view.setFocus()
    historian.ctrl(Qt.Key.Key_Z)
    historian.until(lambda: historian.desk.history.model.edit(0).state == "undone")
    choose(historian, "claim on")
    assert not historian.desk.history.revert.isEnabled()


def test_the_menu_names_what_undo_takes_back(historian):
    menu = historian.window.menus.menu("Edit")
    menu.aboutToShow.emit()
    assert historian.window.menus.action("undo").text() == f"Undo claim on “{MAY}”"
    menu.aboutToHide.emit()


def select_rows(person, rows):
    table = person.desk.table
    table.rows.setFocus()
    person.click_row(table.rows, table.model.index(rows[0], 1))
    for row in rows[1:]:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        table.rows.selectionModel().select(table.model.index(row, 1), flags)
    person.look()


def test_several_rows_of_the_table_get_another_tag_as_one_edit(historian):
    select_rows(historian, [0, 1, 2])
    table = historian.desk.table
    assert len(table.chosen()) == 3
    table._ask_for_menu(table.rows.visualRect(table.model.index(1, 1)).center())
    menu = open_menu(historian)
    menu_entry(menu, "Change the tag of 3 annotations", "threat").trigger()
    menu.close()
    historian.look()
    assert historian.window.notice.words() == ""
    assert {tag for tag, _ in historian.quotes()} == {"threat"}
    assert historian.window.status.message.text().startswith("Changed 3 annotations to threat")
    historian.desk.pane.view.setFocus()
    historian.ctrl(Qt.Key.Key_Z)
    assert [tag for tag, _ in historian.quotes()] == ["commitment", "claim", "demand"]


def test_a_tags_key_and_delete_work_on_all_selected_rows(historian):
    select_rows(historian, [0, 2])
    historian.press("1")
    assert [tag for tag, _ in historian.quotes()] == ["claim"] * 3
    select_rows(historian, [0, 2])
    historian.press(Qt.Key.Key_Delete)
    assert [one[1] for one in historian.quotes()] == [MAY]


def test_a_tag_is_merged_into_another_and_undo_brings_it_back(historian):
    panel = historian.desk.panel
    demand = next(tag for tag in historian.desk.tags if tag.name == "demand")
    panel.tag_menu_requested.emit(demand.id, panel.mapToGlobal(panel.rect().center()))
    menu = open_menu(historian)
    menu_entry(menu, "Merge into", "claim").trigger()
    menu.close()
    historian.look()
    assert "demand" not in [tag.name for tag in historian.desk.tags]
    assert historian.window.status.message.text().startswith("Merged demand into claim: 2 annotations")
    historian.desk.pane.view.setFocus()
    historian.ctrl(Qt.Key.Key_Z)
    assert "demand" in [tag.name for tag in historian.desk.tags]
    assert ("demand", LEVY) in historian.quotes()


def test_a_project_closes_while_its_history_is_shown(historian):
    choose(historian, "demand on")
    historian.window.close_project()
    historian.bot.wait(60)
    assert historian.window.desk is None
