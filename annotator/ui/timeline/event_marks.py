"""Events on the chart: shaded regions behind the bars, lines before them, names in a strip above the plot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import floor
from typing import TYPE_CHECKING

import pyqtgraph
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from annotator.records import Event, EventId
from annotator.ui import theme
from annotator.ui.timeline.event_places import PADDING, ROW, Placed, place
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.look import Look

if TYPE_CHECKING:
    from annotator.ui.timeline.chart import Chart

SHADE = 0.13  # of the ink over the ground, behind a period
REACH = 4.0  # pixels beside a line that still mean it
DIAMOND = 3.5  # half the size of the mark that stands for a name without room
ROOMS = (100, 190, 340)  # pixels of a chart's height from which on names have one row, two, three
Option = QStyleOptionGraphicsItem
Days = tuple[date, date]


class EventMarks:
    """The events of one chart; `follow` lays them out for the days in view."""

    def __init__(self, chart: Chart, box: pyqtgraph.ViewBox) -> None:
        self.placed: Sequence[Placed] = ()
        self.selected: EventId | None = None
        self.preview: Days | None = None  # days that are being dragged over
        self._events: Sequence[Event] = ()
        self._widths: dict[str, float] = {}
        self._rows = 0
        self._frame = Frame(0, 1, 1, 1, 1)
        self._ground, self._lines, self._names = _Ground(self, box), _Lines(self, box), _Names(self)
        chart.addItem(self._names)

    @property
    def events(self) -> Sequence[Event]:
        """All events, also those out of view."""
        return self._events

    def take(self, events: Sequence[Event]) -> None:
        """Show other events; the selected one stays so if it is among them."""
        self._events = events
        if self.selected not in {one.id for one in events}:
            self.selected = None

    def height_in(self, height: int) -> float:
        """How many pixels of a chart of this height the names take; it changes only as events come and go."""
        room = sum(height >= least for least in ROOMS)
        self._rows = min(room, len(self._events))
        return self._rows * ROW + 3 if self._rows else 0.0

    def set_place(self, area: QRectF) -> None:
        """Put the names above the plot."""
        self._names.setGeometry(area)

    def follow(self, frame: Frame, look: Look) -> None:
        """Lay out for the days in view, and repaint."""
        self._frame = frame
        if self._events or self.placed or self.preview:
            measure = QFontMetricsF(look.small)
            self.placed = place(self._events, frame, lambda name: self._width(name, measure), rows=self._rows)
            for item in (self._ground, self._lines, self._names):
                item.show_marks(look)

    def _width(self, name: str, measure: QFontMetricsF) -> float:
        if name not in self._widths:
            self._widths[name] = measure.horizontalAdvance(name)
        return self._widths[name]

    def span_of_preview(self) -> tuple[float, float] | None:
        """The pixels of the days that are being dragged over."""
        if self.preview is None:
            return None
        first, last = self.preview
        return self._frame.x(first.toordinal()), self._frame.x(last.toordinal() + 1)

    def named_at(self, point: QPointF) -> Event | None:
        """The event whose name, or bar, is at a pixel of the strip above the plot."""
        for one in self.placed:
            for area in self._names.areas(one):
                if area.contains(point):
                    return one.event
        return None

    def line_at(self, x: float) -> Event | None:
        """The event with a line nearest to a pixel of the plot, where one is near."""
        near = [(abs(edge - x), one.event) for one in self.placed for edge in edges(one)]
        nearest = min(near, key=lambda one: one[0], default=None)
        return nearest[1] if nearest is not None and nearest[0] <= REACH else None

    def area_of(self, event_id: EventId) -> QRectF | None:
        """Where the name of an event stands in the strip; None where it has no room or is out of view."""
        found = next((one for one in self.placed if one.event.id == event_id), None)
        areas = self._names.areas(found) if found is not None else []
        return areas[0] if areas else None


def edges(one: Placed) -> list[float]:
    """The pixels of an event's lines: of a moment its middle, of a period both ends."""
    return [one.middle] if one.event.is_moment else [one.left, one.right]


class _Marked(pyqtgraph.GraphicsObject):
    """Paints over the whole view box that it is a child of."""

    def __init__(self, marks: EventMarks, box: pyqtgraph.ViewBox, *, height: float) -> None:
        super().__init__()
        self.setParentItem(box)
        self.setZValue(height)
        self.marks = marks
        self.look: Look | None = None
        self._box = box
        self._area = QRectF()

    def show_marks(self, look: Look) -> None:
        """Repaint."""
        self.look = look
        if self._box.rect() != self._area:
            self.prepareGeometryChange()
            self._area = QRectF(self._box.rect())
        self.update()

    def boundingRect(self) -> QRectF:
        """The view box."""
        return self._area


