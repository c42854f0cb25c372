"""The timeline in words: totals, and one bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import bin_at

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline
    from annotator.timeline.tally import Tally


def totals(timeline: Timeline, almanac: Almanac = PLAIN) -> str:
    """All annotations and those without a date: `693 annotations · 37 without a date`."""
    return shorter_totals(timeline, almanac)[0]


def shorter_totals(timeline: Timeline, almanac: Almanac = PLAIN) -> list[str]:
    """The totals in ever fewer words, of which the last still says both numbers."""
    words, undated = almanac.counted(timeline.annotations, "annotation"), almanac.number(timeline.undated)
    short = almanac.number(timeline.annotations)
    if not timeline.undated:
        return [words, short]
    return [
        f"{words} · {undated} without a date",
        f"{words} · {undated} undated",
        f"{short} · {undated} undated",
    ]


def title(tally: Tally, number: int | None, almanac: Almanac = PLAIN) -> str:
    """The name of a bin as a heading; None is the undated."""
    if number is None:
        return "No date"
    name = almanac.bin(number, tally.unit)
    return name[0].upper() + name[1:]


def coverage(tally: Tally, number: int | None, almanac: Almanac = PLAIN) -> str:
    """How many articles stand behind a bin; empty where nobody said."""
    if number is None or tally.coverage is None:
        return ""
    articles = tally.articles_in(number)
    return almanac.counted(articles, "article") if articles else "no coverage: no article in these days"


def part_covered(timeline: Timeline, tally: Tally, number: int | None, almanac: Almanac = PLAIN) -> str:
    """Of an incomplete first or last bin, where the articles begin or end; empty for the others."""
    if number is None or not timeline.is_incomplete(tally, number):
        return ""
    first, last, interval = timeline.first, timeline.last, bin_at(number, tally.unit)
    begins = f"begin on {almanac.day(first)}" if first is not None and first > interval.start else ""
    ends = f"end on {almanac.day(last)}" if last is not None and last < interval.last else ""
    return f"incomplete: the articles {' and '.join(filter(None, (begins, ends)))}"
