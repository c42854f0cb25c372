"""The shape of the project file, one migration a released schema; `user_version` counts them."""

from __future__ import annotations

from sqlite_utils import Database as Tables
from sqlite_utils import Migrations

from annotator.store import rows
from annotator.store.clock import now
from annotator.store.uids import new_uid
from annotator.store.versions import APPLICATION_ID, SCHEMA_VERSION

migrations = Migrations("annotator")

FIRST_SCHEMA = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE analyst (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0)
) STRICT;

CREATE TABLE tag (
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
) STRICT;

-- The text stands last, so that a list of articles never reads it. A deleted article is hidden, not removed: the
-- journal holds no texts, yet its deletion can be undone.
CREATE TABLE article (
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
) STRICT;
CREATE INDEX article_day ON article (published_on, id) WHERE deleted_at IS NULL;

-- `published_on` copies the article's date, so that a count per day and tag reads one index and no join.
CREATE TABLE annotation (
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
    published_on TEXT,
    CHECK (start >= 0 AND start < "end"),
    CHECK (length(quote) = "end" - start)
) STRICT;
CREATE INDEX annotation_place ON annotation (article_id, start, "end");
CREATE INDEX annotation_day ON annotation (published_on, tag_id);
CREATE INDEX annotation_tag ON annotation (tag_id);

-- The journal: an edit is one action of a person, its rows hold the changed columns before and after as JSON.
CREATE TABLE edit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    label TEXT NOT NULL,
    analyst_id INTEGER NOT NULL REFERENCES analyst(id),
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX edit_undone ON edit (id) WHERE state = 'undone';
CREATE TABLE edit_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edit_id INTEGER NOT NULL REFERENCES edit(id),
    of_table TEXT NOT NULL CHECK (of_table IN ('article', 'tag', 'annotation')),
    row_id INTEGER NOT NULL,
    before TEXT CHECK (before GLOB '{*}'),
    after TEXT CHECK (after GLOB '{*}'),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX edit_row_edit ON edit_row (edit_id);

-- Kept by the store, not by triggers: those may not use FTS5 while trusted_schema is off (SQLite 3.40).
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, source, text, content='article', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER article_text_is_immutable BEFORE UPDATE OF text, text_sha256, length ON article BEGIN
    SELECT raise(ABORT, 'the text of an article is never changed');
END;
"""


@migrations()
def first_schema(tables: Tables) -> None:
    """Articles, codebook, annotations, analysts, journal and search index."""
    for statement in _statements(FIRST_SCHEMA):
        tables.conn.execute(statement)
    tables.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    tables.conn.execute("PRAGMA user_version = 1")
    tables.conn.execute("INSERT INTO meta (key, value) VALUES ('created_at', ?)", (now(),))


_SECOND_SCHEMA = """
ALTER TABLE analyst ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tag ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE edit ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE edit ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE edit_row ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
"""


@migrations()
def checksums_and_turns(tables: Tables) -> None:
    """A checksum for each row, a number for each stored change, and a name that all copies of a project share."""
    connection = tables.conn
    for statement in _statements(_SECOND_SCHEMA):
        connection.execute(statement)
    # Undone edits were undone from the last to the first, after everything that stands was made.
    connection.execute(
        """UPDATE edit SET turn = CASE state WHEN 'undone' THEN 2 * (SELECT max(id) FROM edit) - id + 1 ELSE id END"""
    )
    connection.execute("INSERT INTO meta (key, value) VALUES ('uid', ?)", (new_uid(),))
    rows.seal_meta(connection)
    for table in rows.tables(2):
        rows.reseal(connection, table)
    connection.execute("PRAGMA user_version = 2")


# A table of its own, not columns of `article`: those would stand behind the text, which lists never read. The list of
# tables in the CHECK of `edit_row` goes with the old table: SQLite cannot change it, and later schemas journal more.
_THIRD_SCHEMA = """
CREATE TABLE done (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES article(id),
    analyst_id INTEGER NOT NULL REFERENCES analyst(id),
    done_at TEXT NOT NULL,
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

ALTER TABLE edit_row RENAME TO former_edit_row;
CREATE TABLE edit_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edit_id INTEGER NOT NULL REFERENCES edit(id),
    of_table TEXT NOT NULL CHECK (length(of_table) > 0),
    row_id INTEGER NOT NULL,
    before TEXT CHECK (before GLOB '{*}'),
    after TEXT CHECK (after GLOB '{*}'),
    checksum INTEGER NOT NULL DEFAULT 0,
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
INSERT INTO edit_row (id, edit_id, of_table, row_id, before, after, checksum)
    SELECT id, edit_id, of_table, row_id, before, after, checksum FROM former_edit_row ORDER BY id;
DELETE FROM sqlite_sequence WHERE name = 'edit_row';
INSERT INTO sqlite_sequence (name, seq) SELECT 'edit_row', seq FROM sqlite_sequence WHERE name = 'former_edit_row';
DROP TABLE former_edit_row;
CREATE INDEX edit_row_edit ON edit_row (edit_id);
"""


@migrations()
def articles_done(tables: Tables) -> None:
    """Which articles are done, by whom and since when; the journal may hold rows of any table."""
    for statement in _statements(_THIRD_SCHEMA):
        tables.conn.execute(statement)
    tables.conn.execute("PRAGMA user_version = 3")


# What the timeline shows of its own, and how many annotations each tag has on each day ('': undated), so that its first
# picture need not read them all. The triggers keep the counts, whatever writes; nobody else does.
_FOURTH_SCHEMA = """
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    name TEXT NOT NULL CHECK (length(name) > 0),
    first_on TEXT NOT NULL CHECK (first_on = date(first_on)),
    last_on TEXT NOT NULL CHECK (last_on = date(last_on)),
    note TEXT NOT NULL DEFAULT '',
    checksum INTEGER NOT NULL DEFAULT 0,
    CHECK (first_on <= last_on)
) STRICT;

