"""What leaves the panel as a file is what was seen in it."""

import csv
import re
import subprocess
import sys
from datetime import date, timedelta
from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest

from annotator.errors import UserError
from annotator.records import DayCount, Event, EventId, TagId
from annotator.timeline.calendar import Unit, bin_of
from annotator.timeline.choice import BinChoice
from annotator.timeline.counts import Timeline
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView
from annotator.ui import theme
from annotator.ui.timeline.panel import TimelinePanel
from annotator.ui.timeline.picture import Pictured, Style, draw
from tests.pictures import MOST_UNLIKE, share_unlike
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

TAGS = make_tags("claim", "commitment", "demand", "<b>agreement</b> & more")
DAYS = [(date(2024, 1, 1) + timedelta(days=day), 1) for day in range(366)]


@pytest.fixture(scope="session")
def faces(qapp):
    theme.load_faces()


@pytest.fixture
def panel(qtbot, faces):
    panel = TimelinePanel()
    qtbot.addWidget(panel)
    panel.resize(1000, 300)
    panel.set_counts(make_counts(), DAYS, TAGS)
    panel.show()
    qtbot.waitUntil(panel.has_chart)
    return panel


def rendered(path, size):
    """The SVG as an image of that size."""
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def difference(one, other):
    """The mean difference of two images' pixels, 0 to 255."""
    small = [
        image.convertToFormat(QImage.Format.Format_RGB888).scaled(
            300, 120, mode=Qt.TransformationMode.SmoothTransformation
        )
        for image in (one, other)
    ]
    total = sum(abs(a - b) for a, b in zip(*(bytes(image.constBits()) for image in small), strict=True))
    return total / (300 * 120 * 3)


@pytest.fixture
def worn():
    yield theme.use
    theme.use("light")


@pytest.mark.parametrize(("mode", "appearance"), list(product(Mode, ("light", "sepia", "dark"))))
def test_the_svg_rendered_back_equals_the_png(panel, tmp_path, worn, mode, appearance):
    worn(appearance)
    panel.set_mode(mode.value)
    panel.events.show([Event(EventId(1), "e", 1, "summit", date(2024, 2, 5), date(2024, 2, 5), "")])
    panel.set_choice(BinChoice(date(2024, 3, 4), date(2024, 4, 7)))
    panel.save_picture(tmp_path / "chart.png")
    panel.save_picture(tmp_path / "chart.svg")
    png = QImage(str(tmp_path / "chart.png"))
    svg = rendered(tmp_path / "chart.svg", png.size())
    assert difference(png, svg) < 0.3
    assert share_unlike(png, svg) < MOST_UNLIKE


def test_a_picture_that_lacks_anything_is_not_taken_for_equal(panel, tmp_path):
    panel.save_picture(tmp_path / "chart.png")
    panel.set_hidden(frozenset({"demand"}))
    panel.save_picture(tmp_path / "less.svg")
    png = QImage(str(tmp_path / "chart.png"))
    less = rendered(tmp_path / "less.svg", png.size())
    assert difference(png, less) > 3
    assert share_unlike(png, less) > 10 * MOST_UNLIKE


def test_the_picture_shows_the_panel_at_two_pixels_a_pixel(panel, tmp_path):
    panel.set_choice(BinChoice(date(2024, 3, 4), date(2024, 4, 7)))
    panel.save_picture(tmp_path / "chart.png")
    png = QImage(str(tmp_path / "chart.png"))
    seen = panel.canvas().grab().toImage()
    assert png.width() == 2 * seen.width()
    assert difference(png.copy(0, 0, png.width(), 2 * seen.height()), seen) < 3


def test_what_only_says_where_mouse_and_keys_are_comes_back_after_an_export(panel, tmp_path):
    chart = panel.ensure_plot().chart
    panel.events.show([Event(EventId(1), "e", 1, "summit", date(2024, 2, 5), date(2024, 2, 5), "")])
    QTest.keyClick(chart, Qt.Key.Key_Right)
    chart.events.selected = EventId(1)
    chart.refresh()
    before = panel.ensure_plot().grab().toImage()
    panel.save_picture(tmp_path / "chart.svg")
    assert (chart.cursor is not None, chart.events.selected) == (True, EventId(1))
    assert panel.ensure_plot().grab().toImage() == before


def test_a_picture_tells_rule_numbers_and_tags_as_plain_text(panel, tmp_path):
    panel.save_picture(tmp_path / "chart.svg")
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / "chart.svg").read_text("utf-8")))
    total = sum(entry.annotations for entry in make_counts())
    assert "By week, Monday to Sunday, published" in words
    assert f"n = {total:,}, of these 5 without a date" in words
    assert "&lt;b&gt;agreement&lt;/b&gt; &amp; more" in words


def test_the_hover_mark_stays_out_of_the_picture(panel, tmp_path):
    panel.save_picture(tmp_path / "plain.png")
    QTest.mouseMove(panel.canvas(), panel.point_of(date(2024, 3, 4), TagId(1)))
    panel.save_picture(tmp_path / "pointed.png")
    assert (tmp_path / "plain.png").read_bytes() == (tmp_path / "pointed.png").read_bytes()


