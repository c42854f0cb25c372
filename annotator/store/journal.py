"""The journal: every action of a person as the rows it changed, so that it can be named, undone and redone.

An article's row is never inserted or deleted by an edit: it is shown or hidden through `deleted_at`. So the journal
holds no texts, and the import or deletion of any number of articles can still be undone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from annotator.records import AnnotationId, ArticleId, Changes, Edit
from annotator.store import codebook, search
from annotator.store.clock import now
from annotator.store.database import Database
from annotator.store.trouble import DamagedRow
from annotator.store.uids import new_uid

Row = Mapping[str, Any]

_EDIT = "SELECT e.id, e.uid, e.label, n.name, e.made_at, e.state FROM edit e JOIN analyst n ON n.id = e.analyst_id"
_STAMPED = {"annotation"}  # tables whose rows say when they were last changed
_SEARCHED = {"title", "source"}  # columns of an article that the index of words holds, besides its text
_VERSIONED = {"annotation", "article", "tag"}


@dataclass
class Recording:
    """The rows that the edit under way has changed so far; its verbs write the row and the journal together."""

    connection: sqlite3.Connection
    edit_id: int
    at: str
    rows: int = 0
    analysts: dict[str, int] = field(default_factory=dict)
    articles: set[ArticleId] = field(default_factory=set)
    annotated: set[ArticleId] = field(default_factory=set)
    annotations: set[AnnotationId] = field(default_factory=set)
    tags: bool = False

    def analyst_id(self, name: str) -> int:
        """The number of an analyst, asked of the file once an edit."""
        if name not in self.analysts:
            self.analysts[name] = codebook.analyst_id(self.connection, name)
        return self.analysts[name]

    def insert(self, table: str, row: Row) -> int:
        """Add a row; its number."""
        row_id = _insert(self.connection, table, row)
        self._note(table, row_id, None, {**row, "id": row_id})
        return row_id

    def update(self, table: str, row_id: int, row: Row) -> bool:
        """Change the columns of a row that differ; whether any did."""
        before = _image(self.connection, table, row_id, list(row))
        changed = {name: value for name, value in row.items() if before[name] != value}
        if not changed:
            return False
        _update(self.connection, table, row_id, changed, self.at)
        self._note(table, row_id, {name: before[name] for name in changed}, changed)
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row, keeping it whole in the journal."""
        before = _image(self.connection, table, row_id)
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._note(table, row_id, before, None)

    def show_article(self, article_id: ArticleId) -> None:
        """Note that an article was added in this edit; undo hides it."""
        self._note("article", article_id, {"deleted_at": self.at}, {"deleted_at": None})

    def _note(self, table: str, row_id: int, before: Row | None, after: Row | None) -> None:
        self.connection.execute(
            "INSERT INTO edit_row (edit_id, of_table, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            (self.edit_id, table, row_id, _json(before), _json(after)),
        )
        self.rows += 1
        self.touch(table, row_id, before, after)

    def touch(self, table: str, row_id: int, before: Row | None, after: Row | None) -> None:
        """Remember what views have to refresh."""
        if table == "article":
            self.articles.add(ArticleId(row_id))
        elif table == "tag":
            self.tags = True
        elif table == "annotation":
            known = (before or {}).get("article_id") or (after or {}).get("article_id")
            if known is None:
                known = _image(self.connection, table, row_id, ["article_id"])["article_id"]
            self.annotated.add(ArticleId(known))
            self.annotations.add(AnnotationId(row_id))


@dataclass
class Outcome:
    """What became of an edit: filled in when its transaction is stored."""

    changes: Changes | None = None


@contextmanager
def edit(database: Database, label: str, analyst: str) -> Iterator[tuple[Recording, Outcome]]:
    """One action of a person: one transaction, one journal row. An edit that changed nothing leaves no trace."""
    outcome = Outcome()
    with database.transaction() as connection:
        connection.execute("SAVEPOINT edit")
        recording = _begin(connection, label, analyst)
        yield recording, outcome
        if recording.rows:
            copy_dates(connection, recording.articles)
        else:
            connection.execute("ROLLBACK TO edit")
        connection.execute("RELEASE edit")
        found = by_sequence(connection, recording.edit_id) if recording.rows else None
    outcome.changes = _changes(recording, found)


def relabel(recording: Recording, label: str) -> None:
    """Name the edit under way again, when only its outcome tells what it was."""
    recording.connection.execute("UPDATE edit SET label = ? WHERE id = ?", (label, recording.edit_id))


def begin_afresh(database: Database) -> None:
    """Forget all edits of a project that is still in the making: what it begins with is nothing to undo."""
    with database.transaction() as connection:
        connection.execute("DELETE FROM edit_row")
        connection.execute("DELETE FROM edit")


def undo(database: Database) -> Changes | None:
    """Take back the last edit that stands; None if there is none."""
    return _replay(database, "done")


def redo(database: Database) -> Changes | None:
    """Repeat the edit that was last undone; None if there is none."""
    return _replay(database, "undone")


def next_undo(connection: sqlite3.Connection) -> Edit | None:
    """The edit that undo would take back."""
    return _one(connection, "WHERE e.state = 'done' ORDER BY e.id DESC LIMIT 1")


def next_redo(connection: sqlite3.Connection) -> Edit | None:
    """The edit that redo would repeat."""
    return _one(connection, "WHERE e.state = 'undone' ORDER BY e.id LIMIT 1")


