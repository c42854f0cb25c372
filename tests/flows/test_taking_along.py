"""Taking quotes and links along on the clipboard, and coming back by a link."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.cli import main
from annotator.project import open_project
from annotator.project.settings import Settings
from annotator.ui import app

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
OFFER, LEVY = "agreed on Monday to reopen two ferry lines", "demanded that the levy be dropped"
CITED = "“agreed on Monday to reopen two ferry lines” — Ferries return, Meridian News, 2 April 2024"


def copied(analyst, key):
    QApplication.clipboard().clear()
    analyst.press(key, CTRL_SHIFT)
    return QApplication.clipboard().text()


def tagged_twice(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.drag_over(LEVY)
    analyst.press("3")


def test_the_selected_annotation_is_copied_with_its_citation(analyst):
    analyst.drag_over(OFFER)
    analyst.press("2")
    assert copied(analyst, Qt.Key.Key_C) == CITED
    assert "<cite>Ferries return</cite>" in QApplication.clipboard().mimeData().html()


def test_words_that_carry_no_annotation_can_be_cited_too(analyst):
    analyst.drag_over(OFFER)
    assert copied(analyst, Qt.Key.Key_C) == CITED


def test_several_rows_of_the_table_are_copied_together(analyst):
    tagged_twice(analyst)
    analyst.desk.table.rows.setFocus()
    analyst.desk.table.rows.selectAll()
    lines = copied(analyst, Qt.Key.Key_C).splitlines()
    assert lines[0] == CITED
    assert lines[1].startswith(f"“{LEVY}” — Ferries return")
    assert len(copied(analyst, Qt.Key.Key_L).splitlines()) == 2


def test_without_anything_chosen_the_clipboard_is_left_alone(analyst):
    assert copied(analyst, Qt.Key.Key_C) == ""
    assert copied(analyst, Qt.Key.Key_L) == ""
    assert "first" in analyst.window.status.message.text()


def test_the_link_of_an_annotation_opens_a_window_at_it(analyst, at_window, monkeypatch):
    tagged_twice(analyst)
    analyst.open_article("Gates open")
    analyst.open_article("Ferries return")
    analyst.click_on(LEVY)
    words = shlex.split(copied(analyst, Qt.Key.Key_L))
    analyst.open_article("Gates open")
    analyst.window.close()
    asked = []
    monkeypatch.setattr(app, "run", lambda *given, **named: asked.append((given, named)) or 0)
    assert main(words[1:]) == 0
    ((project,), named) = asked[0]
    person = at_window(project, Settings(), annotation=named["annotation"])
    assert person.desk.article.title == "Ferries return"
    assert person.desk.selected().quote == LEVY
    assert person.quotes()[person.desk.table.rows.currentIndex().row()][1] == LEVY


def test_a_link_waits_for_a_project_that_is_being_written(at_window, project_path):
    with open_project(project_path) as project:
        annotation = project.annotations()[-1]
    holder = sqlite3.connect(project_path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    window = app.make_window(Settings(), project_path, annotation=annotation)
    window.show()
    QTest.qWait(50)
    assert window.desk is None
    holder.close()
    try:
        for _ in range(200):
            QTest.qWait(20)
            if window.desk is not None and window.desk.selected() is not None:
                break
        assert window.desk.selected().uid == annotation.uid
    finally:
        window.close()


COPY_AND_QUIT = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from annotator.project.settings import Settings
from annotator.ui import app
program = app.make_application()
window = app.make_window(Settings(analyst="desk one"), Path(sys.argv[1]))
window.show()
view = window.desk.pane.view
view.setFocus()
view.select_all()
QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
assert "<cite>" in program.clipboard().mimeData().html()
window.close()
"""


def test_a_program_that_has_copied_a_citation_ends_without_a_crash(project_path):
    ended = subprocess.run([sys.executable, "-c", COPY_AND_QUIT, str(project_path)], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()


def test_control_c_copies_the_quote_of_the_selected_annotation_and_says_so(analyst):
    tagged_twice(analyst)
    analyst.click_on(LEVY)
    QApplication.clipboard().clear()
    analyst.ctrl(Qt.Key.Key_C)
    assert QApplication.clipboard().text() == LEVY
    assert analyst.window.status.message.text() == "Copied the quote"
    analyst.drag_over("Sudmark called")
    analyst.ctrl(Qt.Key.Key_C)
    assert QApplication.clipboard().text() == "Sudmark called"


def test_control_c_without_anything_selected_leaves_the_clipboard_and_says_why(analyst):
    analyst.drag_over("Sudmark called")
    analyst.ctrl(Qt.Key.Key_C)
    analyst.press(Qt.Key.Key_Escape)
    analyst.ctrl(Qt.Key.Key_C)
    assert QApplication.clipboard().text() == "Sudmark called"
    assert analyst.window.status.message.text().endswith("no words and no annotation are selected.")
