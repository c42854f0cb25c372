"""Choosing among the annotations of a text: by click and Tab from the smallest outwards, and what the mouse is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.records import Annotation, AnnotationId, TagId
from annotator.text.span import Span
from annotator.ui.article.adjusting import Adjusting
from annotator.ui.article.handles import Handle
from annotator.ui.article.marks import Mark
from annotator.ui.article.painting import Scene
from annotator.ui.article.reader import ArticleReader
from annotator.ui.article.stepping import neighbour


class AnnotationChooser(ArticleReader):
    """A reader in which one annotation can be chosen and one be under the mouse."""

    annotation_selected = Signal(object)
    """AnnotationId | None."""
    annotation_menu_requested = Signal(object, QPoint)
    """AnnotationId and a global position."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: AnnotationId | None = None
        self._hovered: AnnotationId | None = None
        self._circle: tuple[AnnotationId, ...] = ()
        self.read_only = False
        """Whether nothing can be changed, so that no handles are offered."""
        self.adjusting = Adjusting(self)
        self.viewport().installEventFilter(self)

    # The chosen annotation

    def selected_annotation(self) -> Annotation | None:
        """The chosen annotation, or None."""
        mark = self._book.get(self._chosen)
        return mark.annotation if mark else None

    def select_annotation(self, annotation_id: AnnotationId | None) -> None:
        """Choose an annotation of this article; an unknown id or None leaves none chosen."""
        mark = self._book.get(annotation_id)
        chosen = mark.id if mark else None
        if chosen not in self._circle:
            self._circle = tuple(each.id for each in self._around(mark)) if mark else ()
        if chosen == self._chosen:
            return
        self.adjusting.store()
        self._update_mark(self._chosen)
        self._chosen = chosen
        self._update_mark(chosen)
        if mark is not None and self.selected_span() is not None:
            self.select_span(None)
        self.annotation_selected.emit(chosen)

    def chosen_mark(self) -> Mark | None:
        """The chosen annotation as it is painted, while it is adjusted at its new place."""
        return self._book.get(self._chosen)

    def _update_mark(self, annotation_id: AnnotationId | None) -> None:
        mark = self._book.get(annotation_id)
        if mark is not None:
            self._update_between(mark.span.start, mark.span.end)

    def annotation_place(self) -> tuple[int, int] | None:
        """Which of how many annotations at its place the chosen one is, from 1, shortest first."""
        if self._chosen is None or self._chosen not in self._circle:
            return None
        return self._circle.index(self._chosen) + 1, len(self._circle)

    def go_to_annotation(self, *, forward: bool, tag_id: TagId | None = None) -> None:
        """Choose and show the next or the previous annotation (of a tag) from the chosen one or the caret on."""
        here = self.selected_annotation() or self.selection.caret
        found = neighbour(self._book.annotations, here, forward=forward, tag_id=tag_id)
        if found is not None:
            self.selection.put(found.start)
            self._update_selection()
            self.select_annotation(found.id)
            self.reveal(found.span)

    def clicked(self, point: QPoint) -> None:
        """Choose the shortest annotation at a point; further clicks go outwards from the chosen one."""
        ids = tuple(mark.id for mark in self.mark_under(point))
        self._circle = ids
        if not ids:
            self.select_annotation(None)
        elif self._chosen in ids:
            self.select_annotation(ids[(ids.index(self._chosen) + 1) % len(ids)])
        else:
            self.select_annotation(ids[0])

    def can_escape(self) -> bool:
        """Whether Esc would let go of the selection or of the chosen annotation."""
        return super().can_escape() or self._chosen is not None

    def escaped(self) -> bool:
        """Put back an annotation that is being adjusted, else let go of the selection or of the chosen annotation."""
        if self.adjusting.cancel():
            self._mouse.abandon()
            return True
        if super().escaped():
            return True
        if self._chosen is None:
            return False
        self.select_annotation(None)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the annotations at the chosen one's place before it leaves the text.

        While one is adjusted by keys, it takes the other edge.
        """
        if self.adjusting.by_keys:
            self.adjusting.swap()
            return True
        if self._chosen in self._circle and len(self._circle) > 1:
            place = self._circle.index(self._chosen) + (1 if forward else -1)
            if 0 <= place < len(self._circle):
                self.select_annotation(self._circle[place])
                return True
        return super().focusNextPrevChild(forward)

    def _around(self, mark: Mark) -> list[Mark]:
        """The marks that share the first character of one, shortest first."""
        return self._book.at(mark.span.start)

    # Its handles

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

    # The mouse over marks

    def _scene(self) -> Scene:
        scene = super()._scene()._replace(chosen=self.chosen_mark(), hovered=self._book.get(self._hovered))
        caret = None if self.adjusting.is_on else scene.caret
        return scene._replace(handles=self.adjusting.handles(), caret=caret)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a gesture, else show what is under the mouse."""
        super().mouseMoveEvent(event)
        if not self._mouse.is_busy:
            self._hover(event.position().toPoint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what happens to a child first."""
        if watched is self.viewport() and event.type() == QEvent.Type.Leave:
            self._hover(QPoint(-1, -1))
        return super().eventFilter(watched, event)

    def _hover(self, point: QPoint) -> None:
        marks = self.mark_under(point)
        hovered = marks[0].id if marks else None
        self.viewport().setCursor(self._cursor_over(point, marks))
        if hovered != self._hovered:
            self._update_mark(self._hovered)
            self._hovered = hovered
            self._update_mark(hovered)

    def _cursor_over(self, point: QPoint, marks: Sequence[Mark]) -> QCursor:
        """The shape of the mouse where a press would grip a handle, choose an annotation or begin a selection."""
        if self.handle_at(point) is not None:
            return QCursor(Qt.CursorShape.SizeHorCursor)
        return QCursor(Qt.CursorShape.PointingHandCursor if marks else Qt.CursorShape.IBeamCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what the annotations under the mouse say."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            marks = self.mark_under(event.pos())
            if marks:
                QToolTip.showText(event.globalPos(), tip(marks), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the annotation under the mouse."""
        marks = self.mark_under(event.pos())
        ids = [mark.id for mark in marks]
        if not ids:
            event.ignore()
            return
        if self._chosen not in ids:
            self._circle = tuple(ids)
            self.select_annotation(ids[0])
        self.annotation_menu_requested.emit(self._chosen, event.globalPos())


def _is_claim(event: QEvent) -> TypeGuard[QKeyEvent]:
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride


def tip(marks: Sequence[Mark]) -> str:
    """The tags, notes and analysts at a place, escaped, so that no note is ever taken for a page of HTML."""
    from html import escape  # late: nothing is hovered before the first picture

    lines = []
    for mark in marks:
        annotation = mark.annotation
        note = f" – {escape(annotation.note)}" if annotation.note else ""
        analyst = f" ({escape(annotation.analyst)})" if annotation.analyst else ""
        lines.append(f"<b>{escape(annotation.tag)}</b>{note}{analyst}")
    return "<p>" + "<br>".join(lines) + "</p>"
