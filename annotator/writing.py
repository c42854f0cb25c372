"""Files that appear whole or not at all: written beside their place first, then put there in one step."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from annotator.errors import UserError

REASONS = {
    errno.ENOSPC: "the disk is full. Free some space and repeat it",
    errno.EDQUOT: "your quota of disk space is used up. Free some space and repeat it",
    errno.EACCES: "this account may not write there. Choose another place",
    errno.EPERM: "this account may not write there. Choose another place",
    errno.EROFS: "it lies on a drive that cannot be written. Choose another place",
    errno.ENOENT: "its folder does not exist. Make it first, or choose another place",
    errno.ENOTDIR: "its folder is not a folder. Choose another place",
    errno.EISDIR: "it is a folder. Add a file name",
    errno.ENAMETOOLONG: "its name is too long. Choose a shorter one",
}


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes take the place of `target` when the block ends well; else nothing is left behind.

    UserError says what went wrong with the disk or the place. A pipe or device is written directly.
    """
    try:
        # A link stays a link: what it leads to is replaced.
        place = Path(os.path.realpath(target))
        mode = _mode_of(place)
        writing = _directly(place) if mode is not None and not stat.S_ISREG(mode) else _beside(place, mode)
        with writing as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError(f"{target} was not written: {reason_of(error)}.") from error


@contextmanager
def alone(target: Path, *, patience: float = 1.0) -> Iterator[None]:
    """Keep other programs that ask for the same out while a small file is read, changed and written.

    After `patience` seconds the block runs all the same: what was left behind by a program that was killed, or a
    folder that takes no files, must not stop anybody.
    """
    lock = target.with_name(f".{target.name}.lock")
    until, is_mine = time.monotonic() + patience, False
    while not is_mine and time.monotonic() < until:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            is_mine = True
        except (FileExistsError, PermissionError):  # Windows says the second while the other one deletes it
            time.sleep(0.01)
        except OSError:
            break
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()


def reason_of(error: OSError) -> str:
    """What went wrong with a disk, and what to do."""
    return REASONS.get(
        error.errno or 0, f"the system says “{error.strerror or error}”. See that the drive is connected"
    )


def _mode_of(place: Path) -> int | None:
    try:
        return place.stat().st_mode
    except FileNotFoundError:
        return None


@contextmanager
def _directly(place: Path) -> Iterator[BinaryIO]:
    with place.open("wb") as stream:
        yield stream


@contextmanager
def _beside(place: Path, mode: int | None) -> Iterator[BinaryIO]:
    import tempfile  # late: settings are read long before anything is written

    number, name = tempfile.mkstemp(prefix=f".{place.name[:40]}-", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            yield cast(BinaryIO, stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(place.parent)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make names that were given or taken away in a folder durable, where the system can."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
