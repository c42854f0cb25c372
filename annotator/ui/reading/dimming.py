"""One paragraph in full ink and the rest dimmed: the one with the caret, or the one that the mouse went to last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter

from annotator.ui import theme

if TYPE_CHECKING:
    from annotator.ui.article.document import ArticleDocument
    from annotator.ui.article.painting import Placed, Scene
    from annotator.ui.article.reader import ArticleReader

LEGIBLE = 6.2
"""The contrast that dimmed ink keeps on the paper; over a thinned tint there is a little less, and 4.5 is wanted."""

VEIL, MARGIN_VEIL = 0.66, 0.35
"""How much of what marks a dimmed text, under it and in its margin, the paper takes back."""

SPILL = 4
"""How far an outline reaches beyond the text, in pixels."""

LONGEST = 60
"""The most lines broken at a fixed width that are taken for one paragraph."""


@lru_cache(maxsize=8)
def dimmed_ink(now: theme.Theme) -> QColor:
    """The ink of a theme, dimmed as far as it stays legible."""
    ink, paper = now.color("ink"), now.color("paper")
    mixtures = (theme.mixed(ink, paper, share / 100) for share in range(30, 100))
    return next((each for each in mixtures if theme.contrast(each, paper) >= LEGIBLE), ink)


def veil_text(painter: QPainter, scene: Scene, blocks: Sequence[Placed]) -> None:
    """Thin what lies under the text of dimmed blocks; comes before the text itself."""
    for placed in _dimmed(scene, blocks):
        _veil(painter, placed, -SPILL, scene.setting.column + 2 * SPILL, VEIL)


def veil_margins(painter: QPainter, scene: Scene, blocks: Sequence[Placed]) -> None:
    """Thin what stands in both margins of dimmed blocks; comes after it."""
    for placed in _dimmed(scene, blocks):
        _veil(painter, placed, -placed.left, placed.left - SPILL, MARGIN_VEIL)
        _veil(painter, placed, scene.setting.column + SPILL, placed.left, MARGIN_VEIL)


def _dimmed(scene: Scene, blocks: Sequence[Placed]) -> Iterator[Placed]:
    return (placed for placed in blocks if is_dimmed(scene, placed))


def is_dimmed(scene: Scene, placed: Placed) -> bool:
    """Whether a block is not one of those in full ink, nor the blank line below, into which their underlines reach."""
    if scene.full_ink is None or placed.block.number in scene.full_ink:
        return False
    return placed.block.number != scene.full_ink.stop or placed.block.height > scene.setting.blank


def _veil(painter: QPainter, placed: Placed, left: float, width: float, share: float) -> None:
    color = theme.current().color("paper")
    color.setAlphaF(share)
    painter.fillRect(QRectF(placed.left + left, placed.top, width, placed.block.height), color)


def paragraph(document: ArticleDocument, offset: int, *, wrapped: bool) -> range:
    """The numbers of the blocks that a reader takes for the paragraph at an offset.

    `wrapped` says that blank lines part the paragraphs, so that lines without one between them belong together.
    """
    first = document.block_at(offset)
    last = first
    if wrapped and not document.is_blank(first):
        while first > 0 and last - first < LONGEST and _goes_on(document, first - 1, first):
            first -= 1
        while last + 1 < document.block_count and last - first < LONGEST and _goes_on(document, last, last + 1):
            last += 1
    return range(first, last + 1)


def _goes_on(document: ArticleDocument, before: int, after: int) -> bool:
    # A line too long for one block is no paragraph that anybody reads at once: its blocks stand each for itself.
    return not (document.is_blank(before) or document.is_blank(after) or document.is_soft[after])


class Dimming(QObject):
    """Keeps one paragraph of a view in full ink; ends with `stop`."""

    def __init__(self, view: ArticleReader) -> None:
        super().__init__(view)
        self._view = view
        self._pointer: QPoint | None = None
        view.caret_placed.connect(self._follow_caret)
        view.arranged.connect(self._look)
        view.viewport().installEventFilter(self)
        self._look()

    def stop(self) -> None:
        """Show everything in full ink again."""
        self._view.caret_placed.disconnect(self._follow_caret)
        self._view.arranged.disconnect(self._look)
        self._view.viewport().removeEventFilter(self)
        self._view.dim_except(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._pointer = event.position().toPoint()
            self._look()
        return super().eventFilter(watched, event)

    def _follow_caret(self) -> None:
        self._pointer = None
        self._look()

    def _look(self) -> None:
        view = self._view
        span, sheet = view.selected_span(), view.sheet
        document, wrapped = sheet.document, not sheet.has_gaps
        if span is not None:
            first = paragraph(document, span.start, wrapped=wrapped)
            last = paragraph(document, span.end - 1, wrapped=wrapped)
            view.dim_except(range(first.start, last.stop))
            return
        offset = view.selection.caret if self._pointer is None else view.offset_at(self._pointer)
        found = paragraph(document, offset, wrapped=wrapped)
        if self._pointer is None or not document.is_blank(found.start):
            view.dim_except(found)
