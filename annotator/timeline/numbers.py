"""The timeline as a table: one row a bin and series, zeros too, and the undated in rows without dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from annotator.timeline.calendar import Unit, bin_at, bin_number
from annotator.timeline.comparing import laid_over, only_there, placed_under
from annotator.timeline.counts import Timeline
from annotator.timeline.tally import Tally
from annotator.timeline.view import ChartView, Compared, Group
from annotator.writing import replacing

HEADER = ("bin_start", "bin_end", "tag", "annotations")  # where series are sources or analysts, the third says so
COMPARED = ("compared_start", "compared_end", "compared")  # after the others, where something is laid over the bins

Row = tuple[str | int, ...]


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
        dates = _dates(number, counted.unit)
        for name, count in zip(names, counted.row(number), strict=True):
            if name is not None:
                yield *dates, name, count
    for name, count in zip(names, counted.undated, strict=True):
        if name is not None:
            yield "", "", name, count


def _dates(number: int, unit: Unit) -> tuple[str, str]:
    interval = bin_at(number, unit)
    return interval.start.isoformat(), interval.end.isoformat()


def compared_rows(first: Timeline, second: Timeline, view: ChartView, unit: Unit, only: range) -> Iterator[Row]:
    """The rows of the bins `only` of the first timeline, each with the bin of the second that lies over it.

    A series is there if either side has it. Other days leave the undated as they are, and say nothing of them.
    """
    compared = view.compared or Compared()
    series = _either(first, second, view)
    here, there = first.tally(unit), second.tally(unit)
    for number in only:
        over = laid_over(range(number, number + 1), compared, unit)
        other = there.row(over[0]) if over else (0,) * len(second.series)
        beside = _dates(over[0], unit) if over else ("", "")
        for name, place, under in series:
            count = here.row(number)[place] if place is not None else 0
            yield *_dates(number, unit), name, count, *beside, sum(other[each] for each in under)
    for name, place, under in series:
        count = here.undated[place] if place is not None else 0
        other_undated = sum(there.undated[each] for each in under) if compared.wanted is not None else ""
        yield "", "", name, count, "", "", other_undated


def _either(first: Timeline, second: Timeline, view: ChartView) -> list[tuple[str, int | None, list[int]]]:
    """The series of a comparison: name, place in the first timeline, and places in the second."""
    there = view.compared.wanted if view.compared is not None else None
    other_view = view if there is None else replace(view, wanted=there)
    names = [
        one if one is not None else other
        for one, other in zip(names_in(first, view), names_in(first, other_view), strict=True)
    ]
    places = [place for place, name in enumerate(names) if name is not None]
    under = placed_under(first, second, places)
    found: list[tuple[str, int | None, list[int]]] = [
        (names[place] or "", place, those) for place, those in zip(places, under, strict=True)
    ]
    more = names_in(second, other_view)
    return found + [(more[place] or "", None, [place]) for place in only_there(first, second, view.hidden)]


def write(lines: Iterable[Row], target: Path | TextIO, *, series: str = "tag", compared: bool = False) -> int:
    """Write header and rows as RFC 4180 UTF-8 and tell how many rows; a path gets the whole file or none.

    `series` says what the rows count apart from each other, `compared` that they have the columns of a comparison.

    Raises UserError where the file cannot be written.
    """
    header = [series if name == "tag" else name for name in HEADER] + (list(COMPARED) if compared else [])
    if not isinstance(target, Path):
        return _write(lines, target, header)
    with replacing(target) as stream:
        words = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        try:
            return _write(lines, words, header)
        finally:
            words.detach()  # flushes; the stream is closed by whoever opened it


def _write(lines: Iterable[Row], stream: TextIO, header: Sequence[str]) -> int:
    writer = csv.writer(stream)
    writer.writerow(header)
    count = 0
    for line in lines:
        writer.writerow(line)
        count += 1
    return count
