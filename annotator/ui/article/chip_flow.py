"""Chips beside each other, going on below where the line is full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

_GAP = 6  # pixels


class ChipFlow(QWidget):
    """As wide as it is given room, and as high as its chips then need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: Sequence[QToolButton] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: Sequence[QToolButton]) -> None:
        """Hold these chips in place of those before."""
        for old in self.chips:
            old.setParent(None)
            old.deleteLater()
        self.chips = chips
        for chip in chips:
            chip.setParent(self)
            chip.show()
        self._arrange()

    def length(self) -> int:
        """How wide all chips are beside each other, in pixels."""
        return sum(chip.sizeHint().width() + _GAP for chip in self.chips)

    def sizeHint(self) -> QSize:
        """All on one line."""
        return QSize(self.length(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        x = y = bottom = 0
        for chip in self.chips:
            size = chip.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, bottom + _GAP
            chip.setGeometry(x, y, min(size.width(), max(1, self.width())), size.height())
            x, bottom = x + size.width() + _GAP, y + size.height()
        self.setFixedHeight(bottom)
