"""Annotations in the project file; offsets are code points of the article's text."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from annotator.records import Annotation, AnnotationId, ArticleId, DayCount, NewAnnotation, TagId
from annotator.store import articles
from annotator.store.journal import Recording
from annotator.store.trouble import fitting, fitting_columns
from annotator.store.uids import new_uid
from annotator.text.anchor import context
from annotator.text.canonical import canonical
from annotator.text.span import Span

_JOINED = """FROM annotation n JOIN article a ON a.id = n.article_id JOIN tag t ON t.id = n.tag_id
    JOIN analyst y ON y.id = n.analyst_id"""
_FIELDS = """n.id, n.uid, n.rev, n.article_id, a.uid, n.tag_id, t.name, n.start, n."end", n.quote, n.prefix, n.suffix,
    n.note, y.name, n.created_at, n.updated_at"""
_KINDS = (int, str, int, int, str, int, str, int, int, *(str,) * 7)
_EXPORTED = """n.uid, a.uid, a.title, a.source, a.url, a.published_on, t.name, n.start, n."end", n.quote, n.note,
    y.name, n.created_at, n.updated_at, n.prefix, n.suffix, a.text_sha256"""
# By the tag's name, byte for byte, so that whoever sorts the columns of an export gets the order it has.
EXPORT_ORDER = 'n.published_on IS NULL, n.published_on, n.article_id, n.start, n."end", t.name COLLATE BINARY, n.id'


def of_article(connection: sqlite3.Connection, article_id: ArticleId) -> list[Annotation]:
    """The annotations of one article, by start and end."""
    statement = f'SELECT {_FIELDS} {_JOINED} WHERE n.article_id = ? ORDER BY n.start, n."end", n.id'
    return Annotation.made_of(fitting_columns(connection.execute(statement, (article_id,)).fetchall(), _KINDS))


def matching(
    connection: sqlite3.Connection,
    *,
    tags: Sequence[TagId],
    first: date | None,
    last: date | None,
    undated: bool,
) -> list[Annotation]:
    """Annotations by tag and publication date, in the order of exports."""
    condition, values = _condition(tags, first, last, undated=undated)
    statement = f"SELECT {_FIELDS} {_JOINED} {condition} ORDER BY {EXPORT_ORDER}"
    return [Annotation(*fitting(row, _KINDS)) for row in connection.execute(statement, values)]


def exported(
    connection: sqlite3.Connection, *, tags: Sequence[TagId], first: date | None, last: date | None
) -> Iterator[tuple[object, ...]]:
    """Rows with the columns and in the order of the CSV, as the cursor yields them."""
    condition, values = _condition(tags, first, last, undated=False)
    return connection.execute(f"SELECT {_EXPORTED} {_JOINED} {condition} ORDER BY {EXPORT_ORDER}", values)


def by_ids(connection: sqlite3.Connection, wanted: Sequence[AnnotationId]) -> list[Annotation]:
    """The annotations of these numbers, in no order; numbers of none are left out."""
    found: list[Annotation] = []
    for place in range(0, len(wanted), 500):
        some = wanted[place : place + 500]
        statement = f"SELECT {_FIELDS} {_JOINED} WHERE n.id IN ({', '.join('?' * len(some))})"
        found.extend(Annotation.made_of(fitting_columns(connection.execute(statement, some).fetchall(), _KINDS)))
    return found


def by_id(connection: sqlite3.Connection, annotation_id: int) -> Annotation | None:
    """One annotation by its number."""
    return next(iter(by_ids(connection, [AnnotationId(annotation_id)])), None)


def by_uid(connection: sqlite3.Connection, beginning: str) -> list[Annotation]:
    """The annotations whose uid begins so, at most two."""
    statement = f"SELECT {_FIELDS} {_JOINED} WHERE n.uid >= ? AND n.uid < ? LIMIT 2"
    return [
        Annotation(*fitting(row, _KINDS))
        for row in connection.execute(statement, (beginning, beginning + "\U0010ffff"))
    ]


def day_counts(connection: sqlite3.Connection) -> list[DayCount]:
    """How many annotations each tag has on each day of publication."""
    rows = connection.execute("SELECT day, tag_id, annotations FROM day_count")
    return [DayCount(articles.day_of(day or None), TagId(tag), count) for day, tag, count in rows]


def add(recording: Recording, article_id: ArticleId, text: str, new: NewAnnotation, tag_id: TagId) -> AnnotationId:
    """Enter one annotation; the edit it belongs to reads it back before it ends."""
    annotation_id = recording.insert(
        "annotation",
        {
            "uid": new_uid(),
            "rev": 1,
            "article_id": article_id,
            "tag_id": tag_id,
            **place(text, Span(new.start, new.end)),
            "note": canonical(new.note),
            "analyst_id": recording.analyst_id(new.analyst),
            "created_at": new.created_at or recording.at,
            "updated_at": recording.at,
            "published_on": _published_on(recording.connection, article_id),
        },
    )
    return AnnotationId(annotation_id)


def place(text: str, span: Span) -> dict[str, object]:
    """The columns that say where an annotation is: its span with the quote and the context there."""
    prefix, suffix = context(text, span)
    return {"start": span.start, "end": span.end, "quote": span.quote(text), "prefix": prefix, "suffix": suffix}


def places(connection: sqlite3.Connection, article_id: ArticleId) -> Counter[tuple[int, int, int, str]]:
    """How often an article is annotated with the same start, end, tag and analyst."""
    rows = connection.execute(
        'SELECT n.start, n."end", n.tag_id, y.name FROM annotation n JOIN analyst y ON y.id = n.analyst_id '
        "WHERE n.article_id = ?",
        (article_id,),
    )
    return Counter(rows)


def _published_on(connection: sqlite3.Connection, article_id: ArticleId) -> str | None:
    row = connection.execute("SELECT published_on FROM article WHERE id = ?", (article_id,)).fetchone()
    return row[0] if row else None


def _condition(
    tags: Sequence[TagId], first: date | None, last: date | None, *, undated: bool
) -> tuple[str, list[object]]:
    condition, values = articles.within(first, last, undated=undated)
    parts = [condition.replace("a.published_on", "n.published_on")] if condition else []
    if tags:
        parts.append(f"n.tag_id IN ({', '.join('?' * len(tags))})")
        values = [*values, *tags]
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), values
