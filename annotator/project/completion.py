"""Which articles a person has still to read, is reading, and which are done; done is an edit, reading is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from annotator.project.annotating import quoted
from annotator.records import DONE, READING, STATUSES, UNREAD, Article, ArticleId, Changes
from annotator.store import completion, journal
from annotator.store.database import Database

Tell = Callable[[Changes | None], object]


@dataclass(frozen=True, slots=True)
class Statuses:
    """Which articles are done and which of the others were opened; all others are unread."""

    done: frozenset[ArticleId]
    reading: frozenset[ArticleId]

    def of(self, article: ArticleId) -> str:
        """`unread`, `reading` or `done`."""
        return DONE if article in self.done else READING if article in self.reading else UNREAD

    def chosen(
        self, articles: Sequence[ArticleId], wanted: Collection[str], *, also: ArticleId | None = None
    ) -> Sequence[ArticleId]:
        """Those of the articles whose status is wanted (or that are `also`), in their order; all if nothing is said."""
        if not wanted or set(wanted) >= set(STATUSES):
            return articles
        return [one for one in articles if self.of(one) in wanted or one == also]

    def counted(self, articles: Sequence[ArticleId]) -> dict[str, int]:
        """How many of the articles have each status."""
        done, reading = (len(some.intersection(articles)) if some else 0 for some in (self.done, self.reading))
        return {UNREAD: len(articles) - done - reading, READING: reading, DONE: done}


def mark(database: Database, tell: Tell, articles: Sequence[Article], *, done: bool, analyst: str) -> int:
    """Mark articles as done, or as not done, in one edit; how many were not so before."""
    changed = [one for one in articles if (one.done_at is not None) != done]
    if not changed:
        return 0
    what = quoted(changed[0].title) if len(changed) == 1 else f"{len(changed):,} articles"
    label = f"mark {what} as {'done' if done else 'not done'}"
    with journal.edit(database, label, analyst) as (recording, outcome):
        for article in changed:
            if done:
                completion.done(recording, article.id, analyst=analyst)
            else:
                completion.undone(recording, article.id)
    tell(outcome.changes)
    return len(outcome.changes.statuses) if outcome.changes is not None else 0
