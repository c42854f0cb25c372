"""What the marks of one block look like: rectangles and colours, made once and painted many times.

All places are pixels from the block's top left corner; the margin lies at negative x.
"""

from __future__ import annotations

from bisect import insort_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.geometry import LineRuns, Run
from annotator.ui.article.inks import ground
from annotator.ui.article.layout import SetBlock, SetLine, Type
from annotator.ui.article.margin import Stripe, draw_stripes
from annotator.ui.article.marks import UNDERLINE_LANES, Mark
from annotator.ui.reading.links import link_lines

SHORTEST_PARTED = 8
"""Underlines shorter than this, in pixels, keep their ends."""


class BlockPicture:
    """The painted parts of one block's marks."""

    def __init__(self) -> None:
        self.tints: dict[str, list[QRectF]] = defaultdict(list)
        self.underlines: dict[str, list[QRectF]] = defaultdict(list)
        self.more: list[tuple[int, int]] = []
        """For each line with more lanes than fit: its baseline and how many are left out."""
        self.links: list[QRectF] = []
        self.stripes: list[Stripe] = []
        self.crowded: list[tuple[int, int]] = []
        """For each line with more stripes than fit in the margin: its baseline and how many are left out."""
        self.runs: dict[int, LineRuns] = {}
        """The runs that it was drawn from, by the start of their line, since finding them takes longest."""

    def runs_of(self, block: SetBlock, line: SetLine) -> LineRuns:
        """The runs of a line of the block that this is a picture of."""
        found = self.runs.get(line.start)
        if found is None or not found.is_of(block):
            found = self.runs[line.start] = LineRuns(block, line)
        return found


class MarkHere(NamedTuple):
    """A mark in one block: the UTF-16 places of the block that it covers, and its length in code points."""

    mark: Mark
    first: int
    last: int
    length: int
    is_underlined: bool


class Lanes(NamedTuple):
    """Where underlines run: the top of the first below the baseline, their thickness and distance, in pixels."""

    first: int
    thick: int
    step: int


def underline_lanes(setting: Type) -> Lanes:
    """Underlines as thick and as far apart as they can be without one reaching into the line below."""
    room = setting.pitch - setting.ascent + 1
    thick, gap = max(2, round(setting.pitch / 15)), max(2, round(setting.pitch / 14))
    for thick, gap in ((thick, gap), (thick, (gap + 1) // 2), (thick, 1), (1, 1)):  # noqa: B020 - the first try is what they are
        first = min(setting.descent - 1, room - UNDERLINE_LANES * (thick + gap) + gap)
        if first >= 2:
            break
    return Lanes(max(1, first), thick, thick + gap)


def draw_picture(
    document: ArticleDocument, setting: Type, block: SetBlock, marks: Sequence[Mark], before: BlockPicture | None = None
) -> BlockPicture:
    """The picture of a block and the marks that touch it; `marks` come by start, longest first.

    The picture `before` of the same block lends what is still true of it.
    """
    picture = BlockPicture()
    if before is not None:
        picture.runs = before.runs
    here = []
    for mark in marks:
        first, last = document.in_block(block.number, mark.span)
        if first < last:
            here.append(MarkHere(mark, first, last, mark.span.length, mark.lane < UNDERLINE_LANES))
    for line in block.lines:
        start, end = line.start, line.end
        in_line = [each for each in here if each.first < end and start < each.last]
        if in_line:
            _draw_line(picture, setting, picture.runs_of(block, line), line, in_line)
    if here:
        whole = document.starts[block.number], document.end(block.number)
        picture.stripes, picture.crowded = draw_stripes(setting, block, whole, here)
    picture.links = link_lines(document, block)
    return picture


def _draw_line(picture: BlockPicture, setting: Type, runs: LineRuns, line: SetLine, here: list[MarkHere]) -> None:
    lanes = underline_lanes(setting)
    for each in here:
        if each.is_underlined:
            y = line.baseline + lanes.first + each.mark.lane * lanes.step
            rects = picture.underlines[each.mark.color]
            for left, right in _parted(runs(each.first, each.last), each, line):
                rects.append(QRectF(left, y, right - left, lanes.thick))
    top, tall = line.baseline - setting.ascent + 1, setting.ascent + setting.descent - 1
    left_out = 0
    for first, last, stack in _segments(here, line):
        if len(stack) > left_out:
            # The one on top is told by its tint, even where it has no underline.
            left_out = max(left_out, sum(not each.is_underlined for each in stack[1:]))
        rects = picture.tints[ground(stack[0].mark.color, len(stack))]
        # Qt shows a selection that goes on over the line's end a little otherwise than one that ends there.
        before = first if first > line.start else min(each.first for each in stack)
        after = last if last < line.end else max(each.last for each in stack)
        for left, right in runs(before, after):
            rects.append(QRectF(left, top, right - left, tall))
    if left_out:
        picture.more.append((line.baseline, left_out))


def _parted(runs: list[Run], here: MarkHere, line: SetLine) -> list[Run]:
    """An underline's runs, a little shorter where the mark ends, so that one beside it is seen as another."""
    if len(runs) != 1 or runs[0][1] - runs[0][0] < SHORTEST_PARTED:
        return runs
    ((left, right),) = runs
    return [(left + (here.first > line.start), right - (here.last < line.end))]


def _segments(here: list[MarkHere], line: SetLine) -> Iterable[tuple[int, int, list[MarkHere]]]:
    """The stretches of a line under which the same marks lie, with those marks, shortest (or last) first."""
    start, end = line.start, line.end
    edges = {start, end}
    for each in here:
        edges.add(max(each.first, start))
        edges.add(min(each.last, end))
    begun = 0
    running: list[MarkHere] = []
    for first, last in pairwise(sorted(edges)):
        running = [each for each in running if each.last > first]
        while begun < len(here) and here[begun].first <= first:
            insort_left(running, here[begun], key=_LENGTH)
            begun += 1
        if running:
            yield first, last, running


_LENGTH = attrgetter("length")
