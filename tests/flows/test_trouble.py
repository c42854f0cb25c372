"""When nothing can be stored: one sentence, and the selected words and the written note are still there."""

from __future__ import annotations

import os
import shutil

import pytest
from PySide6.QtCore import Qt

from annotator.errors import UserError
from annotator.project import ledgers, open_project

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"


def fill_disk(desk):
    """Let the file grow no further, as a full disk does."""
    connection = desk.project._database.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def free_disk(desk):
    desk.project._database.connection.execute("PRAGMA max_page_count = 1000000")


def annotate_on_and_on(desk):
    for length in range(1, desk.article.length + 1):
        desk.project.annotate(desk.article.id, 0, length, "claim")


def select_and_fill(analyst):
    """Use up what room the file has left, then select words and press a tag's key."""
    fill_disk(analyst.desk)
    with pytest.raises(UserError, match="disk is full"):
        annotate_on_and_on(analyst.desk)
    analyst.drag_over(OFFER)
    analyst.press("2")


def test_on_a_full_disk_a_sentence_says_so_and_the_words_stay_selected(analyst):
    select_and_fill(analyst)
    assert analyst.window.notice.words().startswith("The disk is full, so nothing was stored in ")
    assert analyst.desk.pane.view.selected_span() is not None
    before = len(analyst.stored())
    free_disk(analyst.desk)
    analyst.press("2")
    assert len(analyst.stored()) == before + 1
    assert analyst.window.notice.words() == ""


def test_on_a_full_disk_a_note_stays_in_its_field_and_comes_back_with_its_annotation(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    noted = analyst.desk.selected().id
    long_note = "very long " * 2000
    fill_disk(analyst.desk)
    analyst.press("n")
    analyst.desk.panel.card.note.setPlainText(long_note)
    analyst.ctrl(Qt.Key.Key_Return)
    assert "disk is full" in analyst.window.notice.words()
    assert analyst.desk.panel.card.note.toPlainText() == long_note
    analyst.open_article("Gates open")
    analyst.open_article("Ferries return")
    analyst.desk.select(noted)
    assert analyst.desk.panel.card.note.toPlainText() == long_note
    free_disk(analyst.desk)
    analyst.press("n")
    analyst.ctrl(Qt.Key.Key_Return)
    assert ("commitment", OFFER, long_note) in analyst.stored()


def test_a_note_that_cannot_be_stored_holds_the_window_open_once(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    fill_disk(analyst.desk)
    analyst.press("n")
    analyst.desk.panel.card.note.setPlainText("very long " * 2000)
    assert not analyst.window.close()
    assert "could not be stored" in analyst.window.notice.words()
    assert analyst.window.isVisible()
    assert analyst.window.close()


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anything")
def test_a_file_that_became_read_only_says_so_and_keeps_the_selection(analyst, project_path):
    project_path.chmod(0o400)
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert "cannot be written" in analyst.window.notice.words()
    assert analyst.desk.pane.view.selected_span() is not None
    project_path.chmod(0o600)


def test_an_annotation_that_another_program_deleted_is_said_and_goes(analyst, project_path):
    analyst.drag_over(OFFER)
    analyst.press("2")
    with open_project(project_path) as other:
        other.delete_annotations([one for one in other.annotations() if one.tag == "commitment"])
    analyst.press("3")
    assert analyst.window.notice.words() != ""
    analyst.window.watching.look()
    assert analyst.quotes() == []


def test_escape_closes_a_notice(analyst):
    analyst.window.tell_trouble("Something to read.")
    analyst.press(Qt.Key.Key_Escape)
    assert analyst.window.notice.words() == ""


def test_a_notice_goes_with_the_next_edit_unless_it_must_be_read(analyst):
    analyst.window.notice.say("3 articles came in.")
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert analyst.window.notice.words() == ""
    analyst.window.notice.say("1 article came in, 1 refused.", stays=True)
    analyst.press("3")
    assert analyst.window.notice.words() == "1 article came in, 1 refused."


def test_a_ledger_that_cannot_be_written_is_told_once_and_stops_nobody(analyst, qtbot):
    folder = ledgers.folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    folder.write_text("in the way")
    analyst.drag_over(OFFER)
    analyst.press("2")
    qtbot.waitUntil(lambda: "record of annotations outside" in analyst.window.notice.words())
    analyst.window.notice.hide()
    before = len(analyst.stored())
    analyst.drag_over(OFFER)
    analyst.press("3")
    qtbot.wait(100)
    assert len(analyst.stored()) == before + 1
    assert analyst.window.notice.words() == ""
