"""The article view: reading, selecting and tagging one text, by mouse and without it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.records import Annotation, AnnotationId, Article, Tag, TagId
from annotator.text import boundaries
from annotator.ui.article.marks import Mark, MarkBook
from annotator.ui.article.painting import Scene
from annotator.ui.article.palette import TagPalette
from annotator.ui.article.reader import ArticleReader
from annotator.ui.article.tagging import TagChoice

PALETTE_DELAY = 220
"""How long the keyboard rests, in milliseconds, before the palette comes up beside what it selected."""


class ArticleView(ArticleReader):
    """Shows one article and turns gestures into spans, chosen annotations and wishes for tags."""

    tag_requested = Signal(object, str)
    """TagId for the selected span, and the note typed with it."""
    retag_requested = Signal(object, object)
    """AnnotationId and TagId: a tag's key was pressed while only an annotation was chosen."""
    annotation_selected = Signal(object)
    """AnnotationId | None."""
    annotation_menu_requested = Signal(object, QPoint)
    """AnnotationId and a global position."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = TagChoice()
        self._annotations: tuple[Annotation, ...] = ()
        self._chosen: AnnotationId | None = None
        self._hovered: AnnotationId | None = None
        self._circle: tuple[AnnotationId, ...] = ()
        self._palette = TagPalette(self.viewport(), self._choice)
        self._palette.tag_chosen.connect(self._request_tag)
        self._palette.left.connect(self.setFocus)
        self._palette.grown.connect(self._place_palette)
        self._palette_timer = QTimer(self, interval=PALETTE_DELAY, singleShot=True)
        self._palette_timer.timeout.connect(self._show_palette)
        self.arranged.connect(self._place_palette)
        self.viewport().installEventFilter(self)
        self.setAccessibleName("Article")

    @property
    def palette_box(self) -> TagPalette:
        """The palette beside the selection."""
        return self._palette

    # What is shown

    def show_article(self, article: Article, text: str, annotations: Sequence[Annotation], tags: Sequence[Tag]) -> None:
        """Show another article from its beginning, with nothing selected."""
        self._annotations = tuple(annotations)
        self._choice.use(tags)
        self._show_new(text)
        self.setAccessibleName(f"Article: {article.title}")

    def clear(self) -> None:
        """Show nothing."""
        self._annotations = ()
        self._show_new("")
        self.setAccessibleName("Article")

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show these annotations; a selection that has just become one is let go."""
        self._annotations = tuple(annotations)
        self._show_marks()

    def annotations(self) -> tuple[Annotation, ...]:
        """The annotations that are shown."""
        return self._annotations

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Use another codebook: colours, letters and keys."""
        self._choice.use(tags)
        self._show_marks()

    def _show_new(self, text: str) -> None:
        self._palette.dismiss()
        self._hovered = None
        self.select_annotation(None)
        self._show_text(text, MarkBook(self._annotations, self._choice.tags))
        self._describe()

    def _show_marks(self) -> None:
        before = self._book
        after = MarkBook(self._annotations, self._choice.tags)
        self._show_book(after)
        span = self.selected_span()
        if span is not None and any(each.span == span for each in after.added(before)):
            self.select_span(None)
        if self._chosen is not None and after.get(self._chosen) is None:
            self.select_annotation(None)
        self._describe()
        self.arranged.emit()

    def _describe(self) -> None:
        self.setAccessibleDescription(
            f"{len(self._annotations)} annotations. Arrow keys move the caret, with Shift they select; "
            "then a tag's key makes an annotation."
        )

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
        self._update_mark(self._chosen)
        self._chosen = chosen
        self._update_mark(chosen)
        if mark is not None and self.selected_span() is not None:
            self.select_span(None)
        self.annotation_selected.emit(chosen)

    def _update_mark(self, annotation_id: AnnotationId | None) -> None:
        mark = self._book.get(annotation_id)
        if mark is not None:
            self._update_between(mark.span.start, mark.span.end)

    def annotation_place(self) -> tuple[int, int] | None:
        """Which of how many annotations at its place the chosen one is, from 1, shortest first."""
        if self._chosen is None or self._chosen not in self._circle:
            return None
        return self._circle.index(self._chosen) + 1, len(self._circle)

    def go_to_annotation(self, *, forward: bool) -> None:
        """Choose and show the next or the previous annotation from the chosen one or the caret on."""
        ordered = sorted(self._book, key=lambda mark: (mark.span.start, -mark.span.end, mark.id))
        if not ordered:
            return
        ids = [mark.id for mark in ordered]
        if self._chosen in ids:
            place = ids.index(self._chosen) + (1 if forward else -1)
        else:
            caret = self.selection.caret
            place = sum(mark.span.start < caret for mark in ordered) - (0 if forward else 1)
        mark = ordered[min(max(0, place), len(ordered) - 1)]
        self.selection.put(mark.span.start)
        self._update_selection()
        self.select_annotation(mark.id)
        self.reveal(mark.span)

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

    def escaped(self) -> bool:
        """Let go of the chosen annotation."""
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

    # Tags

    def typed(self, character: str) -> bool:
        """Tag by key, search a tag, repeat the last one, or go to the next annotation."""
        if character == "/":
            self._show_palette()
            return self._palette.open_search()
        if character in "[]":
            self.go_to_annotation(forward=character == "]")
            return True
        tag = self._choice.last() if character == "." else self._choice.by_key(character)
        if tag is None:
            return False
        if self.selected_span() is not None:
            self._request_tag(tag.id, self._palette.note())
        elif self._chosen is not None:
            self._choice.remember(tag.id)
            self.retag_requested.emit(self._chosen, tag.id)
        else:
            return False
        return True

    def understands(self, character: str) -> bool:
        """Whether a character would do something now; what would not is left to the window's shortcuts."""
        has_span = self.selected_span() is not None
        if character in ("[", "]"):
            return bool(self._annotations)
        if character == "/":
            return has_span and bool(self._choice.tags)
        tag = self._choice.last() if character == "." else self._choice.by_key(character)
        return tag is not None and (has_span or self._chosen is not None)

    def can_escape(self) -> bool:
        """Whether Esc would let go of the selection or of the chosen annotation."""
        return super().can_escape() or self._chosen is not None

    def tag_used(self, tag_id: TagId) -> None:
        """Remember a tag that was used elsewhere, so that `.` repeats it and the palette offers it first."""
        self._choice.remember(tag_id)

    def _request_tag(self, tag_id: TagId, note: str) -> None:
        span = self.selected_span()
        tidied = boundaries.tidied(self.text, span) if span is not None else None
        if span is None or tidied is None:
            return
        if tidied != span:
            # What is stored must be what the analyst sees selected.
            self.select_span(tidied)
        self._choice.remember(tag_id)
        self._palette.dismiss()
        self.tag_requested.emit(tag_id, note)

    def _span_changes(self) -> None:
        self._palette.dismiss()
        self._palette_timer.stop()

    def _span_rests(self, *, by_mouse: bool) -> None:
        if self.selected_span() is None:
            return
        self.select_annotation(None)
        self._show_palette() if by_mouse else self._palette_timer.start()

    def _show_palette(self) -> None:
        if self.selected_span() is not None and self._choice.tags:
            self._palette.offer()
            self._place_palette()

    def _place_palette(self) -> None:
        span = self.selected_span()
        if span is not None and not self._palette.isHidden():
            self._palette.place_beside(self._rects_of(span), self._sheet.left + self._sheet.galley.setting.column)

    # Events

    def _scene(self) -> Scene:
        return super()._scene()._replace(chosen=self._book.get(self._chosen), hovered=self._book.get(self._hovered))

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
        shape = Qt.CursorShape.PointingHandCursor if marks else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        if hovered != self._hovered:
            self._update_mark(self._hovered)
            self._hovered = hovered
            self._update_mark(hovered)

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
