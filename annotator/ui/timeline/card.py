"""The card of the pointed bin: period, counts, shares, changes, quotes; plain text, whatever a tag is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui import theme
from annotator.ui.locality import almanac
from annotator.ui.timeline import quotes
from annotator.ui.timeline.quotes import Quoted

PADDING, LINE, SWATCH, ROUNDING = 10, 19, 9, 6.0
WIDEST_NAME = 220
WIDEST = 460  # pixels
AWAY = 14  # pixels between the card and what it explains
RULE = 13  # pixels that a line between two parts takes
MOST_ENTRIES = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag's line: its fill, perhaps an outline, its name, count, and share of the bin (0 to 1)."""

    fill: QBrush
    edge: QColor | None
    name: str
    count: int
    share: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What changed against the bin before: of what, and by how much."""

    name: str
    words: str


class Card(QWidget):
    """A small card that takes neither mouse nor focus; lives in the window, over everything."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title, self._foot, self._more = "", "", ""
        self._entries: Sequence[Entry] = ()
        self._changes: Sequence[Change] = ()
        self._quotes: tuple[Quoted, ...] = ()
        self._bold, self._plain = theme.ui_font(9, bold=True), theme.ui_font(9)
        self._small = theme.ui_font(8.5)
        self._measures = QFontMetrics(self._plain), QFontMetrics(self._bold)  # made once: it follows the mouse
        self.hide()

    def tell(self, title: str, entries: Sequence[Entry], foot: str, changes: Sequence[Change] = ()) -> None:
        """Take other words, without quotes, and the size they need."""
        self._title, self._foot, self._changes = title, foot, changes
        self._entries, left_out = _foremost(entries)
        self._more = f"and {almanac().number(left_out)} more" if left_out else ""
        self._quotes = ()
        self.resize(self.sizeHint())
        self.update()

    def quote(self, found: Sequence[Quoted]) -> None:
        """Show quotes below what is told; whoever asked for them puts the card in its place again."""
        self._quotes = tuple(found)
        self.resize(self.sizeHint())
        self.update()

    def quoted(self) -> tuple[Quoted, ...]:
        """The quotes shown."""
        return self._quotes

    def title(self) -> str:
        """Its first line: the bin."""
        return self._title

    def words(self) -> str:
        """All that the card says, line by line."""
        number = almanac().number
        lines = [f"{entry.name} {number(entry.count)} {_percent(entry.share)}" for entry in self._entries]
        changes = [f"{change.name}: {change.words}" for change in self._changes]
        said = [f"“{quote.words}” {quote.source}" for quote in self._quotes]
        return "\n".join([self._title, *lines, *filter(None, [self._more]), self._foot, *changes, *said])

    def sizeHint(self) -> QSize:
        """Wide enough for the longest line."""
        plain, bold = self._measures
        names = max((plain.horizontalAdvance(entry.name) for entry in self._entries), default=0)
        changes = max(
            (
                min(plain.horizontalAdvance(one.name), WIDEST_NAME) + plain.horizontalAdvance(one.words) + 24
                for one in self._changes
            ),
            default=0,
        )
        width = max(
            bold.horizontalAdvance(self._title),
            plain.horizontalAdvance(self._foot),
            min(names, WIDEST_NAME) + SWATCH + 110,
            changes,
            quotes.WIDTH if self._quotes else 0,
        )
        width = min(width, WIDEST) + 6
        lines = 2 + len(self._entries) + bool(self._more) + len(self._changes)
        height = LINE * lines + 2 * PADDING + 2 + bool(self._changes) * RULE
        if self._quotes:
            height += RULE + quotes.height_of(self._quotes, self._plain, width)
        return QSize(width + 2 * PADDING, height)

    def show_beside(self, point: QPoint) -> None:
        """Stand right of a point of the window, or left of it where the window ends, inside the window."""
        self._show_at(point.x(), point.x(), point.y())

    def show_for(self, column: QRect, roof: int) -> None:
        """Stand above `roof`, over the middle of a column, so that the bars stay in sight; else beside the column.

        Both are in pixels of the window. Quotes that come later have room, so that the card does not leap for them.
        """
        room = self.window().rect().adjusted(4, 4, -4, -4)
        to_come = 0 if self._quotes else RULE + quotes.MOST_HEIGHT
        if roof - self.height() - to_come < room.top():
            self._show_at(column.left(), column.right() + 1, column.top())
            return
        left = min(column.center().x() - self.width() // 2, room.right() - self.width())
        self._show(max(left, room.left()), roof - self.height())

    def _show_at(self, left: int, right: int, y: int) -> None:
        """Stand right of `right`, where there is no room left of `left`, and never between them if it can be."""
        room = self.window().rect().adjusted(4, 4, -4, -4)
        x = right + AWAY
        if x + self.width() > room.right():
            x = left - AWAY - self.width()
        if x < room.left():  # no room on either side: as far away as can be
            x = room.left() if left - room.left() > room.right() - right else room.right() - self.width()
        top = min(y - self.height() // 2, room.bottom() - self.height())
        self._show(max(x, room.left()), max(top, room.top()))

    def _show(self, left: int, top: int) -> None:
        self.move(left, top)
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
        if self._more:
            line.translate(0, LINE)
            self._write(painter, line.adjusted(SWATCH + 8, 0, 0, 0), self._more, role="soft")
        line.translate(0, LINE + 2)
        self._write(painter, line, self._foot, role="soft")
        self._paint_changes(painter, line)
        if self._quotes:
            self._paint_rule(painter, line)
            box = QRectF(PADDING, line.bottom() + RULE, line.width(), 0)
            quotes.paint(painter, box, self._quotes, (self._plain, self._small))

    def _paint_changes(self, painter: QPainter, line: QRect) -> None:
        """Draw the changes below a line that is moved along."""
        if not self._changes:
            return
        self._paint_rule(painter, line)
        line.translate(0, RULE)
        for change in self._changes:
            line.translate(0, LINE)
            words = self._measures[0].horizontalAdvance(change.words)
            self._write(painter, line.adjusted(0, 0, -words - 12, 0), change.name, role="soft")
            self._write(painter, line, change.words, role="ink", right=True)

    def _paint_rule(self, painter: QPainter, line: QRect) -> None:
        y = line.bottom() + RULE // 2 + 0.5
        painter.setPen(QPen(theme.current().color("line"), 1))
        painter.drawLine(PADDING, round(y), self.width() - PADDING, round(y))

    def _paint_entry(self, painter: QPainter, line: QRect, entry: Entry) -> None:
        painter.setPen(QPen(entry.edge, 1) if entry.edge else Qt.PenStyle.NoPen)
        painter.setBrush(entry.fill)
        middle = line.top() + LINE / 2
        painter.drawRoundedRect(QRectF(line.left() + 0.5, middle - SWATCH / 2, SWATCH, SWATCH), 2, 2)
        self._write(painter, line.adjusted(SWATCH + 8, 0, -88, 0), entry.name, role="ink", bold=entry.strong)
        count = line.adjusted(line.width() - 90, 0, -42, 0)
        self._write(painter, count, almanac().number(entry.count), role="ink", bold=entry.strong, right=True)
        self._write(painter, line, _percent(entry.share), role="soft", right=True)

    def _write(
        self, painter: QPainter, box: QRect, text: str, *, role: str, bold: bool = False, right: bool = False
    ) -> None:
        font: QFont = self._bold if bold else self._plain
        painter.setFont(font)
        painter.setPen(theme.current().color(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = self._measures[bold].elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _percent(share: float) -> str:
    return almanac().digit(f"{share:.0%}")


def _foremost(entries: Sequence[Entry]) -> tuple[list[Entry], int]:
    """The largest entries and the strong ones in their order, and how many there are besides."""
    if len(entries) <= MOST_ENTRIES + 1:
        return list(entries), 0
    order = sorted(range(len(entries)), key=lambda place: (not entries[place].strong, -entries[place].count))
    kept = sorted(order[:MOST_ENTRIES])
    return [entries[place] for place in kept], len(entries) - len(kept)
