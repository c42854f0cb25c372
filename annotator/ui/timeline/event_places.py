"""Where events stand on the chart: lines and regions in pixels, and names that never collide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.records import Event
from annotator.ui.timeline.frame import Frame

ROW = 17.0  # pixels from one row of names to the next
BETWEEN = 5.0  # pixels that two names in a row keep free
PADDING = 5.0  # pixels left and right of a name inside its box
SPARSE = 14.0  # pixels: an event without room for its name that is nearer to another has no line either
SHORTEST = 52.0  # pixels: a box that would be shorter shows no name


class Box(NamedTuple):
    """The box of a name in its row; row 0 is the one next to the plot."""

    left: float
    right: float
    row: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on the pixels of the plot, both edges inside it; `box` is None where there is no room for its name.

    One that `is_crowded` is but a mark: lines and regions of hundreds of events would hide the bars.
    """

    event: Event
    left: float
    right: float
    box: Box | None = None
    is_crowded: bool = False

    @property
    def middle(self) -> float:
        """The pixel of a moment's line."""
        return (self.left + self.right) / 2


def place(events: Sequence[Event], frame: Frame, measure: Callable[[str], float], *, rows: int) -> list[Placed]:
    """The events of which something is visible, by their first day; `measure` tells how wide a name is in pixels.

    A name begins where its event does, or at the left edge for one that began before. One that would run into
    another is shortened, or shortens the other, or is left out; the boxes of one row never touch.
    """
    seen = [_placed(event, frame) for event in events if _is_seen(event, frame)]
    seen.sort(key=lambda one: (one.left, one.right))
    ends: list[int | None] = [None] * rows  # the last event with a name in each row
    for number, one in enumerate(seen):
        wanted = measure(one.event.name) + 2 * PADDING
        row = _row_for(seen, ends, one, wanted, frame.width)
        if row is None:
            continue
        before = ends[row]
        if before is not None:
            seen[before] = _shortened(seen[before], _start(one, wanted, frame.width))
        box = _box(one, wanted, row, frame.width)
        seen[number], ends[row] = replace(one, box=box), number
    return _thinned(seen)


def _thinned(seen: list[Placed]) -> list[Placed]:
    """The same, with those crowded that have no name and stand too near to the last that has a line."""
    last = -SPARSE
    for number, one in enumerate(seen):
        if one.box is None and one.left - last < SPARSE:
            seen[number] = replace(one, is_crowded=True)
        else:
            last = one.left
    return seen


def _is_seen(event: Event, frame: Frame) -> bool:
    return event.last_on.toordinal() + 1 > frame.left and event.first_on.toordinal() < frame.right


def _placed(event: Event, frame: Frame) -> Placed:
    left, right = frame.x(event.first_on.toordinal()), frame.x(event.last_on.toordinal() + 1)
    if event.is_moment:
        return Placed(event, left, right)
    return Placed(event, max(left, 0.0), min(right, frame.width))


def _start(one: Placed, wanted: float, width: float) -> float:
    """Where the box of a name would begin; near the right edge it ends at its event instead."""
    start = max(one.middle if one.event.is_moment else one.left, 0.0)
    if start + wanted > width:
        start = max(min(start, width - wanted), 0.0)
    return start


def _box(one: Placed, wanted: float, row: int, width: float) -> Box:
    start = _start(one, wanted, width)
    return Box(start, min(start + wanted, width), row)


def _row_for(
    seen: Sequence[Placed], ends: Sequence[int | None], one: Placed, wanted: float, width: float
) -> int | None:
    """The first row that is free there; else the one whose last name can give way most, if enough of it is left."""
    start, best, most = _start(one, wanted, width), None, SHORTEST
    for row, before in enumerate(ends):
        box = seen[before].box if before is not None else None
        if box is None or box.right + BETWEEN <= start:
            return row
        left = start - BETWEEN - box.left
        if left > most:
            best, most = row, left
    return best


def _shortened(one: Placed, start: float) -> Placed:
    """The same with a name that ends before another begins."""
    if one.box is None or one.box.right + BETWEEN <= start:
        return one
    return replace(one, box=one.box._replace(right=start - BETWEEN))
