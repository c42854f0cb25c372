"""The chart: a pyqtgraph view that shows a timeline and says where everything on it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from annotator.records import Event, TagId
from annotator.timeline.arrays import Flags
from annotator.timeline.calendar import NAMED_UNITS, bin_at, bin_number
from annotator.timeline.choice import BinChoice
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import OTHERS
from annotator.timeline.stacks import Mode
from annotator.timeline.ticks import Tiers, tiers
from annotator.ui.timeline.axes import TIER, CalendarAxis, Gutter, Title, ValueAxis
from annotator.ui.timeline.bars import Bars
from annotator.ui.timeline.drawn import Drawn
from annotator.ui.timeline.event_marks import EventMarks
from annotator.ui.timeline.laying import GUTTER, LaidDays
from annotator.ui.timeline.look import look
from annotator.ui.timeline.marks import Bar, Column
from annotator.ui.timeline.outline_marks import OutlineMarks
from annotator.ui.timeline.scale import grid, value_labels

VALUE_AXIS, LANE_AXIS = 46.0, 124.0
MARGIN, TOP = 10.0, 23.0
LOW = 140  # pixels; lower charts have one row of dates
ALL_HIDDEN = "Everything is hidden. A click in the legend shows a series again."
NONE_LEFT = "The filters leave no annotation."
NO_DATES = "No annotation here belongs to an article with a date."


class Chart(LaidDays):
    """The plot with its axes and the gutter of the undated; knows no mouse and no keys.

    `choice_changed` tells that other bars are chosen, or none.
    """

    choice_changed = Signal()
    _built = False  # pyqtgraph resizes the view while it still makes it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(80)
        self.choice: BinChoice | None = None
        self.outline_is_newest = False  # whether something was laid over the counts after the last choice
        self._build()
        self._built = True
        self.restyle()

    def _build(self) -> None:
        self.setCentralItem(None)
        self._gutter, self._values, self._dates, self._title = Gutter(), ValueAxis(), CalendarAxis(), Title()
        for item in (self._gutter, self._values, self._box, self._dates, self._title):
            self.addItem(item)
        self._bars = Bars(self._box)
        self._outline = OutlineMarks(self._box)
        self.events = EventMarks(self, self._box)

    def _place(self) -> None:
        """Give gutter, axes and plot their places.

        No QGraphicsLayout does it: windows that held one crashed now and then while they were taken apart, in the
        layout's destructor; with the parts placed here that was not seen again.
        """
        axis = LANE_AXIS if self.mode is Mode.LANES else VALUE_AXIS
        left, foot = MARGIN + GUTTER + axis, TIER * (2 if self.height() >= LOW else 1) + 2
        width = max(self.width() - left - MARGIN - 4, 0)
        names = self.events.height_in(self.height())
        top, height = TOP + names, max(self.height() - TOP - names - foot - 2, 0)
        self.events.set_place(QRectF(left, TOP, width, names))
        self._gutter.setGeometry(QRectF(MARGIN, top, GUTTER, height + foot))
        self._values.setGeometry(QRectF(MARGIN + GUTTER, top, axis, height))
        self._dates.setGeometry(QRectF(left, top + height, width, foot))
        self._box.setGeometry(QRectF(left, top, width, height))
        self._title.setGeometry(QRectF(left, 0, width, TOP))

    def title_width(self) -> float:
        """The pixels that the title of the value axis needs, with whatever unit zooming may bring."""
        return max(self._title.width_of(self.axis_title(unit)) for unit in NAMED_UNITS)

    def end_title_at(self, x: float) -> float:
        """Leave what is right of a pixel of the viewport to others than the title; where it ended before."""
        box = self._title.geometry()
        self._title.setGeometry(QRectF(box.left(), box.top(), max(x - box.left(), 0), box.height()))
        return float(box.right())

    # -- what is shown ---------------------------------------------------------------------------

    def show_timeline(self, timeline: Timeline) -> None:
        """Show other counts; the visible days stay where they are if they still lie in the range."""
        self.show_days_of(timeline)
        self.refresh()

    def show_compared(self, timeline: Timeline | None) -> None:
        """Lay these counts over the chart while its view compares with another filter; None: none."""
        self.take_other(timeline)
        self.refresh()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events, their names above the plot."""
        self.events.take(events)
        self.settle()

    def choose(self, choice: BinChoice | None) -> None:
        """Show which bars are chosen: the others fade."""
        self.choice = choice
        self.outline_is_newest = self.outline_is_newest and choice is None
        self.refresh()
        self.choice_changed.emit()

    def point_at_bin(self, cursor: tuple[int | None, int | None] | None) -> None:
        """Put the cursor on a bin (None: the undated) and perhaps on the bar of one tag."""
        if cursor != self.cursor:
            self.cursor = cursor
            self.refresh()

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        self._look = look(self.timeline.series)
        self.setBackground(self._look.ground)
        self.refresh()

    def legend(self) -> list[tuple[int, QBrush, QColor | None]]:
        """The tags shown: place, brush, and outline where there is one."""
        return [(tag, self._look.brushes[tag], self._look.outlines[tag]) for tag in self.reading.shown]

    def settle(self) -> None:
        """Give all parts their places now, not with the next event."""
        self._place()
        self.refresh()

    def refresh(self) -> None:
        """Lay everything out again for the range, size and choice of now."""
        area = self._box.rect()
        if area.width() < 2 or area.height() < 2:
            return
        self._look = look(self.timeline.series)
        self.lay_out(area.width(), area.height())
        self._show_axes()
        self._show_bars()
        self.events.follow(self.frame, self._look)

    def _show_axes(self) -> None:
        names = self.lane_names() if self.mode is Mode.LANES else ()
        self._values.show_labels(value_labels(self.frame, self.reading, names, self.almanac), self._look)
        self._title.show_words(self.axis_title() if self.reading.shown else "", self._look)
        ticks = Tiers((), ())
        if self.timeline.first is not None:
            ticks = tiers(
                self.frame.left, self.frame.right, width=self.frame.width, unit=self.unit, almanac=self.almanac
            )
        self._dates.show_tiers(ticks, self.frame, self._look)
        undated = self.almanac.number(sum(self.tally.undated[place] for place in self.reading.shown))
        self._gutter.show_column(self.undated, undated, self._look, self.frame.height)
        self._gutter.show_outline(self.undated_outline)

    def _show_bars(self) -> None:
        column, bar = self.column_of_cursor()
        drawn = Drawn(
            marks=self.marks,
            grid=grid(self.frame, self.reading),
            note=self.note(),
            lit=self.lit(),
            band=self._band(),
            cursor=column if column is not None and column.number is not None else None,
            cursor_bar=bar,
            incomplete=self._incomplete(),
            in_words=self.almanac.number,
        )
        self._bars.show(drawn, self._look)
        self._outline.show(self.outline, self._look, self._lit_lines())
        lit = tuple(self.is_lit(self.undated, bar) for bar in self.undated.bars)
        self._gutter.light(lit, under_cursor=column is not None and column.number is None)

    def note(self) -> str:
        """Why there is no bar; empty where there is one."""
        if not self.reading.shown and any(self.tally.sums):
            return ALL_HIDDEN
        if self.view.wanted and not self.timeline.annotations:
            return NONE_LEFT
        return "" if len(self.tally.held) else NO_DATES

    def _incomplete(self) -> list[Column]:
        ends = (self.marks.column(number) for number in {self.tally.first, self.tally.last})
        return [
            column
            for column in ends
            if column is not None
            and column.number is not None
            and self.timeline.is_incomplete(self.tally, column.number)
        ]

    def is_lit(self, column: Column, bar: Bar) -> bool:
        """Whether a bar is among the chosen ones; without a choice all are."""
        choice = self.choice
        if choice is None:
            return True
        if choice.series is not None and self.tally.series[bar.tag] != choice.series:
            return False
        if column.number is None or choice.undated:
            return column.number is None and choice.undated
        return choice.first is None or choice.last is None or column.number in self.chosen_bins()

    def lit(self) -> Flags | None:
        """Of each bar whether it is among the chosen ones; None where nothing is chosen."""
        choice, bars = self.choice, self.marks.bars
        if choice is None:
            return None
        lit: Flags = np.full(len(bars.tag), not choice.undated)
        if choice.series is not None:
            lit &= np.array([tag == choice.series for tag in self.tally.series], dtype=bool)[bars.tag]
        if choice.first is not None and choice.last is not None:
            numbers, chosen = self.marks.slots.number[bars.column], self.chosen_bins()
            lit &= (numbers >= chosen.start) & (numbers < chosen.stop)
        return lit

    def _lit_lines(self) -> Flags | None:
        """Of each line of the outline whether it belongs to chosen days."""
        chosen = self.chosen_bins()
        return (self.outline.number >= chosen.start) & (self.outline.number < chosen.stop) if chosen else None

    def chosen_bins(self) -> range:
        """The numbers of the bins that hold a chosen day; none where no days are chosen."""
        choice = self.choice
        if choice is None or choice.first is None or choice.last is None:
            return range(0)
        return range(bin_number(choice.first, self.unit), bin_number(choice.last, self.unit) + 1)

    def _band(self) -> tuple[float, float] | None:
        choice = self.choice
        if choice is None or choice.first is None or choice.last is None:
            return None
        return self.frame.x(choice.first.toordinal()), self.frame.x(choice.last.toordinal() + 1)

    def column_of_cursor(self) -> tuple[Column | None, Bar | None]:
        """The column and the bar under the cursor, where they are visible."""
        if self.cursor is None:
            return None, None
        number, tag = self.cursor
        column = self.undated if number is None else self.marks.column(number)
        bars = column.bars if column is not None else ()
        return column, next((bar for bar in bars if bar.tag == tag), None)

    # -- places ----------------------------------------------------------------------------------

    def plot_area(self) -> QRectF:
        """The plot in pixels of the viewport."""
        return QRectF(self.mapFromScene(self._box.sceneBoundingRect()).boundingRect())

    def names_area(self) -> QRectF:
        """The strip with the names of the events, in pixels of the viewport; empty without events."""
        area = self.plot_area()
        height = self.events.height_in(self.height())
        return QRectF(area.left(), area.top() - height, area.width(), height)

    def gutter_area(self) -> QRectF:
        """The gutter in pixels of the viewport."""
        return QRectF(self.mapFromScene(self._gutter.sceneBoundingRect()).boundingRect())

    def column_under(self, point: QPointF) -> tuple[Column | None, Bar | None]:
        """The column and the bar at a pixel of the viewport."""
        scene = self.mapToScene(point.toPoint())
        if self.gutter_area().contains(point) and self.timeline.undated:
            inside = self._gutter.mapFromScene(scene)
            return self.undated, self.undated.bar_at(inside.x(), inside.y())
        if not self.plot_area().contains(point):
            return None, None
        inside = self._box.mapFromScene(scene)
        column = self.marks.column_at(inside.x())
        return column, column.bar_at(inside.x(), inside.y()) if column else None

    def ordinal_at(self, x: float) -> float:
        """The day, with its fraction, at a pixel of the viewport."""
        return self.frame.ordinal(x - self.plot_area().left())

    def point_of(self, start: date | None, tag: TagId | None = None) -> QPoint:
        """The pixel of the viewport in the middle of a tag's bar, or (None) high in the empty part of the column.

        `start` is any day of the bin; None is the gutter of the undated. Raises KeyError for what is not visible.
        """
        column = self.undated if start is None else self.marks.column(bin_number(start, self.unit))
        if column is None:
            raise KeyError(f"The bin of {start} is not visible.")
        area = self.gutter_area() if start is None else self.plot_area()
        if tag is None:
            return _pixel(area.topLeft() + QPointF((column.left + column.right) / 2, 2))
        for bar in column.bars:
            if self.tally.series[bar.tag] == tag:
                middle = QPointF((bar.left + bar.right) / 2, (bar.top + bar.bottom) / 2)
                return _pixel(area.topLeft() + middle)
        raise KeyError(f"Tag {tag} has no bar in the bin of {start}.")

    def choice_of(self, column: Column, bar: Bar | None) -> BinChoice:
        """What a click on a column, or on one of its bars, means."""
        tag = None if bar is None or self.tally.series[bar.tag] == OTHERS else self.tally.series[bar.tag]
        if column.number is None:
            return BinChoice(None, None, tag, undated=True)
        interval = bin_at(column.number, self.unit)
        return BinChoice(interval.start, interval.last, tag)

    def close(self) -> bool:
        """Close like any widget: pyqtgraph's own way tears the scene apart and can crash."""
        return bool(QWidget.close(self))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the whole range in view if it was."""
        was_whole = self._built and self.shows_all()
        super().resizeEvent(event)
        if not self._built:
            return
        self._place()
        if was_whole:
            self.show_all()
            self._choose_unit(anew=True)
        self.refresh()


def _pixel(point: QPointF) -> QPoint:
    """The pixel that holds a point; rounding would leave a bar of one pixel."""
    return QPoint(floor(point.x()), floor(point.y()))
