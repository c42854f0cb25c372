"""Paints one tag of the key sheet: its colour, its name in full where that is possible, counts, and its key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.records import Tag, TagId
from annotator.ui import theme, wording
from annotator.ui.lists.annotation_cells import baseline, draw_swatch

TAG_ROLE = int(Qt.ItemDataRole.UserRole)
HERE_ROLE = TAG_ROLE + 1
DEPTH_ROLE = TAG_ROLE + 2
ROW_HEIGHT = 26  # pixels
_CAP, _SWATCH, _INDENT = 18, 13, 12
_SIDE, _GAP = 6, 9
Index = QModelIndex | QPersistentModelIndex


class TagRows(QStyledItemDelegate):
    """Paints the rows; a name that needs the room takes it from the counts."""

    kept: TagId | None = None
    """The tag that every selection becomes just now; its row has a bar at the left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all rows are alike
        """One line a tag."""
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Swatch and name at the left, a child further in; counts and key cap at the right."""
        tag: Tag = index.data(TAG_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(0, 0, 0, -1)
        _paint_ground(painter, option)
        if tag.id == self.kept:
            _paint_kept(painter, QRectF(rect))
        middle = rect.center().y() + 0.5
        left = rect.left() + _SIDE + _INDENT * index.data(DEPTH_ROLE)
        draw_swatch(painter, left, middle, tag.color, _SWATCH)
        left += _SWATCH + _GAP
        right = _paint_cap(painter, rect.right() - _SIDE, middle, tag.key or tag.letter) - _GAP
        metrics = QFontMetricsF(theme.ui_font(9.5))
        name = wording.one_line(tag.name, 60)
        room = right - left - metrics.horizontalAdvance(name) - _GAP
        right = _paint_counts(painter, QPointF(right, middle), _counts(index.data(HERE_ROLE), tag.annotations, room))
        painter.setFont(theme.ui_font(9.5))
        painter.setPen(theme.current().color("ink"))
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, right - left - 4)
        painter.drawText(QPointF(left, baseline(middle, metrics)), name)
        painter.restore()


def swatch_rect(row: QRect, depth: int) -> QRect:
    """Where the colour of a row is, and what is around it, for a mouse: in the list's pixels."""
    return QRect(row.left() + _INDENT * depth, row.top(), _SIDE + _SWATCH + _GAP // 2, row.height())


def name_rect(row: QRect, depth: int) -> QRect:
    """Where the name of a row is edited: all but the colour."""
    return row.adjusted(_SIDE + _INDENT * depth + _SWATCH + 2, 0, -2, -1)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a row under the mouse or of the selected annotation's tag; a ring around the row with the focus."""
    states = QStyle.StateFlag
    rect = QRectF(option.rect.adjusted(0, 0, 0, -1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if option.state & (states.State_Selected | states.State_MouseOver):
        painter.setBrush(theme.current().color("chosen"))
    if option.state & states.State_HasFocus:
        painter.setPen(theme.current().color("accent"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _paint_kept(painter: QPainter, row: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().color("accent"))
    painter.drawRoundedRect(QRectF(row.left(), row.top() + 4, 3, row.height() - 8), 1.5, 1.5)


def _counts(here: int, total: int, room: float) -> tuple[str, str]:
    """The counts as `here` and `all` that fit into so many pixels; the whole project's is the last to go."""
    metrics = QFontMetricsF(theme.ui_font(9))
    if not total:
        return "", ""
    both = (wording.number(here), f" · {wording.number(total)}") if here else ("", wording.number(total))
    for words in (both, ("", wording.number(total))):
        if metrics.horizontalAdvance("".join(words)) <= room:
            return words
    return "", ""


def _paint_counts(painter: QPainter, place: QPointF, counts: tuple[str, str]) -> float:
    """The counts of the open article and of the project, up to a place; returns their left edge."""
    painter.setFont(theme.ui_font(9))
    metrics = QFontMetricsF(painter.font())
    left = place.x()
    for words, role in ((counts[1], "soft"), (counts[0], "ink")):
        left -= metrics.horizontalAdvance(words)
        painter.setPen(theme.current().color(role))
        painter.drawText(QPointF(left, baseline(place.y(), metrics)), words)
    return left


def _paint_cap(painter: QPainter, right: float, middle: float, key: str) -> float:
    """The key as a key cap; returns its left edge in pixels."""
    colours = theme.current()
    painter.setFont(theme.ui_font(8))
    box = QRectF(right - _CAP, middle - _CAP / 2, _CAP, _CAP)
    if key:
        painter.setPen(colours.color("line"))
        painter.setBrush(colours.color("field"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(colours.color("soft"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)
    return box.left()
