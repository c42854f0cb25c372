"""Paints the dots of lanes seen from near, and the boxes with numbers between them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.ui import theme
from annotator.ui.timeline.drawn import Drawn
from annotator.ui.timeline.look import Look
from annotator.ui.timeline.marks import Dot


def paint_dots(painter: QPainter, drawn: Drawn, look: Look) -> None:
    """Draw the dots that were laid out, one colour after the other."""
    by_fill: dict[tuple[int, bool], list[Dot]] = {}
    for dot, is_lit in _lit(drawn):
        by_fill.setdefault((dot.tag, is_lit), []).append(dot)
    if not by_fill:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.number)
    for (tag, is_lit), dots in by_fill.items():
        fill, edge = (look.fills[tag], look.outlines[tag]) if is_lit else (look.faded[tag], None)
        painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        for dot in dots:
            box = QRectF(dot.x - dot.half, dot.y - dot.radius, 2 * dot.half, 2 * dot.radius)
            painter.drawRoundedRect(box, dot.radius, dot.radius)
        painter.setPen(_ink(fill))
        for dot in dots:
            if dot.annotations > 1:
                _number(painter, dot, drawn.in_words(dot.annotations))
    painter.restore()


def _lit(drawn: Drawn) -> Iterator[tuple[Dot, bool]]:
    """Each dot, and whether it is among the chosen."""
    lit: dict[tuple[int, int], bool] = {}
    if drawn.lit is not None:
        bars = drawn.marks.bars
        lit = dict(zip(zip(bars.column.tolist(), bars.tag.tolist(), strict=True), drawn.lit.tolist(), strict=True))
    for place, dots in enumerate(drawn.marks.dots):
        for dot in dots:
            yield dot, lit.get((place, dot.tag), True)


def _number(painter: QPainter, dot: Dot, text: str) -> None:
    measure = painter.fontMetrics()
    baseline = dot.y + measure.capHeight() / 2
    painter.drawText(QPointF(dot.x - measure.horizontalAdvance(text) / 2, baseline), text)


def _ink(fill: QColor) -> QColor:
    """Black or white, whichever is easier to read on the fill."""
    black, white = QColor("#000000"), QColor("#ffffff")
    return black if theme.contrast(fill, black) >= theme.contrast(fill, white) else white
