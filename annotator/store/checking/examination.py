"""Every invariant of a project file, tried one by one on connections of its own that trust nothing."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from annotator.records import Finding
from annotator.store.checking import each_row, history, whole_file
from annotator.store.connecting import wanted_pragmas
from annotator.store.database import Connection, Database, open_database
from annotator.store.trouble import code_of, explained
from annotator.store.versions import SCHEMA_VERSION

Step = Callable[[int, int | None], None]

MOST_OF_A_RULE = 100  # findings; who damaged more than that knows enough
UNREADABLE = (sqlite3.Error, TypeError, ValueError, AttributeError, LookupError, OverflowError, MemoryError)
"""What reading a row can raise when it holds what no version of this program would write."""


@dataclass
class Examination:
    """What is wrong with a file, and what is merely worth a look; an empty one is that of a sound file."""

    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)  # spans that part a character as a reader counts them
    articles: int = 0  # how many the file holds, where they could be counted
    annotations: int = 0
    _told: Counter[str] = field(default_factory=Counter)

    def take(self, found: Iterable[Finding]) -> None:
        """Add findings as they come; what cannot be read is one more. Of one rule only the first 100 are kept."""
        try:
            for finding in found:
                self.add(finding)
        except UNREADABLE as error:
            if isinstance(error, sqlite3.Error) and not _is_of_the_file(error):
                raise
            self.add(Finding("integrity", f"the file cannot be read on: {str(error) or type(error).__name__}"))
        except RecursionError:
            self.add(Finding("integrity", "the file cannot be read on: something in it is nested without end"))

    def add(self, finding: Finding) -> None:
        """Add one finding, unless there are enough of its rule."""
        self._told[finding.rule] += 1
        if self._told[finding.rule] <= MOST_OF_A_RULE:
            self.findings.append(finding)
        elif self._told[finding.rule] == MOST_OF_A_RULE + 1:
            self.findings.append(Finding(finding.rule, "and more of the same"))


def findings(database: Database, step: Step) -> list[Finding]:
    """Each broken invariant of an open project, its connection's pragmas too; see `examine`."""
    return [*_pragmas(database), *examine(database.path, step).findings]


def examine(path: Path, step: Step) -> Examination:
    """Try every invariant of a file that may be anything, reading only.

    `step(rows done, all)` is told of progress and may raise to stop. UserError if there is no such file, if it is no
    project at all, or if another program keeps it busy. While it runs others can read the file, not write it.
    """
    done = Examination()
    database = open_database(path, inspect=True)
    try:
        with explained(path):
            done.take(_examined(database, step, done))
    finally:
        database.close()
    return done


def _examined(database: Database, step: Step, done: Examination) -> Iterator[Finding]:
    connection = database.connection
    connection.execute("BEGIN")  # what is read from here on is one state of the file: nobody can write to it
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    yield from whole_file.identity(connection, database.path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not 1 <= version <= SCHEMA_VERSION or any(one.rule == "schema" for one in done.findings):
        return  # even SQLite's own check would run what a foreign schema says
    with _Beside(database.path) as beside:
        ticks = each_row.Ticks(connection, step)
        done.take(each_row.texts_and_quotes(connection, ticks, sealed=version > 1))
        if version > 1:
            done.take(each_row.checksums(connection, ticks))
            done.take(history.turns(connection))
        done.take(history.replayed(connection, ticks, sealed=version > 1))
        done.remarks += ticks.remarks
        done.articles, done.annotations = ticks.articles, ticks.annotations
        beside.wait(step)
    yield from beside.found.findings
    if beside.failure is not None:
        raise beside.failure


class _Beside:
    """What SQLite checks by itself, in a thread: it lets go of Python while it reads."""

    def __init__(self, path: Path) -> None:
        self.found = Examination()
        self.failure: sqlite3.Error | None = None
        self._path = path
        self._connection: Connection | None = None
        self._stopped = False
        self._thread = Thread(target=self._run, name="check of the file", daemon=True)

    def __enter__(self) -> _Beside:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        while self._thread.is_alive():
            if self._connection is not None:
                self._connection.interrupt()
            self._thread.join(0.02)

    def wait(self, step: Step) -> None:
        """Until the thread is done; `step` may raise meanwhile."""
        while self._thread.is_alive():
            step(1, None)
            self._thread.join(0.05)

    def _run(self) -> None:
        try:
            database = open_database(self._path, inspect=True)
            try:
                self._connection = database.connection
                self._check(database)
            finally:
                self._connection = None
                database.close()
        except sqlite3.Error as error:
            if not self._stopped:
                self.failure = error

    def _check(self, database: Database) -> None:
        connection = database.connection
        self.found.take(whole_file.integrity(connection))
        if self.found.findings:
            return  # what asks several pages at once may crash over them
        sections = (
            whole_file.references(connection),
            whole_file.search(connection, database.path),
            whole_file.own_tables(connection),
            each_row.rules(connection),
        )
        for section in sections:
            if not self._stopped:
                self.found.take(section)


def _pragmas(database: Database) -> Iterator[Finding]:
    for name, value in wanted_pragmas(read_only=database.read_only, patience=database.patience).items():
        found = database.connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            yield Finding("pragma", f"{name} is {found!r}, not {value!r}")


def _is_of_the_file(error: sqlite3.Error) -> bool:
    """Whether an error tells of damage; the others: no database at all, somebody else at work, or a mistake here."""
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return False
    return code_of(error) not in ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_NOTADB")
