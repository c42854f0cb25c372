"""Leaving a project at any moment: numbers still to come, a job under way, a note half written, a list open."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from annotator.project import create_project, open_project
from annotator.project.settings import Settings
from annotator.ui import filing
from annotator.ui.dialogs.welcome import WelcomePage
from annotator.ui.jobs import Job

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"


@pytest.fixture
def other_path(tmp_path):
    path = tmp_path / "Other.annotations"
    create_project(path).close()
    return path


def leave(person, way, other_path):
    if way == "close the window":
        person.window.close()
    elif way == "close the project":
        person.window.close_project()
    else:
        person.window.open_path(other_path)


@pytest.mark.parametrize("way", ["close the window", "close the project", "open another"])
def test_a_project_left_while_numbers_are_still_to_come_is_asked_nothing_more(at_window, project_path, other_path, way):
    person = at_window(project_path)
    person.until(lambda: person.desk.timeline._plot is not None)
    person.open_article("Ferries return")
    person.drag_over(OFFER)
    person.press("2")
    left = person.desk
    assert not left.refreshing.is_settled()
    leave(person, way, other_path)
    assert left.refreshing.is_settled()
    person.bot.wait(300)


@pytest.mark.parametrize("way", ["close the window", "close the project", "open another"])
def test_a_filter_half_typed_is_no_matter(analyst, other_path, way):
    analyst.begin_filter()
    analyst.press("lev")
    leave(analyst, way, other_path)
    analyst.bot.wait(200)


@pytest.mark.parametrize("way", ["close the window", "close the project", "open another"])
def test_a_note_half_written_is_stored(analyst, project_path, other_path, way):
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    analyst.press("half a no")
    leave(analyst, way, other_path)
    with open_project(project_path) as project:
        assert ("commitment", "half a no") in [(one.tag, one.note) for one in project.annotations()]
    analyst.bot.wait(50)


def test_what_the_search_found_in_a_project_goes_with_it(analyst):
    analyst.ctrl(Qt.Key.Key_K)
    analyst.press("gates opened")
    analyst.until(lambda: any(hit.title == "Gates open" for hit in analyst.window.search.hits()))
    analyst.window.close_project()
    assert analyst.window.search.hits() == []
    assert analyst.window.search.text() == ""
    assert isinstance(analyst.window.pages.currentWidget(), WelcomePage)


def test_a_job_that_ends_while_its_project_is_closed_tells_nothing(analyst):
    told = []
    job = Job("Counting", lambda _: "counted", analyst.window)
    analyst.window.start_job(job, told.append)
    job.wait()
    analyst.window.close_project()
    analyst.bot.wait(50)
    assert told == []
    assert not analyst.window.strip.isVisible()


def test_closing_the_window_stops_a_job_and_waits_for_it(analyst):
    begun, ended = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        try:
            while True:
                progress.step(0, None)
        finally:
            ended.set()

    analyst.window.start_job(Job("Counting", work, analyst.window), lambda _: None)
    assert begun.wait(10)
    analyst.window.close()
    assert ended.is_set()


def test_an_import_that_is_cut_off_stores_nothing(analyst, project_path, tmp_path):
    for number in range(300):
        (tmp_path / f"story {number}.txt").write_text(f"A title\n\nStory {number} of many.\n", encoding="utf-8")
    filing.import_paths(analyst.window, [tmp_path])
    analyst.window.close_project()
    with open_project(project_path) as project:
        assert project.totals().articles in (4, 304)
        assert project.check() == []


def test_a_second_job_waits_for_the_first(analyst):
    go = threading.Event()
    told = []
    analyst.window.start_job(Job("Counting", lambda _: go.wait(10), analyst.window), told.append)
    analyst.window.start_job(Job("Sorting", lambda _: "sorted", analyst.window), told.append)
    assert analyst.window.notice.words().startswith("Counting is still under way")
    go.set()
    analyst.until(lambda: told == [True])
    assert not analyst.window.strip.isVisible()


def test_closing_the_start_page_while_the_sample_is_being_made_waits_for_it(at_window):
    person = at_window(settings=Settings())
    person.window.welcome.sample.click()
    assert person.window.strip.is_busy()
    person.window.close()
    assert not person.window.strip.is_busy()
    person.bot.wait(50)
    assert person.window.desk is None


@pytest.mark.parametrize("is_at_work", [False, True], ids=["ended", "at work"])
def test_a_backup_that_ends_as_the_window_closes_leaves_nothing_open(analyst, is_at_work):
    keeping = analyst.window.keeping
    keeping.before("before deletion", lambda: None)
    process = keeping._process
    if not is_at_work:
        process.wait(30)
    keeping.end()
    process.wait(30)
    keeping.end()
    assert process.stderr.closed
