"""Reads back what a change wrote, inside its transaction: each quote must be the slice of the text that is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from annotator.errors import UserError
from annotator.records import AnnotationId, ArticleId
from annotator.store import rows
from annotator.store.trouble import DamagedRow, MissingRow
from annotator.text.anchor import context
from annotator.text.span import Span

_SINGLY = 50  # annotations; of an edit that changed more, the articles are read whole


def verify(connection: sqlite3.Connection, articles: set[ArticleId], changed: set[AnnotationId]) -> None:
    """Compare each changed annotation that still exists with the text of its article, both as the file has them.

    UserError at the first whose quote, context, date or checksum is not what it must be, or that stands in
    another article than those that were changed.
    """
    unread = set(changed)
    for article in articles:
        text, day = connection.execute(_TEXT, (article,)).fetchone() or ("", None)
        for annotation_id, sealed, values in _written(connection, article, changed):
            unread.discard(annotation_id)
            if sealed != rows.checksum(values) or not _fits(dict(zip(_COLUMNS, values, strict=True)), text, day):
                raise _unlike(annotation_id)
    for annotation_id in unread:  # those that were deleted
        if connection.execute("SELECT 1 FROM annotation WHERE id = ?", (annotation_id,)).fetchone():
            raise _unlike(annotation_id)


def verify_done(connection: sqlite3.Connection, articles: set[ArticleId]) -> None:
    """Compare what says that these articles are done with its checksum; UserError if it is not as it was written.

    UserError also if such an article is deleted: another program may have done so a moment ago.
    """
    statement = f"""SELECT a.deleted_at, d.checksum, {", ".join(f"d.{name}" for name in rows.SEALED["done"])}
        FROM done d JOIN article a ON a.id = d.article_id WHERE d.article_id = ?"""
    for article in articles:
        for deleted_at, sealed, *values in connection.execute(statement, (article,)):
            if deleted_at is not None:
                raise UserError(f"Article {article} was deleted meanwhile, so nothing was stored.")
            if sealed != rows.checksum(values):
                raise UserError(
                    f"That article {article} is done does not read back as it was written, so nothing was stored. "
                    "Run “annotator check”: if it finds nothing, this is a mistake in the program: report it."
                )


def verify_rows(connection: sqlite3.Connection, table: str, changed: set[int]) -> None:
    """Compare those of the changed rows that still are with their checksums; UserError at the first that differs."""
    for row_id in changed:
        try:
            rows.image(connection, table, row_id)
        except MissingRow:
            continue  # it was deleted
        except DamagedRow as error:
            raise UserError(
                f"What was written of the timeline ({table} {row_id}) does not read back, so nothing was stored. "
                "Run “annotator check”: if it finds nothing, this is a mistake in the program: report it."
            ) from error


def _unlike(annotation_id: int) -> UserError:
    return UserError(
        f"Annotation {annotation_id} does not read back as it was written, so nothing was stored. "
        "Run “annotator check”: if it finds nothing, this is a mistake in the program: report it."
    )


_COLUMNS = rows.SEALED["annotation"]
# An article that another program deleted a moment ago has no text for new annotations.
_TEXT = "SELECT text, published_on FROM article WHERE id = ? AND deleted_at IS NULL"


def _written(
    connection: sqlite3.Connection, article: ArticleId, changed: set[AnnotationId]
) -> Iterator[tuple[int, int, list[Any]]]:
    condition, wanted = "article_id = ?", [int(article)]
    if len(changed) <= _SINGLY:
        condition, wanted = f"article_id = ? AND id IN ({', '.join('?' * len(changed))})", [article, *changed]
    statement = f"SELECT id, checksum, {rows.COLUMNS['annotation']} FROM annotation WHERE {condition}"
    for annotation_id, sealed, *values in connection.execute(statement, wanted):
        if annotation_id in changed:
            yield annotation_id, sealed, values


def _fits(row: dict[str, Any], text: object, day: str | None) -> bool:
    if not isinstance(text, str) or not 0 <= row["start"] < row["end"]:  # damaged
        return False
    span = Span(row["start"], row["end"])
    return (
        text[span.start : span.end] == row["quote"]
        and context(text, span) == (row["prefix"], row["suffix"])
        and row["published_on"] == day
    )
