"""The chart as a file: what is seen, with a legend and a caption, as PNG (two pixels a pixel), SVG or PDF."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt, QUuid
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.records import Event
from annotator.timeline import words
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import AUTO, PLAIN_WIDTH
from annotator.timeline.counts import Timeline
from annotator.timeline.stacks import Mode
from annotator.ui import theme
from annotator.writing import replacing

if TYPE_CHECKING:
    from annotator.ui.timeline.chart import Chart

SCREEN_DPI, POINTS_AN_INCH = 96, 72
WIDEST_NAME = 240.0
LINE, SWATCH, PADDING, BETWEEN = 18.0, 9.0, 14.0, 18.0
PLAIN_SIZE = (PLAIN_WIDTH, 400)
TITLE = "Timeline of annotations"
# What Qt would write by itself names the hour and a random number.
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>\
<?xpacket end="w"?>"""
_PATTERN = re.compile(rb"texpattern_\w+")

Paint = Callable[[QPainter], None]


def draw(  # noqa: PLR0913 - one option of the command each
    timeline: Timeline,
    path: Path,
    *,
    unit: str = AUTO,
    mode: str = Mode.STACKED.value,
    size: tuple[int, int] = PLAIN_SIZE,
    almanac: Almanac = PLAIN,
    events: Sequence[Event] = (),
) -> None:
    """Draw a timeline of `size` pixels into a file without a window; makes a Qt application if there is none.

    Raises UserError for a suffix other than .png, .svg and .pdf, or a place that cannot be written to.
    """
    writer_for(path)
    _application()
    from annotator.ui.timeline.chart import Chart

    chart = Chart()
    chart.almanac = almanac
    chart.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    chart.resize(*size)
    chart.show()
    chart.settle()
    chart.set_reading(Mode(mode), unit)
    chart.show_timeline(timeline)
    chart.show_events(events)
    chart.show_all()
    chart.settle()
    try:
        save(chart, path)
    finally:
        chart.close()
        chart.deleteLater()


_made: list[QApplication] = []  # Qt wants it to live as long as the process


def _application() -> None:
    if QApplication.instance() is None:
        # Offscreen even where there is a screen: no window shows up, and every machine draws the same.
        platform = ["-platform", "offscreen"] if sys.platform == "linux" else []
        QHashSeed.setDeterministicGlobalSeed()  # else a PDF holds its fonts in another order each time
        _made.append(QApplication(["annotator", *platform]))
        theme.load_faces()
        QApplication.setFont(theme.ui_font())


def save(chart: Chart, path: Path) -> None:
    """Write what the chart shows; the file is there whole or not at all.

    Raises UserError for a suffix other than .png, .svg and .pdf, or a place that cannot be written to.
    """
    write = writer_for(path)
    chart.point_at_bin(None)
    size = QSize(chart.width(), round(chart.height() + _foot_height(chart)))
    content = write(size, lambda painter: _paint(painter, chart, size))
    with replacing(path) as stream:
        stream.write(content)


def writer_for(path: Path) -> Callable[[QSize, Paint], bytes]:
    """The writer of the format that the suffix names; raises UserError where there is none."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UserError(f"Cannot draw into {path.name}: choose a name that ends in .png, .svg or .pdf.")
    return writer


def _paint(painter: QPainter, chart: Chart, size: QSize) -> None:
    painter.fillRect(QRect(0, 0, size.width(), size.height()), theme.current().color("window"))
    view = QRect(0, 0, chart.width(), chart.height())
    chart.render(painter, QRectF(view), view)
    bottom = float(chart.height())
    for line in _legend(chart):
        _paint_legend(painter, line, bottom)
        bottom += LINE
    painter.setPen(theme.current().color("soft"))
    painter.setFont(theme.ui_font(8.5))
    for text in _caption(chart):
        box = QRectF(PADDING, bottom + 4, size.width() - 2 * PADDING, LINE)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        bottom += LINE


def _foot_height(chart: Chart) -> float:
    return LINE * (len(_legend(chart)) + len(_caption(chart))) + PADDING


def _caption(chart: Chart) -> list[str]:
    seen = chart.seen()
    share = chart.mode is Mode.NORMALIZED
    return words.caption(
        chart.timeline, chart.tally, first=seen.start, last=seen.stop - 1, share=share, almanac=chart.almanac
    )


Entry = tuple[float, QBrush, QColor | None, str]  # the pixel where it begins, brush, outline, words


def _legend(chart: Chart) -> list[list[Entry]]:
    """The tags shown with their counts, in as many lines as they need."""
    measure = QFontMetricsF(theme.ui_font(8.5))
    lines: list[list[Entry]] = []
    left = PADDING
    for place, fill, edge in chart.legend():
        name = measure.elidedText(chart.timeline.series[place].name, Qt.TextElideMode.ElideRight, WIDEST_NAME)
        label = f"{name} {chart.seen_of(place):,}"
        width = SWATCH + 6 + measure.horizontalAdvance(label)
        if not lines or left + width > chart.width() - PADDING:
            lines.append([])
            left = PADDING
        lines[-1].append((left, fill, edge, label))
        left += width + BETWEEN
    return lines


def _paint_legend(painter: QPainter, line: list[Entry], top: float) -> None:
    painter.setFont(theme.ui_font(8.5))
    for left, fill, edge, label in line:
        painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRect(QRectF(left, top + (LINE - SWATCH) / 2, SWATCH, SWATCH))
        painter.setPen(theme.current().color("ink"))
        box = QRectF(left + SWATCH + 6, top, 2 * WIDEST_NAME, LINE)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side | Qt.TextFlag.TextSingleLine, label)


def _png(size: QSize, paint: Paint) -> bytes:
    image = QImage(size * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _svg(size: QSize, paint: Paint) -> bytes:
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(SCREEN_DPI)  # its own default scales all fonts
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(TITLE)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    return _renumbered(bytes(buffer.data().data()))


def _renumbered(svg: bytes) -> bytes:
    """The same drawing with its patterns counted from 1; Qt counts on from all pictures of the process."""
    names = {name: b"pattern%d" % number for number, name in enumerate(dict.fromkeys(_PATTERN.findall(svg)), start=1)}
    return _PATTERN.sub(lambda found: names[found.group()], svg)


def _pdf(size: QSize, paint: Paint) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(SCREEN_DPI)
    points = QSizeF(size) * (POINTS_AN_INCH / SCREEN_DPI)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(TITLE)
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), TITLE.encode()))
    writer.setDocumentXmpMetadata(QByteArray(XMP))
    painter = QPainter(writer)
    paint(painter)
    painter.end()
    return _timeless(bytes(buffer.data().data()))


def _timeless(pdf: bytes) -> bytes:
    """The same page without the hour of its making, so that two runs give the same bytes."""
    return re.sub(rb"\(D:\d{14}", b"(D:20000101000000", pdf)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


WRITERS: dict[str, Callable[[QSize, Paint], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}
