"""What the marks of one block look like: rectangles and colours, made once and painted many times.

All places are pixels from the block's top left corner; the margin lies at negative x.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from annotator.ui import theme
from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.geometry import LineRuns
from annotator.ui.article.layout import SetBlock, SetLine, Type
from annotator.ui.article.marks import UNDERLINE_LANES, Mark
from annotator.ui.reading.links import link_lines

STRIPE_LANES = 4
STRIPE_STEP = 10
STRIPE_WIDTH = 4
DEPTHS = (1.0, 1.5, 1.8, 2.0)
"""How much stronger than a single tint the ground under one, two, three and more marks is."""

Stretch = tuple[int, int]


class Stripe(NamedTuple):
    """One mark in the margin; `letter` is empty where the stripe only goes on from the block above."""

    mark: Mark
    rect: QRectF
    letter: str


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


class _Placed(NamedTuple):
    mark: Mark
    first: int  # UTF-16 places of the block
    last: int
    length: int
    is_underlined: bool


def draw_picture(document: ArticleDocument, setting: Type, block: SetBlock, marks: Sequence[Mark]) -> BlockPicture:
    """The picture of a block and the marks that touch it; `marks` come by start, longest first."""
    picture = BlockPicture()
    placed = []
    for mark in marks:
        first, last = document.in_block(block.number, mark.span)
        if first < last:
            placed.append(_Placed(mark, first, last, mark.span.length, mark.lane < UNDERLINE_LANES))
    for line in block.lines:
        start, end = line.start, line.end
        here = [each for each in placed if each.first < end and start < each.last]
        if here:
            _draw_line(picture, setting, LineRuns(block, line), line, here)
    if placed:
        _draw_stripes(picture, document, block, placed)
    picture.links = link_lines(document, block)
    return picture


def _draw_line(picture: BlockPicture, setting: Type, runs: LineRuns, line: SetLine, placed: list[_Placed]) -> None:
    top, bottom = line.baseline - setting.ascent + 1, line.baseline + setting.descent
    thick, step = underline_measure(setting)
    for each in placed:
        if each.is_underlined:
            y = bottom - 1 + each.mark.lane * step
            for left, right in runs(each.first, each.last):
                picture.underlines[each.mark.color].append(QRectF(left, y, right - left, thick))
    left_out = 0
    for first, last, stack in _segments(placed, line):
        if len(stack) > left_out:
            left_out = max(left_out, len([each for each in stack if not each.is_underlined]))
        rects = picture.tints[ground(stack[0].mark.color, len(stack))]
        for left, right in runs(first, last):
            rects.append(QRectF(left, top, right - left, bottom - top))
    if left_out:
        picture.more.append((line.baseline, left_out))


def underline_measure(setting: Type) -> tuple[int, int]:
    """The thickness of an underline and the distance from one lane to the next, in pixels."""
    thick = max(2, round(setting.pitch / 15))
    return thick, thick + max(2, round(setting.pitch / 14))


def _segments(placed: list[_Placed], line: SetLine) -> Iterable[tuple[int, int, list[_Placed]]]:
    """The stretches of a line under which the same marks lie, with those marks, shortest first."""
    start, end = line.start, line.end
    edges = {start, end}
    for each in placed:
        edges.add(max(each.first, start))
        edges.add(min(each.last, end))
    begun = 0
    running: list[_Placed] = []
    for first, last in pairwise(sorted(edges)):
        running = [each for each in running if each.last > first]
        while begun < len(placed) and placed[begun].first <= first:
            insort(running, placed[begun], key=_LENGTH)
            begun += 1
        if running:
            yield first, last, running


_LENGTH = attrgetter("length")


_grounds: dict[tuple[str, str, int], str] = {}


def ground(color: str, depth: int) -> str:
    """The ground under text that `depth` marks share, in the colour of the shortest; it never drowns the text.

    Mixing the colours of all would turn blue and orange to mud; the others are told by their underlines.
    """
    now = theme.current()
    depth = min(depth, len(DEPTHS))
    found = _grounds.get((now.name, color, depth))
    if found is None:
        share = now.tint * DEPTHS[depth - 1]
        tone = theme.mixed(theme.data_color(color), now.color("paper"), share)
        while theme.contrast(tone, now.color("ink")) < 5:
            share *= 0.92
            tone = theme.mixed(theme.data_color(color), now.color("paper"), share)
        found = _grounds[(now.name, color, depth)] = tone.name()
    return found


_readable: dict[tuple[str, str, float], QColor] = {}


def readable(color: str, wanted: float) -> QColor:
    """A tag's colour, moved towards the ink until its contrast on the paper reaches `wanted`."""
    now = theme.current()
    found = _readable.get((now.name, color, wanted))
    if found is None:
        found = theme.data_color(color)
        while theme.contrast(found, now.color("paper")) < wanted:
            found = theme.mixed(now.color("ink"), found, 0.12)
        _readable[(now.name, color, wanted)] = found
    return found


def _draw_stripes(picture: BlockPicture, document: ArticleDocument, block: SetBlock, placed: Sequence[_Placed]) -> None:
    start, end = document.starts[block.number], document.end(block.number)
    # Stripes that go on over several blocks come first, so that each keeps its lane from block to block.
    crossing = [each for each in placed if each.mark.span.start < start or each.mark.span.end > end]
    within = [each for each in placed if start <= each.mark.span.start and each.mark.span.end <= end]
    starts = [line.start for line in block.lines]
    ends_by_lane: list[int] = []
    crowded: dict[int, int] = defaultdict(int)
    for index, each in enumerate(crossing + within):
        first, last = bisect_right(starts, each.first) - 1, bisect_left(starts, each.last) - 1
        lane = _free_lane(ends_by_lane, first, fixed=each.mark.lane if index < len(crossing) else None)
        if lane >= STRIPE_LANES:
            crowded[block.lines[first].baseline] += 1
            continue
        ends_by_lane[lane] = last
        starts_here = each.mark.span.start >= start
        _draw_stripe(picture, block, each.mark, lane=lane, lines=(first, last), starts_here=starts_here)
    picture.crowded.extend(crowded.items())


def _free_lane(ends: list[int], first: int, *, fixed: int | None) -> int:
    """The nearest lane that is free from line `first` on; `ends` grows to hold it."""
    lane = fixed if fixed is not None else 0
    while fixed is None and lane < min(len(ends), STRIPE_LANES) and ends[lane] >= first:
        lane += 1
    while len(ends) <= min(lane, STRIPE_LANES):
        ends.append(-1)
    return lane


def _draw_stripe(
    picture: BlockPicture, block: SetBlock, mark: Mark, *, lane: int, lines: Stretch, starts_here: bool
) -> None:
    first, last = block.lines[lines[0]], block.lines[lines[1]]
    x = stripe_x(lane)
    top = first.top + 12 if starts_here else first.top - 2
    bottom = last.bottom - 3
    rect = QRectF(x, top, STRIPE_WIDTH, max(6, bottom - top))
    picture.stripes.append(Stripe(mark, rect, mark.letter if starts_here else ""))


def stripe_x(lane: int) -> int:
    """The left edge of a margin lane in pixels from the column's left; later lanes stand nearer to the text."""
    return -(STRIPE_LANES - lane) * STRIPE_STEP - 8
