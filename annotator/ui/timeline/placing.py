"""Where the bars of the visible bins stand: all of them at once, on whole pixels so that their edges are sharp."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotator.timeline.arrays import Flags, Floats, Whole, start_ordinals
from annotator.timeline.stacks import LANE_FILL, Mode
from annotator.timeline.tally import Tally
from annotator.timeline.view import Share
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.marks import DENSE, WIDEST_BAR, WIDEST_GAP, Bars, Marks, Reading, Slots, visible


def lay_out(tally: Tally, reading: Reading, frame: Frame) -> Marks:
    """The bars of the visible bins; where bins are narrower than two pixels, of the tallest bin a pixel."""
    numbers = visible(tally, frame)
    if len(numbers) * DENSE > frame.width:
        return _tallest_a_pixel(tally, reading, frame, numbers)
    counts, articles = tally.of(numbers)
    ends = start_ordinals(np.arange(numbers.start, numbers.stop + 1), tally.unit)
    edges: Floats = (ends.astype(np.float64) - frame.left) * frame.per_day
    covered = (articles > 0) | counts.any(axis=1) | (tally.coverage is None)
    slots = Slots(np.arange(numbers.start, numbers.stop), edges[:-1], edges[1:], covered)
    return Marks(slots, place_bars(counts, articles, reading, frame, edges_of(slots)))


def values(counts: Whole, articles: Whole, reading: Reading) -> Floats:
    """How high each bin is on the scale of the value axis; of lanes and shares, how many annotations it shows."""
    shown = counts[:, list(reading.shown)]
    if not shown.size:
        return np.zeros(len(counts))
    if reading.mode is Mode.GROUPED:
        return np.asarray(shown.max(axis=1), dtype=np.float64)
    total = np.asarray(shown.sum(axis=1), dtype=np.float64)
    if reading.mode is Mode.NORMALIZED and reading.share is Share.ARTICLES:
        return np.divide(total * 100, articles, out=np.zeros(len(total)), where=articles > 0)
    return total


def _tallest_a_pixel(tally: Tally, reading: Reading, frame: Frame, numbers: range) -> Marks:
    part = tally.within(numbers)
    counts, articles = tally.counts[part], tally.articles[part]
    pixels = np.floor((tally.starts[part] - frame.left) * frame.per_day)
    order = np.lexsort((tally.held[part], values(counts, articles, reading), pixels))
    tallest = order[np.append(np.diff(pixels[order]) > 0, np.ones(min(len(order), 1), dtype=bool))]
    left = pixels[tallest]
    slots = Slots(tally.held[part][tallest], left, left + 1, np.ones(len(left), dtype=bool))
    return Marks(slots, place_bars(counts[tallest], articles[tallest], reading, frame, edges_of(slots)))


class Edges(NamedTuple):
    """Where in its slot each bin's bar begins and ends, in pixels."""

    left: Floats
    right: Floats


def edges_of(slots: Slots) -> Edges:
    """Bars in the middle of their slots, with a gap where there is room for one."""
    slot = slots.right - slots.left
    gap = np.where(slot >= 3, np.minimum(slot * 0.22, WIDEST_GAP), 0.0)
    width = np.minimum(slot - gap, WIDEST_BAR)
    start = slots.left + (slot - width) / 2
    left = np.rint(start)
    return Edges(left, np.maximum(np.rint(start + width), left + 1))


def bar_edges(left: float, right: float) -> tuple[float, float]:
    """Where in the slot `left` to `right` its bar begins and ends."""
    slots = Slots(np.zeros(1, dtype=np.int64), np.array([left]), np.array([right]), np.ones(1, dtype=bool))
    edges = edges_of(slots)
    return float(edges.left[0]), float(edges.right[0])


def place_bars(counts: Whole, articles: Whole, reading: Reading, frame: Frame, edges: Edges) -> Bars:
    """The bars of the series shown, bin after bin and in each from the first series to the last."""
    shown = np.array(reading.shown, dtype=np.int64)
    those: Whole = counts[:, shown] if len(shown) else np.zeros((len(counts), 0), dtype=np.int64)
    if reading.mode is Mode.GROUPED:
        return _grouped(those, shown, frame, edges)
    if reading.mode is Mode.LANES:
        return _lanes(those, shown, reading, frame, edges)
    whole = np.ones(len(those))
    if reading.mode is Mode.NORMALIZED:
        whole = articles / 100 if reading.share is Share.ARTICLES else those.sum(axis=1).astype(np.float64)
    held = whole > 0
    high = np.cumsum(those, axis=1) / np.where(held, whole, 1.0)[:, None]
    tops = np.maximum(np.minimum(np.rint(frame.height * (1 - high / frame.top)), frame.height - 1), 0.0)
    # Each bar stands on the one before it; the first on the ground, which its own rounding may not lower.
    bottoms = np.hstack(
        [np.full((len(those), 1), frame.height), np.where(high[:, :-1] > 0, tops[:, :-1], frame.height)]
    )
    return _bars(those > 0, shown, Edges(edges.left[:, None], edges.right[:, None]), tops, bottoms, held)


def _grouped(those: Whole, shown: Whole, frame: Frame, edges: Edges) -> Bars:
    tops = np.maximum(np.minimum(np.rint(frame.height * (1 - those / frame.top)), frame.height - 1), 0.0)
    return _bars(those > 0, shown, sides_in_group(edges, len(shown)), tops, np.full(those.shape, frame.height))


def sides_in_group(edges: Edges, series: int) -> Edges:
    """Where each of the bars of a group begins and ends, a row a bin."""
    share = np.arange(series + 1) / max(series, 1)
    width = (edges.right - edges.left)[:, None]
    lines = np.rint(edges.left[:, None] + share * width)
    return Edges(lines[:, :-1], np.maximum(lines[:, 1:], lines[:, :-1] + 1))


def _lanes(those: Whole, shown: Whole, reading: Reading, frame: Frame, edges: Edges) -> Bars:
    ground, tops = lane_places(those, reading, frame)
    bottoms = np.broadcast_to(ground, those.shape)
    tops = np.maximum(np.minimum(tops, bottoms - 1), 0.0)
    return _bars(those > 0, shown, Edges(edges.left[:, None], edges.right[:, None]), tops, bottoms)


def lane_places(those: Whole, reading: Reading, frame: Frame) -> tuple[Floats, Floats]:
    """The ground of each lane, and how high each count stands in its lane, in pixels."""
    floors = np.arange(those.shape[1])[::-1].astype(np.float64)
    peaks = np.maximum(np.array(reading.peaks, dtype=np.float64), 1)
    ground = np.where(floors == 0, frame.height, np.rint(frame.height * (1 - floors / frame.top)))
    return ground, np.rint(frame.height * (1 - (floors + LANE_FILL * those / peaks) / frame.top))


def _bars(there: Flags, shown: Whole, sides: Edges, tops: Floats, bottoms: Floats, held: Flags | None = None) -> Bars:
    """The bars that are `there`, of the bins that are `held` (None: all)."""
    if held is not None:
        there = there & held[:, None]
    columns, places = np.nonzero(there)
    left, right = (np.broadcast_to(side, there.shape)[columns, places] for side in sides)
    return Bars(columns, shown[places], left, tops[columns, places], right, bottoms[columns, places])
