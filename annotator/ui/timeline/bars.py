"""The plot: grid, chosen days, bars, and the two kinds of nothing (zero, no coverage), in the view's pixels."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from annotator.timeline.arrays import Flags
from annotator.ui import theme
from annotator.ui.timeline.dots import paint_dots
from annotator.ui.timeline.drawn import Drawn
from annotator.ui.timeline.fills import Group, draw_boxes, groups, paint_group
from annotator.ui.timeline.look import Look
from annotator.ui.timeline.marks import WIDEST_GAP, Bar, Column, Marks
from annotator.ui.timeline.placing import Edges, bar_edges, edges_of

HATCH, DENSE_HATCH = 8.0, 5.0  # pixels from line to line, along x
GAP = 9.0  # pixels; how high the box is that says that there is no article
OWN_BOX = 24.0  # pixels: narrower bins without coverage share one box with their neighbours


class Bars(pyqtgraph.GraphicsObject):
    """Paints what `show` was given, over the whole view box that it is a child of."""

    def __init__(self, box: pyqtgraph.ViewBox) -> None:
        super().__init__()
        self.setParentItem(box)
        self._box = box
        self._look: Look | None = None
        self._drawn: Drawn | None = None
        self._full: dict[int, Group] = {}
        self._faded: dict[int, Group] = {}

    def show(self, drawn: Drawn, look: Look) -> None:  # type: ignore[override,unused-ignore]
        """Take other marks and repaint."""
        before, self._drawn = self._drawn, drawn
        look_before, self._look = self._look, look
        if before is None or before.marks is not drawn.marks or before.lit is not drawn.lit or look_before is not look:
            self._group(drawn, look)
        self.prepareGeometryChange()
        self.update()

    def _group(self, drawn: Drawn, look: Look) -> None:
        bars, lit = drawn.marks.bars, drawn.lit
        if drawn.marks.dots:
            self._full, self._faded = {}, {}
            return
        self._full = groups(bars, lit, look.outlines)
        self._faded = groups(bars, ~lit, (None,) * len(look.fills)) if lit is not None else {}

    def boundingRect(self) -> QRectF:
        """The view box."""
        return QRectF(self._box.rect())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draw from the back to the front."""
        if self._drawn is None or self._look is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_ground(painter, self._drawn, self._look)
        paint_nothing(painter, self._drawn.marks, self.boundingRect().height(), self._look)
        for tag, bars in self._faded.items():
            paint_group(painter, bars, self._look.faded_brushes[tag], self._look.faded[tag], None)
        for tag, bars in self._full.items():
            look = self._look
            edge, small = look.outlines[tag], look.small_brushes[tag]
            paint_group(painter, bars, look.brushes[tag], look.fills[tag], edge, small=small)
        paint_dots(painter, self._drawn, self._look)
        paint_hatching(painter, [one for one in self._drawn.incomplete if not one.dots], self._look.ground)
        self._paint_cursor(painter, self._drawn, self._look)
        painter.setPen(self._look.soft)
        painter.setFont(self._look.small)
        painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, self._drawn.note)

    def _paint_ground(self, painter: QPainter, drawn: Drawn, look: Look) -> None:
        area = self.boundingRect()
        if drawn.band is not None:
            left, right = drawn.band
            painter.fillRect(QRectF(round(left), 0, round(right) - round(left), area.height()), look.band)
        painter.setPen(QPen(look.line, 1))
        for y in drawn.grid:
            painter.drawLine(0, round(y), round(area.width()), round(y))

    def _paint_cursor(self, painter: QPainter, drawn: Drawn, look: Look) -> None:
        if drawn.cursor is None:
            return
        height = self.boundingRect().height()
        left, right = bar_edges(drawn.cursor.left, drawn.cursor.right)
        top = min((bar.top for bar in drawn.cursor.bars), default=height - 8)
        box = QRectF(left, top, right - left, height - top)
        if drawn.cursor_bar is not None:
            box = rectangle(drawn.cursor_bar)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.ink, 1.5))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))


def rectangle(bar: Bar) -> QRectF:
    """The painted part of a bar."""
    return QRectF(bar.left, bar.top, bar.right - bar.left, bar.bottom - bar.top)


def paint_hatching(painter: QPainter, columns: Sequence[Column], ground: QColor) -> None:
    """Cut slanting lines into the bars of incomplete bins; as lines, which every picture format keeps alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.mixed(ground, theme.current().color("soft"), 0.8), 1))
    for column in columns:
        for bar in column.bars:
            painter.drawLines(slanting(rectangle(bar)))
    painter.restore()


def slanting(box: QRectF, every: float = HATCH) -> list[QLineF]:
    """Lines at 45 degrees inside a box, aligned with those of the boxes above and below it."""
    lines = []
    first = ceil((box.left() + box.top()) / every)
    for step in range(first, floor((box.right() + box.bottom()) / every) + 1):
        reach = step * every  # x + y along the line
        left, right = max(box.left(), reach - box.bottom()), min(box.right(), reach - box.top())
        if left < right:
            lines.append(QLineF(left, reach - left, right, reach - right))
    return lines


def paint_nothing(painter: QPainter, marks: Marks, height: float, look: Look) -> None:
    """A tick on the baseline where articles carry no annotation, a hatched box where there is no article."""
    empty = np.ones(len(marks), dtype=bool)
    empty[marks.bars.column] = False
    edges = edges_of(marks.slots)
    ticks = empty & marks.slots.covered
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.zero)
    wide = (edges.right - edges.left)[ticks]
    draw_boxes(
        painter, np.column_stack([edges.left[ticks], np.full(len(wide), height - 2), wide, np.full(len(wide), 2)])
    )
    boxes = [
        QRectF(left, height - GAP, max(right - left - 1, 1), GAP - 1) for left, right in _gaps(marks, empty, edges)
    ]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.zero, 1))
    painter.drawLines([line for box in boxes for line in slanting(box, every=DENSE_HATCH)])
    painter.setPen(QPen(look.soft, 1, Qt.PenStyle.DotLine))
    painter.drawRects(boxes)


def _gaps(marks: Marks, empty: Flags, edges: Edges) -> list[tuple[float, float]]:
    """From where to where no article is; narrow bins beside each other are one gap."""
    gaps: list[tuple[float, float]] = []
    slots = marks.slots
    for place in np.flatnonzero(empty & ~slots.covered).tolist():
        left, right = float(edges.left[place]), float(edges.right[place])
        is_narrow = slots.right[place] - slots.left[place] < OWN_BOX
        if gaps and is_narrow and left - gaps[-1][1] <= WIDEST_GAP:
            gaps[-1] = (gaps[-1][0], right)
        else:
            gaps.append((left, right))
    return gaps
