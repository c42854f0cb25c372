"""The codebook and the analysts in the project file."""

from __future__ import annotations

import re
import sqlite3

from annotator.records import Tag, TagId
from annotator.store import rows
from annotator.store.trouble import fitting
from annotator.store.uids import new_uid
from annotator.text.canonical import canonical_line

_UID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KINDS = (int, str, str, (int, type(None)), *(str,) * 6, int, int)
_FIELDS = """t.id, t.uid, t.name, t.parent_id, t.color, t.key, t.letter, t.definition, t.positive, t.negative,
    t.position, ifnull(c.annotations, 0)"""
_FROM = """FROM tag t LEFT JOIN
    (SELECT tag_id, sum(annotations) AS annotations FROM day_count GROUP BY tag_id) c ON c.tag_id = t.id"""


def tags(connection: sqlite3.Connection) -> list[Tag]:
    """All tags in the order of the codebook, each with its number of annotations."""
    return [
        Tag(*fitting(row, _KINDS)) for row in connection.execute(f"SELECT {_FIELDS} {_FROM} ORDER BY t.position, t.id")
    ]


def tag(connection: sqlite3.Connection, tag_id: TagId) -> Tag:
    """One tag by its number, which must be that of a tag."""
    row = connection.execute(f"SELECT {_FIELDS} {_FROM} WHERE t.id = ?", (tag_id,)).fetchone()
    return Tag(*fitting(row, _KINDS))


def names(connection: sqlite3.Connection) -> list[tuple[TagId, str, str]]:
    """Number, uid and name of all tags in order, without counting anything."""
    found = connection.execute("SELECT id, uid, name FROM tag ORDER BY position, id")
    return [(tag_id, uid, name) for tag_id, uid, name in (fitting(row, (int, str, str)) for row in found)]


def above(connection: sqlite3.Connection, tag_id: int) -> set[int]:
    """The numbers of the tags above a tag, to the top; its own is among them only where tags stand in a ring."""
    parents = dict(connection.execute("SELECT id, parent_id FROM tag").fetchall())
    found: set[int] = set()
    parent = parents.get(tag_id)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = parents.get(parent)
    return found


def annotations_of(connection: sqlite3.Connection, tag_id: TagId) -> list[int]:
    """The numbers of the annotations that carry a tag."""
    return [row[0] for row in connection.execute("SELECT id FROM annotation WHERE tag_id = ? ORDER BY id", (tag_id,))]


def new_row(values: dict[str, object], position: int) -> dict[str, object]:
    """A row for the table of tags."""
    return {"uid": new_uid(), "rev": 1, **values, "position": position}


def insert(connection: sqlite3.Connection, row: dict[str, object]) -> None:
    """Enter a tag outside of any edit: the codebook that a project begins with is nothing to undo."""
    rows.insert(connection, "tag", row)


def next_position(connection: sqlite3.Connection) -> int:
    """The place behind the last tag."""
    return int(connection.execute("SELECT coalesce(max(position), 0) + 1 FROM tag").fetchone()[0])


def analyst_id(connection: sqlite3.Connection, name: str) -> int:
    """The number of an analyst, who is entered when the name is new; a blank name is “analyst”."""
    name = canonical_line(name) or "analyst"
    row = connection.execute("SELECT id FROM analyst WHERE name = ?", (name,)).fetchone()
    if row is None:
        return rows.insert(connection, "analyst", {"uid": new_uid(), "name": name})
    return int(row[0])


def project_uid(connection: sqlite3.Connection) -> str:
    """The name that a project shares with all its copies; nothing where it is none that this program gives.

    Files and folders outside the project are named by it, and what a file holds may be anything.
    """
    found = meta(connection, "uid") or ""
    return found if _UID.fullmatch(found) else ""


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """One remark of the project about itself."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
