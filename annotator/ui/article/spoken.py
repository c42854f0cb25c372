"""The article for those who hear it or feel it: its text, caret and selection as assistive programs ask for them.

A text interface for Qt cannot be written in Python, whose binding has no way to answer `selection` and `attributes`.
So a text field that is never seen holds the same text, caret and selection, and Qt's own interface of that field
answers. Nothing of this happens while no assistive program is at work. All places here are UTF-16 positions in our
own text, since the field has none of the view's soft breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextSelectionEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QAccessibleWidget, QPlainTextEdit
from shiboken6 import Shiboken

from annotator.records import Annotation, AnnotationId, Article
from annotator.text.offsets import Offsets
from annotator.ui import wording
from annotator.ui.article.document import LONGEST_BLOCK
from annotator.ui.article.view import ArticleView
from annotator.ui.labels import read_aloud

_NO_INTERFACE = Shiboken.VoidPtr(0)  # what Qt takes for none; None would be an address
_OBJECT, _SHOWN_INSTEAD = "\ufffc", "\ufffd"
_LONGEST_NOTE = 400  # code points of a note that are read aloud unasked

_voices: WeakKeyDictionary[ArticleView, Voice] = WeakKeyDictionary()
_interfaces: list[_SpokenArticle] = []  # Qt owns them and forgets Python's half, which must live as long
_factories: list[object] = []  # at most one, since Qt forgets none


class Voice(QObject):
    """Tells assistive programs what happens in one article view, and answers what they ask."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._twin: _Twin | None = None
        self._told: tuple[int, int] | None = None
        self._within: frozenset[AnnotationId] = frozenset()
        _voices[view] = self
        self._step_in()
        view.caret_placed.connect(self._tell_caret)
        view.annotation_selected.connect(self._tell_chosen)

    def _step_in(self) -> None:
        """Answer for the view from now on, also where somebody asked before there was a voice."""
        if not _factories:
            QAccessible.installFactory(_interface_for)
            _factories.append(_interface_for)
        if QAccessible.isActive():
            QAccessible.deleteAccessibleInterface(
                QAccessible.uniqueId(QAccessible.queryAccessibleInterface(self._view))
            )
            if self._view.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self._view, QAccessible.Event.Focus))

    def tell_article(self, article: Article, annotations: Sequence[Annotation]) -> None:
        """Say which article was opened, while the reader is in the text."""
        if QAccessible.isActive() and self._view.hasFocus():
            self._told, self._within = None, frozenset()
            read_aloud(
                self._view, f"{wording.one_line(article.title)}, {wording.counted(len(annotations), 'annotation')}"
            )

    def twin(self) -> _Twin:
        """The field that answers, with the text, caret, selection and place that the view has now."""
        if self._twin is None:
            self._twin = _Twin(self._view)
        self._twin.follow()
        return self._twin

    def _tell_caret(self) -> None:
        if not QAccessible.isActive():
            return
        view, twin = self._view, self.twin()
        cursor = twin.textCursor()
        before, self._told = self._told, (cursor.anchor(), cursor.position())
        if before == self._told:
            return
        if cursor.hasSelection() or (before is not None and before[0] != before[1]):
            chosen = QAccessibleTextSelectionEvent(view, cursor.anchor(), cursor.position())
            QAccessible.updateAccessibility(chosen)
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, cursor.position()))
        self._tell_edges()

    def _tell_edges(self) -> None:
        """Say which annotations the caret has come into or out of."""
        caret, annotations = self._view.selection.caret, self._view.annotations()
        before, self._within = self._within, frozenset(one.id for one in annotations if one.start <= caret < one.end)
        said = [f"out of {one.tag}" for one in annotations if one.id in before - self._within]
        said += [f"in {one.tag}" for one in annotations if one.id in self._within - before]
        if said:
            read_aloud(self._view, ", ".join(dict.fromkeys(said)))

    def _tell_chosen(self, _annotation_id: object) -> None:
        annotation = self._view.selected_annotation() if QAccessible.isActive() else None
        if annotation is None:
            return
        place = self._view.annotation_place()
        which = f", {place[0]} of {place[1]} here" if place is not None and place[1] > 1 else ""
        note = f". Note: {wording.one_line(annotation.note, _LONGEST_NOTE)}" if annotation.note else ""
        read_aloud(self._view, f"{annotation.tag}{which}: {wording.one_line(annotation.quote)}{note}")


