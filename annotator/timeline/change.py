"""How a bin differs from the one before it, in words: `+12 (+40 %)`, `no coverage before`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.timeline.almanac import PLAIN, Almanac

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline
    from annotator.timeline.tally import Tally

MINUS = "−"
FIRST = "no coverage before"
SAME = "no change"


def change(before: int, now: int, almanac: Almanac = PLAIN) -> str:
    """The change from one number to another: `+12 (+40 %)`, `−3 (−9 %)`, `+5 (none before)`, `no change`."""
    if before == now:
        return SAME
    sign = "+" if now > before else MINUS
    difference = f"{sign}{almanac.number(abs(now - before))}"
    if not before:
        return f"{difference} (none before)"
    percent = round(abs(now - before) * 100 / before)
    share = almanac.number(percent) if percent else f"under {almanac.number(1)}"
    return f"{difference} ({sign if percent else ''}{share} %)"


def since_bin_before(tally: Tally, number: int, places: Sequence[int], almanac: Almanac = PLAIN) -> str:
    """The change of the series at these places against the bin before; a bin without any article is no zero."""
    if number <= tally.first or not tally.covered(number - 1):
        return FIRST
    if not tally.covered(number):
        return "no coverage now"
    before, now = tally.row(number - 1), tally.row(number)
    return change(sum(int(before[place]) for place in places), sum(int(now[place]) for place in places), almanac)


def bin_before(timeline: Timeline, tally: Tally, number: int) -> str:
    """What the change is counted from: `week before`, and whether that one is incomplete."""
    name = f"{tally.unit.word} before"
    return f"incomplete {name}" if number > tally.first and timeline.is_incomplete(tally, number - 1) else name
