"""Moving a tag with the mouse: where it would go, and the line or frame that shows that."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from annotator.project.outline import Order, Where, placed
from annotator.records import TagId
from annotator.ui import theme
from annotator.ui.codebook.tag_model import TagModel

_EDGE = 0.28  # the share of a row at its top and at its bottom that means before and after it
_SCROLLS_WITHIN = 14  # pixels from the edge of the list


class Target(NamedTuple):
    """A place for the tag that is dragged: the row and on which side of it, and the order that comes of it."""

    row: int
    where: Where
    order: Order


def target_at(rows: QAbstractItemView, tags: TagModel, moved: TagId, point: QPoint) -> Target | None:
    """Where a tag would go if it were dropped at a point of the list; None where it would stay or cannot go.

    The middle of a row means below that tag; its lower edge after it, or before its first child where it has one.
    """
    index = rows.indexAt(point)
    row = index.row() if index.isValid() else tags.rowCount() - 1
    rect = rows.visualRect(tags.index(row))
    share = (point.y() - rect.top()) / max(rect.height(), 1)
    where: Where = "before" if share < _EDGE else "after" if share > 1 - _EDGE else "into"
    beside = row
    if where == "after" and row + 1 < tags.rowCount() and tags.depth(row + 1) > tags.depth(row):
        where, beside = "before", row + 1
    order = placed(tags.all(), moved, tags.tag(beside).id, where)
    return Target(beside, where, order) if order is not None else None


def follow(rows: QAbstractItemView, point: QPoint) -> None:
    """Scroll the list where the mouse nears its edge."""
    bar, height = rows.verticalScrollBar(), rows.viewport().height()
    if point.y() < _SCROLLS_WITHIN:
        bar.setValue(bar.value() - _SCROLLS_WITHIN)
    elif point.y() > height - _SCROLLS_WITHIN:
        bar.setValue(bar.value() + _SCROLLS_WITHIN)


def paint_target(painter: QPainter, row: QRect, depth: int, where: Where) -> None:
    """Show where the tag would go: a line between two rows, or a frame around the row below which it would stand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().color("accent"), 2))
    if where == "into":
        painter.drawRoundedRect(QRectF(row.adjusted(1, 1, -1, -2)), 6, 6)
        return
    left = row.left() + 6 + 12 * depth
    y = min(max(row.top() if where == "before" else row.bottom(), row.top() + 1), row.bottom())
    painter.drawEllipse(QRectF(left, y - 2.5, 5, 5))
    painter.drawLine(left + 6, y, row.right() - 4, y)
