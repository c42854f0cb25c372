"""How many annotations lie above and below what is on the screen, as two chips that lead to the nearest of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QToolButton

from annotator.records import Annotation
from annotator.ui import wording
from annotator.ui.article.view import ArticleView
from annotator.ui.labels import named, tab_through

_DELAY = 40  # milliseconds without a scroll before it is counted anew
_EDGE = 6  # pixels from the foot and the right of the viewport
_TOP = 38  # pixels from its top, where a button stands
_MOST_SHOWN = 99  # in a chip for which only the margin is left


class Counters(QObject):
    """Two chips at the right edge of a view, beside the text and never on it; made when there is something to count."""

    jumping = Signal()
    """The nearest annotation above or below is about to be shown."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._counted: Sequence[Annotation] | None = None
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._chips: dict[int, QToolButton] = {}
        self._timer = QTimer(self, interval=_DELAY, singleShot=True)
        self._timer.timeout.connect(self.count)
        view.arranged.connect(self._timer.start)

    def chip(self, side: int) -> QToolButton | None:
        """The chip of what lies above (-1) or below (1), if it was ever needed."""
        return self._chips.get(side)

    def count(self) -> None:
        """Count now, and show a chip for each side on which there is something."""
        self._timer.stop()
        top, bottom = self._seen()
        self._use(self._view.annotations())
        self._show(-1, bisect_right(self._ends, top))
        self._show(1, len(self._starts) - bisect_left(self._starts, bottom))

    def _seen(self) -> tuple[int, int]:
        """The offsets at the top and at the foot of the viewport."""
        width, foot = self._view.viewport().width(), self._view.viewport().height() - 1
        # A line from right to left ends at the left.
        return self._view.scroll_anchor(), max(self._view.offset_at(QPoint(x, foot)) for x in (0, width))

    def _use(self, annotations: Sequence[Annotation]) -> None:
        if annotations is not self._counted:
            self._counted = annotations
            self._starts = sorted(map(attrgetter("start"), annotations))
            self._ends = sorted(map(attrgetter("end"), annotations))

    def _show(self, side: int, count: int) -> None:
        if not count:
            if side in self._chips:
                self._chips[side].hide()
            return
        chip = self._chips.get(side) or self._made(side)
        arrow, where = ("↑", "above") if side < 0 else ("↓", "below")
        noun = "annotation" if count == 1 else "annotations"
        chip.setAccessibleName(f"{wording.number(count)} {noun} {where}: go to the nearest")
        chip.setToolTip(f"{wording.number(count)} {noun} {where}")
        sheet, viewport = self._view.sheet, self._view.viewport()
        room = viewport.width() - sheet.left - sheet.galley.setting.column - 1
        _write(chip, f"{arrow} {wording.number(count)} {where}", tight=False)
        if chip.width() + _EDGE > room:
            short = f"{count}" if count <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
            _write(chip, f"{arrow}{short}", tight=True)
        x = max(viewport.width() - room, viewport.width() - chip.width() - _EDGE)
        chip.move(x, _TOP if side < 0 else viewport.height() - chip.height() - _EDGE)
        chip.show()

    def _made(self, side: int) -> QToolButton:
        chip = self._chips[side] = named(QToolButton(self._view.viewport()), "counter")
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda: self._go(side))
        tab_through(self._view, chip)
        return chip

    def _go(self, side: int) -> None:
        """Choose and show the nearest annotation on a side."""
        top, bottom = self._seen()
        shown = self._view.annotations()
        if side < 0:
            nearest = max((one for one in shown if one.end <= top), key=attrgetter("end", "start"), default=None)
        else:
            nearest = min((one for one in shown if one.start >= bottom), key=attrgetter("start", "end"), default=None)
        if nearest is not None:
            self.jumping.emit()
            self._view.setFocus()
            self._view.select_annotation(nearest.id)
            self._view.reveal(nearest.span, lit=True)


def _write(chip: QToolButton, text: str, *, tight: bool) -> None:
    if chip.property("tight") is not tight:
        chip.setProperty("tight", tight)
        chip.style().unpolish(chip)
        chip.style().polish(chip)
    chip.setText(text)
    chip.adjustSize()
