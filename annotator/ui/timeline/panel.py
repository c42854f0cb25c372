"""The timeline panel: a header at once, and the chart after the first paint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.records import TagId
from annotator.timeline.calendar import Unit
from annotator.timeline.choice import BinChoice
from annotator.timeline.view import ChartView
from annotator.ui import locality, theme
from annotator.ui.timeline.comparing import Comparing, attach
from annotator.ui.timeline.events import PlottedEvents
from annotator.ui.timeline.header import Header
from annotator.ui.timeline.outgoing import Outgoing
from annotator.ui.timeline.viewed_panel import Days

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline
    from annotator.timeline.newest import Newest
    from annotator.ui.timeline.plot import Plot
    from annotator.ui.timeline.quotes import Quoted
    from annotator.ui.timeline.twin import Twin


class TimelinePanel(Outgoing):
    """The timeline of a project.

    `bars_chosen` and `bars_opened` carry a BinChoice (click and brush; double click and Enter), `choice_cleared`
    tells that no bars are chosen any more, `reading_changed` that mode, unit or bins are others. `quotes_wanted`
    carries which annotations the card would quote (a Newest), for `show_quotes` to take; `stepped` asks for the next
    annotation of the bars (1) or the one before (-1). `series_menu_opened` carries the menu of an entry of the legend
    before it is shown, and the name of its series.
    """

    bars_chosen = Signal(object)
    bars_opened = Signal(object)
    choice_cleared = Signal()
    reading_changed = Signal()
    quotes_wanted = Signal(object)
    stepped = Signal(int)
    undated_menu_asked = Signal(QPoint)  # a place on the screen
    series_menu_opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Timeline")
        self.setAutoFillBackground(True)
        self._plot: Plot | None = None
        self._twin: Twin | None = None
        self._is_table = False
        self.header, self._words, self.events = Header(self), QLabel(self), PlottedEvents(self)
        self.comparing = Comparing(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setMinimumSize(0, 0)
        body = QWidget(self)
        self._pages = QStackedLayout(body)
        self._pages.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(body, 1)
        self.header.mode_chosen.connect(self.set_mode)
        self.header.unit_chosen.connect(self.set_unit)
        self.header.group_chosen.connect(self.set_group)
        self.header.share_chosen.connect(self.set_share)
        self.header.dates_chosen.connect(self.set_dates)
        self.header.export_asked.connect(self.export_asked)
        self.header.copy_asked.connect(self.copy_asked)
        theme.announcer().changed.connect(self._restyle)
        self._restyle()
        self._tell()

    # -- what is shown ---------------------------------------------------------------------------

    def show_counts(self) -> None:
        """Draw other counts; a chart that is not on the screen yet is drawn when it is."""
        if self._plot is not None:
            self._plot.show_timeline(self.timeline)  # which says `reading_changed`
        else:
            self.update()
            self._tell()

    def show_compared(self) -> None:
        """Draw another outline."""
        if self._plot is not None:
            self._plot.show_compared(self.compared)

    def show_waiting(self) -> None:
        """Say what is being done, in the place of the chart."""
        self._tell()

    def timeline_shown(self) -> Timeline:
        """The counts as the chart has them, where it folds many series into few."""
        return self._plot.chart.timeline if self._plot is not None else self.timeline

    def days_in_view(self) -> Days | None:
        """The first and the last day in view, None and None where all are; None where no chart knows any."""
        if self._plot is None or self.timeline.first is None:
            return None
        return self._plot.chart.days_in_view()

    def apply_view(self, view: ChartView) -> None:
        """Show the counts at hand in this way."""
        if self._plot is not None:
            self._plot.show_view(view)
        self._tell()

    @property
    def shown_unit(self) -> Unit:
        """The unit of the bins shown, also where `auto` chose it."""
        if self._plot is not None:
            return self._plot.chart.unit
        return locality.almanac().unit(self.counted_unit())

    def follow_place(self) -> None:
        """Take the names and weeks of the place anew."""
        if self._plot is not None:
            self._plot.chart.almanac = locality.almanac()
            self._plot.show_view(self.view)
        self._tell()

    @property
    def choice(self) -> BinChoice | None:
        """The bars chosen."""
        return self._plot.chart.choice if self._plot is not None else None

    def set_choice(self, choice: BinChoice | None) -> None:
        """Show which bars are chosen (None: no fading); sends no signal."""
        if self._plot is not None:
            self._plot.chart.choose(choice)
        if self._twin is not None:
            self._twin.mark_choice()

    def take_choice(self, choice: BinChoice) -> None:
        """Choose bars as a click on them does."""
        self.set_choice(choice)
        self.bars_chosen.emit(choice)

    # -- the chart, when it is there -------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the header is on the screen, make the chart: loading it takes a moment."""
        super().paintEvent(event)
        if self._plot is None and self.has_annotations():
            QTimer.singleShot(0, self, self._build)

    def ensure_plot(self) -> Plot:
        """The chart, made now if need be; this loads pyqtgraph and numpy."""
        if self._plot is None:
            from annotator.ui.timeline.plot import Plot

            plot = self._plot = Plot(self)
            plot.chart.almanac = locality.almanac()
            self._pages.addWidget(plot)
            plot.chart.chosen.connect(self.bars_chosen)
            plot.chart.opened.connect(self.bars_opened)
            plot.chart.cleared.connect(self.choice_cleared)
            plot.chart.stepped.connect(self.stepped)
            plot.chart.undated_menu_asked.connect(self.undated_menu_asked)
            self.events.attach(plot.chart)
            plot.show_compared(self.compared)
            plot.show_view(self._view)
            plot.show_timeline(self.timeline)
            plot.reading_changed.connect(self._tell)
            plot.quotes_wanted.connect(self.quotes_wanted)
            plot.chart.range_changed.connect(self.tell_view)
            plot.legend.hidden_chosen.connect(self.set_hidden)
            plot.legend.menu_opened.connect(self.series_menu_opened)
            attach(self.comparing, plot)
            plot.tag_names = lambda: self.tag_names()
            # A focus proxy of the panel or the plot would make Tab leap over the buttons, and go round in here.
            self.setTabOrder(self.header.export, plot.chart)
        return self._plot

    def _build(self) -> None:
        if self.has_annotations():
            self.ensure_plot()
            self._tell()

    def is_table(self) -> bool:
        """Whether the counts are shown as a table."""
        return self._is_table

    def show_table(self, *, shown: bool = True) -> None:
        """Show the counts as a table, or as a chart again; the focus stays with them."""
        if shown:
            self.comparing.end_picking()
        self._is_table = shown
        focused, page = QApplication.focusWidget(), self._pages.currentWidget()
        self._tell()
        if focused is not None and page is not None and page.isAncestorOf(focused):
            self.focus_counts()

    def focus_counts(self) -> None:
        """Put the focus on the table or the chart, whichever is shown."""
        if self.has_annotations():
            (self.twin().cells if self._is_table else self.ensure_plot().chart).setFocus()

    def has_focused_counts(self) -> bool:
        """Whether the focus is on the chart, or on the table in its place."""
        focused, page = QApplication.focusWidget(), self._pages.currentWidget()
        return bool(focused and page and page is not self._words and page.isAncestorOf(focused))

    def twin(self) -> Twin:
        """The table of the counts, made now if need be."""
        if self._twin is None:
            from annotator.ui.timeline.twin import Twin

            plot = self.ensure_plot()
            twin = self._twin = Twin(plot, self)
            self._pages.addWidget(twin)
            twin.chosen.connect(self.bars_chosen)
            twin.opened.connect(self.bars_opened)
            twin.cleared.connect(self.choice_cleared)
            self.reading_changed.connect(twin.refresh_soon)
            self.events.shown.connect(twin.refresh_soon)
            self.setTabOrder(plot.chart, twin.cells)
        return self._twin

    def has_plot(self) -> bool:
        """Whether the chart is made, shown or not."""
        return self._plot is not None

    def has_chart(self) -> bool:
        """Whether the chart is made and shown."""
        return self._plot is not None and self._pages.currentWidget() is self._plot

    def words(self) -> tuple[str, str]:
        """The rule and the totals in the header."""
        return self.header.words()

    def card_words(self) -> str:
        """What the hover card says; empty while there is none."""
        return self._plot.card_words() if self._plot is not None else ""

    def show_quotes(self, asked: Newest, found: Sequence[Quoted]) -> None:
        """Quote these on the card, if it still stands where they were asked for."""
        if self._plot is not None:
            self._plot.show_quotes(asked, found)

    def is_asking(self, asked: Newest) -> bool:
        """Whether the card still waits for these quotes."""
        return self._plot is not None and self._plot.is_asking(asked)

    def placeholder(self) -> str:
        """The sentence that stands in the place of a chart; empty where there is one."""
        return "" if self.has_chart() else self._words.text()

    def mode_button(self, mode: str) -> QAbstractButton:
        """The button of a reading."""
        return self.header.modes.button(mode)

    def unit_button(self, unit: str) -> QAbstractButton:
        """The button of a unit."""
        return self.header.units.button(unit)

    def canvas(self) -> QWidget:
        """The widget that receives mouse events of the chart; `point_of` counts in its pixels."""
        viewport: QWidget = self.ensure_plot().chart.viewport()
        return viewport

    def point_of(self, start: date | None, tag: TagId | None = None) -> QPoint:
        """The middle of a tag's bar in the bin that holds `start` (None: the undated), in pixels of `canvas()`.

        Without a tag: a point in the empty part of the column. Raises KeyError for what is not visible.
        """
        return self.ensure_plot().chart.point_of(start, tag)

    def _tell(self) -> None:
        here, view = locality.almanac(), self.view
        there = self.has_annotations() and not self.waiting
        self.header.show_words(here.rule(self.shown_unit, date_kind=view.dates.value), self.totals())
        self.header.show_state(view)
        self._words.setText("" if there else self.instead())
        shows_chart = self._plot is not None and there
        page = self._plot if shows_chart and self._plot else self._words
        self._pages.setCurrentWidget(self.twin() if shows_chart and self._is_table else page)
        self.header.export.setEnabled(there)
        self.reading_changed.emit()
        self.tell_view()

    def _restyle(self) -> None:
        palette = self._words.palette()
        palette.setColor(self._words.foregroundRole(), theme.current().color("soft"))
        self._words.setPalette(palette)
        self.header.restyle()
        if self._plot is not None:
            self._plot.restyle()
        if self._twin is not None:
            self._twin.refresh_soon()

    def sizeHint(self) -> QSize:
        """A strip as wide as there is room."""
        return QSize(900, 250)
