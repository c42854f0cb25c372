"""What is left of a project file: its rows by table and number, each tested by its checksum."""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.store.rows import LATER, SEALED, checksum, tables
from annotator.store.salvage.carving import Pages, Record

Row = dict[str, Any]
KeepText = Callable[[str], str]
"""Puts a text away; gives its SHA-256."""
Step = Callable[[int, int | None], None]

PAGES_A_STEP = 200

LONGEST_NAME = 1_000  # code points; of analysts nothing else limits it
_FINGERPRINT = re.compile("[0-9a-f]{64}")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBERS = frozenset(
    ("id", "rev", "article_id", "tag_id", "analyst_id", "parent_id", "edit_id", "row_id", "start", "end", "position",
     "length", "turn", "checksum")
)  # fmt: skip
_MAY_LACK = frozenset(("parent_id", "published_on", "published_at", "deleted_at", "before", "after"))
# In the order of the file: what a schema adds stands at the end.
_FIRST = {
    table: ("id", *columns)
    for table, columns in {
        **{table: SEALED[table] for table in tables(1)},
        "article": (*SEALED["article"], "text"),
        "edit": ("uid", "label", "analyst_id", "made_at", "changed_at", "state"),
    }.items()
}
_SEALED = {table: (*names, *(("turn",) if table == "edit" else ()), "checksum") for table, names in _FIRST.items()}
_SEALED |= {table: ("id", *SEALED[table], "checksum") for table in LATER}
_SHAPES: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
for _shapes in (_SEALED, _FIRST):
    for _table, _names in _shapes.items():
        _SHAPES.setdefault(len(_names), []).append((_table, _names))
_LONGEST = max(_SHAPES)


@dataclass
class Remains:
    """The rows of one file; `sound` ones have their checksum, `doubtful` ones do not but look like rows of ours.

    Rows of articles come without their texts. `index` holds the uids that the indexes name, each with its number;
    `named` other words and their numbers by the page of the index, among them the names of tags and analysts.
    """

    sound: dict[str, dict[int, Row]] = field(default_factory=lambda: {table: {} for table in SEALED})
    doubtful: dict[str, dict[int, Row]] = field(default_factory=lambda: {table: {} for table in SEALED})
    meta: dict[str, str] = field(default_factory=dict)
    index: dict[str, int] = field(default_factory=dict)
    named: dict[int, dict[int, str]] = field(default_factory=dict)
    pages: int = 0

    @property
    def turn(self) -> int:
        """The last turn of the edits that can be read; 0 without any."""
        return max((row["turn"] for row in self.sound["edit"].values()), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a project can be read."""
        return not any(map(len, [*self.sound.values(), *self.doubtful.values()]))


def read(path: Path, keep_text: KeepText, step: Step) -> Remains:
    """Everything in a file that looks like a row of a project; OSError if the file itself cannot be read.

    `step(pages done, all)` is told of progress and may raise to stop.
    """
    found = Remains()
    unsealed: list[tuple[str, Row]] = []
    with _mapped(path) as content:
        pages = Pages(content)
        found.pages = pages.count
        told = 0
        for record in pages.records():
            if record.page >= told + PAGES_A_STEP:
                told = record.page
                step(told, pages.count)
            if record.row_id is None:
                _take_index(found, record)
            else:
                _take_row(found, record, unsealed, keep_text)
        pages.close()
    # Rows without checksums are those of a file of the first schema, or leftovers of the time before it was migrated.
    is_first = not any(map(len, found.sound.values()))
    if is_first:
        for table, row in unsealed:
            _put(found.sound[table], row)
        _add_turns(found.sound["edit"])
    _mend_numbers(found)
    return found


@contextmanager
def _mapped(path: Path) -> Iterator[memoryview]:
    with path.open("rb") as stream:
        if not path.stat().st_size:
            yield memoryview(b"")
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as content:
            yield content


def _take_index(found: Remains, record: Record) -> None:
    if len(record.values) != 2:
        return
    first, second = record.values
    if isinstance(first, str) and isinstance(second, int):
        if _UID.fullmatch(first):
            found.index[first] = second
        elif len(first) <= LONGEST_NAME and not _FINGERPRINT.fullmatch(first):
            found.named.setdefault(record.page, {})[second] = first
    elif first in ("uid", "created_at") and isinstance(second, str):
        found.meta[str(first)] = second


def _take_row(found: Remains, record: Record, unsealed: list[tuple[str, Row]], keep_text: KeepText) -> None:
    for table, row in _rows(record):
        text = row.pop("text", None)
        digest = keep_text(text) if isinstance(text, str) else None
        if "checksum" not in row and not record.is_cut:
            unsealed.append((table, row))
        elif not record.is_cut and row["checksum"] == checksum([row[name] for name in SEALED[table]]):
            _put(found.sound[table], row)
        elif table != "article" or digest is None or record.is_cut or digest == row["text_sha256"]:
            _put(found.doubtful[table], row)
        return


def _rows(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows that a record may be: its columns have the kinds of those of a table."""
    width = len(record.values)
    shapes = _SHAPES.get(width, [])
    if record.is_cut and width == _LONGEST - 2:  # an article whose text leads to pages that are gone
        shapes = [("article", _SEALED["article"][:-2])]
    for table, names in shapes:
        row: Row = dict(zip(names, record.values, strict=True))
        row["id"] = record.row_id
        if all(_is_kind(name, value) for name, value in row.items()):
            yield table, row


def _is_kind(name: str, value: object) -> bool:
    if value is None:
        return name in _MAY_LACK
    if name in _NUMBERS:
        return isinstance(value, int)
    if name == "uid":
        return isinstance(value, str) and _UID.fullmatch(value) is not None
    return isinstance(value, str)


def _add_turns(edits: dict[int, Row]) -> None:
    """Number the changes of a file of the first schema as its migration would."""
    last = max(edits, default=0)
    for number, row in edits.items():
        row["turn"] = 2 * last - number + 1 if row["state"] == "undone" else number


def _put(rows: dict[int, Row], row: Row) -> None:
    """Keep a row; of two with the same number the one that was changed more often."""
    present = rows.get(row["id"])
    if present is None or _age(row) > _age(present):
        rows[row["id"]] = row


def _age(row: Row) -> int:
    return int(row.get("rev") or row.get("turn") or 0)


def _mend_numbers(found: Remains) -> None:
    """Believe an index about the number of a row where no other row has that number: no checksum covers it."""
    for table, rows in found.sound.items():
        if "uid" not in SEALED[table]:
            continue
        for number, row in list(rows.items()):
            told = found.index.get(row["uid"], number)
            if told != number and told not in rows:
                rows[told] = {**rows.pop(number), "id": told}
