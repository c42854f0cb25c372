"""How a place calls its days, months and numbers, and where its weeks begin; without one: English and ISO 8601."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from annotator.timeline.calendar import WEEKS, Unit, bin_at

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)


@dataclass(frozen=True, slots=True)
class Almanac:
    """Names and customs of a place; the months of a year are twelve, the days of a week begin with Monday.

    Some languages name a month otherwise when no day stands before it: `months_alone`. `pattern` puts a date
    together from `{day}`, `{month}` (its name), `{number}` (of the month) and `{year}`. `week` is the unit that
    stands for a week here.
    """

    week: Unit = Unit.WEEK
    months: tuple[str, ...] = MONTHS
    months_alone: tuple[str, ...] = MONTHS
    short_months: tuple[str, ...] = SHORT_MONTHS
    short_months_alone: tuple[str, ...] = SHORT_MONTHS
    days: tuple[str, ...] = DAYS
    pattern: str = "{day} {month} {year}"
    group: str = ","
    decimal: str = "."
    digits: str = "0123456789"

    def unit(self, unit: Unit) -> Unit:
        """The unit that is meant here by `unit`: a week begins where weeks of this place do."""
        return self.week if unit is Unit.WEEK else unit

    def digit(self, words: str) -> str:
        """The words, written as Python writes numbers, with the digits and marks of the place."""
        return words.translate(_marks(self.digits, self.group, self.decimal))

    def number(self, number: int) -> str:
        """A number with its thousands set apart: `1,204`."""
        return self.digit(f"{number:,}")

    def counted(self, number: int, noun: str, nouns: str = "") -> str:
        """A number with its noun: `1 annotation`, `1,204 annotations`."""
        return f"{self.number(number)} {noun if number == 1 else nouns or noun + 's'}"

    def day(self, day: date, *, short: bool = False) -> str:
        """A date in words: `4 March 2024`; short: `4 Mar 2024`."""
        month = (self.short_months if short else self.months)[day.month - 1]
        return self.pattern.format(
            day=self._plain(day.day), month=month, number=self._plain(day.month), year=self._plain(day.year)
        )

    def day_of_month(self, day: date) -> str:
        """A date in a few letters without its year: `4 Mar`, or `Mar 4` where the month stands first."""
        month, number = self.short_months[day.month - 1], self._plain(day.day)
        return f"{month} {number}" if self.month_leads() else f"{number} {month}"

    def month_leads(self) -> bool:
        """Whether a date begins with its month or year."""
        return "{day}" not in self.pattern.partition("{month}")[0].partition("{number}")[0]

    def month(self, day: date, *, short: bool = False) -> str:
        """The month of a date: `March 2024`; short and without its year: `Mar`."""
        if short:
            return self.short_months_alone[day.month - 1]
        return f"{self.months_alone[day.month - 1]} {self._plain(day.year)}"

    def year(self, day: date) -> str:
        """The year of a date."""
        return self._plain(day.year)

    def _plain(self, number: int) -> str:
        return str(number).translate(_marks(self.digits, "", ""))

    def bin(self, number: int, unit: Unit) -> str:
        """A bin in words: `week of 4 March 2024 (W10)`, `March 2024`, `Q1 2024`; only ISO weeks have a number."""
        start = bin_at(number, unit).start
        if unit is Unit.DAY:
            return f"{self.days[start.weekday()]}, {self.day(start)}"
        if unit in WEEKS:
            iso = f" (W{start.isocalendar().week:02})" if unit is Unit.WEEK else ""
            return f"week of {self.day(start)}{iso}"
        if unit is Unit.MONTH:
            return self.month(start)
        if unit is Unit.QUARTER:
            return f"Q{(start.month + 2) // 3} {self.year(start)}"
        return self.year(start)

    def rule(self, unit: Unit, *, date_kind: str = "published") -> str:
        """How the bins are cut and which date counts, in words: `By week, Monday to Sunday, published`."""
        weeks = f", {self.days[-WEEKS[unit]]} to {self.days[-WEEKS[unit] - 1]}" if unit in WEEKS else ""
        return f"By {unit.word}{weeks}, {date_kind}"


@cache
def _marks(digits: str, group: str, decimal: str) -> dict[int, str]:
    return str.maketrans(dict(zip("0123456789", digits, strict=True)) | {",": group, ".": decimal})


PLAIN = Almanac()
BY_FIRST_DAY = {
    "monday": PLAIN,
    "sunday": Almanac(week=Unit.WEEK_FROM_SUNDAY),
    "saturday": Almanac(week=Unit.WEEK_FROM_SATURDAY),
}
"""English almanacs by the day on which weeks begin."""


def rule(unit: Unit, *, date_kind: str = "published", almanac: Almanac = PLAIN) -> str:
    """How the bins are cut and which date counts, in words: `By week, Monday to Sunday, published`."""
    return almanac.rule(unit, date_kind=date_kind)
