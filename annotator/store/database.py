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
from annotator.store import schema
from annotator.store.connecting import PATIENCE, set_pragmas
from annotator.store.connecting import connect as connect
from annotator.store.held import HeldFile
from annotator.store.trouble import another_program, explained
from annotator.store.versions import APPLICATION_ID, SCHEMA_VERSION
from annotator.writing import sync_folder

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

    from annotator.store.journal import Recording

Connection = sqlite3.Connection
Keeper = Callable[[str], None]
Recorder = Callable[["Recording"], None]


class Database(HeldFile):
    """A project file that is open; not to be shared between threads."""

    def __init__(
        self,
        path: Path,
        connection: Connection,
        *,
        read_only: bool,
        notice: str = "",
        patience: float = PATIENCE,
        inspecting: bool = False,
    ) -> None:
        super().__init__(path, connection, read_only=read_only)
        self.notice = notice
        self.patience = patience  # seconds that each verb waits for another program
        self.inspecting = inspecting  # whether nothing in the file is trusted
        self.keeper: Keeper | None = None  # asked for a backup before each change
        self.recorder: Recorder | None = None  # told of each change once it is stored
        self._seen_version = 0 if inspecting else self._data_version()
        self._seen_schema: int | None = None

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
        self.secure()
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_schema()
                yield self.connection
                mark = self.progress()
            except BaseException as error:
                self._roll_back()
                if isinstance(error, sqlite3.Error):
                    self.check_in_place()  # SQLite refuses to begin a journal beside a file that was moved
                raise
            self._commit(was_stored)
        self.check_stored_in_place(mark)

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

    def secure(self, why: str = "") -> None:
        """Have a backup made if it is time for one; `why` names an action before which it always is."""
        if self.keeper is not None and not self.read_only:
            self.keeper(why)

    def stored(self, recording: Recording) -> None:
        """Tell whoever keeps a record outside the file what was just stored."""
        if self.recorder is not None:
            self.recorder(recording)

    def changed_elsewhere(self) -> bool:
        """Whether another connection has written to the file since this was last asked."""
        self.check_in_place()
        with explained(self.path):
            version = self._data_version()
            self.begin_marking()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _check_schema(self) -> None:
        """Another program, perhaps a newer one of ours, may have given the file another schema since it was opened."""
        cookie = self.connection.execute("PRAGMA schema_version").fetchone()[0]
        if cookie != self._seen_schema:
            if _trusted_version(self.connection, self.path) > SCHEMA_VERSION:
                raise UserError(f"{_newer(self.path)} Nothing was stored.")
            self._seen_schema = cookie

    def _check_writable(self) -> None:
        if self.read_only:
            raise UserError(self.notice or f"{self.path} is open for reading only; nothing was stored.")
        self.check_in_place()


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


def open_database(
    path: Path,
    *,
    inspect: bool = False,
    reading: bool = False,
    patience: float = PATIENCE,
    before_migration: Callable[[Database], None] | None = None,
) -> Database:
    """Open a project file, for reading only where it cannot be written; UserError if it is not one to be trusted.

    `patience` is for how many seconds each verb waits for another program. `before_migration` is called with a file
    of an older schema while it still is as it was. `inspect` opens whatever the file may be, for reading only, for
    those who then trust nothing in it; all that goes wrong then is left to them. `reading` opens a file that is to be
    trusted, yet changes nothing in it: one of an older schema is brought to the present one in memory.
    """
    _look_at(path)
    if inspect:
        return _inspected(path, patience)
    read_only = reading or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    notice = f"{path} is read-only here: it can be read and exported, not changed." if read_only else ""
    connection: Connection = connect(path, "ro" if read_only else "rw", patience=patience)
    try:
        with explained(path):
            version = _trusted_version(connection, path)
            if version > SCHEMA_VERSION:
                read_only, notice = True, _newer(path)
            set_pragmas(connection, read_only=read_only, patience=patience)
            if version < SCHEMA_VERSION and read_only:
                connection = _migrated_in_memory(connection, path)
            database = Database(path, connection, read_only=read_only, notice=notice, patience=patience)
            if version < SCHEMA_VERSION and not read_only:
                _migrate(database, before_migration)
    except BaseException:
        connection.close()
        raise
    return database


def _look_at(path: Path) -> None:
    if not path.exists():
        raise UserError(f"There is no project at {path}. See “annotator new”, or check the name.")
    if not path.is_file():
        raise UserError(f"{path} is not a file. Choose a file that ends in .annotations.")
    if not os.access(path, os.R_OK):
        raise UserError(f"{path} may not be read by this account. Change its permissions.")


def _inspected(path: Path, patience: float) -> Database:
    # SQLite puts back what a crash left half-written before it reads on, and can do so only where it may write.
    crashed = path.with_name(f"{path.name}-journal").exists() and os.access(path, os.W_OK)
    connection = connect(path, "rw" if crashed else "ro", patience=patience)
    connection.execute("PRAGMA query_only = ON")
    return Database(path, connection, read_only=True, inspecting=True, patience=patience)


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
    """Give a finished file its name, durably and without ever replacing another; UserError if the name is taken."""
    try:
        scratch.chmod(0o666 & ~_umask())
        os.link(scratch, path)
    except FileExistsError as error:
        raise UserError(f"{path} already exists. Choose another name, or open it.") from error
    except OSError:  # a file system without hard links
        if path.exists():
            raise UserError(f"{path} already exists. Choose another name, or open it.") from None
        scratch.rename(path)
    sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _trusted_version(connection: Connection, path: Path) -> int:
    """The schema of a file that holds exactly what this program writes for it; else UserError."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(another_program(path))
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise UserError(f"{path} is damaged: it names no schema. Restore a backup with “annotator restore”.")
    _check_shape(connection, path, version)
    return version


def _check_shape(connection: Connection, path: Path, version: int) -> None:
    found = schema.differences(connection, version)
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise UserError(
            f"{path} is not as this program writes it ({'; '.join(found[:3])}{more}), so it was not opened. Look at it "
            "with “annotator check”, restore a backup, or take what can be read with “annotator salvage”."
        )


def _newer(path: Path) -> str:
    return f"{path} was made by a newer version of this program: it can be read here, not changed. Update to edit it."


def _migrate(database: Database, before: Callable[[Database], None] | None) -> None:
    """Bring a file to the present schema in one transaction, unless another program just did."""
    from annotator.store.migrations import migrate

    if before is not None:
        before(database)
    with database.transaction() as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            migrate(database.tables)
        _check_shape(connection, database.path, SCHEMA_VERSION)


def _migrated_in_memory(connection: Connection, path: Path) -> Connection:
    """A copy of a file of an older schema that cannot be written, with the present one."""
    from sqlite_utils import Database as Tables

    from annotator.store.migrations import migrate

    copy: Connection = connect(path, "memory")
    try:
        connection.backup(copy)
        set_pragmas(copy, read_only=True)
        migrate(Tables(copy, execute_plugins=False))
    except BaseException:
        copy.close()
        raise
    connection.close()
    return copy
