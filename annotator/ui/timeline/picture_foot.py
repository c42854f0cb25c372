"""What stands under an exported chart: its legend and its caption, in as many lines as their words need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from annotator.timeline.caption import APART as PARTS
from annotator.ui import theme

LINE, PADDING, BETWEEN = 18.0, 14.0, 18.0  # pixels
SWATCH, SWATCH_HEIGHT = 16.0, 11.0  # so wide that it shows a pattern
BESIDE_SWATCH, BESIDE_NAME = 6.0, 5.0
BETWEEN_PARTS = 4.0  # chart, legend and caption
FINE = 1 / 64  # of a pixel: what fits on paper must not be broken by a rounding


class Named(NamedTuple):
    """One entry of the legend."""

    fill: QBrush
    edge: QColor | None
    name: str
    number: str


class _Entry(NamedTuple):
    """A laid out entry: its corner under the chart, and its name in one line or more."""

    left: float
    top: float
    one: Named
    words: QTextLayout
    width: float  # of the name


class Foot:
    """Legend and caption for a picture `width` pixels wide."""

    def __init__(self, legend: Sequence[Named], caption: Sequence[str], width: float) -> None:
        self._font = theme.ui_font(8.5)
        self._measure = QFontMetricsF(self._font)
        self._width = max(width - 2 * PADDING, 40.0)
        top = BETWEEN_PARTS
        self._entries = list(self._lay_out(legend, top))
        if self._entries:
            last = self._entries[-1]
            top = last.top + LINE * last.words.lineCount() + BETWEEN_PARTS
        self._lines: list[tuple[float, QTextLayout]] = []
        for words in (line for said in caption for line in self._broken(said)):
            laid = _laid(words, self._font, self._width)
            self._lines.append((top, laid))
            top += LINE * laid.lineCount()
        self.height = top + PADDING - BETWEEN_PARTS

    def _lay_out(self, legend: Sequence[Named], top: float) -> Iterator[_Entry]:
        """Entries beside each other; one that a line is too short for has lines of its own."""
        left, beside = 0.0, SWATCH + BESIDE_SWATCH
        for one in legend:
            number = BESIDE_NAME + self._measure.horizontalAdvance(one.number)
            name = _laid(one.name, self._font, self._width - beside - number)
            width = max(name.lineAt(line).naturalTextWidth() for line in range(name.lineCount()))
            if left and left + beside + width + number > self._width + FINE:
                left, top = 0.0, top + LINE
            yield _Entry(PADDING + left, top, one, name, width)
            left += beside + width + number + BETWEEN
            if name.lineCount() > 1:
                left, top = 0.0, top + LINE * name.lineCount()

    def _broken(self, words: str) -> list[str]:
        """The words in lines that end, where they can, between two parts."""
        lines = [""]
        for part in words.split(PARTS):
            longer = f"{lines[-1]}{PARTS}{part}" if lines[-1] else part
            if not lines[-1] or self._measure.horizontalAdvance(longer) <= self._width:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it below the pixel `top`."""
        now = theme.current()
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for entry in self._entries:
            self._paint_entry(painter, entry, top + entry.top)
        painter.setPen(now.color("soft"))
        for line, words in self._lines:
            words.draw(painter, QPointF(PADDING, top + line))

    def _paint_entry(self, painter: QPainter, entry: _Entry, top: float) -> None:
        now, one = theme.current(), entry.one
        painter.setPen(QPen(one.edge, 1) if one.edge else Qt.PenStyle.NoPen)
        painter.setBrush(one.fill)
        painter.drawRect(QRectF(entry.left, top + (LINE - SWATCH_HEIGHT) // 2, SWATCH, SWATCH_HEIGHT))
        painter.setPen(now.color("ink"))
        name = entry.left + SWATCH + BESIDE_SWATCH
        entry.words.draw(painter, QPointF(name, top))
        painter.setPen(now.color("soft"))
        lines = entry.words.lineCount()
        end = name + (entry.words.lineAt(lines - 1).naturalTextWidth() if lines > 1 else entry.width)
        box = QRectF(end + BESIDE_NAME, top + LINE * (lines - 1), self._width, LINE)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side | Qt.TextFlag.TextSingleLine, one.number)


def _laid(words: str, font: QFont, width: float) -> QTextLayout:
    """The words in lines of this width, each in the middle of a line of the picture; no word is cut."""
    laid = QTextLayout(words, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(option)
    laid.beginLayout()
    number = 0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(max(width, 20.0) + FINE)
        line.setPosition(QPointF(0, LINE * number + (LINE - line.height()) / 2))
        number += 1
    laid.endLayout()
    return laid
