"""SQLite's errors in a person's words: what can be mended becomes a UserError, the rest stays a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import ProjectBusyError, UserError

Row = TypeVar("Row")

_SENTENCES = {
    "SQLITE_FULL": "The disk is full, so nothing was stored in {path}. Free some space and repeat it.",
    "SQLITE_READONLY": "{path} cannot be written. Change its permissions or copy it to another folder.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. See that it and its folder exist and may be read and written.",
    "SQLITE_NOTADB": "{path} is not a project of this program. Choose a file that ends in .annotations.",
    "SQLITE_CORRUPT": "{path} is damaged. Keep it; restore a backup, or use “annotator salvage” on it.",
    "SQLITE_INTERRUPT": "{path} is damaged: reading it comes to no end. Look at it with “annotator check”.",
    "SQLITE_CONSTRAINT": (
        "{path} does not take this change, so nothing was stored. Run “annotator check”: if it finds nothing, this is "
        "a mistake in the program: report it."
    ),
    "SQLITE_IOERR": "The disk under {path} reported an error; nothing was stored. See that the drive is connected.",
    "SQLITE_TOOBIG": "The text is too large for {path}. Split the article.",
    "SQLITE_PERM": "{path} may not be opened by this account. Change its permissions.",
}


_HALF_DONE = (
    "{path} was left in the middle of a change, which {name}-journal beside it would take back, but nothing may be "
    "written here. Change the permissions, or copy the two files together to another folder."
)
_FOREIGN = "{path} lacks what this program looks for. Update the program, or restore a backup with “annotator restore”."
_TORN = (
    "no such table",
    "no such column",
    "no such module",
    "malformed",
    "invalid fts5",
    "could not decode",
    "unsupported file format",
)
"""Beginnings of what SQLite says when tables lack or hold what no version of this program would write."""


def another_program(path: Path) -> str:
    """What to say of a database that is none of ours."""
    return f"{path} is empty or belongs to another program. Choose a project of this one (.annotations)."


_MISFITS = (
    LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, sqlite3.IntegrityError
)  # fmt: skip


class DamagedRow(sqlite3.DatabaseError):
    """A row holds what this program never writes."""

    sqlite_errorname = "SQLITE_CORRUPT"


class MissingRow(DamagedRow, LookupError):
    """A row that others speak of is not there."""


def fitting(row: Sequence[object], kinds: Sequence[type | tuple[type, ...]]) -> Sequence[Any]:
    """The row, if its values have the types of their columns; else DamagedRow."""
    if not all(map(isinstance, row, kinds)):
        raise DamagedRow("a row holds values that do not fit its columns")
    return row


def fitting_columns(
    rows: Sequence[Sequence[object]], kinds: Sequence[type | tuple[type, ...]]
) -> list[tuple[Any, ...]]:
    """The columns of many rows, if all values have the types of their columns; else DamagedRow."""
    columns = list(zip(*rows, strict=True))
    for column, kind in zip(columns, kinds, strict=False):
        if not all(issubclass(found, kind) for found in set(map(type, column))):
            raise DamagedRow("a row holds values that do not fit its columns")
    return columns


def code_of(error: sqlite3.Error) -> str:
    """The primary code of SQLite, as `SQLITE_FULL`; nothing for errors that Python itself raised."""
    if isinstance(error, sqlite3.IntegrityError):
        return "SQLITE_CONSTRAINT"  # Python does not know the names of all its kinds
    return "_".join((getattr(error, "sqlite_errorname", None) or "").split("_")[:2])


def tells_damage(error: sqlite3.Error) -> bool:
    """Whether an error comes from what the file holds, not from what it was asked."""
    if code_of(error) == "SQLITE_CORRUPT":
        return True
    return code_of(error) in ("", "SQLITE_ERROR") and str(error).lower().startswith(_TORN)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite on this file that a person can mend into UserErrors."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def each_explained(path: Path, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows as they come; what SQLite raises over one of them is explained, too."""
    with explained(path):
        yield from rows


@contextmanager
def of_the_journal() -> Iterator[None]:
    """Tell damage of the journal as such: what it says of rows does not fit those that the file holds."""
    try:
        yield
    except _MISFITS as error:
        raise DamagedRow(f"the journal does not fit its rows: {error}") from error


def explain(error: sqlite3.Error, path: Path) -> Exception:
    """The UserError for a failure on this file, or the error itself where only a programmer can mend it."""
    code = "SQLITE_CORRUPT" if tells_damage(error) else code_of(error)
    if code in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return ProjectBusyError(f"Another program is writing to {path}. Nothing was stored; repeat it in a moment.")
    sentence = _FOREIGN if str(error).startswith("no such") else _SENTENCES.get(code)
    if getattr(error, "sqlite_errorname", None) == "SQLITE_READONLY_ROLLBACK":
        sentence = _HALF_DONE
    return UserError(sentence.format(path=path, name=path.name)) if sentence else error
