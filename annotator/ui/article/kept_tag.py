"""Keeping a tag: every selection becomes an annotation of it, until that is ended; a chip says so all the while."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.records import Tag
from annotator.ui import theme

ROOM = 44
"""How much room below the text the chip has, in pixels; it never stands on words."""

LONGEST_NAME = 240
_SIDE, _GAP, _SWATCH, _HEIGHT = 12, 8, 12, 30


class KeptTag(QAbstractButton):
    """The chip of the kept tag, which also knows the tag; hidden while none is kept, and a click on it ends that."""

    kept = Signal(object)
    """TagId | None, whenever another tag is kept or none any more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self._tag: Tag | None = None
        self._is_on = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFont(theme.ui_font(9.5))
        self.setToolTip("End this")
        self.clicked.connect(self.end)
        self.hide()
        theme.announcer().changed.connect(self.update)

    @property
    def is_on(self) -> bool:
        """Whether a tag is kept, or one is waited for."""
        return self._is_on

    @property
    def tag(self) -> Tag | None:
        """The kept tag; None also while the first tag key is waited for."""
        return self._tag

    def begin(self, tag: Tag | None) -> None:
        """Keep a tag from now on; None waits for a tag's key."""
        self._is_on, self._tag = True, tag
        words = f"Every selection becomes {tag.name}" if tag is not None else "Press the key of the tag to keep"
        self.setText(words)
        self.setAccessibleName(f"{words}. Click to end")
        self.show()
        self.raise_()
        self.place()
        self.update()
        self.kept.emit(tag.id if tag is not None else None)

    def end(self) -> bool:
        """Keep no tag any more; False if none was kept."""
        if not self._is_on:
            return False
        self._is_on, self._tag = False, None
        self.hide()
        self.kept.emit(None)
        return True

    def use(self, tags: Sequence[Tag]) -> None:
        """The codebook is another: the kept tag may have another name and colour, or be gone."""
        if self._tag is None:
            return
        found = next((tag for tag in tags if tag.id == self._tag.id), None)
        if found is None:
            self.end()
        elif found != self._tag:
            self.begin(found)

    def place(self) -> None:
        """Stand in the middle of the room below the text."""
        if self._is_on:
            self.adjustSize()
            area = self._area.size()
            self.resize(min(self.sizeHint().width(), area.width() - 2 * _SIDE), _HEIGHT)
            self.move((area.width() - self.width()) // 2, area.height() - (ROOM + _HEIGHT) // 2)

    def mouse_shape(self) -> QCursor:
        """The mouse over the text while a tag is kept: a caret with the tag's colour beside it."""
        found = QPixmap(_MOUSE * 2, _MOUSE * 2)
        found.setDevicePixelRatio(2)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in (("paper", 3.2), ("ink", 1.2)):
            painter.setPen(QPen(theme.current().color(color), width))
            painter.drawLine(8, 3, 8, 21)
            painter.drawLine(5, 3, 11, 3)
            painter.drawLine(5, 21, 11, 21)
        if self._tag is not None:
            painter.setPen(QPen(theme.current().color("paper"), 1))
            painter.setBrush(theme.data_color(self._tag.color))
            painter.drawRoundedRect(QRectF(12, 13, 9, 9), 2.5, 2.5)
        painter.end()
        return QCursor(found, 8, 12)

    # How it looks

    def sizeHint(self) -> QSize:
        """The size that shows everything, in pixels."""
        metrics = self.fontMetrics()
        words = min(LONGEST_NAME, metrics.horizontalAdvance(self.text()))
        swatch = _SWATCH + _GAP if self._tag is not None else 0
        return QSize(2 * _SIDE + swatch + words + 2 * _GAP + metrics.horizontalAdvance(_END), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setBrush(now.color("chosen" if self.underMouse() else "field"))
        painter.setPen(QPen(now.color("accent"), 1.5))
        painter.drawRoundedRect(frame, _HEIGHT / 2, _HEIGHT / 2)
        left = float(_SIDE)
        if self._tag is not None:
            painter.setPen(QPen(QColor(0, 0, 0, 60), 1))
            painter.setBrush(theme.data_color(self._tag.color))
            painter.drawRoundedRect(QRectF(left, (_HEIGHT - _SWATCH) / 2, _SWATCH, _SWATCH), 3, 3)
            left += _SWATCH + _GAP
        end = painter.fontMetrics().horizontalAdvance(_END)
        room = QRectF(left, 0, self.width() - left - _SIDE - end - _GAP, _HEIGHT)
        painter.setPen(now.color("ink"))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(now.color("soft"))
        painter.drawText(QRectF(self.width() - _SIDE - end, 0, end, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, _END)
        painter.end()


_END = "Esc ends"
_MOUSE = 24  # pixels
