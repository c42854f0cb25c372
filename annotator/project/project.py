"""A project that is open: everything a person can read from it and do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from annotator.errors import UserError
from annotator.project import annotating, articles, completion, references
from annotator.project.chronicling import Chronicling
from annotator.project.progress import Progress, Quiet
from annotator.project.references import AnnotationRef, ArticleRef, TagRef
from annotator.project.tagging import MANY
from annotator.records import (
    Annotation,
    Article,
    ArticleId,
    Changes,
    Edit,
    Finding,
    ImportReport,
    NewAnnotation,
    NewArticle,
)
from annotator.store import articles as stored_articles
from annotator.store import journal, reverting
from annotator.store.trouble import explained

if TYPE_CHECKING:
    from annotator.importers.mentioned import Mentioned
    from annotator.project.comparing import Brought
    from annotator.project.keeping import Kept


class Project(Chronicling):
    """One project file that is open in this thread; a context manager.

    Every verb that writes is one transaction and one edit of the journal, is durable when it returns, and tells
    `changed`. All raise UserError for what a person can mend, and then nothing was stored.
    """

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for trouble in filter(None, (self.backup_trouble, self.ledger_trouble)) if kind is None else ():
            import logging  # late: hardly ever needed

            logging.getLogger("annotator").warning("%s", trouble)
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def set_article_fields(self, article: ArticleRef, **values: object) -> Article:
        """Change title, source, url, language, published_on (a date or None), published_at, place or agency."""
        found = self.article(article)
        with journal.edit(self._database, articles.label(found, values), self.analyst) as (
            recording,
            outcome,
        ):
            recording.update("article", found.id, articles.row(values))
            changed = self.article(found.id)
        self._tell(outcome.changes)
        return changed

    def date_articles(self, days: Mapping[ArticleId, date | None]) -> int:
        """Give articles their days of publication (None: no date) as one edit; how many had another before."""
        from annotator.project import dating  # late: opening needs none of it

        found = {article: days[article.id] for article in self.articles_of(list(days))}
        if len(found) < len(days):
            raise UserError("One of these articles was deleted meanwhile. Choose again.")
        return dating.give(self._database, self._tell, found, self.analyst)

    def undated(self) -> list[ArticleId]:
        """The articles without a date, those with annotations first."""
        with explained(self.path):
            return stored_articles.undated(self._connection)

    def days_in(self, article: ArticleRef) -> list[Mentioned]:
        """The days that title and head of an article write out, with their places in the text."""
        from annotator.project import dating

        found = self.article(article)
        return dating.days_in(found, self._text(found.id))

    def mark_done(self, articles: Iterable[ArticleRef], *, done: bool = True) -> int:
        """Mark articles as done, or as not done, as one edit; how many were not so before."""
        found = [self.article(ref) for ref in articles]
        return completion.mark(self._database, self._tell, found, done=done, analyst=self.analyst)

    def read_to(self, article: ArticleRef, place: int) -> bool:
        """Remember outside the project that an article was read up to a code point; whether that is further on."""
        found = self.article(article)
        return self.bookmarks.read_to(found.uid, min(max(place, 0), found.length)) and self._tell_bookmark(found)

    def forget_reading(self, article: ArticleRef) -> bool:
        """Let an article that is not done count as unread again; whether it was not before."""
        found = self.article(article)
        return self.bookmarks.forget(found.uid) and self._tell_bookmark(found)

    def delete_articles(self, doomed: Iterable[ArticleRef]) -> int:
        """Delete articles with their annotations; undo brings them back. How many there were."""
        found = [self.article(ref) for ref in doomed]
        if found:
            self._secure_deletion(is_large=len(found) > 1 or found[0].annotations > MANY)
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
        self._database.secure("before import")
        with journal.edit(self._database, label or "import", self.analyst) as (recording, outcome):
            report = articles.take_in(recording, new, self.analyst)
            if not label:
                journal.relabel(recording, articles.import_label(report))
        self._tell(outcome.changes)
        return report

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
        with explained(self.path):
            tag_id, name = references.tag_name(self._connection, tag)
        draft = NewAnnotation(start, end, name, note, analyst or self.analyst)
        return annotating.annotate(self._database, self._tell, found, self._text(found.id), (draft, tag_id))

    def retag(self, annotation: AnnotationRef, tag: TagRef) -> Annotation:
        """Give an annotation another tag; StaleError if the record is older than the file."""
        chosen = self.tag(tag)
        return annotating.retag(self._database, self._tell, self._given(annotation), chosen, self.analyst)

    def retag_all(self, annotations: Iterable[AnnotationRef], tag: TagRef) -> int:
        """Give many annotations a tag as one edit; how many had another before. StaleError if a record is stale."""
        found, chosen = [self._given(ref) for ref in annotations], self.tag(tag)
        return annotating.retag_all(self._database, self._tell, found, chosen, self.analyst)

    def set_note(self, annotation: AnnotationRef, note: str) -> Annotation:
        """Replace the note of an annotation; StaleError if the record is older than the file."""
        return annotating.set_note(self._database, self._tell, self._given(annotation), note, self.analyst)

    def move_annotation(self, annotation: AnnotationRef, start: int, end: int) -> Annotation:
        """Give an annotation the span `[start, end)` (code points) of its text; StaleError if the record is stale."""
        found = self._given(annotation)
        text = self._text(found.article_id)
        return annotating.move(self._database, self._tell, found, (text, (start, end)), self.analyst)

    def split_annotation(self, annotation: AnnotationRef, parts: Sequence[tuple[int, int]]) -> list[Annotation]:
        """Cut an annotation into these parts of its span as one edit; the first keeps uid and note."""
        found = self._given(annotation)
        cut = (self._text(found.article_id), parts)
        return annotating.split(self._database, self._tell, found, cut, self.analyst)

    def merge_annotations(self, annotations: Iterable[AnnotationRef]) -> Annotation:
        """Make one annotation of several of a tag and an analyst, as one edit: their whole span, their notes joined."""
        found = [self._given(ref) for ref in annotations]
        text = self._text(found[0].article_id) if found else ""
        return annotating.merge(self._database, self._tell, found, text, self.analyst)

    def delete_annotations(self, doomed: Iterable[AnnotationRef]) -> int:
        """Delete annotations as one edit; how many there were. StaleError if a record is older than the file."""
        found = [self._given(ref) for ref in doomed]
        self._secure_deletion(is_large=len(found) > MANY)
        return annotating.delete(self._database, self._tell, found, self.analyst)

    def undo(self) -> Edit | None:
        """Take back the last edit that stands; None if there is none."""
        return self._tell(journal.undo(self._database))

    def redo(self) -> Edit | None:
        """Repeat the edit that was last undone; None if there is none."""
        return self._tell(journal.redo(self._database))

    def revert(self, edit: Edit | int) -> Edit | None:
        """Take back one edit, whenever it was made, as a new edit; UserError names what later depends on it."""
        sequence = edit.sequence if isinstance(edit, Edit) else edit
        return self._tell(reverting.revert(self._database, sequence, self.analyst))

    def refresh(self) -> bool:
        """Whether another program changed the file; then everything is told to be read again."""
        if not self._database.changed_elsewhere():
            return False
        self._texts.clear()
        self.bookmarks.read_again()
        self._done = self._opened = None
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

    def bring_in(self, other: str | Path, *, deleted: bool = False, progress: Progress | None = None) -> Brought:
        """Take what this project lacks from another copy of it, as one edit; UserError if that copy is not sound.

        What was deleted here stays so unless `deleted` asks for it.
        """
        from annotator.project.comparing import bring_in

        steps = progress or Quiet()
        self._database.secure("before import")
        return bring_in(self._database, self._tell, self.analyst, Path(other), deleted=deleted, progress=steps)

    def check(self, *, progress: Progress | None = None) -> list[Finding]:
        """Every broken invariant of the file; none in a sound one."""
        from annotator.store.checking import examination as check  # late: opening needs none of it

        return check.findings(self._database, (progress or Quiet()).step)

    def backup(self, target: Path | None = None) -> Path:
        """A verified copy at a free name, by default among the backups of the project, where it stays."""
        from annotator.project import keeping  # late: opening needs none of it

        return keeping.by_hand(self._database, target)

    def keep(self, why: str, *, at_any_time: bool = True) -> Kept | None:
        """A backup in both places, unless there is nothing to keep; see `keeping.keep`."""
        from annotator.project import keeping

        return keeping.keep(self._database, why, at_any_time=at_any_time)

    @property
    def backup_trouble(self) -> str:
        """Why a backup was not made since the project was opened, in one sentence, or nothing."""
        return str(getattr(self._database.keeper, "trouble", ""))

    def _tell_bookmark(self, article: Article) -> bool:
        marked = frozenset((article.id,))
        if self._opened is not None:
            is_read = self.bookmarks.furthest(article.uid) is not None
            self._opened = self._opened | marked if is_read else self._opened - marked
        self.changed.tell(Changes(statuses=marked))
        return True
