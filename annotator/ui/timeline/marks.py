"""The bars of the visible bins as pixel rectangles, and which of them is under a point."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from annotator.timeline.calendar import bin_number, start_ordinal
from annotator.timeline.counts import Tally
from annotator.timeline.stacks import Mode, segments
from annotator.timeline.view import Share
from annotator.ui.timeline.frame import Frame

WIDEST_BAR = 56.0  # pixels
WIDEST_GAP = 6.0
DENSE = 2.0  # bins narrower than this many pixels share a pixel column; its tallest bin is drawn


class Bar(NamedTuple):
    """One tag's bar in pixels; `tag` is its place in the tally's tags."""

    tag: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies on the bar."""
        return self.left <= x < self.right and self.top <= y < self.bottom


class Dot(NamedTuple):
    """One annotation of a lane, or a rounded box that stands for several: `annotations` of them.

    `x`, `y` is the middle; `half` is half the width, `radius` half the height, all in pixels.
    """

    tag: int
    x: float
    y: float
    half: float
    radius: float
    annotations: int


class Column(NamedTuple):
    """All that belongs to one bin: its slot `left` to `right` in pixels and its bars; `number` None: undated.

    Where there are `dots`, these are drawn, and the bars are the places in which they are found.
    """

    number: int | None
    left: float
    right: float
    bars: tuple[Bar, ...]
    covered: bool
    dots: tuple[Dot, ...] = ()

    def bar_at(self, x: float, y: float) -> Bar | None:
        """The bar under a point."""
        return next((bar for bar in self.bars if bar.holds(x, y)), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the counts are read: the mode, the places of the series shown, and, for lanes, the largest count of each."""

    mode: Mode
    shown: tuple[int, ...]
    peaks: tuple[int, ...] = ()
    share: Share = Share.ANNOTATIONS

    def whole(self, articles: int) -> float | None:
        """What the normalised reading divides a bin by that holds so many articles; None: by what is shown of it."""
        return articles / 100 if self.share is Share.ARTICLES else None

    def value(self, row: Sequence[int], articles: int) -> float:
        """How high the bin is, on the scale of the value axis; of lanes and shares, how many annotations it shows."""
        counts = [row[tag] for tag in self.shown]
        if self.mode is Mode.GROUPED:
            return max(counts, default=0)
        if self.mode is Mode.NORMALIZED and self.share is Share.ARTICLES:
            return sum(counts) * 100 / articles if articles else 0.0
        return sum(counts)


class Marks:
    """The visible columns in order of time."""

    def __init__(self, columns: Iterable[Column] = ()) -> None:
        self.columns = tuple(columns)
        self._lefts = [column.left for column in self.columns]

    def column_at(self, x: float) -> Column | None:
        """The column whose slot holds the pixel x."""
        place = bisect_right(self._lefts, x) - 1
        if place < 0 or x >= self.columns[place].right:
            return None
        return self.columns[place]

    def column(self, number: int | None) -> Column | None:
        """The column of a bin, if it is visible."""
        return next((column for column in self.columns if column.number == number), None)


def visible(tally: Tally, frame: Frame) -> range:
    """The numbers of the bins of which a part lies in the frame."""
    first = bin_number(_day(frame.left), tally.unit)
    last = bin_number(_day(frame.right - 1e-6), tally.unit)
    return range(max(first, tally.first), min(last, tally.last) + 1)


def _day(ordinal: float) -> date:
    return date.fromordinal(min(max(int(ordinal // 1), 1), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class Laid:
    """Marks, and all that they came from."""

    tally: Tally
    reading: Reading
    frame: Frame
    marks: Marks

    def again(self, tally: Tally, reading: Reading, frame: Frame) -> Laid:
        """The marks of other counts; columns whose counts and places stay are taken over."""
        if (reading, frame, tally.unit) != (self.reading, self.frame, self.tally.unit):
            return Laid(tally, reading, frame, lay_out(tally, reading, frame))
        if tally is self.tally:
            return self
        if tally.articles is not self.tally.articles and reading.share is Share.ARTICLES:
            return Laid(tally, reading, frame, lay_out(tally, reading, frame))
        known: dict[int | None, Column] = {
            column.number: column
            for column in self.marks.columns
            if column.number is not None
            and tally.rows.get(column.number) is self.tally.rows.get(column.number)
            and tally.covered(column.number) == column.covered
        }
        return Laid(tally, reading, frame, lay_out(tally, reading, frame, known=known))


def lay_out(
    tally: Tally, reading: Reading, frame: Frame, *, known: Mapping[int | None, Column] = MappingProxyType({})
) -> Marks:
    """The columns of the visible bins; those `known` are taken as they are."""
    numbers = visible(tally, frame)
    if len(numbers) * DENSE > frame.width:
        return Marks(_tallest_per_pixel(tally, reading, frame, numbers))
    articles = tally.articles or {}
    columns, left = [], frame.x(start_ordinal(numbers.start, tally.unit)) if numbers else 0.0
    for number in numbers:
        right = frame.x(start_ordinal(number + 1, tally.unit))
        if number in known:
            columns.append(known[number])
            left = right
            continue
        whole = reading.whole(articles.get(number, 0))
        bars = lay_out_row(tally.rows.get(number), reading, frame, slot=(left, right), whole=whole)
        columns.append(Column(number, left, right, bars, tally.covered(number)))
        left = right
    return Marks(columns)


def _tallest_per_pixel(tally: Tally, reading: Reading, frame: Frame, numbers: range) -> list[Column]:
    tallest: dict[int, tuple[float, int]] = {}
    articles = tally.articles or {}
    for number, row in tally.rows.items():
        if number in numbers:
            pixel = int(frame.x(start_ordinal(number, tally.unit)))
            tallest[pixel] = max(tallest.get(pixel, (0, 0)), (reading.value(row, articles.get(number, 0)), number))
    columns = []
    for pixel, (_, number) in sorted(tallest.items()):
        slot = (float(pixel), pixel + 1.0)
        whole = reading.whole(articles.get(number, 0))
        bars = lay_out_row(tally.rows[number], reading, frame, slot=slot, whole=whole)
        columns.append(Column(number, *slot, bars, True))
    return columns


def lay_out_row(
    row: Sequence[int] | None,
    reading: Reading,
    frame: Frame,
    *,
    slot: tuple[float, float],
    whole: float | None = None,
) -> tuple[Bar, ...]:
    """The bars of one bin, on whole pixels so that their edges are sharp; None: no bars."""
    if row is None:
        return ()
    left, right = bar_edges(*slot)
    if reading.mode is Mode.STACKED:
        return _stack(row, reading.shown, frame, (left, right))
    width, base, bars = right - left, frame.height, []
    found = segments(row, reading.mode, shown=reading.shown, peaks=reading.peaks, whole=whole)
    for tag, start, end, low, high in found:
        x0, x1 = round(left + start * width), round(left + end * width)
        bottom = base if low == 0 else float(round(frame.y(low)))
        top = float(round(frame.y(high)))
        if low == 0 or reading.mode is Mode.LANES:
            top = min(top, bottom - 1)  # the least count is still seen
        bars.append(Bar(tag, float(x0), max(top, 0.0), float(max(x1, x0 + 1)), bottom))
    return tuple(bars)


def _stack(row: Sequence[int], shown: Sequence[int], frame: Frame, edges: tuple[float, float]) -> tuple[Bar, ...]:
    """The same for stacked bars alone: each frame of a zoom lays out thousands of them."""
    (left, right), height, scale = edges, frame.height, frame.height / frame.top
    bars: list[Bar] = []
    count, bottom = 0, height
    for tag in shown:
        if row[tag]:
            count += row[tag]
            top = float(round(height - count * scale))
            if not bars and top > height - 1:
                top = height - 1
            bars.append(Bar(tag, left, top, right, bottom))
            bottom = top
    return tuple(bars)


def bar_edges(left: float, right: float) -> tuple[float, float]:
    """Where in the slot `left` to `right` its bar begins and ends, on whole pixels."""
    slot = right - left
    gap = min(slot * 0.22, WIDEST_GAP) if slot >= 3 else 0.0
    width = min(slot - gap, WIDEST_BAR)
    start = left + (slot - width) / 2
    return float(round(start)), float(max(round(start + width), round(start) + 1))


def bin_span(tally: Tally) -> tuple[int, int]:
    """The ordinals that the tally's bins reach over, the second exclusive."""
    return start_ordinal(tally.first, tally.unit), start_ordinal(tally.last + 1, tally.unit)
