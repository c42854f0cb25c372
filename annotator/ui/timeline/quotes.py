"""The quotes on the card: a line or two of each in its own direction, and where it stands; all of it plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from annotator.ui import theme, wording

LINES = 2
LINE, SOURCE_LINE, GAP = 17.0, 16.0, 7.0  # pixels: a line of a quote, what stands below it, between two quotes
MOST_HEIGHT = 168  # pixels of three quotes
WIDTH = 300  # pixels of a card with quotes, at least
LONGEST = 240  # code points; more never fit
_TIGHTER = (1.97, 1.9, 1.8, 1.7, 1.55, 1.4, 1.0)  # widths to which words are cut until they fit on two lines


@dataclass(frozen=True, slots=True)
class Quoted:
    """Some words on one line, and what is said of them: source and day."""

    words: str
    source: str


def height_of(quotes: Sequence[Quoted], font: QFont, width: float) -> int:
    """The pixels that these quotes take in a box of this width."""
    lines = sum(laid_out(quote.words, font, width).lineCount() for quote in quotes)
    return round(lines * LINE + len(quotes) * (SOURCE_LINE + GAP) - GAP)


def paint(painter: QPainter, box: QRectF, quotes: Sequence[Quoted], faces: tuple[QFont, QFont]) -> None:
    """Draw the quotes one below the other; the faces are those of the words and of what stands below them."""
    top, now = box.top(), theme.current()
    for quote in quotes:
        lines = laid_out(quote.words, faces[0], box.width())
        painter.setPen(now.color("ink"))
        lines.draw(painter, QPointF(box.left(), top))
        under = QRectF(box.left(), top + lines.lineCount() * LINE, box.width(), SOURCE_LINE)
        side = Qt.AlignmentFlag.AlignLeft if direction(quote.words) is _LEFT_TO_RIGHT else Qt.AlignmentFlag.AlignRight
        painter.setPen(now.color("soft"))
        painter.setFont(faces[1])
        source = QFontMetricsF(faces[1]).elidedText(
            wording.apart(quote.source), Qt.TextElideMode.ElideRight, under.width()
        )
        painter.drawText(under, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, source)
        top = under.bottom() + GAP


def laid_out(words: str, font: QFont, width: float) -> QTextLayout:
    """The words on two lines at most, in quotation marks, with an ellipsis where there is no room for all."""
    words = f"“{words}”"
    layout = _wrapped(words, font, width)
    for share in _TIGHTER:
        if layout.lineCount() <= LINES:
            break
        shorter = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, share * width)
        layout = _wrapped(shorter, font, width)
    return layout


_LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight


def direction(words: str) -> Qt.LayoutDirection:
    """The direction of the first letter that has one."""
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            break
    return _LEFT_TO_RIGHT


def _wrapped(words: str, font: QFont, width: float) -> QTextLayout:
    side = Qt.AlignmentFlag.AlignLeft if direction(words) is _LEFT_TO_RIGHT else Qt.AlignmentFlag.AlignRight
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(direction(words))
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words, font)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += LINE
    layout.endLayout()
    return layout
