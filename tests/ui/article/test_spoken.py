"""What assistive programs hear of the article: our own text, caret and selection in UTF-16, and what changes there."""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import settings as tries
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from annotator.project import sample_project
from annotator.text.offsets import Offsets
from annotator.text.span import Span
from annotator.ui.article import spoken
from annotator.ui.article.pane import ArticlePane
from tests.text.awkward import STORABLE_PARTS, random_canonical_text, texts_with_spans

from .conftest import TAGS, an_annotation, an_article

STORY = "Norland agreed 🚢 on Monday. The ferries wait.\n\nصباح الخير. Sudmark said no to all of it, and to the levy.\n"
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module", autouse=True)
def _somebody_listens(qapp):
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def reader(reader):
    """A person at the view, after the window's first picture."""
    reader.pane.speak()
    return reader


@pytest.fixture
def events(monkeypatch):
    """What is told to assistive programs: the places of carets, the ends of selections, the words."""
    told = []

    class Caret(spoken.QAccessibleTextCursorEvent):
        def __init__(self, view, place):
            super().__init__(view, place)
            told.append(place)

    class Selected(spoken.QAccessibleTextSelectionEvent):
        def __init__(self, view, start, end):
            super().__init__(view, start, end)
            told.append((start, end))

    monkeypatch.setattr(spoken, "QAccessibleTextCursorEvent", Caret)
    monkeypatch.setattr(spoken, "QAccessibleTextSelectionEvent", Selected)
    monkeypatch.setattr(spoken, "read_aloud", lambda _, words: told.append(words))
    return told


def heard(reader):
    """The text interface as an assistive program gets it, asked for anew each time as platforms do."""
    return QAccessible.queryAccessibleInterface(reader.view).textInterface()


def test_the_article_is_a_text_to_be_read_with_a_name(reader):
    reader.open(STORY)
    interface = QAccessible.queryAccessibleInterface(reader.view)
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "Article: Ferries return"
    state = interface.state()
    assert (state.readOnly, state.multiLine, state.selectableText, state.focusable) == (1, 1, 1, 1)
    assert interface.editableTextInterface() is None
    assert interface.valueInterface() is None


def test_who_asks_before_the_first_picture_is_answered_after_it(reader, monkeypatch):
    told = []

    class Told(spoken.QAccessibleEvent):
        def __init__(self, view, event):
            super().__init__(view, event)
            told.append(event)

    monkeypatch.setattr(spoken, "QAccessibleEvent", Told)
    pane = ArticlePane(reader.window)
    pane.resize(400, 300)
    pane.show()
    pane.view.setFocus()
    pane.show_article(an_article(STORY), STORY, (), TAGS)
    assert QAccessible.queryAccessibleInterface(pane.view) is not None
    pane.speak()
    assert QAccessible.queryAccessibleInterface(pane.view).textInterface().text(0, 7) == "Norland"
    assert told == [QAccessible.Event.Focus]


def test_the_whole_text_is_heard_letter_by_letter(reader):
    reader.open(STORY)
    text = heard(reader)
    assert text.characterCount() == Offsets(STORY).utf16_length
    assert text.text(0, text.characterCount()) == STORY
    assert text.text(15, 17) == "🚢"


@pytest.mark.parametrize("seed", range(6))
def test_every_awkward_text_is_heard_as_long_as_it_is(reader, seed):
    reader.open("".join(STORABLE_PARTS) if seed == 0 else random_canonical_text(random.Random(seed), 200))
    text = heard(reader)
    assert text.characterCount() == Offsets(reader.text).utf16_length
    assert text.text(0, text.characterCount()) == reader.text.replace("\ufffc", "\ufffd")


def test_the_caret_is_told_as_it_moves_and_is_where_the_view_has_it(reader, events):
    reader.open(STORY)
    for _ in range(16):
        reader.press(Qt.Key.Key_Right)
    assert [place for place in events if isinstance(place, int)][-2:] == [15, 17]  # past the two halves of the ship
    assert heard(reader).cursorPosition() == 17


def test_a_selection_is_told_and_can_be_read(reader, events):
    reader.open(STORY)
    reader.press(Qt.Key.Key_Right, SHIFT | CTRL)
    assert (0, 7) in events
    assert heard(reader).selectionCount() == 1
    reader.press(Qt.Key.Key_Right)
    assert events[-2:] == [(7, 7), 7]
    assert heard(reader).selectionCount() == 0


def test_who_places_caret_and_selection_by_voice_does_so_in_the_view(reader, hear):
    reader.open(STORY)
    said = hear(reader.view.span_selected)
    heard(reader).setSelection(0, 8, 17)
    assert reader.quote() == "agreed 🚢"
    assert said == [(Span(8, 16),)]
    heard(reader).setCursorPosition(48)
    assert reader.quote() is None
    assert reader.view.selection.caret == 47


def test_nothing_is_told_twice_and_nothing_when_only_the_focus_comes_and_goes(reader, events):
    reader.open(STORY)
    reader.press(Qt.Key.Key_Right)
    told = list(events)
    reader.pane.minimap.setFocus()
    reader.view.setFocus()
    reader.press(Qt.Key.Key_Home)
    reader.press(Qt.Key.Key_Home)
    assert events == [*told, 0]


