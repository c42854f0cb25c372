"""What stands under an exported chart can be read whole: nothing is cut, nothing lies over anything else."""

import re
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from annotator.errors import UserError
from annotator.project.codebook import FREE_COLORS
from annotator.records import TagId, Wanted
from annotator.timeline.calendar import Unit
from annotator.timeline.counts import Timeline
from annotator.timeline.provenance import Provenance
from annotator.timeline.series import Series
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView
from annotator.ui import theme
from annotator.ui.timeline import patterns
from annotator.ui.timeline.look import look
from annotator.ui.timeline.picture import Pictured, Style, draw
from annotator.ui.timeline.picture_foot import Foot, Named
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LONG = "a name that somebody gave to a tag because the codebook of the desk asks for it, and that never seems to end"
NAMES = ("claim", "وعد بالتفاوض", LONG, "<b>agreement</b>", *(f"tag number {number}" for number in range(5, 25)))
TAGS = make_tags(*NAMES)
DAYS = [(date(2024, 1, 1) + timedelta(days=day), 1) for day in range(366)]
VIEW = ChartView(hidden=frozenset({"tag number 7"}), wanted=Wanted(frozenset(map(TagId, range(1, 23)))))
PROVENANCE = Provenance("a project with a rather long name", {tag.id: tag.name for tag in TAGS}, 99_999, 4)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _faces(qapp):
    theme.load_faces()


def words_of(path):
    """Each piece of text of an SVG: left, baseline, width and words, in pixels."""
    found = []
    for group in ElementTree.parse(path).iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            moved = [float(part) for part in re.findall(r"-?[\d.]+", group.get("transform"))]
            font = QFont([name.strip() for name in text.get("font-family").split(",")])
            font.setPixelSize(round(float(text.get("font-size"))))
            font.setWeight(QFont.Weight(int(text.get("font-weight"))))
            left, base = (float(text.get(name)) + moved[place] for name, place in (("x", 4), ("y", 5)))
            found.append((left, base, QFontMetricsF(font).horizontalAdvance(text.text or ""), text.text or ""))
    return found


def drawn(tmp_path, width, height, mode=Mode.STACKED):
    view = ChartView(mode, hidden=VIEW.hidden, wanted=VIEW.wanted)
    timeline = Timeline(make_counts(tags=24), DAYS, TAGS)
    draw(Pictured(timeline, view, provenance=PROVENANCE), tmp_path / "chart.svg", Style((width, height)))
    return words_of(tmp_path / "chart.svg")


@pytest.mark.parametrize(("width", "height"), [(300, 1400), (420, 1000), (1000, 560), (2400, 700)])
def test_words_stay_inside_the_picture_and_apart(tmp_path, width, height):
    found = drawn(tmp_path, width, height)
    assert all(left >= -0.5 and left + advance <= width + 0.5 for left, _, advance, _ in found), found
    assert all(0 < base <= height for _, base, _, _ in found)
    for one, other in combinations(found, 2):
        if abs(one[1] - other[1]) < 9:
            first, second = sorted((one, other))
            assert first[0] + first[2] <= second[0] + 1, (first, second)


@pytest.mark.parametrize("width", [300, 1000])
def test_no_word_of_legend_and_caption_is_cut(tmp_path, width):
    found = drawn(tmp_path, width, 1400)
    assert not any("…" in words for *_, words in found)
    joined = re.sub(r"\s+", " ", " ".join(words for *_, words in found))
    legend, caption = joined.split("By ", 1)
    for name in (name for name in NAMES if name not in VIEW.hidden):
        assert name in legend
    assert "tag number 7" not in legend
    for words in ("Only the tags claim,", "10 more", "Without tag number 7"):
        assert words.lower() in caption.lower()
    assert "of 99,999 in “a project with a rather long name”, of these 4 without a date" in caption


def test_the_legend_tells_the_counts_that_are_seen(tmp_path):
    found = [words for *_, words in drawn(tmp_path, 1000, 560)]
    claims = sum(entry.annotations for entry in make_counts(tags=24) if entry.tag_id == 1)
    assert found[found.index("claim") + 1] == f"{claims:,}"


