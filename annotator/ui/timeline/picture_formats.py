"""PNG (two pixels a pixel), SVG and PDF of anything that paints; the same painting gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF, QUuid
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from annotator.errors import UserError

POINTS_AN_INCH, INCHES_A_METRE = 72, 39.3701
# What Qt would write by itself names the hour and a random number.
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>\
<?xpacket end="w"?>"""
NO_DATE = b"(D:20000101000000Z)"
_DATE = re.compile(rb"\(D:\d{14}[^)]*\)")
_PLACE = re.compile(rb"(?m)^\d{10}(?= \d{5} n)|(?<=startxref\n)\d+")  # of an object, and of their table
_PATTERN = re.compile(rb"texpattern_\w+")
_DRAWN = "Timeline of annotations"

Paint = Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is painted: its size in pixels of the window, how many of these an inch has for letters, and its words.

    `summary` says in a sentence what there is to see, for who cannot.
    """

    size: QSize
    dots_an_inch: int
    title: str
    summary: str


def image(sheet: Sheet, paint: Paint) -> QImage:
    """The painting, two pixels a pixel."""
    made = QImage(sheet.size * 2, QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(sheet.dots_an_inch * INCHES_A_METRE))
    made.setDotsPerMeterY(round(sheet.dots_an_inch * INCHES_A_METRE))
    made.setDevicePixelRatio(2)
    painter = QPainter(made)
    paint(painter)
    painter.end()
    made.setText("Title", sheet.title)
    made.setText("Description", sheet.summary)
    return made


def png(sheet: Sheet, paint: Paint) -> bytes:
    """The painting as PNG."""
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image(sheet, paint))
    return bytes(buffer.data().data())


def svg(sheet: Sheet, paint: Paint) -> bytes:
    """The painting as SVG; its words stay words."""
    buffer, size = _buffer(), sheet.size
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(sheet.dots_an_inch)  # its own default scales all fonts
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(sheet.title)
    generator.setDescription(sheet.summary)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    return _renumbered(bytes(buffer.data().data()))


def _renumbered(written: bytes) -> bytes:
    """The same drawing with its patterns counted from 1; Qt counts on from all pictures of the process."""
    found = dict.fromkeys(_PATTERN.findall(written))
    names = {name: b"pattern%d" % number for number, name in enumerate(found, start=1)}
    return _PATTERN.sub(lambda one: names[one.group()], written)


def pdf(sheet: Sheet, paint: Paint) -> bytes:
    """The painting as a page of its own size."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(sheet.dots_an_inch)
    points = QSizeF(sheet.size) * (POINTS_AN_INCH / sheet.dots_an_inch)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(sheet.title)
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), _DRAWN.encode()))
    writer.setDocumentXmpMetadata(QByteArray(XMP))
    painter = QPainter(writer)
    paint(painter)
    painter.end()
    return _timeless(bytes(buffer.data().data()))


def _timeless(written: bytes) -> bytes:
    """The same page without the hour and the time zone of its making, so that two runs give the same bytes.

    A zone has more or fewer letters: the table of where each object begins is moved along.
    """
    table = written.rfind(b"\nxref\n") + 1
    dates = list(_DATE.finditer(written, 0, table))

    def moved(place: re.Match[bytes]) -> bytes:
        number = int(place.group())
        less = sum(len(date.group()) - len(NO_DATE) for date in dates if date.start() < number)
        return str(number - less).encode().rjust(len(place.group()), b"0")

    return _DATE.sub(NO_DATE, written[:table]) + _PLACE.sub(moved, written[table:])


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


WRITERS: dict[str, Callable[[Sheet, Paint], bytes]] = {".png": png, ".svg": svg, ".pdf": pdf}


def writer_for(path: Path) -> Callable[[Sheet, Paint], bytes]:
    """The writer of the format that the suffix names; raises UserError where there is none."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UserError(f"Cannot draw into {path.name}: choose a name that ends in .png, .svg or .pdf.")
    return writer
