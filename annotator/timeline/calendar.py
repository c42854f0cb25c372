"""Calendar bins, counted by whole numbers: every year from 1 to 9999 works and no time zone can shift one.

Each unit numbers its bins without a gap (`bin_number`), and `bin_at` gives the civil dates back. A `week` is that
of ISO 8601, Monday to Sunday; the weeks that begin on Sunday or Saturday are units of their own, which only an
`almanac` puts in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import log

ENOUGH_BINS = 20  # from here on a chart has a shape
GOOD_BINS = 60

AUTO = "auto"
ROOM_A_BIN = 8  # pixels that `auto` wants for each bin
BESIDE_BINS = 112  # pixels of a chart that hold no bins: axis, gutter, margins
PLAIN_WIDTH = 1200  # pixels of a chart for which no screen sets the width


class Unit(StrEnum):
    """The sizes of a bin, finest first."""

    DAY = "day"
    WEEK = "week"
    WEEK_FROM_SUNDAY = "week from Sunday"
    WEEK_FROM_SATURDAY = "week from Saturday"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def word(self) -> str:
        """What a person calls it: `week`, wherever it begins."""
        return "week" if self in WEEKS else self.value


NAMED_UNITS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)  # those that are asked for by name
WEEKS = {Unit.WEEK: 0, Unit.WEEK_FROM_SUNDAY: 1, Unit.WEEK_FROM_SATURDAY: 2}  # days that each begins before Monday
MEAN_DAYS = {
    Unit.DAY: 1.0, **dict.fromkeys(WEEKS, 7.0), Unit.MONTH: 30.44, Unit.QUARTER: 91.31, Unit.YEAR: 365.2425,
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """One calendar interval by its first and its last day, both counted in."""

    start: date
    last: date

    @property
    def end(self) -> date:
        """The first day after the bin; 9999-12-31, the last date there is, where that day cannot be named."""
        return date.max if self.last == date.max else self.last + timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.last


def bin_number(day: date, unit: Unit) -> int:
    """The number of the bin that holds `day`; neighbouring bins have neighbouring numbers."""
    if unit is Unit.DAY:
        return day.toordinal()
    if unit in WEEKS:  # ordinal 1, the first of January of year 1, is a Monday
        return (day.toordinal() - 1 + WEEKS[unit]) // 7
    if unit is Unit.MONTH:
        return day.year * 12 + day.month - 1
    if unit is Unit.QUARTER:
        return day.year * 4 + (day.month - 1) // 3
    return day.year


def start_ordinal(number: int, unit: Unit) -> int:
    """The ordinal (as in `date.toordinal`) of the first day of bin `number`, even of one after the last.

    A week that begins before the year 1 begins with it.
    """
    if unit is Unit.DAY:
        return number
    if unit in WEEKS:
        return max(number * 7 + 1 - WEEKS[unit], date.min.toordinal())
    months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[unit]
    year, month = divmod(number * months, 12)
    if year > date.max.year:
        return date.max.toordinal() + 1
    return date(year, month + 1, 1).toordinal()


def bin_at(number: int, unit: Unit) -> Bin:
    """The bin with that number; one that reaches past 9999-12-31 ends there."""
    last = min(start_ordinal(number + 1, unit) - 1, date.max.toordinal())
    return Bin(date.fromordinal(start_ordinal(number, unit)), date.fromordinal(last))


def bin_of(day: date, unit: Unit) -> Bin:
    """The bin that holds `day`."""
    return bin_at(bin_number(day, unit), unit)


def count_bins(first: date, last: date, unit: Unit) -> int:
    """How many bins it takes to hold the days `first` to `last`."""
    return bin_number(last, unit) - bin_number(first, unit) + 1


def bins_over(first: date, last: date, unit: Unit) -> Iterator[Bin]:
    """The bins that hold the days `first` to `last`, in order and without a gap."""
    for number in range(bin_number(first, unit), bin_number(last, unit) + 1):
        yield bin_at(number, unit)


def room_for(width: int = PLAIN_WIDTH) -> int:
    """How many bins a chart `width` pixels wide has room for."""
    return max((width - BESIDE_BINS) // ROOM_A_BIN, 1)


def choose_unit(first: date, last: date, *, room: int, filled: Callable[[Unit], float] = lambda _unit: 1.0) -> Unit:
    """The unit whose number of bins is nearest to 60, of those that give 20 to `room`.

    Units of which `filled` says that less than half of the bins (0 to 1) hold anything come last. Where no unit
    gives 20 bins: the finest that gives at most `room`; years if all give more.
    """
    counts = {unit: count_bins(first, last, unit) for unit in NAMED_UNITS}
    fitting = [unit for unit in NAMED_UNITS if counts[unit] <= room]
    rich = [unit for unit in fitting if counts[unit] >= ENOUGH_BINS]
    if len(rich) > 1:
        return min(rich, key=lambda unit: (filled(unit) < 0.5, abs(log(counts[unit] / GOOD_BINS))))
    return (rich or fitting or [Unit.YEAR])[0]
