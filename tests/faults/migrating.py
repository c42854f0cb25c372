"""Kills the program at each step of a migration and looks at what is left; for a child process.

`python -m tests.faults.migrating FOLDER statements|calls GOLDEN` prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from annotator.project import open_project
from annotator.store.connecting import GuardedConnection
from annotator.store.database import open_database
from annotator.store.versions import SCHEMA_VERSION
from tests.faults.deeds import NAME, Picture, trouble_of
from tests.faults.vfs import Call, Layer, Verdict, without_syncs

KILLED = 9
Step = Callable[[], None]


def main(folder: Path, what: str, golden: Path) -> dict[str, Any]:
    """Kill before the first step, the second, and so on until none is left."""
    path = folder / NAME
    shutil.copyfile(golden, path)
    old = _content(path)
    expected = _migrated(path)
    watched, opened = _STEPS[what]
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    number = 0
    while True:
        number += 1
        for left in folder.glob(f"{NAME}*"):
            left.unlink()
        shutil.copyfile(golden, path)
        finished = _run(lambda: opened(path).close(), number, watched)
        state, trouble = _judged(path, old, expected)
        outcomes[state] += 1
        failures.extend(f"killed before step {number} of the {what}: {one}" for one in trouble)
        if finished:
            return {"steps": number - 1, "outcomes": outcomes, "failures": failures}


def _migrated(path: Path) -> Picture:
    open_project(path).close()
    found, trouble = trouble_of(path)
    assert found is not None
    assert not trouble
    return found


def _run(work: Step, number: int, watched: Callable[[Step], Any]) -> bool:
    """Migrate in a process that ends itself before so many steps are done; whether it came to the end."""
    child = os.fork()
    if child:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, KILLED), f"the program ended with {status}"
        return status == 0
    left = number

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(KILLED)

    try:
        with watched(step):
            work()
    except BaseException as error:  # noqa: BLE001  nothing may go back into the parent's code
        print(repr(error), file=sys.stderr)
        os._exit(1)
    os._exit(0)


def _statements(step: Step) -> Any:
    """Each statement that the program gives to SQLite is a step."""

    def stepping(name: str) -> Callable[..., Any]:
        real = getattr(GuardedConnection, name)

        def execute(connection: GuardedConnection, *arguments: Any) -> Any:
            step()
            return real(connection, *arguments)

        return execute

    return mock.patch.multiple(GuardedConnection, **{name: stepping(name) for name in ("execute", "executemany")})


def _calls(step: Step) -> Any:
    """Each call of SQLite that changes something on the disk is a step."""

    def watch(call: Call) -> Verdict | None:
        if call.kind in ("write", "sync", "truncate", "delete"):
            step()
        return without_syncs(call)

    Layer(watch)
    return mock.patch.object(os, "fsync")


# Without and with the backup that the program makes before a migration.
_STEPS: dict[str, tuple[Callable[[Step], Any], Callable[[Path], Any]]] = {
    "statements": (_statements, open_database),
    "calls": (_calls, open_project),
}


def _judged(path: Path, old: list[str], expected: Picture) -> tuple[str, list[str]]:
    """Whether the file is old or new as SQLite sees it, and what is wrong once the program has opened it."""
    version = _version(path)
    trouble = []
    if version != SCHEMA_VERSION and _content(path) != old:
        trouble.append(f"the file says schema {version}, and it is not as it was")
    found, more = trouble_of(path)
    if found is not None and found.whole != expected.whole:
        trouble.append("it does not hold what it held")
    return ("new" if version == SCHEMA_VERSION else "old"), [*trouble, *more]


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _content(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [*connection.iterdump()]
    finally:
        connection.close()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))