class _Ground(_Marked):
    def __init__(self, marks: EventMarks, box: pyqtgraph.ViewBox) -> None:
        super().__init__(marks, box, height=-1)

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """Shade the periods."""
        if self.look is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        height, shade = self.boundingRect().height(), theme.mixed(self.look.ink, self.look.ground, SHADE)
        for one in self.marks.placed:
            if not one.event.is_moment and not one.is_crowded:
                painter.fillRect(QRectF(round(one.left), 0, round(one.right) - round(one.left), height), shade)
        span = self.marks.span_of_preview()
        if span is not None:
            chosen = theme.mixed(theme.current().color("accent"), self.look.ground, 0.25)
            painter.fillRect(QRectF(round(span[0]), 0, max(round(span[1]) - round(span[0]), 1), height), chosen)


class _Lines(_Marked):
    def __init__(self, marks: EventMarks, box: pyqtgraph.ViewBox) -> None:
        super().__init__(marks, box, height=1)

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """A line for each moment, fainter ones where a period begins and ends; those on one pixel are drawn once."""
        if self.look is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        height = round(self.boundingRect().height())
        lined = [one for one in self.marks.placed if not one.is_crowded]
        ends = self._pixels(one for one in lined if not one.event.is_moment)
        moments = self._pixels(one for one in lined if one.event.is_moment)
        chosen = self._pixels(one for one in self.marks.placed if one.event.id == self.marks.selected)
        for x in (*moments, *chosen):  # lets a line stand out from the bars that it crosses
            painter.fillRect(x - 1, 0, 3, height, self.look.ground)
        accent = theme.current().color("accent")
        for pixels, color in ((ends, self.look.soft), (moments, self.look.ink), (chosen, accent)):
            painter.setPen(QPen(color, 1))
            painter.drawLines([QLineF(x + 0.5, 0, x + 0.5, height) for x in pixels])
        self._paint_diamonds(painter)

    def _pixels(self, placed: Iterable[Placed]) -> set[int]:
        width = self.boundingRect().width()
        return {floor(edge) for one in placed for edge in edges(one) if 0 <= edge <= width}

    def _paint_diamonds(self, painter: QPainter) -> None:
        """Each stands where a name has no room; where they would run together, one stands for all."""
        assert self.look is not None
        width, last = self.boundingRect().width(), -2 * DIAMOND
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.ink)
        across, up = QPointF(DIAMOND, 0), QPointF(0, DIAMOND)
        for one in self.marks.placed:
            if one.box is None and 0 <= one.middle <= width and one.middle - last >= 2 * DIAMOND:
                middle, last = QPointF(one.middle, DIAMOND), one.middle
                painter.drawPolygon([middle - across, middle - up, middle + across, middle + up])


class _Names(pyqtgraph.GraphicsWidget):
    """The strip above the plot."""

    def __init__(self, marks: EventMarks) -> None:
        super().__init__()
        self._marks = marks
        self._look: Look | None = None

    def show_marks(self, look: Look) -> None:
        """Repaint."""
        self._look = look
        self.update()

    def areas(self, one: Placed) -> list[QRectF]:
        """What of an event can be pointed at in the strip: its name, and the bar of a period."""
        if one.box is None:
            return []
        top = self.rect().height() - (one.box.row + 1) * ROW
        found = [QRectF(one.box.left, top, one.box.right - one.box.left, ROW - 2)]
        if not one.event.is_moment:
            found.append(QRectF(one.left, top + ROW - 4, max(one.right - one.left, 1), 2))
        return found

    def paint(self, painter: QPainter, _option: Option, _widget: QWidget | None = None) -> None:
        """Lines up to the names first, then the boxes over them."""
        if self._look is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        foot = self.rect().height()
        for one in self._marks.placed:
            if one.box is not None and one.event.is_moment and 0 <= one.middle <= self.rect().width():
                painter.setPen(QPen(self._look.ink, 1))
                painter.drawLine(
                    round(one.middle), round(foot - (one.box.row + 1) * ROW), round(one.middle), round(foot)
                )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.small)
        for one in self._marks.placed:
            self._paint_name(painter, one)

    def _paint_name(self, painter: QPainter, one: Placed) -> None:
        """A moment's name in a box that hangs on its line, a period's over its bar."""
        if one.box is None or self._look is None:
            return
        areas, now = self.areas(one), theme.current()
        edge = now.color("accent") if one.event.id == self._marks.selected else self._look.soft
        inside = areas[0].adjusted(PADDING, 0, 2 - PADDING, -1)
        if one.event.is_moment:
            painter.setPen(QPen(edge, 1))
            painter.setBrush(now.color("field"))
            painter.drawRoundedRect(areas[0].adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        else:
            painter.fillRect(areas[0], self._look.ground)
            painter.fillRect(areas[1], edge)
            inside.adjust(0, -2, 0, -2)
        painter.setPen(self._look.ink)
        name = QFontMetricsF(self._look.small).elidedText(one.event.name, Qt.TextElideMode.ElideRight, inside.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(inside, side, name)
