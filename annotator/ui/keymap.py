"""Which keys are in force: those of the table of actions, and in their place those that the person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.ui.actions import Action, key_text

if TYPE_CHECKING:
    from annotator.project.settings import Settings
    from annotator.records import Tag

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SHIFT, _META = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.MetaModifier
_HELD = {
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_unknown,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R,
    Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R, Qt.Key.Key_Multi_key, Qt.Key.Key_Mode_switch,
}  # fmt: skip
_SIDES, _ENDS, _LINES = ("Left", "Right"), ("Home", "End"), ("Up", "Down", "PgUp", "PgDown", "Space")
_CARET = {
    *(f"{held}{key}" for held in ("", "Shift+") for key in (*_SIDES, *_ENDS, *_LINES)),
    *(f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in (*_SIDES, *_ENDS)),
}
_FIELDS = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"}
_ENTER = {"Return", "Enter", "Shift+Return", "Shift+Enter"}
_ABOUT_THE_TEXT = ("Edit", "Go", "Tag")  # menus whose actions may have a key that types a character

_SAYS, _ACTION = "says", "action"  # properties of a button

OF_A_TAG = "tag:"
"""How the id of an action begins that applies a tag; its keys belong to the codebook."""

_shown: dict[str, str] = {}
_holders: dict[str, str] = {}  # key to the title of the action that has it; tags are left out


def key_of(action_id: str) -> str:
    """The key of an action as people of this system write it, as it is now; nothing if it has none."""
    return key_text(_shown.get(action_id, ""))


def undo_hint() -> str:
    """What is said behind a deed that can be undone, such as ` · Undo Ctrl+Z`; nothing while no key undoes."""
    key = key_of("undo")
    return f" · Undo {key}" if key else ""


def holder_of(key: str) -> str:
    """What the action is called that has a key now and applies no tag; nothing if there is none."""
    return _holders.get(key, "")


def letters_held() -> frozenset[str]:
    """The letters, small, that do something by themselves and so should not be given to a tag unasked."""
    return frozenset(key.casefold() for key in _holders if len(key) == 1 and key.isalpha())


def tell_key(button: QAbstractButton, says: str, action_id: str) -> None:
    """Have the tooltip of a button say what it does and the key of that action, whichever it is then."""
    button.setProperty(_SAYS, says)
    button.setProperty(_ACTION, action_id)
    _tell(button)


def tell_keys(window: QWidget) -> None:
    """Tell the keys in force in all tooltips below a widget that name one."""
    for button in window.findChildren(QAbstractButton):
        if button.property(_ACTION):
            _tell(button)


def _tell(button: QAbstractButton) -> None:
    key = key_of(button.property(_ACTION))
    button.setToolTip(f"{button.property(_SAYS)} ({key})" if key else button.property(_SAYS))


class Keymap:
    """The person's own keys over those of the table; kept in the settings, by the id of the action."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._defaults: Mapping[str, tuple[str, ...]] = {}
        self.lent: Mapping[str, str] = {}
        """What is to be said of each action that gives up a key to a tag of the open project, by its id."""

    def applied(self, actions: Iterable[Action]) -> list[Action]:
        """The actions with the keys in force; a key that the person chose is taken from whatever else has it.

        What a tag of the open project has is its own: one sees its key beside its name, so that is what it must do.
        """
        rows = list(actions)
        of_tags = {key: action.title for action in rows if action.id.startswith(OF_A_TAG) for key in action.keys}
        self._defaults = {action.id: action.keys for action in rows}
        own = {name: keys for name, keys in self._settings.keys.items() if name in self._defaults}
        chosen = {key for keys in own.values() for key in keys}
        answer, lent = [], {}
        for action in rows:
            keys = own.get(action.id)
            kept = [key for key in (action.keys if keys is None else keys) if keys is not None or key not in chosen]
            if not action.id.startswith(OF_A_TAG):
                lent[action.id] = [f"{key_text(key)} tags {of_tags[key]}" for key in kept if key in of_tags]
                kept = [key for key in kept if key not in of_tags]
            answer.append(_with_keys(action, kept))
        self.lent = {action_id: ", ".join(said) for action_id, said in lent.items() if said}
        _tell_all(answer)
        return answer

    def is_changed(self, action_id: str) -> bool:
        """Whether the person chose other keys than those of the table."""
        return action_id in self._settings.keys

    def is_any_changed(self) -> bool:
        """Whether the person chose any key at all."""
        return bool(self._settings.keys)

    def give(self, action: Action, keys: Sequence[str], *, instead_of: Action | None = None) -> None:
        """Let these be the keys of an action from now on, and take those of them that another has from that one."""
        if instead_of is not None:
            self._keep(instead_of.id, [key for key in instead_of.keys if key not in keys])
        self._keep(action.id, list(dict.fromkeys(keys)))
        self._settings.save()

    def reset(self, action: Action, others: Iterable[Action]) -> None:
        """Give an action its first keys again; whoever was given one of them loses it."""
        first = self._defaults.get(action.id, ())
        for other in others:
            if other.id != action.id and set(other.keys) & set(first):
                self._keep(other.id, [key for key in other.keys if key not in first])
        self._settings.keys.pop(action.id, None)
        self._settings.save()

    def reset_all(self) -> None:
        """Give every action its first keys again."""
        self._settings.keys.clear()
        self._settings.save()

    def _keep(self, action_id: str, keys: list[str]) -> None:
        if tuple(keys) == self._defaults.get(action_id):
            self._settings.keys.pop(action_id, None)
        else:
            self._settings.keys[action_id] = keys


