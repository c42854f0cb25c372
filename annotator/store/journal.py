"""The journal: every action of a person as the rows it changed, so that it can be named, undone and redone.

An article's row is never inserted or deleted by an edit: it is shown or hidden through `deleted_at`. So the journal
holds no texts, and the import or deletion of any number of articles can still be undone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from annotator.records import AnnotationId, ArticleId, Changes, Edit
from annotator.store import codebook, readback, rows, search
from annotator.store.clock import now
from annotator.store.database import Database
from annotator.store.rows import Row
from annotator.store.trouble import DamagedRow, explained, of_the_journal
from annotator.store.uids import new_uid

_EDIT = "SELECT e.id, e.uid, e.label, n.name, e.made_at, e.state FROM edit e JOIN analyst n ON n.id = e.analyst_id"
_STAMPED = {"annotation"}  # tables whose rows say when they were last changed
_SEARCHED = {"title", "source"}  # columns of an article that the index of words holds, besides its text
_LAST_DONE = "state = 'done' ORDER BY id DESC LIMIT 1"
_FIRST_UNDONE = "state = 'undone' ORDER BY id LIMIT 1"


@dataclass
class Recording:
    """The rows that the edit under way has changed so far; its verbs write the row and the journal together."""

    connection: sqlite3.Connection
    edit_id: int
    at: str
    turn: int
    done: str = "edit"  # what happens: edit, undo or redo
    rows: int = 0
    analysts: dict[str, int] = field(default_factory=dict)
    articles: set[ArticleId] = field(default_factory=set)
    annotated: set[ArticleId] = field(default_factory=set)
    annotations: set[AnnotationId] = field(default_factory=set)
    statuses: set[ArticleId] = field(default_factory=set)
    events: set[int] = field(default_factory=set)
    views: set[int] = field(default_factory=set)
    tags: bool = False

    def analyst_id(self, name: str) -> int:
        """The number of an analyst, asked of the file once an edit."""
        if name not in self.analysts:
            self.analysts[name] = codebook.analyst_id(self.connection, name)
        return self.analysts[name]

    def insert(self, table: str, row: Row) -> int:
        """Add a row; its number."""
        row_id = rows.insert(self.connection, table, row)
        self._note(table, row_id, (None, {**row, "id": row_id}), row.get("article_id"))
        return row_id

    def update(self, table: str, row_id: int, row: Row) -> bool:
        """Change the columns of a row that differ; whether any did."""
        present = rows.image(self.connection, table, row_id)
        changed = {name: value for name, value in row.items() if present[name] != value}
        if not changed:
            return False
        _update(self, table, row_id, (present, changed))
        before = {name: present[name] for name in changed}
        self._note(table, row_id, (before, changed), present.get("article_id"))
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row, keeping it whole in the journal."""
        before = rows.image(self.connection, table, row_id)
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._note(table, row_id, ({**before, "id": row_id}, None), before.get("article_id"))

    def show_article(self, article_id: ArticleId) -> None:
        """Note that an article was added in this edit; undo hides it."""
        self._note("article", article_id, ({"deleted_at": self.at}, {"deleted_at": None}), None)

    def _note(self, table: str, row_id: int, images: tuple[Row | None, Row | None], article_id: int | None) -> None:
        before, after = map(_json, images)
        row = {"edit_id": self.edit_id, "of_table": table, "row_id": row_id, "before": before, "after": after}
        rows.insert(self.connection, "edit_row", row)
        self.rows += 1
        self.touch(table, row_id, article_id)

    def touch(self, table: str, row_id: int, article_id: int | None) -> None:
        """Remember what views have to refresh; an annotation and a status belong to an article."""
        if table == "article":
            self.articles.add(ArticleId(row_id))
        elif table == "tag":
            self.tags = True
        elif table == "done" and article_id is not None:
            self.statuses.add(ArticleId(article_id))
        elif table == "event":
            self.events.add(row_id)
        elif table == "chart_view":
            self.views.add(row_id)
        elif article_id is not None:
            self.annotated.add(ArticleId(article_id))
            self.annotations.add(AnnotationId(row_id))


