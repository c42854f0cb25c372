"""A key that can do nothing just now says what it lacks; the palette and the menus say the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.ui.actions import why_not
from tests.flows.test_palette import ask

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER = "agreed on Monday to reopen two ferry lines"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "held", "said"),
    [
        (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "Write a note: no annotation is selected."),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "Delete the annotation: no annotation is selected."),
        (Qt.Key.Key_J, CTRL, "Merge with the next of this tag: no annotation is selected."),
        (Qt.Key.Key_J, CTRL | SHIFT, "Split the annotation here: this article has no annotations."),
        (Qt.Key.Key_Left, ALT | SHIFT, "Shrink the selection: no words are selected."),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier, "Find a tag, write a note: no words are selected."),
        (Qt.Key.Key_Backspace, CTRL, "Show the whole time: nothing is chosen on the timeline."),
        (Qt.Key.Key_Right, ALT, "Forward: you have not gone back."),
    ],
)
def test_a_key_that_can_do_nothing_says_what_it_lacks(analyst, key, held, said):
    before = analyst.stored()
    analyst.press(key, held)
    assert analyst.window.status.message.text() == said
    assert analyst.stored() == before


def test_a_key_that_lacked_something_does_it_once_that_is_there(analyst):
    analyst.press("n")
    analyst.drag_over(OFFER)
    analyst.press("2")
    analyst.press("n")
    assert analyst.desk.panel.card.note.hasFocus()


def test_every_action_that_cannot_be_done_has_a_reason_of_its_own(analyst):
    lacking = {action.id: why_not(action) for action in analyst.window.repertoire.actions if why_not(action)}
    assert {"merge", "shrink", "find_tag", "again", "next_of_tag", "redo", "forward"} <= set(lacking)
    assert not {words for words in lacking.values() if "possible" in words}
    analyst.drag_over(OFFER)
    assert "shrink" not in [one.id for one in analyst.window.repertoire.actions if why_not(one)]


def test_the_palette_shows_the_reason_at_the_right(analyst):
    hit = next(hit for hit in ask(analyst, ">merge with") if hit.title.startswith("Merge with the next"))
    assert hit.at_right == "no annotation is selected"
