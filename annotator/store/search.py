"""Finding articles by what a person types."""

from __future__ import annotations

import re
import sqlite3

_WORD = re.compile(r"\w+", re.UNICODE)
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)


def condition(typed: str) -> tuple[str, list[object]]:
    """SQL over article `a` and its values: every word is in the title, source or text, the last as a beginning.

    Scripts that write no spaces are sought as they stand, since the index cuts words at spaces.
    """
    parts, values = [], []
    words = []
    for token in typed.split():
        if _UNSPACED.search(token) or not _WORD.search(token):
            parts.append("instr(lower(a.title || ' ' || a.source || ' ' || a.text), lower(?)) > 0")
            values.append(token)
        else:
            words.append('"' + token.replace('"', '""') + '"')
    if words:
        if not typed[-1:].isspace():
            words[-1] += "*"
        parts.append("a.id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)")
        values.append(" ".join(words))
    return " AND ".join(parts), list(values)


def add(connection: sqlite3.Connection, article_id: int) -> None:
    """Enter an article's words as its row stands."""
    connection.execute(
        """INSERT INTO article_search (rowid, title, source, text)
           SELECT id, title, source, text FROM article WHERE id = ?""",
        (article_id,),
    )


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article's words out, before its row changes."""
    connection.execute(
        """INSERT INTO article_search (article_search, rowid, title, source, text)
           SELECT 'delete', id, title, source, text FROM article WHERE id = ?""",
        (article_id,),
    )
