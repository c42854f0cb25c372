"""Enter presses whatever button has the focus, wherever it stands, as Space does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from annotator.project.settings import Settings
from annotator.ui.article.filter_strip import FilterStrip
from annotator.ui.article.find_bar import FindBar
from annotator.ui.reading.panel import ReadingPanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def pressed_by_enter(analyst, button: QAbstractButton, key=Key.Key_Return) -> bool:
    """Whether Enter on a focused button presses it, whatever that does."""
    said: list[bool] = []
    button.clicked.connect(lambda: said.append(True))
    button.setFocus()
    assert QApplication.focusWidget() is button
    analyst.press(key)
    return said == [True]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_on_the_start_page_opens_the_sample_project(at_window, key):
    person = at_window(settings=Settings())
    assert QApplication.focusWidget() is person.window.welcome.sample
    person.press(key)
    person.until(lambda: person.window.desk is not None)
    assert person.desk.totals.articles > 40


def test_enter_on_a_recent_project_opens_it(at_window, project_path):
    person = at_window(settings=Settings(recent_projects=[str(project_path)]))
    while QApplication.focusWidget().accessibleName() != "Open Strait talks":
        person.press(Key.Key_Tab)
    person.press(Key.Key_Return)
    assert person.desk.project.path == project_path


def test_enter_on_the_card_deletes_the_annotation(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert pressed_by_enter(analyst, analyst.desk.panel.card.delete)
    assert analyst.quotes() == []


def test_enter_presses_in_the_reading_settings_and_types_nothing_into_the_text(analyst):
    analyst.ctrl(Key.Key_Comma)
    panel = analyst.desk.findChild(ReadingPanel)
    assert pressed_by_enter(analyst, panel.larger)
    assert analyst.view.zoom == 110
    assert panel.isVisible()


@pytest.mark.parametrize(("kind", "key", "held"), [(FindBar, Key.Key_F, CTRL), (FilterStrip, Key.Key_F, CTRL | ALT)])
def test_enter_presses_the_buttons_of_the_strips_around_the_text(analyst, kind, key, held):
    analyst.press(key, held)
    strip = analyst.window.findChild(kind)
    buttons = [one for one in strip.findChildren(QAbstractButton)
               if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.accessibleName()]  # fmt: skip
    assert buttons
    for button in buttons:
        if button.menu() if hasattr(button, "menu") else False:
            continue
        analyst.press(key, held)
        assert pressed_by_enter(analyst, button), button.accessibleName()


def test_enter_in_the_form_of_a_tag_asks_what_a_button_asks(analyst):
    analyst.desk.codebook.edit(analyst.desk.tags[0].id)
    form = analyst.desk.codebook.form
    merge = next(one for one in form.findChildren(QAbstractButton) if one.text() == "Merge…")
    merge.setFocus()
    QTest.keyClick(merge, Key.Key_Return)
    analyst.until(lambda: QApplication.activeModalWidget() is not None)
    QApplication.activeModalWidget().close()


def test_enter_in_a_field_beside_presses_no_button(analyst):
    analyst.desk.codebook.edit(analyst.desk.tags[0].id)
    form = analyst.desk.codebook.form
    said = []
    for button in form.findChildren(QAbstractButton):
        button.clicked.connect(lambda _=False, button=button: said.append(button))
    form.name.setFocus()
    analyst.press(Key.Key_Return)
    assert said == []
    assert form.isVisible()