class _Twin(QPlainTextEdit):
    """A field with the article's text that is never shown; what an assistive program does to it, the view does."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self.hide()
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Text of the article")
        self._view = view
        self._text = ""
        self._offsets = Offsets("")
        self._place: tuple[int, QPoint] | None = None
        self._is_following = False
        self.cursorPositionChanged.connect(self._lead)
        self.selectionChanged.connect(self._lead)

    def follow(self) -> None:
        """Take the view's text, caret and selection."""
        view = self._view
        self._is_following = True
        if view.text is not self._text:
            self._text, self._offsets = view.text, Offsets(view.text)
            self.setPlainText(_in_short_lines(view.text).replace(_OBJECT, _SHOWN_INSTEAD))
        anchor, caret = (self._offsets.to_position(place) for place in (view.selection.anchor, view.selection.caret))
        cursor = self.textCursor()
        if (cursor.anchor(), cursor.position()) != (anchor, caret):
            cursor.setPosition(anchor)
            cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self._come_under_caret(view.selection.caret)
        self._is_following = False

    def interface(self) -> QAccessibleInterface:
        """Qt's own interface of this field."""
        return QAccessible.queryAccessibleInterface(self)

    def _come_under_caret(self, offset: int) -> None:
        """Lie so that the character after an offset is where the view shows it: magnifiers follow the caret."""
        view = self._view
        if not self._text:
            return
        # Qt knows no place for the end of a text.
        offset = min(offset, len(self._text) - 1)
        shown = view.viewport().mapToGlobal(view.sheet.caret(offset).topLeft().toPoint())
        if (offset, shown) != self._place:
            self._place = offset, shown
            here = self.interface().textInterface().characterRect(self._offsets.to_position(offset))
            self.move(self.pos() + shown - here.topLeft())

    def _lead(self) -> None:
        """An assistive program has placed the caret: the view follows."""
        if self._is_following or self._view.text is not self._text:
            return
        cursor = self.textCursor()
        anchor, caret = (self._offsets.to_offset(place) for place in (cursor.anchor(), cursor.position()))
        self._view.selection.put(anchor, caret)
        self._view.caret_moved()


class _SpokenArticle(QAccessibleWidget):
    """The article view as assistive programs see it: a text to be read, not written."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view, QAccessible.Role.EditableText)

    def state(self) -> QAccessible.State:
        """Read-only, selectable, of many lines."""
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The address of the interface of a kind, as Qt wants it."""
        view = self.widget()
        voice = _voices.get(view) if isinstance(view, ArticleView) else None
        if kind == QAccessible.InterfaceType.TextInterface and voice is not None:
            return voice.twin().interface().interface_cast(kind)
        found = super().interface_cast(kind)
        return _NO_INTERFACE if found is None else found  # type: ignore[redundant-expr]


def _interface_for(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, ArticleView):
        return None
    _interfaces[:] = [each for each in _interfaces if Shiboken.isValid(each)]
    _interfaces.append(_SpokenArticle(thing))
    return _interfaces[-1]


def _in_short_lines(text: str) -> str:
    """The text with some spaces of very long lines as line feeds: as long as before, and quick to lay out."""
    if max(map(len, text.split("\n"))) <= LONGEST_BLOCK:
        return text
    return "\n".join(map(_in_short_pieces, text.split("\n")))


def _in_short_pieces(line: str) -> str:
    pieces, start = [], 0
    while len(line) - start > LONGEST_BLOCK:
        space = line.rfind(" ", start + 1, start + LONGEST_BLOCK)
        if space < 0:
            break
        pieces.append(line[start:space])
        start = space + 1
    return "\n".join([*pieces, line[start:]])
