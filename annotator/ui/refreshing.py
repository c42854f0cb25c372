"""Reads again what an edit changed and shows it; numbers and chart follow a moment later, words come first."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.records import Annotation, AnnotationId, ArticleId, Changes
from annotator.ui import chronicling, statuses, wording
from annotator.ui.counting import Counting

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

_BESIDE_AFTER = 0  # milliseconds; Qt paints what waits before it looks at timers, so the words come first
_COUNTS_AFTER = 20
_FIELDS = ("title", "source", "url", "language", "published_on", "published_at", "place", "agency")
_READ_SINGLY = 20  # annotations; an edit that changed more has the article read whole


class _AfterNext(QTimer):
    """Does something soon, but after the next picture, and after keys that came meanwhile: the words come first."""

    def __init__(self, parent: QObject, then: Callable[[], None]) -> None:
        super().__init__(parent, singleShot=True, interval=0)
        self._then = then
        self._has_waited = False
        self.timeout.connect(self._turn)

    def _turn(self) -> None:
        # What is due goes before new keys are looked at, so that it would delay the next: it takes a second turn.
        self._has_waited = not self._has_waited
        if self._has_waited:
            self.start()
        else:
            self._then()


class Refreshing(QObject):
    """Keeps one desk true to its project, until it is stopped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.counting = Counting(desk)
        self._is_table_stale = False
        self._stale_rows: set[ArticleId] = set()
        self._uncounted: list[Changes] = []
        self._told = ""  # of the ledger
        self._beside_timer = self._timer(_BESIDE_AFTER, self.show_beside)
        self._counts_timer = self._timer(_COUNTS_AFTER, self.show_counts)
        self._chart_timer = _AfterNext(self, self.show_chart)

    def refresh(self, changes: Changes) -> None:
        """Read again what an edit changed, and nothing else."""
        desk = self._desk
        self._uncounted.append(changes)
        desk.narrowing.note(changes)
        if changes.everything:
            self.reload()
            return
        with desk.guarded():
            if changes.tags:
                self.read_tags()
                desk.pane.set_tags(desk.tags)
                self._read_annotations()  # they carry the names of their tags
            if changes.articles:
                self._read_articles(changes.articles)
            if desk.article is not None and desk.article.id in changes.annotated:
                self._read_annotations(changes.annotations)
            elif (changes.annotated or changes.articles) and desk.narrowing.lists_all():
                self._is_table_stale = True
            self._stale_rows |= changes.annotated
            if changes.events:
                chronicling.refresh(desk)
            if changes.statuses:
                statuses.refresh(desk, changes.statuses)
            if changes.edit is not None:  # a bookmark is none
                self._soon()

    def reload(self) -> None:
        """Read everything again, keeping the article, the place in it and the selection."""
        with self._desk.guarded():
            self.reload_or_raise()

    def reload_or_raise(self) -> None:
        """Read everything again; UserError if it cannot be read."""
        desk = self._desk
        self.read_tags()
        desk.pane.set_tags(desk.tags)
        desk.articles.model.forget_all()
        desk.list_articles()
        self._read_open_article()
        statuses.show_open(desk)
        chronicling.refresh(desk)
        self._soon()

    def read_tags(self) -> None:
        """Read the codebook and show it wherever tags are shown but in the text."""
        desk = self._desk
        desk.tags = desk.project.tags()
        desk.table.set_tags(desk.tags)
        desk.panel.show_tags(desk.tags, desk.annotations)
        desk.narrowing.forget_tags()
        desk.codebook_changed.emit()

    def beside_soon(self, *, table: bool = False) -> None:
        """Show the selected annotation outside the text, and the table anew, once the text itself is painted."""
        self._is_table_stale = self._is_table_stale or table
        self._beside_timer.start()

    def show_beside_now(self) -> None:
        """Show what waits for the text, if anything does."""
        if self._beside_timer.isActive():
            self.show_beside()

    def show_beside(self) -> None:
        """Show now what waits for the text: the selected annotation, the table, the numbers in the list."""
        desk = self._desk
        self._beside_timer.stop()
        with desk.guarded():
            desk.narrowing.catch_up()
            if self._is_table_stale:
                self._is_table_stale = False
                desk.panel.show_tags(desk.tags, desk.annotations)
                desk.show_table()
            selected = desk.selected()
            desk.show_selected(selected.id if selected else None)
            desk.articles.model.refresh(frozenset(self._stale_rows))
            self._stale_rows.clear()

    def show_counts(self) -> None:
        """Show how many annotations there are, of each tag too, and when the last edit was stored."""
        desk = self._desk
        with desk.guarded():
            desk.tags = desk.project.tags()
            desk.panel.show_tags(desk.tags, desk.annotations)
            self.show_totals()

    def show_totals(self) -> None:
        """Show how many annotations there are, and when the last edit was stored; UserError if it cannot be read."""
        desk = self._desk
        desk.totals = desk.project.totals()
        desk.stored = wording.stored(desk.project.stored_at())
        desk.status_changed.emit()
        self._tell_ledger()

    def _tell_ledger(self) -> None:
        """Say once, not with every edit, that the record outside the project cannot be written."""
        trouble, self._told = self._told, self._desk.project.ledger_trouble
        if self._told and self._told != trouble:
            self._desk.trouble.emit(self._told)

    def want_chart(self) -> None:
        """Draw the timeline from now on; its libraries are loaded by this."""
        with self._desk.guarded():
            chronicling.refresh(self._desk)
        self.counting.want()

    def show_chart(self) -> None:
        """Bring the timeline up to date with all edits since."""
        changed, self._uncounted = self._uncounted, []
        for changes in changed:
            self.counting.take(changes)
        self.counting.show()

    def is_settled(self) -> bool:
        """Whether numbers and chart are up to date."""
        is_told = self._desk.narrowing.is_settled()
        return is_told and self.counting.is_settled() and not any(timer.isActive() for timer in self._timers())

    def stop(self) -> None:
        """Read nothing any more: the project is about to be closed."""
        self.counting.stop()
        for timer in self._timers():
            timer.stop()

    def _soon(self) -> None:
        if self._desk.history is not None:
            self._desk.history.refresh_soon()
        for timer in self._timers():
            timer.start()

    def _timers(self) -> tuple[QTimer, QTimer, QTimer]:
        return self._beside_timer, self._counts_timer, self._chart_timer

    def _read_articles(self, ids: frozenset[ArticleId]) -> None:
        desk = self._desk
        desk.articles.model.refresh(ids)
        desk.list_articles()
        if desk.article is None or desk.article.id in ids:
            self._read_open_article()

    def _read_open_article(self) -> None:
        desk = self._desk
        found = desk.project.articles_of([desk.article.id]) if desk.article is not None else []
        if not found or desk.article is None:
            desk.article = None
            desk.open_neighbour(+1)
        elif found[0].title != desk.article.title and desk.articles.model.row_of(desk.article.id) is not None:
            desk.open_article(desk.article.id, anchor=desk.pane.view.scroll_anchor())
        else:
            before, desk.article = desk.article, found[0]
            if any(getattr(before, name) != getattr(found[0], name) for name in _FIELDS):
                desk.pane.show_fields(found[0])
            self._read_annotations()

    def _read_annotations(self, changed: frozenset[AnnotationId] = frozenset()) -> None:
        """Read the article's annotations again: those that an edit names, or all."""
        desk = self._desk
        if desk.article is None:
            return
        selected = desk.selected()
        if 0 < len(changed) <= _READ_SINGLY:
            desk.annotations = self._merged(desk.article.id, changed)
        else:
            desk.annotations = desk.project.annotations(desk.article.id)
        desk.pane.set_annotations(desk.annotations)
        if selected is not None:
            still = any(one.id == selected.id for one in desk.annotations)
            desk.pane.view.select_annotation(selected.id if still else None)
        self.beside_soon(table=True)

    def _merged(self, article_id: ArticleId, changed: frozenset[AnnotationId]) -> list[Annotation]:
        kept = [one for one in self._desk.annotations if one.id not in changed]
        for found in self._desk.project.annotations_of(sorted(changed)):
            if found.article_id == article_id:
                insort(kept, found, key=lambda one: (one.start, one.end, one.id))
        return kept

    def _timer(self, delay: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=delay)
        timer.timeout.connect(then)
        return timer
