"""Reading and selecting: a surface with a caret, a selection, and a place that can be lit."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.text import boundaries
from annotator.text.growing import Growth, Unit
from annotator.text.span import Span
from annotator.ui.article.handles import Handle
from annotator.ui.article.keyboard import Keys
from annotator.ui.article.marks import MarkBook
from annotator.ui.article.mouse import MouseGestures
from annotator.ui.article.painting import Scene
from annotator.ui.article.selection import Selection, Step
from annotator.ui.article.surface import ArticleSurface

Means = Literal["mouse", "keys", "program"]

GLOW = 1400
"""How long a place that was sought glows, in milliseconds."""


class ArticleReader(ArticleSurface):
    """A surface on which text can be selected; what a selection or a key means, subclasses say."""

    span_selected = Signal(object)
    """Span | None, when the mouse lets go or the keyboard has moved."""
    caret_placed = Signal()
    """The caret, or what is selected from it, is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = Selection(self._document)
        self._growth = Growth()
        self._reported: Span | None = None
        self._exact: Span | None = None
        self._seen: tuple[int, int] | None = None
        self._glow: tuple[Span, float] | None = None
        self._keys = Keys(self)
        self._mouse = MouseGestures(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._glowing = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=GLOW)
        self._glowing.setEasingCurve(QEasingCurve.Type.InQuad)
        self._glowing.valueChanged.connect(self._fade)

    # What subclasses say

    def clicked(self, point: QPoint) -> None:
        """The mouse was pressed and let go at a viewport pixel."""

    def understands(self, _event: QKeyEvent) -> bool:
        """Whether a key that is not the caret's own would mean something now."""
        return False

    def answers(self, _event: QKeyEvent) -> bool:
        """Do what such a key means; False if it means nothing here."""
        return False

    def can_escape(self) -> bool:
        """Whether Esc would let go of something."""
        return self.selected_span() is not None

    def escaped(self) -> bool:
        """Let go of what is selected; False if there is nothing to let go of."""
        if self.selected_span() is None:
            return False
        self.select_span(None)
        return True

    def handle_at(self, _point: QPoint) -> Handle | None:
        """The handle at a viewport pixel that a press would grip."""
        return None

    def grip(self, handle: Handle, point: QPoint) -> None:
        """A handle was pressed at a viewport pixel."""

    def drag_handle(self, point: QPoint, *, exact: bool) -> None:
        """The held handle was dragged to a viewport pixel."""

    def drop_handle(self) -> None:
        """The held handle was let go."""

    def _span_changes(self) -> None:
        """A gesture is changing the selection."""

    def _span_rests(self, by: Means) -> None:
        """The selection is what the analyst wanted it to be, for now; `by` says what made it."""

    # Spans

    @property
    def text(self) -> str:
        """The article's text as stored."""
        return self._document.text

    def selected_span(self) -> Span | None:
        """The selected span in code points, or None."""
        return self.selection.span

    def take_exactly(self, span: Span | None) -> None:
        """Keep the quotation marks at the edges of this span when it is tagged, even if they are stray."""
        self._exact = span

    def span_to_tag(self) -> Span | None:
        """What a tag would be given to: the selected span without stray edges; None if it is blank.

        Of one that was taken exactly only white space is left out.
        """
        span = self.selected_span()
        if span is None:
            return None
        tidy = boundaries.without_blanks if span == self._exact else boundaries.tidied
        return tidy(self.text, span)

    def select_span(self, span: Span | None) -> None:
        """Select a span, or leave only the caret; ValueError if the span reaches beyond the text."""
        if span is None:
            self.selection.put(self.selection.caret)
        else:
            span.check_within(self.text)
            self.selection.put(span.start, span.end)
        self.selection_moved()
        self.selection_finished("program")

    def select_all(self) -> None:
        """Select the whole text."""
        self.selection.put(0, len(self.text))
        self.selection_moved()
        self.selection_finished("keys")

    def select_unit(self, unit: Unit) -> None:
        """Select the word, sentence or paragraph at the caret, or widen what is selected to whole ones."""
        span = self.selected_span()
        ends = (span.start, span.end - 1) if span is not None else (self.selection.caret,) * 2
        found = [each for each in (unit(self.text, end) for end in ends) if each is not None]
        if found:
            start, end = min(each.start for each in found), max(each.end for each in found)
            self._take(Span(min(start, ends[0]), max(end, ends[1] + 1)) if span is not None else found[0])

    def grow(self) -> None:
        """Widen the selection to the clause, sentence, paragraph or text around it, from the word at the caret on."""
        found = self._growth.grow(self.text, self.selection.caret, self.selected_span())
        if found is not None:
            self._take(found)

    def shrink(self) -> None:
        """Take back the last growth, else leave only the first smaller unit selected."""
        span = self.selected_span()
        if span is not None:
            offset, before = self._growth.shrink(self.text, span)
            self._take(before, offset)

    def _take(self, span: Span | None, caret: int = 0) -> None:
        """Select a span by keyboard, or put the caret where it was."""
        self.selection.put(caret) if span is None else self.selection.put(span.start, span.end)
        self.caret_moved()

    def step(self, step: Step, *, forward: bool, extend: bool) -> None:
        """Move the caret by one step of the text, taking the anchor along unless `extend`."""
        self.selection.step(step, forward=forward, extend=extend)
        self.caret_moved()

    def copy_selected(self) -> None:
        """Put the selected words on the clipboard, from our own text."""
        span = self.selected_span()
        if span is not None:
            QGuiApplication.clipboard().setText(span.quote(self.text))

    def reveal(self, span: Span, lit: bool = False) -> None:
        """Scroll until a span is on the screen, in the upper third if it was not; `lit` lets it glow a moment."""
        start, end = self._sheet.caret(span.start), self._sheet.caret(span.end)
        height = self.viewport().height()
        if start.top() < 0 or end.bottom() > height:
            tall = end.bottom() - start.top()
            self._bring(span.start, round(max(12, (height - tall) / 3)))
        if lit:
            self._glow = (span, 1.0)
            self._glowing.stop()
            self._glowing.start()

    def _fade(self, strength: float) -> None:
        if self._glow is not None:
            self._update_between(self._glow[0].start, self._glow[0].end)
            self._glow = (self._glow[0], strength) if strength > 0 else None

    def _show_text(self, text: str, book: MarkBook) -> None:
        """Show another text with nothing selected."""
        self._glow = None
        self._show_document(text, book)
        self.selection = Selection(self._document)
        self._seen = None
        self._report()

    # What mouse and keyboard call

    def selection_moved(self) -> None:
        """The selection changes while a gesture is under way: show it."""
        self._exact = None
        self._span_changes()
        self._update_selection()

    def selection_finished(self, by: Means = "mouse") -> None:
        """A gesture is over: tell the span."""
        self._update_selection()
        self._report()
        self._span_rests(by)

    def caret_moved(self) -> None:
        """The keyboard moved the caret: keep it on the screen and tell the span."""
        self.selection_moved()
        self._make_visible(self.selection.caret)
        self._report()
        self._span_rests("keys")

    def _update_selection(self) -> None:
        """Repaint the lines where a selection or the caret was seen, and those where it is now."""
        before, self._seen = self._seen, (self.selection.anchor, self.selection.caret)
        for places in {before, self._seen}:
            if places is not None:
                self._update_between(min(places), max(places))
        if self._seen != before:
            self.caret_placed.emit()

    def _report(self) -> None:
        span = self.selected_span()
        if span != self._reported:
            self._reported = span
            self.span_selected.emit(span)

    # What is painted

    def _selected(self) -> Span | None:
        return self.selection.span

    def _scene(self) -> Scene:
        caret: QRectF | None = None
        if self.hasFocus() and self.text:
            caret = self._sheet.caret(self.selection.caret)
        lit = None
        if self._glow is not None:
            lit = (tuple(self._rects_of(self._glow[0])), self._glow[1])
        return Scene(self._sheet.galley.setting, caret=caret, lit=lit)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture with the left button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.press(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go on counting clicks."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.release(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer a key, or leave it to the window."""
        if not self.text or not self._keys.press(event):
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Claim the text's own keys before a shortcut of the window takes them."""
        # Without this a shortcut of the window that is a bare letter would win over the text's own keys.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(bool(self.text) and self._keys.wants(event))
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self._update_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self._update_selection()
