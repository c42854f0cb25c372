"""The strip above the desk that says one sentence: what went wrong, what was done, what needs an answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from annotator.ui import theme
from annotator.ui.labels import label, read_aloud


class Notice(QFrame):
    """One plain sentence, perhaps with one button; nothing is modal, nothing is lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label(self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self)
        self._close = QToolButton(self)
        self._close.setAccessibleName("Close this notice")
        self._close.setToolTip("Close (Esc)")
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.hide)
        self._button.clicked.connect(self._answer)
        self._deed: Callable[[], object] | None = None
        self._stays = False
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    def say(
        self, words: str, *, button: str = "", deed: Callable[[], object] | None = None, stays: bool = False
    ) -> None:
        """Show the sentence until it is closed or answered, or, unless it `stays`, until the person goes on working."""
        self._words.setText(words)
        self._close.setIcon(theme.icon("close", "soft"))
        self._deed = deed
        self._stays = stays
        self._button.setText(button)
        self._button.setVisible(deed is not None)
        self.setAccessibleName(words)
        self.show()
        read_aloud(self, words)

    def words(self) -> str:
        """What it says, or nothing while it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def restyle(self) -> None:
        """Draw the icon anew after a change of theme."""
        self._close.setIcon(theme.icon("close", "soft"))

    def pass_by(self) -> None:
        """The person has gone on working: leave, unless this must be read."""
        if not self._stays:
            self.hide()

    def _answer(self) -> None:
        self.hide()
        if self._deed is not None:
            self._deed()
