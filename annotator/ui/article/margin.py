"""The margin beside a text: a stripe with the tag's letter for each mark, packed, and a sign where it has a note."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QStaticText

from annotator.ui import theme
from annotator.ui.article.inks import FAINT, is_faint, readable
from annotator.ui.article.layout import SetBlock, Type
from annotator.ui.article.marks import Mark

if TYPE_CHECKING:
    from annotator.ui.article.painting import Placed, Scene
    from annotator.ui.article.picture import MarkHere

STRIPE_LANES = 4
STRIPE_STEP = 10
STRIPE_WIDTH = 4
ASCENT = 0.785
"""The share of a small text's height that is above its baseline."""

SMALL_PITCH = 22
"""Lines nearer to each other than this, in pixels, get smaller letters and signs."""

Counted = list[tuple[int, int]]
"""For each line with more than fits: its baseline, and how many are left out."""


class Stripe(NamedTuple):
    """One mark in the margin; `letter` is empty and `sign` None where it only goes on from the block above."""

    mark: Mark
    rect: QRectF
    letter: str
    sign: QRectF | None


class Sizes(NamedTuple):
    """Of letters in points; the room above a stripe, that below it and the side of a sign in pixels."""

    points: float
    head: int
    foot: int
    sign: int


def sizes(setting: Type) -> Sizes:
    """The sizes that suit the distance of lines."""
    return Sizes(5.5, 8, 1, 5) if setting.pitch < SMALL_PITCH else Sizes(7.5, 12, 3, 7)


def draw_stripes(
    setting: Type, block: SetBlock, whole: tuple[int, int], here: Sequence[MarkHere]
) -> tuple[list[Stripe], Counted]:
    """The stripes of the marks in a block that holds the code points `whole`, and for how many there is no room."""
    start, end = whole
    # Stripes that go on over several blocks come first, so that each keeps its lane from block to block.
    crossing = [each for each in here if each.mark.span.start < start or each.mark.span.end > end]
    within = [each for each in here if start <= each.mark.span.start and each.mark.span.end <= end]
    starts = [line.start for line in block.lines]
    stripes: list[Stripe] = []
    ends_by_lane: list[int] = []
    crowded: dict[int, int] = defaultdict(int)
    for index, each in enumerate(crossing + within):
        first, last = bisect_right(starts, each.first) - 1, bisect_left(starts, each.last) - 1
        lane = _free_lane(ends_by_lane, first, fixed=each.mark.lane if index < len(crossing) else None)
        if lane >= STRIPE_LANES:
            crowded[block.lines[first].baseline] += 1
            continue
        ends_by_lane[lane] = last
        rect = QRectF(stripe_x(lane), block.lines[first].top, STRIPE_WIDTH, block.lines[last].bottom)
        stripes.append(_stripe(setting, each.mark, rect, starts_here=each.mark.span.start >= start))
    return stripes, list(crowded.items())


def _free_lane(ends: list[int], first: int, *, fixed: int | None) -> int:
    """The nearest lane that is free from line `first` on; `ends` grows to hold it."""
    lane = fixed if fixed is not None else 0
    while fixed is None and lane < min(len(ends), STRIPE_LANES) and ends[lane] >= first:
        lane += 1
    while len(ends) <= min(lane, STRIPE_LANES):
        ends.append(-1)
    return lane


def _stripe(setting: Type, mark: Mark, lines: QRectF, *, starts_here: bool) -> Stripe:
    """The stripe of a mark beside its lines; the height of `lines` is where the last of them ends."""
    size = sizes(setting)
    top = lines.top() + size.head if starts_here else lines.top() - 2
    rect = QRectF(lines.left(), top, STRIPE_WIDTH, max(size.sign, lines.height() - size.foot - top))
    if not starts_here:
        return Stripe(mark, rect, "", None)
    sign = None
    if mark.annotation.note:
        sign = QRectF(rect.center().x() - size.sign / 2, top, size.sign, size.sign)
    return Stripe(mark, rect, mark.letter, sign)


