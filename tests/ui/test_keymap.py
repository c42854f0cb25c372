"""Keys that the person chose stand over those of the table; no key means two things, and some cannot be had."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.project import settings as remembered
from annotator.project.settings import Settings
from annotator.ui import keymap
from annotator.ui.actions import Action
from annotator.ui.keymap import Keymap
from tests.ui.codebook.tags import CODEBOOK

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TABLE = [
    Action("undo", "Undo", "Edit", print, "Ctrl+Z"),
    Action("redo", "Redo", "Edit", print, "Ctrl+Shift+Z", ("Ctrl+Y",)),
    Action("import", "Import files…", "File", print, "Ctrl+I"),
    Action("enter", "Select the sentence", "Edit", print, "Return", scope="text"),
    Action("about", "About", "Help", print),
]
UNDO, REDO, IMPORT, ENTER, ABOUT = TABLE


def keys_of(made: Keymap) -> dict[str, tuple[str, ...]]:
    return {action.id: action.keys for action in made.applied(TABLE)}


@pytest.fixture
def own() -> Keymap:
    made = Keymap(remembered.load())
    made.applied(TABLE)
    return made


def test_without_a_choice_the_keys_are_those_of_the_table(own: Keymap) -> None:
    assert keys_of(own) == {action.id: action.keys for action in TABLE}
    assert not own.is_any_changed()


def test_a_chosen_key_takes_the_place_of_the_first_one_and_is_remembered(own: Keymap) -> None:
    own.give(UNDO, ["Ctrl+U"])
    assert keys_of(own)["undo"] == ("Ctrl+U",)
    assert keys_of(Keymap(remembered.load()))["undo"] == ("Ctrl+U",)
    assert keymap.key_of("undo") == "Ctrl+U"


def test_a_key_given_to_another_action_is_taken_from_the_first(own: Keymap) -> None:
    own.give(ABOUT, ["Ctrl+Y"], instead_of=REDO)
    assert keys_of(own) | {"redo": ("Ctrl+Shift+Z",), "about": ("Ctrl+Y",)} == keys_of(own)


def test_an_action_can_be_left_without_a_key(own: Keymap) -> None:
    own.give(UNDO, [])
    assert keys_of(own)["undo"] == ()
    assert keymap.key_of("undo") == ""


def test_the_first_keys_come_back_one_by_one_and_all_at_once(own: Keymap) -> None:
    own.give(UNDO, ["Ctrl+U"])
    own.give(ABOUT, ["Ctrl+Z"])
    own.reset(UNDO, own.applied(TABLE))
    assert keys_of(own)["undo"] == ("Ctrl+Z",)
    assert keys_of(own)["about"] == ()
    own.give(REDO, ["F5"])
    own.reset_all()
    assert keys_of(own) == {action.id: action.keys for action in TABLE}
    assert remembered.load().keys == {}


def test_choosing_the_first_keys_again_is_no_choice(own: Keymap) -> None:
    own.give(UNDO, ["Ctrl+U"])
    own.give(UNDO, ["Ctrl+Z"])
    assert not own.is_any_changed()


@given(st.dictionaries(
    st.sampled_from([action.id for action in TABLE] + ["gone"]),
    st.lists(st.sampled_from(["Ctrl+Z", "Ctrl+I", "F5", "Return", "Ctrl+Y"]), unique=True, max_size=3),
))  # fmt: skip
def test_a_key_that_was_chosen_never_stays_with_who_had_it_at_first(keys: dict[str, list[str]]) -> None:
    found = keys_of(Keymap(Settings(keys=keys)))
    for name, chosen in keys.items():
        assert found.get(name, tuple(chosen)) == tuple(chosen)
        for other in set(found) - set(keys):
            assert not set(found[other]) & set(chosen) or name == "gone"


@pytest.mark.parametrize(("action", "key", "says"), [
    (UNDO, "Left", "every text"), (UNDO, "Shift+Home", "every text"), (UNDO, "Ctrl+V", "every text"),
    (UNDO, "Esc", "leads out"), (UNDO, "Tab", "leads out"), (UNDO, "Return", "lists and forms"),
    (IMPORT, "Q", "types a character"), (UNDO, "7", "tag"), (UNDO, "Alt+7", "tag"), (UNDO, "M", "“commitment”"),
    (UNDO, "Alt+M", "“commitment”"),
])  # fmt: skip
def test_some_keys_cannot_be_had_and_a_sentence_says_why(action: Action, key: str, says: str) -> None:
    assert says in keymap.refusal(action, key, CODEBOOK)


@pytest.mark.parametrize(("action", "key"), [
    (UNDO, "U"), (UNDO, "Ctrl+M"), (ENTER, "Return"), (ENTER, "Shift+Return"), (IMPORT, "F4"), (IMPORT, "Ctrl+PgDown"),
    (UNDO, "Alt+Left"), (IMPORT, "Alt+U"),
])  # fmt: skip
def test_other_keys_can_be_had(action: Action, key: str) -> None:
    assert keymap.refusal(action, key, CODEBOOK) == ""


@pytest.mark.parametrize(("key", "held", "typed", "means"), [
    (Qt.Key.Key_E, CTRL, "\x05", "Ctrl+E"), (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n", "N"),
    (Qt.Key.Key_Question, SHIFT, "?", "?"), (Qt.Key.Key_Plus, CTRL | SHIFT, "+", "Ctrl++"),
    (Qt.Key.Key_Right, ALT | SHIFT, "", "Alt+Shift+Right"), (Qt.Key.Key_Control, CTRL, "", ""),
    (Qt.Key.Key_BracketLeft, CTRL | ALT, "[", "["), (Qt.Key.Key_Z, CTRL | SHIFT, "\x1a", "Ctrl+Shift+Z"),
    (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier, "", "F4"),
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "\r", "Enter"),
    (Qt.Key.Key_Space, CTRL, " ", "Ctrl+Space"),
])  # fmt: skip
def test_a_key_press_has_one_name(key: Qt.Key, held: Qt.KeyboardModifier, typed: str, means: str) -> None:
    assert keymap.pressed(QKeyEvent(QEvent.Type.KeyPress, key, held, typed)) == means
