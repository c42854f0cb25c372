"""Lanes for painting overlapping spans, and an index that finds the spans at a place of the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import compress, count, islice
from operator import attrgetter, eq, le
from typing import Protocol

FAN_OUT = 16


class Stretch(Protocol):
    """Anything that covers the code points `[start, end)`, such as a span or a record that has one."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


def lanes(spans: Sequence[Stretch]) -> list[int]:
    """The lane of each span, counted from 0 beside the text: spans in one lane never overlap.

    There are as many lanes as spans at the most crowded place, and each span has the lane nearest to the text
    that is free where it starts. So a span inside another lies further out, unless a nearer lane came free
    meanwhile. The same set of spans gets the same lanes in whatever order it comes.
    """
    index = SpanIndex(spans)
    return [index.lane(number) for number in range(len(spans))]


class SpanIndex:
    """Finds which of many spans lie at a place and in which lane; a span is named by its place in the sequence.

    Building takes O(n log n), a look-up O((1 + k) log n) for k spans found, however long and nested they are.
    Lanes are found when first asked for, for one crowd at a time: spans that hang together by overlaps.
    """

    def __init__(self, spans: Sequence[Stretch]) -> None:
        self._starts, self._ends = list(map(_START, spans)), list(map(_END, spans))
        self._order = _container_first(self._starts, self._ends)
        self._ordered_starts = list(map(self._starts.__getitem__, self._order))
        ends = list(map(self._ends.__getitem__, self._order))
        # Each level holds the furthest end of every 16 entries of the level below it.
        self._ends_by_level = [ends]
        while len(ends) > FAN_OUT:
            ends = [max(ends[first : first + FAN_OUT]) for first in range(0, len(ends), FAN_OUT)]
            self._ends_by_level.append(ends)
        self._lanes: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._order)

    def overlapping(self, start: int, end: int) -> list[int]:
        """The spans that share a code point with `[start, end)`, by start, of equal ones longest first."""
        if start >= end:
            return []
        reachable = bisect_left(self._ordered_starts, end)
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
        """The spans that hold the code point at `offset`, shortest first; of equal lengths the last on top."""
        found = reversed(self.overlapping(offset, offset + 1))
        return sorted(found, key=lambda index: self._ends[index] - self._starts[index])

    def lane(self, index: int) -> int:
        """The lane of a span, as `lanes` tells it."""
        found = self._lanes.get(index)
        if found is None:
            self._find_lanes(self.crowd(index))
            found = self._lanes[index]
        return found

    def crowd(self, index: int) -> list[int]:
        """The spans that hang together with a span by overlaps, itself among them; no other changes its lane."""
        starts, ends = self._ordered_starts, self._ends_by_level[0]
        first = bisect_left(starts, self._starts[index])
        # Who reaches over the beginning of the crowd found so far belongs to it, and is its new beginning.
        while (before := self._first_ending_after(starts[first])) < first:
            first = before
        last, furthest = first, starts[first] + 1
        while last < len(starts) and starts[last] < furthest:
            furthest = max(furthest, ends[last])
            last += 1
        return self._order[first:last]

    def _first_ending_after(self, offset: int) -> int:
        """The place in the order of the first span that ends after `offset`; how many there are if none does."""
        place = 0
        for level in range(len(self._ends_by_level) - 1, -1, -1):
            ends = self._ends_by_level[level]
            found = range(place * FAN_OUT if level < len(self._ends_by_level) - 1 else 0, len(ends))
            place = next((each for each in found if ends[each] > offset), len(ends))
            if place == len(ends):
                return len(self._order)
        return place

    def _find_lanes(self, crowd: Sequence[int]) -> None:
        # One number holds where a running span ends and its lane: a heap of numbers is twice as fast as one of pairs.
        running: list[int] = []
        free: list[int] = []
        width = len(crowd) + 1
        lane_count = 0
        for index in crowd:
            over = (self._starts[index] + 1) * width
            while running and running[0] < over:
                heappush(free, heappop(running) % width)
            if free:
                lane = heappop(free)
            else:
                lane, lane_count = lane_count, lane_count + 1
            heappush(running, self._ends[index] * width + lane)
            self._lanes[index] = lane


_START, _END = attrgetter("start"), attrgetter("end")


def _container_first(starts: list[int], ends: list[int]) -> list[int]:
    """The indices of spans by start, and of those with equal starts the longest first."""
    order = list(range(len(starts)))
    is_by_start = all(map(le, starts, islice(starts, 1, None)))
    if not is_by_start:
        order.sort(key=starts.__getitem__)
        starts = list(map(starts.__getitem__, order))
    # Only spans that start together are still to be put in order, and of these there are few.
    done = 0
    for place in compress(count(), map(eq, starts, islice(starts, 1, None))):
        if place >= done:
            done = bisect_right(starts, starts[place])
            order[place:done] = sorted(order[place:done], key=lambda index: (-ends[index], index))
    return order
