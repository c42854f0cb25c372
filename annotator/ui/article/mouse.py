"""The mouse in the article: dragging, double, triple and quadruple clicks, extending, and scrolling at the edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.selection import snapped

if TYPE_CHECKING:
    from annotator.ui.article.reader import ArticleReader

DRAG_BEGINS = 4
"""How many pixels the mouse must travel before a click becomes a drag."""

AUTO_SCROLL_EVERY = 30  # milliseconds

Unit = Callable[[str, int], Span | None]
UNITS: dict[int, Unit] = {2: boundaries.word_at, 3: boundaries.sentence_at, 4: boundaries.paragraph_at}


class MouseGestures(QObject):
    """Turns presses, moves and releases over the view's viewport into selections and clicks."""

    def __init__(self, view: ArticleReader) -> None:
        super().__init__(view)
        self._view = view
        self._pressed_at: QPoint | None = None
        self._clicked_at = QPoint()
        self._clicked_when = 0
        self._clicks = 0
        self._is_dragging = False
        self._is_extending = False
        self._has_handle = False
        self._is_exact = False
        self._first: Span | None = None
        self._last_point = QPoint()
        self._edge_timer = QTimer(self, interval=AUTO_SCROLL_EVERY)
        self._edge_timer.timeout.connect(self._scroll_at_edge)

    @property
    def is_busy(self) -> bool:
        """Whether a button is held down."""
        return self._pressed_at is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin a click, a drag, or the extension of what is selected."""
        point = event.position().toPoint()
        self._is_dragging = False
        handle = self._view.handle_at(point)
        if handle is not None:
            self._pressed_at = self._last_point = point
            self._has_handle = True
            self._view.grip(handle, point)
            return
        self._count_click(event, point)
        self._pressed_at = self._last_point = point
        self._is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        offset = self._view.offset_at(point)
        self._first = None
        if self._is_extending:
            self._view.selection.move(offset, extend=True)
        elif self._clicks > 1:
            self._first = UNITS[self._clicks](self._view.text, self._offset_under(point))
            self._select(self._first)
        else:
            self._view.selection.put(offset)
        self._view.selection_moved()

    def move(self, event: QMouseEvent) -> None:
        """Go on with a drag, by whole words or sentences where it began with a double or triple click."""
        if self._pressed_at is None:
            return
        self._last_point = event.position().toPoint()
        self._is_exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if (self._last_point - self._pressed_at).manhattanLength() >= DRAG_BEGINS:
            self._is_dragging = True
        if not self._is_dragging:
            return
        if self._has_handle:
            self._view.drag_handle(self._last_point, exact=self._is_exact)
        else:
            self._drag_to(self._last_point)
        self._scroll_outside()

    def release(self, event: QMouseEvent) -> None:
        """End the gesture: a selection snaps to words (with Alt it stays exact), a click chooses a mark."""
        if self._pressed_at is None:
            return
        if self._has_handle:
            self.abandon()
            self._view.drop_handle()
            return
        self.abandon()
        selection = self._view.selection
        span = selection.span
        if span is None:
            if not self._is_dragging:
                self._view.clicked(event.position().toPoint())
            self._view.selection_finished()
            return
        exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._select(snapped(self._view.text, span, exact=exact), backwards=selection.caret < selection.anchor)
        self._view.selection_finished()

    def abandon(self) -> None:
        """The gesture is over, whatever the mouse does next."""
        self._edge_timer.stop()
        self._pressed_at = None
        self._has_handle = False

    def _count_click(self, event: QMouseEvent, point: QPoint) -> None:
        app = QApplication.instance()
        interval = app.doubleClickInterval() if isinstance(app, QApplication) else 400
        is_near = (point - self._clicked_at).manhattanLength() < DRAG_BEGINS
        follows = event.timestamp() - self._clicked_when < interval and is_near
        if event.type() == QMouseEvent.Type.MouseButtonDblClick:
            self._clicks = self._clicks + 1 if follows and self._clicks > 1 else 2
        else:
            self._clicks = self._clicks + 1 if follows and self._clicks > 1 else 1
        self._clicks = min(self._clicks, max(UNITS))
        self._clicked_when = event.timestamp()
        self._clicked_at = point

    def _offset_under(self, point: QPoint) -> int:
        """The code point under the mouse, where `offset_at` tells the nearest gap between two."""
        offset = self._view.offset_at(point)
        caret = self._view.point_at(offset)
        is_past = point.x() < caret.x() and offset > 0 and abs(point.y() - caret.y()) < 40
        is_left_to_right = not self._view.selection.is_right_to_left()
        return offset - 1 if is_past and is_left_to_right else offset

    def _drag_to(self, point: QPoint) -> None:
        offset = self._view.offset_at(point)
        if self._first is None or self._clicks == 1:
            self._view.selection.move(offset, extend=True)
        else:
            unit = UNITS[self._clicks](self._view.text, offset) or Span(offset, offset + 1)
            start, end = min(self._first.start, unit.start), max(self._first.end, unit.end)
            end = min(end, len(self._view.text))
            self._select(Span(start, end), backwards=unit.start < self._first.start)
        self._view.selection_moved()

    def _select(self, span: Span | None, *, backwards: bool = False) -> None:
        selection = self._view.selection
        if span is None:
            selection.put(selection.caret)
        elif backwards:
            selection.put(span.end, span.start)
        else:
            selection.put(span.start, span.end)

    def _scroll_outside(self) -> None:
        """Scroll on while the mouse is held above or below the viewport."""
        is_outside = not 0 <= self._last_point.y() <= self._view.viewport().height()
        self._edge_timer.start() if is_outside else self._edge_timer.stop()

    def _scroll_at_edge(self) -> None:
        height = self._view.viewport().height()
        y = self._last_point.y()
        beyond = y if y < 0 else y - height
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + max(-60, min(60, beyond)))
        point = QPoint(self._last_point.x(), min(max(0, y), height))
        if self._has_handle:
            self._view.drag_handle(point, exact=self._is_exact)
        else:
            self._drag_to(point)
