"""A layer between SQLite and the disk: it sees each call on a file, and may fail it.

SQLite finds its disk through a table of functions, the VFS. Here a copy of the platform's table is registered as the
default, in which the calls that matter lead to Python first. Files opened through it keep the platform's own
structure; only their table of methods is changed. It lasts as long as the process, so use it in a child process.
"""

from __future__ import annotations

import ctypes
import traceback
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast
from dataclasses import dataclass
from typing import Any

OK, BUSY, FULL, CANTOPEN, READONLY, IOERR = 0, 5, 13, 14, 8, 10
IOERR_READ, IOERR_WRITE, IOERR_FSYNC, IOERR_DIR_FSYNC = 266, 778, 1034, 1290
IOERR_TRUNCATE, IOERR_FSTAT, IOERR_DELETE, IOERR_LOCK, IOERR_ACCESS = 1546, 1802, 2570, 3850, 3338

OPEN_READONLY, OPEN_CREATE = 0x1, 0x4


@dataclass(frozen=True)
class Call:
    """One call that SQLite makes: what it wants, of which file (no path: a temporary one), and with which bytes.

    `kind` is open, read, write, truncate, sync, size, lock, delete or look. `offset` is a place or a length in bytes
    (of a lock: its level), `flags` are those of SQLite (of a delete: whether the folder is to be synced, too).
    """

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""
    flags: int = 0


@dataclass(frozen=True)
class Verdict:
    """What becomes of a call: an error of SQLite for `code`, else it goes on; `share` of a failing write is written.

    `done` says that the call is carried out and fails all the same; `skipped` that it does nothing and succeeds.
    """

    code: int = OK
    share: float = 0.0
    done: bool = False
    skipped: bool = False


Watcher = Callable[[Call], Verdict | None]
GO_ON = Verdict()


class _Methods(Structure):
    """`sqlite3_io_methods`; what is not named is passed through."""


_FILE = POINTER(c_void_p)  # the first field of sqlite3_file points to its methods
_READ = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_NUMBER = CFUNCTYPE(c_int, c_void_p, c_int64)
_FLAG = CFUNCTYPE(c_int, c_void_p, c_int)
_PLAIN = CFUNCTYPE(c_int, c_void_p)
_ANSWER = CFUNCTYPE(c_int, c_void_p, c_void_p)

_Methods._fields_ = [
    ("version", c_int),
    ("close", _PLAIN),
    ("read", _READ),
    ("write", _READ),
    ("truncate", _NUMBER),
    ("sync", _FLAG),
    ("size", _ANSWER),
    ("lock", _FLAG),
    *((name, c_void_p) for name in ("unlock", "reserved", "control", "sector", "character")),
    *((name, c_void_p) for name in ("shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch")),
]

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_LOOK = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int, c_void_p)


class _Table(Structure):
    """`sqlite3_vfs`, version 3; what is not named is passed through."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("look", _LOOK),
        *((name, c_void_p) for name in ("full_path", "dl_open", "dl_error", "dl_symbol", "dl_close")),
        ("random", c_void_p),
        ("sleep", _FLAG),
        *((name, c_void_p) for name in ("time", "last_error", "time64")),
        *((name, c_void_p) for name in ("set_call", "get_call", "next_call")),
    )


def missing() -> str:
    """Why SQLite's own functions cannot be reached from this Python; nothing where they can."""
    try:
        library = _library()
    except (OSError, ImportError, AttributeError) as error:
        return f"the SQLite of this Python cannot be reached: {error}"
    return "" if library.sqlite3_vfs_find(None) else "SQLite names no default VFS"


def _library() -> Any:
    import _sqlite3

    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = c_void_p
    library.sqlite3_vfs_find.argtypes = [c_char_p]
    library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
    return library


_registered: list[Layer] = []  # SQLite holds their functions until the process ends


