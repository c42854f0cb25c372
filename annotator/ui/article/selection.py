"""What is selected, held in a real QTextCursor and told in code points, and the ways to move its ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.document import ArticleDocument

Step = Callable[[str, int, bool], int]
"""From a text and an offset to the offset one step further (or back, without `forward`)."""


class Selection:
    """The anchor and the caret of one document, as offsets in code points."""

    def __init__(self, document: ArticleDocument) -> None:
        self._document = document
        self._cursor = QTextCursor(document.qt)

    @property
    def anchor(self) -> int:
        """The end of the selection that stays."""
        return self._document.to_offset(self._cursor.anchor())

    @property
    def caret(self) -> int:
        """The end of the selection that moves."""
        return self._document.to_offset(self._cursor.position())

    @property
    def span(self) -> Span | None:
        """What is selected, or None."""
        return self._document.to_span(self._cursor.anchor(), self._cursor.position())

    def put(self, anchor: int, caret: int | None = None) -> None:
        """Select from `anchor` to `caret`, or put the caret at `anchor` alone."""
        self._cursor.setPosition(self._document.to_position(anchor))
        if caret is not None:
            self._cursor.setPosition(self._document.to_position(caret), QTextCursor.MoveMode.KeepAnchor)

    def move(self, caret: int, *, extend: bool) -> None:
        """Move the caret, taking the anchor along unless `extend`."""
        self.put(self.anchor, caret) if extend else self.put(caret)

    def step(self, step: Step, *, forward: bool, extend: bool) -> None:
        """Move the caret by one step; without `extend` a selection first falls together at that side."""
        span = self.span
        if span is not None and not extend and step is by_character:
            self.put(span.end if forward else span.start)
            return
        self.move(step(self._document.text, self.caret, forward), extend=extend)

    def is_right_to_left(self) -> bool:
        """Whether the caret stands in a paragraph that runs from right to left."""
        number = self._document.block_at(self.caret)
        return self._document.direction(number) == Qt.LayoutDirection.RightToLeft


def by_character(text: str, offset: int, forward: bool) -> int:
    """One character as a reader counts them."""
    return boundaries.next_grapheme(text, offset) if forward else boundaries.previous_grapheme(text, offset)


def by_word(text: str, offset: int, forward: bool) -> int:
    """To the end of this or the next word, or back to the start of this or the previous one."""
    if not forward:
        before = boundaries.previous_word(text, offset)
        here = boundaries.word_at(text, offset)
        if here is not None and here.start < offset < here.end:
            return here.start
        return before.start if before else 0
    here = boundaries.word_at(text, offset)
    if here is not None and here.end > offset:
        return here.end
    after = boundaries.next_word(text, offset)
    return after.end if after else len(text)


def by_sentence(text: str, offset: int, forward: bool) -> int:
    """To the end of this or the next sentence, or back to the start of this or the previous one."""
    here = boundaries.sentence_at(text, offset)
    if forward:
        if here is not None and here.end > offset:
            return here.end
        after = boundaries.next_sentence(text, offset)
        return after.end if after else len(text)
    if here is not None and here.start < offset:
        return here.start
    before = boundaries.previous_sentence(text, offset)
    return before.start if before else 0


def by_paragraph(text: str, offset: int, forward: bool) -> int:
    """To the end of this or the next filled line of the text, or back to its start."""
    place = offset
    while 0 <= place <= len(text):
        here = boundaries.paragraph_at(text, place)
        if here is not None and (here.end > offset if forward else here.start < offset):
            return here.end if forward else here.start
        line_end = text.find("\n", place)
        place = (line_end + 1 or len(text) + 1) if forward else text.rfind("\n", 0, max(place, 0))
        if not forward and place < 0:
            break
    return len(text) if forward else 0


def to_sentence(text: str, offset: int, forward: bool) -> int:
    """To the start of the next sentence, in the last to its end; or back to the start of this or the previous one."""
    after = boundaries.next_sentence(text, offset) if forward else None
    return after.start if after is not None else by_sentence(text, offset, forward)


def to_paragraph(text: str, offset: int, forward: bool) -> int:
    """To the start of the next filled line, in the last to its end; or back to the start of this or the previous."""
    place = text.find("\n", offset) + 1 if forward else 0
    while place:
        here = boundaries.paragraph_at(text, place)
        if here is not None:
            return here.start
        place = text.find("\n", place) + 1
    return by_paragraph(text, offset, forward)


def snapped(text: str, span: Span, *, exact: bool) -> Span | None:
    """A span as it is taken when the mouse lets go: whole words without stray edges, or `exact` characters."""
    return boundaries.snap_to_graphemes(text, span) if exact else boundaries.drawn(text, span)
