"""The newest annotations of a bin of the timeline, read in pages where no index leads to them."""

from __future__ import annotations

from annotator.records import Annotation
from annotator.store import annotations as stored
from annotator.store import newest
from annotator.store.database import Connection
from annotator.timeline.newest import MOST, Newest
from annotator.timeline.view import DateRule


def page(connection: Connection, asked: Newest, below: int | None) -> tuple[list[Annotation], int]:
    """Annotations, the newest first, and below which number to go on; 0 where all are found."""
    rest = 0
    if asked.days is not None and not asked.days:
        return [], 0
    if _has_index(asked):
        ids = newest.published(connection, asked.days, asked.wanted, MOST)
    else:
        top = newest.above_all(connection) if below is None else below
        ids, rest = newest.paged(connection, asked.days, asked.wanted, MOST, below=top)
    found = {one.id: one for one in stored.by_ids(connection, ids)}
    return [found[one] for one in ids if one in found], rest


def _has_index(asked: Newest) -> bool:
    """Whether few rows need to be looked at: those of three days, or, of all the undated, none beside the index."""
    if asked.days is not None:
        return asked.dates is DateRule.PUBLISHED
    return not (asked.wanted.sources or asked.wanted.analysts or asked.wanted.matching.strip())
