"""When the project file was moved, deleted or replaced while it was open: where its state is, or a copy of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import DisplacedError, UserError
from annotator.store.connecting import connect
from annotator.store.trouble import explained

if TYPE_CHECKING:
    from annotator.store.held import HeldFile, Place

AGAIN_AFTER = 10.0  # seconds until a state that could not be kept is tried once more
_GAP = 0.05  # seconds in which a file that is being put back may be away
_FOREIGN_JOURNAL = 0.15  # seconds that another program may take to finish with the file that now has our name
_OWN_FILES = Path("/proc/self/fd")
_TRASHES = ("Trash", ".Trash", ".Trash-", "$RECYCLE.BIN")


def trouble(database: HeldFile, found: Place | None) -> DisplacedError | None:
    """What to raise where `found` stands in place of the open file; None if the file is back in its place by now.

    The state is kept once: what is raised next names the same copy.
    """
    if found is None:
        time.sleep(_GAP)
        found = database.place_now()
    if found == database.place:
        database.displaced = None
        return None
    known, at = database.displaced or (None, 0.0)
    if known is None or (known.kept is None and time.monotonic() > at + AGAIN_AFTER):
        known = _settled(database, "deleted" if found is None else "replaced by another file")
        database.displaced = known, time.monotonic()
    return known


def _settled(database: HeldFile, what: str) -> DisplacedError:
    path = database.path
    there = _moved_to(database.place, path)
    if there is not None and _is_plain(there, path):
        if database.place_now() is None:
            return DisplacedError(f"{path} is now {there}. Nothing more is stored here: open it there.", kept=there)
        return DisplacedError(
            f"{path} was {what} while it was open, so nothing more is stored in it. What was open is now {there}: "
            "compare the two and go on in one of them.",
            kept=there,
        )
    begins = f"{path} was {what} while it was open, so nothing more is stored in it."
    if database.read_only:
        return DisplacedError(f"{begins} Open it again.", kept=None)
    try:
        kept = keep(database)
    except UserError as error:
        return DisplacedError(
            f"{begins} Its state could not be kept either ({error}): leave this open, and put the file back.", kept=None
        )
    then = "Open it to go on." if what == "deleted" else "Compare the two and go on in one of them."
    return DisplacedError(f"{begins} Everything stored so far is kept in {kept}. {then}", kept=kept)


def keep(database: HeldFile) -> Path:
    """A verified copy of what the open connection holds: beside the file, else in the home folder, else in our own.

    UserError says why the last of them refused it.
    """
    failed: UserError | None = None
    for folder in _folders(database.path):
        target = _free_name(folder, database.path)
        try:
            _copy(database, target)
        except UserError as error:
            failed = error
        else:
            return target
    assert failed is not None
    raise failed


def _folders(path: Path) -> Iterator[Path]:
    if path.parent.is_dir():
        yield path.parent
    yield Path.home()
    from platformdirs import user_data_path

    own = user_data_path("annotator", appauthor=False) / "kept"
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {own} cannot be made: {error.strerror}.") from error
    yield own


def _free_name(folder: Path, path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    number, target = 1, folder / f"{path.stem} kept {stamp}{path.suffix}"
    while target.exists():
        number += 1
        target = folder / f"{path.stem} kept {stamp} {number}{path.suffix}"
    return target


def _copy(database: HeldFile, target: Path) -> None:
    """Copy through the connection, unless SQLite would take the journal of another file for that of ours."""
    from annotator.store.database import publish, scratch_beside

    held = None
    if _has_foreign_journal(database.path):
        held = _own_file(database.place)
        if held is None:
            raise UserError(f"another program is in the middle of writing to {database.path}")
    with scratch_beside(target) as scratch, explained(target):
        if held is not None:
            _copy_bytes(held, scratch)
        with closing(connect(scratch, "rw" if held is None else "ro")) as copy:
            if held is None:
                database.connection.backup(copy)
            _verify(copy, target)
        publish(scratch, target)


def _has_foreign_journal(path: Path) -> bool:
    """Whether a journal stands beside the file that has our name now, and does not go soon."""
    journal = path.with_name(f"{path.name}-journal")
    until = time.monotonic() + _FOREIGN_JOURNAL
    while _length(journal) and time.monotonic() < until:
        time.sleep(0.01)
    return bool(_length(journal))


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _copy_bytes(held: Path, scratch: Path) -> None:
    """Copy the open file as it is, through the system; it is no longer in its place, so its locks hold nobody."""
    try:
        with held.open("rb") as source, scratch.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError as error:
        raise UserError(f"{scratch.parent} cannot take a copy: {error.strerror}") from error


def _verify(connection: sqlite3.Connection, target: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise UserError(f"the copy {target} did not read back well: {found}")


def _moved_to(place: Place | None, path: Path) -> Path | None:
    """Where the open file stands now, as far as the system tells; None if it has no name any more."""
    held = _own_file(place)
    if held is None:
        return None
    try:
        there = held.readlink()
        found = there.stat()
    except OSError:
        return None
    return there if (found.st_dev, found.st_ino) == place and there != path else None


def _own_file(place: Place | None) -> Path | None:
    """The name under which the system shows this process the file that it has open."""
    try:
        held = sorted(_OWN_FILES.iterdir())
    except OSError:
        return None
    for one in held:
        try:
            found = one.stat()
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == place:
            return one
    return None


def _is_plain(there: Path, path: Path) -> bool:
    """Whether a person would find the file there: the same suffix, in no trash and no hidden folder of a service."""
    common = Path(os.path.commonpath([there, path.absolute()]))
    added = there.relative_to(common).parts
    return there.suffix == path.suffix and not any(part.startswith((".", *_TRASHES)) for part in added)
