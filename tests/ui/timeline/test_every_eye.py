"""Every mark of the chart stands out from its ground, in each theme."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.project.codebook import FREE_COLORS
from annotator.records import TagId
from annotator.ui import theme
from annotator.ui.timeline.bars import paint_nothing
from annotator.ui.timeline.fills import group_of, paint_group
from annotator.ui.timeline.look import look
from annotator.ui.timeline.marks import Bar, Column, Marks
from tests.timeline.samples import make_tags

LEAST = 3.0  # of contrast, as WCAG 2 asks of what is no text


@pytest.fixture(params=["light", "sepia", "dark"])
def style(qapp, request):
    theme.load_faces()
    theme.use(request.param)
    yield look(tags())
    theme.use("light")


def tags():
    made = make_tags(*(f"tag {number}" for number in range(len(FREE_COLORS))))
    return [
        replace(tag, id=TagId(n), color=color) for n, (tag, color) in enumerate(zip(made, FREE_COLORS, strict=True))
    ]


def best(image, ground):
    """The contrast of the pixel that stands out most."""
    pixels = {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())}
    return max(theme.contrast(ground, QColor(pixel)) for pixel in pixels)


def canvas(style, width, height):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(style.ground)
    return image


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 2), (2, 40), (30, 2), (30, 40)])
def test_a_bar_of_any_size_and_colour_stands_out(style, width, height):
    for place in range(len(FREE_COLORS)):
        image = canvas(style, width + 4, height + 4)
        painter = QPainter(image)
        edge = style.outlines[place]
        bars = group_of(Bar(place, 2, 2, 2 + width, 2 + height), faint=edge is not None)
        paint_group(painter, bars, style.brushes[place], style.fills[place], edge, small=style.small_brushes[place])
        painter.end()
        assert best(image, style.ground) >= LEAST, FREE_COLORS[place]


@pytest.mark.parametrize("covered", [True, False])
def test_a_zero_and_a_bin_without_articles_stand_out(style, covered):
    image = canvas(style, 40, 30)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    paint_nothing(painter, Marks.of([Column(1, 4, 36, (), covered)]), 30, style)
    painter.end()
    assert best(image, style.ground) >= LEAST


def test_a_zero_is_another_mark_than_no_coverage(style):
    shown = []
    for covered in (True, False):
        image = canvas(style, 40, 30)
        painter = QPainter(image)
        paint_nothing(painter, Marks.of([Column(1, 4, 36, (), covered)]), 30, style)
        painter.end()
        shown.append({(x, y) for x in range(40) for y in range(30) if image.pixelColor(x, y) != style.ground})
    assert len(shown[0] ^ shown[1]) > len(shown[0]) / 2
