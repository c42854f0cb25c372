"""Bars of one colour as rectangles, painted by the thousand in one call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, cast

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from shiboken6 import Shiboken

from annotator.timeline.arrays import Flags, Floats
from annotator.ui.timeline.marks import Bar, Bars

OUTLINED = 4.0  # pixels: smaller bars have no room for an outline
PATTERNED = 2.0  # pixels: thinner bars show nothing of a pattern, and cost twenty times as much with one
TALL_ENOUGH = 8.0  # pixels: bars from here on are parted from the one below by a hairline
NONE: Floats = np.empty((0, 4))


class Group(NamedTuple):
    """The bars of one colour, a row of x, y, width and height each: fills, and of faint colours outlines too.

    `small` are the fills that are too small for an outline, `thin` those that are too thin for a pattern.
    """

    fills: Floats
    thin: Floats = NONE
    edged: Floats = NONE
    small: Floats = NONE


def groups(bars: Bars, chosen: Flags | None, edges: Sequence[QColor | None]) -> dict[int, Group]:
    """The `chosen` bars (None: all) by the place of their series; those that have an edge colour get outlines."""
    places = bars.tag if chosen is None else bars.tag[chosen]
    fields = [field if chosen is None else field[chosen] for field in (bars.left, bars.top, bars.right, bars.bottom)]
    found = {}
    for place in np.unique(places).tolist():
        those = places == place
        found[place] = group(*(field[those] for field in fields), faint=edges[place] is not None)
    return found


def group(left: Floats, top: Floats, right: Floats, bottom: Floats, *, faint: bool) -> Group:
    """The rectangles to paint for bars of one colour; tall ones leave a hairline free."""
    tall = bottom - top
    fills = np.column_stack([left, top, right - left, tall - (tall >= TALL_ENOUGH)])
    thin, fills = fills[fills[:, 2] < PATTERNED], fills[fills[:, 2] >= PATTERNED]
    if not faint:
        return Group(fills, thin)
    large = (fills[:, 2] >= OUTLINED) & (fills[:, 3] >= OUTLINED)
    return Group(fills, thin, fills[large] - (0, 0, 1, 1), fills[~large])


@lru_cache(maxsize=256)  # the bars of the undated are the same in most frames
def group_of(bar: Bar, *, faint: bool) -> Group:
    """The rectangles of a single bar."""
    sides = (np.array([side]) for side in (bar.left, bar.top, bar.right, bar.bottom))
    return group(*sides, faint=faint)


def paint_group(
    painter: QPainter, bars: Group, fill: QBrush, color: QColor, edge: QColor | None, *, small: QBrush | None = None
) -> None:
    """Fill bars of one colour; faint ones get an outline inside, or where they are small its colour (`small`)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    draw_boxes(painter, bars.fills)
    painter.setBrush(edge or color)
    draw_boxes(painter, bars.thin)
    if edge is None:
        return
    painter.setBrush(small or edge)
    draw_boxes(painter, bars.small)
    pen = QPen(edge, 1)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)  # where a pixel is two, others round the corners
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_boxes(painter, bars.edged)


def draw_boxes(painter: QPainter, boxes: Floats) -> None:
    """Draw rectangles straight from memory: as Python objects they would cost more than their pixels."""
    if len(boxes):
        boxes = np.ascontiguousarray(boxes, dtype=np.float64)
        first = cast(QRectF, Shiboken.wrapInstance(boxes.ctypes.data, QRectF))
        painter.drawRects(first, len(boxes))
