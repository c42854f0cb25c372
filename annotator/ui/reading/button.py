"""The small “Aa” in the corner of the text that opens the reading settings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.ui import theme
from annotator.ui.keymap import tell_key
from annotator.ui.labels import named
from annotator.ui.reading.faces import text_font

SIDE, EDGE = 28, 4  # pixels: the button's, and its distance from the corner; together less than the text's margin


class ReadingButton(QToolButton):
    """Stands in the upper right corner of the widget it is given, over whatever is there."""

    def __init__(self, corner: QWidget) -> None:
        super().__init__(corner)
        named(self, "aa")
        self.setText("Aa")
        self.setFont(text_font(10.5))
        self.setAccessibleName("Reading settings")
        tell_key(self, "Typeface, spacing and appearance", "reading")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedSize(SIDE, SIDE)
        theme.announcer().changed.connect(self.update)
        corner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.move(watched.width() - SIDE - EDGE, EDGE)
            self.raise_()
        return super().eventFilter(watched, event)
