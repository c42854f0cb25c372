"""After a crash the project is checked by itself; findings are said and can be repaired; a file that left is said."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project import open_project
from annotator.project.settings import Settings
from annotator.ui import left_open, verifying
from annotator.ui.dialogs.telling import Telling

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
QUIET = Settings(analyst="desk one", layout={"hidden": "timeline"})
CRASH = """
import os, sys
from pathlib import Path
from annotator.ui.left_open import Mark
mark = Mark(Path(sys.argv[1]))
os._exit(1)
"""


def crash(path: Path) -> None:
    """Leave the mark of a window that ended without closing its project."""
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)


def damage(path: Path) -> None:
    """Let a quote differ from its text, as only a damaged disk would."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE annotation SET quote = 'Sudmark demanda an apology' WHERE quote LIKE 'Sudmark%'")
    connection.close()


def marks() -> list[Path]:
    return sorted(left_open._folder().glob("*"))


@pytest.fixture
def checks(monkeypatch):
    """Count the checks that nobody asked for."""
    made = []
    examined = verifying._examined
    monkeypatch.setattr(verifying, "_examined", lambda *asked: made.append(asked[0]) or examined(*asked))
    return made


def vigil(person):
    person.until(lambda: person.window._vigil is not None)
    return person.window._vigil


def test_a_window_that_is_closed_leaves_no_mark_and_the_next_one_checks_nothing(at_window, project_path, checks):
    first = at_window(project_path, QUIET)
    vigil(first)
    assert len(marks()) == 1
    first.window.close()
    assert marks() == []
    second = at_window(project_path, QUIET)
    second.bot.wait(600)
    assert checks == []


def test_two_windows_on_one_project_take_each_other_for_no_crash(at_window, project_path, checks):
    people = [at_window(project_path, QUIET) for _ in range(2)]
    people[1].bot.wait(600)
    assert len(marks()) == 2
    assert checks == []


def test_after_a_crash_a_sound_project_is_checked_without_a_word(at_window, project_path, checks):
    crash(project_path)
    person = at_window(project_path, QUIET)
    person.until(lambda: checks == [project_path] and not vigil(person).is_checking())
    assert person.window.notice.words() == ""
    assert len(marks()) == 1


def test_after_a_crash_findings_are_said_and_shown(at_window, project_path):
    damage(project_path)
    crash(project_path)
    person = at_window(project_path, QUIET)
    person.until(lambda: "finding" in person.window.notice.words())
    person.window.notice._button.click()
    told = person.window.findChild(Telling)
    assert "quote" in told.detail.toPlainText()
    told.reject()


def test_a_journal_that_was_left_has_the_project_checked(at_window, project_path, checks):
    project_path.with_name(f"{project_path.name}-journal").write_bytes(b"\0" * 512)
    person = at_window(project_path, QUIET)
    person.until(lambda: checks == [project_path] and not vigil(person).is_checking())
    assert person.window.notice.words() == ""


def test_an_import_is_followed_by_a_check(at_window, project_path, checks, tmp_path):
    (tmp_path / "story.txt").write_text("A title\n\nA story.\n", encoding="utf-8")
    person = at_window(project_path, QUIET)
    vigil(person)
    person.drop(tmp_path / "story.txt")
    person.until(lambda: checks == [project_path])
    person.until(lambda: not vigil(person).is_checking())


def test_a_damaged_project_is_repaired_and_the_damaged_file_stays_beside_it(at_window, project_path):
    damage(project_path)
    person = at_window(project_path, QUIET)
    verifying.check(person.window)
    person.until(lambda: person.window.findChild(Telling) is not None)
    told = person.window.findChild(Telling)
    repair = next(button for button in told.buttons.buttons() if button.text() == "Repair…")
    repair.click()
    person.until(lambda: person.window.desk is not None and person.window.windowTitle().startswith("Strait talks"))
    person.until(lambda: any("is repaired" in one.says.text() for one in person.window.findChildren(Telling)))
    with open_project(project_path) as project:
        assert project.check() == []
        assert len(project.annotations()) == 2
    assert any("damaged" in path.name for path in project_path.parent.iterdir())


def test_a_file_that_was_moved_away_is_said_and_can_be_opened_where_it_is(at_window, project_path):
    person = at_window(project_path, QUIET)
    moved = project_path.with_name("Elsewhere.annotations")
    project_path.rename(moved)
    person.until(lambda: str(moved) in person.window.notice.words())
    assert person.window.notice._button.text() == "Open it there"
    person.window.notice._button.click()
    assert person.desk.project.path == moved
    assert person.window.notice.words() == ""


def test_a_file_that_was_deleted_is_said_with_the_place_where_its_state_is_kept(at_window, project_path):
    person = at_window(project_path, QUIET)
    before = person.desk.totals
    project_path.unlink()
    person.until(lambda: "is kept in" in person.window.notice.words())
    person.window.notice._button.click()
    assert " kept " in person.desk.project.path.name
    assert person.desk.totals == before
