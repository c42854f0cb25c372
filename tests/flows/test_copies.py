"""An analyst whose project lies in a sync folder, beside another copy of it, or is taken away while it is open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project import open_project
from annotator.project.settings import Settings
from annotator.ui.dialogs.comparing import Comparing

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
WITHOUT_TIMELINE = {"hidden": "timeline"}


@pytest.fixture
def copy_path(project_path: Path) -> Path:
    """A copy beside the project, as a sync service leaves one; Ann annotated it on another computer."""
    copy = project_path.with_name("Strait talks (Ann's conflicted copy 2024-04-02).annotations")
    shutil.copy(project_path, copy)
    with open_project(copy, analyst="Ann") as there:
        there.annotate(there.article_ids(matching="gates")[0], 4, 9, "claim")
    return copy


def dialog_of(analyst) -> Comparing:
    analyst.until(lambda: analyst.window.findChild(Comparing) is not None)
    return analyst.window.findChild(Comparing)


def notice(analyst) -> str:
    return analyst.window.notice.words()


def test_a_copy_beside_the_project_is_told_compared_and_brought_in(at_window, project_path, copy_path):
    analyst = at_window(project_path, Settings(analyst="desk one", layout=WITHOUT_TIMELINE))
    analyst.until(lambda: "another copy of it that a sync service left" in notice(analyst))
    assert copy_path.stem in notice(analyst)
    QTest.mouseClick(analyst.window.notice._button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(analyst)
    assert dialog.says.text() == "The other copy holds 1 annotation that is not here."
    QTest.mouseClick(dialog.bring_in, Qt.MouseButton.LeftButton)
    analyst.until(lambda: notice(analyst).startswith("Brought in 1 annotation from "))
    assert ("claim", "gates", "") in analyst.stored()
    analyst.open_article("Gates open")
    assert analyst.quotes() == [("claim", "gates")]
    analyst.ctrl(Qt.Key.Key_Z)
    assert ("claim", "gates", "") not in analyst.stored()


def test_a_copy_is_told_again_only_after_it_changed(at_window, project_path, copy_path):
    settings = Settings(analyst="desk one", layout=WITHOUT_TIMELINE)
    first = at_window(project_path, settings)
    first.until(lambda: notice(first) != "")
    first.window.close_project()
    first.window.open_path(project_path)
    QTest.qWait(1200)
    assert notice(first) == ""
    with open_project(copy_path) as there:
        there.undo()
    first.window.close_project()
    first.window.open_path(project_path)
    first.until(lambda: "another copy" in notice(first))


def test_a_project_in_a_sync_folder_is_warned_of_once(at_window, project_path, tmp_path):
    place = tmp_path / "Dropbox" / project_path.name
    place.parent.mkdir()
    shutil.move(project_path, place)
    analyst = at_window(place, Settings(analyst="desk one", layout=WITHOUT_TIMELINE))
    analyst.until(lambda: "lies in a folder that Dropbox keeps in step" in notice(analyst))
    analyst.window.close_project()
    analyst.window.open_path(place)
    QTest.qWait(1200)
    assert notice(analyst) == ""


def test_the_menu_compares_with_a_chosen_copy_and_goes_to_what_is_only_here(
    analyst, project_path, tmp_path, monkeypatch
):
    chosen = tmp_path / "elsewhere.annotations"
    shutil.copy(project_path, chosen)
    analyst.drag_over("agreed on Monday")
    analyst.press("2")
    analyst.open_article("Gates open")
    monkeypatch.setattr("annotator.ui.copies.QFileDialog.getOpenFileName", lambda *_: (str(chosen), ""))
    analyst.window.menus.action("compare").trigger()
    dialog = dialog_of(analyst)
    assert dialog.says.text() == "This one holds 1 annotation that is not there."
    dialog.table.doubleClicked.emit(dialog.model.index(0, 1))
    assert analyst.desk.article.title == "Ferries return"
    assert analyst.desk.selected().quote == "agreed on Monday"


def test_when_the_file_is_deleted_under_the_window_it_says_where_everything_is_kept(analyst, project_path):
    analyst.drag_over("agreed on Monday")
    analyst.press("2")
    project_path.unlink()
    analyst.until(lambda: "was deleted while it was open" in notice(analyst))
    kept = next(project_path.parent.glob("Strait talks kept *.annotations"))
    assert str(kept) in notice(analyst)
    analyst.drag_over("reopen two ferry lines")
    analyst.press("3")
    assert "nothing more is stored in it" in notice(analyst)
    assert analyst.desk.pane.view.selected_span() is not None
    with open_project(kept) as project:
        assert "agreed on Monday" in [one.quote for one in project.annotations()]
        assert project.check() == []
    assert not project_path.exists()
