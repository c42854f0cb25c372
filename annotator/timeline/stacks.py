"""Where the bars of one bin stand, in shares of the bin and in values: four readings of the same counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """The readings of a timeline."""

    STACKED = "stacked"
    GROUPED = "grouped"
    NORMALIZED = "normalized"
    LANES = "lanes"


class Segment(NamedTuple):
    """One bar of one tag: `left` and `right` in shares (0 to 1) of the bin, `low` and `high` in values."""

    tag: int  # place in the tally's tags
    left: float
    right: float
    low: float
    high: float


def segments(
    row: Sequence[int], mode: Mode, *, shown: Sequence[int], peaks: Sequence[int] = (), whole: float | None = None
) -> list[Segment]:
    """The bars of one bin with the counts `row`; `shown` are the places of the tags that appear, in order.

    Values are annotations (stacked, grouped), parts of the `whole` (normalized; None: of the annotations shown, 0: no
    bars, since nothing can be divided by it), or lanes: that of the last shown tag is 0 to 1, and a bar fills its lane
    in proportion to the lane's own largest count, which `peaks` has for each of `shown`.
    """
    if mode is Mode.GROUPED:
        return _grouped(row, shown)
    if mode is Mode.LANES:
        return _lanes(row, shown, peaks)
    if mode is Mode.STACKED:
        whole = 1
    elif whole is None:
        whole = sum(row[tag] for tag in shown)
    bars, low = [], 0
    for tag in shown:
        if row[tag] and whole:
            bars.append(Segment(tag, 0.0, 1.0, low / whole, (low + row[tag]) / whole))
            low += row[tag]
    return bars


def _grouped(row: Sequence[int], shown: Sequence[int]) -> list[Segment]:
    width = 1 / max(len(shown), 1)
    return [
        Segment(tag, place * width, (place + 1) * width, 0.0, float(row[tag]))
        for place, tag in enumerate(shown)
        if row[tag]
    ]


LANE_FILL = 0.84  # the rest of a lane keeps its neighbours apart


def _lanes(row: Sequence[int], shown: Sequence[int], peaks: Sequence[int]) -> list[Segment]:
    bars = []
    for place, (tag, peak) in enumerate(zip(shown, peaks, strict=True)):
        if row[tag]:
            floor = len(shown) - 1 - place
            bars.append(Segment(tag, 0.0, 1.0, float(floor), floor + LANE_FILL * row[tag] / max(peak, 1)))
    return bars


def ceiling(rows: Iterable[Sequence[int]], mode: Mode, *, shown: Sequence[int]) -> float:
    """The largest value that the chart has to show; at least 1."""
    if mode is Mode.NORMALIZED:
        return 1.0
    if mode is Mode.LANES:
        return float(max(len(shown), 1))
    reduce = sum if mode is Mode.STACKED else max
    return float(max((reduce([row[tag] for tag in shown] or [0]) for row in rows), default=0) or 1)
