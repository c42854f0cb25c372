"""The exact shape of a project file, schema by schema; a file of any other shape is not trusted.

SQLite runs what a schema says: a view in the place of a table, a trigger or a generated column can make a mere
reader wrong or hang it. So the definitions that a file holds are compared, letter by letter, with those that this
program ships, before anything else is asked of the file. The migrations make the same shape step by step; that the
two agree is tested.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import NamedTuple

from annotator.store.rows import LATER
from annotator.store.versions import SCHEMA_VERSION

SEARCH = "article_search"

_TABLES = {
    "_sqlite_migrations": """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    "meta": """CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    "analyst": """CREATE TABLE analyst (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0)
<added>) STRICT""",
    "tag": """CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) > 0),
    parent_id INTEGER REFERENCES tag(id) CHECK (parent_id <> id),
    color TEXT NOT NULL CHECK (color GLOB '#[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]'),
    key TEXT NOT NULL DEFAULT '',
    letter TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    positive TEXT NOT NULL DEFAULT '',
    negative TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL
<added>) STRICT""",
    "article": """CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    title TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    published_on TEXT CHECK (published_on = date(published_on)),
    published_at TEXT,
    place TEXT NOT NULL DEFAULT '',
    agency TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    imported_at TEXT NOT NULL,
    deleted_at TEXT,
    fingerprint TEXT NOT NULL UNIQUE,
    text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
    length INTEGER NOT NULL CHECK (length > 0),
    text TEXT NOT NULL
<added>) STRICT""",
    "annotation": """CREATE TABLE annotation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    article_id INTEGER NOT NULL REFERENCES article(id),
    tag_id INTEGER NOT NULL REFERENCES tag(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    analyst_id INTEGER NOT NULL REFERENCES analyst(id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    published_on TEXT<added>,
    CHECK (start >= 0 AND start < "end"),
    CHECK (length(quote) = "end" - start)
) STRICT""",
    "edit": """CREATE TABLE edit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    label TEXT NOT NULL,
    analyst_id INTEGER NOT NULL REFERENCES analyst(id),
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))
<added>) STRICT""",
    "edit_row": """CREATE TABLE edit_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edit_id INTEGER NOT NULL REFERENCES edit(id),
    of_table TEXT NOT NULL CHECK (<journaled>),
    row_id INTEGER NOT NULL,
    before TEXT CHECK (before GLOB '{*}'),
    after TEXT CHECK (after GLOB '{*}')<added>,
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT""",
    "done": """CREATE TABLE done (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES article(id),
    analyst_id INTEGER NOT NULL REFERENCES analyst(id),
    done_at TEXT NOT NULL,
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT""",
    "event": """CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    name TEXT NOT NULL CHECK (length(name) > 0),
    first_on TEXT NOT NULL CHECK (first_on = date(first_on)),
    last_on TEXT NOT NULL CHECK (last_on = date(last_on)),
    note TEXT NOT NULL DEFAULT '',
    checksum INTEGER NOT NULL DEFAULT 0,
    CHECK (first_on <= last_on)
) STRICT""",
    "chart_view": """CREATE TABLE chart_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    name TEXT NOT NULL CHECK (length(name) > 0),
    description TEXT NOT NULL CHECK (description GLOB '{*}'),
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT""",
    "day_count": """CREATE TABLE day_count (
    day TEXT NOT NULL,
    tag_id INTEGER NOT NULL,
    annotations INTEGER NOT NULL CHECK (annotations > 0),
    PRIMARY KEY (day, tag_id)
) STRICT, WITHOUT ROWID""",
    "sqlite_sequence": "CREATE TABLE sqlite_sequence(name,seq)",
    SEARCH: """CREATE VIRTUAL TABLE article_search USING fts5 (
    title, source, text, content='article', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
)""",
    # The tables in which FTS5 keeps the index of words; their text comes from SQLite.
    f"{SEARCH}_config": "CREATE TABLE 'article_search_config'(k PRIMARY KEY, v) WITHOUT ROWID",
    f"{SEARCH}_data": "CREATE TABLE 'article_search_data'(id INTEGER PRIMARY KEY, block BLOB)",
    f"{SEARCH}_docsize": "CREATE TABLE 'article_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    f"{SEARCH}_idx": ("CREATE TABLE 'article_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID"),
}
"""Each table as `sqlite_schema` holds it; `<added>` is where later schemas added columns.

