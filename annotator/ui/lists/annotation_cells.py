"""How the cells of the annotation table are painted: a tag as its swatch and name, a quote with the sign of a note."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.records import Annotation, TagId
from annotator.ui import theme
from annotator.ui.lists.annotation_model import ANNOTATION_ROLE

TAG_ALONE = 40  # pixels: a swatch's column
_SIGN = 13  # pixels


class TagCells(QStyledItemDelegate):
    """Paints the tag of a row as a swatch and its name."""

    colors: dict[TagId, str]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the style draw the ground, then the swatch and the name."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        option.widget.style().drawControl(
            option.widget.style().ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        painter.save()
        draw_swatch(painter, option.rect.left() + 10, option.rect.center().y(), self.colors.get(annotation.tag_id))
        painter.setPen(theme.current().color("ink"))
        room = option.rect.adjusted(28, 0, -4, 0)
        words = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        if room.width() > TAG_ALONE - 28:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()


class QuoteCells(QStyledItemDelegate):
    """Paints quotes; while no column has the notes, a sign at the end of a quote says that there is one."""

    is_signed = True

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the style draw the quote, leaving room for the sign."""
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        if not self.is_signed or not annotation.note:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = option.rect.adjusted(9, 0, -_SIGN - 12, 0)
        painter.save()
        painter.setPen(theme.current().color("ink"))
        words = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        sign = QRect(option.rect.right() - _SIGN - 6, option.rect.center().y() - _SIGN // 2, _SIGN, _SIGN)
        theme.icon("note", "soft").paint(painter, sign)
        painter.restore()


def baseline(middle: float, metrics: QFontMetricsF) -> float:
    """Where words stand that are to be in the middle of a row."""
    return middle + (metrics.ascent() - metrics.descent()) / 2


def draw_swatch(painter: QPainter, left: float, middle: float, color: str | None, size: float = 11) -> None:
    """A tag's rounded colour square; outlined where it would drown in the ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = theme.data_color(color or "#999999")
    ground = theme.current().color("window")
    faint = theme.contrast(fill, ground) < 3
    painter.setPen(theme.mixed(fill, theme.current().color("ink"), 0.6) if faint else fill)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(left + 0.5, middle - size / 2 + 0.5, size, size), 3, 3)
