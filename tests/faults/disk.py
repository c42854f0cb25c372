"""A disk as a power cut leaves it: what was synced is there, of everything else anything may be.

A `Recorder` writes down what a program does to the files of one folder, through SQLite or through `os`. A `Disk` plays
that back in memory and says what the files may hold when the power goes. Like SQLite it takes the disk to leave bytes
alone that were not written, and nothing more: what was not synced may be there or not in any order, in part, torn at
the borders of sectors or pages, or as garbage; a name that was made, given away or removed without a sync of its
folder may be as before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from tests.faults.vfs import OPEN_CREATE, Call, Verdict

SECTOR, PAGE = 512, 4096
JOURNALS = 0x800 | 0x4000 | 0x80000  # SQLite's flags for files whose folder it syncs along with their first sync


@dataclass(frozen=True)
class Event:
    """Something that happened to the disk: create, write, truncate, sync, delete, link, rename, folder; or told.

    `offset` is a place or a length in bytes; `other` is the new name of link and rename. A told event is no change:
    the program said then that action number `offset` is stored.
    """

    kind: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    other: str = ""


class Recorder:
    """Writes down, in order, what happens to the files under a folder."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.events: list[Event] = []
        self._journals: set[str] = set()  # made by SQLite and not synced yet
        self._handles: dict[int, str] = {}

    def note(self, kind: str, path: str = "", offset: int = 0, data: bytes = b"", other: str = "") -> None:
        """Add one event, unless it concerns another folder."""
        if not path or path.startswith(self.root):
            self.events.append(Event(kind, path, offset, data, other))

    def told(self, number: int) -> None:
        """The program said that an action is stored."""
        self.note("told", offset=number)

    def __call__(self, call: Call) -> Verdict | None:
        """Watch the calls of SQLite."""
        if call.path:
            getattr(self, f"_{call.kind}", self._pass_over)(call)

    def _pass_over(self, call: Call) -> None:
        pass

    def _open(self, call: Call) -> None:
        if call.flags & OPEN_CREATE and not Path(call.path).exists():
            self.note("create", call.path)
            if call.flags & JOURNALS:
                self._journals.add(call.path)

    def _write(self, call: Call) -> None:
        self.note("write", call.path, call.offset, call.data)

    def _truncate(self, call: Call) -> None:
        self.note("truncate", call.path, call.offset)

    def _sync(self, call: Call) -> None:
        self.note("sync", call.path)
        if call.path in self._journals:
            self._journals.discard(call.path)
            self.note("folder", str(Path(call.path).parent))

    def _delete(self, call: Call) -> None:
        self._journals.discard(call.path)
        self.note("delete", call.path)
        if call.flags:
            self.note("folder", str(Path(call.path).parent))

    @contextmanager
    def watching_os(self) -> Iterator[None]:
        """Also write down what Python does itself, through the functions of `os`."""
        real = {name: getattr(os, name) for name in _WATCHED}

        def watched(name: str) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                existed = name == "open" and Path(os.fsdecode(arguments[0])).exists()
                answer = real[name](*arguments, **named)
                getattr(self, f"_os_{name}")(answer, existed, *arguments)
                return answer

            return call

        with mock.patch.multiple(os, **{name: watched(name) for name in _WATCHED}):
            yield

    def _os_open(self, handle: int, existed: bool, path: Any, flags: int, *_: Any) -> None:
        self._handles[handle] = os.fsdecode(path)
        if not existed:
            self.note("create", self._handles[handle])
        elif flags & os.O_TRUNC:
            self.note("truncate", self._handles[handle], 0)

    def _os_close(self, _: None, __: bool, handle: int) -> None:
        self._handles.pop(handle, None)

    def _os_write(self, written: int, _: bool, handle: int, data: bytes) -> None:
        if path := self._handles.get(handle):
            self.note("write", path, os.lseek(handle, 0, os.SEEK_CUR) - written, bytes(data[:written]))

    def _os_ftruncate(self, _: None, __: bool, handle: int, size: int) -> None:
        if path := self._handles.get(handle):
            self.note("truncate", path, size)

    def _os_fsync(self, _: None, __: bool, handle: int) -> None:
        if path := self._handles.get(handle):
            self.note("folder" if Path(path).is_dir() else "sync", path)

    _os_fdatasync = _os_fsync

    def _os_link(self, _: None, __: bool, old: Any, new: Any, **named: Any) -> None:
        self.note("link", os.fsdecode(old), other=os.fsdecode(new))

    def _os_rename(self, _: None, __: bool, old: Any, new: Any, **named: Any) -> None:
        self.note("rename", os.fsdecode(old), other=os.fsdecode(new))

    _os_replace = _os_rename

    def _os_unlink(self, _: None, __: bool, path: Any, **named: Any) -> None:
        self.note("delete", os.fsdecode(path))

    _os_remove = _os_unlink


