"""Pictures of each reading, in light and dark: a year with an uncovered fortnight, a zero, undated and a choice."""

from datetime import date, timedelta
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId
from annotator.timeline.choice import BinChoice
from annotator.timeline.stacks import Mode
from annotator.ui import theme
from annotator.ui.timeline.panel import TimelinePanel
from tests.pictures import MOST_UNLIKE, compare, share_unlike
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # said by Qt's own offscreen platform

SIZE = QSize(820, 300)
TAGS = make_tags("claim", "commitment", "demand", "agreement")
HOLE = (date(2024, 5, 6), date(2024, 5, 19))
EMPTY = (date(2024, 8, 5), date(2024, 8, 11))
DAYS = [date(2024, 1, 4) + timedelta(days=day) for day in range(358)]
CHOICE = BinChoice(date(2024, 3, 4), date(2024, 4, 7))


def _within(day, *spans):
    return any(first <= day <= last for first, last in spans)


COUNTS = [
    entry for entry in make_counts(seed=7)
    if entry.day is None or (DAYS[0] <= entry.day and not _within(entry.day, HOLE, EMPTY))
]  # fmt: skip


@pytest.fixture
def panel(qtbot, qapp, _faces):
    made = TimelinePanel()
    qtbot.addWidget(made)
    made.resize(SIZE)
    made.set_counts(COUNTS, [(day, 1) for day in DAYS if not _within(day, HOLE)], TAGS)
    made.set_unit("week")
    made.show()
    qtbot.waitUntil(made.has_chart)
    yield made
    theme.use("light")


@pytest.fixture
def _faces(qapp):
    theme.load_faces()


def painted(panel, mode, appearance, *, choice=None):
    theme.use(appearance)
    panel.set_mode(mode)
    panel.set_choice(choice)
    QApplication.processEvents()
    plot = panel.ensure_plot()
    image = QImage(plot.size(), QImage.Format.Format_RGB32)
    image.fill(theme.current().color("window"))
    plot.render(image)
    return image


@pytest.mark.parametrize(("mode", "appearance"), list(product([mode.value for mode in Mode], ("light", "dark"))))
def test_each_reading_looks_as_it_did(panel, mode, appearance):
    compare(f"timeline {mode} {appearance}", painted(panel, mode, appearance))


def test_a_choice_fades_what_is_not_chosen_as_it_did(panel):
    compare("timeline choice", painted(panel, "stacked", "light", choice=CHOICE))


def test_another_reading_or_choice_is_another_picture(panel):
    shots = [painted(panel, mode.value, "light") for mode in Mode] + [painted(panel, "stacked", "light", choice=CHOICE)]
    for place, one in enumerate(shots):
        assert all(share_unlike(one, other) > 5 * MOST_UNLIKE for other in shots[place + 1 :])


def test_one_annotation_more_in_a_week_is_seen(panel):
    before = painted(panel, "stacked", "light")
    panel.set_counts([*COUNTS, DayCount(date(2024, 8, 7), TagId(1), 9)], panel.timeline.article_days, TAGS)
    assert share_unlike(before, painted(panel, "stacked", "light")) > 0
