"""The columns of a row as every format receives it; new columns are added at the end."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

COLUMNS = (
    "annotation",
    "article",
    "title",
    "source",
    "url",
    "published_on",
    "tag",
    "start",
    "end",
    "quote",
    "note",
    "analyst",
    "created_at",
    "updated_at",
    "prefix",
    "suffix",
    "text_sha256",
)
"""`annotation` and `article` are uids; `start` and `end` are code points of the article's text."""

Row = Sequence[object]
Told = Callable[[int], None]
"""Told how many annotations have been written so far; may raise to stop."""

BATCH = 5_000
"""After how many rows progress is told."""


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows in lists of some thousands, which a writer takes whole."""
    while batch := list(islice(rows, BATCH)):
        yield batch