_WATCHED = [name.removeprefix("_os_") for name in vars(Recorder) if name.startswith("_os_")]
_WATCHED = [name for name in _WATCHED if hasattr(os, name)]


@dataclass
class _File:
    """What a file holds for sure, and the writes (a place and bytes) and truncations (a size) that may be lost."""

    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        self.synced = self.content(self.pending)
        self.pending.clear()

    def content(self, changes: list[tuple[int, bytes | None]]) -> bytes:
        content = bytearray(self.synced)
        for place, data in changes:
            if data is None:
                del content[place:]
                content.extend(bytes(place - len(content)))
            else:
                content.extend(bytes(max(0, place - len(content))))
                content[place : place + len(data)] = data
        return bytes(content)


Move = dict[str, _File | None]  # names, and what each leads to from now on; one step of a folder


class Disk:
    """The files under a folder while events are played, and what a power cut may leave of them."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._names: dict[str, _File] = {path: _File(content) for path, content in files.items()}
        self._synced_names = dict(self._names)
        self._moves: list[Move] = []

    def play(self, event: Event) -> None:
        """Let one event happen."""
        if event.kind != "told":
            getattr(self, f"_{event.kind}")(event)

    def cut(self, random: Random) -> dict[str, bytes]:
        """The files as they may be when the power goes now."""
        names = dict(self._synced_names)
        for move in _lot(random, self._moves):
            names.update(move)
        manner = random.choice((*_MANNERS, _any))
        return {path: manner(random, file) for path, file in names.items() if file is not None}

    def pending(self) -> bool:
        """Whether anything could be lost now."""
        return bool(self._moves) or any(file.pending for file in self._names.values())

    def _move(self, move: Move) -> None:
        self._names.update(move)
        self._names = {path: file for path, file in self._names.items() if file is not None}
        self._moves.append(move)

    def _create(self, event: Event) -> None:
        self._move({event.path: _File()})

    def _delete(self, event: Event) -> None:
        if event.path in self._names:
            self._move({event.path: None})

    def _link(self, event: Event) -> None:
        self._move({event.other: self._names[event.path]})

    def _rename(self, event: Event) -> None:
        if event.path in self._names:
            self._move({event.other: self._names[event.path], event.path: None})

    def _folder(self, event: Event) -> None:
        waiting: list[Move] = []
        for move in self._moves:
            done = {path: file for path, file in move.items() if str(Path(path).parent) == event.path}
            self._synced_names.update(done)
            rest = {path: file for path, file in move.items() if path not in done}
            waiting.extend([rest] if rest else [])
        self._moves = waiting

    def _write(self, event: Event) -> None:
        if event.path in self._names:
            self._names[event.path].pending.append((event.offset, event.data))

    def _truncate(self, event: Event) -> None:
        if event.path in self._names:
            self._names[event.path].pending.append((event.offset, None))

    def _sync(self, event: Event) -> None:
        if event.path in self._names:
            self._names[event.path].sync()


def _lot(random: Random, steps: list[Any]) -> list[Any]:
    """Which of some steps happened: none, all, the first few, or any."""
    manner = random.randrange(4)
    if manner == 0:
        return []
    if manner == 1:
        return steps
    if manner == 2:
        return steps[: random.randrange(len(steps) + 1)]
    return [step for step in steps if random.random() < 0.5]


def _lost(_: Random, file: _File) -> bytes:
    return file.synced


def _kept(_: Random, file: _File) -> bytes:
    return file.content(file.pending)


def _first(random: Random, file: _File) -> bytes:
    """The first few writes, the last of them torn."""
    number = random.randrange(len(file.pending) + 1)
    whole, torn = file.pending[:number], file.pending[number : number + 1]
    return file.content([*whole, *_torn(random, torn)])


def _any(random: Random, file: _File) -> bytes:
    """Each write there, lost or torn by itself."""
    found: list[tuple[int, bytes | None]] = []
    for change in file.pending:
        fate = random.randrange(3)
        if fate:
            found.extend([change] if fate == 1 else _torn(random, [change]))
    return file.content(found)


_MANNERS = (_lost, _kept, _first, _any)


def _torn(random: Random, changes: list[tuple[int, bytes | None]]) -> Iterator[tuple[int, bytes | None]]:
    """Pieces of each write between the borders of sectors or pages: each there, not there, or garbage."""
    border = random.choice((SECTOR, PAGE))
    garbage = random.random() < 0.3
    for place, data in changes:
        if data is None:
            yield place, data
            continue
        for start, end in _pieces(place, place + len(data), border):
            fate = random.randrange(3 if garbage else 2)
            if fate:
                yield start, data[start - place : end - place] if fate == 1 else random.randbytes(end - start)


def _pieces(start: int, end: int, border: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = min(end, (start // border + 1) * border)
        yield start, stop
        start = stop