`<journaled>` is what SQLite itself holds of the tables in the journal: from the third schema on, `check` knows them."""

_INDEXES = {
    "idx__sqlite_migrations_migration_set_name": (
        "_sqlite_migrations",
        'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"\n'
        '    ON "_sqlite_migrations" ("migration_set", "name")',
    ),
    "article_day": (
        "article",
        "CREATE INDEX article_day ON article (published_on, id) WHERE deleted_at IS NULL",
    ),
    "annotation_place": ("annotation", 'CREATE INDEX annotation_place ON annotation (article_id, start, "end")'),
    "annotation_day": ("annotation", "CREATE INDEX annotation_day ON annotation (published_on, tag_id)"),
    "annotation_tag": ("annotation", "CREATE INDEX annotation_tag ON annotation (tag_id)"),
    "edit_undone": ("edit", "CREATE INDEX edit_undone ON edit (id) WHERE state = 'undone'"),
    "edit_row_edit": ("edit_row", "CREATE INDEX edit_row_edit ON edit_row (edit_id)"),
}
_UNIQUE = {"analyst": 2, "tag": 2, "article": 2, "annotation": 1, "edit": 1, "done": 1, "event": 1, "chart_view": 1}
"""How many indexes SQLite made by itself for the UNIQUE columns of a table."""

_TRIGGERS = {
    "article_text_is_immutable": (
        "article",
        """CREATE TRIGGER article_text_is_immutable BEFORE UPDATE OF text, text_sha256, length ON article BEGIN
    SELECT raise(ABORT, 'the text of an article is never changed');
END""",
    ),
    "annotation_enters_day": (
        "annotation",
        """CREATE TRIGGER annotation_enters_day AFTER INSERT ON annotation BEGIN
    INSERT INTO day_count (day, tag_id, annotations) VALUES (ifnull(new.published_on, ''), new.tag_id, 1)
        ON CONFLICT (day, tag_id) DO UPDATE SET annotations = annotations + 1;
END""",
    ),
    "annotation_leaves_day": (
        "annotation",
        """CREATE TRIGGER annotation_leaves_day AFTER DELETE ON annotation BEGIN
    DELETE FROM day_count WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id AND annotations = 1;
    UPDATE day_count SET annotations = annotations - 1 WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id;
END""",
    ),
    "annotation_changes_day": (
        "annotation",
        """CREATE TRIGGER annotation_changes_day AFTER UPDATE OF tag_id, published_on ON annotation BEGIN
    DELETE FROM day_count WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id AND annotations = 1;
    UPDATE day_count SET annotations = annotations - 1 WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id;
    INSERT INTO day_count (day, tag_id, annotations) VALUES (ifnull(new.published_on, ''), new.tag_id, 1)
        ON CONFLICT (day, tag_id) DO UPDATE SET annotations = annotations + 1;
