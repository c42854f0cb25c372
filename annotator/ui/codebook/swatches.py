"""A small palette of colours for a tag; what cannot be told apart or seen is refused, and the nearest offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QColorDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.project.codebook import FREE_COLORS
from annotator.records import Tag, TagId
from annotator.ui import theme
from annotator.ui.codebook.good_colors import judged, taken_by
from annotator.ui.labels import label, named, read_aloud, words

_COLUMNS = 5
_SIZE = 32  # pixels of a colour with its ring
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}


class Swatches(QFrame):
    """Beside a tag: the good colours, a field for another one as #RRGGBB, and Qt's own chooser."""

    chosen = Signal(object, str)  # TagId, #RRGGBB
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, "popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tag: Tag | None = None
        self._others: Sequence[Tag] = ()
        self._heading = label(self, "heading")
        self.colors = [self._swatch(color) for color in FREE_COLORS]
        self.field = QLineEdit(self)
        self.other = QPushButton("Other…", self)
        self.trouble = words(self)
        self.offer = QPushButton(self)
        self._lay_out()
        self.field.returnPressed.connect(lambda: self.ask(self.field.text()))
        self.other.clicked.connect(self._choose_any)
        self.offer.clicked.connect(lambda: self.ask(self.offer.property("color")))

    def show_for(self, tag: Tag, tags: Sequence[Tag], place: QPoint) -> None:
        """Open at a place of the screen, for one tag among all."""
        self._tag, self._others = tag, [one for one in tags if one.id != tag.id]
        self._heading.setText(f"Colour of {tag.name[:40]}")
        for button in self.colors:
            self._show_state(button, tag)
        self.field.setText(tag.color)
        self._tell("", "")
        self.move(_on_screen(self, place))
        self.show()
        current = next((one for one in self.colors if one.isChecked()), None)
        (current or self.field).setFocus(Qt.FocusReason.PopupFocusReason)

    def ask(self, color: str) -> None:
        """Take a colour if it can be the tag's; else say why not, and offer the nearest that can."""
        color = color.strip().upper()
        color = color if color.startswith("#") else f"#{color}"
        if self._tag is None:
            return
        if len(color) != 7 or not QColor(color).isValid():
            self._tell("Write a colour as #RRGGBB, such as #0072B2.", "")
            return
        verdict = judged(color, self._others)
        if verdict.trouble and color != self._tag.color.upper():
            self.field.setText(color)
            self._tell(verdict.trouble, verdict.better)
            return
        tag_id: TagId = self._tag.id
        self.close()
        self.chosen.emit(tag_id, color)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the colours, Escape closes."""
        focused = self.focusWidget()
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            self.left.emit()
        elif step is not None and focused in self.colors:
            self.colors[(self.colors.index(focused) + step) % len(self.colors)].setFocus()
        else:
            super().keyPressEvent(event)

    def _swatch(self, color: str) -> QToolButton:
        button = _Swatch(self)
        button.setProperty("color", color)
        button.setCheckable(True)
        button.setFixedSize(QSize(_SIZE, _SIZE))
        button.clicked.connect(lambda: self.ask(color))
        return button

    def _show_state(self, button: QToolButton, tag: Tag) -> None:
        color = button.property("color")
        owner = taken_by(color, self._others)
        button.setChecked(color == tag.color.upper())
        button.setProperty("owner", (owner.letter or owner.key or owner.name[:1]) if owner else "")
        said = f"{color}, the colour of {owner.name}" if owner else color
        button.setAccessibleName(said)
        button.setToolTip(f"{color}\nToo near to {owner.name[:60]}" if owner else color)

    def _tell(self, trouble: str, better: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.offer.setVisible(bool(better))
        if better:
            self.offer.setProperty("color", better)
            self.offer.setText(f"Take {better}")
            self.offer.setIcon(theme.swatch_icon(better))
            self.offer.setFocus()
        self.adjustSize()
        if trouble:
            read_aloud(self, f"{trouble} {better and 'The nearest that can be taken is ' + better}")

    def _choose_any(self) -> None:
        tag = self._tag
        if tag is None:
            return
        chooser = QColorDialog(QColor(tag.color), self.parentWidget())
        chooser.setWindowTitle(f"Colour of {tag.name}")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place, tags = self.pos(), [tag, *self._others]

        def back(color: QColor) -> None:
            self.show_for(tag, tags, place)
            self.ask(color.name())

        chooser.colorSelected.connect(back)
        self.close()
        chooser.open()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, button in enumerate(self.colors):
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.field.setAccessibleName("Another colour")
        self.field.setValidator(QRegularExpressionValidator(QRegularExpression("#?[0-9A-Fa-f]{0,6}"), self))
        row.addWidget(self.field, 1)
        row.addWidget(self.other)
        column.addLayout(row)
        column.addWidget(self.trouble)
        column.addWidget(self.offer)
        self.setFixedWidth(226)


class _Swatch(QToolButton):
    """One colour of the palette, with the letter of the tag that has it; the arrows are for the palette."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is painted
        """The colour, a ring around the tag's own one and around the one with the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, fill = theme.current(), theme.data_color(self.property("color"))
        box = QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(now.color("accent" if self.hasFocus() else "ink"), 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 7, 7)
        painter.setPen(
            theme.mixed(fill, now.color("ink"), 0.6) if theme.contrast(fill, now.color("field")) < 3 else fill
        )
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 5, 5)
        light, dark = QColor("white"), QColor("black")
        painter.setPen(light if theme.contrast(light, fill) > theme.contrast(dark, fill) else dark)
        painter.setFont(theme.ui_font(9))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.property("owner") or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the colour as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _on_screen(popup: QWidget, place: QPoint) -> QPoint:
    """The place, moved as far as the popup would else leave the screen."""
    popup.adjustSize()
    area, size = popup.screen().availableGeometry(), popup.sizeHint()
    left = min(place.x(), area.right() - size.width())
    return QPoint(max(left, area.left()), max(min(place.y(), area.bottom() - size.height() - 70), area.top()))
