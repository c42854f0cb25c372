"""The card beside the pointed bin: period, counts and shares; drawn as plain text, whatever a tag is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui import theme

PADDING, LINE, SWATCH, ROUNDING = 10, 19, 9, 6.0
WIDEST_NAME = 220
AWAY = 14  # pixels between the card and what it explains


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag's line: its fill, perhaps an outline, its name, count, and share of the bin (0 to 1)."""

    fill: QBrush
    edge: QColor | None
    name: str
    count: int
    share: float
    strong: bool = False


class Card(QWidget):
    """A small card that takes neither mouse nor focus; lives in the window, over everything."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title, self._foot = "", ""
        self._entries: Sequence[Entry] = ()
        self._bold, self._plain = theme.ui_font(9, bold=True), theme.ui_font(9)
        self.hide()

    def tell(self, title: str, entries: Sequence[Entry], foot: str) -> None:
        """Take other words and the size they need."""
        self._title, self._entries, self._foot = title, entries, foot
        self.resize(self.sizeHint())
        self.update()

    def title(self) -> str:
        """Its first line: the bin."""
        return self._title

    def words(self) -> str:
        """All that the card says, line by line."""
        lines = [f"{entry.name} {entry.count:,} {entry.share:.0%}" for entry in self._entries]
        return "\n".join([self._title, *lines, self._foot])

    def sizeHint(self) -> QSize:
        """Wide enough for the longest line."""
        bold, plain = QFontMetrics(self._bold), QFontMetrics(self._plain)
        names = max((plain.horizontalAdvance(entry.name) for entry in self._entries), default=0)
        width = max(
            bold.horizontalAdvance(self._title),
            plain.horizontalAdvance(self._foot),
            min(names, WIDEST_NAME) + SWATCH + 110,
        )
        return QSize(width + 2 * PADDING + 6, LINE * (2 + len(self._entries)) + 2 * PADDING + 2)

    def show_beside(self, point: QPoint) -> None:
        """Stand right of a point of the window, or left of it where the window ends, inside the window."""
        room = self.window().rect().adjusted(4, 4, -4, -4)
        left = point.x() + AWAY
        if left + self.width() > room.right():
            left = point.x() - AWAY - self.width()
        top = min(point.y() - self.height() // 2, room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame and lines."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.color("line"), 1))
        painter.setBrush(now.color("field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), ROUNDING, ROUNDING)
        line = QRect(PADDING, PADDING, self.width() - 2 * PADDING, LINE)
        self._write(painter, line, self._title, role="ink", bold=True)
        for entry in self._entries:
            line.translate(0, LINE)
            self._paint_entry(painter, line, entry)
        line.translate(0, LINE + 2)
        self._write(painter, line, self._foot, role="soft")

    def _paint_entry(self, painter: QPainter, line: QRect, entry: Entry) -> None:
        painter.setPen(QPen(entry.edge, 1) if entry.edge else Qt.PenStyle.NoPen)
        painter.setBrush(entry.fill)
        middle = line.top() + LINE / 2
        painter.drawRoundedRect(QRectF(line.left() + 0.5, middle - SWATCH / 2, SWATCH, SWATCH), 2, 2)
        words = line.adjusted(SWATCH + 8, 0, -88, 0)
        name = QFontMetrics(self._plain).elidedText(entry.name, Qt.TextElideMode.ElideRight, words.width())
        self._write(painter, words, name, role="ink", bold=entry.strong)
        count = line.adjusted(line.width() - 90, 0, -42, 0)
        self._write(painter, count, f"{entry.count:,}", role="ink", bold=entry.strong, right=True)
        self._write(painter, line, f"{entry.share:.0%}", role="soft", right=True)

    def _write(
        self, painter: QPainter, box: QRect, text: str, *, role: str, bold: bool = False, right: bool = False
    ) -> None:
        painter.setFont(self._bold if bold else self._plain)
        painter.setPen(theme.current().color(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