END""",
    ),
}
_SINCE = {**LATER, **dict.fromkeys(("day_count", *list(_TRIGGERS)[1:]), 4)}
"""The tables and triggers that files did not have from the beginning, each with the first schema that has it."""

_CHECKSUM = ", checksum INTEGER NOT NULL DEFAULT 0"
_SECOND = {
    **dict.fromkeys(("analyst", "tag", "article", "annotation", "edit_row"), _CHECKSUM),
    "edit": ", turn INTEGER NOT NULL DEFAULT 0" + _CHECKSUM,
}
_ADDED: dict[int, dict[str, str]] = {
    1: {},
    2: _SECOND,
    3: {**_SECOND, "edit_row": ",\n    checksum INTEGER NOT NULL DEFAULT 0"},
}
_ADDED[4] = _ADDED[3]
_CLOSED = "of_table IN ('article', 'tag', 'annotation')"
_OPEN = "length(of_table) > 0"
_JOURNALED = {1: _CLOSED, 2: _CLOSED, 3: _OPEN, 4: _OPEN}


_GRAVITY = {"view": 1, "trigger": 2, "table": 3, "index": 4}  # what to name first; anything else is graver still


class Definition(NamedTuple):
    """One row of `sqlite_schema`, without the page it points to."""

    type: str
    name: str
    table: str
    sql: str | None  # none for the indexes that SQLite makes by itself

    def __str__(self) -> str:
        return f"{self.type} “{self.name}”"


def shipped(version: int) -> frozenset[Definition]:
    """What a file of this schema holds; KeyError for a schema that this program does not know."""
    tables = {name: _definition(name, version) for name in _TABLES if _SINCE.get(name, 1) <= version}
    found = [Definition("table", name, name, sql) for name, sql in tables.items()]
    found += [Definition("index", name, *rest) for name, rest in _INDEXES.items()]
    found += [Definition("trigger", name, *rest) for name, rest in _TRIGGERS.items() if _SINCE.get(name, 1) <= version]
    for table, number in ((name, _UNIQUE[name]) for name in tables if name in _UNIQUE):
        found += [Definition("index", f"sqlite_autoindex_{table}_{n}", table, None) for n in range(1, number + 1)]
    return frozenset(found)


def _definition(table: str, version: int) -> str:
    """How a table stands in a file of this schema."""
    sql = _TABLES[table].replace("<added>", _ADDED[version].get(table, ""))
    return sql.replace("<journaled>", _JOURNALED[version])


def differences(connection: sqlite3.Connection, version: int) -> list[str]:
    """In which definitions a file differs from what this program ships for its schema, in words; none if it is ours.

    Of a newer schema only what could mislead a reader is told: views, and tables of ours that are missing or are
    no plain tables there. Such a file is only read, so that its triggers do nothing.
    """
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    wanted = shipped(min(version, SCHEMA_VERSION))
    if version <= SCHEMA_VERSION and len(rows) == len(wanted) and wanted.issuperset(rows):
        return []
    present = [
        _even(Definition(_text(kind), _text(name), _text(table), None if sql is None else _text(sql)))
        for kind, name, table, sql in rows
    ]
    if version > SCHEMA_VERSION:
        return _misleading(connection, present)
    return _differing(present, wanted)


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else repr(value)


def _even(found: Definition) -> Definition:
    """The one thing in which versions of SQLite may differ: how FTS5 quotes and spaces its own tables."""
    shadow = _TABLES.get(found.name, "") if found.name.startswith(f"{SEARCH}_") else ""
    if shadow and found.sql and _unquoted(found.sql) == _unquoted(shadow):
        return found._replace(sql=shadow)
    return found


def _unquoted(sql: str) -> str:
    return "".join(sql.split()).translate(str.maketrans("", "", "'\"[]`"))


def _differing(present: list[Definition], wanted: frozenset[Definition]) -> list[str]:
    known = {(one.type, one.name) for one in wanted}
    there = {(one.type, one.name) for one in present}
    told = [(one, "is not ours") for one in present if (one.type, one.name) not in known]
    told += [(one, "was changed") for one in present if (one.type, one.name) in known and one not in wanted]
    told += [(one, f"is there {times} times") for one, times in Counter(present).items() if times > 1]
    told += [(one, "is missing") for one in wanted if (one.type, one.name) not in there]
    told.sort(key=lambda each: (_GRAVITY.get(each[0].type, 0), each[0].name))
    return [f"{one} {what}" for one, what in told]


def _misleading(connection: sqlite3.Connection, present: list[Definition]) -> list[str]:
    told = [f"{one} is not ours" for one in present if one.type not in ("table", "index", "trigger")]
    tables = {one.name: one for one in present if one.type == "table"}
    for name, sql in _TABLES.items():
        found = tables.get(name)
        if found is None:
            told.append(f"table “{name}” is missing")
        elif name == SEARCH and found.sql != sql:
            told.append(f"{found} was changed")
        elif name != SEARCH and _is_more_than_a_table(connection, found):
            told.append(f"{found} is no plain table")
    return sorted(told)


def _is_more_than_a_table(connection: sqlite3.Connection, found: Definition) -> bool:
    """Whether a table is virtual or has generated columns."""
    if (found.sql or "").lstrip().upper().startswith("CREATE VIRTUAL"):
        return True
    generated = connection.execute("SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden > 1", (found.name,))
    return generated.fetchone() is not None
