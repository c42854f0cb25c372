"""Paints what can be filtered by: a box to check, a tag's colour, the name, and how many annotations there are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui import theme, wording
from annotator.ui.lists.annotation_cells import baseline, draw_swatch
from annotator.ui.lists.filter_model import ENTRY_ROLE, Entry

ROW_HEIGHT = 26  # pixels
_BOX, _SWATCH, _SIDE, _GAP = 14, 11, 10, 8
Index = QModelIndex | QPersistentModelIndex


class FilterRows(QStyledItemDelegate):
    """Draws the rows of a FilterModel."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all rows are alike
        """One line a row."""
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the current row, then what stands in it."""
        entry: Entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            _paint_heading(painter, option.rect, entry)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.current().color("chosen"))
                painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 5, 5)
            is_checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            _paint_entry(painter, option.rect, entry, is_checked=is_checked)
        painter.restore()


def _paint_heading(painter: QPainter, rect: QRect, entry: Entry) -> None:
    font = theme.ui_font(8.5, bold=True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.current().color("soft"))
    painter.drawText(QPointF(rect.left() + _SIDE, rect.bottom() - metrics.descent() - 4), entry.name)


def _paint_entry(painter: QPainter, rect: QRect, entry: Entry, *, is_checked: bool) -> None:
    colours, middle = theme.current(), rect.center().y() + 0.5
    left = float(rect.left() + _SIDE)
    _paint_box(painter, QRectF(left + 0.5, middle - _BOX / 2, _BOX - 1, _BOX - 1), is_checked=is_checked)
    left += _BOX + _GAP
    if entry.color:
        draw_swatch(painter, left, middle, entry.color, _SWATCH)
        left += _SWATCH + _GAP
    small = theme.ui_font(8.5)
    metrics = QFontMetricsF(small)
    number = wording.number(entry.number)
    taken = metrics.horizontalAdvance(number)
    painter.setFont(small)
    painter.setPen(colours.color("soft"))
    painter.drawText(QPointF(rect.right() - _SIDE - taken, baseline(middle, metrics)), number)
    font = theme.ui_font(9.5)
    metrics = QFontMetricsF(font)
    name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, rect.right() - _SIDE - taken - _GAP - left)
    painter.setFont(font)
    painter.setPen(colours.color("ink"))
    painter.drawText(QPointF(left, baseline(middle, metrics)), name)


def _paint_box(painter: QPainter, box: QRectF, *, is_checked: bool) -> None:
    colours = theme.current()
    painter.setPen(QPen(colours.color("accent" if is_checked else "soft"), 1))
    painter.setBrush(colours.color("accent" if is_checked else "field"))
    painter.drawRoundedRect(box, 3, 3)
    if is_checked:
        painter.setPen(QPen(colours.color("selection_ink"), 1.7, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [QPointF(box.left() + box.width() * x, box.top() + box.height() * y)
                  for x, y in ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))]  # fmt: skip
        painter.drawPolyline(points)
