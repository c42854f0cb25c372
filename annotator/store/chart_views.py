"""Saved views of the timeline in the project file; what one shows is JSON that this room does not read."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from annotator.store.journal import Recording
from annotator.store.trouble import fitting
from annotator.store.uids import new_uid

_KINDS = (int, str, int, str, str)


class StoredView(NamedTuple):
    """One row of the table."""

    id: int
    uid: str
    rev: int
    name: str
    description: str


def all_of(connection: sqlite3.Connection) -> list[StoredView]:
    """All saved views, by name."""
    found = connection.execute("SELECT id, uid, rev, name, description FROM chart_view")
    views = [StoredView(*fitting(row, _KINDS)) for row in found]
    return sorted(views, key=lambda one: (one.name.casefold(), one.id))


def names(connection: sqlite3.Connection) -> list[str]:
    """The names of all saved views in order, without what they show."""
    found = [fitting(row, (str,))[0] for row in connection.execute("SELECT name FROM chart_view ORDER BY id")]
    return sorted(found, key=str.casefold)


def add(recording: Recording, name: str, description: str) -> int:
    """Enter one view; its number."""
    row = {"uid": new_uid(), "rev": 1, "name": name, "description": description}
    return recording.insert("chart_view", row)
