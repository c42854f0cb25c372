"""SQLite's errors in a person's words: what can be mended becomes a UserError, the rest stays a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import ProjectBusyError, UserError

_SENTENCES = {
    "SQLITE_FULL": "The disk is full, so nothing was stored in {path}. Free some space and repeat it.",
    "SQLITE_READONLY": "{path} cannot be written. Change its permissions or copy it to another folder.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. See that it and its folder exist and may be read and written.",
    "SQLITE_NOTADB": "{path} is not a project of this program. Choose a file that ends in .annotations.",
    "SQLITE_CORRUPT": "{path} is damaged. Keep it, and restore a backup with “annotator restore”.",
    "SQLITE_IOERR": "The disk under {path} reported an error; nothing was stored. See that the drive is connected.",
    "SQLITE_TOOBIG": "The text is too large for {path}. Split the article.",
    "SQLITE_PERM": "{path} may not be opened by this account. Change its permissions.",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite on this file that a person can mend into UserErrors."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def explain(error: sqlite3.Error, path: Path) -> Exception:
    """The UserError for a failure on this file, or the error itself where only a programmer can mend it."""
    code = "_".join((getattr(error, "sqlite_errorname", None) or "").split("_")[:2])
    if code in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return ProjectBusyError(f"Another program is writing to {path}. Nothing was stored; repeat it in a moment.")
    sentence = _SENTENCES.get(code)
    return UserError(sentence.format(path=path)) if sentence else error
