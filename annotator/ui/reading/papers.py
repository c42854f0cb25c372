"""A small sheet for each appearance, to choose one by sight: its paper, its ink, its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from annotator.ui import theme
from annotator.ui.reading.faces import text_font

CHOICES = (("system", "System"), ("light", "Light"), ("sepia", "Sepia"), ("dark", "Dark"))
_WIDTH, _PAPER, _NAME = 60, 38, 18  # pixels: a sheet's width, its height, that of its name


class Papers(QWidget):
    """Choose one of the appearances; `chosen` carries its name when a person chooses another."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Appearance")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._papers = {name: _Paper(name, label, self) for name, label in CHOICES}
        for name, paper in self._papers.items():
            self._group.addButton(paper)
            row.addWidget(paper)
            paper.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        row.addStretch(1)

    def set_value(self, name: str) -> None:
        """Show another appearance as chosen, without a signal."""
        if name in self._papers:
            self._papers[name].setChecked(True)

    def paper(self, name: str) -> QAbstractButton:
        """The sheet of one appearance."""
        return self._papers[name]


class _Paper(QAbstractButton):
    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setText(label)
        self.setCheckable(True)
        self.setAccessibleName(f"Appearance: {label}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.announcer().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A sheet with its name below."""
        return QSize(_WIDTH, _PAPER + _NAME)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw sheet, name, and a ring around the one that is chosen; a second ring has the focus."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(3.5, 3.5, _WIDTH - 7, _PAPER - 7)
        self._paint_sheet(painter, sheet)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = self.isChecked()
        strong = now.color("soft" if self.underMouse() else "line")
        painter.setPen(QPen(now.color("accent"), 2) if chosen else QPen(strong, 1))
        painter.drawRoundedRect(sheet, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(now.color("accent"), 1))
            painter.drawRoundedRect(sheet.adjusted(-3, -3, 3, 3), 8, 8)
        painter.setPen(now.color("ink" if chosen else "soft"))
        painter.setFont(theme.ui_font(8.5, bold=chosen))
        painter.drawText(QRectF(0, _PAPER, _WIDTH, _NAME), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _paint_sheet(self, painter: QPainter, sheet: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(sheet, 6, 6)
        painter.save()
        painter.setClipPath(shape)
        first, second = (theme.LIGHT, theme.DARK) if self._name == "system" else (theme.BY_NAME[self._name],) * 2
        painter.fillRect(sheet, first.color("paper"))
        painter.setFont(text_font(13))
        painter.setPen(first.color("ink"))
        painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, "Aa")
        if second is not first:
            below = QPainterPath()
            below.addPolygon(QPolygonF([sheet.topRight(), sheet.bottomRight(), sheet.bottomLeft(), sheet.topRight()]))
            painter.setClipPath(below, Qt.ClipOperation.IntersectClip)
            painter.fillRect(sheet, second.color("paper"))
            painter.setPen(second.color("ink"))
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, "Aa")
        painter.restore()
