"""Whether the journal, replayed from its first edit to its last, leads to the rows that the file holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotator.records import Finding
from annotator.store import rows
from annotator.store.checking import each_row
from annotator.store.checking.each_row import Ticks

_Change = tuple[int, int, int, int, int | None, str]
"""Row, number of the change, edit, whether the row still is as it says, its checksum and what that is computed from."""
_GROWING = {"rev", "updated_at", "published_on"}  # of an annotation these change without a person changing them
MOST_TURNS = 2**53  # more changes than anybody makes; one more must still fit
# Edits are redone in the order they were made, undone in the other; one that was dropped changed before the last.
_DISORDERED = """
    SELECT id FROM edit WHERE turn NOT BETWEEN 1 AND ?
    UNION SELECT max(id) FROM edit GROUP BY turn HAVING count(*) > 1
    UNION SELECT id FROM (SELECT id, turn, lag(turn) OVER (ORDER BY id) AS earlier FROM edit WHERE state = 'done')
        WHERE turn <= earlier
    UNION SELECT id FROM (SELECT id, turn, lag(turn) OVER (ORDER BY id) AS earlier FROM edit WHERE state = 'undone')
        WHERE turn >= earlier
    UNION SELECT id FROM edit
        WHERE state = 'dropped' AND turn > (SELECT coalesce(max(turn), turn) FROM edit WHERE state <> 'dropped')"""


def _as_made(table: str) -> str:
    """SQL that tells a row `n` which still is as the change `r` made it; there is nothing more to read of it then."""
    columns = ", ".join(f"'{name}', n.\"{name}\"" for name in rows.SEALED[table])
    return f"r.before IS NULL AND r.after = json_object({columns}, 'id', n.id)"


_OF_TABLE = {
    "annotation": _as_made("annotation"),
    "article": "r.after = '{\"deleted_at\":null}' AND n.deleted_at IS NULL AND n.rev = 1",
    "tag": "0",
    "done": _as_made("done"),
    "event": _as_made("event"),
    "chart_view": _as_made("chart_view"),
}
"""The tables of `rows.JOURNALED`, each with when a row of it needs no further look."""


def replayed(connection: sqlite3.Connection, ticks: Ticks, *, sealed: bool) -> Iterator[Finding]:
    """The edits themselves, then each row that they changed, with the checksums of the journal where it has them."""
    journaled = [table for table in _OF_TABLE if table in ticks.tables]
    yield from _edits(connection, journaled)
    seal = each_row.seal("edit_row").replace("n.", "r.") if sealed else "NULL, ''"
    states = dict(connection.execute("SELECT id, state FROM edit WHERE state <> 'done'"))
    for table in journaled:
        found = connection.execute(
            f"""SELECT r.row_id, r.id, r.edit_id, {_OF_TABLE[table]}, {seal}
                FROM edit_row r LEFT JOIN {table} n ON n.id = r.row_id WHERE r.of_table = ? ORDER BY r.row_id, r.id""",
            (table,),
        )
        replay = _Replay(connection, table, states)
        for row_id, changes in groupby(found, key=itemgetter(0)):
            of_row = list(changes)
            for _, change_id, *_, checksum, words in of_row:
                if not each_row.fits(checksum, words):
                    yield from each_row.unfit(connection, "edit_row", change_id)
            yield from replay.of_row(row_id, of_row, ticks)


def _edits(connection: sqlite3.Connection, journaled: list[str]) -> Iterator[Finding]:
    empty = "SELECT e.id FROM edit e WHERE NOT EXISTS (SELECT 1 FROM edit_row r WHERE r.edit_id = e.id)"
    for (edit_id,) in connection.execute(empty):
        yield Finding("journal", f"edit {edit_id}: it changed nothing")
    # SQLite verifies no CHECK on a connection that only reads.
    for edit_id, state in connection.execute(
        "SELECT id, state FROM edit WHERE state NOT IN ('done', 'undone', 'dropped')"
    ):
        yield Finding("journal", f"edit {edit_id}: it is neither done nor undone nor dropped, but {state}")
    known = ", ".join(f"'{table}'" for table in journaled)
    for edit_id, name in connection.execute(f"SELECT edit_id, of_table FROM edit_row WHERE of_table NOT IN ({known})"):
        yield Finding("journal", f"edit {edit_id}: it changed a row of {name}, which is no table of its kind")
    early = "SELECT id FROM edit WHERE state = 'undone' AND id < (SELECT max(id) FROM edit WHERE state = 'done')"
    for (edit_id,) in connection.execute(early):
        yield Finding("journal", f"edit {edit_id}: it is undone, though a later one stands")


def turns(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Each edit has a turn of its own, and what happened later has the higher one."""
    for (edit_id,) in connection.execute(_DISORDERED, (MOST_TURNS,)):
        yield Finding("journal", f"edit {edit_id}: its turn is none, that of another, or out of order")


