"""Copies of a project file through SQLite's backup API, opened and read before they count; and what copies hold."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import ProjectBusyError, UserError
from annotator.records import Backup, Difference
from annotator.store import rows
from annotator.store.database import Connection, Database, connect, open_database, publish, scratch_beside
from annotator.store.trouble import explained
from annotator.store.versions import SUFFIX
from annotator.writing import reason_of, sync_folder

DAMAGED = " (damaged)"  # ends the name of a copy in which something does not hold
_PAGES = 2048  # copied at once, some milliseconds in which nobody else can store
_PATIENCE = 20.0  # seconds for another program that holds the file
_RESTARTS = 5  # of a copy because others stored meanwhile; then it is made in one go
_ROOM = 16 * 1024 * 1024  # bytes that a backup leaves free at least, besides twice its size
_NAME = re.compile(rf"(\d{{6,}}) (\d{{4}}-\d\d-\d\d \d{{6}}) (.+?)({re.escape(DAMAGED)})?{re.escape(SUFFIX)}")
_STAMP = "%Y-%m-%d %H%M%S"


@dataclass(frozen=True, slots=True)
class Named:
    """A backup as its name tells of it; the number orders backups as they were made, whatever the clock said."""

    path: Path
    number: int
    made_at: datetime
    why: str
    is_damaged: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """By what two copies are known to hold the same state: the schema, the last change, and how many rows there are."""

    version: int
    turn: int
    last: tuple[str, ...]  # of the edit changed last: uid, state, instant
    rows: tuple[int, ...]
    schema: tuple[tuple[str, str, str | None], ...]


class _Restless(Exception):
    """Others stored so often that a copy in steps would never end."""


def copy(database: Database, target: Path) -> None:
    """Write a verified copy to a name that is free; UserError if it is taken, or the disk or the file refuses."""
    if target.exists():
        raise UserError(f"{target} already exists. Choose another name.")
    copied(database.connection, target)


def copied(source: Connection, target: Path) -> None:
    """Write what the connection reads to a name that is free, verify it, and only then give it the name.

    It is opened again, checked by SQLite, and must have the same schema, last change and numbers of rows. UserError
    if any of this fails; nothing is left then.
    """
    with _explained(target):
        _check_room(source, target)
        with scratch_beside(target) as scratch:
            before = figures(source)
            try:
                _copy_pages(source, scratch, pages=_PAGES)
            except _Restless:
                _copy_pages(source, scratch, pages=-1)
            _sync(scratch)
            _verify(scratch, target, (before, source))
            publish(scratch, target)


def copied_file(source: Path, target: Path) -> None:
    """Write a verified copy of a project that is not open to a name that is free, whatever its schema."""
    with explained(source), _opened(source) as connection:
        figures(connection)
        copied(connection, target)


def figures(connection: Connection) -> Figures:
    """What tells this state of a project from others; all of one moment, whoever else stores meanwhile."""
    with _moment(connection):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        by, turn = ("turn", "turn") if version > 1 else ("changed_at", "id")
        last = f"SELECT uid, state, changed_at FROM edit ORDER BY {by} DESC, id DESC LIMIT 1"
        return Figures(
            version,
            int(connection.execute(f"SELECT coalesce(max({turn}), 0) FROM edit").fetchone()[0]),
            tuple(map(str, connection.execute(last).fetchone() or ())),
            tuple(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _tables(version)),
            tuple(connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")),
        )


def _tables(version: int) -> tuple[str, ...]:
    return ("meta", *rows.tables(max(version, 1)))


@contextmanager
def _moment(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # an error of the disk has ended it already
            connection.execute("ROLLBACK")


def holds(path: Path, state: Figures) -> bool:
    """Whether a copy has just this state; not if it cannot be read."""
    try:
        with _opened(path) as connection:
            return figures(connection) == state
    except (UserError, sqlite3.Error):
        return False


def name(number: int, made_at: datetime, why: str) -> str:
    """The name of a backup; names sort as the backups were made."""
    return f"{number:06} {made_at.astimezone(UTC).strftime(_STAMP)} {why}{SUFFIX}"


def named(folder: Path) -> list[Named]:
    """The backups in a folder by their names alone, in the order in which they were made; none if it is not there."""
    try:
        entries = os.listdir(folder)  # noqa: PTH208 - names, not paths
    except OSError:
        return []
    found = (_named(folder / entry) for entry in entries)
    return sorted((one for one in found if one is not None), key=lambda one: (one.number, one.path.name))


def _named(path: Path) -> Named | None:
    told = _NAME.fullmatch(path.name)
    if told is None:
        return None
    try:
        made_at = datetime.strptime(told[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Named(path, int(told[1]), made_at, told[3], told[4] is not None)


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder with what each holds, the one made last first; `is_sound` tells which can be read."""
    return [described(one) for one in reversed(named(folder))]


def described(one: Named) -> Backup:
    """A backup with what it holds."""
    numbers, size, is_sound = (0, 0, 0, 0), 0, not one.is_damaged
    try:
        size = one.path.stat().st_size
        with _opened(one.path) as connection:
            held = figures(connection)
            articles = connection.execute("SELECT count(*) FROM article WHERE deleted_at IS NULL").fetchone()[0]
        counted = dict(zip(_tables(held.version), held.rows, strict=True))
        numbers = (held.turn, articles, counted["annotation"], counted["edit"])
    except (UserError, OSError, sqlite3.Error):
        is_sound = False
    made_at = one.made_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Backup(one.path, one.number, made_at, one.why, *numbers, size=size, is_sound=is_sound)


