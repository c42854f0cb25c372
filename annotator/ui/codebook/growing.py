"""A field for some sentences that is as high as they are."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES = (2, 6)  # fewest and most that are seen at once
_PADDING = 18  # pixels of frame, padding and margins


class GrowingField(QPlainTextEdit):
    """Plain text; done with Ctrl+Enter or by leaving, put back with Escape."""

    done = Signal()
    given_up = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()
        self.setAcceptDrops(False)  # files dropped here are for the window

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the actions of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ctrl_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter stores, Escape puts back; everything else writes."""
        if _is_ctrl_enter(event):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store when the writer goes elsewhere, but not for a menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.done.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as the words, from two lines to six; what is longer scrolls."""
        lines = min(max(int(self.document().size().height()), _LINES[0]), _LINES[1])
        around = 2 * self.document().documentMargin() + self.height() - self.viewport().height()
        self.setFixedHeight(ceil(lines * self.fontMetrics().lineSpacing() + max(around, _PADDING)))


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
