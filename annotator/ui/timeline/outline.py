"""The outline of other counts: where its lines run in each reading, on whole pixels and for all bins at once."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from annotator.timeline.arrays import Flags, Floats, Whole
from annotator.timeline.stacks import Mode
from annotator.timeline.view import Share
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.marks import Reading, Slots
from annotator.ui.timeline.other import Seen
from annotator.ui.timeline.placing import edges_of, lane_places, sides_in_group, values

THICK, THIN = 2.0, 1.0  # pixels of a line; thin ones where a bin has no room for more
ROOM = 6.0  # pixels of a bar or a bin from which on its line is thick


class Steps(NamedTuple):
    """Steps of lines in pixels; those of one `run` that touch are joined, and (`stand`) begin and end on their ground.

    `number` is the bin of each.
    """

    run: Whole
    number: Whole
    left: Floats
    right: Floats
    top: Floats
    ground: Floats
    stand: bool = True


class Outline(NamedTuple):
    """Lines as boxes, a row of x, y, width and height each; `number` is the bin of each; `thick` ones have a rim."""

    boxes: Floats
    number: Whole
    thick: bool = True


NO_OUTLINE = Outline(np.empty((0, 4)), np.empty(0, dtype=np.int64))


def heights(seen: Seen, reading: Reading) -> Floats:
    """How high the outline is in each bin on the scale of the value axis."""
    counts = seen.counts
    if reading.mode is not Mode.GROUPED:
        counts = np.column_stack([counts, seen.rest])
    return values(counts, seen.articles, replace(reading, shown=tuple(range(counts.shape[1]))))


def outline(seen: Seen, reading: Reading, frame: Frame) -> Outline:
    """The lines of the bins in view."""
    if not len(seen.number) or not (reading.shown or seen.rest.any()):
        return NO_OUTLINE
    if seen.dense:
        seen = _tallest(seen, reading)
    widths = seen.right - seen.left
    if reading.mode is Mode.GROUPED:
        widths = widths / max(len(reading.shown), 1)
    thick = bool(np.median(widths) >= ROOM) and not seen.dense
    if reading.mode is Mode.GROUPED and not thick:
        return _caps(_of_bars(seen, frame))
    return _drawn(_steps(seen, reading, frame), THICK if thick else THIN, thick=thick)


def _steps(seen: Seen, reading: Reading, frame: Frame) -> Steps:
    if reading.mode is Mode.GROUPED:
        return _of_bars(seen, frame)
    if reading.mode is Mode.LANES:
        ground, tops = lane_places(seen.counts, reading, frame)
        there = (seen.counts > 0) if seen.dense else np.broadcast_to(seen.covered[:, None], seen.counts.shape)
        return _flat(seen, there, tops, np.broadcast_to(ground, tops.shape))
    if reading.mode is Mode.NORMALIZED and reading.share is Share.ANNOTATIONS:
        return _boundaries(seen, frame)
    high = heights(seen, reading)
    there = high > 0 if seen.dense else seen.covered
    if reading.mode is Mode.NORMALIZED:
        there = there & (seen.articles > 0)
    tops = np.rint(frame.height * (1 - high / frame.top))[:, None]
    return _flat(seen, there[:, None], tops, np.full(tops.shape, frame.height))


def _tallest(seen: Seen, reading: Reading) -> Seen:
    """Of the bins that share a pixel the tallest, as among the bars."""
    order = np.lexsort((heights(seen, reading), seen.left))
    keep = order[np.append(np.diff(seen.left[order]) > 0, np.ones(min(len(order), 1), dtype=bool))]
    return Seen(
        seen.number[keep], seen.left[keep], seen.right[keep], seen.counts[keep], seen.rest[keep], seen.articles[keep],
        seen.covered[keep], dense=True,
    )  # fmt: skip


def _of_bars(seen: Seen, frame: Frame) -> Steps:
    """An outline for each bar of a group, where the bar would stand."""
    slots = Slots(seen.number, seen.left, seen.right, seen.covered)
    left, right = sides_in_group(edges_of(slots), seen.counts.shape[1])
    tops = np.rint(frame.height * (1 - seen.counts / frame.top))
    bins, places = np.nonzero(seen.counts > 0)
    run = np.arange(len(bins), dtype=np.int64)
    ground = np.full(len(bins), frame.height)
    return Steps(run, seen.number[bins], left[bins, places], right[bins, places], tops[bins, places], ground)


def _caps(steps: Steps) -> Outline:
    """Of bars that are too narrow to be gone around only the heights, as short thick lines."""
    top = np.maximum(np.minimum(steps.top, steps.ground - THICK), 0)
    boxes = np.column_stack([steps.left, top, steps.right - steps.left, np.full(len(top), THICK)])
    return Outline(boxes, steps.number)


def _boundaries(seen: Seen, frame: Frame) -> Steps:
    """Where one series ends and the next begins; no line reaches the ground."""
    total = seen.counts.sum(axis=1) + seen.rest
    share = np.cumsum(seen.counts, axis=1) / np.maximum(total, 1)[:, None]
    share = share if seen.rest.any() else share[:, :-1]
    tops = np.rint(frame.height * (1 - share / frame.top))
    there = np.broadcast_to((total > 0)[:, None], tops.shape)
    return _flat(seen, there, tops, np.full(tops.shape, frame.height))._replace(stand=False)


def _flat(seen: Seen, there: Flags, tops: Floats, ground: Floats) -> Steps:
    """The steps of arrays with a row a bin and a column a run, run after run."""
    run, bins = np.nonzero(there.T)
    left, right = np.rint(seen.left[bins]), np.rint(seen.right[bins])
    right = np.maximum(right, left + 1)
    return Steps(run, seen.number[bins], left, right, tops[bins, run], ground[bins, run])


def _drawn(steps: Steps, line: float, *, thick: bool) -> Outline:
    """The lines of steps: one along each, one wherever it goes up or down."""
    if not len(steps.run):
        return NO_OUTLINE
    top = np.maximum(np.minimum(steps.top, steps.ground - line), 0)
    joined = (steps.run[1:] == steps.run[:-1]) & (steps.left[1:] == steps.right[:-1])
    high, low = np.minimum(top[1:], top[:-1]), np.maximum(top[1:], top[:-1])
    flat = np.column_stack([steps.left, top, steps.right - steps.left, np.full(len(top), line)])
    if not thick and len(top) > 1 and (flat[:, 2] <= line).all():
        return _of_pixels(flat, steps.number, joined, high, low)
    risers = np.column_stack([steps.left[1:] - np.floor(line / 2), high, np.full(len(high), line), low - high + line])[
        joined & (low > high)
    ]
    begins, ends = (np.append(True, ~joined) & steps.stand, np.append(~joined, True) & steps.stand)
    at_ends = [
        np.column_stack([side[those], top[those], np.full(those.sum(), line), (steps.ground - top)[those]])
        for side, those in ((steps.left, begins), (steps.right - line, ends))
    ]
    numbers = [steps.number, steps.number[1:][joined & (low > high)], steps.number[begins], steps.number[ends]]
    boxes = np.vstack([flat, risers, *at_ends])
    drawn = boxes[:, 3] > 0
    return Outline(boxes[drawn], np.concatenate(numbers)[drawn], thick)


def _of_pixels(flat: Floats, number: Whole, joined: Flags, high: Floats, low: Floats) -> Outline:
    """The lines of steps that are a pixel wide, each with its way up or down from the one before it in one box."""
    boxes = flat.copy()
    boxes[1:, 1] = np.where(joined, high, boxes[1:, 1])
    boxes[1:, 3] = np.where(joined, low - high + boxes[1:, 3], boxes[1:, 3])
    return Outline(boxes, number, thick=False)
