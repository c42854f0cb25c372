"""A comparison in words: what the outline is, one bin of it, the caption of a picture, and the table of differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from annotator.records import Wanted
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import Unit, bin_at
from annotator.timeline.change import MINUS
from annotator.timeline.change import change as changed
from annotator.timeline.comparing import Difference, Differences, Measure, laid_over, shift
from annotator.timeline.series import NO_SOURCE
from annotator.timeline.table import plain_cell
from annotator.timeline.view import Compared

NOTHING = "\N{EN DASH}"
Say = Callable[[Wanted], str]  # a filter in a few words


def days_in_words(first: date, last: date, almanac: Almanac = PLAIN) -> str:
    """Two days, both counted in: `4 Mar – 5 May 2023`, or one of them alone."""
    ends = [almanac.day(first, short=True), almanac.day(last, short=True)]
    if first == last:
        return ends[0]
    year = f" {almanac.year(first)}"
    if first.year == last.year and ends[0].endswith(year):
        ends[0] = ends[0].removesuffix(year)
    return " – ".join(ends)


def bins_in_words(numbers: range, unit: Unit, almanac: Almanac = PLAIN) -> str:
    """The days of these bins; empty where there is none."""
    if not numbers:
        return ""
    return days_in_words(bin_at(numbers.start, unit).start, bin_at(numbers.stop - 1, unit).last, almanac)


def filter_in_words(wanted: Wanted, names: Mapping[int, str]) -> str:
    """What a filter leaves, in few words: `claim, demand · Harbour Wire · “levy”`; empty for everything."""
    tags = [names[tag] for tag in names if tag in wanted.tags]
    unknown = len(wanted.tags) - len(tags)
    tags += [f"{unknown} tags" if unknown > 1 else "1 tag"] if unknown else []
    sources = [" ".join(one.split()) or NO_SOURCE for one in sorted(wanted.sources)]
    analysts = [" ".join(one.split()) for one in sorted(wanted.analysts)]
    matching = " ".join(wanted.matching.split())
    parts = [", ".join(tags), ", ".join(sources), ", ".join(analysts), f"“{matching}”" * bool(matching)]
    return " · ".join(filter(None, parts))


def other_side(compared: Compared, unit: Unit, numbers: range, say: Say, almanac: Almanac = PLAIN) -> str:
    """What lies over the bins `numbers`: other days, another filter, or both: `4 Mar – 5 May 2023 · Harbour Wire`."""
    days = ""
    if compared.first is not None and compared.anchor is not None:
        moved = shift(compared, unit)
        days = bins_in_words(laid_over(numbers, compared, unit), unit, almanac) if moved else "the same days"
        days = days or "no days of any calendar"
    wanted = "" if compared.wanted is None else say(compared.wanted) or "all annotations"
    return " · ".join(filter(None, (days, wanted)))


def against_outline(compared: Compared, unit: Unit, number: int, almanac: Almanac = PLAIN) -> str:
    """What a bin is compared with, for the hover card: `Against the outline, week of 6 March 2023 (W10)`."""
    there = laid_over(range(number, number + 1), compared, unit)
    moved = shift(compared, unit)
    return f"Against the outline, {almanac.bin(there[0], unit)}" if there and moved else "Against the outline"


def difference_in_words(here: int, there: int | None, almanac: Almanac = PLAIN) -> str:
    """How a bin differs from its outline: `+3 (+25 %), 12 there`; None there is a bin without any article."""
    if there is None:
        return "no coverage there"
    if not there and here:
        return f"+{almanac.number(here)}, none there"
    return f"{changed(there, here, almanac)}, {almanac.number(there)} there"


def summary(found: Differences, other: str, almanac: Almanac = PLAIN) -> str:
    """The comparison in one sentence: `204 annotations here, 181 in the outline (4 Mar – 5 May 2023): +12.7%.`"""
    total, per = found.total, " per 100 articles" if found.measure is Measure.PER_ARTICLES else ""
    here, there = (_value(value, found.measure, almanac, is_total=True) for value in (total.here, total.there))
    noun = "annotation" if total.here == 1 else "annotations"
    return f"{here} {noun}{per} here, {there} in the outline ({other}): {change(total, almanac)}."


def cells(one: Difference, measure: Measure, almanac: Almanac = PLAIN, *, is_total: bool = False) -> tuple[str, ...]:
    """The words of a row: here, there, the difference and the change."""
    here, there = (_value(value, measure, almanac, is_total=is_total) for value in (one.here, one.there))
    more = one.difference
    if more is None:
        return here, there, NOTHING, NOTHING
    points = measure is Measure.SHARE and not is_total
    size = _value(abs(more), measure, almanac, is_total=is_total)
    if points:
        size = almanac.digit(f"{abs(more) * 100:.1f} points")
    return here, there, _signed(size, more), change(one, almanac)


def change(one: Difference, almanac: Almanac = PLAIN) -> str:
    """The change in percent, `new` where there was nothing, a dash where nothing can be said."""
    if one.is_new:
        return "new"
    if one.change is None:
        return NOTHING
    return _signed(almanac.digit(f"{abs(one.change):,.1%}"), one.change)


def as_text(found: Differences, other: str, almanac: Almanac = PLAIN) -> str:
    """The table for a spreadsheet: tabs and line ends between cells, numbers as plain digits; shares as parts of 1."""
    here = bins_in_words(found.here, found.unit, almanac)
    lines: list[tuple[str, ...]] = [("", f"here: {here}", f"there: {other}", "difference", "change")]
    for one in (*found.rows, found.total, *([found.undated] if found.undated is not None else [])):
        values = (one.here, one.there, one.difference, one.change)
        lines.append((plain_cell(one.name), *map(_plain_number, values)))
    return "\n".join("\t".join(line) for line in lines) + "\n"


def _plain_number(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.6g}"


def _signed(words: str, value: float) -> str:
    return f"+{words}" if value > 0 else f"{MINUS}{words}" if value < 0 else words


def _value(value: float | None, measure: Measure, almanac: Almanac, *, is_total: bool = False) -> str:
    if value is None:
        return NOTHING
    if measure is Measure.SHARE and not is_total:
        return almanac.digit(f"{value:.1%}")
    return almanac.digit(f"{value:,.1f}") if measure is Measure.PER_ARTICLES else almanac.number(round(value))
