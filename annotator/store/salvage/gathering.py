"""Decides what a damaged project held, from all that is left of it: the file, its journal, its ledger, its backups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.store.ledgers.lines import Replayed
from annotator.store.salvage import of_timeline
from annotator.store.salvage.completed import Done, gathered
from annotator.store.salvage.picture import Names, Told, pictured, told
from annotator.store.salvage.remains import Remains

Row = dict[str, Any]

FILE, JOURNAL, LEDGER, BACKUP, DOUBTFUL = "the file", "its journal", "the ledger", "a backup", "damaged rows"
"""Where a row was found, best first."""


@dataclass
class Gathered:
    """A project put together again by uid; `origins` says where each row was found, `lost` what was found nowhere.

    `analysts` are rows of their table by name, `done` says by uid which articles are, `numbers` are those that rows had
    in the file, `turn` is the last that any source knows.
    """

    annotations: dict[str, Row] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)
    analysts: dict[str, Row] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    events: dict[str, Row] = field(default_factory=dict)
    views: dict[str, Row] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    uid: str = ""
    created_at: str = ""
    turn: int = 0

    def count(self, rows: dict[str, Row]) -> Counter[str]:
        """How many of these rows came from where."""
        return Counter(self.origins[uid] for uid in rows)


class Gathering:
    """Lays the sources of one project together."""

    def __init__(self, file: Remains, ledger: Replayed, backups: Sequence[Remains]) -> None:
        self._file = file
        self._ledger = ledger
        self._backups = backups
        names = Names()
        for one in (file, *backups):
            names.learn(one.sound)
        for one in (file, *backups):
            names.learn(one.doubtful)
        names.guess(file)
        self._names = names
        self._sound = pictured(file.sound, names)
        self._doubtful = pictured(file.doubtful, names)
        self._old = [pictured(one.sound, names) for one in backups]
        self._told: Told = told(file, names)
        # Such a ledger knows of every row there is: one with another uid is one whose uid was damaged.
        self._knows_all = ledger.whole and ledger.turn >= file.turn
        self._drop_unknown()
        self.gathered = Gathered(turn=max([file.turn, ledger.turn, *(one.turn for one in backups)]))

    def gather(self) -> Gathered:
        """The project as far as it can be known."""
        found = self.gathered
        metas = [self._file.meta, *(one.meta for one in self._backups)]
        found.uid = next((one["uid"] for one in metas if "uid" in one), self._ledger.project)
        found.created_at = next((one["created_at"] for one in metas if "created_at" in one), "")
        for uid, origin, row in self._tags():
            found.tags[uid], found.origins[uid] = row, origin
        for uid, origin, row in self._articles():
            found.articles[uid], found.origins[uid] = row, origin
        for uid, origin, row in self._annotations():
            found.annotations[uid], found.origins[uid] = self._completed(uid, row), origin
        for numbers in (*(old.numbers for old in reversed(self._old)), self._doubtful.numbers, self._told.numbers):
            found.numbers.update(numbers)
        found.numbers.update(self._sound.numbers)
        self._add_articles_of_annotations()
        found.done = gathered(self._file, self._ledger, self._backups, self._names)
        found.events, found.views = of_timeline.gathered(self._file, self._ledger, self._backups, found.numbers)
        self._list_analysts()
        self._list_lost()
        return found

    def _drop_unknown(self) -> None:
        """Leave out doubtful rows with a uid that nobody else knows, where their number is that of a known row."""
        known = {*self._ledger.turns, *self._ledger.tags, *self._told.numbers, *self._file.index}
        known.update(uid for old in self._old for uid in old.numbers)
        numbers = {*self._told.numbers.values()}
        rows = self._doubtful
        for uid in [uid for uid in rows.annotations if uid not in known]:
            if self._knows_all or rows.numbers[uid] in numbers:
                del rows.annotations[uid]
        for kind, there in ((rows.tags, self._ledger.tags), (rows.articles, self._ledger.articles)):
            for uid in [uid for uid in kind if uid not in known and there and self._knows_all]:
                del kind[uid]

    def _tags(self) -> Iterator[tuple[str, str, Row]]:
        later = self._ledger.tags if self._ledger.tags_turn > self._file.turn else {}
        yield from _first_of(
            [(LEDGER, later)] if later else [],
            [(FILE, self._sound.tags), (LEDGER, self._ledger.tags)],
            [(BACKUP, old.tags) for old in self._old[:1]],
            [(DOUBTFUL, self._doubtful.tags)],
        )

    def _articles(self) -> Iterator[tuple[str, str, Row]]:
        turns = self._ledger.turns
        later = {uid: row for uid, row in self._ledger.articles.items() if turns[uid] > self._file.turn}
        yield from _first_of(
            [(LEDGER, later)],
            [(FILE, self._sound.articles), (LEDGER, self._ledger.articles)],
            [(BACKUP, old.articles) for old in self._old],
            [(DOUBTFUL, self._doubtful.articles)],
        )

    def _annotations(self) -> Iterator[tuple[str, str, Row]]:
        known = [self._sound.annotations.keys(), self._told.annotations.keys(), self._ledger.annotations.keys()]
        known += [old.annotations.keys() for old in (*self._old[:1], self._doubtful)]
        for uid in dict.fromkeys(uid for uids in known for uid in uids):
            origin, row = self._annotation(uid)
            if row is not None:
                yield uid, origin, row

    def _annotation(self, uid: str) -> tuple[str, Row | None]:
        """How one annotation stands, and who says so; None if it was deleted."""
        entered = self._ledger.turns.get(uid, -1)
        if entered > self._file.turn:
            return LEDGER, self._ledger.annotations.get(uid)
        # A row that the ledger knows to be deleted stands in a page that is no longer in use.
        was_deleted = entered >= 0 and uid not in self._ledger.annotations and self._ledger.turn >= self._file.turn
        if uid in self._sound.annotations and not was_deleted:
            return FILE, self._sound.annotations[uid]
        if uid in self._told.annotations and self._told.turns[uid] > entered:
            return JOURNAL, self._told.annotations[uid]
        if entered >= 0:
            return LEDGER, self._ledger.annotations.get(uid)
        for old in self._old[:1]:
            if uid in old.annotations:
                return BACKUP, old.annotations[uid]
        return DOUBTFUL, self._doubtful.annotations.get(uid)

    def _completed(self, uid: str, row: Row) -> Row:
        """The row with what its own source did not know about article, tag and analyst."""
        others = [self._ledger.annotations.get(uid), *(old.annotations.get(uid) for old in self._old)]
        lacking = [name for name in ("article", "tag_uid", "tag", "analyst") if not row[name]]
        return {**row, **{name: next((one[name] for one in others if one and one[name]), "") for name in lacking}}

    def _add_articles_of_annotations(self) -> None:
        """What annotations in the ledger say of articles of which nothing else is left."""
        found = self.gathered
        for row in found.annotations.values():
            uid = row["article"]
            if uid and uid not in found.articles and row.get("text_sha256"):
                found.articles[uid], found.origins[uid] = _article_of(row), LEDGER

    def _list_analysts(self) -> None:
        for one in (self._file, *self._backups):
            for rows in (one.sound, one.doubtful):
                for row in rows["analyst"].values():
                    self.gathered.analysts.setdefault(row["name"], row)

    def _list_lost(self) -> None:
        """Name the rows that an index or a damaged place of the file still speaks of."""
        found = self.gathered
        if self._knows_all:
            return
        known = {*found.origins, *self._ledger.turns, *self._told.annotations}
        others = {row["uid"] for table in ("analyst", "edit", *of_timeline.TABLES) for row in self._rows(table)}
        found.lost = sorted(self._file.index.keys() - known - others)

    def _rows(self, table: str) -> Iterator[Row]:
        yield from self._file.sound[table].values()
        yield from self._file.doubtful[table].values()


def _article_of(row: Row) -> Row:
    told = {name: row[name] for name in ("title", "source", "url", "published_on", "text_sha256")}
    lacking = dict.fromkeys(("language", "place", "agency", "origin"), "")
    unknown = {"published_at": None, "deleted_at": None, "rev": 1, "length": 0}
    return {
        **told, **lacking, **unknown, "uid": row["article"], "imported_at": row["created_at"],
        "fingerprint": row["text_sha256"],
    }  # fmt: skip


def _first_of(*sources: list[tuple[str, dict[str, Row]]]) -> Iterator[tuple[str, str, Row]]:
    """Each uid once, with the row of the first source that has it."""
    seen: set[str] = set()
    for origin, rows in (source for some in sources for source in some):
        for uid, row in rows.items():
            if uid not in seen:
                seen.add(uid)
                yield uid, origin, row
