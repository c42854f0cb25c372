"""The desk of one open project: articles, text, tags, timeline and table; it shows what the project says, no more."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.errors import DisplacedError, ProjectBusyError, StaleError, UserError
from annotator.project import Project
from annotator.records import Annotation, AnnotationId, Article, ArticleId, Tag, TagId, Totals
from annotator.timeline.choice import BinChoice
from annotator.ui import choosing, editing, statuses, wiring
from annotator.ui.codebook.editing import CodebookEditing
from annotator.ui.frame import Frame
from annotator.ui.going import Going
from annotator.ui.lists.article_model import PAGE
from annotator.ui.narrowing import Narrowing
from annotator.ui.noticing import Noticing
from annotator.ui.refreshing import Refreshing
from annotator.ui.waiting import Waiting


class Desk(Frame):
    """Everything that belongs to one project; it refreshes on the project's `changed` and on nothing else."""

    said = Signal(str)  # one sentence for the status bar
    trouble = Signal(str)  # one sentence that must be read
    displaced = Signal(object)  # DisplacedError: the project file is no longer in its place
    busy = Signal(str, object)  # one sentence, and what tries again
    status_changed = Signal()
    codebook_changed = Signal()
    codebook: CodebookEditing

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(self._read_articles, parent)
        self.project = project
        self.article: Article | None = None
        self.annotations: Sequence[Annotation] = ()
        self.tags: Sequence[Tag] = ()
        self.totals = Totals(0, 0, 0)
        self.stored = ""
        self.last_tag: TagId | None = None
        self._anchors: dict[ArticleId, int] = {}
        self.narrowing = Narrowing(self)
        self.going = Going(self)
        self.refreshing = Refreshing(self)
        self.noticing = Noticing(self)
        self.waiting = Waiting(self._do, self)
        # Has a backup made before what takes much away; the window says how.
        self.secure: Callable[[str, Callable[[], object]], object] = lambda _why, deed: deed()
        self.waiting.gave_up.connect(self.busy)
        project.changed.connect(self.refreshing.refresh)
        wiring.connect(self)

    # --- showing ------------------------------------------------------------------------------------------------

    def load(self, article: ArticleId | str | None = None, anchor: int = 0) -> None:
        """Read the project for the first time and open an article: the given one, else the first of the list."""
        with self.guarded():
            self.refreshing.read_tags()
            self.refreshing.show_totals()
            statuses.list_articles(self, total=self.totals.articles)
            if not article or not self._open_known(article, anchor):
                self._open_first()

    def list_articles(self) -> None:
        """Show the articles that filter, statuses, chips and order ask for."""
        statuses.list_articles(self)

    def open_article(self, article_id: ArticleId, *, anchor: int | None = None) -> None:
        """Show an article at `anchor` (a code point), or where it was last left."""
        self.going.depart()
        self.leave_article()
        self.attempt(lambda: self._show_article(article_id, anchor), name="open")

    def _show_article(self, article_id: ArticleId, anchor: int | None = None) -> None:
        article = self.project.article(article_id)
        text, annotations = self.project.text(article), self.project.annotations(article)
        self.article, self.annotations = article, annotations
        self.pane.show_article(article, text, annotations, self.tags)
        self.pane.view.scroll_to_anchor(self._anchors.get(article_id, 0) if anchor is None else anchor)
        self.articles.set_current(article_id)
        self.pane.view.select_annotation(None)
        self.refreshing.beside_soon(table=True)

    def leave_article(self) -> None:
        """Store an unfinished note and a moved edge, and remember the place."""
        self.noticing.leave()
        self.panel.card.store_note()
        self.pane.view.adjusting.store()
        if self.article is not None:
            self._anchors[self.article.id] = self.pane.view.scroll_anchor()

    def open_neighbour(self, step: int) -> None:
        """Open the article `step` rows further in the list."""
        found = self.articles.neighbour(step)
        if found is not None:
            self.open_article(found)
        elif self.article is None:
            self._show_nothing()

    def open_annotation(self, annotation: Annotation) -> None:
        """Show an annotation in its article and select it."""
        self.going.depart()
        self.leave_article()
        self.attempt(lambda: self._show_annotation(annotation), name="open")

    def _show_annotation(self, annotation: Annotation) -> None:
        if self.article is None or self.article.id != annotation.article_id:
            self._show_article(annotation.article_id)
        self.pane.view.select_span(None)
        self.select(annotation.id)
        self.pane.view.reveal(annotation.span, lit=True)

    def select(self, annotation_id: AnnotationId | None) -> None:
        """Select an annotation of the open article everywhere, or none."""
        self.pane.select_annotation(annotation_id)
        self.refreshing.beside_soon()

    def selected(self) -> Annotation | None:
        """The selected annotation."""
        return self.pane.view.selected_annotation()

    def step_annotation(self, step: int) -> None:
        """Select and reveal the next (1) or the previous (-1) annotation of the article."""
        selected = self.selected()
        shown = self.pane.view.annotations()
        if not shown:
            return
        places = [one.id for one in shown]
        here = places.index(selected.id) + step if selected else (0 if step > 0 else len(places) - 1)
        self.open_annotation(shown[here % len(places)])

    @property
    def choice(self) -> BinChoice | None:
        """The bars that are chosen on the timeline."""
        return self.narrowing.choice

    def choose(self, choice: BinChoice | None) -> None:
        """Narrow articles and table to a choice on the timeline, or to none."""
        self.narrowing.choose(choice)

    def choice_name(self) -> str:
        """The choice in words."""
        return self.narrowing.choice_name()

    def place_of_selected(self) -> str:
        """Which of the annotations at its place, or of its tag, is selected: `2 of 3: demand`."""
        return choosing.place(self.pane.view, self.annotations)

    def used(self, tag_id: TagId) -> None:
        """Remember the tag that was applied last."""
        self.last_tag = tag_id
        self.pane.view.tag_used(tag_id)
        self.panel.used(tag_id)

    def write_note(self) -> None:
        """Put the cursor into the note of the selected annotation."""
        if self.selected() is not None:
            self.panel.show()
            self.refreshing.show_beside()
            self.panel.card.write_note()

    def begin_filter(self) -> None:
        """Put the cursor into the filter of the articles."""
        self.articles.show()
        self.articles.filter.setFocus()
        self.articles.filter.selectAll()

    def show_chart(self) -> None:
        """Draw icons and timeline, and speak, for the first time; what that loads is not for the first paint."""
        self.restyle()
        self.pane.speak()
        self.refreshing.want_chart()

    def delete_selected(self) -> None:
        """Delete the selected annotation, or all that are selected in the table while the focus is there."""
        selected = self.selected()
        editing.delete(self, self.several() or ([selected] if selected else []))

    def several(self) -> list[Annotation]:
        """The annotations selected in the table, if there are more than one and the focus is there."""
        if not self.table.rows.hasFocus():
            return []
        self.refreshing.show_beside_now()  # keys may come faster than the table is read again
        chosen = self.table.chosen()
        return chosen if len(chosen) > 1 else []

    def toggle_history(self) -> None:
        """Show who did what when, or hide it again."""
        if self.history is None:
            from annotator.ui.history import shown  # late: nobody looks back before the first picture

            shown.put_on(self)
        self.show_history(shown=not self.is_history_shown())
        if self.history is not None and self.is_history_shown():
            self.history.filter.setFocus()
        else:
            self.pane.view.setFocus()

    def drop_choice(self) -> None:
        """Show the whole time again, as far as filters leave it."""
        self.narrowing.drop_choice()

    # --- telling ------------------------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """One sentence for the status bar."""
        self.said.emit(words)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what a person can mend into one sentence; the screen stays as it is, selection and note too."""
        try:
            yield
        except StaleError as error:
            self.trouble.emit(str(error))
            self.refreshing.reload()
        except ProjectBusyError:
            self.waiting.add("read", self.refreshing.reload_or_raise)
        except DisplacedError as error:
            self.displaced.emit(error)
        except UserError as error:
            self.trouble.emit(str(error))

    def attempt(self, deed: Callable[[], object], *, name: Hashable = None) -> None:
        """Do what is guarded; where another program is writing just then, after what waits already.

        A deed must not raise ProjectBusyError once it has stored something, for it would then be done twice.
        """
        if self.waiting.is_on():
            self.waiting.add(deed if name is None else name, deed)
            return
        try:
            self._do(deed)
        except ProjectBusyError:
            self.waiting.add(deed if name is None else name, deed)

    def _do(self, deed: Callable[[], object]) -> None:
        """Do what is guarded, but for a file that is busy."""
        busy: ProjectBusyError | None = None
        with self.guarded():
            try:
                deed()
            except ProjectBusyError as error:
                busy = error
        if busy is not None:
            raise busy

    def show_table(self) -> None:
        """List the annotations of the open article, or those that filters and choice leave."""
        self.narrowing.show_table()

    def show_selected(self, annotation_id: AnnotationId | None) -> None:
        """Show an annotation of the open article as the selected one outside the text, or none."""
        found = next((one for one in self.annotations if one.id == annotation_id), None)
        place = self.place_of_selected().partition(":")[0] if found else ""
        self.panel.show_selected(found, "" if place == "1 of 1" else place, read_only=self.project.read_only)
        self.table.set_current(found.id if found else None)
        self.status_changed.emit()

    def _show_nothing(self) -> None:
        self.article, self.annotations = None, ()
        self.pane.clear()
        self.panel.show_tags(self.tags, ())
        self.panel.show_selected(None)
        self.show_table()

    # --- closing ------------------------------------------------------------------------------------------------

    def close(self) -> bool:
        """Let go of the project: no timer, part or listener asks it anything after this."""
        self.noticing.stop()
        self.refreshing.stop()
        self.narrowing.stop()
        self.waiting.stop()
        self.project.changed.disconnect(self.refreshing.refresh)
        if self.history is not None:
            self.history.stop()
        for part in (self.articles, self.pane.view, self.panel, self.panel.card, self.table, self.timeline):
            part.blockSignals(True)
        # What is painted or read aloud once more must not read rows.
        self.articles.close_rows()
        self.panel.card.show_annotation(None)
        self.project.close()
        return super().close()

    # --- reading ------------------------------------------------------------------------------------------------

    def _read_articles(self, ids: Sequence[ArticleId]) -> Mapping[ArticleId, Article]:
        found: dict[ArticleId, Article] = {}
        if self.waiting.holds("read"):
            return found  # a list asks for each row that it paints, and each would wait for the file
        with self.guarded():
            found.update((article.id, article) for article in self.project.articles_of(ids))
        return found

    def _open_first(self) -> None:
        """Open the first article that carries annotations, looking at a page of them; else the first."""
        ids = self.articles.model.ids()
        for row in range(min(len(ids), PAGE)):
            article = self.articles.model.article(row)
            if article is not None and article.annotations:
                self.open_article(article.id)
                return
        self.open_neighbour(+1)

    def _open_known(self, article: ArticleId | str, anchor: int) -> bool:
        try:
            self.open_article(self.project.article(article).id, anchor=anchor)
        except UserError:
            return False
        return True