def stripe_x(lane: int) -> int:
    """The left edge of a margin lane in pixels from the column's left; later lanes stand nearer to the text."""
    return -(STRIPE_LANES - lane) * STRIPE_STEP - 8


def paint_margins(painter: QPainter, scene: Scene, blocks: Sequence[Placed]) -> None:
    """The margins of all blocks, sorted by colour, since changing pen and brush costs more than a stripe."""
    by_color: dict[str, list[tuple[Placed, Stripe]]] = defaultdict(list)
    for placed in blocks:
        for stripe in placed.picture.stripes:
            by_color[stripe.mark.color].append((placed, stripe))
    points = sizes(scene.setting).points
    chosen = scene.chosen.id if scene.chosen is not None else None
    painter.setFont(theme.ui_font(points, bold=True))
    for color, found in by_color.items():
        _paint_stripes(painter, color, found, chosen)
        _paint_letters(painter, color, found)
    painter.setPen(theme.current().color("soft"))
    painter.setFont(theme.ui_font(points))
    for placed in blocks:
        _paint_counts(painter, scene, placed)


def _paint_stripes(painter: QPainter, color: str, found: Sequence[tuple[Placed, Stripe]], chosen: int | None) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.data_color(color))
    painter.setPen(QPen(readable(color, FAINT), 1) if is_faint(color) else Qt.PenStyle.NoPen)
    signs = []
    for placed, stripe in found:
        rect = stripe.rect.translated(placed.left, placed.top)
        if stripe.sign is not None:
            signs.append(stripe.sign.translated(placed.left, placed.top))
            rect.setTop(signs[-1].bottom() + 1)
            if rect.height() < 2:
                continue
        painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0) if stripe.mark.id == chosen else rect, 2, 2)
    if signs:
        _paint_signs(painter, readable(color, 4.5), signs)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_signs(painter: QPainter, color: QColor, signs: Sequence[QRectF]) -> None:
    """A leaf of paper with a corner turned down: there is a note."""
    painter.setPen(QPen(color, 1))
    painter.setBrush(theme.current().color("paper"))
    for sign in signs:
        box = sign.adjusted(0.5, 0.5, -0.5, -0.5)
        fold = QPointF(box.width() * 0.45, 0), QPointF(0, box.height() * 0.45)
        corners = (
            box.topLeft(),
            box.topRight() - fold[0],
            box.topRight() + fold[1],
            box.bottomRight(),
            box.bottomLeft(),
        )
        painter.drawPolygon(QPolygonF(corners))


def _paint_letters(painter: QPainter, color: str, found: Sequence[tuple[Placed, Stripe]]) -> None:
    painter.setPen(readable(color, 4.5))
    for placed, stripe in found:
        if stripe.letter:
            drawn, width, height = _words(stripe.letter, painter.font())
            x, y = placed.left + stripe.rect.center().x(), placed.top + stripe.rect.top()
            painter.drawStaticText(QPointF(x - width / 2, y - height), drawn)


def _paint_counts(painter: QPainter, scene: Scene, placed: Placed) -> None:
    column, margin = placed.left + scene.setting.column + 6, placed.left + stripe_x(0) - 4
    for baseline, count in placed.picture.more:
        drawn, _, height = _words(f"+{count}", painter.font())
        painter.drawStaticText(QPointF(column, placed.top + baseline - height * ASCENT), drawn)
    for baseline, count in placed.picture.crowded:
        drawn, width, height = _words(f"+{count}", painter.font())
        painter.drawStaticText(QPointF(margin - width, placed.top + baseline - height * ASCENT), drawn)


_drawn: dict[tuple[str, float, bool], tuple[QStaticText, float, float]] = {}


def _words(words: str, font: QFont) -> tuple[QStaticText, float, float]:
    """A letter or a few laid out once, with their width and height in pixels."""
    key = words, font.pointSizeF(), font.bold()
    found = _drawn.get(key)
    if found is None:
        drawn = QStaticText(words)
        drawn.setTextFormat(Qt.TextFormat.PlainText)
        drawn.prepare(font=font)
        found = _drawn[key] = (drawn, drawn.size().width(), drawn.size().height())
    return found
