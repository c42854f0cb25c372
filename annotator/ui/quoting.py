"""Finds what the card of the chart quotes: a page at a time, so that no frame waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.errors import UserError
from annotator.records import Annotation, Article
from annotator.timeline.newest import MOST, Newest
from annotator.ui import wording

if TYPE_CHECKING:
    from annotator.ui.desk import Desk


def find(desk: Desk, asked: Newest, below: int | None = None, found: tuple[Annotation, ...] = ()) -> None:
    """Show on the card the newest annotations that are asked for; what cannot be read just now is not quoted."""
    if desk.waiting.holds("read") or not desk.timeline.is_asking(asked):
        return
    try:
        more, rest = desk.project.newest(asked, below=below)
        found = (*found, *more)[:MOST]
        if rest and len(found) < MOST:
            QTimer.singleShot(0, desk, lambda: find(desk, asked, rest, found))
        else:
            _show(desk, asked, found)
    except UserError:  # nobody asked for the card to speak of a busy file
        return


def _show(desk: Desk, asked: Newest, found: tuple[Annotation, ...]) -> None:
    from annotator.ui.timeline.quotes import LONGEST, Quoted  # late: the first picture needs no chart

    about = {one.id: one for one in desk.project.articles_of([one.article_id for one in found])}
    names_tag = len(asked.wanted.tags) != 1
    quoted = [
        Quoted(
            wording.one_line(one.quote, LONGEST),
            _source(about.get(one.article_id), wording.one_line(one.tag, 40) if names_tag else ""),
        )
        for one in found
    ]
    desk.timeline.show_quotes(asked, quoted)


def _source(article: Article | None, tag: str) -> str:
    """Tag, source and day of a quote; the title where no source is known."""
    name = wording.one_line(article.source or article.title, 80) if article is not None else ""
    day = wording.day(article.published_on) if article is not None else ""
    return " · ".join(filter(None, (tag, name, day)))