CREATE TABLE chart_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
    name TEXT NOT NULL CHECK (length(name) > 0),
    description TEXT NOT NULL CHECK (description GLOB '{*}'),
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE day_count (
    day TEXT NOT NULL,
    tag_id INTEGER NOT NULL,
    annotations INTEGER NOT NULL CHECK (annotations > 0),
    PRIMARY KEY (day, tag_id)
) STRICT, WITHOUT ROWID;
INSERT INTO day_count (day, tag_id, annotations)
    SELECT ifnull(published_on, ''), tag_id, count(*) FROM annotation GROUP BY published_on, tag_id;

CREATE TRIGGER annotation_enters_day AFTER INSERT ON annotation BEGIN
    INSERT INTO day_count (day, tag_id, annotations) VALUES (ifnull(new.published_on, ''), new.tag_id, 1)
        ON CONFLICT (day, tag_id) DO UPDATE SET annotations = annotations + 1;
END;
CREATE TRIGGER annotation_leaves_day AFTER DELETE ON annotation BEGIN
    DELETE FROM day_count WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id AND annotations = 1;
    UPDATE day_count SET annotations = annotations - 1 WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id;
END;
CREATE TRIGGER annotation_changes_day AFTER UPDATE OF tag_id, published_on ON annotation BEGIN
    DELETE FROM day_count WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id AND annotations = 1;
    UPDATE day_count SET annotations = annotations - 1 WHERE day = ifnull(old.published_on, '') AND tag_id = old.tag_id;
    INSERT INTO day_count (day, tag_id, annotations) VALUES (ifnull(new.published_on, ''), new.tag_id, 1)
        ON CONFLICT (day, tag_id) DO UPDATE SET annotations = annotations + 1;
END;
"""


@migrations()
def events_and_views(tables: Tables) -> None:
    """Events and saved views of the timeline, and how many annotations each tag has on each day."""
    for statement in _statements(_FOURTH_SCHEMA):
        tables.conn.execute(statement)
    tables.conn.execute("PRAGMA user_version = 4")


def migrate(tables: Tables) -> None:
    """Bring a file to the present schema; each step and its record are one transaction."""
    migrations.apply(tables)
    found = tables.conn.execute("PRAGMA user_version").fetchone()[0]
    if found != SCHEMA_VERSION:
        raise AssertionError(f"the migrations end at {found}, the program expects {SCHEMA_VERSION}")


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit the transaction around them."""
    from sqlite3 import complete_statement

    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found
