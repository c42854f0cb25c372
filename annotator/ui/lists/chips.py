"""Filter chips: each says what narrows the lists and the timeline, and a click takes it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget

from annotator.ui import theme
from annotator.ui.chip_flow import ChipFlow, chip_of
from annotator.ui.labels import named, tab_through

_LONGEST = 28  # characters of a name


class Told(NamedTuple):
    """What one chip says, and the colour of the tag it names."""

    name: str
    color: str = ""


class Chips(QWidget):
    """The chips, hidden when there is none; `removed` carries the place of the one clicked.

    With two or more, one at their end clears all (`all_removed`).
    """

    removed = Signal(int)
    all_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filters in force")
        self._flow = ChipFlow(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)
        self._told: Sequence[Told] = ()
        self._before: QWidget | None = None
        self.hide()

    def show_chips(self, told: Sequence[Told]) -> None:
        """Replace the chips by these; the focus stays where it was among them, or goes to what stands before them."""
        if list(told) == list(self._told):
            return
        focused = self._focused()
        self._told = told
        chips: list[QToolButton] = [self._chip(place, one) for place, one in enumerate(told)]
        if len(told) > 1:
            chips.append(self._clearing())
        self._flow.show_chips(chips)
        if self._before is not None:
            tab_through(self._before, *chips)
        self.setVisible(bool(told))
        if focused is not None:
            rest = chips[: len(told)]
            keeper = rest[min(focused, len(rest) - 1)] if rest else self._before
            if keeper is not None:
                keeper.setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        """Draw the colours of tags anew after a change of theme."""
        told, self._told = self._told, ()
        self.show_chips(told)

    def follow(self, before: QWidget) -> None:
        """Let Tab come to the chips from this widget."""
        self._before = before

    def names(self) -> list[str]:
        """What the chips say, without their crosses."""
        return [one.name for one in self._told]

    def chip(self, name: str) -> QToolButton:
        """The chip that says something; KeyError if none does."""
        return {one.name: chip for one, chip in zip(self._told, self._flow.chips, strict=False)}[name]

    def clearing(self) -> QToolButton | None:
        """The button that clears all, while there are two or more."""
        return self._flow.chips[-1] if len(self._told) > 1 else None

    def chip_rect(self, place: int) -> QRect:
        """Where one chip stands, in this widget's pixels."""
        return self._flow.chips[place].geometry().translated(self._flow.pos())

    def _focused(self) -> int | None:
        focused = QApplication.focusWidget()
        return next((place for place, chip in enumerate(self._flow.chips) if chip is focused), None)

    def _chip(self, place: int, one: Told) -> QToolButton:
        return chip_of(
            self, one.name, lambda: self.removed.emit(place),
            says=f"Remove the filter {one.name}", longest=_LONGEST, color=one.color,
        )  # fmt: skip

    def _clearing(self) -> QToolButton:
        button = named(QToolButton(self), "clearing")
        button.setText("Clear all")
        button.setFont(theme.ui_font(8.5))
        button.setAccessibleName("Clear all filters")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.all_removed.emit())
        return button
