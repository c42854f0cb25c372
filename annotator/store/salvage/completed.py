"""Which articles of a damaged project were done, from its file, its journal, its ledger and its backups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.store.ledgers.lines import Replayed
from annotator.store.salvage.picture import Names, changes_of
from annotator.store.salvage.remains import Remains

Row = dict[str, Any]


class Done(NamedTuple):
    """That an article is done; `id` is the number that its row had, 0 where that is not known."""

    id: int
    analyst: str
    done_at: str


def gathered(file: Remains, ledger: Replayed, backups: Sequence[Remains], names: Names) -> dict[str, Done]:
    """The articles that were done, by their uids."""
    of_file, told = _rows(file.sound["done"], names), _told(file, names)
    old = _rows(backups[0].sound["done"], names) if backups else {}
    doubtful = _rows(file.doubtful["done"], names)
    found: dict[str, Done] = {}
    for uid in dict.fromkeys((*of_file, *told, *ledger.articles, *old, *doubtful)):
        known = of_file.get(uid) or told.get(uid)
        if uid in told and told[uid] is None:
            known = None  # its row stands in a page that is no longer in use
        if ledger.turns.get(uid, -1) > file.turn or (uid in ledger.articles and uid not in told and known is None):
            known = _entered(ledger.articles.get(uid, {}), known)
        elif known is None and uid not in told:
            known = old.get(uid) or doubtful.get(uid)
        if known is not None:
            found[uid] = known
    return found


def _rows(rows: Mapping[int, Row], names: Names) -> dict[str, Done]:
    return dict(_named(rows.values(), names))


def _named(rows: Iterable[Row], names: Names) -> Iterator[tuple[str, Done]]:
    for row in rows:
        uid = names.articles.get(row["article_id"])
        if uid is not None:
            yield uid, Done(row["id"], names.analysts.get(row["analyst_id"], ""), row["done_at"])


def _told(file: Remains, names: Names) -> dict[str, Done | None]:
    """What the journal says: the rows that stand, and None for articles whose rows were all taken away."""
    last: dict[int, Row | None] = {}
    ever: dict[int, Row] = {}
    for change, stands, before, after in changes_of(file, "done"):
        image = before or after or {}
        if {"article_id", "analyst_id", "done_at"} <= image.keys():
            ever[change["row_id"]] = {**image, "id": change["row_id"]}
            last[change["row_id"]] = ever[change["row_id"]] if (after if stands else before) is not None else None
    found: dict[str, Done | None] = {uid: None for uid, _ in _named(ever.values(), names)}
    found.update(_named([row for row in last.values() if row is not None], names))
    return found


def _entered(row: Row, known: Done | None) -> Done | None:
    """What the ledger says of an article; the number of its row is that of the file."""
    if not row.get("done_at"):
        return None
    return Done(known.id if known is not None else 0, str(row.get("done_by") or ""), str(row["done_at"]))
