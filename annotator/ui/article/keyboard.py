"""The keys of the article: the caret's own keys, and the names of those that the view answers by its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.text import boundaries
from annotator.ui.article.selection import by_character, by_word

if TYPE_CHECKING:
    from annotator.ui.article.reader import ArticleReader

_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_Key = Qt.Key

_ENDS = (_Key.Key_Home, _Key.Key_End)
_LINES = (_Key.Key_Up, _Key.Key_Down)
_PAGES = (_Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Space)
_SIDES = (_Key.Key_Left, _Key.Key_Right)


class Keys:
    """Answers key presses of a focused view; remembers the column in which the caret moves up and down."""

    def __init__(self, view: ArticleReader) -> None:
        self._view = view
        self._goal: float | None = None

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the text here and not to a shortcut of the window."""
        if plain_modifiers(event) == _NONE and event.key() == _Key.Key_Escape:
            return self._view.can_escape()
        return _is_caret_key(event) or self._view.understands(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False if it says nothing here."""
        if plain_modifiers(event) == _NONE and event.key() == _Key.Key_Escape:
            return self._view.escaped()
        return self._moves(event) or self._view.answers(event)

    def _moves(self, event: QKeyEvent) -> bool:
        modifiers, key = plain_modifiers(event) & ~_SHIFT, event.key()
        extend = bool(event.modifiers() & _SHIFT)
        if key not in (*_LINES, *_PAGES):
            self._goal = None
        selection = self._view.selection
        if key in _SIDES and modifiers in (_NONE, _CTRL):
            forward = (key == _Key.Key_Right) != selection.is_right_to_left()
            step = by_word if modifiers & _CTRL else by_character
            selection.step(step, forward=forward, extend=extend)
        elif key in _ENDS and modifiers in (_NONE, _CTRL):
            selection.move(self._line_end(key, whole=bool(modifiers & _CTRL)), extend=extend)
        elif key in (*_LINES, *_PAGES) and modifiers == _NONE:
            self._move_lines(_Key(key), extend=extend)
        else:
            return False
        self._view.caret_moved()
        return True

    def _line_end(self, key: int, *, whole: bool) -> int:
        sheet, caret = self._view.sheet, self._view.selection.caret
        document = sheet.document
        is_home = key == _Key.Key_Home
        if whole:
            return 0 if is_home else document.length
        block, line, _ = sheet.line_of(caret)
        if is_home:
            start = document.from_block(block.number, line.start)
            # Some lines are broken within what a reader takes for one character: the caret stands behind it.
            before = boundaries.previous_grapheme(document.text, start)
            return boundaries.next_grapheme(document.text, before) if start else start
        end = document.from_block(block.number, line.end)
        is_wrapped = line is not block.lines[-1]
        if is_wrapped and document.text[end - 1].isspace():
            end -= 1
        return boundaries.previous_grapheme(document.text, end + 1) if end < document.length else end

    def _move_lines(self, key: Qt.Key, *, extend: bool) -> None:
        sheet, selection = self._view.sheet, self._view.selection
        if key == _Key.Key_Space:
            extend, key = False, _Key.Key_PageUp if extend else _Key.Key_PageDown
        lines = 1
        if key in _PAGES:
            lines = max(1, self._view.viewport().height() // sheet.galley.setting.pitch - 2)
        if key in (_Key.Key_Up, _Key.Key_PageUp):
            lines = -lines
        if self._goal is None:
            self._goal = sheet.x_of(selection.caret)
        selection.move(sheet.offset_above_or_below(selection.caret, self._goal, lines), extend=extend)


def key_names(event: QKeyEvent) -> tuple[str, ...]:
    """What a key press may be called in a table of keys, as portable text: its combination, then what it types."""
    combination = QKeySequence(plain_modifiers(event).value | event.key()).toString(
        QKeySequence.SequenceFormat.PortableText
    )
    typed = event.text().upper()
    if typed and typed.isprintable() and typed != combination and not plain_modifiers(event) & (_CTRL | _ALT):
        return combination, typed
    return (combination,)


def _is_caret_key(event: QKeyEvent) -> bool:
    """Whether a key moves or extends the caret as in every text; these can not be given to anything else."""
    modifiers, key = plain_modifiers(event) & ~_SHIFT, event.key()
    if modifiers == _CTRL:
        return key in (*_SIDES, *_ENDS)
    return modifiers == _NONE and key in (*_SIDES, *_LINES, *_PAGES, *_ENDS)


def plain_modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers without those that only say where on the keyboard a character sits."""
    return event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
