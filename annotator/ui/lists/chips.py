"""Filter chips: each says what narrows a list, and a click takes it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.ui.actions import plain
from annotator.ui.labels import tab_through


class Chips(QWidget):
    """The chips one below the other, hidden when there is none; `removed` carries the place of the one clicked."""

    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QVBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._chips: list[QToolButton] = []
        self._before: QWidget | None = None
        self.hide()

    def show_chips(self, names: Sequence[str]) -> None:
        """Replace the chips by these."""
        for old in self._chips:
            old.setParent(None)
            old.deleteLater()
        self._chips = [self._chip(place, name) for place, name in enumerate(names)]
        for chip in self._chips:
            self._row.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeft)
        if self._before is not None:
            tab_through(self._before, *self._chips)
        self.setVisible(bool(names))

    def follow(self, before: QWidget) -> None:
        """Let Tab come to the chips from this widget."""
        self._before = before

    def names(self) -> list[str]:
        """What the chips say, without their crosses."""
        return [chip.property("name") for chip in self._chips]

    def chip_rect(self, place: int) -> QRect:
        """Where one chip stands, in this widget's pixels."""
        return self._chips[place].geometry()

    def sizeHint(self) -> QSize:
        """As high as its chips."""
        return self._row.sizeHint()

    def _chip(self, place: int, name: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.setText(f"{plain(name)}  ✕")
        chip.setProperty("name", name)
        chip.setAccessibleName(f"Remove the filter {name}")
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda: self.removed.emit(place))
        return chip
