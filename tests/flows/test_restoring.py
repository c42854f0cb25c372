"""Backups while somebody works in the window, and going back to one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from annotator.project import list_backups, open_project
from annotator.records import NewAnnotation, NewArticle
from annotator.ui import editing, keeping, restoring
from annotator.ui.dialogs.restoring import Restoring

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
CALLED = "called the offer empty"


def asked(analyst) -> Restoring:
    """The dialog that File > Restore a backup… brings."""
    analyst.window.menus.action("restore").trigger()
    analyst.until(lambda: bool(analyst.window.findChildren(Restoring)))
    (dialog,) = analyst.window.findChildren(Restoring)
    return dialog


def press_restore(analyst, dialog: Restoring) -> None:
    analyst.until(lambda: "Comparing" not in dialog.says.text())
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    analyst.until(lambda: "is now as it was" in analyst.window.notice.words())


def test_a_backup_is_made_soon_after_the_first_change_without_anybody_waiting(analyst, project_path, monkeypatch):
    monkeypatch.setattr(keeping, "_AFTER_FIRST_CHANGE", 1)
    assert list_backups(project_path) == []
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.until(lambda: len(list_backups(project_path)) == 1 and not analyst.window.keeping.is_busy())
    (made,) = list_backups(project_path)
    assert (made.why, made.articles, made.annotations, made.is_sound) == ("first change", 4, 3, True)
    assert analyst.window.notice.words() == ""


def test_restoring_goes_back_and_keeps_the_present_file(analyst, project_path, tmp_path):
    analyst.drag_over(OFFER)
    analyst.press("2")
    with open_project(project_path) as other:
        other.backup()
    analyst.drag_over(CALLED)
    analyst.press("1")
    dialog = asked(analyst)
    assert dialog.model.found[0].why == "by hand"
    analyst.until(lambda: "Comparing" not in dialog.says.text())
    assert dialog.says.text() == "Restoring it takes away 1 annotation made since."
    press_restore(analyst, dialog)
    assert [quote for _, quote, _ in analyst.stored()].count(CALLED) == 0
    (aside,) = tmp_path.glob("* before restore *.annotations")
    with open_project(aside) as former:
        assert CALLED in [one.quote for one in former.annotations()]
    assert analyst.desk.project.check() == []


def test_the_former_file_can_be_opened_from_the_notice(analyst, project_path):
    with open_project(project_path) as other:
        other.backup()
    press_restore(analyst, asked(analyst))
    QTest.mouseClick(analyst.window.notice._button, Qt.MouseButton.LeftButton)
    assert "before restore" in analyst.desk.project.name


def test_cancel_restores_nothing(analyst, project_path):
    with open_project(project_path) as other:
        other.backup()
    before = project_path.read_bytes()
    dialog = asked(analyst)
    QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert project_path.read_bytes() == before
    assert analyst.desk.project.path == project_path


def test_where_there_is_no_backup_a_sentence_says_when_one_is_made(analyst):
    analyst.window.menus.action("restore").trigger()
    analyst.until(lambda: "There is no backup of" in analyst.window.notice.words())


def test_a_backup_with_findings_cannot_be_restored(analyst, project_path):
    with open_project(project_path) as other:
        made = other.backup()
    for one in list_backups(project_path):
        one.path.rename(one.path.with_name(f"{made.stem} (damaged).annotations"))
    for one in list_backups(project_path):
        if one.is_sound:
            one.path.rename(one.path.with_name(f"{made.stem} (damaged).annotations"))
    dialog = asked(analyst)
    assert not dialog.restore.isEnabled()
    assert "cannot be restored" in dialog.says.text()
    dialog.reject()


def test_much_is_deleted_only_after_a_backup(at_window: Callable, project_path: Path):
    text = "word " * 30
    marks = tuple(NewAnnotation(5 * n, 5 * n + 4, "claim", analyst="desk two") for n in range(25))
    with open_project(project_path, keep=False) as project:
        project.add_articles([NewArticle("Many words", text + "\n", annotations=marks)])
        doomed = project.annotations(project.articles(matching="words")[0])
    person = at_window(project_path)
    editing.delete(person.desk, doomed)
    assert len(person.stored()) == 27, "nothing goes before its backup is there"
    person.until(lambda: len(person.stored()) == 2)
    assert [(one.why, one.annotations) for one in list_backups(project_path)] == [("before deletion", 27)]


def test_a_backup_that_fails_is_told_once_and_stops_nothing(analyst, project_path, monkeypatch):
    monkeypatch.setattr(keeping, "_AFTER_FIRST_CHANGE", 1)
    (project_path.parent / f"{project_path.stem} backups").write_text("no folder", encoding="utf-8")
    told: list[str] = []
    analyst.window.keeping.trouble.connect(told.append)
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.until(lambda: bool(told))
    editing.delete(analyst.desk, analyst.desk.annotations)
    done: list[int] = []
    analyst.window.keeping.before("before deletion", lambda: done.append(1))
    analyst.until(lambda: bool(done))
    assert len(told) == 1
    assert "cannot be made" in told[0]
    assert len(list_backups(project_path)) == 2, "the second place took both"


def test_a_project_that_is_damaged_beyond_opening_can_be_restored(at_window, project_path, tmp_path):
    with open_project(project_path) as project:
        project.backup()
    project_path.write_bytes(b"nothing of it is left " * 400)
    person = at_window()
    restoring.ask(person.window, project_path)
    person.until(lambda: bool(person.window.findChildren(Restoring)))
    (dialog,) = person.window.findChildren(Restoring)
    person.until(lambda: "Comparing" not in dialog.says.text())
    assert dialog.says.text() == "The present file cannot be read beside it."
    press_restore(person, dialog)
    assert len(person.stored()) == 2
    assert len(list(tmp_path.glob("* before restore *"))) == 1
