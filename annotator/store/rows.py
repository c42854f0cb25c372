"""One row of a table, written with the checksum of all its columns, so that a bit that turns later is seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from annotator.store.trouble import DamagedRow, MissingRow

Row = Mapping[str, Any]

SEALED: dict[str, tuple[str, ...]] = {
    "analyst": ("uid", "name"),
    "tag": (
        "uid", "rev", "name", "parent_id", "color", "key", "letter", "definition", "positive", "negative", "position",
    ),
    "article": (
        "uid", "rev", "title", "source", "url", "language", "published_on", "published_at", "place", "agency", "origin",
        "imported_at", "deleted_at", "fingerprint", "text_sha256", "length",
    ),
    "annotation": (
        "uid", "rev", "article_id", "tag_id", "start", "end", "quote", "prefix", "suffix", "note", "analyst_id",
        "created_at", "updated_at", "published_on",
    ),
    "done": ("article_id", "analyst_id", "done_at"),
    "event": ("uid", "rev", "name", "first_on", "last_on", "note"),
    "chart_view": ("uid", "rev", "name", "description"),
    "edit": ("uid", "label", "analyst_id", "made_at", "changed_at", "turn"),
    "edit_row": ("edit_id", "of_table", "row_id", "before", "after"),
}  # fmt: skip
"""The columns that the checksum of each table covers, in order: all but `id` (which the indexes hold too), the text of
an article (which `text_sha256` covers) and the state of an edit (which a CHECK guards)."""

LATER = {"done": 3, "event": 4, "chart_view": 4}
"""The tables that files did not have from the beginning, each with the first schema that has it."""

JOURNALED = frozenset(("article", "tag", "annotation", "done", "event", "chart_view"))
"""The tables whose rows edits change; the journal of a file may name anything, but nothing else is ever touched."""

VERSIONED = frozenset(table for table, columns in SEALED.items() if "rev" in columns)
COLUMNS = {table: ", ".join(f'"{name}"' for name in names) for table, names in SEALED.items()}
"""The sealed columns of each table as they stand in SQL."""


def tables(version: int) -> tuple[str, ...]:
    """The tables of rows that a file of this schema has, each with a checksum from the second schema on."""
    return tuple(table for table in SEALED if LATER.get(table, 1) <= version)


def checksum(values: Iterable[object]) -> int:
    """The first 8 bytes of the BLAKE2b (RFC 7693) of the values as a JSON array in UTF-8, as a signed integer."""
    words = ",".join(
        [encode_basestring(one) if type(one) is str else "null" if one is None else str(one) for one in values]
    )
    digest = _hash()(f"[{words}]".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def insert(connection: sqlite3.Connection, table: str, row: Row, **unsealed: object) -> int:
    """Add a row, which must have all sealed columns (perhaps `id` too) and may have unsealed ones; its number."""
    values = [row[name] for name in SEALED[table]]
    more = {"checksum": checksum(values), **unsealed}
    if "id" in row:
        more["id"] = row["id"]
    marks = ", ".join("?" * (len(values) + len(more)))
    statement = f"INSERT INTO {table} ({COLUMNS[table]}, {', '.join(more)}) VALUES ({marks})"
    return int(connection.execute(statement, (*values, *more.values())).lastrowid or 0)


def image(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Any]:
    """The sealed columns of a row; MissingRow, a LookupError, if there is none.

    DamagedRow if it is not as it was written: whoever changed it would seal its damage with a new checksum.
    """
    statement = f"SELECT {COLUMNS[table]}, checksum FROM {table} WHERE id = ?"
    found = connection.execute(statement, (row_id,)).fetchone()
    if found is None:
        raise MissingRow(f"no row {row_id} in {table}")
    *values, sealed = found
    if checksum(values) != sealed:
        raise DamagedRow(f"row {row_id} of {table} is not as it was written")
    return dict(zip(SEALED[table], values, strict=True))


def replace(connection: sqlite3.Connection, table: str, row_id: int, present: Row, changed: Row) -> None:
    """Change columns of a row whose image is `present`; `rev` only ever grows, also when an old image returns."""
    values = dict(changed)
    if table in VERSIONED:
        values["rev"] = present["rev"] + 1
    future = {**present, **values}
    values["checksum"] = checksum([future[name] for name in SEALED[table]])
    places = ", ".join(f'"{name}" = ?' for name in values)
    connection.execute(f"UPDATE {table} SET {places} WHERE id = ?", (*values.values(), row_id))


def reseal(connection: sqlite3.Connection, table: str, condition: str = "1", values: Sequence[object] = ()) -> None:
    """Compute the checksums of the rows that meet a condition anew, after a statement that changed many."""
    found = connection.execute(f"SELECT id, {COLUMNS[table]} FROM {table} WHERE {condition}", values)
    fresh: Iterable[tuple[int, int]] = [(checksum(columns), row_id) for row_id, *columns in found]
    connection.executemany(f"UPDATE {table} SET checksum = ? WHERE id = ?", fresh)


def seal_meta(connection: sqlite3.Connection) -> None:
    """Write the checksum of what the project says about itself."""
    value = str(checksum_of_meta(connection))
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('checksum', ?)", (value,))


def checksum_of_meta(connection: sqlite3.Connection) -> int:
    """The checksum that `meta` must name, of its other keys and values in the order of the keys."""
    found = connection.execute("SELECT key, value FROM meta WHERE key <> 'checksum' ORDER BY key")
    return checksum([word for pair in found for word in pair])


@cache
def _hash() -> Callable[..., Any]:
    from hashlib import blake2b  # late: opening a project needs none of it

    return blake2b
