"""How the filter that the timeline compares with is chosen: in a panel over the chart, at once with each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize
from PySide6.QtWidgets import QApplication

from annotator.records import EVERYTHING, Wanted
from annotator.timeline.view import Compared
from annotator.ui import wording
from annotator.ui.lists.filter_panel import FilterPanel

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

APART = 4  # pixels between the panel and the chip below it


def open_panel(desk: Desk) -> None:
    """Offer tags, sources and analysts to compare with."""
    found = desk.findChild(OtherFilter)
    (found if isinstance(found, OtherFilter) else OtherFilter(desk)).come()


def words(desk: Desk, wanted: Wanted) -> str:
    """A filter in few words, with the names of the codebook."""
    from annotator.timeline.comparing_words import filter_in_words

    return filter_in_words(wanted, {tag.id: tag.name for tag in desk.tags})


class OtherFilter(QObject):
    """Ties a panel to the comparison of a desk's timeline."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.panel = FilterPanel(desk)
        self.panel.setAccessibleName("Compare with another filter")
        for say in (self.panel.field.setPlaceholderText, self.panel.field.setAccessibleName):
            say("Compare with a tag, source or analyst")
        self.panel.wanted_changed.connect(self._want)
        self.panel.left.connect(self._go_back)
        desk.timeline.comparing.changed.connect(self._refresh)
        desk.timeline.reading_changed.connect(self._refresh)
        desk.installEventFilter(self)

    def come(self) -> None:
        """Show the panel over the chip, with the filter compared with, and give it the focus."""
        desk = self._desk
        desk.show_part("timeline", shown=True)
        desk.timeline.show_table(shown=False)
        with desk.guarded():
            self.panel.model.wanted = self._wanted()
            self.panel.begin(desk.tags, desk.project.sources(), desk.project.analysts())
            self._refresh()
            self._place()

    def _wanted(self) -> Wanted:
        """The filter compared with, else the one in force: a person changes what differs."""
        view = self._desk.timeline.view
        there = view.compared.wanted if view.compared is not None else None
        return view.wanted if there is None else there

    def _want(self, wanted: Wanted) -> None:
        self._desk.timeline.comparing.begin(Compared(wanted=wanted))

    def _refresh(self) -> None:
        if self.panel.isHidden():
            return
        compared = self._desk.timeline.view.compared
        is_on = compared is not None and compared.wanted is not None
        found = self._desk.timeline.comparing.differences() if is_on else None
        count = round(found.total.there or 0) if found is not None else 0
        words = f"{wording.counted(count, 'annotation')} in the outline" if found is not None else "Nothing chosen yet"
        self.panel.show_state(self._wanted(), words)
        self.panel.clear.setEnabled(not is_on or self._wanted() != EVERYTHING)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel over its chip."""
        if event.type() == QEvent.Type.Resize and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        chip = self._desk.timeline.ensure_plot().chip
        corner = chip.mapTo(self._desk, QPoint(0, 0))
        self.panel.place(QPoint(corner.x(), 0), QSize(self._desk.width(), corner.y()))
        self.panel.move(self.panel.x(), max(corner.y() - APART - self.panel.height(), APART))

    def _go_back(self) -> None:
        """Give the focus back to the chart, unless the person has gone elsewhere."""
        focused = QApplication.focusWidget()
        if focused is None or self.panel.isAncestorOf(focused):
            self._desk.timeline.focus_counts()
