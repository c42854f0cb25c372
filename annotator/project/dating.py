"""Giving articles their dates: what a text itself says of its day, what a person types, many articles in one edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from annotator.errors import UserError
from annotator.importers import mentioned
from annotator.importers.mentioned import Mentioned
from annotator.project.annotating import quoted
from annotator.records import Article, Changes
from annotator.store import journal
from annotator.store.database import Database

Tell = Callable[[Changes | None], object]


def days_in(article: Article, text: str) -> list[Mentioned]:
    """The days that title and head of an article write out, those of the text with their places; each once.

    A day after that of the import cannot be the article's.
    """
    until = date.fromisoformat(article.imported_at[:10]) + timedelta(days=1)  # elsewhere it may be tomorrow already
    in_text = mentioned.mentioned(text, until=until)
    known = {one.day for one in in_text}
    in_title = [Mentioned(one.day, 0, 0) for one in mentioned.mentioned(article.title, until=until)]
    return [*(one for one in in_title if one.day not in known), *in_text]


def day_of(words: str) -> date:
    """The day a person typed; UserError for what is none, with what can be typed."""
    day = mentioned.read_day(words)
    if day is not None and day.year >= 1000:
        return day
    shown = " ".join(words.split())[:40]
    if mentioned.is_day(words):
        raise UserError(f"The calendar has no “{shown}”.")
    raise UserError(f"“{shown}” is not a date. Write it as 2024-04-02, 2 April 2024 or April 2, 2024.")


def give(database: Database, tell: Tell, days: Mapping[Article, date | None], analyst: str) -> int:
    """Give each article its day (None: no date) as one edit; how many had another before."""
    other = {article: day for article, day in days.items() if article.published_on != day}
    if not other:
        return 0
    with journal.edit(database, _label(other), analyst) as (recording, outcome):
        for article, day in other.items():
            recording.update("article", article.id, {"published_on": day.isoformat() if day else None})
    tell(outcome.changes)
    return len(other)


def _label(days: Mapping[Article, date | None]) -> str:
    """What the journal calls the edit."""
    articles, given = list(days), set(days.values())
    whose = f"of {quoted(articles[0].title)}" if len(articles) == 1 else f"of {len(articles):,} articles"
    if len(given) > 1:
        return f"dates {whose}"
    day = given.pop()
    return f"date {day} {whose}" if day is not None else f"removal of the date {whose}"
