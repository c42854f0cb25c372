"""Labels and names: words that are never taken for HTML, and the roles by which the style sheet knows a widget."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_Named = TypeVar("_Named", bound=QObject)


def named(thing: _Named, role: str) -> _Named:
    """The same thing, known to the style sheet by its role."""
    thing.setObjectName(role)
    return thing


def label(parent: QWidget | None, role: str = "", *, text: str = "", soft: bool = False) -> QLabel:
    """One line of plain words."""
    answer = named(QLabel(text, parent), role)
    answer.setTextFormat(Qt.TextFormat.PlainText)
    answer.setProperty("soft", soft)
    return answer


class OneLine(QLabel):
    """Plain words on one line, which end in an ellipsis where there is no room for all; a tooltip has them whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("soft", False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def shown(self) -> str:
        """What of the words is seen."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what there is room for."""
        painter, words = QPainter(self), self.shown()
        aligned = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), aligned, words)
        painter.end()
        tip = f"<p>{escape(self.text())}</p>" if words != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


def words(parent: QWidget | None, role: str = "", *, text: str = "", soft: bool = False) -> QLabel:
    """Plain words that wrap at the width they are given."""
    answer = label(parent, role, text=text, soft=soft)
    answer.setWordWrap(True)
    answer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    answer.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return answer


def read_aloud(widget: QWidget, said: str) -> None:
    """Have a screen reader say words that appear without the focus going there; nothing where none is in use."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, said))


def tab_through(*parts: QWidget) -> None:
    """Have Tab go from each of these to the next, all of which take the focus; those made late would else come last."""
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def tab_into(before: QWidget, part: QWidget) -> None:
    """Have Tab go from a widget through everything in a part that was made later, in the part's own order."""
    inside: list[QWidget] = []
    here = part.nextInFocusChain()
    while here is not None and here is not part:
        if part.isAncestorOf(here) and here.focusPolicy() != Qt.FocusPolicy.NoFocus:
            inside.append(here)
        here = here.nextInFocusChain()
    tab_through(before, *inside)


def hairline(parent: QWidget | None) -> QFrame:
    """A line of one pixel between two parts."""
    return named(QFrame(parent), "hairline")
