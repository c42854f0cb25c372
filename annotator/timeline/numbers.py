"""The timeline as a table: one row a bin and series, zeros too, and the undated in rows without dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from annotator.timeline.calendar import bin_at, bin_number
from annotator.timeline.counts import Timeline
from annotator.timeline.tally import Tally
from annotator.timeline.view import ChartView, Group
from annotator.writing import replacing

HEADER = ("bin_start", "bin_end", "tag", "annotations")  # where series are sources or analysts, the third says so

Row = tuple[str, str, str, int]


def names_in(timeline: Timeline, view: ChartView) -> list[str | None]:
    """What rows call each series, as it is stored; None for those that the view leaves out."""
    wanted = {Group.SOURCE: view.wanted.sources, Group.ANALYST: view.wanted.analysts}.get(view.group)
    return [
        None
        if one.name in view.hidden or (wanted and one.key not in wanted)
        else one.key
        if view.group is Group.SOURCE
        else one.name
        for one in timeline.series
    ]


def bins_in(timeline: Timeline, counted: Tally, view: ChartView) -> range:
    """The numbers of the bins that hold a day in view; all where the view names no days."""
    first = view.first or timeline.first
    last = view.last or timeline.last
    if first is None or last is None or not counted.numbers():
        return counted.numbers()
    low, high = bin_number(first, counted.unit), bin_number(last, counted.unit)
    return range(max(low, counted.first), min(high, counted.last) + 1)


def rows(counted: Tally, names: Sequence[str | None], *, only: range | None = None) -> Iterator[Row]:
    """The rows of a tally whose series are called `names` (None: left out); `only` keeps these bin numbers.

    Dates are civil dates, `bin_end` is exclusive; the undated come last, with two empty dates.
    """
    for number in counted.numbers() if only is None else only:
        interval = bin_at(number, counted.unit)
        start, end = interval.start.isoformat(), interval.end.isoformat()
        for name, count in zip(names, counted.row(number), strict=True):
            if name is not None:
                yield start, end, name, count
    for name, count in zip(names, counted.undated, strict=True):
        if name is not None:
            yield "", "", name, count


def write(lines: Iterable[Row], target: Path | TextIO, *, series: str = "tag") -> int:
    """Write header and rows as RFC 4180 UTF-8 and tell how many rows; a path gets the whole file or none.

    `series` says what the rows count apart from each other.

    Raises UserError where the file cannot be written.
    """
    if not isinstance(target, Path):
        return _write(lines, target, series)
    with replacing(target) as stream:
        words = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        try:
            return _write(lines, words, series)
        finally:
            words.detach()  # flushes; the stream is closed by whoever opened it


def _write(lines: Iterable[Row], stream: TextIO, series: str) -> int:
    writer = csv.writer(stream)
    writer.writerow([series if name == "tag" else name for name in HEADER])
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    return count
