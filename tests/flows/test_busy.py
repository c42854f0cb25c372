"""While another program holds the project file the window waits a while, then asks; it never stands still."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import open_project
from annotator.ui import waiting
from annotator.ui.dialogs.asking import ArticleFields
from annotator.ui.jobs import Job

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
LEVY = "demanded that the levy be dropped"
BEFORE = [("demand", "Sudmark demands an apology", ""), ("claim", "We claim the islands", "")]
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(f"BEGIN {sys.argv[2]}")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
"""


class Holder:
    """Another program that holds the project file until it is let go: EXCLUSIVE from readers too, or IMMEDIATE."""

    def __init__(self, path: Path, how: str = "EXCLUSIVE") -> None:
        command = [sys.executable, "-c", HOLD, str(path), how]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def __enter__(self) -> Holder:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        if self.process.poll() is None:
            self.process.communicate("\n", timeout=20)


@pytest.fixture
def _impatient(monkeypatch):
    """Ask the person after half a second, so that the tests need not wait as long as a person would."""
    monkeypatch.setattr(waiting, "_FOR", 0.5)


@pytest.mark.parametrize("how", ["EXCLUSIVE", "IMMEDIATE"])
def test_what_another_program_holds_up_is_stored_once_as_soon_as_it_lets_go(analyst, project_path, how):
    analyst.drag_over(OFFER)
    with Holder(project_path, how) as holder:
        analyst.press("2")
        assert analyst.window.status.message.text() == "Waiting for another program…"
        assert analyst.window.notice.words() == ""
        assert analyst.desk.pane.view.selected_span() is not None
        analyst.press("2")
        analyst.press("2")
        holder.let_go()
        analyst.until(lambda: not analyst.desk.waiting.is_on())
    assert analyst.stored().count(("commitment", OFFER, "")) == 1
    assert analyst.desk.selected().quote == OFFER
    assert analyst.window.status.message.text().startswith("Added commitment")


def test_a_person_goes_on_selecting_while_something_waits(analyst, project_path):
    analyst.drag_over(OFFER)
    with Holder(project_path, "IMMEDIATE") as holder:
        analyst.press("2")
        analyst.drag_over(LEVY)
        analyst.press("3")
        analyst.drag_over("The ferries wait")
        holder.let_go()
        analyst.until(lambda: not analyst.desk.waiting.is_on())
    assert {("commitment", OFFER, ""), ("demand", LEVY, "")} <= set(analyst.stored())
    view = analyst.desk.pane.view
    assert view.selected_span().quote(view.text) == "The ferries wait"


@pytest.mark.usefixtures("_impatient")
def test_what_a_form_holds_is_stored_as_soon_as_the_file_is_free(analyst, project_path):
    with Holder(project_path, "IMMEDIATE") as holder:
        analyst.press(Qt.Key.Key_F2)
        analyst.until(lambda: isinstance(QApplication.activeModalWidget(), ArticleFields))
        form = QApplication.activeModalWidget()
        form.title.setText("Ferries come back")
        QTest.keyClick(form, Qt.Key.Key_Return)
        assert QApplication.activeModalWidget() is None
        assert analyst.window.status.message.text() == "Waiting for another program…"
        holder.let_go()
        analyst.until(lambda: not analyst.desk.waiting.is_on())
    assert analyst.desk.article.title == "Ferries come back"
    assert "Ferries come back" in analyst.titles()


def test_when_it_lasts_a_sentence_says_so_and_trying_again_stores(analyst, project_path):
    analyst.drag_over(OFFER)
    with Holder(project_path):
        analyst.press("2")
        analyst.until(lambda: analyst.window.notice.words().startswith("Another program is writing to "))
        assert analyst.desk.pane.view.selected_span() is not None
        assert analyst.window.status.message.text() == ""
    assert analyst.stored() == BEFORE
    analyst.window.notice._button.click()
    analyst.until(lambda: ("commitment", OFFER, "") in analyst.stored())
    assert analyst.desk.pane.view.selected_span() is None
    assert analyst.window.notice.words() == ""


