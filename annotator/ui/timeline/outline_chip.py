"""The way to compare, over the chart: a button first, then the chip that says what the outline is, with a cross."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui import theme
from annotator.ui.timeline.compare_button import CompareButton
from annotator.ui.timeline.segmented import HEIGHT, FlatButton

MARK, BETWEEN, SLACK = 16, 4, 4  # pixels
COMPARE = "Compare"
PICKING = "Click where the other days begin (Esc: stop)"


class OutlineChip(QWidget):
    """Its `words` drop the menu of what can be compared; `closed` asks to compare, or to pick days, no longer."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._said, self._has_mark = "", False
        self.words, self.cross = CompareButton(self), FlatButton("✕", self)
        self.cross.clicked.connect(self.closed)
        self.tell("")

    def tell(self, said: str, *, picking: bool = False) -> None:
        """Say what the outline is, or what to do while days are picked; with nothing to say it is a button."""
        self._said = PICKING if picking else f"outline: {said}" if said else ""
        self._has_mark = bool(said) and not picking
        self.words.setEnabled(not picking)
        self.words.has_arrow = not picking
        self.words.setAccessibleName(f"{self._said or COMPARE}{'' if picking else ': choose what to compare with'}")
        self.cross.setVisible(bool(self._said))
        self.cross.setAccessibleName("Pick no days" if picking else f"Stop comparing with {said}")
        self.cross.setToolTip("Pick no days" if picking else "Stop comparing")
        self._fit()

    def said(self) -> str:
        """All that it says, also where there is not room for it."""
        return self._said

    def sizeHint(self) -> QSize:
        """One line with its mark, its words and its cross."""
        words = self.words.width_of(self._said or COMPARE) + SLACK
        return QSize(self._mark_width() + words + self._cross_width(), HEIGHT)

    def _mark_width(self) -> int:
        return MARK + BETWEEN if self._has_mark else 0

    def _cross_width(self) -> int:
        return self.cross.sizeHint().width() if self._said else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words before anything else."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        cross, left = self._cross_width(), self._mark_width()
        room = max(self.width() - left - cross, 0)
        spare = room - self.words.width_of("")
        self.words.setText(
            self.words.fontMetrics().elidedText(self._said or COMPARE, Qt.TextElideMode.ElideRight, spare)
        )
        self.words.setGeometry(left, 0, room, HEIGHT)
        self.cross.setGeometry(left + room, 0, cross, HEIGHT)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the border, and the mark: a step of the line that it stands for."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._said:
            return
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
        if self._has_mark:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            pen = QPen(now.color("ink"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            low, high = HEIGHT / 2 + 4, HEIGHT / 2 - 4
            painter.drawPolyline(QPolygonF([
                QPointF(7, low), QPointF(12, low), QPointF(12, high), QPointF(17, high), QPointF(17, low),
                QPointF(21, low),
            ]))  # fmt: skip
