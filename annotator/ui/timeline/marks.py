"""The bars of the visible bins as pixel rectangles, and which of them is under a point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from annotator.timeline.arrays import Flags, Floats, Whole
from annotator.timeline.calendar import bin_number, start_ordinal
from annotator.timeline.stacks import Mode
from annotator.timeline.tally import Tally
from annotator.timeline.view import Share
from annotator.ui.timeline.frame import Frame, day_at

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


class Slots(NamedTuple):
    """The bins from left to right: their numbers, the pixels where they begin and end, and whether they are covered."""

    number: Whole
    left: Floats
    right: Floats
    covered: Flags


class Bars(NamedTuple):
    """Bars as columns of numbers: the place of the bin they belong to, that of their series, and their pixels."""

    column: Whole
    tag: Whole
    left: Floats
    top: Floats
    right: Floats
    bottom: Floats


class Marks:
    """What stands in the visible bins, in order of time; bars by the thousand, or dots."""

    def __init__(self, slots: Slots, bars: Bars, dots: Iterable[tuple[Dot, ...]] = ()) -> None:
        self.slots, self.bars = slots, bars
        self.dots = tuple(dots)

    @classmethod
    def of(cls, columns: Iterable[Column]) -> Marks:
        """The marks of columns that are known one by one."""
        columns = tuple(columns)
        slots = Slots(
            np.array([column.number for column in columns], dtype=np.int64),
            np.array([column.left for column in columns], dtype=np.float64),
            np.array([column.right for column in columns], dtype=np.float64),
            np.array([column.covered for column in columns], dtype=bool),
        )
        places = [place for place, column in enumerate(columns) for _ in column.bars]
        flat = np.array([bar for column in columns for bar in column.bars], dtype=np.float64).reshape(-1, 5).T
        bars = Bars(np.array(places, dtype=np.int64), flat[0].astype(np.int64), *flat[1:])
        return cls(slots, bars, (column.dots for column in columns))

    def __len__(self) -> int:
        """How many bins there are."""
        return len(self.slots.number)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All bins one by one; for thousands of them that takes a while."""
        return tuple(map(self._column, range(len(self))))

    def column_at(self, x: float) -> Column | None:
        """The column whose slot holds the pixel x."""
        place = int(np.searchsorted(self.slots.left, x, side="right")) - 1
        if place < 0 or x >= self.slots.right[place]:
            return None
        return self._column(place)

    def column(self, number: int | None) -> Column | None:
        """The column of a bin, if it is visible."""
        place = -1 if number is None else int(np.searchsorted(self.slots.number, number))
        if not 0 <= place < len(self) or self.slots.number[place] != number:
            return None
        return self._column(place)

    def _column(self, place: int) -> Column:
        first, end = np.searchsorted(self.bars.column, (place, place + 1))
        fields = [field[first:end].tolist() for field in self.bars[1:]]
        number, left, right, covered = (field[place].item() for field in self.slots)
        dots = self.dots[place] if self.dots else ()
        return Column(number, left, right, tuple(map(Bar, *fields)), covered, dots)


def no_marks() -> Marks:
    """Marks of no bin at all."""
    return Marks.of(())


def visible(tally: Tally, frame: Frame) -> range:
    """The numbers of the bins of which a part lies in the frame."""
    first = bin_number(day_at(frame.left), tally.unit)
    last = bin_number(day_at(frame.right - 1e-6), tally.unit)
    return range(max(first, tally.first), max(min(last, tally.last) + 1, max(first, tally.first)))


def bin_span(tally: Tally) -> tuple[int, int]:
    """The ordinals that the tally's bins reach over, the second exclusive."""
    return start_ordinal(tally.first, tally.unit), start_ordinal(tally.last + 1, tally.unit)
