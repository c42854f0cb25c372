"""The axes: values on the left, two tiers of the calendar below, and the gutter of the undated."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pyqtgraph
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from annotator.timeline.caption import isolated
from annotator.timeline.ticks import Tick, Tiers
from annotator.ui.timeline.fills import group_of, paint_group
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.look import Look
from annotator.ui.timeline.marks import Column
from annotator.ui.timeline.outline import NO_OUTLINE, Outline
from annotator.ui.timeline.outline_marks import paint_outline

NUMBER_APART = "  "  # between the name of a lane and its peak
TIER = 16.0  # pixels of one row of the calendar axis
NAME_APART, TINY_APART = 11.5, 8.5  # pixels; what stands closer to the label above it is small, then left out
Option = QStyleOptionGraphicsItem


class ValueAxis(pyqtgraph.GraphicsWidget):
    """Labels right-aligned beside the plot, each at its pixel from the top."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: Sequence[tuple[float, str]] = ()
        self._look: Look | None = None

    def show_labels(self, labels: Sequence[tuple[float, str]], look: Look) -> None:
        """Take other labels."""
        self._labels, self._look = labels, look
        self.update()

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """Draw the labels."""
        if self._look is None:
            return
        labels = sorted(self._labels)
        crowded = any(below - above < NAME_APART for (above, _), (below, _) in pairwise(labels))
        font = self._look.tiny if crowded else self._look.small
        painter.setFont(font)
        painter.setPen(self._look.soft)
        measure = QFontMetricsF(font)
        width, last = self.rect().width() - 8, -NAME_APART
        for y, label in labels:
            if y - last < TINY_APART:
                continue
            last = y
            text = _shortened(label, measure, width)
            box = QRectF(0, y - 9, width, 18)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side | Qt.TextFlag.TextSingleLine, text)


def _shortened(label: str, measure: QFontMetricsF, width: float) -> str:
    """A label as wide as this at most; the number behind a lane's name stays."""
    if measure.horizontalAdvance(label) <= width:
        return label
    name, gap, number = label.rpartition(NUMBER_APART)
    name = measure.elidedText(name, Qt.TextElideMode.ElideRight, width - measure.horizontalAdvance(gap + number))
    return isolated(name) + gap + number if gap else measure.elidedText(label, Qt.TextElideMode.ElideRight, width)


class Title(pyqtgraph.GraphicsWidget):
    """The line over the plot that says what its values count."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._look: Look | None = None

    def width_of(self, words: str) -> float:
        """The pixels that these words need."""
        return QFontMetricsF(self._look.small).horizontalAdvance(words) + 2 if self._look is not None else 0.0

    def show_words(self, words: str, look: Look) -> None:
        """Take other words."""
        if (words, look) != (self._words, self._look):
            self._words, self._look = words, look
            self.update()

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """Draw the words, fewer of them where the plot is narrow."""
        if self._look is None:
            return
        painter.setFont(self._look.small)
        painter.setPen(self._look.soft)
        words = self._fitting(QFontMetricsF(self._look.small), self.rect().width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, 0, -1), side | Qt.TextFlag.TextSingleLine, words)

    def _fitting(self, measure: QFontMetricsF, width: float) -> str:
        """As many of the parts between commas as there is room for; only the first one is ever cut."""
        words = self._words
        while ", " in words and measure.horizontalAdvance(words) > width:
            words = words.rpartition(", ")[0]
        return measure.elidedText(words, Qt.TextElideMode.ElideRight, width)


class CalendarAxis(pyqtgraph.GraphicsWidget):
    """Two rows of dates under the plot; the upper tier's current interval stays in view on the left."""

    def __init__(self) -> None:
        super().__init__()
        self._tiers = Tiers((), ())
        self._frame: Frame | None = None
        self._look: Look | None = None

    def show_tiers(self, tiers: Tiers, frame: Frame, look: Look) -> None:
        """Take other dates."""
        self._tiers, self._frame, self._look = tiers, frame, look
        self.update()

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """Draw the baseline, ticks and labels."""
        if self._look is None or self._frame is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._look.soft, 1))
        painter.drawLine(0, 0, round(self.rect().width()), 0)
        is_low = self.rect().height() < TIER * 2
        taken = self._paint_tier(painter, self._frame, self._tiers.upper, 0 if is_low else 1, is_upper=True)
        self._paint_tier(painter, self._frame, self._tiers.lower, 0, taken=taken if is_low else ())

    def _paint_tier(
        self,
        painter: QPainter,
        frame: Frame,
        ticks: Sequence[Tick],
        row: int,
        *,
        is_upper: bool = False,
        taken: Sequence[tuple[float, float]] = (),
    ) -> list[tuple[float, float]]:
        """Draw the ticks of one tier in a row, leaving out labels where something stands; returns where they stand."""
        assert self._look is not None
        placed = []
        font = self._look.small_bold if is_upper else self._look.small
        measure = QFontMetricsF(font)
        painter.setFont(font)
        for tick in ticks:
            left, right = frame.x(tick.start), frame.x(tick.end)
            if left >= 0:
                painter.setPen(QPen(self._look.line if is_upper else self._look.soft, 1))
                painter.drawLine(round(left), 1, round(left), round(TIER * (row + 1)) if is_upper else 4)
            at, room = max(left, 0.0) + 4, min(right, frame.width) - max(left, 0.0) - 6
            width = measure.horizontalAdvance(tick.label)
            if width <= room and not any(at < end + 4 and start - 4 < at + width for start, end in taken):
                painter.setPen(self._look.ink if is_upper else self._look.soft)
                box = QRectF(at, 2 + row * TIER, room + 4, TIER)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tick.label)
                placed.append((at, at + width))
        return placed


