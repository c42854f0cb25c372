"""Lanes seen from near: a dot for each annotation, and boxes with numbers where dots have no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from annotator.timeline.calendar import MEAN_DAYS, Unit, start_ordinal
from annotator.timeline.stacks import LANE_FILL
from annotator.timeline.tally import Tally
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.marks import Bar, Column, Dot, Marks, Reading, visible

RADII = (4.5, 3.5, 2.75)  # pixels of a dot, the largest that fits most of the lanes' bins
AIR = 1.5  # pixels between two dots
LOWEST_LANE = 10.0  # pixels; in lower ones a number cannot be read
NARROWEST_SLOT = 8.0  # pixels
BOX, DIGIT, BESIDE = 7.0, 6.2, 5.0  # half the height of a box; the width of a digit; what is free beside the number
MOST_DOTS = 1500  # in one picture; beyond that numbers are quicker, to read and to paint
SPARSE = 4  # bins to each that holds something
TALLIED_DAYS = 31  # of longer bins the days are not looked up


def dotted(tally: Tally, daily: Tally, reading: Reading, frame: Frame) -> Marks | None:
    """The visible annotations as dots and boxes; None where bars say more, since most would be boxes or too small."""
    numbers, lanes = visible(tally, frame), len(reading.shown)
    height, slot = frame.height / max(lanes, 1), MEAN_DAYS[tally.unit] * frame.per_day
    there = tally.counts[tally.within(numbers)][:, list(reading.shown)]
    counts: list[int] = there[there > 0].tolist()
    if not counts or height < LOWEST_LANE or slot < NARROWEST_SLOT:
        return None
    radius = _radius(counts, slot, height)
    room = _room(radius, slot, height)
    boxed = [count for count in counts if count > room]
    # Where most bins are empty a box may reach over its neighbours.
    widest = slot * 2 if len(counts) * SPARSE < len(numbers) * lanes else slot
    if (boxed and 2 * _half(max(boxed)) > widest) or (len(boxed) * 3 > len(counts) and tally.unit is not Unit.DAY):
        return None
    return Marks.of(_Lane(tally, daily, reading, frame, radius).columns(numbers))


def _radius(counts: Sequence[int], slot: float, height: float) -> float:
    for radius in RADII:
        room = _room(radius, slot, height)
        fitting = [count for count in counts if count <= room]
        if len(fitting) * 3 >= len(counts) * 2 and sum(fitting) <= MOST_DOTS:
            return radius
    return RADII[0]


def _room(radius: float, slot: float, height: float) -> int:
    """How many dots one bin of one lane has room for."""
    return _across(radius, slot) * max(int(height * LANE_FILL // _step(radius)), 1)


def _across(radius: float, slot: float) -> int:
    return max(int((slot - 2) // _step(radius)), 1)


def _step(radius: float) -> float:
    return 2 * radius + AIR


def _half(count: int) -> float:
    """Half the width of the box with this number."""
    return max(len(f"{count:,}") * DIGIT / 2 + BESIDE, BOX)


class _Lane:
    """What is the same for all dots of one picture."""

    def __init__(self, tally: Tally, daily: Tally, reading: Reading, frame: Frame, radius: float) -> None:
        self._tally, self._daily, self._reading, self._frame, self._radius = tally, daily, reading, frame, radius
        self._height = frame.height / len(reading.shown)

    def columns(self, numbers: range) -> Iterator[Column]:
        """The bins in order of time."""
        for number in numbers:
            start, end = (start_ordinal(each, self._tally.unit) for each in (number, number + 1))
            slot = self._frame.x(start), self._frame.x(end)
            row = self._tally.row(number)
            filled = [(place, tag) for place, tag in enumerate(self._reading.shown) if row[tag]]
            cells = [self._cell(tag, place, row[tag], (start, end)) for place, tag in filled]
            bars = tuple(self._found_in(dots, slot) for dots in cells)
            yield Column(number, *slot, bars, self._tally.covered(number), tuple(dot for dots in cells for dot in dots))

    def _cell(self, place: int, tag: int, count: int, days: tuple[int, int]) -> list[Dot]:
        middle = (place + 0.5) * self._height
        left, right = (self._frame.x(day) for day in days)
        across = _across(self._radius, right - left)
        wished = self._wished(tag, days) or [(left + right) / 2] * count
        if count > _room(self._radius, right - left, self._height):
            half = min(_half(count), (right - left) / 2)
            x = min(max(sum(wished) / len(wished), left + half), right - half)
            return [Dot(tag, x, middle, _half(count), min(BOX, self._height / 2 - 0.5), count)]
        if count <= across:
            xs = _apart(wished, _step(self._radius), left + self._radius + 1, right - self._radius - 1)
            return [Dot(tag, x, middle, self._radius, self._radius, 1) for x in xs]
        return list(self._grid(tag, count, middle, (left + right) / 2, across))

    def _wished(self, tag: int, days: tuple[int, int]) -> list[float]:
        """Where the annotations of a bin would stand by their days; nothing where that is not looked up."""
        if days[1] - days[0] > TALLIED_DAYS:
            return []
        part = self._daily.within(range(*days))
        there = zip(self._daily.held[part].tolist(), self._daily.counts[part, tag].tolist(), strict=True)
        return [self._frame.x(day + 0.5) for day, count in there for _ in range(count)]

    def _grid(self, tag: int, count: int, middle: float, centre: float, across: int) -> Iterator[Dot]:
        """Rows of dots, the last one begun from the left."""
        step, lines = _step(self._radius), ceil(count / across)
        across = ceil(count / lines)
        for number in range(count):
            line, place = divmod(number, across)
            x = centre + (place - (across - 1) / 2) * step
            yield Dot(tag, x, middle + (line - (lines - 1) / 2) * step, self._radius, self._radius, 1)

    def _found_in(self, dots: Sequence[Dot], slot: tuple[float, float]) -> Bar:
        """The box around dots, in which they are found by the mouse."""
        left = max(min(dot.x - dot.half for dot in dots) - 1, slot[0])
        right = min(max(dot.x + dot.half for dot in dots) + 1, slot[1])
        top = min(dot.y - dot.radius for dot in dots) - 1
        return Bar(dots[0].tag, left, top, right, max(dot.y + dot.radius for dot in dots) + 1)


def _apart(wished: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """The places nearest to those wished, in order, that keep `step` apart; `low` to `high` must have room for them."""
    xs: list[float] = []
    for x in wished:
        xs.append(max(x, xs[-1] + step if xs else low))
    last = high
    for place in range(len(xs) - 1, -1, -1):
        xs[place] = min(xs[place], last)
        last = xs[place] - step
    return xs
