"""One entry of the legend: a button with a swatch that mouse and keys press."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.ui import theme
from annotator.ui.timeline.segmented import BY_KEY
from annotator.ui.wording import one_line

HEIGHT, SWATCH, PADDING = 22, 10, 6  # pixels
WIDEST_NAME = 150
HINT = "Click to hide or show, Alt+click to see it alone"
Key = Qt.Key
WALKING = (Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End)
PRESSING = (Key.Key_Return, Key.Key_Enter, Key.Key_Space)


class Listed(NamedTuple):
    """One series in words and colours: its name, how many annotations it has, and whether it is shown.

    `names` are those that it stands for: its own, or those of all the others.
    """

    name: str
    names: tuple[str, ...]
    number: str
    fill: QColor
    brush: QBrush
    edge: QColor | None
    is_shown: bool


class Entry(QAbstractButton):
    """One series of the legend; `left` carries the arrow key that leads to another."""

    alone_asked = Signal()
    menu_asked = Signal(QPoint)
    left = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(theme.ui_font(9))
        self.setCheckable(True)
        self._one = Listed("", (), "", QColor(), QBrush(), None, True)
        self._ringed = False

    def tell(self, one: Listed) -> None:
        """Stand for this series."""
        self._one = one
        self.setChecked(one.is_shown)
        self.setToolTip(f"{one_line(one.name, 160)}: {one.number}. {HINT}.".replace("<", "‹"))
        self.setAccessibleName(f"{one.name}, {one.number}, {'shown' if one.is_shown else 'hidden'}")
        self.setAccessibleDescription(HINT)
        self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: the chart says whether it is shown."""

    def sizeHint(self) -> QSize:
        """Swatch, name and count."""
        return QSize(SWATCH + 3 * PADDING + 2 + self._name_width() + self._width(self._one.number), HEIGHT)

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    def _name_width(self) -> int:
        return min(self._width(one_line(self._one.name, 80)) + 3, WIDEST_NAME)  # eliding wants more than the advance

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """With Alt: see it alone."""
        if event.button() is Qt.MouseButton.LeftButton and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.setDown(False)
            if self.rect().contains(event.position().toPoint()):
                self.alone_asked.emit()
        else:
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something here before a shortcut of the window takes them."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() in (*WALKING, *PRESSING):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter and Space press, with Alt they let the series stand alone."""
        if event.key() in WALKING:
            self.left.emit(int(event.key()))
        elif event.key() in PRESSING and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.alone_asked.emit()
        elif event.key() in PRESSING:
            self.click()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer in words what the clicks do."""
        self.menu_asked.emit(event.globalPos())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring the entry only for those who walk by key."""
        self._ringed = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw swatch, name and count; a hidden series has an empty swatch."""
        now, one = theme.current(), self._one
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or (self._ringed and self.hasFocus()):
            painter.setPen(QPen(now.color("accent"), 1.5) if self._ringed and self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(now.color("chosen") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        box = QRectF(PADDING + 0.5, (HEIGHT - SWATCH) / 2, SWATCH, SWATCH)
        painter.setPen(QPen(one.edge or one.fill if one.is_shown else now.color("soft"), 1))
        painter.setBrush(one.brush if one.is_shown else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 2, 2)
        self._paint_words(painter, now)

    def _paint_words(self, painter: QPainter, now: theme.Theme) -> None:
        one, left = self._one, 2 * PADDING + SWATCH
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        name = QFontMetrics(self.font()).elidedText(
            one_line(one.name, 80), Qt.TextElideMode.ElideRight, self._name_width()
        )
        font = self.font()
        font.setStrikeOut(not one.is_shown)
        painter.setFont(font)
        painter.setPen(now.color("ink" if one.is_shown else "soft"))
        painter.drawText(QRectF(left, 0, self._name_width() + 1, HEIGHT), side, name)
        painter.setFont(self.font())
        painter.setPen(now.color("soft"))
        painter.drawText(QRectF(left + self._name_width() + 2, 0, self.width(), HEIGHT), side, one.number)
