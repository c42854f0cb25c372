"""Which articles are done, by whom and since when: a row for each that is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from annotator.records import ArticleId
from annotator.store.journal import Recording


def done(recording: Recording, article_id: ArticleId, *, analyst: str, at: str | None = None) -> bool:
    """Mark an article as done, now or at an instant; False if it is done already."""
    if _row_of(recording.connection, article_id) is not None:
        return False
    row = {"article_id": article_id, "analyst_id": recording.analyst_id(analyst), "done_at": at or recording.at}
    recording.insert("done", row)
    return True


def undone(recording: Recording, article_id: ArticleId) -> bool:
    """Mark an article as not done; False if it is not."""
    row_id = _row_of(recording.connection, article_id)
    if row_id is not None:
        recording.delete("done", row_id)
    return row_id is not None


def articles(connection: sqlite3.Connection) -> frozenset[ArticleId]:
    """The numbers of the articles that are done."""
    return frozenset(row[0] for row in connection.execute("SELECT article_id FROM done"))


def among(connection: sqlite3.Connection, some: Iterable[ArticleId]) -> frozenset[ArticleId]:
    """The numbers of those of some articles that are done, asked for one by one."""
    statement = "SELECT article_id FROM done WHERE article_id = ?"
    return frozenset(one for one in some if connection.execute(statement, (one,)).fetchone() is not None)


def by_uids(connection: sqlite3.Connection, uids: Iterable[str]) -> frozenset[ArticleId]:
    """The numbers of those of these articles that there are and that are not deleted."""
    found: set[ArticleId] = set()
    wanted = list(uids)
    for place in range(0, len(wanted), 500):
        some = wanted[place : place + 500]
        marks = ", ".join("?" * len(some))
        statement = f"SELECT id FROM article WHERE deleted_at IS NULL AND uid IN ({marks})"
        found.update(row[0] for row in connection.execute(statement, some))
    return frozenset(found)


def _row_of(connection: sqlite3.Connection, article_id: ArticleId) -> int | None:
    row = connection.execute("SELECT id FROM done WHERE article_id = ?", (article_id,)).fetchone()
    return int(row[0]) if row else None
