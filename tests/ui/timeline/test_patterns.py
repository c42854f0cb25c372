"""Series are told apart without their colours: by eyes that see fewer, on paper without any, in bars of two pixels."""

from itertools import combinations, product

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.project import open_project, sample_project
from annotator.project.codebook import FREE_COLORS
from annotator.ui import theme
from annotator.ui.timeline import patterns
from annotator.ui.timeline.look import look
from annotator.ui.timeline.patterns import TILES
from tests.eyes import DEFICIENCIES, distance

APART = 3.5  # in OKLab, times 100; nearly twice what is just seen side by side
TALL = 156  # pixels


@pytest.fixture(autouse=True)
def _again(qapp):
    yield
    patterns.use(on=True)
    theme.use("light")


def strip(tile, left, width):
    """Which pixels of a bar are drawn, of one that begins at pixel `left`."""
    rows = [[tile[y % len(tile)][(left + x) % len(tile[0])] == "#" for x in range(width)] for y in range(TALL)]
    return np.array(rows)


def narrow(tile):
    """All that a bar of two pixels can show of a tile, by where it stands."""
    shown = {strip(tile, left, 2).tobytes() for left in range(len(tile[0]))}
    return [np.frombuffer(one, bool).reshape(TALL, 2) for one in shown]


def test_two_patterns_differ_in_the_narrowest_bar_wherever_it_stands():
    seen = [narrow(tile) for tile in TILES]
    for one, other in combinations(range(len(TILES)), 2):
        for first, second in product(seen[one], seen[other]):
            shifted = min(np.mean(first != np.roll(second, down, axis=0)) for down in range(len(TILES[other])))
            assert shifted >= 0.14, (one, other)


def test_the_tags_of_the_sample_all_have_patterns_of_their_own(tmp_path):
    with open_project(sample_project(tmp_path)) as project:
        assert len(project.tags()) <= len(TILES)


@pytest.mark.parametrize("eye", [eye for eye in DEFICIENCIES if eye != "grey print"])
@pytest.mark.parametrize("appearance", ["light", "sepia"])
def test_what_shares_a_pattern_differs_in_colour_to_every_eye(eye, appearance):
    shown = [theme.data_color(color, theme.BY_NAME[appearance]) for color in FREE_COLORS]
    for one in range(len(shown) - len(TILES)):
        assert distance(shown[one], shown[one + len(TILES)], eye) >= APART, (FREE_COLORS[one], one)


@pytest.mark.parametrize("appearance", ["light", "sepia", "dark"])
def test_the_two_tones_of_a_pattern_differ_in_print_and_keep_their_contrast(appearance):
    now = theme.BY_NAME[appearance]
    ground, ink = now.color("window"), now.color("ink")
    for color in FREE_COLORS:
        fill = theme.data_color(color, now)
        drawn = patterns.tone(fill, ground, ink)
        assert distance(fill, drawn, "grey print") >= APART, color
        assert theme.contrast(drawn, ground) >= min(3.0, theme.contrast(fill, ground)), color


def painted(brush):
    image = QImage(48, 48, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(image.rect(), brush)
    painter.end()
    return image


def test_without_patterns_the_brush_is_the_plain_colour(qapp):
    fill, now = QColor("#0072B2"), theme.LIGHT
    ground, ink = now.color("window"), now.color("ink")
    assert painted(patterns.brush(1, fill, ground, ink)) != painted(fill)
    patterns.use(on=False)
    assert painted(patterns.brush(1, fill, ground, ink)) == painted(fill)


def test_every_swatch_has_the_pattern_of_its_bars(seen, qtbot):
    plot = seen.panel.ensure_plot()
    shown = look(seen.panel.timeline.series).brushes
    assert [one.brush for one in plot.legend._listed] == list(shown)
    assert [brush for _, brush, _ in seen.chart.legend()] == list(shown)
    assert QColor(painted(shown[1]).pixelColor(0, 0)) != QColor(painted(shown[1]).pixelColor(0, 1))
