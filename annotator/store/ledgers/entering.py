"""Enters each stored change of a project into its ledger, an append-only file elsewhere."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from time import sleep

from annotator.errors import UserError
from annotator.store import journal
from annotator.store.clock import now
from annotator.store.connecting import connect
from annotator.store.journal import Recording
from annotator.store.ledgers import lines as ledger
from annotator.store.ledgers import standing
from annotator.store.ledgers.composing import Composer
from annotator.store.ledgers.lines import Line
from annotator.store.ledgers.standing import Touched
from annotator.store.trouble import code_of
from annotator.writing import sync_folder

AT_ONCE = 2_000
"""How many rows of a project go into a new ledger before the verb returns; more are copied beside the work."""
PAUSE = 0.002  # seconds between two lines that are copied beside the work
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Ledger:
    """The ledger of one project file; what `enter` was told is on disk when it returns.

    A project that was worked in before its ledger began is copied into it: a small one at once, a large one page by
    page in a thread with a connection of its own.
    """

    def __init__(self, path: Path, project: str, file: Path) -> None:
        self.path = path
        self._project = project
        self._file = file
        self._covered = 0
        self._whole = False
        self._known: tuple[int, int, int] | None = None  # device, inode and bytes as this process left the ledger
        self._writing = Lock()
        self._copying: Thread | None = None

    def enter(self, recording: Recording) -> None:
        """Append what was stored last, and whatever was stored before and is missing.

        OSError if the ledger cannot be written or the project not be read; the next entry then makes up for it.
        """
        with disk_errors():
            self._enter(recording)

    def _enter(self, recording: Recording) -> None:
        connection = recording.connection
        composer = Composer(connection, self._project)
        with self._writing, self._opened(recording) as (number, is_new):
            goal, touched = self._missing(recording)
            at_once = not self._whole and _is_quick(connection, touched)
            if goal > self._covered and not (is_new and at_once):
                done = recording.done if touched.edits == [recording.edit_id] else "catch up"
                self._append(number, composer.changes(touched, done), goal)
            if at_once:
                self._append(number, composer.everything(), goal, whole=True)
        if not self._whole and (self._copying is None or not self._copying.is_alive()):
            self._copying = Thread(target=self._copy_beside, name="ledger")
            self._copying.start()

    def finish(self) -> None:
        """Wait until a copy that is being made beside the work is complete."""
        if self._copying is not None:
            self._copying.join()

    @contextmanager
    def _opened(self, recording: Recording) -> Iterator[tuple[int, bool]]:
        """The open ledger, ready to be appended to, and whether it begins only now; synced at the end."""
        number, is_new = self._open(recording)
        try:
            yield number, is_new
            _sync(number)
            self._known = _mark(number)
        except BaseException:
            self._known = None  # a torn line may stand at the end
            raise
        finally:
            os.close(number)
        if is_new:
            sync_folder(self.path.parent)

    def _open(self, recording: Recording) -> tuple[int, bool]:
        """Open the ledger and see how far it is; one that goes on from another past is moved aside."""
        for _ in range(3):
            number = _open_file(self.path)
            try:
                if _mark(number) == self._known:
                    return number, False
                with os.fdopen(os.dup(number), "rb") as stream:
                    last, ends = ledger.last_line(stream)
                if last is None:
                    self._begin(number, recording.turn - 1, ends)
                    return number, True
                if self._is_past(recording.connection, last):
                    self._covered, self._whole = last.covered, last.whole
                    if not ends:
                        _write(number, b"\n")
                    return number, False
            except BaseException:
                os.close(number)
                raise
            os.close(number)
            self.path.rename(_aside(self.path))
        raise OSError("the ledger changes all the time")

    def _begin(self, number: int, covered: int, ends: bool) -> None:
        self._covered, self._whole = covered, False
        line = Line(self._project, covered, covered, False, "begin", at=now(), path=str(self._file.absolute()))
        _write(number, (b"" if ends else b"\n") + ledger.packed(line))

    def _is_past(self, connection: sqlite3.Connection, last: Line) -> bool:
        """Whether what the last line says happened to this project: an older copy may have taken its place."""
        if last.project != self._project or last.turn > journal.turn(connection):
            return False
        turn = standing.turn_of(connection, last.edit) if last.edit else last.turn
        return turn is not None and turn >= last.turn

    def _missing(self, recording: Recording) -> tuple[int, Touched]:
        """The turn that is to be reached, and the rows that were touched on the way to it."""
        if recording.turn == self._covered + 1:
            annotations, articles = set(recording.annotations), recording.articles | recording.statuses
            lists = recording.tags, bool(recording.events), bool(recording.views)
            touched = Touched([recording.edit_id], set(annotations), set(articles), *lists)
            return recording.turn, touched
        with standing.moment(recording.connection) as turn:
            return turn, standing.touched_since(recording.connection, self._covered)

    def _append(self, number: int, lines: Iterable[Line], goal: int, *, whole: bool = False) -> None:
        """Write lines, of which only the last says that the goal is reached."""
        waiting: Line | None = None
        for line in lines:
            if waiting is not None:
                _write(number, ledger.packed(replace(waiting, covered=self._covered, whole=self._whole)))
            waiting = line
        if waiting is not None:
            self._whole = self._whole or whole
            _write(number, ledger.packed(replace(waiting, covered=goal, whole=self._whole)))
            self._covered = goal

    def _copy_beside(self) -> None:
        """Copy the whole project; what cannot be finished is begun again by the next process that writes."""
        with suppress(OSError, sqlite3.Error, UserError), closing(connect(self._file, "ro")) as connection:
            for line in Composer(connection, self._project).everything():
                self._append_beside([line])
                sleep(PAUSE)
            with standing.moment(connection) as turn:
                last = Line(self._project, turn, 0, False, "copied")
            self._append_beside([replace(last, edit=standing.last_edit(connection, turn).uid)], whole=True)

    def _append_beside(self, lines: list[Line], *, whole: bool = False) -> None:
        with self._writing:
            number = _open_file(self.path)
            try:
                if self._known is None or _mark(number)[:2] != self._known[:2]:
                    raise OSError("the ledger was moved aside")
                self._append(number, lines, self._covered, whole=whole)
                if whole:
                    _sync(number)
                self._known = _mark(number)
            finally:
                os.close(number)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn SQLite's errors into OSError; a project that is busy is passed over, since the next entry does it all."""
    try:
        yield
    except sqlite3.Error as error:
        if code_of(error) not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise OSError(None, str(error)) from error
    except (TypeError, ValueError, LookupError) as error:  # rows that hold what no version of this program writes
        raise OSError(None, f"the project cannot be read: {error}") from error


def _is_quick(connection: sqlite3.Connection, touched: Touched) -> bool:
    """Whether copying everything takes little, or not much more than entering what was touched."""
    return standing.size(connection) <= max(AT_ONCE, 2 * (len(touched.annotations) + len(touched.articles)))


def _open_file(path: Path) -> int:
    try:
        return os.open(path, _FLAGS, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, _FLAGS, 0o600)


def _mark(number: int) -> tuple[int, int, int]:
    found = os.fstat(number)
    return found.st_dev, found.st_ino, found.st_size


def _write(number: int, words: bytes) -> None:
    """One write, so that lines of several processes never mix; OSError if the disk took only a part."""
    if os.write(number, words) != len(words):
        raise OSError(28, "No space left on device")


def _sync(number: int) -> None:
    getattr(os, "fdatasync", os.fsync)(number)


def _aside(path: Path) -> Path:
    """A free name beside a ledger that belongs to another past of its project."""
    for count in range(1, 10_000):
        aside = path.with_name(f"{path.stem} former {count}{path.suffix}")
        if not aside.exists():
            return aside
    raise OSError("there are too many former ledgers")
