"""Little room and little to show: nothing is pressed together or cut at an edge, and what is empty says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from annotator.project.settings import Settings
from annotator.records import NewTag

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
H, SHIFT = Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def small(at_window, project_path):
    """An analyst at a window of 900 by 600 pixels that shows every panel."""
    person = at_window(project_path, Settings(analyst="desk one"))
    person.window.resize(900, 600)
    person.open_article("Ferries return")
    person.view.setFocus()
    return person


def test_the_tags_give_way_to_the_history_and_come_back(small):
    desk = small.desk
    small.ctrl(H)
    assert desk.is_history_shown()
    assert desk.panel.isHidden()
    assert desk.pane.width() >= 320
    assert desk.hidden() == []
    small.ctrl(H)
    assert not desk.panel.isHidden()


def test_a_wider_window_has_room_for_tags_and_history(small):
    small.ctrl(H)
    small.window.resize(1440, 900)
    small.look()
    assert small.desk.is_history_shown()
    assert not small.desk.panel.isHidden()


def test_whoever_wants_the_tags_beside_the_history_has_them(small):
    small.ctrl(H)
    small.press(Qt.Key.Key_F7)
    assert not small.desk.panel.isHidden()
    small.window.resize(890, 600)
    small.look()
    assert not small.desk.panel.isHidden()
    small.press(Qt.Key.Key_F7)
    assert small.desk.hidden() == ["tags"]
    small.ctrl(H)
    assert small.desk.panel.isHidden()


def test_the_focus_mode_brings_back_what_was_there_before(small):
    small.ctrl(H)
    small.view.setFocus()
    small.press(Qt.Key.Key_F11, SHIFT)
    assert small.desk.panel.isHidden()
    small.press(Qt.Key.Key_Escape)
    assert small.desk.is_history_shown()
    assert small.desk.panel.isHidden()
    small.ctrl(H)
    assert not small.desk.panel.isHidden()


def test_the_palette_stays_in_the_text_whatever_the_tags_are_called(small):
    for number in range(3):
        small.desk.project.add_tag(NewTag(f"completely unforeseen consequence {number}"))
    small.drag_over("Norland agreed on Monday")
    view = small.desk.pane.view
    small.press("/")
    for sign in "compl":
        QTest.keyClicks(view.palette_box.field, sign)
        assert view.viewport().rect().contains(view.palette_box.card())
    assert len([chip for chip in view.palette_box.chips() if chip.isVisible()]) == 3


def test_a_codebook_without_tags_says_what_can_be_done(small):
    project, panel = small.desk.project, small.desk.panel
    for tag in project.tags():
        project.delete_tag(tag, annotations=True)
    small.look()
    assert panel._empty.isVisible()
    assert not panel.list.isVisible()
    small.desk.codebook.add()
    QTest.keyClicks(panel.new_name, "claim")
    QTest.keyClick(panel.new_name, Qt.Key.Key_Return)
    small.look()
    assert panel.list.isVisible()
    assert not panel._empty.isVisible()


OFFER = "agreed on Monday to reopen"


def is_whole(field):
    """Whether a field can be seen from its top to its bottom."""
    seen = field.visibleRegion().boundingRect()
    return (seen.top(), seen.bottom()) == (field.rect().top(), field.rect().bottom())


def is_cursor_seen(field):
    """Whether the line that is written in a tall field can be seen."""
    if not isinstance(field, QPlainTextEdit):
        return False
    line = field.cursorRect().translated(field.viewport().pos())
    return field.visibleRegion().boundingRect().adjusted(0, -1, 0, 1).contains(line)


@pytest.mark.parametrize("size", [(1000, 650), (800, 600)])
def test_a_note_is_seen_while_it_is_written(small, size):
    small.window.resize(*size)
    small.drag_over(OFFER)
    small.press("2")
    small.press("n")
    note = small.desk.panel.card.note
    assert note.hasFocus()
    small.until(lambda: is_whole(note))
    for line in range(4):
        QTest.keyClicks(note, f"line {line}")
        QTest.keyClick(note, Qt.Key.Key_Return)
    small.until(lambda: is_cursor_seen(note))


def test_every_field_of_a_tag_is_seen_when_tab_or_the_program_comes_to_it(small):
    small.window.resize(800, 600)
    small.desk.codebook.edit(small.desk.tags[4].id, "negative")
    form = small.desk.codebook.form
    assert form.written["negative"].hasFocus()
    small.until(lambda: is_whole(form.written["negative"]))
    form.name.setFocus()
    small.until(lambda: is_whole(form.name))
    for _ in range(8):
        small.press(Qt.Key.Key_Tab)
        here = small.window.focusWidget()
        assert form.isAncestorOf(here)
        small.until(lambda here=here: is_whole(here) or is_cursor_seen(here))


def test_a_few_tags_are_not_pushed_together_by_the_cards_in_a_usual_window(small):
    small.window.resize(1440, 900)
    small.look()
    rows = small.desk.panel.list
    assert rows.viewport().height() >= rows.tags.rowCount() * 26


def test_what_stands_against_a_key_is_seen_below_its_field(small):
    small.window.resize(760, 480)
    small.desk.codebook.edit(small.desk.tags[0].id, "letter")
    form = small.desk.codebook.form
    form.letter.selectAll()
    QTest.keyClicks(form.letter, "n")
    QTest.keyClick(form.letter, Qt.Key.Key_Return)
    small.until(lambda: is_whole(form.swap))
    assert form.letter.hasFocus()