def test_a_size_without_room_for_the_chart_is_refused_with_one_that_has_it(tmp_path):
    with pytest.raises(UserError, match="Ask for a height of at least") as refused:
        drawn(tmp_path, 300, 300)
    assert not list(tmp_path.iterdir())
    least = int(re.search(r"at least (\d+)", str(refused.value)).group(1))
    drawn(tmp_path, 300, least)
    with pytest.raises(UserError):
        drawn(tmp_path, 300, least - 1)


@pytest.mark.parametrize("appearance", ["light", "sepia", "dark"])
def test_theme_and_patterns_are_those_asked_for_and_those_of_before_come_back(tmp_path, appearance):
    theme.use("sepia")
    try:
        timeline = Timeline(make_counts(), DAYS, TAGS)
        for name, patterned in (("plain", False), ("patterned", True)):
            draw(Pictured(timeline), tmp_path / f"{name}.png", Style((600, 300), appearance, patterned))
            assert (theme.current().name, patterns.are_on()) == ("sepia", True)
        images = [QImage(str(tmp_path / f"{name}.png")) for name in ("plain", "patterned")]
        ground = theme.BY_NAME[appearance].window
        assert {image.pixelColor(2, 2).name() for image in images} == {ground}
        assert images[0] != images[1]
    finally:
        theme.use("light")


@pytest.mark.parametrize("appearance", ["light", "sepia", "dark"])
def test_every_swatch_of_the_legend_stands_out_and_shows_the_pattern_of_its_bars(qapp, appearance):
    theme.use(appearance)
    try:
        series = [Series(number, "x", color) for number, color in enumerate(FREE_COLORS, 1)]
        style = look(series)
        for place, color in enumerate(FREE_COLORS):
            foot = Foot([Named(style.brushes[place], style.outlines[place], "x", "1")], [], 200)
            image = QImage(40, 40, QImage.Format.Format_RGB32)
            image.fill(style.ground)
            painter = QPainter(image)
            foot.paint(painter, 0)
            painter.end()
            swatch = {image.pixelColor(x, y).rgb() for x in range(13, 32) for y in range(6, 20)}
            assert max(theme.contrast(style.ground, QColor(pixel)) for pixel in swatch) >= 3, color
            inside = {image.pixelColor(x, y).rgb() for x in range(15, 29) for y in range(9, 16)}
            assert len(inside) == 1 + (patterns.TILES[place % len(patterns.TILES)] is not patterns.PLAIN), color
    finally:
        theme.use("light")


def test_the_picture_of_many_days_on_few_pixels_says_that_some_share_one(tmp_path):
    timeline = Timeline(make_counts(2000), [], TAGS[:4])
    for unit, told in (("day", True), ("month", False)):
        draw(Pictured(timeline, ChartView(unit=unit)), tmp_path / "chart.svg", Style((700, 400)))
        assert ("share a pixel" in " ".join(words for *_, words in words_of(tmp_path / "chart.svg"))) == told


def test_series_that_are_folded_are_counted_one_by_one_in_the_title(tmp_path):
    many = make_tags(*(f"tag {number}" for number in range(1, 31)))
    hidden = frozenset({"tag 3", "tag 29"})
    draw(Pictured(Timeline(make_counts(tags=30), [], many), ChartView(hidden=hidden)), tmp_path / "chart.svg")
    assert any("28 of 30 tags" in words for *_, words in words_of(tmp_path / "chart.svg"))


def test_a_lane_with_a_long_name_keeps_its_peak(tmp_path):
    few = make_tags("claim", LONG, "وعد بالتفاوض في كل الأحوال وبلا نهاية أبدا")
    timeline = Timeline(make_counts(tags=3), DAYS, few)
    draw(Pictured(timeline, ChartView(Mode.LANES, unit="week")), tmp_path / "chart.svg")
    labels = [words for *_, words in words_of(tmp_path / "chart.svg")]
    assert sum("…" in label for label in labels) == 2
    peaks = [max(row[place] for _, row in timeline.tally(Unit.WEEK).rows()) for place in range(3)]
    assert [sum(label.endswith(f"  {peak}") for label in labels) >= 1 for peak in peaks] == [True] * 3
