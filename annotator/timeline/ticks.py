"""The marks of a calendar axis in two tiers: days, weeks, months below, their month or year above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from annotator.timeline.calendar import MONTHS, Unit, bin_at, bin_number, start_ordinal

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# The finest tier whose intervals are this many pixels wide is shown; a month's short name needs about 30.
ROOM_FOR = {Unit.DAY: 22.0, Unit.WEEK: 46.0, Unit.MONTH: 34.0, Unit.QUARTER: 34.0}
ROOM_FOR_YEAR = 44.0
ABOVE = {Unit.DAY: Unit.MONTH, Unit.WEEK: Unit.YEAR, Unit.MONTH: Unit.YEAR, Unit.QUARTER: Unit.YEAR}
MEAN_DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.44, Unit.QUARTER: 91.31, Unit.YEAR: 365.2425}


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


def tiers(left: float, right: float, *, width: float, unit: Unit) -> Tiers:
    """The ticks between the ordinals `left` and `right` on `width` pixels, none finer than bins of `unit`."""
    per_day = width / max(right - left, 1e-9)
    first, last = _clamped(left), _clamped(right)
    order = list(Unit)
    for finest in order[order.index(unit) : -1]:
        if MEAN_DAYS[finest] * per_day >= ROOM_FOR[finest]:
            lower = tuple(_units(first, last, finest))
            return Tiers(lower, tuple(_units(first, last, ABOVE[finest], full=True)))
    step = next((s for s in YEAR_STEPS if s * 365.2425 * per_day >= ROOM_FOR_YEAR), YEAR_STEPS[-1])
    return Tiers(tuple(_years(first, last, step)), ())


def _clamped(ordinal: float) -> date:
    return date.fromordinal(min(max(int(ordinal // 1), FIRST), LAST))


def _units(first: date, last: date, unit: Unit, *, full: bool = False) -> Iterator[Tick]:
    for number in range(bin_number(first, unit), bin_number(last, unit) + 1):
        start = bin_at(number, unit).start
        yield Tick(start.toordinal(), start_ordinal(number + 1, unit), _label(start, unit, full=full))


def _label(start: date, unit: Unit, *, full: bool) -> str:
    month = MONTHS[start.month - 1]
    if unit is Unit.DAY:
        return str(start.day)
    if unit is Unit.WEEK:
        return f"{start.day} {month[:3]}"
    if unit is Unit.MONTH:
        return f"{month} {start.year}" if full else month[:3]
    if unit is Unit.QUARTER:
        return f"Q{(start.month + 2) // 3}"
    return str(start.year)


def _years(first: date, last: date, step: int) -> Iterator[Tick]:
    for year in range(first.year // step * step, last.year + 1, step):
        start = date(max(year, 1), 1, 1).toordinal()
        yield Tick(start, start_ordinal(year + step, Unit.YEAR), str(max(year, 1)))
