"""Copies of a project file through SQLite's backup API, opened and read before they count."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.errors import UserError
from annotator.store.database import Database, connect, publish, scratch_beside
from annotator.store.trouble import explained


def copy(database: Database, target: Path) -> None:
    """Write a verified copy to a name that is free; UserError if it is taken or the disk refuses."""
    if target.exists():
        raise UserError(f"{target} already exists. Choose another name.")
    with scratch_beside(target) as scratch:
        connection = connect(scratch, "rwc")
        try:
            with explained(target):
                database.connection.backup(connection)
                _verify(connection, target)
        finally:
            connection.close()
        publish(scratch, target)


def _verify(connection: sqlite3.Connection, target: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise UserError(f"The copy {target} did not read back well ({found}); it was not kept. Check the disk.")
