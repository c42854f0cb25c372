"""Finding articles by what a person types."""

from __future__ import annotations

import sqlite3

_UNSPACED = (  # code points of scripts that write no spaces between words
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF),
    (0x20000, 0x3FFFF),
)  # fmt: skip


def condition(typed: str) -> tuple[str, list[object]]:
    """SQL over article `a` and its values: every word is in the title, source or text, the last as a beginning.

    Scripts that write no spaces are sought as they stand, since the index cuts words at spaces.
    """
    parts, values = [], []
    words = []
    for token in typed.split():
        if _is_unspaced(token) or not any(map(str.isalnum, token)):
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


def _is_unspaced(token: str) -> bool:
    return not token.isascii() and any(first <= ord(one) <= last for one in token for first, last in _UNSPACED)


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
