"""Paints one article of the list: a title of up to two lines, date and source, number of annotations, status.

An unread one has a dot before its title, which is bold; of others a word says how far one is.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.records import UNREAD, Article
from annotator.ui import theme, wording
from annotator.ui.lists.article_model import ARTICLE_ROLE

_SIDE, _ABOVE, _BELOW, _GAP = 12, 8, 9, 3  # pixels
_COUNT_GAP = 8
_DOT = 2.5  # pixels, the radius of what marks an unread article
_TITLE_LINES = 2


class ArticleRows(QStyledItemDelegate):
    """Paints the rows; `uniform` gives all the height of two title lines, which a long list needs to stay quick."""

    uniform = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its title needs."""
        width = option.rect.width() or 260
        article = None if self.uniform else index.data(ARTICLE_ROLE)
        return QSize(width, row_height(_line_count(width, article) if article else _TITLE_LINES))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row, its hairline below, and the ground of the chosen one."""
        article = index.data(ARTICLE_ROLE)
        painter.save()
        paint_ground(painter, option)
        if article is not None:
            _paint_article(painter, option.rect, article)
        painter.restore()


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """What stands behind the words of a row: chosen, hovered or focused, and a line below."""
    colours = theme.current()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, colours.color("chosen"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme.mixed(colours.color("chosen"), colours.color("window"), 0.45))
    if option.state & QStyle.StateFlag.State_HasFocus:
        bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1)
        painter.fillRect(bar, colours.color("accent"))
    painter.setPen(colours.color("line"))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


@lru_cache(maxsize=8)
def row_height(lines: int) -> int:
    """The height of a row with so many title lines, in pixels."""
    title, small = QFontMetricsF(_title_font()).height(), QFontMetricsF(_small_font()).height()
    return ceil(_ABOVE + lines * title + _GAP + small + _BELOW)


def _title_font() -> QFont:
    return theme.ui_font(9.5, bold=True)


def _small_font() -> QFont:
    return theme.ui_font(8.5)


def _paint_article(painter: QPainter, rect: QRect, article: Article) -> None:
    colours = theme.current()
    is_unread = article.status == UNREAD
    font = theme.ui_font(9.5, bold=is_unread)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colours.color("ink"))
    y = float(rect.top() + _ABOVE)
    if is_unread:
        _paint_dot(painter, QPointF(rect.left() + _SIDE / 2 - 0.5, y + metrics.ascent() - metrics.xHeight() / 2))
    for line in _title_lines(rect.width(), article):
        painter.drawText(QPointF(rect.left() + _SIDE, y + metrics.ascent()), line)
        y += metrics.height()
    small = _small_font()
    painter.setFont(small)
    painter.setPen(colours.color("soft"))
    metrics = QFontMetricsF(small)
    status = "" if is_unread else wording.status(article)
    taken = metrics.horizontalAdvance(status) + _COUNT_GAP if status else 0.0
    room = rect.width() - 2 * _SIDE - taken
    about = metrics.elidedText(wording.about(article), Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(rect.left() + _SIDE, y + _GAP + metrics.ascent()), about)
    painter.drawText(QPointF(rect.right() - _SIDE - taken + _COUNT_GAP, y + _GAP + metrics.ascent()), status)
    count = wording.number(article.annotations)
    right = rect.right() - _SIDE - metrics.horizontalAdvance(count)
    painter.drawText(QPointF(right, rect.top() + _ABOVE + metrics.ascent() + 1), count)


def _paint_dot(painter: QPainter, middle: QPointF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().color("accent"))
    painter.drawEllipse(middle, _DOT, _DOT)
    painter.restore()


def _title_width(width: int, article: Article) -> int:
    """What a row of `width` pixels leaves to the title beside the count."""
    return width - 2 * _SIDE - _COUNT_GAP - 8 * len(wording.number(article.annotations))


def _title(article: Article) -> str:
    return wording.one_line(article.title[:400]) or "(no title)"


def _title_lines(width: int, article: Article) -> tuple[str, ...]:
    return two_lines(_title(article), _title_width(width, article), bold=article.status == UNREAD)


def _line_count(width: int, article: Article) -> int:
    """On how many lines the title stands, which a list asks of every row, also of those that it does not show."""
    return 1 if is_one_line(_title(article), _title_width(width, article), bold=article.status == UNREAD) else 2


@lru_cache(maxsize=4096)
def is_one_line(words: str, width: int, *, bold: bool = False) -> bool:
    """Whether the words have room on one line of `width` pixels."""
    return QFontMetricsF(theme.ui_font(9.5, bold=bold)).horizontalAdvance(words) <= width


@lru_cache(maxsize=4096)
def two_lines(words: str, width: int, *, bold: bool = False) -> tuple[str, ...]:
    """The words on at most two lines of `width` pixels, the second one shortened where it must be."""
    if is_one_line(words, width, bold=bold):
        return (words,)
    font = theme.ui_font(9.5, bold=bold)
    metrics = QFontMetricsF(font)
    layout = QTextLayout(words, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    # Qt counts UTF-16 units; cut there, never in Python's code points.
    units = words.encode("utf-16-le")
    cut = line.textLength() * 2
    layout.endLayout()
    first, rest = units[:cut].decode("utf-16-le", "replace"), units[cut:].decode("utf-16-le", "replace")
    return first.rstrip(), metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
