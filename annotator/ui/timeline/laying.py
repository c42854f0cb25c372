"""What stands where: the bars and dots of the visible bins, and those of the undated beside them."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from annotator.timeline.calendar import Unit, room_for
from annotator.timeline.caption import isolated
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import Folded
from annotator.timeline.stacks import Mode
from annotator.timeline.tally import Tally
from annotator.timeline.titles import axis_title
from annotator.timeline.view import Share
from annotator.ui.timeline.axes import NUMBER_APART
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.lanes import dotted
from annotator.ui.timeline.marks import DENSE, Column, Marks, Reading, Slots, no_marks, visible
from annotator.ui.timeline.other import Other, Seen
from annotator.ui.timeline.outline import NO_OUTLINE, heights, outline
from annotator.ui.timeline.placing import edges_of, lay_out, place_bars, values
from annotator.ui.timeline.scale import HEADROOM
from annotator.ui.timeline.viewed import ViewedDays

GUTTER = 58.0  # pixels
GUTTER_SLOT = (8.0, GUTTER - 10)
STRIP = 11.0  # pixels under the lanes, for the bins with nothing in any of them
GUTTER_NUMBER = 19.0  # pixels over the bar of the undated, for its number
GROUPED_BAR, BETWEEN_GROUPS, PLAIN_BIN = 3, 4, 8  # pixels that the bins of `auto` leave for these


class LaidDays(ViewedDays):
    """A day view that lays out its counts; `marks` and `undated` are what is to be painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = Reading(self.mode, ())
        self.marks = no_marks()
        self._other: Other | None = None
        self._other_counts: Timeline | None = None
        self.outline = self.undated_outline = NO_OUTLINE
        self.undated = Column(None, 0, 0, (), True)

    @property
    def tally(self) -> Tally:
        """The counts in the bins shown."""
        return self.timeline.tally(self.unit)

    def shown_tags(self) -> tuple[int, ...]:
        """The places of the series that have annotations, here or in the outline, and are not hidden."""
        hidden, tags, other = self.view.hidden, self.timeline.series, self.other
        there = other.counted(self.timeline, hidden) if other is not None else frozenset()
        return tuple(
            place
            for place, count in enumerate(self.tally.sums)
            if (count or place in there) and tags[place].name not in hidden
        )

    def take_other(self, timeline: Timeline | None) -> None:
        """Take the counts of the other filter that a view may compare with; other days are those of our own counts."""
        self._other_counts = timeline

    @property
    def other(self) -> Other | None:
        """What is laid over the counts as an outline; nothing while nothing is, or its counts are not there yet."""
        compared = self.view.compared
        counts = None
        if compared is not None:
            counts = self._other_counts if compared.wanted is not None else self.whole_timeline
        if compared is None or counts is None:
            self._other = None
        elif self._other is None:
            self._other = Other(counts, compared)
        else:
            self._other = self._other.again(counts, compared)
        return self._other

    def seen(self) -> range:
        """The numbers of the bins of which a part is visible."""
        return visible(self.tally, self.frame)

    def shares_pixels(self) -> bool:
        """Whether bins share a pixel, which then shows the tallest of them."""
        return len(self.seen()) * DENSE > self.frame.width

    def seen_of(self, place: int) -> int:
        """How many annotations of the series at `place` are seen, the undated among them."""
        return self.tally.sums_in(self.seen())[place] + self.tally.undated[place]

    def axis_title(self, unit: Unit | None = None) -> str:
        """What the value axis counts, in words; with bins of another `unit`, where one is given."""
        shown, whole = len(self.reading.shown), self.whole_timeline
        if isinstance(self.timeline, Folded) and len(self.timeline.series) - 1 in self.reading.shown:
            shown += len(self.timeline.rest) - 1
        counted = zip(whole.series, whole.tally(self.unit).sums, strict=True) if self.view.hidden else ()
        hidden = sum(1 for one, count in counted if count and one.name in self.view.hidden)
        return axis_title(self.view, unit or self.unit, shown=shown, of=shown + hidden, dots=self.shows_dots())

    def shows_dots(self) -> bool:
        """Whether annotations are shown one by one."""
        return bool(self.marks.dots)

    def lane_names(self) -> list[str]:
        """The names of the lanes, of bars with the largest count in view: each lane has a scale of its own."""
        names = [isolated(self.timeline.series[place].name) for place in self.reading.shown]
        if self.shows_dots():
            return names
        peaks = map(self.almanac.number, self.reading.peaks)
        return [f"{name}{NUMBER_APART}{peak}" for name, peak in zip(names, peaks, strict=False)]

    def lay_out(self, width: float, height: float) -> None:
        """Lay out the visible days on so many pixels."""
        left, right = self._box.viewRange()[0]
        tally, shown = self.tally, self.shown_tags()
        frame = Frame(left, right, width, height, 1.0)
        part, over = tally.within(visible(tally, frame)), self._seen_over(frame, shown)
        seen: Marks | None = None
        peaks: tuple[int, ...] = ()
        if self.mode is Mode.LANES:
            peaks = tuple(tally.counts[part][:, list(shown)].max(axis=0, initial=0).tolist())
            if over is not None:
                peaks = tuple(map(max, peaks, over.counts.max(axis=0, initial=0).tolist()))
            height = max(height - STRIP, 1)
        self.reading = Reading(self.mode, shown, peaks, self.view.share)
        highest = values(tally.counts[part], tally.articles[part], self.reading).max(initial=0)
        if over is not None:
            highest = max(highest, heights(over, self.reading).max(initial=0))
        self.frame = Frame(left, right, width, height, self._top(float(highest)))
        if self.mode is Mode.LANES and over is None:  # an outline needs bars to be compared with
            seen = dotted(tally, self.timeline.tally(Unit.DAY), self.reading, self.frame)
        self.marks = seen or lay_out(tally, self.reading, self.frame)
        self.outline = outline(over, self.reading, self.frame) if over is not None else NO_OUTLINE
        self.undated = self._lay_out_undated()

    def _seen_over(self, frame: Frame, shown: tuple[int, ...]) -> Seen | None:
        """The other counts in these days."""
        other = self.other
        return other.seen(self.timeline, self.unit, frame, shown, self.view.hidden) if other is not None else None

    def _top(self, highest: float) -> float:
        """The value at the upper edge of the plot, whose highest bar has this one."""
        if self.reading.mode is Mode.LANES:
            return float(max(len(self.reading.shown), 1))
        if self.reading.mode is Mode.NORMALIZED and self.reading.share is Share.ANNOTATIONS:
            return HEADROOM
        return (highest or 1.0) * HEADROOM

    def _lay_out_undated(self) -> Column:
        """Their bars stand on the scale of the plot while they fit, and on a smaller one where they do not."""
        reading = self.reading
        counts = np.array([self.tally.undated], dtype=np.int64)
        articles = np.array([self.timeline.undated_articles])
        over = self._undated_over()
        value = float(values(counts, articles, reading)[0])
        if over is not None:
            value = max(value, float(heights(over, reading)[0]))
        if reading.mode is Mode.LANES or (reading.mode is Mode.NORMALIZED and reading.share is Share.ANNOTATIONS):
            value = 0.0
        # However low the chart is, the number of the undated is to be read.
        headroom = self.frame.height / max(self.frame.height - GUTTER_NUMBER, self.frame.height / 3)
        scale = Frame(0, 1, GUTTER, self.frame.height, max(self.frame.top, value * headroom))
        highest = counts[0][list(reading.shown)]
        highest = highest if over is None else np.maximum(highest, over.counts[0])
        peaks = tuple(map(max, reading.peaks, highest.tolist()))
        wide = Reading(reading.mode, reading.shown, peaks, reading.share)
        left, right = (np.array([side]) for side in GUTTER_SLOT)
        slots = Slots(np.zeros(1, dtype=np.int64), left, right, np.ones(1, dtype=bool))
        bars = Marks(slots, place_bars(counts, articles, wide, scale, edges_of(slots))).columns[0].bars
        self.undated_outline = outline(over, wide, scale) if over is not None else NO_OUTLINE
        return Column(None, *GUTTER_SLOT, bars, True)

    def _undated_over(self) -> Seen | None:
        """The undated under another filter; other days leave them as they are, and have no outline of them."""
        other = self.other
        if other is None or other.compared.wanted is None:
            return None
        counts = other.undated(self.timeline, self.reading.shown, self.view.hidden)
        rest, none = other.undated_rest(self.timeline, self.view.hidden), np.zeros(1, dtype=np.int64)
        left, right = (np.array([side]) for side in GUTTER_SLOT)
        edges = edges_of(Slots(none, left, right, np.ones(1, dtype=bool)))
        there = np.array([bool(counts.any() or rest.any())])
        return Seen(none, edges.left, edges.right, counts, rest, other.undated_articles, there)

    def _room(self) -> int:
        """How many bins fit; the same in every reading but where a bin holds a bar of each series."""
        if self.mode is Mode.GROUPED:
            needed = GROUPED_BAR * len(self.shown_tags()) + BETWEEN_GROUPS
            return max(room_for(self.width()) * PLAIN_BIN // max(needed, PLAIN_BIN), 1)
        return room_for(self.width())
