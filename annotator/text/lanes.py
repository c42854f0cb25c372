"""Lanes for painting overlapping spans, and an index that finds the spans at a place of the text."""

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

from annotator.text.span import Span

FAN_OUT = 16


def lanes(spans: Sequence[Span]) -> list[int]:
    """The lane of each span, counted from 0 beside the text: spans in one lane never overlap.

    There are as many lanes as spans at the most crowded place, and each span has the lane nearest to the text
    that is free where it starts. So a span inside another lies further out, unless a nearer lane came free
    meanwhile. The same set of spans gets the same lanes in whatever order it comes.
    """
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    lane_of = [0] * len(spans)
    # One number holds where a running span ends and its lane: a heap of numbers is twice as fast as one of pairs.
    running: list[int] = []
    free: list[int] = []
    width = len(spans) + 1
    lane_count = 0
    for index in _container_first(starts, ends):
        over = (starts[index] + 1) * width
        while running and running[0] < over:
            heappush(free, heappop(running) % width)
        if free:
            lane = heappop(free)
        else:
            lane, lane_count = lane_count, lane_count + 1
        heappush(running, ends[index] * width + lane)
        lane_of[index] = lane
    return lane_of


class SpanIndex:
    """Finds which of many spans lie at a place; a span is named by its index in the sequence it came in.

    Building takes O(n log n), a look-up O((1 + k) log n) for k spans found, however long and nested they are.
    """

    __slots__ = ("_ends_by_level", "_order", "_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = tuple(spans)
        starts, ends = [span.start for span in spans], [span.end for span in spans]
        self._order = _container_first(starts, ends)
        self._starts = [starts[index] for index in self._order]
        ends = [ends[index] for index in self._order]
        # Each level holds the furthest end of every 16 entries of the level below it.
        self._ends_by_level = [ends]
        while len(ends) > FAN_OUT:
            ends = [max(ends[first : first + FAN_OUT]) for first in range(0, len(ends), FAN_OUT)]
            self._ends_by_level.append(ends)

    def __len__(self) -> int:
        return len(self._spans)

    def overlapping(self, start: int, end: int) -> list[int]:
        """The spans that share a code point with `[start, end)`, by start, of equal ones longest first."""
        if start >= end:
            return []
        reachable = bisect_left(self._starts, end)
        places: Sequence[int] = range(len(self._ends_by_level[-1]))
        for level in range(len(self._ends_by_level) - 1, -1, -1):
            ends, limit = self._ends_by_level[level], -(-reachable // FAN_OUT**level)
            places = [place for place in places if place < limit and ends[place] > start]
            if level:
                width = len(self._ends_by_level[level - 1])
                places = [
                    below for place in places for below in range(place * FAN_OUT, min(width, (place + 1) * FAN_OUT))
                ]
        return [self._order[place] for place in places]

    def at(self, offset: int) -> list[int]:
        """The spans that hold the code point at `offset`, shortest first; of equal lengths the earliest."""
        found = self.overlapping(offset, offset + 1)
        return sorted(found, key=lambda index: (self._spans[index].length, self._spans[index].start))


def _container_first(starts: list[int], ends: list[int]) -> list[int]:
    """The indices of spans by start, and of those with equal starts the longest first."""
    order = sorted(range(len(ends)), key=ends.__getitem__, reverse=True)
    order.sort(key=starts.__getitem__)
    return order
