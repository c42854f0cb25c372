"""Paints the outline of other counts over the bars: dark lines in a rim of the ground, which no bar is."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from annotator.timeline.arrays import Flags
from annotator.ui import theme
from annotator.ui.timeline.fills import draw_boxes
from annotator.ui.timeline.look import FADED, Look
from annotator.ui.timeline.outline import NO_OUTLINE, Outline

RIM = (-1, -1, 2, 2)  # what a line's box grows by, so that it stands out from bars of any colour


class OutlineMarks(pyqtgraph.GraphicsObject):
    """Paints what `show` was given, over the whole view box that it is a child of."""

    def __init__(self, box: pyqtgraph.ViewBox) -> None:
        super().__init__()
        self.setParentItem(box)
        self._box = box
        self._outline = NO_OUTLINE
        self._look: Look | None = None
        self._lit: Flags | None = None

    def show(self, outline: Outline, look: Look, lit: Flags | None) -> None:  # type: ignore[override,unused-ignore]
        """Take other lines; `lit` tells which belong to chosen days (None: all), the others fade."""
        had = len(self._outline.boxes)
        self._outline, self._look, self._lit = outline, look, lit
        if had or len(outline.boxes):
            self.prepareGeometryChange()
            self.update()

    def boundingRect(self) -> QRectF:
        """The view box."""
        return QRectF(self._box.rect())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draw the lines."""
        if self._look is not None:
            paint_outline(painter, self._outline, self._look, self._lit)


def paint_outline(painter: QPainter, lines: Outline, look: Look, lit: Flags | None = None) -> None:
    """Draw an outline; lines that are not `lit` are faded, and have no rim."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    boxes = lines.boxes
    if lit is not None:
        painter.setBrush(QBrush(theme.mixed(look.ink, look.ground, FADED)))
        draw_boxes(painter, boxes[~lit])
        boxes = boxes[lit]
    if lines.thick:
        painter.setBrush(QBrush(look.ground))
        draw_boxes(painter, boxes + RIM)
    painter.setBrush(QBrush(look.ink))
    draw_boxes(painter, boxes)
