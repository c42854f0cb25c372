"""Takes a damaged project file away to work on: a copy of all that the disk still gives, the file itself untouched.

The bytes are read by a process of their own. Were they read here, closing the file would drop the locks that this
program may hold on it.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from annotator.errors import UserError
from annotator.store.connecting import connect

BESIDE = ("-journal", "-wal")


def working_copy(path: Path, folder: Path) -> Path:
    """A copy of a project in the folder, a transaction that a crash interrupted taken back.

    UserError if the file cannot be read at all.
    """
    copy = folder / "copy"
    with _held(path):
        _copy(path, copy)
        for suffix in BESIDE:
            beside = path.with_name(f"{path.name}{suffix}")
            if beside.exists():
                _copy(beside, copy.with_name(f"{copy.name}{suffix}"))
    _settle(copy)
    return copy


def _copy(source: Path, target: Path) -> None:
    package = Path(__file__).parents[3]
    paths = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "annotator.store.salvage.taking", str(source), str(target)],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode or not target.exists():
        raise UserError(f"{source} cannot be read. See that its drive is connected and that it may be read.")


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other programs from writing meanwhile, where the file can still be opened."""
    with ExitStack() as stack:
        with suppress(UserError, sqlite3.Error):
            connection = stack.enter_context(closing(connect(path, "ro")))
            connection.execute("BEGIN")
            connection.execute("PRAGMA schema_version").fetchone()  # locks the file without reading its schema
        yield


def _settle(copy: Path) -> None:
    """Let SQLite bring in what a log beside the copy holds; what it cannot do stays as it is."""
    if not any(copy.with_name(f"{copy.name}{suffix}").exists() for suffix in BESIDE):
        return
    with suppress(UserError, sqlite3.Error), closing(connect(copy, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA schema_version").fetchone()  # locks the file without reading its schema
