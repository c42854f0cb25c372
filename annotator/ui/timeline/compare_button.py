"""The button over the chart whose menu lays something over it, and takes it away again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from annotator.ui.actions import plain
from annotator.ui.timeline.segmented import FlatButton
from annotator.ui.wording import one_line

if TYPE_CHECKING:
    from annotator.ui.timeline.comparing import Comparing

BEFORE, YEAR = "With the days before", "With the same days a year earlier"
PICK, DATE, FILTER = "With days picked on the chart", "With days from a date on…", "With another filter…"
TABLE, STOP = "Table of differences", "Stop comparing"


class CompareButton(FlatButton):
    """What can be laid over the chart is asked of `comparing` each time the menu opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Compare", parent)
        self.has_arrow = True
        self.comparing: Comparing | None = None
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self.fill)
        self.clicked.connect(lambda: self.menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def fill(self) -> None:
        """Offer what can be compared just now."""
        self.menu.clear()
        comparing = self.comparing
        if comparing is None:
            return
        is_on = comparing.compared is not None
        if is_on:
            self._add(TABLE, comparing.show_table)
            words = one_line(comparing.words(), 60)
            self._add(f"{STOP} with {words}" if words else STOP, comparing.stop)
            self.menu.addSeparator()
        has_bins = bool(comparing.numbers())
        for title, wish in ((BEFORE, comparing.before()), (YEAR, comparing.year_earlier())):
            days = f"  ({comparing.days_of(wish)})" if wish is not None else ""
            self._add(f"{title}{days}", partial(comparing.begin, wish), enabled=wish is not None)
        self._add(PICK, comparing.pick, enabled=has_bins)
        self._add(DATE, comparing.ask_for_date, enabled=has_bins)
        self._add(FILTER, comparing.filter_asked.emit, enabled=has_bins)

    def _add(self, title: str, deed: Callable[[], object], *, enabled: bool = True) -> None:
        action = self.menu.addAction(plain(title))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: deed())
