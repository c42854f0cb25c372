"""What the timeline counts, as rows of numbers; a day is an ordinal as in `date.toordinal`, 0 where there is none.

Long reads come in pieces, so that no other connection waits long for the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TypeVar

from annotator.records import AnnotationId, ArticleId, Totals
from annotator.store.articles import day_of
from annotator.store.trouble import DamagedRow, fitting

Rows = Sequence[tuple[int, ...]]
ArticleRow = tuple[int, int, str, bool]
_Named = TypeVar("_Named", int, str)
_AT_ONCE = 500  # numbers named in one statement
_NO_DAY = -1  # of words that are no date
_DAYS_BEFORE = 1721424.5  # Julian days before ordinal 0


def _ordinal(column: str) -> str:
    return (
        f"CASE WHEN {column} IS NULL OR {column} = '' THEN 0 "
        f"ELSE ifnull(CAST(julianday({column}) - {_DAYS_BEFORE} AS INTEGER), {_NO_DAY}) END"
    )


_MADE = _ordinal("substr(created_at, 1, 10)")
_ANNOTATION = f"SELECT id, article_id, tag_id, analyst_id, {_MADE} FROM annotation"
_ARTICLE = f"SELECT id, {_ordinal('published_on')}, source, deleted_at IS NULL FROM article"


def totals(connection: sqlite3.Connection) -> Totals:
    """The numbers of articles, annotations, and annotations of undated articles."""
    articles = connection.execute("SELECT count(*) FROM article WHERE deleted_at IS NULL").fetchone()[0]
    everything, undated = connection.execute(
        """SELECT (SELECT ifnull(sum(annotations), 0) FROM day_count),
           (SELECT ifnull(sum(annotations), 0) FROM day_count WHERE day = '')"""
    ).fetchone()
    return Totals(articles, everything, undated)


def by_day(connection: sqlite3.Connection) -> Rows:
    """Day of publication, tag, and how many annotations it has there."""
    return _sound(connection.execute(f"SELECT {_ordinal('day')}, tag_id, annotations FROM day_count").fetchall())


def by_day_of(connection: sqlite3.Connection, articles: Iterable[ArticleId]) -> tuple[set[int], Rows]:
    """The days on which these articles were published, and the rows of `by_day` of these days."""
    named: set[str] = set()
    for some in _pieces(sorted(articles)):
        statement = f"SELECT DISTINCT ifnull(published_on, '') FROM article WHERE id IN ({_marks(some)})"
        named.update(row[0] for row in connection.execute(statement, some))
    found: list[tuple[int, ...]] = []
    for days in _pieces(sorted(named)):
        statement = f"SELECT {_ordinal('day')}, tag_id, annotations FROM day_count WHERE day IN ({_marks(days)})"
        found += connection.execute(statement, days)
    return {day.toordinal() if (day := day_of(name or None)) is not None else 0 for name in named}, _sound(found)


def article_days(connection: sqlite3.Connection) -> Rows:
    """Day of publication, and how many articles it has."""
    counted = "SELECT published_on AS day, count(*) AS n FROM article WHERE deleted_at IS NULL GROUP BY published_on"
    return _sound(connection.execute(f"SELECT {_ordinal('day')}, n FROM ({counted})").fetchall())


def annotations_after(connection: sqlite3.Connection, after: int, most: int) -> Rows:
    """Number, article, tag, analyst and day of making of at most so many annotations with greater numbers, in order."""
    return connection.execute(f"{_ANNOTATION} WHERE id > ? ORDER BY id LIMIT ?", (after, most)).fetchall()


def annotations_of(connection: sqlite3.Connection, ids: Iterable[AnnotationId]) -> Rows:
    """The same of the annotations with these numbers, as far as they are there, in order."""
    found: list[tuple[int, ...]] = []
    for some in _pieces(sorted(ids)):
        found += connection.execute(f"{_ANNOTATION} WHERE id IN ({_marks(some)}) ORDER BY id", some)
    return found


def articles_after(connection: sqlite3.Connection, after: int, most: int) -> list[ArticleRow]:
    """Number, day of publication, source and whether it is there of articles with greater numbers, in order.

    At most so many; those that were deleted are among them, for undo may bring them back.
    """
    statement = f"{_ARTICLE} WHERE id > ? ORDER BY id LIMIT ?"
    return list(map(_article, connection.execute(statement, (after, most))))


def articles_of(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> list[ArticleRow]:
    """The same of the articles with these numbers, in order."""
    found: list[ArticleRow] = []
    for some in _pieces(sorted(ids)):
        statement = f"{_ARTICLE} WHERE id IN ({_marks(some)}) ORDER BY id"
        found += map(_article, connection.execute(statement, some))
    return found


def tags(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Number, name and colour of all tags in the order of the codebook, without counting anything."""
    found = connection.execute("SELECT id, name, color FROM tag ORDER BY position, id")
    return [(number, name, color) for number, name, color in (fitting(row, (int, str, str)) for row in found)]


def analysts(connection: sqlite3.Connection) -> dict[int, str]:
    """The names of all analysts by their numbers."""
    return {row[0]: row[1] for row in connection.execute("SELECT id, name FROM analyst") if fitting(row, (int, str))}


def _article(row: Sequence[object]) -> ArticleRow:
    number, day, source, is_there = fitting(row, (int, int, str, int))
    return number, max(day, 0), source, bool(is_there)


def _sound(rows: Rows) -> Rows:
    if _NO_DAY in map(itemgetter(0), rows):
        raise DamagedRow("a date cannot be read")
    return rows


def _pieces(named: Sequence[_Named]) -> Iterable[Sequence[_Named]]:
    return (named[place : place + _AT_ONCE] for place in range(0, len(named), _AT_ONCE))


def _marks(some: Sequence[object]) -> str:
    return ", ".join("?" * len(some))
