"""Finds the files under paths: folders recursively, in the order of their names, links followed once."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.importers.opening import reason_of
from annotator.records import Refusal

JUNK = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})
"""Names, in lower case, that systems leave in folders and no analyst wants to hear about."""

Identity = tuple[int, int]


def find(paths: Iterable[Path], *, leave_out: Path | None = None) -> Iterator[Path | Refusal]:
    """Every regular file named by or lying under `paths`, and a refusal for each thing that is none.

    Hidden and junk files in folders are passed over, and so is `leave_out`, which is never opened. A folder
    that was entered already on the way from one of `paths` is refused, so a loop of links ends.
    """
    left_out = _identity(leave_out) if leave_out is not None else None
    for path in paths:
        seen: set[Identity] = {left_out} if left_out else set()
        waiting = [path]
        while waiting:
            current = waiting.pop()
            try:
                found = _look_at(current, seen, named=current is path)
            except (OSError, ValueError) as error:
                yield Refusal(shown(current), _reason_of_link(current, error))
                continue
            if isinstance(found, list):
                waiting.extend(reversed(found))
            elif found is not None:
                yield found


def _look_at(path: Path, seen: set[Identity], *, named: bool) -> list[Path] | Path | Refusal | None:
    """The folder's wanted entries, the file itself, a refusal, or None for what is passed over."""
    status = path.stat()
    identity = status.st_dev, status.st_ino
    if stat.S_ISDIR(status.st_mode):
        if identity in seen:
            return Refusal(shown(path), "this leads to a folder that was read already; it was not entered again")
        seen.add(identity)
        return sorted(entry for entry in path.iterdir() if not _is_junk(entry.name) and not _is_backups(entry))
    if identity in seen:
        return Refusal(shown(path), "this is the project itself, no article") if named else None
    if not stat.S_ISREG(status.st_mode):
        return Refusal(shown(path), "this is not a regular file, so it was not opened")
    return path


def _is_junk(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in JUNK


def _is_backups(path: Path) -> bool:
    """Whether this is the folder in which the backups of a project beside it are kept."""
    name = path.name.removesuffix(" backups")
    return name != path.name and path.with_name(f"{name}.annotations").exists()


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _reason_of_link(path: Path, error: Exception) -> str:
    try:
        is_link = path.is_symlink()
    except (OSError, ValueError):
        is_link = False
    if not is_link or isinstance(error, PermissionError):
        return reason_of(error)
    if isinstance(error, FileNotFoundError):
        return "this is a link to something that is no longer there"
    return "this is a link that leads back to itself"


def shown(path: Path) -> str:
    """A path as text that can be stored and printed: bytes that are no UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