@dataclass(frozen=True)
class RowChange:
    """What an edit did to one row: the changed columns before and after; None where there was no row."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None


@dataclass
class Outcome:
    """What became of an edit: filled in when its transaction is stored."""

    changes: Changes | None = None


@contextmanager
def edit(database: Database, label: str, analyst: str) -> Iterator[tuple[Recording, Outcome]]:
    """One action of a person: one transaction, one journal row. An edit that changed nothing leaves no trace.

    AnnotatorError if an annotation does not read back from the file as the slice of its text; nothing is stored then.
    """
    outcome = Outcome()
    uid = new_uid()
    connection = database.connection
    with database.transaction(lambda: _is_stored(connection, uid)):
        connection.execute("SAVEPOINT edit")
        recording = _begin(connection, uid, label, analyst)
        yield recording, outcome
        if recording.rows:
            _finish(recording)
        else:
            connection.execute("ROLLBACK TO edit")
        connection.execute("RELEASE edit")
        found = by_sequence(connection, recording.edit_id) if recording.rows else None
    outcome.changes = _changes(recording, found)
    if found is not None:
        database.stored(recording)


def relabel(recording: Recording, label: str) -> None:
    """Name the edit under way again, when only its outcome tells what it was."""
    present = rows.image(recording.connection, "edit", recording.edit_id)
    rows.replace(recording.connection, "edit", recording.edit_id, present, {"label": label})


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


def latest(connection: sqlite3.Connection, limit: int, before: int | None = None) -> list[Edit]:
    """The newest edits (with a number below `before`), newest first."""
    condition, values = ("", ()) if before is None else ("WHERE e.id < ?", (before,))
    found = connection.execute(f"{_EDIT} {condition} ORDER BY e.id DESC LIMIT ?", (*values, limit))
    return [Edit(*row) for row in found]


def by_sequence(connection: sqlite3.Connection, sequence: int) -> Edit | None:
    """One edit by its number."""
    return _one(connection, "WHERE e.id = ?", (sequence,))


def stored_at(connection: sqlite3.Connection) -> str | None:
    """The instant of the last stored edit, undo or redo; None in a project nobody has worked in."""
    row = connection.execute(f"SELECT changed_at FROM ({_LAST_CHANGED}) ORDER BY turn DESC LIMIT 1").fetchone()
    return row[0] if row else None


def turn(connection: sqlite3.Connection) -> int:
    """The number of the last stored change (edit, undo or redo); 0 in a project nobody has worked in."""
    found: object = connection.execute(f"SELECT coalesce(max(turn), 0) FROM ({_LAST_CHANGED})").fetchone()[0]
    if not isinstance(found, int) or found > 2**62:
        raise DamagedRow(f"turn {found!r} is none that anybody makes")
    return found


# Only the last edit that stands and the first that is undone can have changed last.
_LAST_CHANGED = (
    f"SELECT * FROM (SELECT turn, changed_at FROM edit WHERE {_LAST_DONE}) UNION ALL "
    f"SELECT * FROM (SELECT turn, changed_at FROM edit WHERE {_FIRST_UNDONE})"
)


def copy_dates(connection: sqlite3.Connection, articles: set[ArticleId]) -> None:
    """Bring the copies of these articles' dates on their annotations up to date."""
    for article in articles:
        row = connection.execute("SELECT published_on FROM article WHERE id = ?", (article,)).fetchone()
        day = row[0] if row else None
        statement = "UPDATE annotation SET published_on = ? WHERE article_id = ? AND published_on IS NOT ?"
        if connection.execute(statement, (day, article, day)).rowcount:
            rows.reseal(connection, "annotation", "article_id = ?", (article,))


def _begin(connection: sqlite3.Connection, uid: str, label: str, analyst: str) -> Recording:
    at, number = now(), turn(connection) + 1
    connection.execute("UPDATE edit SET state = 'dropped' WHERE state = 'undone'")
    analyst_id = codebook.analyst_id(connection, analyst)
    row = {"uid": uid, "label": label, "analyst_id": analyst_id, "made_at": at, "changed_at": at, "turn": number}
    return Recording(connection, rows.insert(connection, "edit", row), at, number)


def _finish(recording: Recording) -> None:
    """What every change ends with before its COMMIT: dates copied, and what it wrote read back from the file."""
    copy_dates(recording.connection, recording.articles)
    readback.verify(recording.connection, recording.annotated, recording.annotations)
    readback.verify_done(recording.connection, recording.statuses)
    for table, changed in (("event", recording.events), ("chart_view", recording.views)):
        readback.verify_rows(recording.connection, table, changed)


