"""Puts one project file in the place of another, so that at every moment a whole one stands there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from annotator.errors import ProjectBusyError, UserError
from annotator.store.connecting import connect
from annotator.store.trouble import explain
from annotator.writing import reason_of, sync_folder

_BESIDE = ("-journal", "-wal", "-shm")


def exchange(arriving: Path, target: Path, aside: Path) -> None:
    """Give `aside` to the file at the target, with what belongs to it, and its place to the one that arrives.

    ProjectBusyError if another program is writing to it, UserError if the disk refuses; nothing is done then.
    """
    try:
        with _held(target):
            _move_aside(target, aside)
            sync_folder(target.parent)  # else a power cut may leave the old journal beside the new file
            arriving.replace(target)
    except OSError as error:
        raise UserError(f"{target} was not replaced: {reason_of(error)}.") from error
    sync_folder(target.parent)


@contextmanager
def _held(target: Path) -> Iterator[None]:
    """Nobody writes to the file in this block; a file too damaged for a lock is nobody's to write to."""
    with closing(connect(target, "rw" if os.access(target, os.W_OK) else "ro")) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if isinstance(told := explain(error, target), ProjectBusyError):
                raise told from error
        yield
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _move_aside(target: Path, aside: Path) -> None:
    """The file keeps its old name too until it is replaced, where the file system can do that."""
    try:
        os.link(target, aside)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        target.rename(aside)
    # A journal that a crash left belongs to the file that goes; to the one that comes it would be poison.
    for suffix in _BESIDE:
        with suppress(FileNotFoundError):
            target.with_name(f"{target.name}{suffix}").rename(aside.with_name(f"{aside.name}{suffix}"))
