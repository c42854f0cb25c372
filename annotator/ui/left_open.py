"""Which projects a window has open, as files that outlive a crash: so the next window knows what was not closed."""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from pathlib import Path

_numbers = itertools.count(1)


class Mark:
    """A file that says that this process has a project open; a lock on it ends with the process, however it ends."""

    def __init__(self, project: Path) -> None:
        """Leave the mark; `follows_crash` tells whether an earlier window left one without closing the project.

        OSError if no mark can be left.
        """
        from hashlib import blake2b  # late: loading it takes longer than the rest of this

        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        name = blake2b(os.fsencode(project.absolute()), digest_size=8).hexdigest()
        dead = [left for left in sorted(folder.glob(f"{name}-*")) if _remove_dead(left)]
        self.follows_crash = bool(dead)
        self._path = folder / f"{name}-{os.getpid()}-{next(_numbers)}"
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        _lock(self._file)
        os.write(self._file, os.fsencode(project.absolute()) + b"\n")

    def remove(self) -> None:
        """The project is closed as it should be."""
        with suppress(OSError):
            self._path.unlink()
        os.close(self._file)


def has_hot_journal(project: Path) -> bool:
    """Whether a write to a project did not come to its end, or is under way just now."""
    try:
        return project.with_name(f"{project.name}-journal").stat().st_size > 0
    except OSError:
        return False


def _remove_dead(mark: Path) -> bool:
    """Remove a mark whose process has ended; False if that one lives, or went meanwhile."""
    try:
        file = os.open(mark, os.O_RDWR)
    except OSError:
        return False
    try:
        if not _lock(file):
            return False
        mark.unlink(missing_ok=True)
    finally:
        os.close(file)
    return True


def _lock(file: int) -> bool:
    """Hold a file as long as this process lives; False if another one holds it."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # without such locks, each mark that was left is taken for that of a crash
        return True
    return True


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("annotator", appauthor=False) / "open"