def test_a_page_holds_the_chart_as_vectors(panel, tmp_path):
    panel.save_picture(tmp_path / "chart.pdf")
    content = (tmp_path / "chart.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    box = [float(number) for number in re.search(rb"/MediaBox \[([\d. ]+)\]", content).group(1).split()]
    panel.save_picture(tmp_path / "chart.png")
    png = QImage(str(tmp_path / "chart.png"))
    assert box == pytest.approx([0, 0, png.width() / 2 * 0.75, png.height() / 2 * 0.75], abs=1)
    assert b"/Title" in content
    assert b"/ToUnicode" in content  # its words can be searched
    tiles = {int(width) for width in re.findall(rb"/Width (\d+)", content)}
    assert max(tiles) <= 16  # those of the patterns, and no picture of the chart


def test_the_numbers_are_those_of_the_bins_seen(panel, tmp_path):
    panel.set_unit("month")
    panel.save_numbers(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    by_hand = {}
    for entry in make_counts():
        start = "" if entry.day is None else bin_of(entry.day, Unit.MONTH).start.isoformat()
        key = start, TAGS[entry.tag_id - 1].name
        by_hand[key] = by_hand.get(key, 0) + entry.annotations
    counts = {(row["bin_start"], row["tag"]): int(row["annotations"]) for row in rows}
    assert len(rows) == 13 * 4
    assert {key: count for key, count in counts.items() if count} == by_hand


def test_numbers_of_a_zoomed_chart_leave_out_what_is_out_of_view(panel, tmp_path):
    panel.set_unit("week")
    QTest.keyClicks(panel.ensure_plot().chart, "++++++")
    panel.save_numbers(tmp_path / "some.csv")
    starts = {line.split(",")[0] for line in (tmp_path / "some.csv").read_text("utf-8").splitlines()[1:]}
    assert len(starts - {""}) == len(panel.ensure_plot().chart.seen()) < 20


@pytest.mark.parametrize("name", ["chart.gif", "chart", "chart.csv"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(panel, tmp_path, name):
    with pytest.raises(UserError, match=r"\.png, \.svg or \.pdf"):
        panel.save_picture(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_and_nothing_left(panel, tmp_path):
    with pytest.raises(UserError, match="nowhere"):
        panel.save_picture(tmp_path / "nowhere" / "chart.png")
    with pytest.raises(UserError, match="nowhere"):
        panel.save_numbers(tmp_path / "nowhere" / "chart.csv")


@pytest.mark.parametrize("mode", Mode)
def test_a_chart_can_be_drawn_without_a_panel(qapp, faces, tmp_path, mode):
    timeline = Timeline(make_counts(), DAYS, TAGS)
    draw(Pictured(timeline, ChartView(unit="month", mode=mode)), tmp_path / "chart.png", Style((800, 400)))
    png = QImage(str(tmp_path / "chart.png"))
    assert (png.width(), png.height()) == (1600, 800)
    assert len({png.pixel(QPoint(x, y)) for x in range(0, 1600, 7) for y in range(0, 600, 7)}) > 8


@pytest.mark.parametrize("counts", [[], [DayCount(None, TagId(1), 2)]])
def test_a_chart_without_dates_says_so(qapp, faces, tmp_path, counts):
    draw(Pictured(Timeline(counts, [], TAGS)), tmp_path / "chart.svg")
    assert "No annotation here belongs to an article with a date." in (tmp_path / "chart.svg").read_text("utf-8")


SCRIPT = """
import sys
from pathlib import Path
from annotator.timeline.counts import Timeline
from tests.timeline.samples import make_counts, make_tags
from annotator.ui.timeline.picture import Pictured, draw
for suffix in ("png", "svg", "pdf"):
    draw(Pictured(Timeline(make_counts(), [], make_tags("a", "b", "c", "d"))), Path(sys.argv[1]) / f"chart.{suffix}")
"""


def test_two_runs_without_a_screen_give_the_same_bytes(tmp_path, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    written = []
    for run in ("one", "two"):
        (tmp_path / run).mkdir()
        subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path / run)], check=True, timeout=60)
        written.append({path.name: path.read_bytes() for path in (tmp_path / run).iterdir()})
    assert set(written[0]) == {"chart.png", "chart.svg", "chart.pdf"}
    assert written[0] == written[1]


LAZY = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication(["annotator", "-platform", "offscreen"])
from annotator.ui.timeline.panel import TimelinePanel
panel = TimelinePanel()
panel.show()
heavy = {"numpy", "pyqtgraph"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
panel.grab()
assert not heavy & set(sys.modules)
from tests.timeline.samples import make_counts, make_tags
panel.set_counts(make_counts(), [], make_tags("a", "b", "c", "d"))
while not panel.has_chart():
    application.processEvents()
assert heavy <= set(sys.modules)
import os
assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
"""


def test_the_panel_is_painted_before_numpy_and_pyqtgraph_are_loaded():
    subprocess.run([sys.executable, "-c", LAZY], check=True, timeout=60)
