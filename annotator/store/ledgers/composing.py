"""Composes the lines of a ledger from a project: what edits changed, or all there is, each row as it stands now.

Every line is read in one moment of its own, so that no reader keeps another program from writing for long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from annotator.store.ledgers import standing
from annotator.store.ledgers.lines import Line, Row
from annotator.store.ledgers.standing import ROWS, LastEdit, Touched
from annotator.store.trouble import DamagedRow

Page = Callable[[sqlite3.Connection, int], dict[int, Row]]


class Composer:
    """Makes the lines of one project; each says at which turn it was read, and which edit that turn was."""

    def __init__(self, connection: sqlite3.Connection, project: str) -> None:
        self._connection = connection
        self._project = project
        self._known: tuple[int, LastEdit] | None = None
        self._uids: dict[int, str] | None = None  # of annotations that are no more, read when there is the first

    def changes(self, touched: Touched, done: str) -> Iterator[Line]:
        """What the touched rows are now, some hundreds a line; at least one line."""
        annotations, articles = sorted(touched.annotations), sorted(touched.articles)
        whole = touched
        while True:
            some, annotations = annotations[:ROWS], annotations[ROWS:]
            others, articles = articles[:ROWS], articles[ROWS:]
            with standing.moment(self._connection) as turn:
                found = standing.annotations_of(self._connection, some)
                line = replace(
                    self._line(turn, done, touched.edits),
                    annotations=tuple(found.values()),
                    gone=self._gone([number for number in some if number not in found], touched.edits),
                    articles=tuple(standing.articles_of(self._connection, others).values()),
                    **self._lists(whole),
                )
            yield line
            whole = Touched()
            if not annotations and not articles:
                return

    def _lists(self, touched: Touched) -> dict[str, Any]:
        """What a line tells whole where any of it changed: codebook, events, views."""
        read = {"tags": standing.tags, "events": standing.events, "views": standing.views}
        return {name: tuple(of(self._connection)) for name, of in read.items() if getattr(touched, name)}

    def _gone(self, numbers: list[int], edits: list[int]) -> tuple[str, ...]:
        if numbers and self._uids is None:
            self._uids = standing.uids_of(self._connection, edits)
        return tuple(self._uids[number] for number in numbers if self._uids and number in self._uids)

    def everything(self) -> Iterator[Line]:
        """Codebook, events and views, all articles without their texts, and all annotations, some hundreds a line."""
        with standing.moment(self._connection) as turn:
            line = replace(self._line(turn, "copy"), **self._lists(Touched(tags=True, events=True, views=True)))
        yield line
        for page in self._pages(standing.articles_after):
            yield replace(page[0], articles=page[1])
        for page in self._pages(standing.annotations_after):
            yield replace(page[0], annotations=page[1])

    def _pages(self, read: Page) -> Iterator[tuple[Line, tuple[Row, ...]]]:
        last = 0
        while True:
            with standing.moment(self._connection) as turn:
                found = read(self._connection, last)
                line = self._line(turn, "copy")
            if not found:
                return
            if min(found) <= last:
                raise DamagedRow("rows come back that were read before")  # else this would never end
            yield line, tuple(found.values())
            last = max(found)

    def _line(self, turn: int, done: str, edits: list[int] | None = None) -> Line:
        if self._known is None or self._known[0] != turn:
            self._known = turn, standing.last_edit(self._connection, turn, edits[-1] if edits else 0)
        edit = self._known[1]
        return Line(
            self._project, turn, 0, False, done, edit.uid, edit.label, edit.analyst, edit.changed_at
        )  # fmt: skip
