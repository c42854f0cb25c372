"""One open project file: its connection, its pragmas and its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.store.trouble import explain, explained
from annotator.store.versions import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

    from annotator.store.journal import Recording

Connection = sqlite3.Connection
Recorder = Callable[["Recording"], None]

PRAGMAS = {
    "journal_mode": "delete",  # not WAL: a project is one file that may be copied, mailed and synced
    "synchronous": 3,  # EXTRA: the folder is synced too when the rollback journal goes
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 2000,  # milliseconds
}


class Database:
    """A project file that is open; not to be shared between threads."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool, notice: str = "") -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.notice = notice
        self.recorder: Recorder | None = None  # told of each change once it is stored
        self._place = _place(path)
        self._seen_version = self._data_version()

    @cached_property
    def tables(self) -> Tables:
        """The same connection through sqlite-utils, loaded when first needed."""
        from sqlite_utils import Database as Tables

        return Tables(self.connection, execute_plugins=False)

    @contextmanager
    def transaction(self, was_stored: Callable[[], bool] | None = None) -> Iterator[sqlite3.Connection]:
        """All or nothing: BEGIN IMMEDIATE, then COMMIT, or ROLLBACK if anything was raised.

        A COMMIT that failed may have stored everything all the same: `was_stored` then reads the file and tells.
        UserError if the file is read-only, was moved away, is busy, or its disk is full.
        """
        self._check_writable()
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self._roll_back()
                raise
            self._commit(was_stored)

    def _commit(self, was_stored: Callable[[], bool] | None) -> None:
        try:
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            if was_stored is None or not self._asked(was_stored, error):
                raise

    def _roll_back(self) -> None:
        # A disk that fails now fails again when the file is next read, and SQLite then rolls back itself.
        with suppress(sqlite3.Error):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _asked(self, was_stored: Callable[[], bool], error: sqlite3.Error) -> bool:
        try:
            return was_stored()
        except sqlite3.Error:
            raise UserError(
                f"The disk under {self.path} failed while storing ({error}), and the file cannot be read just now. "
                "Whether the last action was stored shows when the project is opened again."
            ) from error

    def stored(self, recording: Recording) -> None:
        """Tell whoever keeps a record outside the file what was just stored."""
        if self.recorder is not None:
            self.recorder(recording)

    def changed_elsewhere(self) -> bool:
        """Whether another connection has written to the file since this was last asked."""
        self._check_in_place()
        with explained(self.path):
            version = self._data_version()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _check_writable(self) -> None:
        if self.read_only:
            raise UserError(self.notice or f"{self.path} is open for reading only; nothing was stored.")
        self._check_in_place()

    def _check_in_place(self) -> None:
        """A write to a file that was unlinked succeeds and is lost, so look first."""
        if _place(self.path) != self._place:
            raise UserError(
                f"{self.path} was moved, deleted or replaced while it was open; nothing was stored. "
                "Put it back, or open it where it is now."
            )


@contextmanager
def making(path: Path) -> Iterator[Database]:
    """A new project file to be filled; it appears at `path` whole when the block ends, or not at all.

    UserError if something is already there or the folder cannot be written.
    """
    from sqlite_utils import Database as Tables

    from annotator.store.migrations import migrate

    if path.exists():
        raise UserError(f"{path} already exists. Choose another name, or open it.")
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} does not exist. Make it first, or choose another.")
    with scratch_beside(path) as scratch:
        connection = connect(scratch, "rwc")
        try:
            with explained(path):
                set_pragmas(connection)
                migrate(Tables(connection, execute_plugins=False))
                yield Database(scratch, connection, read_only=False)
        finally:
            connection.close()
        publish(scratch, path)


def open_database(path: Path) -> Database:
    """Open a project file, for reading only where it cannot be written; UserError if it is no project."""
    if not path.exists():
        raise UserError(f"There is no project at {path}. See “annotator new”, or check the name.")
    if not path.is_file():
        raise UserError(f"{path} is not a file. Choose a file that ends in .annotations.")
    if not os.access(path, os.R_OK):
        raise UserError(f"{path} may not be read by this account. Change its permissions.")
    read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    notice = f"{path} is read-only here: it can be read and exported, not changed." if read_only else ""
    connection = connect(path, "ro" if read_only else "rw")
    try:
        with explained(path):
            version = _schema_version(connection, path)
            if version > SCHEMA_VERSION:
                read_only, notice = True, _newer(path)
            set_pragmas(connection, read_only=read_only)
        database = Database(path, connection, read_only=read_only, notice=notice)
        if version < SCHEMA_VERSION:
            _migrate(database)
    except BaseException:
        connection.close()
        raise
    return database


def set_pragmas(connection: sqlite3.Connection, *, read_only: bool = False) -> None:
    """Set the pragmas of a project and read them back; AssertionError if SQLite did not take one."""
    for name, value in PRAGMAS.items():
        if name == "journal_mode" and read_only:
            continue
        connection.execute(f"PRAGMA {name} = {value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise AssertionError(f"pragma {name} is {found!r}, not {value!r}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(
        "PRAGMA cache_spill = OFF"
    )  # else a long import locks readers out, and a full disk leaves it half-written


@contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """A name in the same folder for a file in the making, removed at the end with its journal."""
    import tempfile  # late: opening needs none of it

    try:
        handle, name = tempfile.mkstemp(prefix=".making-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise UserError(f"{path} cannot be made: {error.strerror}. Choose another folder.") from error
    os.close(handle)
    scratch = Path(name)
    try:
        yield scratch
    finally:
        scratch.unlink(missing_ok=True)
        Path(f"{name}-journal").unlink(missing_ok=True)


def publish(scratch: Path, path: Path) -> None:
    """Give a finished file its name without ever replacing another; UserError if the name is taken."""
    try:
        scratch.chmod(0o666 & ~_umask())
        os.link(scratch, path)
    except FileExistsError as error:
        raise UserError(f"{path} already exists. Choose another name, or open it.") from error
    except OSError:  # a file system without hard links
        if path.exists():
            raise UserError(f"{path} already exists. Choose another name, or open it.") from None
        scratch.rename(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection in autocommit; `mode` is `ro`, `rw` or `rwc` as in SQLite's addresses."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=2.0)
    except sqlite3.Error as error:
        raise explain(error, path) from error


def _schema_version(connection: sqlite3.Connection, path: Path) -> int:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(f"{path} is empty or belongs to another program. Choose a project of this one (.annotations).")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise UserError(f"{path} is damaged: it names no schema. Restore a backup with “annotator restore”.")
    return version


def _newer(path: Path) -> str:
    return f"{path} was made by a newer version of this program: it can be read here, not changed. Update to edit it."


def _migrate(database: Database) -> None:
    from annotator.store.migrations import migrate

    database._check_writable()
    with explained(database.path):
        migrate(database.tables)


def _place(path: Path) -> tuple[int, int] | None:
    """Which file stands at the path: device and inode, or None."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
