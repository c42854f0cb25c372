"""The desk of one open project: articles, text, tags, timeline and table; it shows what the project says, no more."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.errors import StaleError, UserError
from annotator.project import Project
from annotator.records import Annotation, AnnotationId, Article, ArticleId, Changes, Tag, TagId, Totals
from annotator.timeline.choice import BinChoice
from annotator.ui import choosing, editing, wording
from annotator.ui.frame import Frame
from annotator.ui.lists.article_model import PAGE

_COUNTS_AFTER = 20  # milliseconds; the words are repainted before the numbers around them
_CHART_AFTER = 150
_READ_SINGLY = 20  # annotations; an edit that changed more has the article read whole


class Desk(Frame):
    """Everything that belongs to one project; it refreshes on the project's `changed` and on nothing else."""

    said = Signal(str)  # one sentence for the status bar
    trouble = Signal(str)  # one sentence that must be read
    status_changed = Signal()
    codebook_changed = Signal()
    article_opened = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(self._read_articles, parent)
        self.project = project
        self.article: Article | None = None
        self.annotations: Sequence[Annotation] = ()
        self.tags: Sequence[Tag] = ()
        self.totals = Totals(0, 0, 0)
        self.stored = ""
        self.choice: BinChoice | None = None
        self.last_tag: TagId | None = None
        self._anchors: dict[ArticleId, int] = {}
        self._chart_wanted = False
        self._counts_timer = self._timer(_COUNTS_AFTER, self._show_counts)
        self._chart_timer = self._timer(_CHART_AFTER, self._show_chart)
        self._connect()

    # --- showing ------------------------------------------------------------------------------------------------

    def load(self, article: ArticleId | str | None = None, anchor: int = 0) -> None:
        """Read the project for the first time and open an article: the given one, else the first of the list."""
        with self.guarded():
            self._read_tags()
            self.list_articles()
            self._show_counts()
            if not article or not self._open_known(article, anchor):
                self._open_first()

    def list_articles(self) -> None:
        """Show the articles that filter, chips and order ask for."""
        total = self.project.totals().articles
        wanted = choosing.article_ids(
            self.project, self.choice, matching=self.articles.matching(), order=self.articles.order()
        )
        self.articles.show_articles(wanted, total)

    def open_article(self, article_id: ArticleId, *, anchor: int | None = None) -> None:
        """Show an article at `anchor` (a code point), or where it was last left."""
        self.leave_article()
        with self.guarded():
            article = self.project.article(article_id)
            text, annotations = self.project.text(article), self.project.annotations(article)
            self.article, self.annotations = article, annotations
            self.pane.show_article(article, text, annotations, self.tags)
            self.pane.view.scroll_to_anchor(self._anchors.get(article_id, 0) if anchor is None else anchor)
            self.articles.set_current(article_id)
            self.panel.show_tags(self.tags, annotations)
            self.select(None)
            self._show_table()
            self.article_opened.emit()

    def leave_article(self) -> None:
        """Store an unfinished note and remember the place."""
        self.panel.card.store_note()
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
        if self.article is None or self.article.id != annotation.article_id:
            self.open_article(annotation.article_id)
        self.pane.view.select_span(None)
        self.select(annotation.id)
        self.pane.view.reveal(annotation.span, lit=True)

    def select(self, annotation_id: AnnotationId | None) -> None:
        """Select an annotation of the open article everywhere, or none."""
        self.pane.view.select_annotation(annotation_id)
        if self.panel.card.shown() != annotation_id:
            self._show_selected(annotation_id)

    def selected(self) -> Annotation | None:
        """The selected annotation."""
        wanted = self.pane.view.selected_annotation()
        wanted_id = wanted.id if isinstance(wanted, Annotation) else wanted
        return next((one for one in self.annotations if one.id == wanted_id), None)

    def step_annotation(self, step: int) -> None:
        """Select and reveal the next (1) or the previous (-1) annotation of the article."""
        selected = self.selected()
        if not self.annotations:
            return
        places = [one.id for one in self.annotations]
        here = places.index(selected.id) + step if selected else (0 if step > 0 else len(places) - 1)
        self.open_annotation(self.annotations[here % len(places)])

    def choose(self, choice: BinChoice | None) -> None:
        """Narrow articles and table to a choice on the timeline, or to none."""
        if choice == self.choice:
            return
        self.choice = choice
        with self.guarded():
            self.articles.chips.show_chips([self.choice_name()] if choice else [])
            self.list_articles()
            self._show_table()

    def choice_name(self) -> str:
        """The choice in words."""
        return choosing.name(self.choice, self.tags)

    def place_of_selected(self) -> str:
        """Which of the article's annotations with the same tag is selected: `2 of 3: demand`."""
        selected = self.selected()
        if selected is None:
            return ""
        same = [one.id for one in self.annotations if one.tag_id == selected.tag_id]
        return f"{same.index(selected.id) + 1} of {len(same)}: {selected.tag}"

    def used(self, tag_id: TagId) -> None:
        """Remember the tag that was applied last."""
        self.last_tag = tag_id
        self.pane.view.tag_used(tag_id)

    def write_note(self) -> None:
        """Put the cursor into the note of the selected annotation."""
        if self.selected() is not None:
            self.panel.show()
            self.panel.card.write_note()

    def begin_filter(self) -> None:
        """Put the cursor into the filter of the articles."""
        self.articles.show()
        self.articles.filter.setFocus()
        self.articles.filter.selectAll()

    def show_chart(self) -> None:
        """Draw icons and timeline for the first time; their libraries are loaded now, not before the first paint."""
        self.restyle()
        self._chart_wanted = True
        self._show_chart()

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
            self.reload()
        except UserError as error:
            self.trouble.emit(str(error))

    # --- refreshing ---------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again what an edit changed, and nothing else."""
        if changes.everything:
            self.reload()
            return
        with self.guarded():
            if changes.tags:
                self._read_tags()
                self.pane.set_tags(self.tags)
            if changes.articles:
                self._refresh_articles(changes.articles)
            if self.article is not None and self.article.id in changes.annotated:
                self._read_annotations(changes.annotations)
            elif changes.annotated and self.choice is not None:
                self._show_table()
            self.articles.model.refresh(changes.annotated)
            self._counts_timer.start()
            self._chart_timer.start()

    def reload(self) -> None:
        """Read everything again, keeping the article, the place in it and the selection."""
        with self.guarded():
            self._read_tags()
            self.pane.set_tags(self.tags)
            self.articles.model.forget_all()
            self.list_articles()
            self._refresh_open_article()
            self._counts_timer.start()
            self._chart_timer.start()

    def _refresh_articles(self, ids: frozenset[ArticleId]) -> None:
        self.articles.model.refresh(ids)
        self.list_articles()
        if self.article is None or self.article.id in ids:
            self._refresh_open_article()

    def _refresh_open_article(self) -> None:
        if self.article is None:
            self.open_neighbour(+1)
            return
        row = self.articles.model.row_of(self.article.id)
        found = self.project.articles_of([self.article.id])
        if not found:
            self.article = None
            self.open_neighbour(+1)
        elif found[0] != self.article and row is not None and found[0].title != self.article.title:
            self.open_article(self.article.id, anchor=self.pane.view.scroll_anchor())
        else:
            self.article = found[0]
            self._read_annotations()

    def _read_annotations(self, changed: frozenset[AnnotationId] = frozenset()) -> None:
        """Read the article's annotations again: those that an edit names, or all."""
        if self.article is None:
            return
        selected = self.selected()
        if 0 < len(changed) <= _READ_SINGLY:
            self.annotations = self._merged(self.article.id, changed)
        else:
            self.annotations = self.project.annotations(self.article.id)
        self.pane.set_annotations(self.annotations)
        if selected is not None:
            still = any(one.id == selected.id for one in self.annotations)
            self.pane.view.select_annotation(selected.id if still else None)
        self._show_table()
        self._show_selected(selected.id if selected else None)

    def _merged(self, article_id: ArticleId, changed: frozenset[AnnotationId]) -> list[Annotation]:
        kept = [one for one in self.annotations if one.id not in changed]
        for annotation_id in changed:
            try:
                found = self.project.annotation(annotation_id)
            except UserError:
                continue  # it was deleted
            if found.article_id == article_id:
                insort(kept, found, key=lambda one: (one.start, one.end, one.id))
        return kept

    def _read_tags(self) -> None:
        self.tags = self.project.tags()
        self.table.set_tags(self.tags)
        self.panel.show_tags(self.tags, self.annotations)
        self.codebook_changed.emit()

    def _show_counts(self) -> None:
        with self.guarded():
            self.tags = self.project.tags()
            self.totals = self.project.totals()
            self.stored = wording.stored(self.project.stored_at())
            self.panel.show_tags(self.tags, self.annotations)
            self.status_changed.emit()

    def _show_chart(self) -> None:
        if self._chart_wanted and self.timeline.isVisible():
            with self.guarded():
                self.timeline.set_counts(self.project.day_counts(), self.project.article_days(), self.tags)

    def _show_table(self) -> None:
        if self.choice is None:
            title = "In this article" if self.article else "No article is open"
            self.table.show_annotations(title, self.annotations, of_article=True)
        else:
            self.table.show_annotations(
                self.choice_name(), choosing.chosen_annotations(self.project, self.choice), of_article=False
            )
        selected = self.selected()
        self.table.set_current(selected.id if selected else None)

    def _show_selected(self, annotation_id: AnnotationId | None) -> None:
        found = next((one for one in self.annotations if one.id == annotation_id), None)
        place = self.place_of_selected().partition(":")[0] if found else ""
        self.panel.show_selected(found, f" · {place} here" if place else "", read_only=self.project.read_only)
        self.table.set_current(found.id if found else None)
        self.status_changed.emit()

    def _show_nothing(self) -> None:
        self.article, self.annotations = None, ()
        self.pane.clear()
        self.panel.show_tags(self.tags, ())
        self.panel.show_selected(None)
        self._show_table()

    # --- reading ------------------------------------------------------------------------------------------------

    def _read_articles(self, ids: Sequence[ArticleId]) -> Mapping[ArticleId, Article]:
        found: dict[ArticleId, Article] = {}
        with self.guarded():
            found.update((article.id, article) for article in self.project.articles_of(ids))
        return found

    def _timer(self, delay: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(then)
        return timer

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

    # --- building -----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.articles.article_chosen.connect(self.open_article)
        self.articles.wanted_changed.connect(self._list_again)
        self.articles.chip_removed.connect(lambda _: self.drop_choice())
        self.articles.read_requested.connect(lambda: self.pane.view.setFocus())
        view = self.pane.view
        view.span_selected.connect(lambda _: self.status_changed.emit())
        view.annotation_selected.connect(self._show_selected)
        view.tag_requested.connect(lambda tag_id, note: editing.apply_tag(self, tag_id, note=note))
        view.retag_requested.connect(lambda _, tag_id: editing.apply_tag(self, tag_id))
        self.panel.tag_chosen.connect(lambda tag_id: editing.apply_tag(self, tag_id))
        self.panel.add_tag_requested.connect(lambda: editing.ask_for_tag(self))
        card = self.panel.card
        card.note_written.connect(lambda annotation_id, note: editing.set_note(self, annotation_id, note))
        card.left.connect(lambda: self.pane.view.setFocus())
        card.delete_requested.connect(self.delete_selected)
        self.table.annotation_chosen.connect(self.open_annotation)
        self.table.annotation_opened.connect(self._open_and_read)
        self.table.choice_dropped.connect(self.drop_choice)
        self.timeline.bars_chosen.connect(self._choose_bars)
        self.timeline.bars_opened.connect(self._open_bars)
        self.timeline.choice_cleared.connect(lambda: self.choose(None))

    def delete_selected(self) -> None:
        """Delete the selected annotation."""
        selected = self.selected()
        editing.delete(self, [selected] if selected else [])

    def drop_choice(self) -> None:
        """Show all articles again, and the annotations of the open one."""
        self.timeline.set_choice(None)
        self.choose(None)

    def _list_again(self) -> None:
        with self.guarded():
            self.list_articles()

    def _open_and_read(self, annotation: Annotation) -> None:
        self.open_annotation(annotation)
        self.pane.view.setFocus()

    def _choose_bars(self, choice: BinChoice) -> None:
        self.table.show()
        self.choose(choice)

    def _open_bars(self, choice: BinChoice) -> None:
        self._choose_bars(choice)
        with self.guarded():
            found = choosing.chosen_annotations(self.project, self.choice)
            if found:
                self._open_and_read(found[0])
