"""What can be read from a project that is open."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotator.errors import UserError
from annotator.project import history, references
from annotator.project.completion import Statuses
from annotator.project.references import AnnotationRef, ArticleRef, TagRef
from annotator.records import (
    Annotation,
    AnnotationId,
    Article,
    ArticleId,
    Changes,
    DayCount,
    Edit,
    Tag,
    Totals,
    Wanted,
)
from annotator.store import annotations as stored_annotations
from annotator.store import articles as stored_articles
from annotator.store import codebook as stored_codebook
from annotator.store import completion, counting, journal, search
from annotator.store.database import Connection, Database
from annotator.store.trouble import each_explained, explained, of_the_journal

if TYPE_CHECKING:
    from annotator.project.bookmarks import Bookmarks
    from annotator.timeline.newest import Newest

_Answer = TypeVar("_Answer")
FEW = 100  # articles; the statuses of more are read as a whole
TEXTS_KEPT = 8  # articles whose text stays in memory


class Reading:
    """The reading half of an open project; UserError for what a person can mend."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection
        self._texts: OrderedDict[ArticleId, str] = OrderedDict()
        # Articles that are done and those with a bookmark, each until it is to be read again.
        self._done: frozenset[ArticleId] | None = None
        self._opened: frozenset[ArticleId] | None = None

    @property
    def path(self) -> Path:
        """Where the project file is."""
        return self._database.path

    @property
    def name(self) -> str:
        """What a person calls the project: its file's name without the suffix."""
        return self.path.stem

    @property
    def read_only(self) -> bool:
        """Whether nothing can be stored; `notice` says why."""
        return self._database.read_only

    @property
    def notice(self) -> str:
        """One sentence that whoever opened the project should know, or nothing."""
        return self._database.notice

    def articles(self, *, matching: str = "") -> list[Article]:
        """The articles with every word of `matching` in title, source or text; newest first, undated last."""
        return self.articles_of(self.article_ids(matching=matching))

    def article_ids(
        self,
        *,
        matching: str = "",
        first: date | None = None,
        last: date | None = None,
        undated: bool = False,
        order: str = "newest",
    ) -> list[ArticleId]:
        """The numbers of articles, `order` being newest, oldest or title; dates of publication are inclusive."""
        parts = [search.condition(matching), stored_articles.within(first, last, undated=undated)]
        condition = " AND ".join(part for part, _ in parts if part)
        values = [value for _, some in parts for value in some]
        with explained(self.path):
            return stored_articles.ids(self._connection, condition=condition, values=values, order=order)

    def articles_of(self, ids: Sequence[ArticleId]) -> list[Article]:
        """The articles of these numbers in this order; those deleted meanwhile are left out."""
        with explained(self.path):
            return self._as_read(stored_articles.by_ids(self._connection, ids))

    def article(self, ref: ArticleRef) -> Article:
        """One article by record, number, uid or an unambiguous beginning of it, as it is now."""
        with explained(self.path):
            return self._as_read([references.article(self._connection, ref)])[0]

    def statuses(self) -> Statuses:
        """Which articles are done, and which of the others this person has opened."""
        with explained(self.path):
            if self._done is None:
                self._done = completion.articles(self._connection)
            if self._opened is None:
                self._opened = completion.by_uids(self._connection, self.bookmarks.articles())
        return Statuses(self._done, self._opened - self._done)

    def text(self, article: ArticleRef) -> str:
        """The canonical text of an article."""
        return self._text(self.article(article).id)

    def article_days(self) -> list[tuple[date | None, int]]:
        """How many articles were published on each day; None counts the undated."""
        with explained(self.path):
            return stored_articles.day_numbers(self._connection)

    def annotations(
        self,
        article: ArticleRef | None = None,
        *,
        tag: TagRef | Iterable[TagRef] | None = None,
        first: date | None = None,
        last: date | None = None,
        undated: bool = False,
    ) -> list[Annotation]:
        """Annotations of one article by start and end, or of all in the order of exports; filters combine.

        `first` and `last` are dates of publication, inclusive; `undated` asks for those of undated articles only.
        """
        with explained(self.path):
            tags = references.tag_ids(self._connection, tag)
            if article is None:
                return stored_annotations.matching(self._connection, tags=tags, first=first, last=last, undated=undated)
            found = stored_annotations.of_article(self._connection, self.article(article).id)
            return [one for one in found if not tags or one.tag_id in tags]

    def annotations_of(self, ids: Sequence[AnnotationId]) -> list[Annotation]:
        """The annotations of these numbers, in no order; those deleted meanwhile are left out."""
        with explained(self.path):
            return stored_annotations.by_ids(self._connection, ids)

    def annotation(self, ref: AnnotationRef) -> Annotation:
        """One annotation by record, number, uid or an unambiguous beginning of it, as it is now."""
        with explained(self.path):
            return references.annotation(self._connection, ref)

    def newest(self, asked: Newest, *, below: int | None = None) -> tuple[list[Annotation], int]:
        """The few newest annotations that are asked for, the newest first, and a number to go on `below`.

        Where that number is above 0 there is more to look through: asked again with it, the rest comes page by page.
        """
        from annotator.project import newest  # late: opening needs none of it

        with explained(self.path):
            return newest.page(self._connection, asked, below)

    def annotations_of_day(self, day: date | None, wanted: Wanted, *, by_making: bool = False) -> list[AnnotationId]:
        """The annotations that a filter leaves of one day of publication (None: undated), in the order of exports.

        `by_making` takes the UTC day on which they were made, and that order.
        """
        from annotator.store import newest

        with explained(self.path):
            return newest.of_day(self._connection, day, wanted, by_making=by_making)

    def annotation_rows(
        self, *, tags: Iterable[TagRef] = (), first: date | None = None, last: date | None = None
    ) -> Iterator[tuple[object, ...]]:
        """Rows with the columns of the CSV in its order, as fast as the file yields them."""
        with explained(self.path):
            found = references.tag_ids(self._connection, tags)
            rows = stored_annotations.exported(self._connection, tags=found, first=first, last=last)
        return each_explained(self.path, rows)

    def day_counts(self) -> list[DayCount]:
        """How many annotations each tag has on each day of publication; None counts those of undated articles."""
        with explained(self.path):
            return stored_annotations.day_counts(self._connection)

    def asked(self, question: Callable[[Connection], _Answer]) -> _Answer:
        """What a module of this room asks the file by a function of the store."""
        with explained(self.path):
            return question(self._connection)

    def totals(self) -> Totals:
        """The numbers of articles, annotations, and annotations of undated articles."""
        return self.asked(counting.totals)

    def tags(self) -> list[Tag]:
        """The codebook in its order, each tag with its number of annotations."""
        with explained(self.path):
            return stored_codebook.tags(self._connection)

    def tag(self, ref: TagRef) -> Tag:
        """One tag by record, number, name in any case, or uid."""
        with explained(self.path):
            return stored_codebook.tag(self._connection, references.tag_id(self._connection, ref))

    def edits(self, limit: int = 100, *, before: int | None = None) -> list[Edit]:
        """The newest edits, newest first; `before` a number asks for the ones made earlier than that."""
        with explained(self.path):
            return journal.latest(self._connection, limit, before)

    def edit_details(self, edit: Edit | int) -> list[str]:
        """What an edit did, a line a row, as a person would say it; the first 200 of them."""
        with explained(self.path), of_the_journal():
            return history.details(self._connection, edit.sequence if isinstance(edit, Edit) else edit)

    def edit_places(self, edit: Edit | int) -> Changes:
        """Which articles and annotations an edit changed; some may have gone since."""
        with explained(self.path), of_the_journal():
            return history.touched(self._connection, edit.sequence if isinstance(edit, Edit) else edit)

    def turn(self) -> int:
        """How many changes (edits, undos, redos) the project has seen; it only grows."""
        with explained(self.path):
            return journal.turn(self._connection)

    @property
    def uid(self) -> str:
        """The name that this project shares with all copies of itself."""
        with explained(self.path):
            return stored_codebook.project_uid(self._connection)

    @property
    def ledger_trouble(self) -> str:
        """One sentence once the record of annotations outside the file could not be written; else nothing."""
        return str(getattr(self._database.recorder, "trouble", ""))

    def undo_label(self) -> str | None:
        """What undo would take back, in words."""
        with explained(self.path):
            found = journal.next_undo(self._connection)
        return found.label if found else None

    def redo_label(self) -> str | None:
        """What redo would repeat, in words."""
        with explained(self.path):
            found = journal.next_redo(self._connection)
        return found.label if found else None

    def stored_at(self) -> str | None:
        """The instant of the last stored edit as the file has it."""
        with explained(self.path):
            return journal.stored_at(self._connection)

    @cached_property
    def bookmarks(self) -> Bookmarks:
        """How far this person has read the articles; read when it is first asked for."""
        from annotator.project.bookmarks import Bookmarks  # late: many who open a project read no article

        return Bookmarks(self.uid)

    def _forget_statuses(self, changes: Changes) -> None:
        """Read again what an edit may have changed of the statuses, in a large project no more than that."""
        if changes.articles or len(changes.statuses) > FEW:
            self._done = self._opened = None
        elif changes.statuses and self._done is not None:
            try:
                with explained(self.path):
                    now = completion.among(self._connection, changes.statuses)
            except UserError:  # what is stored is stored: whoever asks for the statuses next is told
                self._done = None
            else:
                self._done = (self._done - changes.statuses) | now

    def _as_read(self, found: list[Article]) -> list[Article]:
        """The articles with how far this person has read them."""
        places = [self.bookmarks.furthest(one.uid) for one in found]
        return [
            one if place is None else replace(one, furthest=place) for one, place in zip(found, places, strict=True)
        ]

    def _text(self, article_id: ArticleId) -> str:
        if article_id not in self._texts:
            with explained(self.path):
                text = stored_articles.text(self._connection, article_id)
            if text is None:
                raise UserError(f"Article {article_id} was deleted meanwhile.")
            self._texts[article_id] = text
            if len(self._texts) > TEXTS_KEPT:
                self._texts.popitem(last=False)
        return self._texts[article_id]
