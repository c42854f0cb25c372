"""The mouse in the article: dragging, double, triple and quadruple clicks, extending, and scrolling at the edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
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
        self._has_handle = False
        self._is_exact = False
        self._unit: Unit | None = None
        self._first: Span | None = None
        self._kept = (0, 0)  # anchor and caret that a press with Shift found
        self._rested: Span | None = None  # what the last gesture left selected
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
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._begin_extending(point)
        else:
            self._unit = UNITS.get(self._clicks)
            self._first = self._unit(self._view.text, self._offset_under(point)) if self._unit is not None else None
            self._kept = (self._view.offset_at(point),) * 2
            self._select(self._first, self._kept[0])
        self._view.selection_moved()

    def _begin_extending(self, point: QPoint) -> None:
        """Take in what lies between the selection and a point, by sentences where it was made by them."""
        selection = self._view.selection
        if self._unit is None or self._rested is None or self._rested != selection.span:
            self._unit = self._first = None
            self._kept = selection.anchor, selection.caret
        self._drag_to(point)

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
        taken, place = snapped(self._view.text, span, exact=exact), selection.caret
        self._select(taken, place, backwards=place < selection.anchor)
        self._rested = taken
        if exact:
            self._view.take_exactly(taken)
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
        found = self._view.sheet.offset_under(QPointF(point))
        return self._view.offset_at(point) if found is None else found

    def _drag_to(self, point: QPoint) -> None:
        offset = self._view.offset_at(point)
        if self._unit is None or self._first is None:
            anchor, caret = self._kept
            start, end = min(anchor, caret), max(anchor, caret)
            # Whichever side of what was selected the point is on, nothing of it gets lost.
            self._view.selection.put(end if offset < start else start if offset > end else anchor, offset)
        else:
            unit = self._unit(self._view.text, offset) or Span(offset, offset + 1)
            start, end = min(self._first.start, unit.start), max(self._first.end, unit.end)
            end = min(end, len(self._view.text))
            self._select(Span(start, end), offset, backwards=unit.start < self._first.start)
        self._view.selection_moved()

    def _select(self, span: Span | None, place: int, *, backwards: bool = False) -> None:
        """Select a span; with None put the caret to a place."""
        selection = self._view.selection
        if span is None:
            selection.put(place)
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