class Layer:
    """The layer, once it is registered as SQLite's default: `watcher` is asked before each call, if there is one.

    While SQLite waits for a lock no time passes: it is told that it has slept.
    """

    def __init__(self, watcher: Watcher | None = None) -> None:
        self.watcher = watcher
        self._paths: dict[int, str] = {}  # of the open files, by the address of SQLite's structure
        self._own: dict[int, _Methods] = {}  # our methods, by the address of the platform's
        self._theirs: dict[int, _Methods] = {}  # the platform's methods of an open file
        library = _library()
        self._platform_address = library.sqlite3_vfs_find(None)
        self._platform = _Table.from_address(self._platform_address)
        self._table = _Table.from_buffer_copy(self._platform)
        self._table.name = b"annotator-faults"
        self._table.next = None
        self._table.open = _OPEN(self._open)
        self._table.delete = _DELETE(self._delete)
        self._table.look = _LOOK(self._look)
        self._table.sleep = _FLAG(lambda _, microseconds: microseconds)
        if library.sqlite3_vfs_register(byref(self._table), 1) != OK:
            raise RuntimeError("SQLite did not take the layer")
        _registered.append(self)

    def _ask(self, call: Call) -> Verdict:
        if self.watcher is None:
            return GO_ON
        try:
            return self.watcher(call) or GO_ON
        except BaseException:  # noqa: BLE001  ctypes would swallow it and go on
            traceback.print_exc()
            return Verdict(IOERR)

    def _decide(self, call: Call, go_on: Callable[[], int]) -> int:
        verdict = self._ask(call)
        if verdict.skipped:
            return OK
        if verdict.code == OK:
            return go_on()
        if verdict.done:
            go_on()
        return verdict.code

    def _open(self, _: int, name: int | None, file: int, flags: int, told: int | None) -> int:
        path = cast(name, c_char_p).value.decode() if name else ""
        methods = cast(file, _FILE)

        def go_on() -> int:
            code = self._platform.open(self._platform_address, name, file, flags, told)
            if code == OK and methods[0]:
                self._paths[file] = path
                self._theirs[file] = _Methods.from_address(methods[0])
                methods[0] = ctypes.addressof(self._methods(methods[0]))
            return int(code)

        methods[0] = None  # SQLite closes what has methods, also after a failure
        return self._decide(Call("open", path, flags=flags), go_on)

    def _delete(self, _: int, name: bytes, folder: int) -> int:
        def go_on() -> int:
            return int(self._platform.delete(self._platform_address, name, folder))

        return self._decide(Call("delete", name.decode(), flags=folder), go_on)

    def _look(self, _: int, name: bytes, flags: int, answer: int) -> int:
        def go_on() -> int:
            return int(self._platform.look(self._platform_address, name, flags, answer))

        return self._decide(Call("look", name.decode(), flags=flags), go_on)

    def _methods(self, theirs: int) -> _Methods:
        if theirs not in self._own:
            own = _Methods.from_buffer_copy(_Methods.from_address(theirs))
            own.version = min(own.version, 2)  # no reading past this layer through a memory map
            own.close = _PLAIN(self._close)
            own.read, own.write = _READ(self._read), _READ(self._write)
            own.truncate, own.sync = _NUMBER(self._truncate), _FLAG(self._sync)
            own.size, own.lock = _ANSWER(self._size), _FLAG(self._lock)
            self._own[theirs] = own
        return self._own[theirs]

    def _close(self, file: int) -> int:
        self._paths.pop(file, None)
        return int(self._theirs.pop(file).close(file))

    def _read(self, file: int, room: int, size: int, offset: int) -> int:
        call = Call("read", self._paths[file], offset)
        return self._decide(call, lambda: int(self._theirs[file].read(file, room, size, offset)))

    def _write(self, file: int, room: int, size: int, offset: int) -> int:
        verdict = self._ask(Call("write", self._paths[file], offset, ctypes.string_at(room, size)))
        if verdict.skipped:
            return OK
        share = size if verdict.code == OK or verdict.done else int(size * verdict.share)
        code = int(self._theirs[file].write(file, room, share, offset)) if share else OK
        return verdict.code or code

    def _truncate(self, file: int, size: int) -> int:
        call = Call("truncate", self._paths[file], size)
        return self._decide(call, lambda: int(self._theirs[file].truncate(file, size)))

    def _sync(self, file: int, flags: int) -> int:
        call = Call("sync", self._paths[file], flags=flags)
        return self._decide(call, lambda: int(self._theirs[file].sync(file, flags)))

    def _size(self, file: int, answer: int) -> int:
        call = Call("size", self._paths[file])
        return self._decide(call, lambda: int(self._theirs[file].size(file, answer)))

    def _lock(self, file: int, level: int) -> int:
        call = Call("lock", self._paths[file], level)
        return self._decide(call, lambda: int(self._theirs[file].lock(file, level)))


def without_syncs(call: Call) -> Verdict | None:
    """A watcher for whoever only looks at files: no call waits for the disk."""
    return Verdict(skipped=True) if call.kind == "sync" else None
