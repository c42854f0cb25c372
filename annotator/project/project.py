"""A project that is open: everything a person can read from it and do to it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from annotator.errors import UserError
from annotator.project import annotating, articles, codebook, references
from annotator.project.changes import Listeners
from annotator.project.progress import Progress, Quiet
from annotator.project.references import AnnotationRef, ArticleRef, TagRef
from annotator.records import (
    Annotation,
    AnnotationId,
    Article,
    ArticleId,
    Changes,
    DayCount,
    Edit,
    Finding,
    ImportReport,
    NewAnnotation,
    NewArticle,
    NewTag,
    Tag,
    Totals,
)
from annotator.store import annotations as stored_annotations
from annotator.store import articles as stored_articles
from annotator.store import backup, check, journal, search
from annotator.store import codebook as stored_codebook
from annotator.store.database import Database
from annotator.store.trouble import explained

TEXTS_KEPT = 8  # articles whose text stays in memory


class Project:
    """One project file that is open in this thread; a context manager.

    Every verb that writes is one transaction and one edit of the journal, is durable when it returns, and tells
    `changed`. All raise UserError for what a person can mend, and then nothing was stored.
    """

    def __init__(self, database: Database, *, analyst: str) -> None:
        self.analyst = analyst  # whose name new annotations and edits carry
        self.changed = Listeners()
        self._database = database
        self._connection = database.connection
        self._texts: OrderedDict[ArticleId, str] = OrderedDict()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

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
            return stored_articles.by_ids(self._connection, ids)

    def article(self, ref: ArticleRef) -> Article:
        """One article by record, number, uid or an unambiguous beginning of it, as it is now."""
        with explained(self.path):
            return references.article(self._connection, ref)

    def text(self, article: ArticleRef) -> str:
        """The canonical text of an article."""
        return self._text(self.article(article).id)

    def article_days(self) -> list[tuple[date | None, int]]:
        """How many articles were published on each day; None counts the undated."""
        with explained(self.path):
            return stored_articles.day_numbers(self._connection)

    def set_article_fields(self, article: ArticleRef, **values: object) -> Article:
        """Change title, source, url, language, published_on (a date or None), published_at, place or agency."""
        found = self.article(article)
        with journal.edit(self._database, articles.label(found, values), self.analyst) as (
            recording,
            outcome,
        ):
            recording.update("article", found.id, articles.row(values))
        self._tell(outcome.changes)
        return self.article(found.id)

    def delete_articles(self, doomed: Iterable[ArticleRef]) -> int:
        """Delete articles with their annotations; undo brings them back. How many there were."""
        found = [self.article(ref) for ref in doomed]
        if found:
            with journal.edit(self._database, articles.delete_label(found), self.analyst) as (
                recording,
                outcome,
            ):
                for article in found:
                    stored_articles.hide(recording, article.id)
            self._tell(outcome.changes)
        return len(found)

    def add_articles(self, new: Iterable[NewArticle], *, label: str = "") -> ImportReport:
        """Take in articles and their annotations as one edit; those already here only gain annotations they lack."""
        with journal.edit(self._database, label or "import", self.analyst) as (recording, outcome):
            report = articles.take_in(recording, new, self.analyst)
            if not label:
                journal.relabel(recording, articles.import_label(report))
        self._tell(outcome.changes)
        return report

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

    def annotate(
        self,
        article: ArticleRef,
        start: int,
        end: int,
        tag: TagRef,
        *,
        note: str = "",
        analyst: str | None = None,
    ) -> Annotation:
        """Mark `[start, end)` (code points) of an article with a tag."""
        found = self.article(article)
        chosen = self.tag(tag)
        draft = NewAnnotation(start, end, chosen.name, note, analyst or self.analyst)
        return annotating.annotate(self._database, self._tell, found, self._text(found.id), (draft, chosen))

    def retag(self, annotation: AnnotationRef, tag: TagRef) -> Annotation:
        """Give an annotation another tag; StaleError if the record is older than the file."""
        chosen = self.tag(tag)
        return annotating.retag(self._database, self._tell, self._given(annotation), chosen, self.analyst)

    def set_note(self, annotation: AnnotationRef, note: str) -> Annotation:
        """Replace the note of an annotation; StaleError if the record is older than the file."""
        return annotating.set_note(self._database, self._tell, self._given(annotation), note, self.analyst)

    def delete_annotations(self, doomed: Iterable[AnnotationRef]) -> int:
        """Delete annotations as one edit; how many there were. StaleError if a record is older than the file."""
        found = [self._given(ref) for ref in doomed]
        return annotating.delete(self._database, self._tell, found, self.analyst)

    def annotation_rows(
        self, *, tags: Iterable[TagRef] = (), first: date | None = None, last: date | None = None
    ) -> Iterator[tuple[object, ...]]:
        """Rows with the columns of the CSV in its order, as fast as the file yields them."""
        with explained(self.path):
            found = references.tag_ids(self._connection, tags)
            return stored_annotations.exported(self._connection, tags=found, first=first, last=last)

    def day_counts(self) -> list[DayCount]:
        """How many annotations each tag has on each day of publication; None counts those of undated articles."""
        with explained(self.path):
            return stored_annotations.day_counts(self._connection)

    def totals(self) -> Totals:
        """The numbers of articles, annotations, and annotations of undated articles."""
        with explained(self.path):
            return Totals(stored_articles.number(self._connection), *stored_annotations.numbers(self._connection))

    def tags(self) -> list[Tag]:
        """The codebook in its order, each tag with its number of annotations."""
        with explained(self.path):
            return stored_codebook.tags(self._connection)

    def tag(self, ref: TagRef) -> Tag:
        """One tag by record, number, name in any case, or uid."""
        with explained(self.path):
            return stored_codebook.tag(self._connection, references.tag_id(self._connection, ref))

    def add_tag(self, new: NewTag) -> Tag:
        """Add a tag at the end of the codebook; what it lacks of colour, key and letter is chosen."""
        new = codebook.tidy(new)
        with journal.edit(self._database, f"new tag {new.name}", self.analyst) as (recording, outcome):
            codebook.add(recording, new)
        self._tell(outcome.changes)
        return self.tag(new.name)

    def change_tag(self, tag: TagRef, **values: object) -> Tag:
        """Change name, color, key, letter, definition, positive, negative, parent or position of a tag."""
        found = self.tag(tag)
        with journal.edit(self._database, f"change of the tag {found.name}", self.analyst) as (
            recording,
            outcome,
        ):
            codebook.change(recording, found, values)
        self._tell(outcome.changes)
        return self.tag(found.id)

    def undo(self) -> Edit | None:
        """Take back the last edit that stands; None if there is none."""
        return self._tell(journal.undo(self._database))

    def redo(self) -> Edit | None:
        """Repeat the edit that was last undone; None if there is none."""
        return self._tell(journal.redo(self._database))

    def edits(self, limit: int = 100) -> list[Edit]:
        """The newest edits, newest first."""
        with explained(self.path):
            return journal.latest(self._connection, limit)

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

    def refresh(self) -> bool:
        """Whether another program changed the file; then everything is told to be read again."""
        if not self._database.changed_elsewhere():
            return False
        self._texts.clear()
        self.changed.tell(Changes(everything=True))
        return True

    def import_paths(self, paths: Iterable[Path], *, progress: Progress | None = None) -> ImportReport:
        """Articles and their annotations from files and folders, as one edit."""
        from annotator.project.importing import import_paths

        return import_paths(paths, self.add_articles, leave_out=self.path, progress=progress or Quiet())

    def export(  # noqa: PLR0913 - one option of the command each
        self,
        target: Path | BinaryIO,
        *,
        format: str = "",  # noqa: A002 - the word of the command line
        excel: bool = False,
        tags: Iterable[TagRef] = (),
        first: date | None = None,
        last: date | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Write annotations to a file that appears whole or not at all, or to a stream; how many rows."""
        from annotator.project.exporting import export

        chosen = self.annotation_rows(tags=tags, first=first, last=last)

        def look(uid: str) -> tuple[Article, str]:
            article = self.article(uid)
            return article, self._text(article.id)

        return export(
            target, chosen, look, leave_alone=self.path, format=format, excel=excel, progress=progress or Quiet()
        )

    def check(self, *, progress: Progress | None = None) -> list[Finding]:
        """Every broken invariant of the file; none in a sound one."""
        return check.findings(self._database, (progress or Quiet()).step)

    def backup(self, target: Path | None = None) -> Path:
        """A verified copy at a free name, by default beside the project with the instant in its name."""
        stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
        target = target or self.path.with_name(f"{self.path.stem} backup {stamp}{self.path.suffix}")
        backup.copy(self._database, target)
        return target

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

    def _given(self, ref: AnnotationRef) -> Annotation:
        """A record as the caller holds it, so that a stale one is refused; anything else is looked up."""
        return ref if isinstance(ref, Annotation) else self.annotation(ref)

    def _tell(self, changes: Changes | None) -> Edit | None:
        if changes is None or changes.edit is None:
            return None
        self.changed.tell(changes)
        return changes.edit
