"""Whether a file is what it says it is, whether SQLite can read all of it, and whether its indexes agree with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotator.errors import UserError
from annotator.records import Finding
from annotator.store import rows, schema
from annotator.store.checking.each_row import INSTANT
from annotator.store.connecting import connect
from annotator.store.trouble import another_program, code_of
from annotator.store.versions import APPLICATION_ID, SCHEMA_VERSION

_STEPS = ("first_schema", "checksums_and_turns", "articles_done", "events_and_views")
MOST_NUMBERS = 2**53  # more rows than any file holds; one more must still fit
_UID = "NOT GLOB '????????-????-7???-[89ab]???-????????????'"


def identity(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """The header of the file and its schema; UserError if it is of another program."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'annotation'").fetchone() is None:
            raise UserError(another_program(path))
        yield Finding("application id", "the file does not say that it is a project of this program")
    yield from _size(connection, path)
    for pragma, value in (("encoding", "UTF-8"), ("auto_vacuum", 0), ("journal_mode", "delete")):
        found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != value:
            yield Finding("header", f"{pragma} is {found!r}, not {value!r}")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not 1 <= version <= SCHEMA_VERSION:
        yield Finding("version", f"the file has schema {version}, this program checks 1 to {SCHEMA_VERSION}; update it")
    if version >= 1:
        for difference in schema.differences(connection, version):
            yield Finding("schema", difference)


def _size(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    pages, page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    size = path.stat().st_size
    if size != pages * page:
        yield Finding("integrity", f"the file is {size} bytes long, its header says {pages * page}")


def integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What SQLite itself finds wrong with trees, indexes and constraints."""
    for row in connection.execute("PRAGMA integrity_check(100)"):
        if row[0] != "ok":
            yield Finding("integrity", row[0])


def references(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Rows that name others which are not there."""
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding("foreign keys", f"row {row_id} of {table} names a missing row of {parent}")


def search(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """Whether the index of words holds the words of the articles, and no others."""
    try:
        try:
            _check_search(path)
        except sqlite3.OperationalError as error:
            if code_of(error) not in ("SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_CANTOPEN"):
                raise
            _check_search_of_copy(connection)
    except sqlite3.DatabaseError as error:
        if code_of(error) in ("SQLITE_BUSY", "SQLITE_INTERRUPT"):
            raise
        yield Finding("search index", f"the index of words does not agree with the articles ({error})")


def _check_search(path: Path) -> None:
    # FTS5 takes this check for a write, though it writes nothing.
    with closing(connect(path, "rw" if os.access(path, os.W_OK) else "ro", patience=0)) as writing:
        _ask(writing)


def _check_search_of_copy(connection: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        _ask(copy)


def _ask(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)")


def own_tables(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What the project says about itself, the numbers it has given away, and the migrations it went through."""
    yield from _meta(connection)
    yield from _sequences(connection)
    yield from _migrations(connection)


def _meta(connection: sqlite3.Connection) -> Iterator[Finding]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    wanted = {"created_at": INSTANT, "uid": _UID} if version > 1 else {"created_at": INSTANT}
    for key, pattern in wanted.items():
        row = connection.execute(f"SELECT value {pattern} FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None or row[0]:
            yield Finding("meta", f"{key} is {'missing' if row is None else 'not what this program writes'}")
    sealed = connection.execute("SELECT value FROM meta WHERE key = 'checksum'").fetchone()
    if version > 1 and (sealed is None or sealed[0] != str(rows.checksum_of_meta(connection))):
        yield Finding("meta", "what the project says about itself is not as it was written")


def _sequences(connection: sqlite3.Connection) -> Iterator[Finding]:
    given = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    names = [name for name, _ in given]
    numbered = rows.tables(connection.execute("PRAGMA user_version").fetchone()[0])
    if len(set(names)) < len(names) or not set(numbered).issuperset(names):
        yield Finding("numbers", "the table of the numbers given away names tables twice, or others than ours")
        return
    for table in sorted(numbered):
        last = dict(given).get(table, 0)
        highest = connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        if not isinstance(last, int) or not highest <= last <= MOST_NUMBERS:
            yield Finding("numbers", f"{table}: {last!r} is said to be the last number given away, {highest} is used")


def _migrations(connection: sqlite3.Connection) -> Iterator[Finding]:
    steps = _STEPS[: connection.execute("PRAGMA user_version").fetchone()[0]]
    found = connection.execute(
        "SELECT migration_set, name, julianday(applied_at) FROM _sqlite_migrations ORDER BY id"
    ).fetchall()
    if [row[:2] for row in found] != [("annotator", step) for step in steps]:
        yield Finding("migrations", "the steps that the schema went through are not those of this program")
    elif any(row[2] is None for row in found):
        yield Finding("migrations", "a step that the schema went through has no date")