@dataclass
class _Image:
    """What is known of a row at one point of the journal; `exists` is None before its first edit."""

    exists: bool | None
    columns: dict[str, Any]


class _Replay:
    """The journal of one table, row by row."""

    def __init__(self, connection: sqlite3.Connection, table: str, states: dict[int, str]) -> None:
        self._connection = connection
        self._table = table
        self._states = states  # of the edits that do not stand
        self._loose = _GROWING if table == "annotation" else {"rev"}

    def of_row(self, row_id: int, changes: list[_Change], ticks: Ticks) -> Iterator[Finding]:
        """What does not fit in the history of one row."""
        ticks.count(len(changes))
        if len(changes) == 1 and changes[0][3] and changes[0][2] not in self._states:
            return
        image = _Image(None, {})
        standing = [one for one in changes if one[2] not in self._states]
        undone = [one for one in changes if self._states.get(one[2]) == "undone"]
        dropped = [one for one in changes if self._states.get(one[2]) == "dropped"]
        yield from self._applied(image, row_id, standing)
        if standing and not self._is_present(image, row_id):
            yield Finding("journal", f"{self._table} {row_id} is not as edit {standing[-1][2]} left it")
        if undone and not self._is_as_found(undone[0], row_id):
            yield Finding("journal", f"{self._table} {row_id} is not as undoing edit {undone[0][2]} left it")
        yield from self._applied(image, row_id, undone)
        for change in dropped:
            yield from self._read(change)[1]

    def _applied(self, image: _Image, row_id: int, changes: list[_Change]) -> Iterator[Finding]:
        for change in changes:
            images, trouble = self._read(change)
            yield from trouble
            if trouble:
                continue
            before, after = images
            if not self._fits(image, before):
                yield Finding(
                    "journal", f"edit {change[2]} did not find {self._table} {row_id} as the edits before left it"
                )
            if any(one is not None and one.get("id", row_id) != row_id for one in images):
                yield Finding("journal", f"edit {change[2]} tells of another row than {self._table} {row_id}")
            if after is None:
                image.exists, image.columns = False, {}
            else:
                image.columns = {**(image.columns if before is not None else {}), **after}
                image.exists = True

    def _read(self, change: _Change) -> tuple[tuple[Any, Any], list[Finding]]:
        """The images of a change, and what is wrong with how they are written."""
        _, change_id, edit_id, *_ = change
        written = self._connection.execute("SELECT before, after FROM edit_row WHERE id = ?", (change_id,)).fetchone()
        try:
            before, after = (None if one is None else json.loads(one) for one in written)
        except (ValueError, RecursionError):
            return (None, None), [Finding("journal", f"edit {edit_id}: its rows cannot be read")]
        known = {*rows.SEALED[self._table], "id"}
        if not all(one is None or (isinstance(one, dict) and known.issuperset(one)) for one in (before, after)):
            return (None, None), [Finding("journal", f"edit {edit_id}: its rows have columns that are not ours")]
        return (before, after), []

    def _fits(self, image: _Image, before: dict[str, Any] | None) -> bool:
        """Whether an edit found the row as the edits before it left it."""
        if image.exists is None:
            return True
        if before is None or not image.exists:
            return (before is None) != image.exists
        return self._agree(before, image.columns)

    def _is_present(self, image: _Image, row_id: int) -> bool:
        """Whether the file holds the row as the journal leaves it."""
        statement = f"SELECT {rows.COLUMNS[self._table]} FROM {self._table} WHERE id = ?"
        found = self._connection.execute(statement, (row_id,)).fetchone()
        if found is None or not image.exists:
            return (found is not None) == image.exists
        return self._agree(image.columns, dict(zip(rows.SEALED[self._table], found, strict=True)))

    def _is_as_found(self, change: _Change, row_id: int) -> bool:
        """Whether the file holds the row as an edit found it."""
        (before, _), trouble = self._read(change)
        return bool(trouble) or self._is_present(_Image(before is not None, before or {}), row_id)

    def _agree(self, some: dict[str, Any], others: dict[str, Any]) -> bool:
        shared = some.keys() & others.keys() - self._loose
        return all(some[name] == others[name] for name in shared)
