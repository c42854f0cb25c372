"""How rows of a project stand now, in the words of the ledger: by uid, and complete without the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from annotator.store import journal, rows

Row = dict[str, Any]

ROWS = 500
"""How many rows are read at once, so that no reader keeps others from writing for long."""

_ANNOTATION = {
    "annotation": "n.uid", "article": "a.uid", "title": "a.title", "source": "a.source", "url": "a.url",
    "published_on": "a.published_on", "tag": "t.name", "start": "n.start", "end": 'n."end"', "quote": "n.quote",
    "note": "n.note", "analyst": "y.name", "created_at": "n.created_at", "updated_at": "n.updated_at",
    "prefix": "n.prefix", "suffix": "n.suffix", "text_sha256": "a.text_sha256", "tag_uid": "t.uid", "rev": "n.rev",
}  # fmt: skip
_ARTICLE = {
    name: f"a.{name}"
    for name in (
        "uid", "rev", "title", "source", "url", "language", "published_on", "published_at", "place", "agency",
        "origin", "imported_at", "deleted_at", "fingerprint", "text_sha256", "length",
    )
} | {"done_by": "y.name", "done_at": "d.done_at"}  # fmt: skip
_TAG = {
    "uid": "t.uid", "rev": "t.rev", "name": "t.name", "parent": "p.uid", "color": "t.color", "key": "t.key",
    "letter": "t.letter", "definition": "t.definition", "positive": "t.positive", "negative": "t.negative",
    "position": "t.position",
}  # fmt: skip
_ANNOTATIONS = f"""SELECT n.id, {", ".join(_ANNOTATION.values())} FROM annotation n JOIN article a
    ON a.id = n.article_id
    JOIN tag t ON t.id = n.tag_id JOIN analyst y ON y.id = n.analyst_id"""
_ARTICLES = f"""SELECT a.id, {", ".join(_ARTICLE.values())} FROM article a
    LEFT JOIN done d ON d.article_id = a.id LEFT JOIN analyst y ON y.id = d.analyst_id"""
_TAGS = f"""SELECT {", ".join(_TAG.values())} FROM tag t LEFT JOIN tag p ON p.id = t.parent_id
    ORDER BY t.position, t.id"""

# That an article is done stands in its own row in the ledger.
_CHANGED = """SELECT of_table,
    CASE of_table WHEN 'done' THEN json_extract(coalesce(after, before), '$.article_id') ELSE row_id END
    FROM edit_row WHERE edit_id = ?"""


@dataclass
class Touched:
    """Which rows the edits named here changed, by number; of codebook, events and views only that they changed."""

    edits: list[int] = field(default_factory=list)
    annotations: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    tags: bool = False
    events: bool = False
    views: bool = False


@dataclass(frozen=True, slots=True)
class LastEdit:
    """The edit that a turn belongs to, and what it was called."""

    uid: str = ""
    label: str = ""
    analyst: str = ""
    changed_at: str = ""


@contextmanager
def moment(connection: sqlite3.Connection) -> Iterator[int]:
    """A short while in which no other program changes what is read; the turn that it reads."""
    connection.execute("BEGIN")
    try:
        yield journal.turn(connection)
    finally:
        connection.execute("COMMIT")


def last_edit(connection: sqlite3.Connection, turn: int, edit_id: int = 0) -> LastEdit:
    """The edit that was made, undone or redone in a turn, sought first by its number; nothing if there is none."""
    statement = """SELECT e.uid, e.label, y.name, e.changed_at FROM edit e JOIN analyst y ON y.id = e.analyst_id
        WHERE e.turn = ?"""
    row = connection.execute(f"{statement} AND e.id = ?", (turn, edit_id)).fetchone()
    row = row or connection.execute(f"{statement} ORDER BY e.id DESC LIMIT 1", (turn,)).fetchone()
    return LastEdit(*row) if row else LastEdit()


def turn_of(connection: sqlite3.Connection, edit: str) -> int | None:
    """The last turn of the edit of this uid; None if the project has no such edit."""
    row = connection.execute("SELECT turn FROM edit WHERE uid = ?", (edit,)).fetchone()
    return int(row[0]) if row else None


def touched_since(connection: sqlite3.Connection, turn: int) -> Touched:
    """What edits made, undone or redone after a turn changed."""
    touched = Touched([row[0] for row in connection.execute("SELECT id FROM edit WHERE turn > ?", (turn,))])
    for edit in touched.edits:
        for table, row_id in connection.execute(_CHANGED, (edit,)):
            if table == "tag":
                touched.tags = True
            elif table == "event":
                touched.events = True
            elif table == "chart_view":
                touched.views = True
            elif table == "annotation":
                touched.annotations.add(row_id)
            elif table in ("article", "done") and row_id is not None:
                touched.articles.add(row_id)
    return touched


def annotations_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Row]:
    """The annotations of these numbers that there are, by number."""
    if not ids:
        return {}
    statement = f"{_ANNOTATIONS} WHERE n.id IN ({', '.join('?' * len(ids))})"
    return dict(_rows(connection.execute(statement, ids), _ANNOTATION))


def articles_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Row]:
    """The articles of these numbers, deleted ones too, without their texts, by number."""
    if not ids:
        return {}
    statement = f"{_ARTICLES} WHERE a.id IN ({', '.join('?' * len(ids))})"
    return dict(_rows(connection.execute(statement, ids), _ARTICLE))


def annotations_after(connection: sqlite3.Connection, last: int) -> dict[int, Row]:
    """The next annotations in the order of their numbers."""
    return dict(
        _rows(connection.execute(f"{_ANNOTATIONS} WHERE n.id > ? ORDER BY n.id LIMIT {ROWS}", (last,)), _ANNOTATION)
    )


def articles_after(connection: sqlite3.Connection, last: int) -> dict[int, Row]:
    """The next articles in the order of their numbers, deleted ones too, without their texts."""
    return dict(_rows(connection.execute(f"{_ARTICLES} WHERE a.id > ? ORDER BY a.id LIMIT {ROWS}", (last,)), _ARTICLE))


def tags(connection: sqlite3.Connection) -> list[Row]:
    """The whole codebook in its order."""
    return [dict(zip(_TAG, row, strict=True)) for row in connection.execute(_TAGS)]


def events(connection: sqlite3.Connection) -> list[Row]:
    """All events of the timeline, in the order of their numbers."""
    return _all(connection, "event")


def views(connection: sqlite3.Connection) -> list[Row]:
    """All saved views of the timeline, in the order of their numbers."""
    return _all(connection, "chart_view")


def _all(connection: sqlite3.Connection, table: str) -> list[Row]:
    found = connection.execute(f"SELECT {rows.COLUMNS[table]} FROM {table} ORDER BY id")
    return [dict(zip(rows.SEALED[table], row, strict=True)) for row in found]


def size(connection: sqlite3.Connection) -> int:
    """About how many rows a snapshot of everything would hold."""
    tables = ("annotation", "article")
    return sum(connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0] for table in tables)


def uids_of(connection: sqlite3.Connection, edits: Iterable[int]) -> dict[int, str]:
    """The uids of annotations that these edits added or deleted, by number, as the journal tells them."""
    statement = """SELECT row_id, json_extract(coalesce(before, after), '$.uid') FROM edit_row
        WHERE edit_id = ? AND of_table = 'annotation'"""
    found = (row for edit in edits for row in connection.execute(statement, (edit,)))
    return {number: uid for number, uid in found if uid}


def _rows(cursor: sqlite3.Cursor, names: Iterable[str]) -> Iterator[tuple[int, Row]]:
    names = tuple(names)
    for row_id, *values in cursor:
        yield row_id, dict(zip(names, values, strict=True))
