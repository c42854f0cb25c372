"""Takes back one edit out of the middle of the journal, as a new edit, where nothing later depends on it."""

from __future__ import annotations

import sqlite3

from annotator.errors import UserError
from annotator.records import Changes, Edit
from annotator.store import codebook, journal, rows
from annotator.store.database import Database
from annotator.store.journal import Recording, RowChange
from annotator.store.trouble import explained, of_the_journal

_UNASKED = {  # columns that change without a person changing them
    "annotation": {"rev", "updated_at", "published_on"},
    "article": {"rev"},
    "tag": {"rev"},
    "done": set(),
    "event": {"rev"},
    "chart_view": {"rev"},
}
_RETAG = "Delete or retag those annotations first."
_DEPENDENTS = {  # what stands in the way of taking a row away: where it is used, how to say it, and what to do
    "article": (
        ("annotation", "article_id", "the article “{}” was annotated since", _RETAG),
        ("done", "article_id", "the article “{}” was marked as done since", "Mark it as not done first."),
    ),
    "tag": (("annotation", "tag_id", "the tag “{}” was used since", _RETAG),),
}


def revert(database: Database, sequence: int, analyst: str) -> Changes | None:
    """Take back one edit that stands; UserError names what later depends on it, and then nothing was stored."""
    with explained(database.path):
        found = journal.by_sequence(database.connection, sequence)
    if found is None:
        raise UserError(f"There is no edit {sequence} in this project. The history shows their numbers.")
    if found.state != "done":
        raise UserError(f"Edit {sequence} ({found.label}) is undone already; there is nothing to revert.")
    try:
        made = journal.edit(database, f"revert of {found.label}", analyst)
        with explained(database.path), of_the_journal(), made as (recording, outcome):
            recording.connection.execute("PRAGMA defer_foreign_keys = ON")
            changes = journal.row_changes(recording.connection, sequence, backwards=True)
            for change in changes:
                _take_back(recording, found, change)
            for change in changes:
                _check_dependents(recording.connection, found, change)
            _check_references(recording.connection, found)
            _check_tags(recording.connection, found, [change.row_id for change in changes if change.table == "tag"])
            recording.articles |= recording.annotated  # their dates may have changed since
    except UserError as error:
        if not isinstance(error.__cause__, sqlite3.IntegrityError):
            raise
        raise UserError(
            f"Edit {sequence} ({found.label}) cannot be reverted: what it took away has been replaced since. "
            "Revert or undo the later edits first."
        ) from error
    return outcome.changes


def _take_back(recording: Recording, edit: Edit, change: RowChange) -> None:
    table, row_id = change.table, change.row_id
    try:
        present = rows.image(recording.connection, table, row_id)
    except LookupError:
        present = None
    if not _is_as_left(present, change):
        raise _depends(recording.connection, edit, change)
    if change.before is None:
        recording.delete(table, row_id)
    elif change.after is None:
        rev = {"rev": change.before.get("rev", 0) + 1} if table in rows.VERSIONED else {}
        recording.insert(table, {**change.before, "id": row_id, **rev})
    else:
        recording.update(table, row_id, {name: change.before[name] for name in change.after})


def _is_as_left(present: dict[str, object] | None, change: RowChange) -> bool:
    """Whether a row still is as the edit left it, in the columns that the edit wrote."""
    if change.after is None or present is None:
        return change.after is None and present is None
    wrote = [name for name in change.after if name in present and name not in _UNASKED[change.table]]
    return all(present[name] == change.after[name] for name in wrote)


def _depends(connection: sqlite3.Connection, edit: Edit, change: RowChange) -> UserError:
    row = connection.execute(
        """SELECT e.id, e.label FROM edit e JOIN edit_row r ON r.edit_id = e.id
           WHERE e.id > ? AND e.id < (SELECT max(id) FROM edit) AND e.state = 'done' AND r.of_table = ? AND r.row_id = ?
           ORDER BY e.id LIMIT 1""",
        (edit.sequence, change.table, change.row_id),
    ).fetchone()
    later = f"edit {row[0]} ({row[1]}) changed the same {change.table} later" if row else "it was changed since"
    return UserError(f"Edit {edit.sequence} ({edit.label}) cannot be reverted: {later}. Revert that one first.")


def _check_dependents(connection: sqlite3.Connection, edit: Edit, change: RowChange) -> None:
    """Refuse to take away a tag that is in use, or an article that was annotated or marked as done later."""
    goes = change.before is None or (change.before.get("deleted_at") and change.table == "article")
    for table, column, sentence, mend in _DEPENDENTS.get(change.table, ()) if goes else ():
        if connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (change.row_id,)).fetchone():
            shown = (change.after or {}).get("name") or _title(connection, change.row_id)
            raise UserError(f"Edit {edit.sequence} ({edit.label}) cannot be reverted: {sentence.format(shown)}. {mend}")


def _check_references(connection: sqlite3.Connection, edit: Edit) -> None:
    """Refuse what would bring back what belongs to a tag or an article that has gone since."""
    gone = connection.execute("PRAGMA foreign_key_check(annotation)").fetchone()
    orphan = gone or connection.execute("PRAGMA foreign_key_check(tag)").fetchone()
    noun = orphan[2] if orphan else "article" if _is_on_deleted(connection) else ""
    if noun:
        raise UserError(
            f"Edit {edit.sequence} ({edit.label}) cannot be reverted: the {noun} that it needs was deleted later. "
            "Revert that deletion first."
        )


def _check_tags(connection: sqlite3.Connection, edit: Edit, touched: list[int]) -> None:
    """Refuse what would give two tags one key or letter, or put a tag below itself."""
    for tag_id in touched:
        row = connection.execute(
            """SELECT t.name, o.name FROM tag t JOIN tag o ON o.id <> t.id AND (
                   (t.key <> '' AND lower(o.key) = lower(t.key))
                   OR (t.letter <> '' AND lower(o.letter) = lower(t.letter)))
               WHERE t.id = ?""",
            (tag_id,),
        ).fetchone()
        if row:
            raise UserError(
                f"Edit {edit.sequence} ({edit.label}) cannot be reverted: the key or letter of the tag {row[0]} is "
                f"that of the tag {row[1]} now. Give that one another first."
            )
        if tag_id in codebook.above(connection, tag_id):
            raise UserError(
                f"Edit {edit.sequence} ({edit.label}) cannot be reverted: a tag would stand below itself. "
                "Revert the later change of its parent first."
            )


def _is_on_deleted(connection: sqlite3.Connection) -> bool:
    statement = """SELECT 1 FROM article a WHERE a.deleted_at IS NOT NULL
                   AND (EXISTS (SELECT 1 FROM annotation n WHERE n.article_id = a.id)
                        OR EXISTS (SELECT 1 FROM done d WHERE d.article_id = a.id))"""
    return connection.execute(statement).fetchone() is not None


def _title(connection: sqlite3.Connection, article_id: int) -> str:
    row = connection.execute("SELECT title FROM article WHERE id = ?", (article_id,)).fetchone()
    return str(row[0]) if row else str(article_id)
