"""Moving the edges of the chosen annotation, by its handles or by keys, with a preview; one wish when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.records import Annotation
from annotator.text import edges
from annotator.text.span import Span
from annotator.ui.article.handles import Handle, Handles, handles_of
from annotator.ui.article.keyboard import plain_modifiers

if TYPE_CHECKING:
    from annotator.ui.article.adjuster import AnnotationAdjuster

_Key = Qt.Key
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
EdgeStep = Callable[[str, int, int, bool], int]
_SIDEWAYS: dict[Qt.KeyboardModifier, EdgeStep] = {_NONE: edges.by_character, _CTRL: edges.by_word}
_ENTER = (_Key.Key_Return, _Key.Key_Enter)


class Adjusting(QObject):
    """One annotation whose edges are being moved; nothing is stored before `store`, and `cancel` forgets it all."""

    moved = Signal(object, object)
    """Annotation as it was when this began, and the Span it is wanted at."""
    told = Signal(str)
    """One sentence about what the keys do now, which holds until `ended`."""
    ended = Signal()
    """Nothing is being adjusted any more."""

    def __init__(self, view: AnnotationAdjuster) -> None:
        super().__init__(view)
        self._view = view
        self._annotation: Annotation | None = None
        self._span = self._gripped = Span(0, 1)
        self._is_start = self._grips_start = False  # whether that edge moves, and whether it was gripped
        self._by_keys = False
        self._offset = QPointF()

    @property
    def is_on(self) -> bool:
        """Whether an annotation is being adjusted."""
        return self._annotation is not None

    @property
    def by_keys(self) -> bool:
        """Whether the keys move an edge."""
        return self.is_on and self._by_keys

    @property
    def span(self) -> Span | None:
        """Where the annotation would be stored now."""
        return self._span if self._annotation is not None else None

    # Beginning and ending

    def begin(self) -> bool:
        """Let the keys move the end of the chosen annotation; False if none is chosen or nothing can be changed."""
        if not self._take(is_start=False):
            return False
        self._by_keys = True
        self._follow()
        self._tell()
        return True

    def _take(self, *, is_start: bool) -> bool:
        annotation = self._view.selected_annotation()
        if annotation is None or self._view.read_only:
            return False
        if not self.is_on:
            self._annotation, self._span = annotation, annotation.span
        self._is_start = is_start
        return True

    def store(self) -> None:
        """Ask that the annotation be stored where it is shown, if it was moved; the adjusting is over."""
        annotation, span = self._annotation, self.span
        self.cancel()
        if annotation is not None and span is not None and span != annotation.span:
            self.moved.emit(annotation, span)

    def cancel(self) -> bool:
        """Show the annotation where it is stored; False if nothing was being adjusted."""
        annotation, self._annotation = self._annotation, None
        self._by_keys = False
        if annotation is None:
            return False
        self._view.preview(annotation.id, None)
        self.ended.emit()
        return True

    def shown_anew(self, annotation: Annotation | None) -> None:
        """The annotations were read again: go on with this record of it, or give up if it was moved or is gone."""
        if self._annotation is None:
            return
        if annotation is None or annotation.id != self._annotation.id or annotation.span != self._annotation.span:
            self._annotation, self._by_keys = None, False
            self.ended.emit()
            return
        self._annotation = annotation
        self._preview()

    # The mouse

    def handles(self) -> Handles | None:
        """The handles to be seen now: those of the chosen annotation, the moving one marked."""
        mark = self._view.chosen_mark()
        if mark is None or self._view.read_only:
            return None
        active = self._is_start if self.is_on else None
        return handles_of(self._view.sheet, mark, self._view.blocks_in_view(), active=active)

    def grip_at(self, point: QPoint) -> Handle | None:
        """The handle under a viewport pixel."""
        handles = self.handles()
        return handles.at(QPointF(point)) if handles is not None else None

    def grip(self, handle: Handle, point: QPoint) -> None:
        """Begin to drag a handle; the edge keeps its distance from the mouse."""
        if self._take(is_start=handle.is_start):
            self._offset = handle.stem.center() - QPointF(point)
            self._gripped, self._grips_start = self._span, handle.is_start
            self._preview()

    def drag_to(self, point: QPoint, *, exact: bool) -> None:
        """Move the held edge to a viewport pixel: to the nearest word, or to the `exact` character."""
        if not self.is_on:
            return
        target = self._view.offset_at((QPointF(point) + self._offset).toPoint())
        found = edges.rest(self._view.text, self._gripped, target, is_start=self._grips_start, exact=exact)
        if found is not None and found != self._span:
            self._span = found
            # Dragged past the other edge, the start has become the end.
            self._is_start = found.end == self._gripped.end if self._grips_start else found.start != self._gripped.start
            self._preview()

    def drop(self) -> None:
        """End a drag: store it, unless the keys go on with it."""
        if self.by_keys:
            self._follow()
        else:
            self.store()

    # The keys

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is the adjusting's own."""
        if not self.by_keys:
            return False
        modifiers, key = plain_modifiers(event), event.key()
        if key in (_Key.Key_Left, _Key.Key_Right):
            return modifiers in _SIDEWAYS
        if key in (_Key.Key_Up, _Key.Key_Down):
            return modifiers in (_NONE, _ALT)
        return modifiers == _NONE and key in _ENTER

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False if it is none of the adjusting's."""
        if not self.wants(event):
            return False
        modifiers, key = plain_modifiers(event), event.key()
        if key in _ENTER:
            self.store()
        elif key in (_Key.Key_Left, _Key.Key_Right):
            forward = (key == _Key.Key_Right) != self._view.selection.is_right_to_left()
            self._step(_SIDEWAYS[modifiers], forward)
        elif modifiers == _ALT:
            self._step(edges.by_sentence, key == _Key.Key_Down)
        else:
            self.swap()
        return True

    def swap(self) -> None:
        """Let the keys move the other edge."""
        self._is_start = not self._is_start
        self._follow()
        self._tell()

    def _step(self, step: EdgeStep, forward: bool) -> None:
        start, end = self._span.start, self._span.end
        if self._is_start:
            self._span = Span(step(self._view.text, start, end, forward), end)
        else:
            self._span = Span(start, step(self._view.text, end, start, forward))
        self._follow()

    def _follow(self) -> None:
        """Show the span, with the moving edge on the screen."""
        self._preview()
        self._view.bring_edge(self._span.start if self._is_start else self._span.end)

    def _preview(self) -> None:
        if self._annotation is not None:
            self._view.preview(self._annotation.id, self.span)

    def _tell(self) -> None:
        if self._annotation is not None:
            edge, other = ("start", "end") if self._is_start else ("end", "start")
            # What ends it comes first: a narrow window cuts the rest.
            self.told.emit(
                f"Enter stores, Esc restores {self._annotation.tag}; "
                f"Left and Right move its {edge}, Tab takes its {other}."
            )
