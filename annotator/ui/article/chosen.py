"""Choosing among the annotations of a text: by click and Tab from the smallest outwards, and what the mouse is over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.records import Annotation, AnnotationId, TagId
from annotator.text.span import Span
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
    selection_menu_requested = Signal(QPoint)
    """A global position, while words are selected."""
    text_menu_requested = Signal(QPoint)
    """A global position where neither words are selected nor an annotation is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: AnnotationId | None = None
        self._hovered: AnnotationId | None = None
        self._circle: tuple[AnnotationId, ...] = ()
        self._before: AnnotationId | None = None  # what was chosen before that
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
        self._chosen_changes()
        self._update_mark(self._chosen)
        self._before, self._chosen = self._chosen, chosen
        self._update_mark(chosen)
        if mark is not None:
            self._bring_caret(mark.span)
        self.annotation_selected.emit(chosen)

    def _chosen_changes(self) -> None:
        """Another annotation is about to be chosen, or none."""

    def _bring_caret(self, span: Span) -> None:
        """Leave nothing selected, with the caret in or at a span, so that the keys go on from there."""
        if self.selected_span() is not None:
            self.select_span(None)
        if not span.start <= self.selection.caret <= span.end:
            self.selection.put(span.start)
            self._update_selection()

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
            if self.selected_span() is not None:
                self.select_span(None)
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
        """Let go of the selection, else of the chosen annotation."""
        if super().escaped():
            return True
        if self._chosen is None:
            return False
        self.select_annotation(None)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the annotations at the chosen one's place before it leaves the text."""
        if self._chosen in self._circle and len(self._circle) > 1:
            place = self._circle.index(self._chosen) + (1 if forward else -1)
            if 0 <= place < len(self._circle):
                self.select_annotation(self._circle[place])
                return True
        return super().focusNextPrevChild(forward)

    def _around(self, mark: Mark) -> list[Mark]:
        """The marks that share the first character of one, shortest first."""
        return self._book.at(mark.span.start)

    # The mouse over marks

    def _scene(self) -> Scene:
        return super()._scene()._replace(chosen=self.chosen_mark(), hovered=self._book.get(self._hovered))

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
        """Ask for the menu of the selected words, else of the annotation there or chosen, else of the text."""
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        point = event.pos() if is_by_mouse else self.point_at(self.selection.caret)
        place = self.viewport().mapToGlobal(point)
        ids = [mark.id for mark in self.mark_under(point)]
        span = self.selected_span()
        if span is not None and (not is_by_mouse or not ids or span.start <= self.offset_at(point) < span.end):
            self.selection_menu_requested.emit(place)
        elif ids or (self._chosen is not None and not is_by_mouse):
            if is_by_mouse:
                self._right_clicked(point, ids)
            self.annotation_menu_requested.emit(self._chosen if self._chosen is not None else ids[0], place)
        elif self.text:
            if is_by_mouse:
                self._right_clicked(point, ids)
            self.text_menu_requested.emit(place)
        else:
            event.ignore()

    def _right_clicked(self, point: QPoint, ids: Sequence[AnnotationId]) -> None:
        """Put the caret there, as a click would, and choose the smallest annotation unless one of them is."""
        self.select_span(None)
        self.selection.put(self.offset_at(point))
        self._update_selection()
        self._circle = tuple(ids)
        if self._chosen not in ids:
            self.select_annotation(ids[0] if ids else None)


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
