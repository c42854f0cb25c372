"""Paints what is on the screen: a function of laid out blocks, their pictures and a frozen context."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout

from annotator.ui import theme
from annotator.ui.article.geometry import runs_of
from annotator.ui.article.handles import Handles, paint_handles
from annotator.ui.article.inks import FAINT, is_faint, readable
from annotator.ui.article.layout import SetBlock, Type
from annotator.ui.article.margin import paint_margins
from annotator.ui.article.marks import Mark
from annotator.ui.article.picture import BlockPicture
from annotator.ui.reading.dimming import dimmed_ink, is_dimmed, veil_margins, veil_text
from annotator.ui.reading.links import paint_link_lines

if TYPE_CHECKING:
    from annotator.ui.article.found import FoundHere

FOUND_STRENGTH = 0.3
"""How strong the ground is under the match that the person is at, 0 to 1."""


Places = tuple[int, int]


class Placed(NamedTuple):
    """A block on the screen: what to paint, where (viewport pixels), and which of its UTF-16 places stand out."""

    block: SetBlock
    picture: BlockPicture
    left: int
    top: int
    selected: Places | None = None
    chosen: Places | None = None
    hovered: Places | None = None
    found: FoundHere | None = None
    between: tuple[float, float] = (-inf, inf)  # the heights of the viewport that are painted now


class Scene(NamedTuple):
    """Everything else that a frame depends on; `glow` runs from 1 (just lit) to 0."""

    setting: Type
    chosen: Mark | None = None
    hovered: Mark | None = None
    caret: QRectF | None = None
    lit: tuple[tuple[QRectF, ...], float] | None = None
    handles: Handles | None = None
    full_ink: range | None = None  # the numbers of the only blocks that are not dimmed


def paint(painter: QPainter, scene: Scene, blocks: Sequence[Placed], exposed: QRectF) -> None:
    """Paint the blocks in layers, so that no ground covers a neighbour's underline or text."""
    painter.setPen(Qt.PenStyle.NoPen)
    for placed in blocks:
        _grounds(painter, placed)
    for placed in blocks:
        _chosen_ground(painter, scene, placed)
        _selection_ground(painter, scene, placed)
        _found_grounds(painter, placed)
    if scene.lit is not None:
        _glow(painter, *scene.lit)
    for placed in blocks:
        paint_link_lines(painter, placed.picture.links, placed.left, placed.top)
        _underlines(painter, placed)
    for placed in blocks:
        _outlines(painter, scene, placed)
        _found_outlines(painter, placed)
    veil_text(painter, scene, blocks)
    for placed in blocks:
        _text(painter, placed, exposed, is_dimmed=is_dimmed(scene, placed))
    paint_margins(painter, scene, blocks)
    veil_margins(painter, scene, blocks)
    if scene.handles is not None:
        paint_handles(painter, scene.handles)
    if scene.caret is not None:
        painter.fillRect(scene.caret, theme.current().color("ink"))  # which no ground of a mark comes near


def _grounds(painter: QPainter, placed: Placed) -> None:
    painter.translate(placed.left, placed.top)
    for color, rects in placed.picture.tints.items():
        painter.setBrush(QColor(color))
        painter.drawRects(rects)
    painter.translate(-placed.left, -placed.top)


def _underlines(painter: QPainter, placed: Placed) -> None:
    painter.translate(placed.left, placed.top)
    painter.setPen(Qt.PenStyle.NoPen)
    for color, rects in placed.picture.underlines.items():
        if is_faint(color):
            painter.setBrush(readable(color, FAINT))
            painter.drawRects(rects)
            rects = [rect.adjusted(0, 0, 0, -rect.height() / 2) for rect in rects]
        painter.setBrush(theme.data_color(color))
        painter.drawRects(rects)
    painter.translate(-placed.left, -placed.top)


def _rects(scene: Scene, placed: Placed, places: Places | None) -> list[QRectF]:
    """The visual runs of some places of a block in viewport pixels, as high as the text."""
    if places is None:
        return []
    setting = scene.setting
    tall = setting.ascent + setting.descent - 1
    rects = []
    above, below = placed.between
    for line, (left, right) in runs_of(placed.block, *places, top=above - placed.top, bottom=below - placed.top):
        top = placed.top + line.baseline - setting.ascent + 1
        rects.append(QRectF(placed.left + left, top, right - left, tall))
    return rects


def _chosen_ground(painter: QPainter, scene: Scene, placed: Placed) -> None:
    if scene.chosen is None or placed.chosen is None:
        return
    now = theme.current()
    share = min(0.6, now.tint * 1.7)
    painter.setBrush(theme.mixed(theme.data_color(scene.chosen.color), now.color("paper"), share))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRects(_rects(scene, placed, placed.chosen))


def _outlines(painter: QPainter, scene: Scene, placed: Placed) -> None:
    outlined = ((scene.hovered, placed.hovered, 1.0), (scene.chosen, placed.chosen, 1.6))
    for mark, places, width in outlined:
        if mark is None or places is None:
            continue
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(readable(mark.color, 4.5), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in _rects(scene, placed, places):
            painter.drawRoundedRect(rect.adjusted(-1, -0.5, 1, 1.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _selection_ground(painter: QPainter, scene: Scene, placed: Placed) -> None:
    if placed.selected is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().color("selection"))
    painter.drawRects([rect.adjusted(0, 0, 0, 1) for rect in _rects(scene, placed, placed.selected)])


def _found_grounds(painter: QPainter, placed: Placed) -> None:
    if placed.found is None or not placed.found.current:
        return
    color = theme.current().color("accent")
    color.setAlphaF(FOUND_STRENGTH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRects([rect.translated(placed.left, placed.top) for rect in placed.found.current])


def _found_outlines(painter: QPainter, placed: Placed) -> None:
    """What was found in a thin frame, and the place the person is at in a thick one."""
    if placed.found is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rects, width in ((placed.found.others, 1.0), (placed.found.current, 2.0)):
        painter.setPen(QPen(theme.current().color("accent"), width))
        for rect in rects:
            painter.drawRoundedRect(rect.translated(placed.left, placed.top).adjusted(-0.5, 0.5, 0.5, 0.5), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _glow(painter: QPainter, rects: Sequence[QRectF], strength: float) -> None:
    color = theme.current().color("accent")
    color.setAlphaF(0.3 * strength)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(-4, -2, 4, 4), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _text(painter: QPainter, placed: Placed, exposed: QRectF, *, is_dimmed: bool) -> None:
    now = theme.current()
    painter.setPen(dimmed_ink(now) if is_dimmed else now.color("ink"))
    formats = []
    if placed.selected is not None:
        chosen = QTextLayout.FormatRange()
        chosen.start, chosen.length = placed.selected[0], placed.selected[1] - placed.selected[0]
        chosen.format = QTextCharFormat()
        chosen.format.setForeground(theme.current().color("selection_ink"))
        formats.append(chosen)
    placed.block.layout.draw(painter, QPointF(placed.left, placed.top), formats, exposed)
