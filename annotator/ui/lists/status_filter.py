"""How many articles are unread, being read and done, each number a button that narrows the list to them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.records import STATUSES
from annotator.ui import theme, wording
from annotator.ui.timeline.segmented import HEIGHT, FlatButton

_PADDING = 6  # pixels at each side of a button's words
_LONG = 10_000  # from this number on thousands are counted: the buttons stand side by side in a narrow list


class StatusFilter(QWidget):
    """Three buttons of which none, one or two are down; `changed` when a person pressed one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Articles by status")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons = {status: _Count(status, self) for status in STATUSES}
        for button in self._buttons.values():
            row.addWidget(button)
            button.clicked.connect(lambda: self.changed.emit())
        row.addStretch(1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many articles have each status; one that none has can only be let go again."""
        for status, button in self._buttons.items():
            button.show_count(counts.get(status, 0))

    def wanted(self) -> list[str]:
        """The statuses that are pressed; none means all."""
        return [status for status, button in self._buttons.items() if button.isChecked()]

    def want(self, *statuses: str) -> None:
        """Press the buttons of these statuses and no others."""
        if set(statuses) != set(self.wanted()):
            for status, button in self._buttons.items():
                button.setChecked(status in statuses)
            self.changed.emit()

    def buttons(self) -> list[FlatButton]:
        """The buttons from left to right."""
        return list(self._buttons.values())

    def button(self, status: str) -> FlatButton:
        """The button of a status."""
        return self._buttons[status]


class _Count(FlatButton):
    """A number and its status in small letters."""

    def __init__(self, status: str, parent: QWidget) -> None:
        super().__init__(status, parent)
        self._status = status
        self.setCheckable(True)
        self.setFont(theme.ui_font(8.5))

    def show_count(self, number: int) -> None:
        """Say how many there are, in few letters; who cannot see or rests here is told the whole number."""
        shown = wording.number(number) if number < _LONG else f"{wording.number(number // 1000)}k"
        self.setText(f"{shown} {self._status}")
        self.setAccessibleName(f"Only {self._status} articles ({wording.number(number)})")
        self.setToolTip(f"Show only {self._status} articles ({wording.number(number)})")
        self.setEnabled(bool(number) or self.isChecked())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PADDING, HEIGHT - 2)
