"""The window that compares two copies: what it says, shows and asks for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project import create_project, open_project
from annotator.project.comparing import Comparison, compare
from annotator.records import NewArticle, NewTag
from annotator.ui import app
from annotator.ui.dialogs.comparing import Comparing, summary

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def found(tmp_path: Path) -> Comparison:
    """A comparison with something of each kind."""
    here, there = tmp_path / "talks.annotations", tmp_path / "talks 2.annotations"
    with create_project(here) as project:
        project.add_articles([NewArticle("Gates", "The gates opened a day early."), NewArticle("Quay", "A quay. <b>")])
        project.annotate(1, 4, 9, "claim")
        project.annotate(1, 10, 16, "claim")
    shutil.copy(here, there)
    with open_project(here) as project, open_project(there) as other:
        project.delete_annotations(project.annotations()[1:])
        project.annotate(2, 0, 6, "demand")
        other.set_note(other.annotations()[0], "noted\nthere")
        other.add_tag(NewTag("rumour"))
        other.annotate(2, 2, 6, "rumour")
    return compare(here, there)


@pytest.fixture
def dialog(found, qtbot, qapp) -> Comparing:
    app.make_application()
    opened = Comparing(None, found)
    opened.show()
    return opened


def shown(dialog: Comparing) -> list[list[str]]:
    """The cells of the rows that are seen, column by column as they are seen."""
    model = dialog.table.model()
    columns = [place for place in range(model.columnCount()) if not dialog.table.isColumnHidden(place)]
    return [[model.index(row, place).data() for place in columns] for row in range(model.rowCount())]


def test_it_says_in_a_sentence_what_is_where(found):
    assert summary(found) == (
        "The other copy holds 1 tag and 2 annotations that are not here; this one holds 1 annotation that is not "
        "there; 1 thing differs."
    )


def test_it_shows_what_is_only_there_and_says_what_was_deleted_here(dialog):
    assert shown(dialog) == [
        ["Tag", "rumour", "", ""],
        ["Annotation", "claim on “opened”", "Gates", "deleted here"],
        ["Annotation", "rumour on “quay”", "Quay", ""],
    ]


def test_a_click_shows_what_is_only_here_and_what_differs(dialog):
    QTest.mouseClick(dialog.groups.button("here"), Qt.MouseButton.LeftButton)
    assert shown(dialog) == [["Annotation", "demand on “A quay”", "Quay"]]
    QTest.mouseClick(dialog.groups.button("differing"), Qt.MouseButton.LeftButton)
    assert shown(dialog) == [["Annotation", "claim on “gates”", "note", "–", "noted there"]]


def test_the_button_counts_what_would_come_in_and_asks_for_it(dialog, qtbot):
    assert dialog.bring_in.text() == "Bring in what is missing (2)"
    assert dialog.deleted.text() == "Also bring back what was deleted here (1)"
    with qtbot.waitSignal(dialog.bring_in_requested) as asked:
        QTest.mouseClick(dialog.deleted, Qt.MouseButton.LeftButton, pos=dialog.deleted.rect().center())
        dialog.deleted.setChecked(True)
        assert dialog.bring_in.text() == "Bring in what is missing (3)"
        QTest.mouseClick(dialog.bring_in, Qt.MouseButton.LeftButton)
    assert asked.args == [True]


def test_a_double_click_goes_to_an_annotation_that_is_here(dialog, found, qtbot):
    dialog.show_group("here")
    with qtbot.waitSignal(dialog.annotation_requested) as asked:
        dialog.table.doubleClicked.emit(dialog.model.index(0, 1))
    assert asked.args == [found.only_here[0].uid]


def test_where_nothing_can_be_stored_nothing_is_offered_to_be_brought_in(found, qtbot, qapp):
    dialog = Comparing(None, found, read_only=True)
    dialog.show()
    assert dialog.bring_in.isHidden()
    assert dialog.deleted.isHidden()


def test_copies_that_hold_the_same_are_a_sentence_without_a_table(found, qtbot, qapp):
    same = Comparison(found.here, found.there, is_one_project=True)
    dialog = Comparing(None, same)
    dialog.show()
    assert dialog.says.text() == "Both hold the same articles, tags and annotations."
    assert dialog.table.isHidden()
