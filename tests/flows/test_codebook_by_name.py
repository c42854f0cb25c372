"""What is done to a tag is an action like any other: found by its name, done without a mouse, one edit each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import NewTag
from tests.flows.test_codebook import Editor
from tests.flows.test_palette import ask

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")
Key = Qt.Key


@pytest.fixture
def editor(analyst):
    for words, key in (("agreed on Monday", "2"), ("called the offer empty", "6")):
        analyst.drag_over(words)
        analyst.press(key)
    analyst.press(Key.Key_Escape)
    analyst.desk.select(None)
    analyst.settle()  # the panel shows the tag used last, before a row of it is gone to
    return Editor(analyst)


def do(editor, name, typed):
    """Go to a tag of the list and run what a few letters of the palette find."""
    editor.go_to(name)
    found = ask(editor.analyst, f">{typed}")
    editor.analyst.press(Key.Key_Return)
    return found[0].title


def test_the_palette_names_the_tag_that_it_would_change(editor):
    editor.go_to("demand")
    titles = [hit.title for hit in ask(editor.analyst, ">demand")]
    assert {"Rename “demand”", "Colour of “demand”…", "Merge “demand” into another…", "Split “demand”…",
            "Delete “demand”…", "Move “demand” up", "Put “demand” below the tag above"} <= set(titles)  # fmt: skip


def test_a_tag_is_renamed(editor):
    before = editor.edits()
    assert do(editor, "demand", "rename") == "Rename “demand”"
    QTest.keyClicks(editor.analyst.window.focusWidget(), "request\r")
    editor.analyst.look()
    assert "request" in editor.names()
    assert editor.edits() == before + 1


def test_a_colour_is_chosen_from_the_palette_of_colours(editor):
    do(editor, "demand", "colour of")
    swatches = editor.desk.codebook.swatches
    assert swatches.isVisible()
    swatches.field.setFocus()
    swatches.field.selectAll()
    QTest.keyClicks(swatches.field, "#8C69FC")
    QTest.keyClick(swatches.field, Key.Key_Return)
    assert editor.tag("demand").color == "#8C69FC"


def test_two_tags_are_merged_in_a_window_as_one_edit_that_one_undo_takes_back(editor):
    before = editor.edits()
    do(editor, "commitment", "merge into another")
    dialog = editor.dialog()
    QTest.keyClick(dialog.store, Key.Key_Return)
    assert "Choose the tag" in dialog.trouble.text()
    assert editor.edits() == before
    dialog.into.setFocus()
    QTest.keyClicks(dialog.into, "claim")
    QTest.keyClick(dialog.into, Key.Key_Return)
    editor.analyst.come_back()
    assert [one.tag for one in editor.desk.annotations] == ["claim", "criticism"]
    assert "commitment" not in editor.names()
    assert editor.edits() == before + 1
    editor.analyst.ctrl(Key.Key_Z)
    assert [one.tag for one in editor.desk.annotations] == ["commitment", "criticism"]


def test_the_form_of_a_tag_asks_in_the_same_window_into_which_it_is_merged(editor):
    editor.desk.codebook.edit(editor.tag("commitment").id)
    form = editor.desk.codebook.form
    merge = next(one for one in form.findChildren(type(form.done)) if one.text() == "Merge…")
    merge.setFocus()
    QTest.keyClick(merge, Key.Key_Space)
    dialog = editor.dialog()
    editor.analyst.until(dialog.into.hasFocus)
    dialog.close()


def test_where_tags_stand_below_one_the_windows_say_what_becomes_of_them(editor):
    editor.desk.project.add_tag(NewTag("vow", parent="commitment"))
    for typed, said in (("merge into another", "1 annotation of commitment and the 1 tag below it go"),
                        ("delete commit", "The 1 tag below it stays, one level up.")):  # fmt: skip
        do(editor, "commitment", typed)
        dialog = editor.dialog()
        words = [dialog.form.itemAt(row).widget().text() for row in range(dialog.form.count())
                 if hasattr(dialog.form.itemAt(row).widget(), "text")]  # fmt: skip
        assert any(said in one for one in words), words
        dialog.close()
        editor.analyst.come_back()


def test_a_tag_is_moved_among_the_others(editor):
    for typed, becomes in (
        ("move up", ["claim", "demand", "commitment"]),
        ("below the tag above", ["claim", "  demand", "commitment"]),
        ("level out", ["claim", "demand", "commitment"]),
        ("move down", ["claim", "commitment", "demand"]),
    ):
        do(editor, "demand", typed)
        editor.analyst.look()
        assert editor.names()[:3] == becomes


def test_the_first_tag_goes_no_further_up_and_says_so(editor):
    before = editor.edits()
    do(editor, "claim", "move up")
    assert editor.analyst.window.status.message.text() == "The tag cannot go further that way."
    assert editor.edits() == before


def test_a_codebook_without_tags_says_that_there_are_none(editor):
    for tag in editor.desk.project.tags():
        editor.desk.project.delete_tag(tag, annotations=True)
    editor.analyst.look()
    assert next(hit for hit in ask(editor.analyst, ">rename")).why_not == "there are no tags yet"
    assert QApplication.activeModalWidget() is None
