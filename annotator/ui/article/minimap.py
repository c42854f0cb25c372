"""The strip beside the text: where its annotations are, which part is on the screen; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.records import Annotation
from annotator.ui import theme, wording
from annotator.ui.article.inks import readable
from annotator.ui.article.reader import ArticleReader

WIDTH = 12
SLOT = 5
"""The height in pixels of one mark; marks nearer to each other than that share their place."""

TICK, TICK_WIDTH = 3, 5
"""The height and width in pixels of one tick beside the track, where something was found."""

MOST_NAMED = 6
LONGEST_QUOTE = 60
GATHER_DELAY = 60
MARGIN = 14


class MiniMap(QWidget):
    """Marks at the heights of the annotations over a track that is also the scroll bar."""

    def __init__(self, surface: ArticleReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surface = surface
        self._marks: dict[int, list[str]] = {}
        self._ticks: list[int] = []
        self._picture: QPixmap | None = None
        self._part_seen: QRectF | None = None
        self._grip: float | None = None
        self._sought: Annotation | None = None
        self._timer = QTimer(self, interval=GATHER_DELAY, singleShot=True)
        self._timer.timeout.connect(self._gather)
        self.setFixedWidth(WIDTH + MARGIN // 2)
        self.setAccessibleName("Annotations in the whole article")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        surface.arranged.connect(self._look_again)
        theme.announcer().changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """The size that shows everything, in pixels."""
        return QSize(WIDTH + MARGIN // 2, 100)

    def _look_again(self) -> None:
        if self._view_part() != self._part_seen:
            self.update()
        self._timer.start()

    def _restyle(self) -> None:
        self._picture = None
        self.update()

    def _track(self) -> QRectF:
        return QRectF(0, MARGIN, WIDTH, max(1, self.height() - 2 * MARGIN))

    def _gather(self) -> None:
        track = self._track()
        marks: dict[int, list[str]] = {}
        for share, color in self._surface.mark_places():
            slot = int(share * (track.height() - SLOT) / SLOT) * SLOT
            colors = marks.setdefault(slot, [])
            if color not in colors and len(colors) < 3:
                colors.append(color)
        ticks = self._gather_ticks()
        if marks != self._marks or ticks != self._ticks:
            self._marks, self._ticks = marks, ticks
            self._restyle()

    def _annotations_at(self, y: float) -> list[Annotation]:
        """The annotations whose mark is at a height of the widget, in pixels."""
        track = self._track()
        slots = (int(share * (track.height() - SLOT) / SLOT) * SLOT for share, _ in self._surface.mark_places())
        pairs = zip(self._surface.painted_annotations(), slots, strict=True)
        return [one for one, slot in pairs if slot <= y - track.top() < slot + SLOT]

    def event(self, event: QEvent) -> bool:
        """Say which annotations the mark under the mouse stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._annotations_at(event.pos().y())
            QToolTip.showText(event.globalPos(), named(found), self) if found else QToolTip.hideText()
            return True
        return super().event(event)

    def _gather_ticks(self) -> list[int]:
        """The heights in the track, in pixels, at which something was found."""
        surface, slots = self._surface, max(1, round(self._track().height() / TICK))
        if surface.finds is None:
            return []
        whole = max(surface.sheet.height, surface.viewport().height(), 1)
        return [slot * TICK for slot in surface.finds.shares(surface.sheet, whole, slots)]

    def _view_part(self) -> QRectF | None:
        """The part of the track that is on the screen, or None when everything is."""
        bar, track = self._surface.verticalScrollBar(), self._track()
        whole = bar.maximum() + bar.pageStep()
        if bar.maximum() <= 0:
            return None
        tall = max(24.0, track.height() * bar.pageStep() / whole)
        top = track.top() + (track.height() - tall) * bar.value() / bar.maximum()
        return QRectF(track.left(), top, track.width(), tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint."""
        now, track = theme.current(), self._track()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("track"))
        painter.drawRoundedRect(track, 4, 4)
        part = self._part_seen = self._view_part()
        if part is not None:
            painter.setBrush(theme.mixed(now.color("soft"), now.color("track"), 0.28))
            painter.drawRoundedRect(part, 4, 4)
        if self._picture is None:
            self._picture = self._drawn_marks()
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _drawn_marks(self) -> QPixmap:
        """The marks alone, drawn once: while the text scrolls they stay where they are."""
        picture = QPixmap(self.size() * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        track = self._track()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for slot, colors in self._marks.items():
            width = (WIDTH - 4) / len(colors)
            for n, color in enumerate(colors):
                painter.setBrush(readable(color, 2.2))
                mark = QRectF(track.left() + 2 + n * width, track.top() + slot, width - (n < len(colors) - 1), 4)
                painter.drawRoundedRect(mark, 2, 2)
        painter.setBrush(theme.current().color("accent"))
        for tick in self._ticks:
            painter.drawRect(QRectF(track.right() + 1, track.top() + tick, TICK_WIDTH, TICK - 1))
        painter.end()
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw and place the marks anew."""
        super().resizeEvent(event)
        self._picture = None
        self._timer.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the slider, or bring it under the mouse; the annotations of a mark that is clicked light up."""
        part, y = self._view_part(), event.position().y()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        is_on_slider = part is not None and part.top() <= y <= part.bottom()
        self._sought = None if is_on_slider else next(iter(self._annotations_at(y)), None)
        if part is None:
            return
        self._grip = y - part.top() if is_on_slider else part.height() / 2
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the slider."""
        if self._grip is not None:
            self._go(event.position())
            self._sought = None

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let the slider go, and light up what was clicked."""
        self._grip = None
        if self._sought is not None:
            self._surface.reveal(self._sought.span, lit=True)
            self._sought = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._surface.verticalScrollBar(), event)

    def _go(self, place: QPointF) -> None:
        part, bar, track = self._view_part(), self._surface.verticalScrollBar(), self._track()
        if part is None or self._grip is None:
            return
        free = max(1.0, track.height() - part.height())
        share = (place.y() - self._grip - track.top()) / free
        bar.setValue(round(min(max(0.0, share), 1.0) * bar.maximum()))


def named(annotations: Sequence[Annotation]) -> str:
    """Tag and quote of some annotations, a line each, escaped, so that no quote is ever taken for a page of HTML."""
    from html import escape  # late: nothing is hovered before the first picture

    lines = [
        f"<b>{escape(one.tag)}</b> {escape(wording.one_line(one.quote, LONGEST_QUOTE))}"
        for one in annotations[:MOST_NAMED]
    ]
    if len(annotations) > MOST_NAMED:
        lines.append(f"+{wording.number(len(annotations) - MOST_NAMED)}")
    return "<p>" + "<br>".join(lines) + "</p>"
