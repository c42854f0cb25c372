"""The timeline in words: totals, one bin, the whole in one sentence, and the caption of a picture."""

from __future__ import annotations

from datetime import date

from annotator.timeline.calendar import bin_at, bin_name, day_name, rule
from annotator.timeline.counts import Tally, Timeline, incomplete


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 annotation`, `1,204 annotations`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def totals(timeline: Timeline) -> str:
    """All annotations and those without a date: `693 annotations · 37 without a date`."""
    return shorter_totals(timeline)[0]


def shorter_totals(timeline: Timeline) -> list[str]:
    """The totals in ever fewer words, of which the last still says both numbers."""
    words, undated = counted(timeline.annotations, "annotation"), f"{timeline.undated:,}"
    if not timeline.undated:
        return [words, f"{timeline.annotations:,}"]
    return [
        f"{words} · {undated} without a date",
        f"{words} · {undated} undated",
        f"{timeline.annotations:,} · {undated} undated",
    ]


def title(tally: Tally, number: int | None) -> str:
    """The name of a bin as a heading; None is the undated."""
    if number is None:
        return "No date"
    name = bin_name(number, tally.unit)
    return name[0].upper() + name[1:]


def coverage(tally: Tally, number: int | None) -> str:
    """How many articles stand behind a bin; empty where nobody said."""
    if number is None or tally.articles is None:
        return ""
    articles = tally.articles.get(number, 0)
    return counted(articles, "article") if articles else "no coverage: no article in these days"


def part_covered(timeline: Timeline, tally: Tally, number: int | None) -> str:
    """Of an incomplete first or last bin, where the articles begin or end; empty for the others."""
    if number is None or not incomplete(timeline, tally, number):
        return ""
    first, last, interval = timeline.first, timeline.last, bin_at(number, tally.unit)
    begins = f"begin on {day_name(first)}" if first is not None and first > interval.start else ""
    ends = f"end on {day_name(last)}" if last is not None and last < interval.last else ""
    return f"incomplete: the articles {' and '.join(filter(None, (begins, ends)))}"


def summary(tally: Tally) -> str:
    """The chart in one sentence, for those who do not see it."""
    if not tally.rows:
        return f"No annotation has a date; {counted(sum(tally.undated), 'annotation')} without one."
    peak = max(tally.rows, key=lambda number: (sum(tally.rows[number]), -number))
    bins = counted(tally.last - tally.first + 1, "bin")
    words = f"Annotations by {tally.unit}, {bins}, peak {sum(tally.rows[peak]):,}: {bin_name(peak, tally.unit)}"
    return f"{words}; {sum(tally.undated):,} without a date."


def caption(timeline: Timeline, tally: Tally, *, first: int, last: int, share: bool) -> list[str]:
    """What a picture of the bins `first` to `last` must say to be understood alone, in lines of text."""
    inside = sum(sum(row) for number, row in tally.rows.items() if first <= number <= last)
    dates = "" if last < first else f" · {_days(tally, first, last)}"
    numbers = f"n = {inside + timeline.undated:,}, of these {timeline.undated:,} without a date"
    if inside + timeline.undated < timeline.annotations:
        numbers += f" · of {timeline.annotations:,} in the project"
    unit = f"share of the {tally.unit}'s annotations" if share else "annotations"
    return [f"{rule(tally.unit)} · {unit}{dates}", numbers]


def _days(tally: Tally, first: int, last: int) -> str:
    start: date = bin_at(first, tally.unit).start
    end: date = bin_at(last, tally.unit).last
    return day_name(start) if start == end else f"{day_name(start)} – {day_name(end)}"
