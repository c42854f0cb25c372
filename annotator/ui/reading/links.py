"""The links of a shown text: which one is where, and the soft line under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.text.span import Span
from annotator.ui import theme

if TYPE_CHECKING:
    from annotator.text.links import Link
    from annotator.ui.article.document import ArticleDocument
    from annotator.ui.article.layout import SetBlock

MARKS = ("://", "www.", "WWW.", "mailto:", "Mailto:", "MAILTO:")
"""What every link has, one of them."""

BELOW = 2.5
"""How far below the baseline the line stands, in pixels."""


def links_of(document: ArticleDocument, number: int) -> list[Link]:
    """The links within a block, with their spans in the article; none that a soft break may have cut."""
    text, start = document.block_text(number), document.starts[number]
    if not any(mark in text for mark in MARKS):
        return []
    from annotator.text.links import Link, links_in  # late: few articles have links

    first = 0 if document.is_soft[number] else -1
    following = number + 1
    last = len(text) if following < document.block_count and document.is_soft[following] else -1
    return [
        Link(Span(start + link.span.start, start + link.span.end), link.address)
        for link in links_in(text)
        if link.span.start != first and link.span.end != last
    ]


def link_at(document: ArticleDocument, offset: int) -> Link | None:
    """The link whose words hold the code point at an offset, or end there."""
    found = links_of(document, document.block_at(offset))
    return next((link for link in found if link.span.start <= offset <= link.span.end), None)


def link_lines(document: ArticleDocument, block: SetBlock) -> list[QRectF]:
    """Where the links of a block are underlined, in pixels from the block's corner; each is one pixel high."""
    from annotator.ui.article.geometry import runs_of  # here, for the article's pictures ask this module

    lines = []
    for link in links_of(document, block.number):
        for line, (left, right) in runs_of(block, *document.in_block(block.number, link.span)):
            lines.append(QRectF(left, line.baseline + BELOW, right - left, 1))
    return lines


def paint_link_lines(painter: QPainter, lines: list[QRectF], left: int, top: int) -> None:
    """Dot the lines of a block whose corner is at these viewport pixels."""
    if not lines:
        return
    pen = QPen(theme.current().color("soft"), 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 2])
    painter.setPen(pen)
    for rect in lines:
        line = rect.translated(left, top)
        painter.drawLine(line.topLeft(), line.topRight())
    painter.setPen(Qt.PenStyle.NoPen)