@pytest.mark.usefixtures("_impatient")
def test_while_an_import_holds_the_file_the_sentence_names_the_import(analyst, project_path):
    go = threading.Event()
    with Holder(project_path):
        analyst.window.start_job(Job("Importing", lambda _: go.wait(10), analyst.window), lambda _: None)
        analyst.drag_over(OFFER)
        analyst.press("2")
        assert analyst.window.status.message.text() == "Waiting until importing is done…"
        said = "Nothing was stored, since importing is under way."
        analyst.until(lambda: analyst.window.notice.words().startswith(said))
    go.set()
    analyst.until(lambda: not analyst.window.strip.isVisible())
    analyst.window.notice._button.click()
    analyst.until(lambda: ("commitment", OFFER, "") in analyst.stored())


def test_an_article_that_cannot_be_read_just_now_opens_a_moment_later(analyst, project_path):
    with Holder(project_path) as holder:
        analyst.open_article("Gates open")
        assert analyst.desk.article.title == "Ferries return"
        holder.let_go()
        analyst.until(lambda: analyst.desk.article.title == "Gates open")
    assert analyst.window.notice.words() == ""


def test_three_presses_of_undo_while_the_file_is_held_undo_one_edit(analyst, project_path):
    for words in (OFFER, LEVY):
        analyst.drag_over(words)
        analyst.press("2")
    with Holder(project_path) as holder:
        for _ in range(3):
            analyst.ctrl(Qt.Key.Key_Z)
        holder.let_go()
        analyst.until(lambda: not analyst.desk.waiting.is_on())
    assert ("commitment", OFFER, "") in analyst.stored()
    assert ("commitment", LEVY, "") not in analyst.stored()


def test_a_window_does_not_close_over_what_waits_until_it_is_told_twice(analyst, project_path):
    analyst.drag_over(OFFER)
    with Holder(project_path):
        analyst.press("2")
        assert not analyst.window.close()
        assert "Leave once more to go without it." in analyst.window.notice.words()
        assert analyst.window.close()
    with open_project(project_path) as project:
        assert len(project.annotations()) == len(BEFORE)


def test_what_waits_when_the_window_closes_is_stored_if_it_can_be(analyst, project_path):
    analyst.drag_over(OFFER)
    with Holder(project_path):
        analyst.press("2")
    assert analyst.window.close()
    with open_project(project_path) as project:
        assert len(project.annotations()) == len(BEFORE) + 1


def test_a_project_that_is_held_opens_as_soon_as_it_is_free(at_window, project_path):
    with Holder(project_path) as holder:
        person = at_window(project_path)
        assert person.window.desk is None
        holder.let_go()
        person.until(lambda: person.window.desk is not None)
    assert person.window.notice.words() == ""


def test_the_watch_for_other_programs_says_nothing_of_one_that_is_writing(analyst, project_path):
    with Holder(project_path):
        analyst.window.watching.look()
        assert analyst.window.notice.words() == ""
    analyst.window.watching.look()
    assert analyst.window.notice.words() == ""


@pytest.mark.soak
@pytest.mark.skipif(os.environ.get("CI") is not None, reason="measures time")
@pytest.mark.parametrize("how", ["EXCLUSIVE", "IMMEDIATE"])
def test_the_window_stands_still_for_no_more_than_a_fifth_of_a_second(analyst, project_path, how):
    beats = [time.perf_counter()]
    heart = QTimer(analyst.window, interval=5)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    with Holder(project_path, how):
        for words, title in ((OFFER, "Gates open"), (LEVY, "Old quarrel"), ("The ferries wait", "A letter")):
            if analyst.desk.article.title == "Ferries return":
                analyst.drag_over(words)
                QTest.qWait(50)
                analyst.press("2")
            analyst.open_article(title)
            QTest.qWait(1_200)
        QTest.qWait(3_000)
    pauses = [after - before for before, after in pairwise(beats)]
    assert max(pauses) < 0.2
