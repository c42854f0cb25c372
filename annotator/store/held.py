"""The file that a connection holds: whether it is still in its place, and still goes on from what was seen in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import DisplacedError, UserError
from annotator.store.trouble import explained

if TYPE_CHECKING:
    from annotator.store.copies.lineage import Mark

Place = tuple[int, int]


class HeldFile:
    """A project file that may be moved, deleted, replaced or overwritten while a connection has it open."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.place, self._stamp = self._look()
        self._mark: Mark | None = None  # how far the project was when it was last looked at
        # What was told when the file was no longer in its place, and when (seconds of the monotonic clock).
        self.displaced: tuple[DisplacedError, float] | None = None

    def place_now(self) -> Place | None:
        """Which file has our name now: device and inode, or None for none. UserError if the drive does not answer."""
        return self._look()[0]

    def _look(self) -> tuple[Place | None, Place | None]:
        """Which file has our name now, and when it was last written (nanoseconds) with how many bytes."""
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None, None
        except OSError as error:
            raise UserError(
                f"{self.path} cannot be reached ({error.strerror}). See that its drive or network is connected."
            ) from error
        return (found.st_dev, found.st_ino), (found.st_mtime_ns, found.st_size)

    def check_in_place(self) -> None:
        """A write to a file that was unlinked succeeds and is lost, so look; DisplacedError says where its state is."""
        found, stamp = self._look()
        if found != self.place or self.displaced is not None:
            self._check_not_displaced(found)
        if stamp != self._stamp:
            self._check_goes_on()
            self._stamp = stamp

    def begin_marking(self) -> None:
        """Remember how far the project is, if that was not done yet; sqlite3.Error if it cannot be read."""
        if self._mark is None and not self.read_only:
            self._mark = self.progress()

    def progress(self) -> Mark:
        """How far the project is now; sqlite3.Error if it cannot be read."""
        from annotator.store.copies import lineage  # late: opening needs none of it

        return lineage.mark(self.connection)

    def _check_not_displaced(self, found: Place | None) -> None:
        from annotator.store.copies import displaced  # late: few ever need it

        trouble = displaced.trouble(self, found)
        if trouble is not None:
            raise trouble

    def _check_goes_on(self) -> None:
        """SQLite does not notice another copy written over the file if that one has seen as many commits as ours."""
        from annotator.store.copies import lineage

        with explained(self.path):
            self.connection.execute("PRAGMA shrink_memory")  # forget all pages that were read before
            if self._mark is not None:
                self._mark = lineage.check(self.path, self.connection, self._mark)

    def check_stored_in_place(self, mark: Mark) -> None:
        """Note how far the project is with what was just stored; DisplacedError if the file was replaced meanwhile.

        It took the COMMIT then, and has no name any more.
        """
        self._mark = mark
        try:
            found, self._stamp = self._look()
        except UserError:  # what is stored is stored; the next look tells of a drive that does not answer
            return
        if found != self.place:
            self._check_not_displaced(found)
