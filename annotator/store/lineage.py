"""How far a project went, so that another copy written over its file is told from what other programs stored in it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DisplacedError
from annotator.store import codebook, journal


@dataclass(frozen=True, slots=True)
class Mark:
    """A project as it was last seen: its uid, its newest edit and its turn. Each of them stays in the file for good."""

    project: str
    edit: str
    turn: int


def mark(connection: sqlite3.Connection) -> Mark:
    """How far the project is now."""
    newest = connection.execute("SELECT uid FROM edit ORDER BY id DESC LIMIT 1").fetchone()
    project = codebook.meta(connection, "uid") or ""
    return Mark(project, newest[0] if newest else "", journal.turn(connection))


def check(path: Path, connection: sqlite3.Connection, seen: Mark) -> None:
    """DisplacedError unless the file goes on from what was seen in it."""
    is_known = not seen.edit or connection.execute("SELECT 1 FROM edit WHERE uid = ?", (seen.edit,)).fetchone()
    now = mark(connection)
    if now.project != seen.project or now.turn < seen.turn or not is_known:
        raise DisplacedError(
            f"{path} was overwritten with another copy while it was open, so nothing more is stored in it. "
            "What it held is in its backups, see “annotator restore”; then open it again.",
            kept=None,
        )
