"""The rows of a damaged project by uid, in the words of the ledger, so that several sources can be laid together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.store.salvage.remains import Remains

Row = dict[str, Any]
_PLACED = ("start", "end", "quote", "prefix", "suffix", "note", "created_at", "updated_at", "rev")


@dataclass
class Names:
    """Which uid or name each number means, gathered from all files that are copies of one project, best first."""

    articles: dict[int, str] = field(default_factory=dict)
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)
    analysts: dict[int, str] = field(default_factory=dict)
    wanted: set[int] = field(default_factory=set)  # numbers of analysts that annotations name

    def learn(self, rows: Mapping[str, Mapping[int, Row]]) -> None:
        """Add what these rows tell and nobody has told before."""
        for number, row in rows["article"].items():
            self.articles.setdefault(number, row["uid"])
        for number, row in rows["tag"].items():
            self.tags.setdefault(number, (row["uid"], row["name"]))
        for number, row in rows["analyst"].items():
            self.analysts.setdefault(number, row["name"])
        self.wanted.update(row["analyst_id"] for row in rows["annotation"].values())

    def guess(self, remains: Remains) -> None:
        """Name tags and analysts whose rows are gone by what the indexes of their names still hold.

        Which page belongs to which index shows where a name in it is known; what stays open is not guessed.
        """
        known = {(number, name.casefold()) for number, (_, name) in self.tags.items()}
        people = {(number, name) for number, name in self.analysts.items()}
        for page in remains.named.values():
            are_tags = any((number, name.casefold()) in known for number, name in page.items())
            are_people = any(entry in people for entry in page.items())
            if are_tags and not are_people:
                for number, name in page.items():
                    self.tags.setdefault(number, ("", name))
            elif are_people or (known and not people and page.keys() >= self.wanted):
                for number, name in page.items():
                    self.analysts.setdefault(number, name)

    def annotation(self, row: Row) -> Row:
        """A row of the table in the words of the ledger; what its numbers mean and nobody knows is empty."""
        tag_uid, tag = self.tags.get(row["tag_id"], ("", ""))
        return {
            "annotation": row["uid"],
            "article": self.articles.get(row["article_id"], ""),
            "tag": tag,
            "tag_uid": tag_uid,
            "analyst": self.analysts.get(row["analyst_id"], ""),
            **{name: row[name] for name in _PLACED},
        }

    def tag(self, row: Row) -> Row:
        """A tag with its parent's uid in the place of its number."""
        parent = self.tags.get(row["parent_id"] or 0, ("", ""))[0]
        return {**{name: value for name, value in row.items() if name not in ("parent_id", "id")}, "parent": parent}


@dataclass
class Picture:
    """The rows of one source by uid, and the numbers that they have in the file."""

    annotations: dict[str, Row] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def pictured(rows: Mapping[str, Mapping[int, Row]], names: Names) -> Picture:
    """The rows of a file by uid."""
    picture = Picture()
    for table, target in (("article", picture.articles), ("tag", picture.tags), ("annotation", picture.annotations)):
        for number, row in rows[table].items():
            picture.numbers[row["uid"]] = number
            if table == "annotation":
                target[row["uid"]] = names.annotation(row)
            else:
                target[row["uid"]] = names.tag(row) if table == "tag" else dict(row)
    return picture


@dataclass
class Told:
    """What the journal says of annotations: how each stands (None: deleted) and since which turn."""

    annotations: dict[str, Row | None] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def told(remains: Remains, names: Names) -> Told:
    """Replay what can be read of the journal, each edit as it stands or as it was taken back, in their order."""
    found = Told()
    for number, state in states(remains, "annotation").items():
        _tell(found, names, number, state)
    return found


def states(remains: Remains, table: str) -> dict[int, State]:
    """How what can be read of the journal leaves the rows of a table, by number."""
    edits = _edits(remains)
    found: dict[int, State] = {}
    for change, stands, before, after in changes_of(remains, table):
        edit = edits[change["edit_id"]]
        state = found.setdefault(change["row_id"], State())
        state.take(before, after, stands=stands)
        if edit["turn"] >= state.turn:
            state.turn, state.changed_at = edit["turn"], edit["changed_at"]
    return found


@dataclass
class State:
    """One row while the journal is replayed; perhaps only some of its columns are told."""

    image: Row = field(default_factory=dict)
    is_gone: bool = False
    turn: int = 0
    changed_at: str = ""
    changes: int = 0

    @property
    def rev(self) -> int:
        """How often the row was changed at most: that is not in the journal, but at most twice for each edit."""
        return int(self.image["rev"]) + 2 * self.changes

    def take(self, before: Row | None, after: Row | None, *, stands: bool) -> None:
        """Let an edit count: what it left, or where it was taken back what it had found."""
        wanted, other = (after, before) if stands else (before, after)
        self.image = {**self.image, **(other or {}), **(wanted or {})}
        self.is_gone = wanted is None
        self.changes += 1


def _tell(found: Told, names: Names, number: int, state: State) -> None:
    uid = state.image.get("uid")
    if not isinstance(uid, str):
        return  # only changes of some columns can be read: the row is not told whole
    found.numbers[uid], found.turns[uid] = number, state.turn
    if state.is_gone:
        found.annotations[uid] = None
    elif all(name in state.image for name in (*_PLACED, "article_id", "tag_id", "analyst_id")):
        image = {**state.image, "rev": state.rev, "updated_at": state.changed_at}
        found.annotations[uid] = names.annotation(image)


def changes_of(remains: Remains, table: str) -> Iterator[tuple[Row, bool, Row | None, Row | None]]:
    """The changes of one table in the order of the journal: each with whether it stands, before and after."""
    edits = _edits(remains)
    found = (row for row in remains.sound["edit_row"].values() if row["of_table"] == table and row["edit_id"] in edits)
    for change in sorted(found, key=lambda row: (row["edit_id"], row["id"])):
        stands = edits[change["edit_id"]]["state"] == "done"
        yield change, stands, _image(change["before"]), _image(change["after"])


def _edits(remains: Remains) -> dict[int, Row]:
    return {**remains.doubtful["edit"], **remains.sound["edit"]}


def _image(written: str | None) -> Row | None:
    try:
        image = json.loads(written) if written is not None else None
    except ValueError:
        return {}
    return image if isinstance(image, dict) or image is None else {}
