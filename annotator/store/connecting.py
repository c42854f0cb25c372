"""A connection to a file that may be damaged or hostile: its pragmas, its limits, and an end to every statement."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

from annotator.store.trouble import DamagedRow, explain

PATIENCE = 2.0
"""For how many seconds a connection waits for another program, unless told otherwise."""

PRAGMAS: dict[str, str | int] = {
    "journal_mode": "delete",  # not WAL: a project is one file that may be copied, mailed and synced
    "synchronous": 3,  # EXTRA: the folder is synced too when the rollback journal goes
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 2000,  # milliseconds; with another patience, that
}

_WARY = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY")
"""What is set before the first look into a file; none of it reads the file."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 256 * 1024 * 1024,  # bytes of one text or row
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 5,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_STEPS_A_LOOK = 100_000  # steps of SQLite's machine between two looks at the clockwork, about a millisecond
_STEPS = 2_000_000
_STEPS_A_BYTE = 10  # reading a whole table takes about one for two bytes of the file
_STEPS_A_CHANGE = 2_000  # for rows that are not in the file yet


class GuardedConnection(sqlite3.Connection):
    """A connection on which no statement goes on for ever.

    Pages that point to each other in a circle can make a short file endless. A statement that takes far more steps
    than the size of its file explains ends with `SQLITE_INTERRUPT`.
    """

    path: Path
    _taken = 0
    _size = 0

    def guard(self, path: Path) -> None:
        """Begin to count the steps of each statement against the size of this file."""
        self.path = path
        self.set_progress_handler(self._look, _STEPS_A_LOOK)

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """As ever; the count of steps begins again."""
        self._taken = 0
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError as error:  # from the names in a damaged schema
            raise DamagedRow(f"a name in the file is no text: {error}") from error
        except MemoryError as error:  # lengths in a damaged index of words
            raise DamagedRow("the file asks for more memory than there is") from error

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """As ever; the count of steps begins again."""
        self._taken = 0
        return super().executemany(*arguments)

    def _look(self) -> bool:
        self._taken += _STEPS_A_LOOK
        return self._taken > self._allowed() and self._taken > self._allowed(anew=True)

    def _allowed(self, *, anew: bool = False) -> int:
        if anew:  # the file may have grown since
            self._size = _size(self.path)
        return _STEPS + _STEPS_A_BYTE * self._size + _STEPS_A_CHANGE * self.total_changes


def connect(path: Path, mode: str, *, patience: float = PATIENCE) -> GuardedConnection:
    """A connection in autocommit that trusts nothing; `mode` is `ro`, `rw` or `rwc` as in SQLite's addresses.

    `patience` is for how many seconds it waits for another program. The file itself is not read yet.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=patience, factory=GuardedConnection
        )
    except sqlite3.Error as error:
        raise explain(error, path) from error
    be_wary(connection)
    connection.guard(path)
    return connection


def be_wary(connection: sqlite3.Connection) -> None:
    """Set all that keeps a hostile file from doing harm; the file is not read for it."""
    for category, limit in _LIMITS.items():
        connection.setlimit(category, limit)
    for pragma in _WARY:
        connection.execute(f"PRAGMA {pragma}")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def set_pragmas(connection: sqlite3.Connection, *, read_only: bool = False, patience: float = PATIENCE) -> None:
    """Set the pragmas of a project and read them back; AssertionError if SQLite did not take one."""
    for name, value in wanted_pragmas(read_only=read_only, patience=patience).items():
        connection.execute(f"PRAGMA {name} = {value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise AssertionError(f"pragma {name} is {found!r}, not {value!r}")
    # Else a long import locks readers out, and a full disk leaves it half-written.
    connection.execute("PRAGMA cache_spill = OFF")


def wanted_pragmas(*, read_only: bool, patience: float) -> dict[str, str | int]:
    """The pragmas as a connection reads them back; one that only reads leaves the mode of the journal as it is."""
    wanted = {**PRAGMAS, "busy_timeout": round(patience * 1000)}
    if read_only:
        del wanted["journal_mode"]
    return wanted


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