def test_the_edges_of_annotations_are_told_where_the_caret_crosses_them(reader, events):
    marks = [an_annotation(1, STORY, Span(8, 14), TAGS[1]), an_annotation(2, STORY, Span(8, 10), TAGS[2])]
    reader.open(STORY, marks)
    for _ in range(3):
        reader.press(Qt.Key.Key_Right, CTRL)
        reader.press(Qt.Key.Key_Right)
    words = [said for said in events if isinstance(said, str)]
    assert words[1:] == ["in commitment, in demand", "out of commitment, out of demand"]


def test_the_chosen_annotation_is_told_with_its_place_and_its_note(reader, events):
    inner = an_annotation(2, STORY, Span(8, 14), TAGS[2], note="first <b>one</b>")
    reader.open(STORY, [an_annotation(1, STORY, Span(0, 27), TAGS[1]), inner])
    reader.click(10)
    assert events[-1] == "demand, 1 of 2 here: agreed. Note: first <b>one</b>"


def test_another_article_is_told_by_its_title_to_whoever_is_in_the_text(reader, events):
    reader.open(STORY)
    assert events == ["Ferries return, 0 annotations"]
    reader.pane.show_article(an_article("Gates open.\n", "Gates"), "Gates open.\n", (), TAGS)
    assert events[-1] == "Gates, 0 annotations"
    assert heard(reader).text(0, 5) == "Gates"


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_magnifier_finds_the_caret_where_it_is_painted(reader, zoom):
    reader.open(STORY * 30)
    reader.view.zoom = zoom
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Right):
        reader.press(key)
        text = heard(reader)
        shown = reader.view.sheet.caret(reader.view.selection.caret).topLeft().toPoint()
        assert text.characterRect(text.cursorPosition()).topLeft() == reader.view.viewport().mapToGlobal(shown)


def test_very_long_lines_are_heard_as_long_as_they_are(reader):
    line = "word " * 40_000 + "字" * 9_000
    reader.open(line)
    text = heard(reader)
    assert text.characterCount() == len(line)
    assert text.text(0, len(line)).split() == line.split()
    heard(reader).setCursorPosition(150_003)
    assert reader.view.selection.caret == 150_003


@tries(max_examples=40)
@given(texts_with_spans())
def test_any_place_set_by_voice_is_the_place_in_the_view(qapp, drawn):
    text, start, end = drawn
    view, offsets = _one_view(text), Offsets(text)
    interface = QAccessible.queryAccessibleInterface(view).textInterface()
    interface.setSelection(0, offsets.to_position(start), offsets.to_position(end))
    assert view.selection.span == (Span(start, end) if start < end else None)


_views = []


def _one_view(text):
    """One view for all tries: what is tried here is the way of places, not making views."""
    if not _views:
        _views.append(ArticlePane())
        _views[0].resize(600, 400)
        _views[0].speak()
    _views[0].show_article(an_article(text), text, (), TAGS)
    return _views[0].view


def test_many_articles_and_many_views_leave_nothing_that_crashes(reader, qtbot):
    for number in range(40):
        reader.open(f"Story {number}. " * (number + 1))
        assert heard(reader).text(0, 5) == "Story"
        if number % 10 == 0:
            pane = ArticlePane()
            pane.speak()
            pane.show_article(an_article(STORY), STORY, (), TAGS)
            assert QAccessible.queryAccessibleInterface(pane.view).textInterface().characterCount() > 100
            pane.deleteLater()
            del pane
        qtbot.wait(1)
        gc.collect()
    assert len(spoken._interfaces) < 8


WINDOW = """
window = app.make_window(Settings(), Path({path!r}))
window.show()
while not window.desk.refreshing.is_settled():
    application.processEvents()
desk = window.desk
for step in (1, 1, 1):
    desk.open_neighbour(step)
    application.processEvents()
    assert heard(desk.pane.view) == desk.pane.view.text
window.close()
"""
VIEW_LEFT_OPEN = """
from annotator.ui.article.pane import ArticlePane
pane = ArticlePane()
pane.speak()
pane.show()
application.processEvents()
assert heard(pane.view) == ""
"""


@pytest.mark.parametrize("work", [WINDOW, VIEW_LEFT_OPEN], ids=["window closed", "view left open"])
def test_a_process_with_a_listener_ends_as_it_should(tmp_path, work):
    begin = """
import faulthandler, sys
faulthandler.enable()
from pathlib import Path
from annotator.project.settings import Settings
from annotator.ui import app
from PySide6.QtGui import QAccessible
application = app.make_application()
QAccessible.setActive(True)
def heard(view):
    interface = QAccessible.queryAccessibleInterface(view).textInterface()
    return interface.text(0, interface.characterCount())
"""
    script = begin + work.format(path=str(sample_project(tmp_path)))
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "Fatal" not in ended.stderr
    assert "Traceback" not in ended.stderr
