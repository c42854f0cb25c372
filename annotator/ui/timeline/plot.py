"""Chart, overview and card joined: what the panel shows once pyqtgraph is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from annotator.timeline.calendar import AUTO, bin_at, room_for
from annotator.timeline.change import bin_before, since_bin_before
from annotator.timeline.comparing_words import against_outline, difference_in_words
from annotator.timeline.counts import Timeline
from annotator.timeline.happening import happening
from annotator.timeline.newest import Newest, newest_of
from annotator.timeline.sentence import sentence
from annotator.timeline.view import ChartView
from annotator.timeline.words import coverage, part_covered, title
from annotator.ui.labels import read_aloud
from annotator.ui.timeline.card import Card, Change, Entry
from annotator.ui.timeline.chart import Chart
from annotator.ui.timeline.keyed import ZOOM_A_NOTCH
from annotator.ui.timeline.legend import Legend
from annotator.ui.timeline.legend_entry import Listed
from annotator.ui.timeline.look import look
from annotator.ui.timeline.marks import Bar, Column
from annotator.ui.timeline.outline_chip import OutlineChip
from annotator.ui.timeline.overview import HEIGHT as OVERVIEW
from annotator.ui.timeline.overview import Overview
from annotator.ui.timeline.pointer import LiveChart
from annotator.ui.timeline.quotes import Quoted

STILL = 250  # milliseconds after which a chart that was moved is described anew
LOOKED_AT = 120  # milliseconds after which a card is looked at, and its quotes are worth reading
UNDATED_HINT = "right-click to give them a date"
BESIDE_TITLE = 16.0  # pixels between title and legend
ROOMY, LOW_OVERVIEW = 200, 18  # pixels


class Plot(QWidget):
    """The chart with its overview; `reading_changed` tells that other bins are shown.

    `quotes_wanted` carries which annotations the card would quote (a Newest); `show_quotes` takes the answer.
    """

    reading_changed = Signal()
    quotes_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self.overview = LiveChart(self), Overview(self)
        self.legend = Legend(self)  # over the chart, beside the title of its axis
        self.chip = OutlineChip(self)  # between the two
        self.comparison: Callable[[], str] = str  # says the comparison in a sentence
        self.tag_names: Callable[[], Mapping[int, str]] = dict  # by number
        self._told = "", False  # by the chip
        self._card: Card | None = None
        self._described = ""
        self._overviewed: object = None
        self._describing = QTimer(self, singleShot=True, interval=STILL)
        self._describing.timeout.connect(self._describe)
        self._asked: Newest | None = None
        self._asking = QTimer(self, singleShot=True, interval=LOOKED_AT)
        self._asking.timeout.connect(self._ask_for_quotes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(self.chart, 1)
        column.addWidget(self.overview)
        self.chart.range_changed.connect(self._follow)
        self.chart.unit_changed.connect(self._retell)
        self.chart.pointed.connect(self._point)
        self.overview.window_moved.connect(self.chart.set_range)
        self.overview.wheel_turned.connect(self._turn)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show other counts; the card stays where somebody reads it, and tells them."""
        is_read = bool(self.card_words())
        self.hide_card()
        self.chart.show_timeline(timeline)
        self._retell()
        if is_read:
            self._point()

    def show_compared(self, timeline: Timeline | None) -> None:
        """Show other counts as the outline."""
        self.chart.show_compared(timeline)
        self._retell()

    def show_view(self, view: ChartView) -> None:
        """Show the counts in another way."""
        self.hide_card()
        self.chart.show_view(view)
        self._retell()

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        self.hide_card()
        self.chart.restyle()
        self._list_series()
        self.overview.update()

    def card_words(self) -> str:
        """What the card says; empty while it is hidden."""
        card = self._living_card()
        return card.words() if card is not None and card.isVisible() else ""

    def hide_card(self) -> None:
        """Take the card away."""
        self._asked = None
        self._asking.stop()
        card = self._living_card()
        if card is not None:
            card.hide()

    def _living_card(self) -> Card | None:
        # It stands in the window, and dies with it where the panel has moved to another.
        return self._card if self._card is not None and isValid(self._card) else None

    def _retell(self) -> None:
        self._show_whole()
        self._list_series()
        self._follow()
        self.reading_changed.emit()

    def _show_whole(self) -> None:
        """Show all of the range in the overview; in bins that do not change with the days in view."""
        chart = self.chart
        key = (chart.timeline, chart.shown_tags(), chart.whole(), chart.width())
        if key == self._overviewed:
            return
        self._overviewed = key
        tally = chart.timeline.tally(chart.almanac.unit(chart.timeline.unit(AUTO, room=room_for(chart.width()))))
        heights = tally.counts[:, list(chart.shown_tags())].sum(axis=1)
        bars = np.column_stack([tally.starts, tally.ends, heights / max(heights.max(initial=1), 1)])
        self.overview.show_counts(chart.whole(), bars[heights > 0].tolist())

    def _list_series(self) -> None:
        """Say in the legend what there is, in view or not, so that no number moves with the view."""
        chart, style = self.chart, look(self.chart.timeline.series)
        there = chart.other.counted(chart.timeline, chart.view.hidden) if chart.other is not None else frozenset()
        self.legend.show_series(
            [
                Listed(
                    name=chart.timeline.series[place].name,
                    names=chart.timeline.names_of(place),
                    number=chart.almanac.number(count),
                    fill=style.fills[place],
                    brush=style.brushes[place],
                    edge=style.outlines[place],
                    is_shown=chart.timeline.series[place].name not in chart.view.hidden,
                )
                for place, count in enumerate(chart.tally.sums)
                if count or place in there
            ]
        )

    def _follow(self) -> None:
        area = self.chart.plot_area()
        self._place_legend(area)
        self.overview.align(area.left(), area.width())
        self.overview.show_window(self.chart.frame.left, self.chart.frame.right)
        self._describing.start()

    def said(self) -> str:
        """The chart as it is seen, in one sentence."""
        chart = self.chart
        seen = None if chart.shows_all() else chart.seen()
        names = self.tag_names()
        said = sentence(chart.timeline, chart.tally, chart.view, seen=seen, tags=names, almanac=chart.almanac)
        return " ".join(filter(None, (said, self.comparison())))

    def _describe(self) -> None:
        """Say the chart in one sentence to who asks, and aloud to who moved it; the card speaks for itself."""
        said = self.said()
        if said != self._described:
            self._described = said
            if self.chart.hasFocus() and self.chart.cursor is None:
                read_aloud(self.chart, said)
        if self.chart.cursor is None:
            self.chart.setAccessibleDescription(said)

    def tell_outline(self, words: str, *, picking: bool) -> None:
        """Say beside the title what the outline is, or that days are being picked for it."""
        if (words, picking) != self._told:
            self._told = words, picking
            self.chip.tell(words, picking=picking)
            self._place_legend(self.chart.plot_area())
        self._describing.start()

    def _place_legend(self, area: QRectF) -> None:
        """Give the legend the right of the title's line, and the title what legend and chip leave."""
        height, room = self.legend.sizeHint().height(), area.width() - self.legend.least_width() - BESIDE_TITLE
        wide = max(min(self.chip.sizeHint().width(), room), 0)
        title = max(min(self.chart.title_width(), room - wide - BESIDE_TITLE), 0)
        left = area.left() + (title + BESIDE_TITLE if title else 0)
        start = left + wide + BESIDE_TITLE
        self.chip.setGeometry(round(left), self.chart.y(), round(wide), height)
        self.legend.setGeometry(round(start), self.chart.y(), max(round(area.right() - start), 0), height)
        self.chart.end_title_at(area.left() + title)

    def _turn(self, notches: float, about: float) -> None:
        self.chart.zoom(ZOOM_A_NOTCH**notches, about=about)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overview under the plot; where there is little height, the plot needs it more."""
        self.overview.setFixedHeight(OVERVIEW if self.height() >= ROOMY else LOW_OVERVIEW)
        super().resizeEvent(event)
        self._show_whole()
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Put legend and overview beside the chart, which gets its size no earlier than this."""
        super().showEvent(event)
        self.chart.settle()
        self._show_whole()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the card along."""
        self.hide_card()
        super().hideEvent(event)

    def _point(self) -> None:
        column, bar = self.chart.column_of_cursor()
        if column is None:
            self.hide_card()
            self.chart.setAccessibleDescription(self._described)
            return
        card = self._living_card()
        if card is None or card.parentWidget() is not self.window():
            card = self._card = Card(self.window())
        entries, foot = card_lines(self.chart, column, bar)
        changes = [*changes_of(self.chart, column, bar), *against_outline_of(self.chart, column, bar)]
        card.tell(title(self.chart.tally, column.number, self.chart.almanac), entries, foot, changes)
        self._place_card(card, column)
        self.chart.setAccessibleDescription(card.words())
        if entries:
            self._asking.start()
        if self.chart.hasFocus():
            told = [entry for entry in entries if entry.strong] or entries
            number = self.chart.almanac.number
            said = [card.title(), *(f"{entry.name} {number(entry.count)}" for entry in told), foot]
            said += [f"{one.name}: {one.words}" for one in (changes if self.chart.other else changes[-1:])]
            read_aloud(self.chart, ", ".join(filter(None, [*said, self._happening(column)])))

    def _ask_for_quotes(self) -> None:
        """Ask for what the card may quote, now that the pointer rests on it."""
        column, bar = self.chart.column_of_cursor()
        if column is None or not self.card_words():
            return
        interval = None if column.number is None else bin_at(column.number, self.chart.unit)
        places = self.chart.reading.shown if bar is None else (bar.tag,)
        self._asked = newest_of(self.chart.timeline, interval, places, self.chart.view)
        self.quotes_wanted.emit(self._asked)

    def show_quotes(self, asked: Newest, found: Sequence[Quoted]) -> None:
        """Quote these on the card, if it still stands where they were asked for."""
        card, (column, _) = self._living_card(), self.chart.column_of_cursor()
        if card is None or column is None or asked is not self._asked or not found:
            return
        card.quote(found)
        self._place_card(card, column)
        self.chart.setAccessibleDescription(card.words())

    def is_asking(self, asked: Newest) -> bool:
        """Whether these quotes are still waited for."""
        return asked is self._asked

    def _happening(self, column: Column) -> str:
        """The events of a bin, for who cannot see their marks."""
        if column.number is None:
            return ""
        said = happening(self.chart.events.events, bin_at(column.number, self.chart.unit))
        return f"events: {said}" if said else ""

    def _place_card(self, card: Card, column: Column) -> None:
        """Put the card over the plot or beside the column, in pixels of the window; never over the mouse."""
        area = self.chart.gutter_area() if column.number is None else self.chart.plot_area()
        top = min((bar.top for bar in column.bars), default=area.height())
        left, right = (min(max(side, 0.0), area.width()) for side in (column.left, column.right))
        box = QRect(round(area.left() + left), round(area.top() + top), max(round(right - left), 1), 1)
        corner = self.chart.viewport().mapTo(self.window(), QPoint(0, 0))
        card.show_for(box.translated(corner), corner.y() + round(area.top()) - 2)


def card_lines(chart: Chart, column: Column, bar: Bar | None) -> tuple[list[Entry], str]:
    """The lines of the card of a column, top bar first, and its last line; series that are hidden are left out."""
    tally, style = chart.tally, look(chart.timeline.series)
    row = tally.undated if column.number is None else tally.row(column.number)
    total = sum(int(row[place]) for place in chart.reading.shown)
    entries = [
        Entry(
            fill=style.brushes[place],
            edge=style.outlines[place],
            name=chart.timeline.series[place].name,
            count=int(row[place]),
            share=int(row[place]) / total,
            strong=bar is not None and bar.tag == place,
        )
        for place in reversed(chart.reading.shown)
        if row[place]
    ]
    behind = UNDATED_HINT if column.number is None else coverage(tally, column.number, chart.almanac)
    part = part_covered(chart.timeline, tally, column.number, chart.almanac)
    return entries, " · ".join(filter(None, (chart.almanac.counted(total, "annotation"), behind, part)))


def changes_of(chart: Chart, column: Column, bar: Bar | None) -> list[Change]:
    """What changed against the bin before: all that is shown, and the series pointed at."""
    tally, number, shown = chart.tally, column.number, chart.reading.shown
    if number is None or not shown:
        return []
    before = bin_before(chart.timeline, tally, number)
    changes = [Change(f"Against the {before}", since_bin_before(tally, number, shown, chart.almanac))]
    if bar is not None and len(shown) > 1:
        name = chart.timeline.series[bar.tag].name
        changes.append(Change(name, since_bin_before(tally, number, (bar.tag,), chart.almanac)))
    return changes


def against_outline_of(chart: Chart, column: Column, bar: Bar | None) -> list[Change]:
    """How a bin differs from the outline over it: all that is shown, or the series pointed at."""
    other, shown = chart.other, chart.reading.shown
    if other is None or not shown or (column.number is None and other.compared.wanted is None):
        return []
    places = shown if bar is None else (bar.tag,)
    row = chart.tally.undated if column.number is None else chart.tally.row(column.number)
    name = "Against the outline"
    if column.number is not None:
        name = against_outline(other.compared, chart.unit, column.number, chart.almanac)
    if bar is not None and len(shown) > 1:
        name = f"{chart.timeline.series[bar.tag].name} {name[:1].lower()}{name[1:]}"
    there = other.count(chart.timeline, chart.unit, column.number, places)
    here = sum(int(row[place]) for place in places)
    return [Change(name, difference_in_words(here, there, chart.almanac))]
