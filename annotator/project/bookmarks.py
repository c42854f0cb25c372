"""How far a person has read each article: bookmarks outside the project, so that reading changes no project file.

A few files per project in the data folder of the user, each a line a bookmark: the article's uid, the round, the code
point up to which it was read, and when. Of each article the highest round counts, and in it the furthest place. So
lines may be doubled or in any order, and whatever several windows append at once, none of it is lost.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

SUFFIX = ".bookmarks"
LONGEST = 256 * 1024  # bytes of the file that is appended to; then it is put aside and what counts is written anew
_SETTLED = 3_600.0  # seconds after which no other window still appends to a file that was put aside
_UID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LINE = re.compile("(" + _UID + r") (\d{1,9}) (-1|\d{1,12}) (\S+Z)\n")


class Bookmark(NamedTuple):
    """How far an article was read; `furthest` is a code point, -1 of one that counts as unread again."""

    round: int
    furthest: int


class Bookmarks:
    """The bookmarks of one project; what cannot be read or written is passed over, for it stops nobody's work.

    A project whose uid is none that this program gives has no files for them.
    """

    def __init__(self, uid: str, folder: Path | None = None) -> None:
        self._uid = uid if re.fullmatch(_UID, uid) else ""  # it becomes the name of a file
        self._folder = folder or _own_folder()
        self._path = self._folder / f"{uid}{SUFFIX}"
        self._known: dict[str, Bookmark] = {}
        self._seen: dict[str, tuple[int, int]] = {}  # size and time of the files as they were last read
        self.read_again()

    def furthest(self, article: str) -> int | None:
        """Up to which code point the article of this uid was read; None if it counts as unread."""
        found = self._known.get(article)
        return found.furthest if found is not None and found.furthest >= 0 else None

    def articles(self) -> list[str]:
        """The uids of the articles that were read, at least in part."""
        return [uid for uid, one in self._known.items() if one.furthest >= 0]

    def read_to(self, article: str, place: int) -> bool:
        """Note that an article was read up to a code point; False if it was read that far before."""
        known = self._known.get(article, Bookmark(0, -1))
        return place > known.furthest and self._put(article, Bookmark(known.round, place))

    def forget(self, article: str) -> bool:
        """Let an article count as unread again; False if it does already."""
        known = self._known.get(article, Bookmark(0, -1))
        return known.furthest >= 0 and self._put(article, Bookmark(known.round + 1, -1))

    def read_again(self) -> bool:
        """Read what other windows wrote since; whether there was anything new to read."""
        files = {path: _stamp(path) for path in self._files()}
        fresh = [path for path, stamp in files.items() if self._seen.get(path.name) != stamp]
        self._seen = {path.name: stamp for path, stamp in files.items()}
        for path in fresh:
            self._take(path)
        if self._seen.get(self._path.name, (0, 0))[0] > LONGEST:
            with suppress(OSError):
                self._write_anew([path for path in files if path != self._path])
        return bool(fresh)

    def _put(self, article: str, mark: Bookmark) -> bool:
        self._known[article] = mark
        with suppress(OSError):
            if not self._uid:
                return True
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            known = self._seen.get(self._path.name, (0, 0))[0]
            written = _append(self._path, [_line(article, mark)])
            if _stamp(self._path)[0] == known + written:  # else another window wrote, too
                self._seen[self._path.name] = _stamp(self._path)
        return True

    def _take(self, path: Path) -> None:
        with suppress(OSError):
            for told in _LINE.findall(path.read_text("utf-8", "replace")):
                mark = Bookmark(int(told[1]), int(told[2]))
                if mark > self._known.get(told[0], Bookmark(-1, -1)):
                    self._known[told[0]] = mark

    def _write_anew(self, former: Iterable[Path]) -> None:
        """Put what counts into a new file; what was put aside long ago, and is in it, goes."""
        from uuid import uuid4  # late: hardly ever needed

        aside = self._path.with_name(f"{self._uid} {uuid4().hex}{SUFFIX}")
        _append(aside, (_line(uid, mark) for uid, mark in self._known.items()))
        for path in former:
            if self._seen[path.name] == _stamp(path) and abs(time.time() - path.stat().st_mtime) > _SETTLED:
                path.unlink(missing_ok=True)
        # Another window may be appending to it this moment: it is read under its new name from now on.
        self._path.rename(self._path.with_name(f"{self._uid} {uuid4().hex}{SUFFIX}"))
        self._seen = {path.name: _stamp(path) for path in self._files()}

    def _files(self) -> list[Path]:
        try:
            return sorted(self._folder.glob(f"{self._uid}*{SUFFIX}")) if self._uid else []
        except OSError:  # of another account
            return []


def _line(article: str, mark: Bookmark) -> str:
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{article} {mark.round} {mark.furthest} {at}\n"


def _append(path: Path, lines: Iterable[str]) -> int:
    """Add lines in one write, so that those of several processes never mix; how many bytes were written."""
    with path.open("ab", buffering=0) as stream:
        return stream.write("".join(lines).encode())


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _own_folder() -> Path:
    from platformdirs import user_data_path  # late: comparing and checking need none of it

    return user_data_path("annotator", appauthor=False) / "bookmarks"
