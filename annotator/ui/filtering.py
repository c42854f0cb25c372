"""How the filter panel stands at a desk: where it comes up, what it offers, what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from annotator.records import Wanted
from annotator.ui.lists.filter_panel import FilterPanel, left_over

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

Counted = list[tuple[str, int]]
_LARGE = 100_000  # annotations


def toggle(desk: Desk) -> None:
    """Open the filter panel, or close it."""
    found = desk.findChild(FilterShown)
    shown = found if isinstance(found, FilterShown) else FilterShown(desk)
    shown.panel.leave() if shown.panel.isVisible() else shown.come()


class FilterShown(QObject):
    """Ties one panel to the desk on which it stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._offered: tuple[int, Counted, Counted] | None = None  # as of a turn of the project
        self.panel = FilterPanel(desk)
        self.panel.wanted_changed.connect(self._want)
        self.panel.left.connect(self._go_back)
        desk.timeline.view_changed.connect(self._refresh)
        desk.installEventFilter(self)

    def come(self) -> None:
        """Show the panel under its button, with what is in force, and give it the focus."""
        desk = self._desk
        desk.show_part("articles", shown=True)
        self.panel.model.wanted = desk.narrowing.wanted
        if desk.totals.annotations >= _LARGE:  # the panel first, the numbers after it: counting takes a moment
            self.panel.begin(desk.tags, *(self._offered or (0, [], []))[1:])
            QTimer.singleShot(0, self, self._fill)
        else:
            with desk.guarded():
                self.panel.begin(desk.tags, *self._read())
        self._refresh()
        self._place()

    def _fill(self) -> None:
        with self._desk.guarded():
            self.panel.offer(self._desk.tags, *self._read())
        if self.panel.isVisible():
            self._place()

    def _read(self) -> tuple[Counted, Counted]:
        """Sources and analysts with their numbers, counted once as long as nothing changes."""
        project = self._desk.project
        turn = project.turn()
        if self._offered is None or self._offered[0] != turn:
            self._offered = turn, project.sources(), project.analysts()
        return self._offered[1:]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel under its button."""
        if event.type() == QEvent.Type.Resize and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        button = self._desk.articles.narrow
        corner = button.mapTo(self._desk, QPoint(0, button.height() + 4))
        self.panel.place(
            QPoint(max(corner.x() + button.width() - self.panel.width(), 8), corner.y()), self._desk.size()
        )

    def _want(self, wanted: Wanted) -> None:
        self._desk.narrowing.want(wanted)

    def _refresh(self) -> None:
        if self.panel.isHidden():
            return
        articles = len(self._desk.articles.model.ids())
        self.panel.show_state(self._desk.narrowing.wanted, left_over(articles, self._desk.totals.articles))

    def _go_back(self) -> None:
        """Give the focus back to the list, unless the person has gone elsewhere."""
        focused = QApplication.focusWidget()
        if focused is None or self.panel.isAncestorOf(focused):
            self._desk.articles.filter.setFocus()
