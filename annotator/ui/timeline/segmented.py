"""A row of joined buttons of which one is down; where there is little room, one button with a menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from annotator.ui import theme

HEIGHT, PADDING, ARROW, ROUNDING = 22, 9, 14, 4.0
BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class FlatButton(QAbstractButton):
    """A quiet word to press: tinted when checked, ringed when a key brought the focus, perhaps with an arrow."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(theme.ui_font(9))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.has_arrow = False
        self.has_border = False
        self.is_strong = False
        self._ringed = False

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(self.width_of(self.text()), HEIGHT)

    def width_of(self, words: str) -> int:
        """The pixels that it would need for other words."""
        wide = _width_of(words, self.font().toString(), self.fontInfo().family())
        return wide + 2 * PADDING + (ARROW if self.has_arrow else 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring the button only for those who walk by key."""
        self._ringed = event.reason() in BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, ring, word and arrow."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or (self.underMouse() and self.isEnabled() and not self.isCheckable()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("chosen"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), ROUNDING - 1, ROUNDING - 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.has_border:
            paint_border(painter, box)
        if self._ringed and self.hasFocus():
            painter.setPen(QPen(now.color("accent"), 1.5))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), ROUNDING, ROUNDING)
        strong = self.isEnabled() and (self.isChecked() or self.underMouse() or self.has_border or self.is_strong)
        painter.setPen(now.color("ink" if strong else "soft"))
        words = box.adjusted(0, 0, -ARROW if self.has_arrow else 0, 0)
        side = Qt.AlignmentFlag.AlignLeft if self.is_strong else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(
            words.adjusted(PADDING, 0, -PADDING, 0) if self.is_strong else words,
            side | Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        if self.has_arrow:
            self._paint_arrow(painter, box)

    def _paint_arrow(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(theme.current().color("soft"), 1.4))
        right = (
            PADDING + self.fontMetrics().horizontalAdvance(self.text()) + ARROW
            if self.is_strong
            else box.right() - PADDING
        )
        middle = QPointF(right - 3, box.center().y())
        painter.drawPolyline(
            QPolygonF([middle + QPointF(-3.5, -2), middle + QPointF(0, 1.5), middle + QPointF(3.5, -2)])
        )


@lru_cache(maxsize=512)
def _width_of(words: str, font: str, _family: str) -> int:
    """The pixels of words in a font; a header asks for them with each count that changes.

    `_family` is what the system gives for the font: another one once the bundled faces are known.
    """
    described = QFont()
    described.fromString(font)
    return QFontMetrics(described).horizontalAdvance(words)


def paint_border(painter: QPainter, box: QRectF) -> None:
    """Draw the hairline around a group of buttons."""
    painter.setPen(QPen(theme.current().color("line"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUNDING, ROUNDING)


class Segmented(QWidget):
    """Choose one of a few words; `chosen` carries the value when a person chooses another."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._labels = dict(choices)
        self.compact = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons = {value: self._add(name, value, label) for value, label in choices}
        self._menu_button = FlatButton("", self)
        self._menu_button.has_arrow = True
        self._menu_button.setAccessibleName(name)
        self._menu_button.clicked.connect(self._drop)
        self._row.addWidget(self._menu_button)
        self._menu_button.hide()

    def _add(self, name: str, value: str, label: str) -> FlatButton:
        button = FlatButton(label, self)
        button.setCheckable(True)
        button.setAccessibleName(f"{name}: {label}")
        button.clicked.connect(lambda: self.chosen.emit(value))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def set_value(self, value: str) -> None:
        """Show another value as chosen, without a signal."""
        self._buttons[value].setChecked(True)
        self._menu_button.setText(self._labels[value])
        self._menu_button.updateGeometry()
        self.updateGeometry()

    def button(self, value: str) -> QAbstractButton:
        """The button of a value."""
        return self._buttons[value]

    def set_compact(self, compact: bool) -> None:
        """Show one button with a menu, or all words side by side."""
        self.compact = compact
        self._menu_button.setVisible(compact)
        for button in self._buttons.values():
            button.setVisible(not compact)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as what is shown: all words, or the one on the button with the menu."""
        width = self._menu_button.sizeHint().width() if self.compact else self.width_needed()
        return QSize(width, HEIGHT)

    def width_needed(self) -> int:
        """The pixels of all words side by side."""
        return sum(button.sizeHint().width() for button in self._buttons.values())

    def _drop(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, label in self._labels.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(self._buttons[value].isChecked())
            action.triggered.connect(lambda _checked=False, value=value: self.chosen.emit(value))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the border around all."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_border(painter, QRectF(self.rect()))