def _tell_all(actions: Sequence[Action]) -> None:
    """Keep for those who name keys which ones are in force."""
    _shown.update({action.id: action.key for action in actions})
    _holders.clear()
    _holders.update(
        {key: action.title.rstrip("…") for action in actions if not action.id.startswith(OF_A_TAG)
         for key in action.keys}
    )  # fmt: skip


def _with_keys(action: Action, keys: Sequence[str]) -> Action:
    return action if tuple(keys) == action.keys else replace(action, key="".join(keys[:1]), other_keys=tuple(keys[1:]))


def pressed(event: QKeyEvent) -> str:
    """A key press as portable text, such as `Ctrl+E`, `F4` or `N`; nothing while only Ctrl and the like are held."""
    if event.key() in _HELD or event.key() == 0:
        return ""
    held = event.modifiers() & (_CTRL | _ALT | _SHIFT | _META)
    typed = event.text()
    # Windows says Ctrl+Alt for AltGr, with which keyboards of many countries type brackets and the like.
    if len(typed) == 1 and typed.isprintable() and typed != " " and (not held & ~_SHIFT or held == _CTRL | _ALT):
        return typed.upper()
    if held & _SHIFT and 0x20 < event.key() < 0x7F and not chr(event.key()).isalnum():
        held &= ~_SHIFT  # it is what makes the sign
    return QKeySequence(held.value | event.key()).toString(QKeySequence.SequenceFormat.PortableText)


def refusal(action: Action, key: str, tags: Sequence[Tag]) -> str:
    """Why an action cannot have a key, as a sentence that says what to do; nothing if it can."""
    shown = key_text(key)
    if key in _CARET or key in _FIELDS - set(action.keys):
        return f"{shown} moves, selects or copies in every text. Choose another key."
    if key in ("Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Esc"):
        return f"{shown} leads out of where one is. Choose another key."
    if key in _ENTER and action.scope != "text":
        return f"{shown} chooses in lists and forms. Choose another key."
    tag = _tag_of(key, tags)
    if tag is not None:
        return f"{shown} belongs to the tag “{tag.name}”. Change the tag's key, or choose another."
    bare = key.removeprefix("Alt+")
    if len(bare) == 1 and bare.isdigit():
        return f"{shown} is kept for tags. Choose another key."
    if len(key) == 1 and not may_be_bare(action):
        return f"{shown} types a character. Hold Ctrl or Alt with it, or choose a function key."
    return ""


def may_be_bare(action: Action) -> bool:
    """Whether a key that types a character is sensible: what is done to the text, and where it was so at first."""
    return action.scope == "text" or action.menu in _ABOUT_THE_TEXT or any(len(key) == 1 for key in action.keys)


def _tag_of(key: str, tags: Sequence[Tag]) -> Tag | None:
    """The tag that a key, or Alt with it, applies."""
    bare = key.removeprefix("Alt+")
    if len(bare) != 1:
        return None
    return next((tag for tag in tags if bare in (tag.key, tag.letter.upper())), None)


def owner_of(key: str, actions: Iterable[Action], *, but: Action) -> Action | None:
    """The other action that has a key now."""
    return next((action for action in actions if key in action.keys and action.id != but.id), None)
