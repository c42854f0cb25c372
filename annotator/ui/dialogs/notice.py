"""The strip above the desk: one sentence that went wrong or needs an answer, or a long job with its progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QWidget

from annotator.ui import theme
from annotator.ui.labels import label


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
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.hide)
        self._button.clicked.connect(self._answer)
        self._deed: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    def say(self, words: str, *, button: str = "", deed: Callable[[], object] | None = None) -> None:
        """Show the sentence until it is closed or answered."""
        self._words.setText(words)
        self._close.setIcon(theme.icon("close", "soft"))
        self._deed = deed
        self._button.setText(button)
        self._button.setVisible(deed is not None)
        self.show()

    def words(self) -> str:
        """What it says, or nothing while it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def _answer(self) -> None:
        self.hide()
        if self._deed is not None:
            self._deed()


class JobStrip(QFrame):
    """A long job: what it does, how far it is, and a button that stops it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label(self)
        self._title = ""
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self.stop = QPushButton("Stop", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addStretch(1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self, title: str) -> None:
        """Show a job that has just begun."""
        self._title = title
        self.stop.setEnabled(True)
        self.step(0, -1)
        self.show()

    def step(self, done: int, total: int) -> None:
        """Show how far it is; `total` -1 where nobody knows."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        of = f" of {total:,}" if total >= 0 else ""
        self._words.setText(f"{self._title}… {done:,}{of}" if done else f"{self._title}…")
