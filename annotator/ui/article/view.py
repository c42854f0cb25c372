"""The article view: reading, selecting and tagging one text, by mouse and without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.records import Annotation, Article, Tag, TagId
from annotator.text import boundaries
from annotator.ui.article.adjuster import AnnotationAdjuster
from annotator.ui.article.commands import KeyTable
from annotator.ui.article.kept_tag import ROOM, KeptTag
from annotator.ui.article.marks import Mark, MarkBook
from annotator.ui.article.palette import DISTANCE, TagPalette
from annotator.ui.article.reader import Means
from annotator.ui.article.tagging import TagChoice

PALETTE_DELAY = 220
"""How long the keyboard rests, in milliseconds, before the palette comes up beside what it selected."""


class ArticleView(AnnotationAdjuster):
    """Shows one article and turns gestures into spans, chosen annotations and wishes for tags."""

    tag_requested = Signal(object, str)
    """TagId for the selected span, and the note typed with it."""
    retag_requested = Signal(object, object)
    """AnnotationId and TagId: a tag's key was pressed while only an annotation was chosen."""
    tag_too_requested = Signal(object, object)
    """Annotation and TagId: another annotation with this tag is wanted on the same span."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = TagChoice()
        self._annotations: tuple[Annotation, ...] = ()
        self._key_table = KeyTable()
        self._palette = TagPalette(self.viewport(), self._choice)
        self._palette.tag_chosen.connect(self._request_tag)
        self._palette.left.connect(self.setFocus)
        self._palette.grown.connect(self._place_palette)
        self._is_offering = self._is_searching = False
        self._palette_timer = QTimer(self, interval=PALETTE_DELAY, singleShot=True)
        self._palette_timer.timeout.connect(self._show_palette)
        self.kept_tag = KeptTag(self)
        self.kept_tag.kept.connect(self._tell_kept)
        self.arranged.connect(self._place_boxes)
        self.setAccessibleName("Article")

    @property
    def palette_box(self) -> TagPalette:
        """The palette beside the selection."""
        return self._palette

    def use_keys(self, mapping: Mapping[str, str]) -> None:
        """Answer these keys (portable text) with the commands of these ids; KeyError for an unknown id."""
        self._key_table.use(mapping)

    # What is shown

    def show_article(self, article: Article, text: str, annotations: Sequence[Annotation], tags: Sequence[Tag]) -> None:
        """Show another article from its beginning, with nothing selected."""
        self._annotations = tuple(annotations)
        self._choice.use(tags)
        self.kept_tag.use(tags)
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
        self.kept_tag.use(tags)
        self._show_marks()

    def _show_new(self, text: str) -> None:
        self._dismiss_palette()
        self._hovered = None
        self.adjusting.cancel()
        self.select_annotation(None)
        self._show_text(text, MarkBook(self._annotations, self._choice.tags))
        self._describe()

    def _show_marks(self) -> None:
        before = self._book
        if self._chosen is not None and self.adjusting.is_on:
            self.preview(self._chosen, None)
        after = MarkBook(self._annotations, self._choice.tags)
        self._show_book(after)
        span = self.selected_span()
        if span is not None and any(each.span == span for each in after.added(before)):
            self.select_span(None)
        self.adjusting.shown_anew(self.selected_annotation())
        if self._chosen is not None and after.get(self._chosen) is None:
            self.select_annotation(None)
        self._describe()
        self.arranged.emit()

    def _describe(self) -> None:
        self.setAccessibleDescription(
            f"{len(self._annotations)} annotations. Arrow keys move the caret, with Shift they select; "
            "then a tag's key makes an annotation."
        )

    # Keys

    def understands(self, event: QKeyEvent) -> bool:
        """Whether a key would do something now; what would not is left to the window's shortcuts."""
        command = self._key_table.of(event)
        if command is not None and command.ready(self):
            return True
        tag = self._choice.of_key(event)
        return tag is not None and (self.can_take_tag() or self._choice.too(event))

    def answers(self, event: QKeyEvent) -> bool:
        """Do what a key's command says, or what the tag with that key means."""
        command = self._key_table.of(event)
        if command is not None and command.ready(self):
            command.run(self)
            return True
        tag = self._choice.of_key(event)
        if tag is None:
            if command is not None:
                self.told.emit(f"{command.title}: {command.lacks(self)}.")
            return False
        chosen = self.selected_annotation()
        if self._choice.too(event) and chosen is not None:
            self.tag_too_requested.emit(chosen, tag.id)
            return True
        return self._tag_pressed(tag)

    def entered(self) -> None:
        """Adjust the chosen annotation by keys; else select the sentence at the caret, or widen to whole ones.

        While a tag is kept, the sentence or the selection becomes an annotation at once.
        """
        kept, span = self.kept_tag.tag, self.selected_span()
        if kept is None:
            if span is not None or not self.adjusting.begin():
                self.select_unit(boundaries.sentence_at)
            return
        if span is None:
            self.select_unit(boundaries.sentence_at)
        self._request_tag(kept.id, self._palette.note())

    def keep_tag(self) -> None:
        """Keep the tag used last, or that of the chosen annotation, for every selection; once more ends that."""
        if self.kept_tag.end():
            return
        annotation = self.selected_annotation()
        tag = self._choice.by_id(annotation.tag_id) if annotation is not None else self._choice.last()
        self.kept_tag.begin(tag)

    def copy_selected(self) -> None:
        """Put the selected words on the clipboard, or else the quote of the chosen annotation."""
        annotation = self.selected_annotation()
        if self.selected_span() is None and annotation is not None:
            QGuiApplication.clipboard().setText(annotation.quote)
            self.told.emit("Copied the quote")
        else:
            super().copy_selected()

    def _tell_kept(self) -> None:
        self.setViewportMargins(0, 0, 0, ROOM if self.kept_tag.is_on else 0)
        self.viewport().setCursor(self._cursor_over(QPoint(-1, -1), ()))
        self.told.emit(f"{self.kept_tag.text()}; Esc ends it." if self.kept_tag.is_on else "No tag is kept any more.")

    def keep(self, tag_id: TagId) -> None:
        """Keep this tag for every selection from now on; an unknown one changes nothing."""
        tag = self._choice.by_id(tag_id)
        if tag is not None:
            self.kept_tag.begin(tag)

    # Tags

    def _tag_pressed(self, tag: Tag) -> bool:
        """Tag what is selected, else change the tag of the chosen annotation; False if there is neither."""
        if self.kept_tag.is_on and (self._chosen is None or self.kept_tag.tag is None):
            self.kept_tag.begin(tag)
            if self.selected_span() is None:
                return True
        if self.selected_span() is not None:
            self._request_tag(tag.id, self._palette.note())
        elif self._chosen is not None:
            self._choice.remember(tag.id)
            self.retag_requested.emit(self._chosen, tag.id)
        else:
            return False
        return True

    def can_take_tag(self) -> bool:
        """Whether a tag would go somewhere now: to the selection, the chosen annotation, or to be kept."""
        return self.selected_span() is not None or self._chosen is not None or self.kept_tag.is_on

    def can_tag_again(self) -> bool:
        """Whether a tag was used before, and something is there to take it."""
        return self._choice.last() is not None and (self.selected_span() is not None or self._chosen is not None)

    def tag_again(self) -> None:
        """Tag with the tag that was used last."""
        last = self._choice.last()
        if last is not None:
            self._tag_pressed(last)

    def tag_at_hand(self) -> TagId | None:
        """The tag of the chosen annotation, else the tag that was used last."""
        chosen, last = self.selected_annotation(), self._choice.last()
        return chosen.tag_id if chosen is not None else (last.id if last is not None else None)

    def can_search_tag(self) -> bool:
        """Whether there is a selection to find a tag for, and a tag to be found."""
        return self.selected_span() is not None and bool(self._choice.tags)

    def search_tag(self) -> None:
        """Put the caret into the palette's field, even where the palette must cover some of the selection."""
        self._is_searching = True
        self._show_palette()
        self._palette.open_search()

    def tag_used(self, tag_id: TagId) -> None:
        """Remember a tag that was used elsewhere, so that `.` repeats it and the palette offers it first."""
        self._choice.remember(tag_id)

    def _request_tag(self, tag_id: TagId, note: str) -> None:
        span = self.span_to_tag()
        if span is None:
            return
        if span != self.selected_span():
            # What is stored must be what the analyst sees selected.
            self.select_span(span)
            self.take_exactly(span)
        self._choice.remember(tag_id)
        self._dismiss_palette()
        self.tag_requested.emit(tag_id, note)

    # The palette

    def _span_changes(self) -> None:
        self._dismiss_palette()
        self._palette_timer.stop()

    def _span_rests(self, by: Means) -> None:
        span = self.selected_span()
        if span is None:
            chosen = self.selected_annotation()
            if by == "keys" and chosen is not None and not chosen.start <= self.selection.caret <= chosen.end:
                self.select_annotation(None)  # the keys have left it
            return
        self.select_annotation(None)
        if self.kept_tag.tag is not None and by == "mouse":
            self._request_tag(self.kept_tag.tag.id, "")
        elif by == "keys":
            self._palette_timer.start()
        else:
            self._show_palette()
            if by == "mouse" and self._is_offering and self._palette.isHidden():
                self._make_room()

    def _make_room(self) -> None:
        """Scroll a little, so that the palette has room beside that end of a tall selection where the mouse is."""
        caret, room = self._sheet.caret(self.selection.caret), self._palette.card().height() + 2 * DISTANCE
        if self.selection.caret > self.selection.anchor:
            self._scroll_by(max(0, round(caret.bottom()) + room - self.viewport().height()))
        else:
            self._scroll_by(min(0, round(caret.top()) - room))

    def _show_palette(self) -> None:
        if self.selected_span() is not None and self._choice.tags:
            self._is_offering = True
            self._palette.offer()
            self._place_palette()

    def _dismiss_palette(self) -> None:
        self._is_offering = self._is_searching = False
        self._palette.dismiss()

    def _place_boxes(self) -> None:
        self.kept_tag.place()
        self._place_palette()

    def _place_palette(self) -> None:
        span = self.selected_span()
        if span is not None and self._is_offering:
            right = self._sheet.left + self._sheet.galley.setting.column
            is_clear = self._palette.place_beside(self._rects_of(span), right)
            self._palette.setVisible(is_clear or self._is_searching)

    # Letting go

    def can_escape(self) -> bool:
        """Whether Esc would let go of a selection, an annotation or the kept tag."""
        return super().can_escape() or self.kept_tag.is_on

    def escaped(self) -> bool:
        """Put an edge back, let go of the selection, or of the kept tag and the chosen annotation."""
        if self.selected_span() is None and not self.adjusting.is_on and self.kept_tag.end():
            self.select_annotation(None)
            return True
        return super().escaped()

    def _cursor_over(self, point: QPoint, marks: Sequence[Mark]) -> QCursor:
        if self.kept_tag.is_on and self.handle_at(point) is None:
            return self.kept_tag.mouse_shape()
        return super()._cursor_over(point, marks)
