"""The beginning of a text to look at, with some places in it marked; never more of it than one reads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from annotator.text.offsets import Offsets
from annotator.text.span import Span
from annotator.ui import theme

LONGEST = 4_000  # code points
_BREAKS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\ufdd0": " ", "\ufdd1": " "})  # one for one


class HeadOfText(QPlainTextEdit):
    """Plain text that is read and not written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Beginning of the text")
        self.setFont(theme.reading_font(11))

    def show_head(self, text: str, places: Sequence[tuple[int, int]]) -> None:
        """Show the text from its beginning, with the places (code points) marked, and the first of them in sight."""
        shown = text[:LONGEST]
        self.setPlainText(shown.translate(_BREAKS) + ("…" if len(text) > LONGEST else ""))
        offsets, selections = Offsets(shown), []
        for start, end in places:
            if end <= len(shown):
                selection = QTextEdit.ExtraSelection()
                first, last = offsets.to_positions(Span(start, end))
                cursor = QTextCursor(self.document())
                cursor.setPosition(first)
                cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
                marked = QTextCharFormat()
                marked.setBackground(_mark())
                selection.cursor, selection.format = cursor, marked
                selections.append(selection)
        self.setExtraSelections(selections)


def _mark() -> QColor:
    now = theme.current()
    return theme.mixed(now.color("accent"), now.color("field"), 0.25)
