"""A tag's letter and the keys of actions: none means two things at once, and whoever has lost one says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import NewTag
from tests.flows.conftest import LEFT
from tests.flows.test_keys import give, keys, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def sheet_of(analyst):
    analyst.press(Key.Key_F1)
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def form_of(analyst, name, field):
    tag = next(tag for tag in analyst.desk.tags if tag.name == name)
    analyst.desk.codebook.edit(tag.id, field)
    return analyst.desk.codebook.form


def write_letter(form, letter):
    form.letter.selectAll()
    QTest.keyClicks(form.letter, letter)
    QTest.keyClick(form.letter, Key.Key_Return)


def test_a_new_tag_does_not_take_the_letter_that_writes_a_note(analyst):
    analyst.desk.codebook.add()
    QTest.keyClicks(analyst.desk.panel.new_name, "negotiation")
    QTest.keyClick(analyst.desk.panel.new_name, Key.Key_Return)
    made = next(tag for tag in analyst.desk.tags if tag.name == "negotiation")
    assert made.letter not in ("", "n")
    analyst.view.setFocus()
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    assert analyst.desk.panel.card.note.hasFocus()
    assert analyst.quotes() == [("commitment", OFFER)]


def test_a_new_tag_does_not_take_a_letter_that_the_analyst_gave_to_an_action(analyst):
    give(sheet_of(analyst), "next_article", Key.Key_Z)
    QApplication.activeModalWidget().close()
    analyst.come_back()
    analyst.desk.codebook.add()
    QTest.keyClicks(analyst.desk.panel.new_name, "zz")
    QTest.keyClick(analyst.desk.panel.new_name, Key.Key_Return)
    assert next(tag for tag in analyst.desk.tags if tag.name == "zz").letter not in ("", "z")


def test_a_letter_that_does_something_else_is_taken_for_a_tag_only_on_purpose(analyst):
    form = form_of(analyst, "claim", "letter")
    write_letter(form, "n")
    assert form.trouble.text() == "N is the key of “Write a note”, which would have none."
    assert analyst.desk.project.tag("claim").letter == "c"
    QTest.mouseClick(form.swap, LEFT)
    assert analyst.desk.project.tag("claim").letter == "n"
    analyst.look()
    analyst.view.setFocus()
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    assert analyst.quotes() == [("claim", OFFER)]


def test_escape_puts_a_letter_back_that_does_something_else(analyst):
    form = form_of(analyst, "claim", "letter")
    write_letter(form, "n")
    QTest.keyClick(form.letter, Key.Key_Escape)
    assert form.letter.text() == "c"
    assert not form.swap.isVisible()
    assert form.trouble.text() == ""


def test_the_sheet_says_which_tag_has_the_key_of_an_action_and_gives_it_another(analyst):
    analyst.desk.project.add_tag(NewTag("negotiation", letter="n"))
    sheet = sheet_of(analyst)
    row = sheet.row("note")
    assert keys(sheet, "note") == [""]
    assert row.isVisible()
    assert row.is_lent
    assert "N tags negotiation" in [label.text() for label in row.findChildren(type(row._says))]
    assert shown(sheet)["negotiation"][-1] == "N"
    give(sheet, "note", Key.Key_M, CTRL)
    sheet.close()
    analyst.come_back()
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.ctrl(Key.Key_M)
    assert analyst.desk.panel.card.note.hasFocus()


def test_a_key_goes_back_to_its_action_with_the_tag_that_had_it(analyst):
    made = analyst.desk.project.add_tag(NewTag("negotiation", letter="n"))
    sheet_of(analyst).close()
    analyst.come_back()
    analyst.desk.project.delete_tag(made)
    sheet = sheet_of(analyst)
    assert keys(sheet, "note") == ["N"]
    assert not sheet.row("note").is_lent


def test_what_is_said_of_the_codebook_names_the_key_that_undoes(analyst):
    give(sheet_of(analyst), "undo", Key.Key_U, CTRL)
    QApplication.activeModalWidget().close()
    analyst.come_back()
    form = form_of(analyst, "claim", "name")
    form.name.selectAll()
    QTest.keyClicks(form.name, "assertion")
    QTest.keyClick(form.name, Key.Key_Return)
    assert analyst.window.status.message.text() == "Changed the name of assertion · Undo Ctrl+U"
    analyst.view.setFocus()
    analyst.ctrl(Key.Key_U)
    assert "claim" in [tag.name for tag in analyst.desk.tags]


def test_what_was_done_says_nothing_of_undo_while_no_key_undoes(analyst):
    sheet = sheet_of(analyst)
    sheet.row("undo").caps[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    sheet.close()
    analyst.come_back()
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert analyst.window.status.message.text() == "Added commitment"
