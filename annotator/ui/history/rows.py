"""Paints one edit of the history: its name on up to two lines, who and when below; what is undone is soft."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.records import Edit
from annotator.ui import theme, wording
from annotator.ui.history.model import EDIT_ROLE, STATES, about
from annotator.ui.lists.article_rows import paint_ground, two_lines

_SIDE, _ABOVE, _BELOW, _GAP = 12, 7, 8, 2  # pixels


class HistoryRows(QStyledItemDelegate):
    """Paints the rows, each as high as its name needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its name needs."""
        edit: Edit = index.data(EDIT_ROLE)
        width = option.rect.width() or 300
        lines = len(_lines(edit, width))
        name, small = QFontMetricsF(theme.ui_font(9.5)).height(), QFontMetricsF(theme.ui_font(8.5)).height()
        return QSize(width, ceil(_ABOVE + lines * name + _GAP + small + _BELOW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, the words, and a hairline below."""
        edit: Edit = index.data(EDIT_ROLE)
        painter.save()
        paint_ground(painter, option)
        _paint_words(painter, option.rect, edit)
        painter.restore()


def _lines(edit: Edit, width: int) -> tuple[str, ...]:
    return two_lines(wording.one_line(edit.label) or "(no name)", width - 2 * _SIDE)


def _paint_words(painter: QPainter, rect: QRect, edit: Edit) -> None:
    colours = theme.current()
    font = theme.ui_font(9.5)
    font.setStrikeOut(edit.state == "dropped")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colours.color("ink" if edit.state == "done" else "soft"))
    y = float(rect.top() + _ABOVE)
    for line in _lines(edit, rect.width()):
        painter.drawText(QPointF(rect.left() + _SIDE, y + metrics.ascent()), line)
        y += metrics.height()
    small = theme.ui_font(8.5)
    metrics = QFontMetricsF(small)
    painter.setFont(small)
    painter.setPen(colours.color("soft"))
    state = STATES.get(edit.state, edit.state)
    room = metrics.horizontalAdvance(state) + 10 if state else 0
    about_it = metrics.elidedText(about(edit), Qt.TextElideMode.ElideRight, rect.width() - 2 * _SIDE - room)
    painter.drawText(QPointF(rect.left() + _SIDE, y + _GAP + metrics.ascent()), about_it)
    right = rect.right() - _SIDE - metrics.horizontalAdvance(state)
    painter.drawText(QPointF(right, y + _GAP + metrics.ascent()), state)