def mark_damaged(path: Path) -> Path:
    """Say in the name of a backup that something in it does not hold; its new path."""
    told = path.with_name(f"{path.stem}{DAMAGED}{path.suffix}")
    path.rename(told)
    sync_folder(path.parent)
    return told


def difference(present: Path, backup: Path) -> Difference:
    """What putting a backup in the place of the present file would change; UserError if one cannot be read."""
    with explained(backup), _opened(present) as now, _opened(backup) as then:
        articles, former_articles = _articles(now), _articles(then)
        marks, former_marks = _annotations(now), _annotations(then)
        done, former_done = _done(now), _done(then)
        events, former_events = _uids(now, "event"), _uids(then, "event")
        views, former_views = _uids(now, "chart_view"), _uids(then, "chart_view")
    both = marks.keys() & former_marks.keys()
    return Difference(
        articles_lost=len(articles - former_articles),
        articles_back=len(former_articles - articles),
        annotations_lost=len(marks.keys() - former_marks.keys()),
        annotations_back=len(former_marks.keys() - marks.keys()),
        annotations_changed=sum(marks[uid] != former_marks[uid] for uid in both),
        done_lost=len(done - former_done),
        done_back=len(former_done - done),
        events_lost=len(events - former_events),
        events_back=len(former_events - events),
        views_lost=len(views - former_views),
        views_back=len(former_views - views),
    )


def _articles(connection: Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT uid FROM article WHERE deleted_at IS NULL")}


def _annotations(connection: Connection) -> dict[str, tuple[object, ...]]:
    statement = """SELECT n.uid, n.start, n."end", n.note, t.uid, y.name FROM annotation n
        JOIN tag t ON t.id = n.tag_id JOIN analyst y ON y.id = n.analyst_id"""
    return {uid: tuple(values) for uid, *values in connection.execute(statement)}


def _done(connection: Connection) -> set[str]:
    if "done" not in _tables(connection.execute("PRAGMA user_version").fetchone()[0]):
        return set()
    return {row[0] for row in connection.execute("SELECT a.uid FROM done d JOIN article a ON a.id = d.article_id")}


def _uids(connection: Connection, table: str) -> set[str]:
    """The uids of a table; none in a file of a schema that does not have it."""
    if table not in _tables(connection.execute("PRAGMA user_version").fetchone()[0]):
        return set()
    return {row[0] for row in connection.execute(f"SELECT uid FROM {table}")}


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    """A project to read from that trusts nothing in it; nothing in it is changed."""
    with closing(open_database(path, inspect=True)) as database:
        yield database.connection


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Whatever goes wrong with a copy is something to tell: it stops nobody's work."""
    try:
        with explained(target):
            yield
    except OSError as error:
        raise UserError(f"{target} was not written: {reason_of(error)}.") from error
    except sqlite3.Error as error:
        raise UserError(f"{target} was not written, since SQLite says “{error}”. Check the project.") from error


def _check_room(source: Connection, target: Path) -> None:
    from shutil import disk_usage  # late: opening needs none of it

    pages, size = (source.execute(f"PRAGMA {of}").fetchone()[0] for of in ("page_count", "page_size"))
    if disk_usage(target.parent).free < 2 * pages * size + _ROOM:
        raise UserError(f"{target} was not written: its disk is almost full. Free some space.")


def _copy_pages(source: Connection, scratch: Path, *, pages: int) -> None:
    """Copy page by page; ProjectBusyError if the file is held too long, _Restless if others store again and again."""
    os.truncate(scratch, 0)  # what an attempt before left there is no database
    watch = _Watch(is_patient=pages < 0)
    with closing(connect(scratch, "rwc")) as target:
        # It has no name yet, and is synced before it gets one: until then a crash may cost it.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA cache_size = 10")  # none of its pages is read again; a third faster
        source.backup(target, pages=pages, progress=watch.look, sleep=0.02)


class _Watch:
    """Looks on while a copy is made in steps: whether it comes on at all."""

    def __init__(self, *, is_patient: bool) -> None:
        self._is_patient = is_patient
        self._restarts = 0
        self._remaining: int | None = None
        self._moved = time.monotonic()

    def look(self, status: int, remaining: int, _total: int) -> None:
        """Called by SQLite after each step with how many pages remain."""
        now = time.monotonic()
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if now - self._moved > _PATIENCE:
                raise ProjectBusyError("Another program is writing to the project, so no copy was made of it.")
            return
        self._restarts += self._remaining is not None and remaining >= self._remaining
        self._remaining, self._moved = remaining, now
        if self._restarts >= _RESTARTS and not self._is_patient:
            raise _Restless


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _verify(scratch: Path, target: Path, expected: tuple[Figures, Connection]) -> None:
    before, source = expected
    with closing(connect(scratch, "ro")) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise UserError(f"The copy {target} did not read back well ({found}); it was not kept. Check the project.")
        held = figures(connection)
    # What others store while the copy is made may or may not be in it.
    if held != before and not before.turn < held.turn <= figures(source).turn:
        raise UserError(f"The copy {target} does not hold what the project holds; it was not kept. Check the disk.")
