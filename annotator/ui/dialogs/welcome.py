"""The start page: the sample project, a new one, another one, the recent ones, and a place to drop files on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.ui import theme
from annotator.ui.actions import plain
from annotator.ui.labels import named

_MEASURE = 560  # pixels
_RECENT_SHOWN = 6


class WelcomePage(QScrollArea):
    """A calm page instead of an empty window; every wish leaves as a signal."""

    sample_requested = Signal()
    new_requested = Signal()
    open_requested = Signal()
    recent_requested = Signal(str)  # the project's path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons have it, and scroll the page when they do
        self.sample = self._button("Open the sample project", self.sample_requested, primary=True)
        self.new = self._button("New project…", self.new_requested)
        self.open = self._button("Open a project…", self.open_requested)
        self._recent_title = QLabel("Recent projects")
        self._recent = QVBoxLayout()
        self._buttons: list[QPushButton] = []
        self._lay_out()

    def show_recent(self, paths: Sequence[str]) -> None:
        """List these projects, the newest first."""
        for button in self._buttons:
            button.setParent(None)
            button.deleteLater()
        self._buttons = [self._recent_button(path) for path in paths[:_RECENT_SHOWN]]
        for button in self._buttons:
            self._recent.addWidget(button)
        self._recent_title.setVisible(bool(self._buttons))

    def _lay_out(self) -> None:
        page = QWidget()
        outer = QGridLayout(page)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.setRowStretch(0, 2)
        outer.setRowStretch(2, 3)
        outer.setColumnStretch(0, 1)
        outer.setColumnStretch(2, 1)
        middle = QWidget(page)
        middle.setFixedWidth(_MEASURE)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._add_words(column, middle)
        self._add_buttons(column)
        column.addWidget(self._drop_place(middle))
        column.addSpacing(8)
        self._recent_title.setProperty("soft", True)
        column.addWidget(self._recent_title)
        self._recent.setSpacing(4)
        column.addLayout(self._recent)
        outer.addWidget(middle, 1, 1)
        self.setWidget(page)

    def _add_words(self, column: QVBoxLayout, parent: QWidget) -> None:
        title = QLabel("Annotation desk", parent)
        font = theme.reading_font(22)
        font.setBold(True)
        title.setFont(font)
        says = QLabel(
            "Mark what is claimed, promised and demanded in the news, and see it on a timeline. "
            "Everything stays in one file on this computer, and is stored as you work.",
            parent,
            wordWrap=True,
        )
        says.setFont(theme.reading_font(11.5))
        says.setProperty("soft", True)
        column.addWidget(title)
        column.addWidget(says)
        column.addSpacing(10)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        hints = (
            (self.sample, "Wire stories on three affairs, already annotated: the quickest way to see how it works."),
            (self.new, "An empty project with ten tags to begin with."),
            (self.open, "A file that ends in .annotations."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (button, words) in enumerate(hints):
            hint = QLabel(words, wordWrap=True)
            hint.setProperty("soft", True)
            grid.addWidget(button, row, 0)
            grid.addWidget(hint, row, 1)
        column.addLayout(grid)
        column.addSpacing(10)

    def _drop_place(self, parent: QWidget) -> QFrame:
        place = named(QFrame(parent), "drop")
        column = QVBoxLayout(place)
        column.setContentsMargins(16, 20, 16, 20)
        words = QLabel("Or drop articles here: text files, JSON Lines, whole folders, or a project.", place)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setProperty("soft", True)
        words.setWordWrap(True)
        column.addWidget(words)
        return place

    def _button(self, title: str, signal: object, *, primary: bool = False) -> QPushButton:
        button = QPushButton(title)
        button.setProperty("primary", primary)
        button.setMinimumHeight(34)
        button.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
        return button

    def _recent_button(self, path: str) -> QPushButton:
        button = QPushButton()
        place = Path(path)
        folder = QFontMetrics(button.font()).elidedText(str(place.parent), Qt.TextElideMode.ElideMiddle, _MEASURE - 260)
        button.setText(plain(f"{place.stem[:40]}   {folder}"))
        button.setStyleSheet("text-align: left;")
        button.setAccessibleName(f"Open {place.stem}")
        button.setEnabled(place.exists())
        button.clicked.connect(lambda: self.recent_requested.emit(path))
        return button
