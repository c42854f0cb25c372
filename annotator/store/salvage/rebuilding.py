"""Writes what was gathered of a damaged project into a new project file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.errors import UserError
from annotator.records import ArticleId
from annotator.store import journal, rows, search
from annotator.store.database import Database
from annotator.store.salvage.gathering import Gathered
from annotator.store.salvage.remains import Remains
from annotator.store.salvage.texts import Texts
from annotator.store.uids import new_uid
from annotator.text.anchor import context
from annotator.text.span import Span

Row = dict[str, Any]

PLAIN_COLOR = "#999999"
LOST_TAG, LOST_ANALYST = "lost tag", "lost analyst"


class Disagreement(Exception):
    """The journal does not lead to the rows that were gathered."""


@dataclass
class Rebuilt:
    """Which rows are in the new file, by uid, and what could not become one.

    `without_text` are annotations of articles whose text is nowhere, `misplaced` those that do not fit their text, both
    as rows of the ledger; `refused` is anything else, in words.
    """

    tags: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    annotations: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    timeline: set[str] = field(default_factory=set)  # events and views
    without_text: list[Row] = field(default_factory=list)
    misplaced: list[Row] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Rebuilding:
    """Fills one new project file; numbers stay those of the damaged one where they are known and free."""

    def __init__(self, made: Database, gathered: Gathered, texts: Texts) -> None:
        self.outcome = Rebuilt()
        self._made = made
        self._connection = made.connection
        self._gathered = gathered
        self._texts = texts
        self._numbers: dict[tuple[str, str], int] = {}
        self._used: dict[str, set[int]] = {table: set() for table in rows.SEALED}
        self._free = max(gathered.numbers.values(), default=0) + 1
        self._text: tuple[str, str] = ("", "")

    def with_journal(self, remains: Remains) -> Rebuilt:
        """Write all rows, and the journal as it was; Disagreement if the two cannot be of one project."""
        edits, changes = remains.sound["edit"].values(), remains.sound["edit_row"].values()
        if not {edit["analyst_id"] for edit in edits} <= remains.sound["analyst"].keys():
            raise Disagreement("nobody knows whose edits these are")
        if not {change["edit_id"] for change in changes} <= remains.sound["edit"].keys():
            raise Disagreement("nobody knows of which edits these changes are")
        self._free = max(self._free, max((change["row_id"] for change in changes), default=0) + 1)
        try:
            with self._made.transaction() as connection:
                self._write_frame()
                for uid, row in self._annotations():
                    if self._insert("annotation", uid, row):
                        self.outcome.annotations.add(uid)
                for uid, row in self._done():
                    rows.insert(connection, "done", row)
                    self.outcome.done.add(uid)
                self._write_timeline(lambda table, row: rows.insert(connection, table, row))
                for edit in edits:
                    rows.insert(connection, "edit", edit, state=edit["state"])
                for change in changes:
                    rows.insert(connection, "edit_row", change)
                self._reserve(remains)
        except (sqlite3.IntegrityError, UserError) as error:
            if isinstance(error, UserError) and not isinstance(error.__cause__, sqlite3.IntegrityError):
                raise
            raise Disagreement(str(error)) from error
        return self.outcome

    def as_one_edit(self, label: str, analyst: str) -> Rebuilt:
        """Write all rows as one edit, whose turn follows the last that any source knows."""
        with self._made.transaction():
            self._write_frame()
        with journal.edit(self._made, label, analyst) as (recording, _):
            for uid in self.outcome.articles:
                if self._gathered.articles[uid]["deleted_at"] is None:
                    recording.show_article(ArticleId(self._numbers["article", uid]))
            for uid, row in self._annotations():
                recording.insert("annotation", {**row, "id": self._number("annotation", uid)})
                self.outcome.annotations.add(uid)
            for uid, row in self._done():
                recording.insert("done", row)
                self.outcome.done.add(uid)
            self._write_timeline(recording.insert)
            present = rows.image(self._connection, "edit", recording.edit_id)
            rows.replace(self._connection, "edit", recording.edit_id, present, {"turn": self._gathered.turn + 1})
        return self.outcome

    def _write_frame(self) -> None:
        """Everything but annotations and journal."""
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        for key, value in (("uid", self._gathered.uid), ("created_at", self._gathered.created_at)):
            if value:
                self._connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
        rows.seal_meta(self._connection)
        for row in self._gathered.analysts.values():
            self._analyst(row["name"])
        self._write_tags()
        for uid, row in self._gathered.articles.items():
            self._write_article(uid, row)

    def _write_tags(self) -> None:
        tags = self._gathered.tags
        for uid in tags:
            self._number("tag", uid)
        for uid, row in tags.items():
            parent = row["parent"] if row["parent"] in tags and row["parent"] != uid else None
            self._insert_tag(uid, {**row, "parent_id": self._number("tag", parent) if parent else None})

    def _insert_tag(self, uid: str, row: Row) -> None:
        name, count = row["name"], 1
        while not self._insert("tag", uid, row, is_last=count > 9):
            if count > 9:
                return
            count += 1
            row = {**row, "name": f"{name} ({count})", "key": "", "letter": ""}
        self.outcome.tags.add(uid)

    def _write_article(self, uid: str, row: Row) -> None:
        text = self._texts.find(row["text_sha256"])
        if text is None:
            return
        if self._insert("article", uid, {**row, "length": len(text)}, text=text):
            search.add(self._connection, self._number("article", uid))
            self.outcome.articles.add(uid)

    def _annotations(self) -> Iterator[tuple[str, Row]]:
        """The rows of annotations that fit their texts, by uid; the others are put aside."""
        by_article = sorted(self._gathered.annotations.items(), key=lambda entry: entry[1]["article"])
        for uid, row in by_article:
            article = row["article"]
            if article not in self.outcome.articles:
                self.outcome.without_text.append(self._as_told(row))
            elif self._gathered.articles[article]["deleted_at"] or not _fits(row, self._text_of(article)):
                self.outcome.misplaced.append(self._as_told(row))
            else:
                yield uid, self._annotation(uid, row)

    def _annotation(self, uid: str, row: Row) -> Row:
        text = self._text_of(row["article"])
        prefix, suffix = context(text, Span(row["start"], row["end"]))
        return {
            **{name: row[name] for name in ("rev", "start", "end", "quote", "note", "created_at", "updated_at")},
            "uid": uid,
            "article_id": self._number("article", row["article"]),
            "tag_id": self._tag(row["tag_uid"], row["tag"]),
            "analyst_id": self._analyst(row["analyst"] or LOST_ANALYST),
            "prefix": prefix,
            "suffix": suffix,
            "published_on": self._gathered.articles[row["article"]]["published_on"],
        }

    def _done(self) -> Iterator[tuple[str, Row]]:
        """The rows of articles that are done and came back, by the uid of the article."""
        used: set[int] = set()
        # Rows without a number come last, so that they take none that another one had.
        for uid, one in sorted(self._gathered.done.items(), key=lambda entry: entry[1].id <= 0):
            if uid not in self.outcome.articles or self._gathered.articles[uid]["deleted_at"]:
                continue
            row = {"article_id": self._number("article", uid), "analyst_id": self._analyst(one.analyst or LOST_ANALYST)}
            number = {"id": one.id} if one.id > 0 and one.id not in used else {}
            used.add(one.id)
            yield uid, {**row, "done_at": one.done_at, **number}

    def _write_timeline(self, insert: Callable[[str, Row], int]) -> None:
        """Add the rows of events and saved views."""
        for table, found in (("event", self._gathered.events), ("chart_view", self._gathered.views)):
            for uid, row in found.items():
                known = {name: row[name] for name in rows.SEALED[table]}
                insert(table, {**known, "id": self._number(table, uid)})
                self.outcome.timeline.add(uid)

    def _as_told(self, row: Row) -> Row:
        """An annotation with what is known of its article, as exports have it."""
        article = self._gathered.articles.get(row["article"], {})
        known = {name: article[name] for name in ("title", "source", "url", "published_on", "text_sha256") if article}
        return {**row, **known}

    def _text_of(self, article: str) -> str:
        if self._text[0] != article:
            self._text = article, self._texts.find(self._gathered.articles[article]["text_sha256"]) or ""
        return self._text[1]

    def _tag(self, uid: str, name: str) -> int:
        """The number of a tag; one of which only the name is left, or nothing at all, is entered."""
        name = name or LOST_TAG
        key = uid if uid in self.outcome.tags else f"called {name}"
        if ("tag", key) not in self._numbers:
            found = self._connection.execute("SELECT id FROM tag WHERE name = ?", (name,)).fetchone()
            if found is None:
                position = self._connection.execute("SELECT coalesce(max(position), 0) + 1 FROM tag").fetchone()[0]
                texts = dict.fromkeys(("key", "letter", "definition", "positive", "negative"), "")
                row = {**texts, "uid": uid or new_uid(), "rev": 1, "name": name, "parent_id": None,
                       "color": PLAIN_COLOR, "position": position}  # fmt: skip
                found = (rows.insert(self._connection, "tag", row),)
                self._used["tag"].add(found[0])
            self._numbers["tag", key] = found[0]
        return self._numbers["tag", key]

    def _analyst(self, name: str) -> int:
        if ("analyst", name) not in self._numbers:
            found = self._connection.execute("SELECT id FROM analyst WHERE name = ?", (name,)).fetchone()
            if found is not None:  # who the edit of the salvage is by
                return int(found[0])
            known = self._gathered.analysts.get(name, {})
            wanted = known.get("id", 0)
            number = wanted if wanted > 0 and wanted not in self._used["analyst"] else None
            row = {"uid": known.get("uid") or new_uid(), "name": name, **({"id": number} if number else {})}
            self._numbers["analyst", name] = rows.insert(self._connection, "analyst", row)
            self._used["analyst"].add(self._numbers["analyst", name])
        return self._numbers["analyst", name]

    def _number(self, table: str, uid: str) -> int:
        """The number of a row: the one it had, or where that is not known or taken one that no row had."""
        if (table, uid) not in self._numbers:
            used, wanted = self._used[table], self._gathered.numbers.get(uid, 0)
            if wanted <= 0 or wanted in used:
                wanted = self._free
                self._free += 1
            used.add(wanted)
            self._numbers[table, uid] = wanted
        return self._numbers[table, uid]

    def _insert(self, table: str, uid: str, row: Row, *, is_last: bool = True, **unsealed: object) -> bool:
        """Add a row unless it breaks a rule of the file; then it is told, if no other form of it will be tried."""
        try:
            rows.insert(self._connection, table, {**row, "uid": uid, "id": self._number(table, uid)}, **unsealed)
        except (sqlite3.IntegrityError, KeyError) as error:
            if is_last:
                self.outcome.refused.append(f"{table} {uid}: {error}")
            return False
        return True

    def _reserve(self, remains: Remains) -> None:
        """Let no new row get a number that the journal gave to a deleted one."""
        highest: dict[str, int] = {}
        for change in remains.sound["edit_row"].values():
            highest[change["of_table"]] = max(highest.get(change["of_table"], 0), change["row_id"])
        for table, number in highest.items():
            found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
            if found is None:
                self._connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))
            elif found[0] < number:
                self._connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number, table))


def _fits(row: Row, text: str) -> bool:
    start, end = int(row["start"]), int(row["end"])
    return 0 <= start < end <= len(text) and text[start:end] == row["quote"]
