"""Changing the span of the chosen annotation: its handles, its edges by key, cutting it, joining it with the next."""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.records import Annotation, AnnotationId
from annotator.text import edges
from annotator.text.span import Span
from annotator.ui.article.adjusting import Adjusting
from annotator.ui.article.chosen import AnnotationChooser
from annotator.ui.article.handles import Handle
from annotator.ui.article.painting import Scene

_HANDLE_TIP = "Drag this edge to another word, with Alt to any character; Esc puts it back"


class AnnotationAdjuster(AnnotationChooser):
    """A reader in which the chosen annotation can be given another span; nothing is stored here, only asked for."""

    split_requested = Signal(object, object)
    """Annotation, and the spans it is to be cut into."""
    merge_requested = Signal(object)
    """Annotation that is to become one with the next of its tag."""
    told = Signal(str)
    """One sentence about what a gesture needs or does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read_only = False
        """Whether nothing can be changed, so that no handles are offered."""
        self.adjusting = Adjusting(self)

    def can_change(self) -> bool:
        """Whether an annotation is chosen that can be changed."""
        return self._chosen is not None and not self.read_only

    def split(self) -> None:
        """Have an annotation cut at the caret, or around the selected words within it."""
        annotation = self._to_split()
        if annotation is None:
            self.told.emit("Put the caret into an annotation, or select words of it; then it can be split there.")
            return
        selection = self.selection
        first, last = sorted((selection.anchor, selection.caret))
        parts = edges.divided(self.text, annotation.span, first, last)
        if len(parts) < 2:
            self.told.emit(f"Nothing of {annotation.tag} would be left on one side; it was not split.")
            return
        self.adjusting.cancel()
        self.split_requested.emit(annotation, parts)

    def can_split(self) -> bool:
        """Whether the caret or the selected words stand in an annotation that can be changed."""
        return not self.read_only and self._to_split() is not None

    def _to_split(self) -> Annotation | None:
        """The chosen annotation, or the smallest around the selected words, before all the one chosen last."""
        span = self.selected_span()
        if span is None:
            chosen = self.selected_annotation()
            caret = self.selection.caret
            return chosen if chosen is not None and chosen.start < caret < chosen.end else None
        around = [mark for mark in self._book.at(span.start) if mark.span.contains(span) and mark.span != span]
        last = next((mark for mark in around if mark.id == self._before), None)
        found = last or next(iter(around), None)
        return found.annotation if found is not None else None

    def merge(self) -> None:
        """Have the chosen annotation and the next of its tag made one."""
        self.adjusting.store()
        annotation = self.selected_annotation()
        if annotation is not None:
            self.merge_requested.emit(annotation)

    # Handles

    def preview(self, annotation_id: AnnotationId, span: Span | None) -> None:
        """Show an annotation at another span, or with None where it is stored."""
        if self._book.get(annotation_id) is not None:
            self._draw_anew(self._book.preview(annotation_id, span))

    def blocks_in_view(self) -> range:
        """The numbers of the blocks on the screen."""
        numbers = [block.number for block, _ in self._sheet.visible(0, self.viewport().height())]
        return range(numbers[0], numbers[-1] + 1) if numbers else range(0)

    def bring_edge(self, offset: int) -> None:
        """Put the caret at an edge that keys have moved, and that place on the screen."""
        self.selection.put(offset)
        self._update_selection()
        self._make_visible(offset)

    def handle_at(self, point: QPoint) -> Handle | None:
        """The handle at a viewport pixel that a press would grip."""
        return self.adjusting.grip_at(point)

    def grip(self, handle: Handle, point: QPoint) -> None:
        """Begin to drag a handle."""
        self.adjusting.grip(handle, point)

    def drag_handle(self, point: QPoint, *, exact: bool) -> None:
        """Move the edge that is held."""
        self.adjusting.drag_to(point, exact=exact)

    def drop_handle(self) -> None:
        """Have the moved annotation stored."""
        self.adjusting.drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let an edge that keys move hear them first."""
        if not self.adjusting.press(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of an edge that keys move before a shortcut of the window takes them."""
        if _is_claim(event) and self.adjusting.wants(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a handle is for while the mouse rests on it."""
        if isinstance(event, QHelpEvent) and self.handle_at(event.pos()) is not None:
            QToolTip.showText(event.globalPos(), _HANDLE_TIP, self.viewport())
            return True
        return super().viewportEvent(event)

    # Letting go

    def _chosen_changes(self) -> None:
        self.adjusting.store()

    def escaped(self) -> bool:
        """Put back an annotation that is being adjusted, else let go of the selection or of the chosen annotation."""
        if self.adjusting.cancel():
            self._mouse.abandon()
            return True
        return super().escaped()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the other edge of an annotation that is adjusted by keys."""
        if self.adjusting.by_keys:
            self.adjusting.swap()
            return True
        return super().focusNextPrevChild(forward)

    # What is painted

    def _scene(self) -> Scene:
        scene = super()._scene()
        return scene._replace(handles=self.adjusting.handles(), caret=None if self.adjusting.is_on else scene.caret)


def _is_claim(event: QEvent) -> TypeGuard[QKeyEvent]:
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