def latest(connection: sqlite3.Connection, limit: int) -> list[Edit]:
    """The newest edits, newest first."""
    rows = connection.execute(f"{_EDIT} ORDER BY e.id DESC LIMIT ?", (limit,))
    return [Edit(*row) for row in rows]


def by_sequence(connection: sqlite3.Connection, sequence: int) -> Edit | None:
    """One edit by its number."""
    return _one(connection, "WHERE e.id = ?", (sequence,))


def stored_at(connection: sqlite3.Connection) -> str | None:
    """The instant of the last stored edit, undo or redo; None in a project nobody has worked in.

    Only the last edit that stands and the first that is undone can have changed last.
    """
    edits = (next_undo(connection), next_redo(connection))
    instants = [
        connection.execute("SELECT changed_at FROM edit WHERE id = ?", (one.sequence,)).fetchone()[0]
        for one in edits
        if one is not None
    ]
    return max(instants, default=None)


def copy_dates(connection: sqlite3.Connection, articles: set[ArticleId]) -> None:
    """Bring the copies of these articles' dates on their annotations up to date."""
    connection.executemany(
        """UPDATE annotation SET published_on = a.published_on FROM article a
           WHERE a.id = ? AND annotation.article_id = a.id AND annotation.published_on IS NOT a.published_on""",
        [(article,) for article in articles],
    )


def _begin(connection: sqlite3.Connection, label: str, analyst: str) -> Recording:
    at = now()
    connection.execute("UPDATE edit SET state = 'dropped' WHERE state = 'undone'")
    cursor = connection.execute(
        "INSERT INTO edit (uid, label, analyst_id, made_at, changed_at) VALUES (?, ?, ?, ?, ?)",
        (new_uid(), label, codebook.analyst_id(connection, analyst), at, at),
    )
    return Recording(connection, int(cursor.lastrowid or 0), at)


def _replay(database: Database, state: str) -> Changes | None:
    backwards = state == "done"
    with database.transaction() as connection:
        found = next_undo(connection) if backwards else next_redo(connection)
        if found is None:
            return None
        recording = Recording(connection, found.sequence, now())
        connection.execute("PRAGMA defer_foreign_keys = ON")
        order = "DESC" if backwards else "ASC"
        rows = connection.execute(
            f"SELECT of_table, row_id, before, after FROM edit_row WHERE edit_id = ? ORDER BY id {order}",
            (found.sequence,),
        ).fetchall()
        for table, row_id, before, after in rows:
            images = _parsed(before), _parsed(after)
            _apply(recording, table, row_id, images if backwards else images[::-1])
        copy_dates(connection, recording.articles)
        connection.execute(
            "UPDATE edit SET state = ?, changed_at = ? WHERE id = ?",
            ("undone" if backwards else "done", recording.at, found.sequence),
        )
        found = by_sequence(connection, found.sequence)
    return _changes(recording, found)


def _apply(recording: Recording, table: str, row_id: int, images: tuple[Row | None, Row | None]) -> None:
    """Bring one row from its present image (the second) to the wanted one (the first)."""
    wanted, present = images
    recording.touch(table, row_id, wanted, present)
    if wanted is None:
        recording.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    elif present is None:
        _insert(recording.connection, table, {**wanted, "rev": int(wanted.get("rev", 0)) + 1})
    else:
        _update(recording.connection, table, row_id, wanted, recording.at)


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return int(connection.execute(statement, tuple(row.values())).lastrowid or 0)


def _update(connection: sqlite3.Connection, table: str, row_id: int, row: Row, at: str) -> None:
    """Set columns; `rev` only ever grows, also when an old image returns."""
    values = {**row, "updated_at": at} if table in _STAMPED else dict(row)
    places = [f'"{name}" = ?' for name in values]
    if table in _VERSIONED:
        places.append("rev = rev + 1")
    statement = f"UPDATE {table} SET {', '.join(places)} WHERE id = ?"
    indexed = table == "article" and not _SEARCHED.isdisjoint(row)
    if indexed:
        search.remove(connection, row_id)
    connection.execute(statement, (*values.values(), row_id))
    if indexed:
        search.add(connection, row_id)


def _image(connection: sqlite3.Connection, table: str, row_id: int, names: list[str] | None = None) -> dict[str, Any]:
    columns = ", ".join(f'"{name}"' for name in names) if names else "*"
    statement = f"SELECT {columns} FROM {table} WHERE id = ?"
    cursor = connection.execute(statement, (row_id,))
    found = cursor.fetchone()
    if found is None:
        raise LookupError(f"no row {row_id} in {table}")
    return dict(zip([column[0] for column in cursor.description], found, strict=True))


def _one(connection: sqlite3.Connection, condition: str, values: tuple[object, ...] = ()) -> Edit | None:
    row = connection.execute(f"{_EDIT} {condition}", values).fetchone()
    return Edit(*row) if row else None


def _changes(recording: Recording, found: Edit | None) -> Changes:
    return Changes(
        articles=frozenset(recording.articles),
        annotated=frozenset(recording.annotated),
        annotations=frozenset(recording.annotations),
        tags=recording.tags,
        edit=found,
    )


def _json(image: Row | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _parsed(image: str | None) -> dict[str, Any] | None:
    try:
        return None if image is None else json.loads(image)
    except ValueError as error:
        raise DamagedRow("the journal cannot be read") from error
