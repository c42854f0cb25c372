"""What commands print: aligned tables, JSON and progress."""

import json
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from typing import Any

from annotator.cli.terminal import cut, safe, width
from annotator.project.progress import Progress, Quiet

NARROWEST_TITLE = 20
REFRESH_SECONDS = 0.1


def print_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = (), fit: str = ""
) -> None:
    """Print rows under a header, aligned; columns named in `right` to the right.

    On a terminal the column `fit` is cut so that a row fits a line; elsewhere nothing is cut.
    """
    cells = [[safe("" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = [max([width(name), *(width(row[at]) for row in cells)]) for at, name in enumerate(header)]
    if fit and sys.stdout.isatty():
        at = header.index(fit)
        others = sum(widths) - widths[at] + 2 * (len(widths) - 1)
        widths[at] = min(widths[at], max(NARROWEST_TITLE, shutil.get_terminal_size().columns - others))
        cells = [[cut(cell, widths[at]) if n == at else cell for n, cell in enumerate(row)] for row in cells]
    for row in [list(header), *cells]:
        print("  ".join(_padded(*entry, right) for entry in zip(row, widths, header, strict=True)).rstrip())


def _padded(cell: str, columns: int, name: str, right: Sequence[str]) -> str:
    gap = " " * (columns - width(cell))
    return gap + cell if name in right else cell + gap


def as_object(record: Any, **more: object) -> dict[str, object]:
    """The fields of a record, and more, as JSON takes them: dates as ISO text."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in {**values, **more}.items()}


def print_json(value: Mapping[str, object] | Iterable[Mapping[str, object]]) -> None:
    """Print one object, or an array with one object a line."""
    if isinstance(value, Mapping):
        print(_json(value, indent=2))
    else:
        lines = ",\n".join(_json(one) for one in value)
        print(f"[\n{lines}\n]" if lines else "[]")


def _json(value: Mapping[str, object], *, indent: int | None = None) -> str:
    # Where stdout is no UTF-8, \uXXXX keeps what it cannot say.
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").replace("_", "")
    return json.dumps(value, ensure_ascii=encoding != "utf8", indent=indent)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@contextmanager
def progress(verb: str) -> Iterator[Progress]:
    """A progress line on stderr while the block runs, if that is a terminal; else silence."""
    if not sys.stderr.isatty():
        yield Quiet()
        return
    line = _Line(verb)
    try:
        yield line
    finally:
        line.wipe()


class _Line:
    """One line of a terminal that says how far a long verb is, renewed ten times a second."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._next = time.monotonic() + REFRESH_SECONDS
        self._is_shown = False

    def step(self, done: int, total: int | None) -> None:
        """Show the numbers, if the last were shown long enough ago."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + REFRESH_SECONDS
        self._is_shown = True
        of = f" of {total:,}" if total else ""
        sys.stderr.write(f"\r{self._verb}: {done:,}{of}\x1b[K")
        sys.stderr.flush()

    def wipe(self) -> None:
        """Leave the line empty."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
