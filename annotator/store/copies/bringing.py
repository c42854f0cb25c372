"""Two copies of one project: whether they are that, what one once held, and rows taken from one to the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import UserError
from annotator.records import ArticleId
from annotator.store import codebook, completion, rows, search
from annotator.store.database import Connection, open_database
from annotator.store.journal import Recording
from annotator.text.anchor import context
from annotator.text.span import Span


def identity(connection: Connection) -> tuple[str | None, str | None]:
    """The project's uid and when it was made, which all its copies share; files of the first schema have no uid."""
    return codebook.meta(connection, "uid"), codebook.meta(connection, "created_at")


def are_of_one_project(one: Connection, other: Connection) -> bool:
    """Whether two files are copies of one project, changed apart from each other perhaps."""
    (uid, made_at), (other_uid, other_made_at) = identity(one), identity(other)
    # A copy that a later program brought to its schema on its own got another uid than ours.
    return (uid is not None and uid == other_uid) or (made_at is not None and made_at == other_made_at)


def is_copy(connection: Connection, other: Path) -> bool:
    """Whether a file is a copy of this project; a file that cannot be read or trusted is none."""
    try:
        opened = open_database(other, reading=True)
    except (UserError, OSError, sqlite3.Error):
        return False
    with closing(opened):
        try:
            return are_of_one_project(connection, opened.connection)
        except sqlite3.Error:
            return False


def known_uids(connection: Connection) -> set[str]:
    """The uids of all annotations, tags, events and views that the journal saw come or go, there now or not."""
    found = connection.execute(
        """SELECT json_extract(coalesce(after, before), '$.uid') FROM edit_row
           WHERE of_table IN ('annotation', 'tag', 'event', 'chart_view') AND (before IS NULL OR after IS NULL)"""
    )
    return {row[0] for row in found}


def once_done(connection: Connection) -> set[int]:
    """The numbers of the articles that the journal saw marked as done, whether they are now or not."""
    found = connection.execute(
        "SELECT json_extract(coalesce(after, before), '$.article_id') FROM edit_row WHERE of_table = 'done'"
    )
    return {row[0] for row in found}


def fingerprints(connection: Connection) -> list[tuple[str, str, bool]]:
    """Of each article its uid, the fingerprint of what was imported, and whether it is deleted."""
    found = connection.execute("SELECT uid, fingerprint, deleted_at IS NOT NULL FROM article")
    return [(uid, fingerprint, bool(deleted)) for uid, fingerprint, deleted in found]


@dataclass
class Bringing:
    """Takes rows of another copy, which is sound, into the edit under way; they keep their uids."""

    recording: Recording
    there: Connection
    articles: int = 0
    tags: int = 0
    annotations: int = 0
    done: int = 0
    _article_ids: dict[int, int] = field(default_factory=dict)
    _tag_ids: dict[int, int] = field(default_factory=dict)

    def bring_done(self, uids: Sequence[str]) -> None:
        """Mark the articles that have these uids there as done, as they are there; what is done here stays so."""
        statement = """SELECT d.article_id, y.name, d.done_at FROM done d JOIN analyst y ON y.id = d.analyst_id
            JOIN article a ON a.id = d.article_id WHERE a.uid = ?"""
        for uid in uids:
            for there_id, analyst, at in self.there.execute(statement, (uid,)):
                here_id = ArticleId(self._article(there_id))
                self.done += completion.done(self.recording, here_id, analyst=analyst, at=at)

    def bring_of_timeline(self, table: str, uids: Sequence[str]) -> int:
        """Take the events or views that have these uids there; how many were not here yet."""
        brought = 0
        for uid in uids:
            there = self.there.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
            here = self.recording.connection.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
            if there is not None and here is None:
                self.recording.insert(table, {**rows.image(self.there, table, there[0]), "rev": 1})
                brought += 1
        return brought

    def bring(self, table: str, uids: Sequence[str]) -> None:
        """Take the rows of these uids, with what they refer to; what is here by now is left as it is."""
        take = {"article": self._article, "tag": self._tag, "annotation": self._annotation}[table]
        for uid in uids:
            row = self.there.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
            if row is not None:
                take(row[0])

    def _article(self, there_id: int) -> int:
        if there_id not in self._article_ids:
            self._article_ids[there_id] = self._shown(there_id) or self._new_article(there_id)
        return self._article_ids[there_id]

    def _shown(self, there_id: int) -> int:
        """The number here of an article that is here, shown again if it was deleted; 0 for none."""
        row = rows.image(self.there, "article", there_id)
        found = self.recording.connection.execute(
            "SELECT id, text_sha256 FROM article WHERE uid = ? OR fingerprint = ?", (row["uid"], row["fingerprint"])
        ).fetchone()
        if found is None:
            return 0
        if found[1] != row["text_sha256"]:
            raise UserError(f"The article {row['uid']} has another text there than here; nothing was brought in.")
        self.articles += self.recording.update("article", found[0], {"deleted_at": None})
        return int(found[0])

    def _new_article(self, there_id: int) -> int:
        row = {**rows.image(self.there, "article", there_id), "rev": 1, "deleted_at": None}
        text = self.there.execute("SELECT text FROM article WHERE id = ?", (there_id,)).fetchone()[0]
        connection = self.recording.connection
        here_id = rows.insert(connection, "article", row, text=text)
        search.add(connection, here_id)
        self.recording.show_article(here_id)  # type: ignore[arg-type]
        self.articles += 1
        return here_id

    def _tag(self, there_id: int) -> int:
        if there_id not in self._tag_ids:
            row = rows.image(self.there, "tag", there_id)
            present = codebook.tags(self.recording.connection)
            same = [tag for tag in present if tag.uid == row["uid"]]
            same += [tag for tag in present if tag.name.casefold() == row["name"].casefold()]
            self._tag_ids[there_id] = same[0].id if same else self._new_tag(row)
        return self._tag_ids[there_id]

    def _new_tag(self, there: rows.Row) -> int:
        connection = self.recording.connection
        parent = self._tag(there["parent_id"]) if there["parent_id"] is not None else None
        present = codebook.tags(connection)
        taken = {name: {getattr(tag, name).casefold() for tag in present} for name in ("key", "letter")}
        free = {name: "" if there[name].casefold() in used else there[name] for name, used in taken.items()}
        position = codebook.next_position(connection)
        self.tags += 1
        return self.recording.insert("tag", {**there, **free, "rev": 1, "parent_id": parent, "position": position})

    def _annotation(self, there_id: int) -> int:
        row, connection = rows.image(self.there, "annotation", there_id), self.recording.connection
        present = connection.execute("SELECT id FROM annotation WHERE uid = ?", (row["uid"],)).fetchone()
        if present is not None:  # another program brought it in meanwhile
            return int(present[0])
        article_id, tag_id = self._article(row["article_id"]), self._tag(row["tag_id"])
        text, day = connection.execute("SELECT text, published_on FROM article WHERE id = ?", (article_id,)).fetchone()
        prefix, suffix = context(text, Span(row["start"], row["end"]))
        name = self.there.execute("SELECT name FROM analyst WHERE id = ?", (row["analyst_id"],)).fetchone()[0]
        self.annotations += 1
        return self.recording.insert(
            "annotation",
            {
                **row,
                "rev": 1,
                "article_id": article_id,
                "tag_id": tag_id,
                "analyst_id": self.recording.analyst_id(name),
                "prefix": prefix,
                "suffix": suffix,
                "published_on": day,
            },
        )
