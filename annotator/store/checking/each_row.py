"""Whether each row is the one that was written, each text the one that was imported, each quote the slice of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotator.records import Finding
from annotator.store import rows
from annotator.store.checking import of_timeline
from annotator.text.anchor import around
from annotator.text.boundaries import snap_to_graphemes
from annotator.text.canonical import canonical, text_sha256
from annotator.text.span import Span

INSTANT = "NOT GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9]Z'"
"""SQL behind a value: whether it is no instant as this program writes one."""
MOST_REMARKS = 100
_EACH = 500  # rows between two looks at whether to stop


class Ticks:
    """Counts rows and says so now and then; keeps the remarks and the numbers on the way."""

    def __init__(self, connection: sqlite3.Connection, step: Callable[[int, int | None], None]) -> None:
        self.tables = rows.tables(connection.execute("PRAGMA user_version").fetchone()[0])
        counted = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in self.tables}
        self.annotations: int = counted["annotation"]
        hidden = connection.execute("SELECT count(*) FROM article WHERE deleted_at IS NOT NULL").fetchone()[0]
        self.articles: int = counted["article"] - hidden
        self._all = sum(counted.values()) + counted["article"] + counted["annotation"] + counted["edit_row"]
        self._done = 0
        self._step = step
        self.remarks: list[Finding] = []

    def count(self, number: int = 1) -> None:
        """So many rows more are done; may raise to stop."""
        self._done += number
        if self._done % _EACH < number:
            self._step(min(self._done, self._all), self._all)

    def remark(self, finding: Finding) -> None:
        """Keep a remark, if there are not enough yet."""
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(finding)


def checksums(connection: sqlite3.Connection, ticks: Ticks) -> Iterator[Finding]:
    """Each row against its own checksum, but for annotations and rows of the journal, which are read elsewhere too."""
    for table in set(ticks.tables) - {"annotation", "edit_row"}:
        found = connection.execute(f"SELECT id, {seal(table)} FROM {table} n")
        for done, (row_id, sealed, words) in enumerate(found, 1):
            if done % _EACH == 0:
                ticks.count(_EACH)
            if not fits(sealed, words):
                yield from unfit(connection, table, row_id)


def seal(table: str) -> str:
    """SQL over a row `n` for its checksum and the words it is computed from; SQLite writes JSON faster than Python."""
    return "n.checksum, json_array({})".format(", ".join(f'n."{name}"' for name in rows.SEALED[table]))


def fits(sealed: int | None, words: str) -> bool:
    """Whether a checksum is that of the words; None stands for a row that has none."""
    return (
        sealed is None or int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True) == sealed
    )


def unfit(connection: sqlite3.Connection, table: str, row_id: int) -> Iterator[Finding]:
    """The finding for a row that does not fit its checksum, unless Python writes its words in another way."""
    if not _is_sealed(connection, table, row_id):
        yield Finding("checksum", f"row {row_id} of {table} is not as it was written")


def _is_sealed(connection: sqlite3.Connection, table: str, row_id: int) -> bool:
    statement = f"SELECT checksum, {rows.COLUMNS[table]} FROM {table} WHERE id = ?"
    found = connection.execute(statement, (row_id,)).fetchone()
    return found is not None and rows.checksum(found[1:]) == found[0]


def texts_and_quotes(connection: sqlite3.Connection, ticks: Ticks, *, sealed: bool) -> Iterator[Finding]:
    """Each text against its hash, and each annotation against its text and, where it has one, its checksum."""
    statement = f"""SELECT n.article_id, n.id, n.uid, n.start, n."end", n.quote, n.prefix, n.suffix,
        {seal("annotation") if sealed else "NULL, ''"} FROM annotation n ORDER BY n.article_id"""
    waiting = groupby(connection.execute(statement), key=itemgetter(0))
    of_article, quotes = next(waiting, (None, iter(())))
    articles = connection.execute("SELECT id, uid, text, text_sha256, length FROM article ORDER BY id")
    for article_id, uid, text, digest, length in articles:
        ticks.count()
        if text_sha256(text) != digest:
            yield Finding("text hash", f"article {uid}: the text is not the one that was imported")
        if len(text) != length or canonical(text) != text:
            yield Finding("canonical text", f"article {uid}: the text is not canonical or not {length} long")
        while of_article is not None and of_article < article_id:  # of an article that is not there
            of_article, quotes = next(waiting, (None, iter(())))
        if of_article == article_id:
            of_text = list(quotes)
            ticks.count(len(of_text))
            yield from _quotes(text, of_text, ticks)
            for _, row_id, *_, checksum, words in of_text:
                if not fits(checksum, words):
                    yield from unfit(connection, "annotation", row_id)
            of_article, quotes = next(waiting, (None, iter(())))


def _quotes(text: str, found: Iterable[tuple[Any, ...]], ticks: Ticks) -> Iterator[Finding]:
    has_marks = not text.isascii()  # canonical ASCII has no character of more than one code point
    length = len(text)
    for _, _, uid, start, end, quote, prefix, suffix, _, _ in found:
        if not 0 <= start < end <= length:
            yield Finding("span", f"annotation {uid}: {start} to {end} lies outside its text of {length}")
            continue
        if text[start:end] != quote:
            yield Finding("quote", f"annotation {uid}: the quote is not the text at {start} to {end}")
        elif around(text, start, end) != (prefix, suffix):
            yield Finding("context", f"annotation {uid}: the words before or after are not those of the text")
        if has_marks and snap_to_graphemes(text, Span(start, end)) != Span(start, end):
            ticks.remark(Finding("grapheme", f"annotation {uid}: {start} to {end} parts a character from its marks"))


_UID = "uid NOT GLOB '????????-????-7???-[89ab]???-????????????' OR uid GLOB '*[^-0-9a-f]*'"
_RULES = (
    *(
        ("uid", f"SELECT uid FROM {table} WHERE {_UID}", f"{table} {{}}: this is no UUID of version 7")
        for table in ("article", "tag", "annotation", "analyst", "edit")
    ),
    (
        "published_on",
        "SELECT uid FROM article WHERE published_on IS NOT date(julianday(published_on))",
        "article {}: its date of publication is no day of the calendar",
    ),
    *(
        (
            "tags",
            f"SELECT max(uid) FROM tag WHERE {column} <> '' GROUP BY lower({column}) HAVING count(*) > 1",
            f"tag {{}}: another has the same {column}",
        )
        for column in ("key", "letter")
    ),
    (
        "tags",
        """WITH RECURSIVE above (id, top) AS (SELECT id, parent_id FROM tag UNION
             SELECT b.id, t.parent_id FROM above b JOIN tag t ON t.id = b.top)
           SELECT t.uid FROM tag t JOIN above b ON b.id = t.id AND b.top = t.id""",
        "tag {}: it stands below itself",
    ),
)


_TOGETHER = """SELECT n.uid, substr(a.text, n.start + 1, n."end" - n.start) <> n.quote AS differs,
      n.published_on IS NOT a.published_on AS misdated, a.deleted_at IS NOT NULL AS orphaned
    FROM annotation n JOIN article a ON a.id = n.article_id WHERE differs OR misdated OR orphaned"""
_OF_TOGETHER = (
    ("quote in SQL", "SQLite reads another quote there"),
    ("published_on", "its date is not that of its article"),
    ("deleted article", "its article was deleted"),
)


_OF_DONE = f"""SELECT a.uid, a.deleted_at IS NOT NULL, d.done_at {INSTANT} FROM done d JOIN article a
    ON a.id = d.article_id WHERE a.deleted_at IS NOT NULL OR d.done_at {INSTANT}"""


def rules(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What SQL says best: uids, dates, quotes once more, and references that no constraint can hold."""
    for rule, statement, sentence in _RULES:
        for (uid,) in connection.execute(statement):
            yield Finding(rule, sentence.format(uid))
    for uid, *broken in connection.execute(_TOGETHER):
        for (rule, sentence), is_broken in zip(_OF_TOGETHER, broken, strict=True):
            if is_broken:
                yield Finding(rule, f"annotation {uid}: {sentence}")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version >= rows.LATER["done"]:
        yield from _of_done(connection)
    if version >= rows.LATER["event"]:
        yield from of_timeline.rules(connection, _UID)


def _of_done(connection: sqlite3.Connection) -> Iterator[Finding]:
    for uid, is_deleted, is_odd in connection.execute(_OF_DONE):
        if is_deleted:
            yield Finding("deleted article", f"article {uid} is marked as done, but was deleted")
        if is_odd:
            yield Finding("done", f"article {uid}: when it was done is no instant")
