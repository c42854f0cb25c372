"""Events as CSV: `name, first_on, last_on, note`, one row an event, days as ISO dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError
from annotator.importers.decoding import decode
from annotator.importers.opening import Refused
from annotator.project import events
from annotator.records import Event, Refusal
from annotator.text.canonical import canonical

HEADER = events.FIELDS
_SEPARATORS = ",;\t"
_LARGEST = 64 * 1024 * 1024  # bytes

Read = tuple[str, tuple[date, date], str]
"""Name, first and last day, note."""


def read(path: Path) -> tuple[list[Read], list[Refusal]]:
    """The events of a file, and the rows that are none, each with its line and why.

    The first line names the columns, in any order and case; `name` and `first_on` must be there. Commas, semicolons
    or tabs part them. UserError for a file that cannot be read or has no such line.
    """
    found: list[Read] = []
    refused: list[Refusal] = []
    for line, row in _rows(path):
        try:
            found.append(_event(row))
        except UserError as error:
            refused.append(Refusal(f"{path.name} line {line}", str(error)))
    return found, refused


def write(events_there: Sequence[Event], stream: BinaryIO) -> int:
    """Write header and events as RFC 4180 in UTF-8, in the form that `read` takes; how many."""
    words = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        writer = csv.writer(words)
        writer.writerow(HEADER)
        writer.writerows((one.name, one.first_on, one.last_on, one.note) for one in events_there)
    finally:
        words.detach()  # flushes; the stream is closed by whoever opened it
    return len(events_there)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(path)
    heading = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        _check_header(path, names)
        line = reader.line_num
        for values in reader:
            first, line = line + 1, reader.line_num
            if any(value.strip() for value in values):
                yield first, dict(zip(names, values, strict=False))
    except csv.Error as error:
        raise UserError(f"{path} cannot be read as CSV from line {reader.line_num} on: {error}.") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{path} is too large for a file of events.")
        return canonical(decode(path.read_bytes()).text)
    except OSError as error:
        raise UserError(f"The events {path} cannot be read: {error.strerror}.") from error
    except Refused as error:
        raise UserError(f"The events {path} cannot be read: {error}.") from error


def _check_header(path: Path, names: list[str]) -> None:
    missing = [name for name in HEADER[:2] if name not in names]
    if missing:
        raise UserError(
            f"The first line of {path} must name the columns {', '.join(HEADER)}; it lacks {' and '.join(missing)}."
        )


def _event(row: dict[str, str]) -> Read:
    name = events.tidy(row.get("name", ""))
    first = _day(row.get("first_on", ""), "first_on")
    last = _day(row["last_on"], "last_on") if row.get("last_on", "").strip() else first
    if last < first:
        raise UserError(f"“{name}” ends on {last} before it begins on {first}")
    return name, (first, last), canonical(row.get("note", "")).strip()


def _day(written: str, column: str) -> date:
    try:
        found = date.fromisoformat(written.strip())
    except ValueError:
        found = None
    if found is None or len(written.strip()) != len("2024-03-04"):
        raise UserError(f"{column} is “{written.strip()[:40]}”; write the day as 2024-03-04")
    return found
