"""Annotations by the day that counts on the timeline: the newest few, which a card quotes, and all of one day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import date

from annotator.records import AnnotationId, Wanted
from annotator.store import search

PAGE = 20_000  # annotations; so many are looked through at a time where no index knows the day


def published(
    connection: sqlite3.Connection, days: Sequence[date] | None, wanted: Wanted, most: int
) -> list[AnnotationId]:
    """The last day first, and of a day what was made last; `days` of publication, None: of undated articles.

    The index of days and tags is all that is read, unless a filter asks for more.
    """
    place, values = ("n.published_on IS NULL", []) if days is None else _of_days("n.published_on", days)
    source, condition, more = _filter(wanted)
    statement = f"""SELECT n.id FROM annotation n INDEXED BY annotation_day {source} WHERE {place} {condition}
        ORDER BY n.published_on DESC, n.id DESC LIMIT ?"""
    return [AnnotationId(row[0]) for row in connection.execute(statement, [*values, *more, most])]


def paged(
    connection: sqlite3.Connection, days: Sequence[date] | None, wanted: Wanted, most: int, *, below: int
) -> tuple[list[AnnotationId], int]:
    """What was made last on these days (UTC), or (None) in undated articles, among one page of those under `below`.

    With it comes the number to go on below; 0 where nothing is left.
    """
    lowest = max(below - PAGE, 0)
    day = "substr(n.created_at, 1, 10)"
    place, values = ("n.published_on IS NULL", []) if days is None else _of_days(day, days)
    source, condition, more = _filter(wanted)
    statement = f"""SELECT n.id FROM annotation n {source} WHERE n.id >= ? AND n.id < ? AND {place} {condition}
        ORDER BY n.id DESC LIMIT ?"""
    rows = connection.execute(statement, [lowest, below, *values, *more, most])
    return [AnnotationId(row[0]) for row in rows], lowest


def of_day(connection: sqlite3.Connection, day: date | None, wanted: Wanted, *, by_making: bool) -> list[AnnotationId]:
    """The annotations of one day, or (None) of undated articles, as they stand in articles and texts, or were made."""
    column = "substr(n.created_at, 1, 10)" if by_making else "n.published_on"
    place, values = ("n.published_on IS NULL", []) if day is None else _of_days(column, [day])
    source, condition, more = _filter(wanted)
    order = "n.created_at, n.id" if by_making else 'n.article_id, n.start, n."end", n.tag_id, n.id'
    statement = f"SELECT n.id FROM annotation n {source} WHERE {place} {condition} ORDER BY {order}"
    return [AnnotationId(row[0]) for row in connection.execute(statement, [*values, *more])]


def above_all(connection: sqlite3.Connection) -> int:
    """A number above that of every annotation."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM annotation").fetchone()[0])


def _of_days(column: str, days: Sequence[date]) -> tuple[str, list[object]]:
    return f"{column} IN ({_marks(days)})", [day.isoformat() for day in days]


def _filter(wanted: Wanted) -> tuple[str, str, list[object]]:
    """Joins, conditions and their values for what a filter leaves; nothing is joined that it does not ask for.

    `narrowing` seeks the articles first, which is quick for many annotations; here a few are looked at, each by itself.
    """
    source, parts, values = "", [], list[object]()
    if wanted.tags:
        parts.append(f"n.tag_id IN ({_marks(wanted.tags)})")
        values.extend(sorted(wanted.tags))
    if wanted.analysts:
        parts.append(f"n.analyst_id IN (SELECT id FROM analyst WHERE name IN ({_marks(wanted.analysts)}))")
        values.extend(sorted(wanted.analysts))
    matching, words = search.condition(wanted.matching)
    if wanted.sources or matching:
        source = "JOIN article a ON a.id = n.article_id"
    if wanted.sources:
        parts.append(f"a.source IN ({_marks(wanted.sources)})")
        values.extend(sorted(wanted.sources))
    if matching:
        parts.append(matching)
        values.extend(words)
    return source, "".join(f" AND {part}" for part in parts), values


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
