"""Which articles are unread, being read or done: marked, counted, and walked through from one unread to the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from annotator.records import DONE, UNREAD, ArticleId
from annotator.ui import wording
from annotator.ui.keymap import undo_hint

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

NONE_LEFT = "No unread article is left in this list."


def list_articles(desk: Desk, *, also: ArticleId | None = None, total: int | None = None) -> None:
    """Show the articles that filter, statuses, chips and order ask for, and `also` one that no longer is wanted.

    `total` is how many articles there are, where that was just read.
    """
    total = desk.project.totals().articles if total is None else total
    found = desk.narrowing.article_ids(desk.articles.order())
    statuses, shown = desk.project.statuses(), desk.articles.statuses
    shown.show_counts(statuses.counted(found))
    desk.articles.show_articles(statuses.chosen(found, shown.wanted(), also=also), total)


def refresh(desk: Desk, changed: Collection[ArticleId]) -> None:
    """Show what became of articles that were read on, marked as done, or no longer are."""
    desk.articles.model.refresh(changed)
    if desk.articles.statuses.wanted():
        # Whoever reads an article keeps it in sight, though it is no longer what the list was narrowed to.
        here = desk.article.id if desk.article is not None else None
        list_articles(desk, also=here if desk.articles.model.row_of(here) is not None else None)
    else:
        desk.articles.statuses.show_counts(desk.project.statuses().counted(desk.articles.model.ids()))
    if desk.article is not None and desk.article.id in changed:
        show_open(desk)


def show_open(desk: Desk) -> None:
    """Show the status of the open article, as it is now, in its head and below."""
    found = desk.project.articles_of([desk.article.id]) if desk.article is not None else []
    if found:
        desk.article = found[0]
        desk.pane.show_status(found[0])
    desk.status_changed.emit()


def mark(desk: Desk, articles: Sequence[ArticleId], *, done: bool = True) -> None:
    """Mark articles as done, or as not done."""

    def deed() -> None:
        number = desk.project.mark_done(articles, done=done)
        if number:
            many = f"{wording.counted(number, 'article')} " if number > 1 else ""
            words = f"{many}marked as {'done' if done else 'not done'}{undo_hint()}"
            desk.say(words[0].upper() + words[1:])

    desk.attempt(deed)


def mark_unread(desk: Desk, articles: Sequence[ArticleId]) -> None:
    """Let articles count as unread again, those that are done too."""

    def deed() -> None:
        desk.project.mark_done(articles, done=False)
        if desk.article is not None and desk.article.id in articles:
            desk.noticing.let_be()
        for one in articles:
            desk.project.forget_reading(one)

    desk.attempt(deed)


def is_done(desk: Desk) -> bool:
    """Whether the open article is done."""
    return desk.article is not None and desk.article.status == DONE


def toggle_done(desk: Desk) -> None:
    """Mark the open article as done, or as not done if it is."""
    if desk.article is not None:
        mark(desk, [desk.article.id], done=not is_done(desk))


def done_and_next(desk: Desk) -> None:
    """Mark the open article as done and go to the next unread one."""
    if desk.article is not None:
        mark(desk, [desk.article.id])
        open_next_unread(desk)


def open_next_unread(desk: Desk) -> None:
    """Open the next unread article of the list, from its beginning again after its end; say so if there is none."""
    desk.leave_article()
    desk.attempt(lambda: _open_next_unread(desk), name="open")


def _open_next_unread(desk: Desk) -> None:
    found = next_unread(desk)
    if found is None:
        desk.say(NONE_LEFT)
    else:
        desk.open_article(found)


def next_unread(desk: Desk) -> ArticleId | None:
    """The first unread article below the open one in the list, else from the top; never the open one itself."""
    ids, statuses = desk.articles.model.ids(), desk.project.statuses()
    here = desk.article.id if desk.article is not None else None
    row = desk.articles.model.row_of(here)
    first = 0 if row is None else row + 1
    order = (ids[place % len(ids)] for place in range(first, first + len(ids)))
    return next((one for one in order if one != here and statuses.of(one) == UNREAD), None)
