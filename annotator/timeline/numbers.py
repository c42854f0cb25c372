"""The timeline as a table: one row a bin and tag, zeros too, and the undated in rows without dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from annotator.timeline.calendar import bin_at
from annotator.timeline.tally import Tally
from annotator.writing import replacing

HEADER = ("bin_start", "bin_end", "tag", "annotations")

Row = tuple[str, str, str, int]


def rows(counted: Tally, names: Sequence[str], *, only: range | None = None) -> Iterator[Row]:
    """The rows of a tally whose tags are called `names`; `only` keeps these bin numbers.

    Dates are civil dates, `bin_end` is exclusive; the undated come last, with two empty dates.
    """
    for number in counted.numbers() if only is None else only:
        interval = bin_at(number, counted.unit)
        start, end = interval.start.isoformat(), interval.end.isoformat()
        for name, count in zip(names, counted.row(number), strict=True):
            yield start, end, name, count
    for name, count in zip(names, counted.undated, strict=True):
        yield "", "", name, count


def write(lines: Iterable[Row], target: Path | TextIO) -> int:
    """Write header and rows as RFC 4180 UTF-8 and tell how many rows; a path gets the whole file or none.

    Raises UserError where the file cannot be written.
    """
    if not isinstance(target, Path):
        return _write(lines, target)
    with replacing(target) as stream:
        words = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        try:
            return _write(lines, words)
        finally:
            words.detach()  # flushes; the stream is closed by whoever opened it


def _write(lines: Iterable[Row], stream: TextIO) -> int:
    writer = csv.writer(stream)
    writer.writerow(HEADER)
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    return count