class Gutter(pyqtgraph.GraphicsWidget):
    """The undated annotations: a dashed place of their own, their bar on the plot's scale, and their number."""

    def __init__(self) -> None:
        super().__init__()
        self._column: Column | None = None
        self._look: Look | None = None
        self._count = ""
        self._plot_height = 0.0
        self._lit: tuple[bool, ...] = ()
        self._under_cursor = False
        self._outline = NO_OUTLINE

    def show_outline(self, outline: Outline) -> None:
        """Take the outline of the other counts' undated."""
        self._outline = outline

    def show_column(self, column: Column, count: str, look: Look, plot_height: float) -> None:
        """Take other bars; `plot_height` in pixels."""
        self._column, self._count, self._look, self._plot_height = column, count, look, plot_height
        self._lit = (True,) * len(column.bars)
        self.update()

    def light(self, lit: tuple[bool, ...], *, under_cursor: bool) -> None:
        """Say which bars are among the chosen ones, and whether the cursor stands here."""
        self._lit, self._under_cursor = lit, under_cursor
        self.update()

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """Draw frame, bars, number and name."""
        if self._look is None or self._column is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_frame(painter, self._look)
        for bar, lit in zip(self._column.bars, self._lit, strict=True):
            fill = self._look.brushes[bar.tag] if lit else self._look.faded_brushes[bar.tag]
            edge = self._look.outlines[bar.tag] if lit else None
            color = (self._look.fills if lit else self._look.faded)[bar.tag]
            box, small = group_of(bar, faint=edge is not None), self._look.small_brushes[bar.tag]
            paint_group(painter, box, fill, color, edge, small=small)
        paint_outline(painter, self._outline, self._look)
        self._paint_words(painter, self._look)

    def _paint_frame(self, painter: QPainter, look: Look) -> None:
        assert self._column is not None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(look.ink if self._under_cursor else look.line, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        left, right = self._column.left, self._column.right
        painter.drawRect(QRectF(left, 0, right - left - 1, self._plot_height))

    def _paint_words(self, painter: QPainter, look: Look) -> None:
        assert self._column is not None
        left, width = self._column.left, self._column.right - self._column.left
        tops = [*(bar.top for bar in self._column.bars), *self._outline.boxes[:, 1].tolist()]
        top = min(tops, default=self._plot_height)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.soft)
        painter.setFont(look.small_bold)
        lowest = max((bar.bottom for bar in self._column.bars), default=0.0)
        if top >= 18:
            painter.drawText(QRectF(left, top - 18, width, 17), centre, self._count)
        elif lowest <= self._plot_height - 18:  # the undated of the upper lanes only
            painter.drawText(QRectF(left, self._plot_height - 18, width, 17), centre, self._count)
        painter.setFont(look.small)
        painter.drawText(QRectF(left - 8, self._plot_height + 2, width + 16, TIER), centre, "no date")
