"""Chips that say what is asked for and are clicked away: beside each other, going on below where the line is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from annotator.ui import theme, wording
from annotator.ui.actions import plain
from annotator.ui.labels import named

_GAP, _BELOW, _PADDING, _BESIDE_ICON = 6, 4, 22, 5  # pixels
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chip(QToolButton):
    """One condition with a cross; a click, Space, Enter or Delete takes it away."""

    def __init__(self, parent: QWidget, name: str, *, longest: int, color: str = "") -> None:
        super().__init__(parent)
        named(self, "chip")
        short = wording.one_line(name, longest)
        self.setText(f"{plain(short)}  ✕")
        self.setProperty("name", name)
        if short != name:
            self.setToolTip(f"<p>{escape(wording.one_line(name))}</p>")
        if color:
            self.setIcon(theme.swatch_icon(color, 11))
            self.setIconSize(QSize(11, 11))
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFont(theme.ui_font(8.5))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as its words and its colour; the style would leave an icon more room than it needs."""
        icon = 0 if self.icon().isNull() else self.iconSize().width() + _BESIDE_ICON
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + icon + _PADDING, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Claim the keys that take the chip away before a shortcut of the window takes an annotation away."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() in _REMOVING and not _is_combined(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chip away by the keys by which things are taken away."""
        if event.key() in _REMOVING and not _is_combined(event):
            self.click()
        else:
            super().keyPressEvent(event)


def _is_combined(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier))


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
                x, y = 0, bottom + _BELOW
            chip.setGeometry(x, y, min(size.width(), max(1, self.width())), size.height())
            x, bottom = x + size.width() + _GAP, y + size.height()
        self.setFixedHeight(bottom)


def chip_of(
    parent: QWidget, name: str, remove: Callable[[], object], *, says: str, longest: int, color: str = ""
) -> Chip:
    """A chip that is called `name`; `says` what a screen reader hears, and `remove` is done when it is clicked."""
    chip = Chip(parent, name, longest=longest, color=color)
    chip.setAccessibleName(says)
    chip.clicked.connect(lambda: remove())
    return chip
