"""What the system says of the place it stands in: names of months and days, digits, and where weeks begin."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QLocale, Qt

from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import Unit

LONG, SHORT = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat
WEEKS = {
    Qt.DayOfWeek.Monday: Unit.WEEK,
    Qt.DayOfWeek.Sunday: Unit.WEEK_FROM_SUNDAY,
    Qt.DayOfWeek.Saturday: Unit.WEEK_FROM_SATURDAY,
}
FIELDS = {"d": "{day}", "dd": "{day}", "M": "{number}", "MM": "{number}", "MMM": "{month}", "MMMM": "{month}",
          "yy": "{year}", "yyyy": "{year}"}  # fmt: skip
_PIECE = re.compile(r"'((?:[^']|'')*)'|(d{1,4}|M{1,4}|y{2,4})|([^'dMy]+)")

CHOICES = {"monday": Unit.WEEK, "sunday": Unit.WEEK_FROM_SUNDAY, "saturday": Unit.WEEK_FROM_SATURDAY}

_almanac: Almanac | None = None
_week: Unit | None = None  # where a person wants weeks to begin elsewhere than the place does


def almanac() -> Almanac:
    """The almanac of this place, read from the system once, with the weeks that the person chose."""
    global _almanac
    if _almanac is None:
        _almanac = almanac_of(QLocale.system())
    return _almanac if _week is None else replace(_almanac, week=_week)


def begin_weeks(day: str) -> None:
    """Let weeks begin on `monday`, `sunday` or `saturday`; with any other word as they do in the place."""
    global _week
    _week = CHOICES.get(day)


def use(locale: QLocale | None) -> None:
    """Go by another place than the system's (None: by the system's, read anew); what is shown stays as it is."""
    global _almanac
    _almanac = almanac_of(locale) if locale is not None else None


def almanac_of(locale: QLocale) -> Almanac:
    """The almanac of a locale; a system without one gets English names and ISO weeks."""
    if locale.language() == QLocale.Language.C:
        return PLAIN
    months = range(1, 13)
    return Almanac(
        week=WEEKS.get(locale.firstDayOfWeek(), Unit.WEEK),
        months=tuple(locale.monthName(month, LONG) for month in months),
        months_alone=tuple(locale.standaloneMonthName(month, LONG) for month in months),
        short_months=tuple(locale.monthName(month, SHORT) for month in months),
        short_months_alone=tuple(locale.standaloneMonthName(month, SHORT) for month in months),
        days=tuple(locale.standaloneDayName(day, LONG) for day in range(1, 8)),
        pattern=pattern_of(locale.dateFormat(LONG)),
        group=locale.groupSeparator(),
        decimal=locale.decimalPoint(),
        digits=_digits(locale.zeroDigit()),
    )


def pattern_of(qt_format: str) -> str:
    """Qt's long format of a date as an almanac's pattern, without the name of the day: `{day} {month} {year}`."""
    parts: list[str] = []
    for quoted, field, between in _PIECE.findall(qt_format):
        if field in FIELDS:
            parts.append(FIELDS[field])
        elif field:  # the name of the day takes along what stands between it and the date
            parts.append("\0")
        else:
            parts.append((quoted.replace("''", "'") if quoted else between).replace("{", "{{").replace("}", "}}"))
    pattern = "".join(parts)
    pattern = re.sub(r"^[^{]*\0[^{]*(?={)|[\s,،]*\0.*$", "", pattern).strip(" ,،")
    whole = all(pattern.count(field) == 1 for field in ("{day}", "{year}"))
    return pattern if whole and ("{month}" in pattern) != ("{number}" in pattern) else PLAIN.pattern


def _digits(zero: str) -> str:
    return "".join(chr(ord(zero) + value) for value in range(10)) if len(zero) == 1 else PLAIN.digits
