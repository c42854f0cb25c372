"""The chart as a file or on the clipboard: what is seen, with a legend and a caption."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QHashSeed, QMimeData, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.records import Event
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import PLAIN_WIDTH
from annotator.timeline.caption import Seen, caption, other_number
from annotator.timeline.counts import Timeline
from annotator.timeline.provenance import Provenance
from annotator.timeline.sentence import sentence
from annotator.timeline.view import ChartView
from annotator.ui import theme
from annotator.ui.timeline import patterns, picture_formats
from annotator.ui.timeline.picture_foot import Foot, Named
from annotator.ui.timeline.picture_formats import Sheet
from annotator.writing import replacing

if TYPE_CHECKING:
    from annotator.ui.timeline.chart import Chart

PLAIN_HEIGHT = 400  # pixels of a chart for which nobody asked a size
LEAST_CHART = 120  # pixels of height
NOWHERE = Provenance()
OF_ONE_SCREEN = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_FONT_DPI",
                 "QT_USE_PHYSICAL_DPI")  # fmt: skip
"""Wishes of a person that other machines know nothing of."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a picture without a window looks: its size in pixels with legend and caption, theme, and patterns.

    Without a size the chart is 1200 x 400, and what stands under it comes on top.
    """

    size: tuple[int, int] | None = None
    appearance: str = theme.LIGHT.name
    patterned: bool = True
    almanac: Almanac = PLAIN


PLAIN_STYLE = Style()


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a picture without a window shows: counts and how to look at them, and what lies over them."""

    timeline: Timeline
    view: ChartView = field(default_factory=ChartView)
    compared: Timeline | None = None
    events: Sequence[Event] = ()
    provenance: Provenance = NOWHERE


def draw(pictured: Pictured, path: Path, style: Style = PLAIN_STYLE) -> None:
    """Draw a timeline into a file without a window; makes a Qt application if there is none.

    Raises UserError for a suffix other than .png, .svg and .pdf, a size without room for the chart, or a place that
    cannot be written to.
    """
    picture_formats.writer_for(path)
    _application()
    with _worn(style):
        from annotator.ui.timeline.chart import Chart

        chart = Chart()
        try:
            _show(chart, pictured, style)
            save(chart, path, pictured.provenance)
        finally:
            chart.close()
            chart.deleteLater()


def _show(chart: Chart, pictured: Pictured, style: Style) -> None:
    chart.almanac = style.almanac
    chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    chart.resize(*(style.size or (PLAIN_WIDTH, PLAIN_HEIGHT)))
    chart.show()
    chart.settle()
    chart.show_view(pictured.view)
    chart.show_compared(pictured.compared)
    chart.show_timeline(pictured.timeline)
    chart.show_events(pictured.events)
    chart.settle()
    if style.size is not None:
        _make_room(chart, style.size, pictured.provenance)


def _make_room(chart: Chart, size: tuple[int, int], provenance: Provenance) -> None:
    """Let chart, legend and caption be as high together as was asked for."""
    width, height = size
    beside = round(_foot(chart, provenance).height)
    if height - beside < LEAST_CHART:
        raise UserError(
            f"A picture of {width}x{height} has no room for its chart: legend and caption alone take {beside} pixels "
            f"of its height. Ask for a height of at least {beside + LEAST_CHART}."
        )
    chart.resize(width, height - beside)
    chart.settle()


_made: list[QApplication] = []  # Qt wants it to live as long as the process


def _application() -> None:
    if QApplication.instance() is not None:
        return
    for name in OF_ONE_SCREEN:
        os.environ.pop(name, None)
    if sys.platform == "linux":
        # The language of the system chooses among faces for rare letters.
        os.environ.update({"LC_ALL": "C.UTF-8", "FC_LANG": "en"})
    # Offscreen even where there is a screen: no window shows up, and every machine draws the same.
    platform = ["-platform", "offscreen"] if sys.platform == "linux" else []
    QHashSeed.setDeterministicGlobalSeed()  # else a PDF holds its fonts in another order each time
    _made.append(QApplication(["annotator", *platform]))
    theme.load_faces()
    QApplication.setFont(theme.ui_font())


