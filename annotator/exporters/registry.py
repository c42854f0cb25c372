"""Which module writes which format, and which suffix asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError
from annotator.exporters.columns import Row, Told
from annotator.exporters.csv import write_csv
from annotator.exporters.jsonlines import Look, write_json_lines


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be written: the rows in order, a way to their articles, whether for a spreadsheet, whom to tell."""

    rows: Iterator[Row]
    look: Look
    excel: bool
    told: Told


@dataclass(frozen=True, slots=True)
class Format:
    """One way out: its name, what it is called, the suffixes that mean it, and what writes it."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Request, BinaryIO], int]
    has_excel: bool = False


def _csv(request: Request, stream: BinaryIO) -> int:
    return write_csv(request.rows, stream, excel=request.excel, told=request.told)


def _json_lines(request: Request, stream: BinaryIO) -> int:
    return write_json_lines(request.rows, stream, look=request.look, told=request.told)


FORMATS = (
    Format("csv", "table (CSV)", (".csv",), _csv, has_excel=True),
    Format("jsonl", "articles with their annotations (JSON Lines)", (".jsonl", ".ndjson"), _json_lines),
)
KNOWN = ", ".join(f"{format_.name} ({', '.join(format_.suffixes)})" for format_ in FORMATS)


def format_of(name: str | None, target: Path | None) -> Format:
    """The format of a name, else of the target's suffix, else CSV; UserError names the known ones."""
    wanted = (name or "").lower().removeprefix(".")
    suffix = target.suffix.lower() if target is not None else ".csv"
    for format_ in FORMATS:
        if wanted == format_.name or (wanted and f".{wanted}" in format_.suffixes):
            return format_
        if not wanted and suffix in format_.suffixes:
            return format_
    if wanted:
        raise UserError(f"There is no format “{name}”. The formats are {KNOWN}.")
    raise UserError(f"The name {target} does not tell the format. End it in one of {KNOWN}, or name the format.")
