"""How far a project went, so that another copy written over its file is told from what other programs stored in it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DisplacedError


@dataclass(frozen=True, slots=True)
class Mark:
    """A project as it was last seen: its uid, its newest edit and its turn. Each of them stays in the file for good."""

    project: str
    edit: str
    turn: int


_PROGRESS = """SELECT
    (SELECT value FROM meta WHERE key = 'uid'),
    (SELECT uid FROM edit ORDER BY id DESC LIMIT 1),
    (SELECT turn FROM edit WHERE state = 'done' ORDER BY id DESC LIMIT 1),
    (SELECT turn FROM edit WHERE state = 'undone' ORDER BY id LIMIT 1)"""


def mark(connection: sqlite3.Connection) -> Mark:
    """How far the project is now."""
    project, edit, done, undone = connection.execute(_PROGRESS).fetchone()
    return Mark(project or "", edit or "", max(done or 0, undone or 0))


def check(path: Path, connection: sqlite3.Connection, seen: Mark) -> Mark:
    """How far the project is now; DisplacedError unless it goes on from what was seen."""
    is_known = not seen.edit or connection.execute("SELECT 1 FROM edit WHERE uid = ?", (seen.edit,)).fetchone()
    now = mark(connection)
    if now.project != seen.project or now.turn < seen.turn or not is_known:
        raise DisplacedError(
            f"{path} was overwritten with another copy while it was open, so nothing more is stored in it. What it "
            "held is in its backups, see “annotator restore”; then open it again.",
            kept=None,
        )
    return now
