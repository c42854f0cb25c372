"""The sheet of keys: what it shows, how a key is changed on it, and that it is in force everywhere at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.project import settings as remembered
from annotator.ui.article.find_bar import FindBar
from annotator.ui.dialogs.keys import KeySheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sheet(analyst):
    analyst.press("?")
    found = QApplication.activeModalWidget()
    assert isinstance(found, KeySheet)
    return found


def shown(sheet):
    return {row.name: [cap.text() for cap in row.caps] for section in sheet._sections for row in section.rows
            if not row.isHidden() and not section.isHidden()}  # fmt: skip


def keys(sheet, action_id):
    return [cap.key for cap in sheet.row(action_id).caps]


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def give(sheet, action_id, key, held=Qt.KeyboardModifier.NoModifier):
    click(sheet.row(action_id).caps[0])
    QTest.keyClick(QApplication.focusWidget(), key, held)


def test_a_question_mark_shows_the_keys_of_actions_text_and_tags(sheet):
    found = shown(sheet)
    assert found["Undo"] == ["Ctrl+Z"]
    assert found["commitment"] == ["2", "M"]
    assert found["Grow the selection"] == ["Alt+Shift+Right"]
    assert "About" not in found
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Mark words", "drag", "Tag the same words once more", "Alt+the tag's key", "File", "Go"} <= words


def test_the_sheet_fits_into_a_small_window(analyst):
    analyst.window.resize(800, 500)
    analyst.press("?")
    sheet = QApplication.activeModalWidget()
    assert sheet.height() <= analyst.window.height()
    assert sheet.width() <= analyst.window.width()
    assert not sheet._area.horizontalScrollBar().maximum()


def test_the_filter_finds_by_name_menu_and_key_also_what_has_no_key(sheet):
    QTest.keyClicks(sheet.filter, "backup")
    assert shown(sheet) == {"Restore a backup": ["add"]}
    QTest.keyClick(sheet.filter, Qt.Key.Key_Escape)
    QTest.keyClicks(sheet.filter, "ctrl+pgdown")
    assert shown(sheet) == {"Next article": ["Ctrl+PgDown"]}
    sheet.filter.clear()
    sheet.every.setChecked(True)
    assert shown(sheet)["About"] == ["add"]


def test_a_changed_key_is_in_force_at_once_in_the_window_the_menu_and_the_settings(analyst, sheet):
    give(sheet, "panel:table", Qt.Key.Key_F5)
    assert keys(sheet, "panel:table") == ["F5"]
    sheet.close()
    analyst.come_back()
    was_hidden = analyst.desk.table.isHidden()
    analyst.press(Qt.Key.Key_F9)
    assert analyst.desk.table.isHidden() == was_hidden
    analyst.press(Qt.Key.Key_F5)
    assert analyst.desk.table.isHidden() != was_hidden
    assert analyst.window.menus.action("panel:table").shortcut().toString() == "F5"
    assert remembered.load().keys == {"panel:table": ["F5"]}


def test_a_changed_key_of_the_text_is_heard_by_the_text(analyst, sheet):
    give(sheet, "enter", Qt.Key.Key_F5)
    sheet.close()
    analyst.come_back()
    analyst.press(Qt.Key.Key_F5)
    assert analyst.desk.pane.view.selected_span() is not None
    assert analyst.window.menus.action("enter").text().endswith("\tF5")


def test_the_status_bar_names_the_key_that_undoes(analyst, sheet):
    give(sheet, "undo", Qt.Key.Key_U, CTRL)
    sheet.close()
    analyst.come_back()
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert analyst.window.status.message.text() == "Added commitment · Undo Ctrl+U"
    analyst.ctrl(Qt.Key.Key_U)
    assert analyst.quotes() == []


def test_tooltips_name_the_key_as_it_is(analyst):
    analyst.ctrl(Qt.Key.Key_F)
    tip = analyst.window.findChild(FindBar).next.toolTip
    assert tip() == "Next match (F3)"
    analyst.press(Qt.Key.Key_Escape)
    analyst.press("?")
    give(QApplication.activeModalWidget(), "find_next", Qt.Key.Key_F5)
    assert tip() == "Next match (F5)"
    QApplication.activeModalWidget().close()


def test_a_key_of_another_action_is_given_away_only_on_purpose(sheet):
    give(sheet, "export", Qt.Key.Key_I, CTRL)
    assert sheet.asking.says.text() == "Ctrl+I is the key of “Import files”."
    take, leave = sheet.asking.buttons
    assert (take.text(), leave.text()) == ("Give it to “Export annotations”", "Leave it with “Import files”")
    click(leave)
    assert (keys(sheet, "export"), keys(sheet, "import")) == (["Ctrl+E"], ["Ctrl+I"])
    give(sheet, "export", Qt.Key.Key_I, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert (keys(sheet, "export"), keys(sheet, "import")) == (["Ctrl+I"], [""])


def test_a_key_that_types_is_refused_where_it_would_disturb(sheet):
    give(sheet, "export", Qt.Key.Key_Y)
    assert "types a character" in sheet.asking.says.text()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    assert keys(sheet, "export") == ["F5"]


def test_escape_leaves_a_key_as_it_is_and_the_sheet_open(sheet):
    give(sheet, "export", Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert shown(sheet)["Export annotations"] == ["Ctrl+E"]
    assert not sheet.asking.isVisible()


def test_a_second_key_is_put_beside_the_first_and_removed_again(sheet):
    click(sheet.row("export").caps[0])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Another key beside it"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    assert keys(sheet, "export") == ["Ctrl+E", "F5"]
    sheet.row("export").caps[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert keys(sheet, "export") == ["F5"]


def test_a_second_key_that_was_not_pressed_leaves_no_place_behind(sheet):
    click(sheet.row("export").caps[0])
    click(sheet.asking.buttons[0])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert keys(sheet, "export") == ["Ctrl+E"]


def test_the_first_keys_come_back_one_by_one_and_all_at_once(sheet):
    give(sheet, "export", Qt.Key.Key_F5)
    give(sheet, "undo", Qt.Key.Key_U, CTRL)
    click(sheet.row("export").caps[0])
    click(next(one for one in sheet.asking.buttons if one.text() == "As it was at first"))
    assert (keys(sheet, "export"), keys(sheet, "undo")) == (["Ctrl+E"], ["Ctrl+U"])
    click(sheet.reset_all)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert keys(sheet, "undo") == ["Ctrl+Z"]
    assert not sheet.reset_all.isEnabled()
    assert remembered.load().keys == {}


def test_the_key_of_a_tag_is_changed_in_the_codebook(analyst, sheet):
    row = next(row for section in sheet._sections for row in section.rows if row.name == "commitment")
    click(row.caps[0])
    form = analyst.desk.codebook.form
    assert analyst.window.focusWidget() is form.key
    assert form.key.text() == "2"


def test_all_of_it_goes_without_a_mouse(sheet):
    QTest.keyClicks(sheet.filter, "export")
    QTest.keyClick(sheet.filter, Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    assert keys(sheet, "export") == ["F5"]
    assert QApplication.focusWidget() is sheet.row("export").caps[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_key_and_a_menu_that_are_asked_for_before_the_menus_are_made_anew_are_those_in_force(analyst):
    window = analyst.window
    _ = window.menus.action("filter")  # as things stood
    window.settings.keys["filter"] = ["F6"]  # which hid the list of articles
    window.repertoire.refill()
    analyst.press(Qt.Key.Key_F6)
    assert analyst.desk.articles.filter.hasFocus()
    assert not analyst.desk.articles.isHidden()
    menu = window.menus.menu("Go")
    del window.settings.keys["filter"]
    window.repertoire.refill()
    menu.aboutToShow.emit()
    assert [one.shortcut().toString() for one in menu.actions() if one.text() == "Filter articles"] == ["Ctrl+Shift+F"]
