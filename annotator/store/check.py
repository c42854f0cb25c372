"""Every invariant of a project file, tried one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from annotator.records import Finding
from annotator.store.connecting import PRAGMAS
from annotator.store.database import Database
from annotator.store.trouble import explained, tells_damage
from annotator.store.versions import APPLICATION_ID, SCHEMA_VERSION
from annotator.text.anchor import context
from annotator.text.canonical import canonical, text_sha256
from annotator.text.span import Span

Step = Callable[[int, int | None], None]


def findings(database: Database, step: Step) -> list[Finding]:
    """Each broken invariant; `step(articles done, all)` is told of progress and may raise to stop."""
    found: list[Finding] = []
    with explained(database.path):
        try:
            for finding in _all(database, step):
                found.append(finding)
        except sqlite3.DatabaseError as error:
            if not tells_damage(error):
                raise
            found.append(Finding("integrity", f"SQLite cannot read on: {error}"))
    return found


def _all(database: Database, step: Step) -> Iterator[Finding]:
    sound = True
    for finding in _file(database):
        sound = sound and finding.rule != "integrity"
        yield finding
    if sound:
        yield from _references(database.connection)
        yield from _schema(database)
        yield from _texts(database.connection, step)
        yield from _rows(database.connection)
        yield from _search(database)


def _file(database: Database) -> Iterator[Finding]:
    connection = database.connection
    for row in connection.execute("PRAGMA integrity_check(100)"):
        if row[0] != "ok":
            yield Finding("integrity", row[0])
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        yield Finding("application id", "the file does not say that it is a project of this program")
    for name, value in PRAGMAS.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value and not (database.read_only and name == "journal_mode"):
            yield Finding("pragma", f"{name} is {found!r}, not {value!r}")


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding("foreign keys", f"row {row_id} of {table} names a missing row of {parent}")


def _schema(database: Database) -> Iterator[Finding]:
    """The file's own definitions must be those that this program writes, and no others."""
    version = database.connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        yield Finding("version", f"the file has schema {version}, this program checks {SCHEMA_VERSION}; update it")
        return
    present, shipped = _definitions(database.connection), _shipped_definitions()
    for name in sorted(present.keys() | shipped.keys()):
        if present.get(name) != shipped.get(name):
            state = "is missing" if name not in present else "is not ours" if name not in shipped else "was changed"
            yield Finding("schema", f"{name} {state}")


def _definitions(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {name: " ".join((sql or "").split()) for name, sql in rows}


def _shipped_definitions() -> dict[str, str]:
    from sqlite_utils import Database as Tables

    from annotator.store.migrations import migrate

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(Tables(connection, execute_plugins=False))
        return _definitions(connection)
    finally:
        connection.close()


def _texts(connection: sqlite3.Connection, step: Step) -> Iterator[Finding]:
    """Each text against its hash, and each annotation against its text."""
    total = connection.execute("SELECT count(*) FROM article").fetchone()[0]
    reader = connection.cursor()
    rows = reader.execute("SELECT id, uid, text, text_sha256, length FROM article ORDER BY id")
    for done, (article_id, uid, text, digest, length) in enumerate(rows, 1):
        if text_sha256(text) != digest:
            yield Finding("text hash", f"article {uid}: the text is not the one that was imported")
        if len(text) != length or canonical(text) != text:
            yield Finding("canonical text", f"article {uid}: the text is not canonical or not {length} long")
        yield from _quotes(connection, article_id, text)
        if done % 200 == 0 or done == total:
            step(done, total)


def _quotes(connection: sqlite3.Connection, article_id: int, text: str) -> Iterator[Finding]:
    rows = connection.execute(
        'SELECT uid, start, "end", quote, prefix, suffix FROM annotation WHERE article_id = ?', (article_id,)
    )
    for uid, start, end, quote, prefix, suffix in rows:
        if not 0 <= start < end <= len(text):
            yield Finding("span", f"annotation {uid}: {start} to {end} lies outside its text of {len(text)}")
        elif text[start:end] != quote:
            yield Finding("quote", f"annotation {uid}: the quote is not the text at {start} to {end}")
        elif context(text, Span(start, end)) != (prefix, suffix):
            yield Finding("context", f"annotation {uid}: the words before or after are not those of the text")


_UID = "uid NOT GLOB '????????-????-7???-[89ab]???-????????????' OR uid GLOB '*[^-0-9a-f]*'"
_ROW_RULES = (
    *(
        ("uid", f"SELECT uid FROM {table} WHERE {_UID}", f"{table} {{}}: this is no UUID of version 7")
        for table in ("article", "tag", "annotation", "analyst", "edit")
    ),
    (
        "published_on",
        "SELECT uid FROM article WHERE published_on IS NOT date(julianday(published_on))",
        "article {}: its date of publication is no day of the calendar",
    ),
    (
        "quote in SQL",
        """SELECT n.uid FROM annotation n JOIN article a ON a.id = n.article_id
           WHERE substr(a.text, n.start + 1, n."end" - n.start) <> n.quote""",
        "annotation {}: SQLite reads another quote there",
    ),
    (
        "published_on",
        """SELECT n.uid FROM annotation n JOIN article a ON a.id = n.article_id
           WHERE n.published_on IS NOT a.published_on""",
        "annotation {}: its date is not that of its article",
    ),
    (
        "deleted article",
        "SELECT n.uid FROM annotation n JOIN article a ON a.id = n.article_id WHERE a.deleted_at IS NOT NULL",
        "annotation {}: its article was deleted",
    ),
    (
        "journal",
        "SELECT e.uid FROM edit e WHERE NOT EXISTS (SELECT 1 FROM edit_row r WHERE r.edit_id = e.id)",
        "edit {}: it changed nothing",
    ),
    (
        "journal",
        """SELECT e.uid FROM edit e WHERE EXISTS (SELECT 1 FROM edit_row r WHERE r.edit_id = e.id
             AND NOT (json_valid(coalesce(r.before, '{}')) AND json_valid(coalesce(r.after, '{}'))))""",
        "edit {}: its rows cannot be read",
    ),
    (
        "journal",
        """SELECT e.uid || ': annotation ' || r.row_id FROM edit_row r JOIN edit e ON e.id = r.edit_id
           WHERE r.id IN (SELECT max(o.id) FROM edit_row o JOIN edit d ON d.id = o.edit_id
                          WHERE o.of_table = 'annotation' AND d.state = 'done' GROUP BY o.row_id)
             AND (r.after IS NULL) = EXISTS (SELECT 1 FROM annotation n WHERE n.id = r.row_id)""",
        "edit {} is not as this edit left it",
    ),
)


def _rows(connection: sqlite3.Connection) -> Iterator[Finding]:
    for rule, statement, sentence in _ROW_RULES:
        for (uid,) in connection.execute(statement):
            yield Finding(rule, sentence.format(uid))


def _search(database: Database) -> Iterator[Finding]:
    if database.read_only:
        return
    try:
        database.connection.execute("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if "malformed" not in str(error):
            raise
        yield Finding("search index", "the index of words does not agree with the articles")
