"""Which events and saved views a damaged project had, from its file, its journal, its ledger and its backups."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from annotator.store.ledgers.lines import Replayed
from annotator.store.rows import SEALED
from annotator.store.salvage.picture import states
from annotator.store.salvage.remains import Remains

Row = dict[str, Any]
Rows = dict[str, Row]

TABLES = ("event", "chart_view")


def gathered(file: Remains, ledger: Replayed, backups: Sequence[Remains], numbers: dict[str, int]) -> tuple[Rows, Rows]:
    """The events and the views by uid; the numbers that they had are added to `numbers`."""
    events = _gathered("event", file, (ledger.events, ledger.events_turn, ledger.turn), backups)
    views = _gathered("chart_view", file, (ledger.views, ledger.views_turn, ledger.turn), backups)
    for rows in (events, views):
        numbers.update({uid: row["id"] for uid, row in rows.items() if row.get("id")})
    return events, _renamed(views)


def _gathered(table: str, file: Remains, ledger: tuple[Rows, int, int], backups: Sequence[Remains]) -> Rows:
    entered, since, turn = ledger
    of_file, told = _by_uid(file, table), _told(file, table)
    old = _by_uid(backups[0], table) if backups else {}
    doubtful = {row["uid"]: row for row in file.doubtful[table].values()}
    found: dict[str, Row | None] = {}
    for uid in dict.fromkeys((*of_file, *told, *entered, *old, *doubtful)):
        numbered = {"id": (of_file.get(uid) or told.get(uid) or doubtful.get(uid) or {}).get("id", 0)}
        if since > file.turn:
            row = entered.get(uid)
        elif uid in told:
            row = of_file.get(uid, told[uid]) if told[uid] else None  # else it stands in a page no longer in use
        elif uid in of_file:
            row = of_file[uid] if uid in entered or since < 0 or turn < file.turn else None
        else:
            row = entered.get(uid) if since >= 0 else old.get(uid) or doubtful.get(uid)
        found[uid] = {**numbered, **row} if row else None
    return {uid: row for uid, row in found.items() if row is not None and _is_one(table, row)}


def _by_uid(remains: Remains, table: str) -> Rows:
    return {row["uid"]: row for row in remains.sound[table].values()}


def _told(file: Remains, table: str) -> dict[str, Row | None]:
    """What the journal says: the rows that stand, and None for those that were taken away."""
    found: dict[str, Row | None] = {}
    for number, state in states(file, table).items():
        if set(SEALED[table]) <= state.image.keys():
            found[state.image["uid"]] = None if state.is_gone else {**state.image, "id": number, "rev": state.rev}
    return found


def _is_one(table: str, row: Row) -> bool:
    """Whether a file would take the row, wherever it was found."""
    try:
        if table == "event":
            return bool(row["name"]) and date.fromisoformat(row["first_on"]) <= date.fromisoformat(row["last_on"])
        return bool(row["name"]) and isinstance(json.loads(row["description"]), dict)
    except (ValueError, TypeError, RecursionError):
        return False


def _renamed(views: Rows) -> Rows:
    """The views with names of their own: of two sources each may have brought one of the same name."""
    names: set[str] = set()
    found: Rows = {}
    for uid, row in views.items():
        wished = (row["name"], *(f"{row['name']} ({count})" for count in range(2, len(views) + 2)))
        name = next(one for one in wished if one.casefold() not in names)
        names.add(name.casefold())
        found[uid] = {**row, "name": name}
    return found
