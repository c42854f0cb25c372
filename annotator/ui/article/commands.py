"""Every command of the text: what it is called, its keys, and what it does to the view.

Only the focused text hears these keys; they are never shortcuts of the window. A command with the id of an action
of the window is the same deed, which the text hears first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.text import boundaries
from annotator.ui.article.keyboard import key_names
from annotator.ui.article.selection import Step, by_paragraph, by_sentence, to_paragraph, to_sentence

if TYPE_CHECKING:
    from annotator.ui.article.view import ArticleView

Deed = Callable[["ArticleView"], object]


Lack = Callable[["ArticleView"], str]
"""What a view lacks for a command, in a few words; nothing if nothing."""


def _nothing(_view: ArticleView) -> str:
    return ""


def _words(view: ArticleView) -> str:
    return "" if view.selected_span() is not None else "no words are selected"


def _words_or_annotation(view: ArticleView) -> str:
    is_there = view.selected_span() is not None or view.selected_annotation() is not None
    return "" if is_there else "no words and no annotation are selected"


def _any_annotation(view: ArticleView) -> str:
    return "" if view.annotations() else "this article has no annotations"


def _tag_at_hand(view: ArticleView) -> str:
    return _any_annotation(view) or ("" if view.tag_at_hand() is not None else "no tag was used yet")


def _to_write(view: ArticleView) -> str:
    return "the project is read-only" if view.read_only else ""


def _chosen(view: ArticleView) -> str:
    return _to_write(view) or ("" if view.can_change() else "no annotation is selected")


def _to_split(view: ArticleView) -> str:
    return _to_write(view) or _any_annotation(view)


def _to_find_a_tag(view: ArticleView) -> str:
    return _words(view) or ("" if view.can_search_tag() else "there are no tags yet")


def _to_tag_again(view: ArticleView) -> str:
    if view.can_tag_again():
        return ""
    return "no tag was used yet" if view.tag_at_hand() is None else "no words and no annotation are selected"


class Command(NamedTuple):
    """One command of the text: its keys as portable text, the shown one first, and what is lacking for it now."""

    id: str
    title: str
    keys: tuple[str, ...]
    run: Deed
    group: str
    lacks: Lack = _nothing

    def ready(self, view: ArticleView) -> bool:
        """Whether it would do anything now."""
        return not self.lacks(view)


def _moving(step: Step, *, forward: bool, extend: bool = False) -> Deed:
    return lambda view: view.step(step, forward=forward, extend=extend)


def _moves() -> tuple[Command, ...]:
    return (
        Command("next_sentence", "Next sentence", ("Alt+Down",), _moving(to_sentence, forward=True), "caret"),
        Command("previous_sentence", "Previous sentence", ("Alt+Up",), _moving(to_sentence, forward=False), "caret"),
        Command("next_paragraph", "Next paragraph", ("Ctrl+Down",), _moving(to_paragraph, forward=True), "caret"),
        Command("previous_paragraph", "Previous paragraph", ("Ctrl+Up",), _moving(to_paragraph, forward=False),
                "caret"),
        Command("extend_sentence", "Extend by a sentence", ("Alt+Shift+Down",),
                _moving(by_sentence, forward=True, extend=True), "extend"),
        Command("extend_sentence_back", "Extend back by a sentence", ("Alt+Shift+Up",),
                _moving(by_sentence, forward=False, extend=True), "extend"),
        Command("extend_paragraph", "Extend by a paragraph", ("Ctrl+Shift+Down",),
                _moving(by_paragraph, forward=True, extend=True), "extend"),
        Command("extend_paragraph_back", "Extend back by a paragraph", ("Ctrl+Shift+Up",),
                _moving(by_paragraph, forward=False, extend=True), "extend"),
    )  # fmt: skip


def _selections() -> tuple[Command, ...]:
    return (
        Command("enter", "Sentence, or adjust edges", ("Return", "Enter"),
                lambda view: view.entered(), "select"),
        Command("grow", "Grow the selection", ("Alt+Shift+Right",), lambda view: view.grow(), "select"),
        Command("shrink", "Shrink the selection", ("Alt+Shift+Left",), lambda view: view.shrink(), "select",
                _words),
        Command("select_word", "Select the word", (), lambda view: view.select_unit(boundaries.word_at), "select"),
        Command("select_paragraph", "Select the paragraph", (),
                lambda view: view.select_unit(boundaries.paragraph_at), "select"),
        Command("select_all", "Select everything", ("Ctrl+A",), lambda view: view.select_all(), "select"),
        Command("copy", "Copy the selected words", ("Ctrl+C",), lambda view: view.copy_selected(), "select",
                _words_or_annotation),
    )  # fmt: skip


def _annotations() -> tuple[Command, ...]:
    return (
        Command("next_annotation", "Next annotation", ("]",), lambda view: view.go_to_annotation(forward=True),
                "annotation", _any_annotation),
        Command("previous_annotation", "Previous annotation", ("[",),
                lambda view: view.go_to_annotation(forward=False), "annotation", _any_annotation),
        Command("next_of_tag", "Next annotation of this tag", ("}",),
                lambda view: view.go_to_annotation(forward=True, tag_id=view.tag_at_hand()), "step", _tag_at_hand),
        Command("previous_of_tag", "Previous annotation of this tag", ("{",),
                lambda view: view.go_to_annotation(forward=False, tag_id=view.tag_at_hand()), "step",
                _tag_at_hand),
        Command("adjust", "Move the edges of the annotation", (), lambda view: view.adjusting.begin(), "annotation",
                _chosen),
        Command("merge", "Merge with the next of this tag", ("Ctrl+J",), lambda view: view.merge(), "annotation",
                _chosen),
        Command("split", "Split the annotation here", ("Ctrl+Shift+J",), lambda view: view.split(), "annotation",
                _to_split),
    )  # fmt: skip


def _tags() -> tuple[Command, ...]:
    return (
        Command("find_tag", "Find a tag, write a note", ("/",), lambda view: view.search_tag(), "tag",
                _to_find_a_tag),
        Command("again", "Same tag again", (".",), lambda view: view.tag_again(), "tag",
                _to_tag_again),
        Command("keep_tag", "Keep this tag for every selection", ("Ctrl+T",), lambda view: view.keep_tag(), "tag",
                _to_write),
    )  # fmt: skip


COMMANDS: tuple[Command, ...] = (*_moves(), *_selections(), *_annotations(), *_tags())
BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def default_keys() -> dict[str, str]:
    """Portable key text to command id, as the commands themselves say."""
    return {key: command.id for command in COMMANDS for key in command.keys}


class KeyTable:
    """Which command a key press means."""

    def __init__(self) -> None:
        self._by_key: dict[str, Command] = {}
        self.use(default_keys())

    def use(self, mapping: Mapping[str, str]) -> None:
        """Answer these keys (portable text) by the commands of these ids, no others; KeyError for an unknown id."""
        self._by_key = {QKeySequence(key).toString(): BY_ID[command_id] for key, command_id in mapping.items()}

    def of(self, event: QKeyEvent) -> Command | None:
        """The command of a key press, or None."""
        return next((self._by_key[name] for name in key_names(event) if name in self._by_key), None)