@contextmanager
def _worn(style: Style) -> Iterator[None]:
    """Wear theme and patterns of a style while something is drawn."""
    before, were_on = theme.current(), patterns.are_on()
    try:
        if style.appearance != before.name:
            theme.use(style.appearance)
        if style.patterned != were_on:
            patterns.use(on=style.patterned)
        yield
    finally:
        if patterns.are_on() != were_on:
            patterns.use(on=were_on)
        if theme.current() is not before:
            theme.use(before.name)


def save(chart: Chart, path: Path, provenance: Provenance = NOWHERE) -> None:
    """Write what the chart shows; the file is there whole or not at all.

    Raises UserError for a suffix other than .png, .svg and .pdf, or a place that cannot be written to.
    """
    write = picture_formats.writer_for(path)
    with _composed(chart, provenance) as (sheet, foot):
        content = write(sheet, lambda painter: _paint(painter, chart, foot, sheet.size))
    with replacing(path) as stream:
        stream.write(content)


def as_clip(chart: Chart, provenance: Provenance = NOWHERE) -> QMimeData:
    """What the chart shows for the clipboard: as an image, and as SVG for programs that take it."""
    clip = QMimeData()
    with _composed(chart, provenance) as (sheet, foot):

        def paint(painter: QPainter) -> None:
            _paint(painter, chart, foot, sheet.size)

        clip.setImageData(picture_formats.image(sheet, paint))
        clip.setData("image/svg+xml", QByteArray(picture_formats.svg(sheet, paint)))
    return clip


@contextmanager
def _composed(chart: Chart, provenance: Provenance) -> Iterator[tuple[Sheet, Foot]]:
    """The chart as it is to be painted: without what only says where mouse and keys are."""
    cursor, selected = chart.cursor, chart.events.selected
    end = chart.end_title_at(chart.plot_area().right())
    chart.events.selected = None
    chart.point_at_bin(None)
    chart.refresh()
    try:
        foot = _foot(chart, provenance)
        size = QSize(chart.width(), round(chart.height() + foot.height))
        view, almanac = chart.view, chart.almanac
        names = provenance.tags
        summary = sentence(chart.timeline, chart.tally, view, seen=chart.seen(), tags=names, almanac=almanac)
        title = f"Timeline of {provenance.project}" if provenance.project else "Timeline of annotations"
        yield Sheet(size, chart.logicalDpiY(), title, summary), foot
    finally:
        chart.events.selected = selected
        chart.point_at_bin(cursor)
        chart.end_title_at(end)
        chart.refresh()


def _foot(chart: Chart, provenance: Provenance) -> Foot:
    """Legend and caption of what the chart shows."""
    legend = [
        Named(fill, edge, chart.timeline.series[place].name, chart.almanac.number(chart.seen_of(place)))
        for place, fill, edge in chart.legend()
    ]
    other = chart.other.timeline if chart.other is not None else None
    if other is not None:
        number = chart.almanac.number(other_number(chart.timeline, chart.view, other, chart.unit, chart.seen()))
        legend.append(Named(QBrush(), theme.current().color("ink"), "outline", number))
    seen = Seen(chart.seen(), chart.choice, other, chart.shares_pixels())
    words = caption(chart.timeline, chart.tally, chart.view, seen, provenance=provenance, almanac=chart.almanac)
    return Foot(legend, words, chart.width())


def _paint(painter: QPainter, chart: Chart, foot: Foot, size: QSize) -> None:
    painter.fillRect(QRect(0, 0, size.width(), size.height()), theme.current().color("window"))
    view = QRect(0, 0, chart.width(), chart.height())
    chart.render(painter, QRectF(view), view)
    foot.paint(painter, float(chart.height()))
