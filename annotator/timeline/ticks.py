"""The marks of a calendar axis in two tiers: days, weeks, months below, their month or year above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import MEAN_DAYS, NAMED_UNITS, WEEKS, Unit, bin_at, bin_number, start_ordinal

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# The finest tier whose intervals are this many pixels wide is shown; a month's short name needs about 30.
ROOM_FOR = {Unit.DAY: 22.0, **dict.fromkeys(WEEKS, 46.0), Unit.MONTH: 30.0, Unit.QUARTER: 30.0}
ROOM_FOR_YEAR = 44.0
ABOVE = {Unit.DAY: Unit.MONTH, **dict.fromkeys(WEEKS, Unit.YEAR), Unit.MONTH: Unit.YEAR, Unit.QUARTER: Unit.YEAR}


@dataclass(frozen=True, slots=True)
class Tick:
    """One interval of an axis: ordinals of its first day and of the first day after it, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Tiers:
    """The two rows of a calendar axis; `upper` is empty where the lower one names years."""

    lower: tuple[Tick, ...]
    upper: tuple[Tick, ...]


def tiers(left: float, right: float, *, width: float, unit: Unit, almanac: Almanac = PLAIN) -> Tiers:
    """The ticks between the ordinals `left` and `right` on `width` pixels, none finer than bins of `unit`."""
    per_day = width / max(right - left, 1e-9)
    first, last = _clamped(left), _clamped(right)
    coarser = [almanac.unit(each) for each in NAMED_UNITS if MEAN_DAYS[each] > MEAN_DAYS[unit]]
    for finest in [unit, *coarser][:-1]:
        if MEAN_DAYS[finest] * per_day >= ROOM_FOR[finest]:
            lower = tuple(_units(first, last, finest, almanac))
            return Tiers(lower, tuple(_units(first, last, ABOVE[finest], almanac, full=True)))
    step = next((s for s in YEAR_STEPS if s * 365.2425 * per_day >= ROOM_FOR_YEAR), YEAR_STEPS[-1])
    return Tiers(tuple(_years(first, last, step, almanac)), ())


def _clamped(ordinal: float) -> date:
    return date.fromordinal(min(max(int(ordinal // 1), FIRST), LAST))


def _units(first: date, last: date, unit: Unit, almanac: Almanac, *, full: bool = False) -> Iterator[Tick]:
    for number in range(bin_number(first, unit), bin_number(last, unit) + 1):
        start = bin_at(number, unit).start
        yield Tick(start.toordinal(), start_ordinal(number + 1, unit), _label(start, unit, almanac, full=full))


def _label(start: date, unit: Unit, almanac: Almanac, *, full: bool) -> str:
    if unit is Unit.DAY:
        return almanac.digit(str(start.day))
    if unit in WEEKS:
        return almanac.day_of_month(start)
    if unit is Unit.MONTH:
        return almanac.month(start, short=not full)
    if unit is Unit.QUARTER:
        return f"Q{(start.month + 2) // 3}"
    return almanac.year(start)


def _years(first: date, last: date, step: int, almanac: Almanac) -> Iterator[Tick]:
    for year in range(first.year // step * step, last.year + 1, step):
        start = date(max(year, 1), 1, 1)
        yield Tick(start.toordinal(), start_ordinal(year + step, Unit.YEAR), almanac.year(start))
