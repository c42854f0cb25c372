"""The ledger's form: lines of JSON outside the project file, from which its annotations can be made again.

Each line holds rows as they stood at one turn, with a checksum of its own. So lines may be torn, doubled or out of
order: of each row the line with the highest turn counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

Row = dict[str, Any]

BEGINNING = b'{"sum":"'
DIGITS = 16
TAIL = 1 << 16
"""How many bytes are first read from the end of a ledger to find its last line."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says: how the rows it names stood at `turn`.

    `covered` is the turn up to which this ledger misses no change since it began, `whole` whether it also holds all
    that was there before; `done` says what happened: begin, edit, undo, redo, catch up or snapshot. `tags` is the
    whole codebook where it changed, else None, and so are `events` and `views`, those of the timeline; `gone` names
    annotations that no longer are, by uid.
    """

    project: str
    turn: int
    covered: int
    whole: bool
    done: str
    edit: str = ""
    label: str = ""
    analyst: str = ""
    at: str = ""
    path: str = ""
    annotations: tuple[Row, ...] = ()
    gone: tuple[str, ...] = ()
    articles: tuple[Row, ...] = ()
    tags: tuple[Row, ...] | None = None
    events: tuple[Row, ...] | None = None
    views: tuple[Row, ...] | None = None


_NAMES = tuple(one.name for one in fields(Line))
_ALWAYS = _NAMES[:5]
_WHOLE = ("tags", "events", "views")
_LISTS = ("annotations", "gone", "articles", *_WHOLE)


def packed(line: Line) -> bytes:
    """A line as it is written, ending in a line break."""
    values = ((name, getattr(line, name)) for name in _NAMES)
    content = {name: one for name, one in values if one or name in _ALWAYS or (name in _WHOLE and one is not None)}
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))[1:].encode("utf-8", "surrogatepass")
    return BEGINNING + _digest(body) + b'",' + body + b"\n"


def unpacked(written: bytes) -> Line | None:
    """What a written line says; None for one that is torn or was changed."""
    head, body = written[: len(BEGINNING) + DIGITS], written[len(BEGINNING) + DIGITS + 2 :].rstrip(b"\n")
    if not body or head != BEGINNING + _digest(body):
        return None
    try:
        content = json.loads(b"{" + body)
        known: dict[str, Any] = {name: content[name] for name in _NAMES if name in content}
        known.update((name, tuple(known[name])) for name in _LISTS if name in known)
        return Line(**known)
    except (ValueError, TypeError, RecursionError):
        return None


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=DIGITS // 2).hexdigest().encode()


def lines(path: Path) -> Iterator[Line | None]:
    """The lines of a ledger in the order of the file, None for each that cannot be read; OSError for a bad disk."""
    with path.open("rb") as stream:
        for written in stream:
            if written.strip():
                yield unpacked(written)


def last_line(stream: BinaryIO) -> tuple[Line | None, bool]:
    """The last line of a ledger that can be read, and whether the file ends in a line break (or is empty)."""
    end = stream.seek(0, os.SEEK_END)
    size = TAIL
    while True:
        start = max(0, end - size)
        stream.seek(start)
        tail = stream.read(end - start)
        written = tail.split(b"\n")
        # What stands before the first break may be the end of a line that began earlier.
        for one in reversed(written if start == 0 else written[1:]):
            found = unpacked(one)
            if found is not None:
                return found, tail.endswith(b"\n")
        if start == 0:
            return None, not tail or tail.endswith(b"\n")
        size *= 4


@dataclass
class Replayed:
    """The state that a ledger's lines add up to; rows by uid, each with the turn at which it stood so."""

    project: str = ""
    path: str = ""
    turn: int = 0
    whole: bool = False
    damaged: int = 0
    annotations: dict[str, Row] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    edits: dict[int, str] = field(default_factory=dict)  # the uid of the edit that each turn was, where it is told
    tags_turn: int = -1
    events: dict[str, Row] = field(default_factory=dict)
    events_turn: int = -1
    views: dict[str, Row] = field(default_factory=dict)
    views_turn: int = -1

    @property
    def gone(self) -> set[str]:
        """The uids of annotations that were deleted."""
        return self.turns.keys() - self.annotations.keys() - self.articles.keys()

    def take(self, line: Line) -> None:
        """Let one line count for the rows of which no later one was seen."""
        self.project = self.project or line.project
        self.path = self.path or line.path
        self.whole = self.whole or line.whole
        self.turn = max(self.turn, line.turn)
        if line.edit:
            self.edits[line.turn] = line.edit
        self._take_lists(line)
        for row in line.articles:
            if self._is_newer(row["uid"], line.turn):
                self.articles[row["uid"]] = row
        for row in line.annotations:
            if self._is_newer(row["annotation"], line.turn):
                self.annotations[row["annotation"]] = row
        for uid in line.gone:
            if self._is_newer(uid, line.turn):
                self.annotations.pop(uid, None)

    def _take_lists(self, line: Line) -> None:
        if line.tags is not None and line.turn >= self.tags_turn:
            self.tags, self.tags_turn = _by_uid(line.tags), line.turn
        if line.events is not None and line.turn >= self.events_turn:
            self.events, self.events_turn = _by_uid(line.events), line.turn
        if line.views is not None and line.turn >= self.views_turn:
            self.views, self.views_turn = _by_uid(line.views), line.turn

    def _is_newer(self, uid: str, turn: int) -> bool:
        if turn < self.turns.get(uid, -1):
            return False
        self.turns[uid] = turn
        return True


def _by_uid(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["uid"]: row for row in rows}


def replay(found: Iterable[Line | None]) -> Replayed:
    """The state that lines in any order add up to; those that cannot be read are counted and passed over."""
    state = Replayed()
    for line in found:
        if line is None:
            state.damaged += 1
        else:
            state.take(line)
    return state