def _is_stored(connection: sqlite3.Connection, uid: str, number: int | None = None) -> bool:
    """Whether the file holds an edit (of this turn)."""
    row = connection.execute("SELECT turn FROM edit WHERE uid = ?", (uid,)).fetchone()
    return row is not None and number in (None, row[0])


def _replay(database: Database, state: str) -> Changes | None:
    backwards = state == "done"
    connection = database.connection
    aim: list[tuple[str, int]] = []
    stored = database.transaction(lambda: bool(aim) and _is_stored(connection, *aim[0]))
    with explained(database.path), of_the_journal(), stored:
        found = next_undo(connection) if backwards else next_redo(connection)
        if found is None:
            return None
        number = turn(connection) + 1
        aim.append((found.uid, number))
        recording = Recording(connection, found.sequence, now(), number, "undo" if backwards else "redo")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for change in row_changes(connection, found.sequence, backwards=backwards):
            wanted, present = (change.before, change.after) if backwards else (change.after, change.before)
            _apply(recording, change, wanted, present)
        _finish(recording)
        _stamp(recording, "undone" if backwards else "done")
        found = by_sequence(connection, found.sequence)
    database.stored(recording)
    return _changes(recording, found)


def _stamp(recording: Recording, state: str) -> None:
    """Write when and in which turn an edit was undone or redone."""
    present = rows.image(recording.connection, "edit", recording.edit_id)
    changed = {"changed_at": recording.at, "turn": recording.turn, "state": state}
    rows.replace(recording.connection, "edit", recording.edit_id, present, changed)


def row_changes(
    connection: sqlite3.Connection, sequence: int, *, backwards: bool = False, known: bool = True
) -> list[RowChange]:
    """What an edit did to each row, in its order or backwards.

    DamagedRow where it names a table that no edit changes; unless `known` says that such rows are only to be shown.
    """
    order = "DESC" if backwards else "ASC"
    found = connection.execute(
        f"SELECT of_table, row_id, before, after FROM edit_row WHERE edit_id = ? ORDER BY id {order}", (sequence,)
    ).fetchall()
    strange = next((table for table, *_ in found if table not in rows.JOURNALED), None)
    if known and strange is not None:  # the name of a table goes into SQL as it stands
        raise DamagedRow(f"the journal speaks of {strange!r}, which is no table of its kind")
    return [RowChange(table, row_id, _parsed(before), _parsed(after)) for table, row_id, before, after in found]


def _apply(recording: Recording, change: RowChange, wanted: Row | None, present: Row | None) -> None:
    """Bring one row from its present image to the wanted one."""
    connection, table, row_id = recording.connection, change.table, change.row_id
    if wanted is None:
        recording.touch(table, row_id, (present or {}).get("article_id"))
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    elif present is None:
        recording.touch(table, row_id, wanted.get("article_id"))
        rows.insert(connection, table, {**wanted, "rev": int(wanted.get("rev", 0)) + 1})
    else:
        found = rows.image(connection, table, row_id)
        recording.touch(table, row_id, found.get("article_id"))
        _update(recording, table, row_id, (found, wanted))


def _update(recording: Recording, table: str, row_id: int, images: tuple[Row, Row]) -> None:
    """Set columns of a row: from its present image, those of the second; the index of words goes along."""
    present, changed = images
    values = {**changed, "updated_at": recording.at} if table in _STAMPED else changed
    indexed = table == "article" and not _SEARCHED.isdisjoint(changed)
    if indexed:
        search.remove(recording.connection, row_id)
    rows.replace(recording.connection, table, row_id, present, values)
    if indexed:
        search.add(recording.connection, row_id)


def _one(connection: sqlite3.Connection, condition: str, values: tuple[object, ...] = ()) -> Edit | None:
    row = connection.execute(f"{_EDIT} {condition}", values).fetchone()
    return Edit(*row) if row else None


def _changes(recording: Recording, found: Edit | None) -> Changes:
    return Changes(
        articles=frozenset(recording.articles),
        annotated=frozenset(recording.annotated),
        annotations=frozenset(recording.annotations),
        statuses=frozenset(recording.statuses),
        tags=recording.tags,
        events=bool(recording.events),
        views=bool(recording.views),
        edit=found,
    )


def _json(image: Row | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _parsed(image: str | None) -> dict[str, Any] | None:
    try:
        return None if image is None else json.loads(image)
    except ValueError as error:
        raise DamagedRow("the journal cannot be read") from error
