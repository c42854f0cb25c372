"""Articles in the project file; those hidden by a deletion are invisible to every verb here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from annotator.records import Article, ArticleId, NewArticle
from annotator.store import completion, rows, search
from annotator.store.journal import Recording
from annotator.store.trouble import DamagedRow, fitting
from annotator.store.uids import new_uid
from annotator.text.canonical import text_sha256

_FIELDS = """a.id, a.uid, a.title, a.source, a.url, a.language, a.published_on, a.published_at, a.place, a.agency,
    a.origin, a.imported_at, a.text_sha256, a.length,
    (SELECT count(*) FROM annotation n WHERE n.article_id = a.id), coalesce(y.name, ''), d.done_at"""
_FROM = "FROM article a LEFT JOIN done d ON d.article_id = a.id LEFT JOIN analyst y ON y.id = d.analyst_id"
NEWEST = "a.published_on DESC, a.id DESC"  # NULL, the undated, sorts last
_TEXT_OR_NONE = (str, type(None))
_KINDS = (int, *(str,) * 5, _TEXT_OR_NONE, _TEXT_OR_NONE, *(str,) * 5, int, int, str, _TEXT_OR_NONE)
ORDERS = {
    "newest": NEWEST,
    "oldest": "a.published_on IS NULL, a.published_on, a.id",
    "title": "a.title, a.id",
}


def fingerprint(new: NewArticle) -> str:
    """What makes two imports the same article: title, date, source and text as they came in."""
    parts = (new.title, str(new.published_on or ""), new.source, text_sha256(new.text))
    return text_sha256("\x00".join(parts))


def ids(
    connection: sqlite3.Connection,
    *,
    condition: str = "",
    values: Sequence[object] = (),
    order: str = "newest",
) -> list[ArticleId]:
    """The numbers of articles in order; `condition` is SQL over `a` from this room."""
    wanted = f"AND {condition}" if condition else ""
    statement = f"SELECT a.id FROM article a WHERE a.deleted_at IS NULL {wanted} ORDER BY {ORDERS[order]}"
    # As one text: a hundred thousand rows one by one take half as long again.
    listed = connection.execute(f"SELECT group_concat(id) FROM ({statement})", values).fetchone()[0]
    try:
        found: list[ArticleId] = json.loads(f"[{listed or ''}]")
    except ValueError as error:
        raise DamagedRow("what is no number stands in the place of an article's") from error
    return found


def within(first: date | None, last: date | None, *, undated: bool) -> tuple[str, list[object]]:
    """The condition for a publication date between two days, both inclusive, or for none at all."""
    if undated:
        return "a.published_on IS NULL", []
    parts, values = [], []
    for bound, sign in ((first, ">="), (last, "<=")):
        if bound is not None:
            parts.append(f"a.published_on {sign} ?")
            values.append(bound.isoformat())
    return " AND ".join(parts), list(values)


def by_ids(connection: sqlite3.Connection, wanted: Sequence[ArticleId]) -> list[Article]:
    """The articles of these numbers, in the order of the numbers; numbers of none are left out."""
    found: dict[int, Article] = {}
    for place in range(0, len(wanted), 500):
        some = wanted[place : place + 500]
        marks = ", ".join("?" * len(some))
        statement = f"SELECT {_FIELDS} {_FROM} WHERE a.deleted_at IS NULL AND a.id IN ({marks})"
        found.update((row[0], _article(row)) for row in connection.execute(statement, some))
    return [found[one] for one in wanted if one in found]


def undated(connection: sqlite3.Connection) -> list[ArticleId]:
    """The numbers of the articles without a date, those with annotations first."""
    return [
        ArticleId(row[0])
        for row in connection.execute(
            """SELECT a.id FROM article a WHERE a.deleted_at IS NULL AND a.published_on IS NULL
               ORDER BY NOT EXISTS (SELECT 1 FROM annotation n WHERE n.article_id = a.id), a.id"""
        )
    ]


def by_uid(connection: sqlite3.Connection, beginning: str) -> list[Article]:
    """The articles whose uid begins so, at most two."""
    statement = f"SELECT {_FIELDS} {_FROM} WHERE a.deleted_at IS NULL AND a.uid >= ? AND a.uid < ? LIMIT 2"
    return [_article(row) for row in connection.execute(statement, (beginning, beginning + "\U0010ffff"))]


def text(connection: sqlite3.Connection, article_id: ArticleId) -> str | None:
    """The text of an article, None if there is no such article."""
    row = connection.execute("SELECT text FROM article WHERE id = ? AND deleted_at IS NULL", (article_id,)).fetchone()
    return row[0] if row else None


def day_numbers(connection: sqlite3.Connection) -> list[tuple[date | None, int]]:
    """How many articles were published on each day; None counts the undated."""
    rows = connection.execute(
        "SELECT published_on, count(*) FROM article WHERE deleted_at IS NULL GROUP BY published_on"
    )
    return [(day_of(day), number) for day, number in rows]


def add(recording: Recording, new: NewArticle) -> tuple[ArticleId, bool]:
    """Take an article in; its number, and whether it is new here. One that was deleted before comes back."""
    mark = fingerprint(new)
    row = recording.connection.execute("SELECT id, deleted_at FROM article WHERE fingerprint = ?", (mark,)).fetchone()
    if row is None:
        article_id = ArticleId(_insert(recording, new, mark))
        recording.show_article(article_id)
        return article_id, True
    return ArticleId(row[0]), recording.update("article", row[0], {"deleted_at": None})


def hide(recording: Recording, article_id: ArticleId) -> None:
    """Delete an article with its annotations and its status; undo brings all of them back."""
    completion.undone(recording, article_id)
    for row in recording.connection.execute(
        "SELECT id FROM annotation WHERE article_id = ? ORDER BY id", (article_id,)
    ).fetchall():
        recording.delete("annotation", row[0])
    recording.update("article", article_id, {"deleted_at": recording.at})


def _insert(recording: Recording, new: NewArticle, mark: str) -> int:
    row = {
        "uid": new_uid(),
        "rev": 1,
        "title": new.title,
        "source": new.source,
        "url": new.url,
        "language": new.language,
        "published_on": new.published_on.isoformat() if new.published_on else None,
        "published_at": new.published_at,
        "place": new.place,
        "agency": new.agency,
        "origin": new.origin,
        "imported_at": recording.at,
        "deleted_at": None,
        "fingerprint": mark,
        "text_sha256": text_sha256(new.text),
        "length": len(new.text),
    }
    article_id = rows.insert(recording.connection, "article", row, text=new.text)
    search.add(recording.connection, article_id)
    return article_id


def _article(row: Sequence[object]) -> Article:
    values: list[Any] = list(fitting(row, _KINDS))
    values[6] = day_of(row[6])
    return Article(*values)


def day_of(stored: object) -> date | None:
    """The date of a stored day; DamagedRow for what is none."""
    try:
        return date.fromisoformat(str(stored)) if stored is not None else None
    except ValueError as error:
        raise DamagedRow("a date cannot be read") from error
