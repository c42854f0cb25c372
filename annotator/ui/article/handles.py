"""The two handles of the chosen annotation: where its edges are seen, what a point grips, and how they are painted."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.geometry import LineRuns
from annotator.ui.article.inks import readable
from annotator.ui.article.marks import Mark
from annotator.ui.article.sheet import Sheet

KNOB = 5.0
"""The radius of a knob in pixels."""

REACH = 9
"""How far from the middle of a knob, in pixels, it can be gripped; a press on the line beside it selects text."""


class Handle(NamedTuple):
    """One edge of a span on the screen: its stem in viewport pixels; the knob stands on it or hangs from it."""

    stem: QRectF
    is_start: bool
    is_active: bool = False

    @property
    def knob(self) -> QPointF:
        """The middle of the knob."""
        x = self.stem.center().x()
        return QPointF(x, self.stem.top() - KNOB + 1) if self.is_start else QPointF(x, self.stem.bottom() + KNOB - 1)

    def distance(self, point: QPointF) -> float:
        """How far a point is from the middle of the knob, in pixels."""
        off = point - self.knob
        return float((off.x() ** 2 + off.y() ** 2) ** 0.5)


class Handles(NamedTuple):
    """The handles of a span that are on the screen, in the colour of its tag."""

    handles: tuple[Handle, ...]
    color: str

    def at(self, point: QPointF) -> Handle | None:
        """The handle that a point of the viewport grips, or None."""
        nearest = min(self.handles, key=lambda each: each.distance(point), default=None)
        return nearest if nearest is not None and nearest.distance(point) < REACH else None


def handles_of(sheet: Sheet, mark: Mark, blocks: range, *, active: bool | None) -> Handles:
    """The handles of a mark in those blocks; `active` says which is held: True its start's, False its end's."""
    found = []
    for is_start in (True, False):
        # Only blocks on the screen: to lay out another could move what is seen.
        edge = mark.span.start if is_start else mark.span.end - 1
        if sheet.document.block_at(edge) in blocks:
            found.append(Handle(stem(sheet, mark.span, is_start=is_start), is_start, active is is_start))
    return Handles(tuple(found), mark.color)


def stem(sheet: Sheet, span: Span, *, is_start: bool) -> QRectF:
    """The line at an edge of a span, 2 pixels wide and as high as the text.

    It stands on the outer side of what is seen of the span there: of words that run one way where they begin or end,
    else where the paragraph begins or goes on, so that a number after words from right to left has it at its left.
    """
    document = sheet.document
    text = document.text
    first = span.start if is_start else boundaries.previous_grapheme(text, span.end)
    last = boundaries.next_grapheme(text, span.start) if is_start else span.end
    block, line, top = sheet.line_of(first)
    runs_of = LineRuns(block, line)
    edge, runs = (runs_of(*document.in_block(block.number, each)) for each in (Span(first, last), span))
    middle = (edge[0][0] + edge[-1][1]) / 2 if edge else sheet.x_of(first)
    left, right = next((run for run in runs if run[0] <= middle <= run[1]), (middle, middle))
    begin, end = document.from_block(block.number, line.start), document.from_block(block.number, line.end)
    here = text[max(span.start, begin) : min(span.end, end)]
    x = left if is_start != _runs_left(here, document.direction(block.number)) else right
    setting = sheet.galley.setting
    y = top + line.baseline - setting.ascent + 1 - sheet.value()
    return QRectF(sheet.left + x - 1, y, 2, min(setting.ascent + setting.descent, line.bottom - line.top))


def _runs_left(words: str, direction: Qt.LayoutDirection) -> bool:
    """Whether words of a paragraph in some direction are read from right to left, as a whole."""
    kinds = set(map(unicodedata.bidirectional, words))
    to_left, to_right = not kinds.isdisjoint(("R", "AL")), not kinds.isdisjoint(("L", "EN", "AN"))
    return to_left if to_left != to_right else direction == Qt.LayoutDirection.RightToLeft


def paint_handles(painter: QPainter, handles: Handles) -> None:
    """Paint stems and knobs over the text; the held one is larger and has a ring in the colour of the focus."""
    now = theme.current()
    color = readable(handles.color, 4.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for handle in handles.handles:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("accent") if handle.is_active else color)
        painter.drawRect(handle.stem)
        painter.setPen(QPen(now.color("paper"), 1.5))
        painter.drawEllipse(handle.knob, *[KNOB + (1.5 if handle.is_active else 0)] * 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
