"""The strip below the sheet of keys: what it waits for or what stands against a key, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.ui.actions import plain
from annotator.ui.labels import named, read_aloud, words

Offer = tuple[str, Callable[[], object]]


class KeyAsk(QFrame):
    """One sentence and a button for each thing that can be done; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "ask")
        self.says = words(self)
        self.says.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.addWidget(self.says, 1)
        self.setMinimumHeight(46)
        self.hide()

    def ask(self, sentence: str, offers: Sequence[Offer]) -> None:
        """Say a sentence with these offers in place of what stood there."""
        self._drop()
        for title, deed in offers:
            button = QPushButton(plain(title), self, autoDefault=False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            self.buttons.append(button)
            self._row.addWidget(button)
            button.show()  # at once, so that it can take the focus
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Say another sentence; the offers stay."""
        self.says.setText(sentence)
        self.show()
        read_aloud(self, sentence)

    def take_focus(self) -> None:
        """Put the focus on what is offered first."""
        if self.buttons:
            self.buttons[0].setFocus()

    def leave(self) -> None:
        """Say nothing."""
        self._drop()
        self.hide()

    def _drop(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
