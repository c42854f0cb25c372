"""Pictures of each reading, in light and dark: a year with an uncovered fortnight, a zero, undated and a choice.

And of each with the outline of another year, and of another filter with its undated.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.records import Wanted
from annotator.timeline.choice import BinChoice
from annotator.timeline.counts import Timeline
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared
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


EARLIER = [replace(entry, day=entry.day and entry.day - timedelta(days=364)) for entry in make_counts(seed=11)]
BOTH_YEARS = [(day - timedelta(days=back), 1) for back in (364, 0) for day in DAYS if not _within(day, HOLE)]
THIS_YEAR = ChartView(unit="week", first=date(2024, 1, 1), last=date(2024, 12, 29))
COMPARISONS = {
    "days": Compared(date(2024, 1, 1), date(2023, 1, 2)),
    "filter": Compared(wanted=Wanted(sources=frozenset({"Harbour Wire"}))),
}


def outlined(panel, mode, appearance, *, by, choice=None):
    panel.set_counts([*COUNTS, *EARLIER], BOTH_YEARS, TAGS)
    panel.set_compared(Timeline(make_counts(seed=12, tags=3, undated=3), BOTH_YEARS, TAGS))
    panel.show_view(replace(THIS_YEAR, compared=COMPARISONS[by]))
    return painted(panel, mode, appearance, choice=choice)


@pytest.mark.parametrize(("mode", "appearance"), list(product([mode.value for mode in Mode], ("light", "dark"))))
def test_the_outline_of_another_year_looks_as_it_did(panel, mode, appearance):
    compare(f"timeline outline {mode} {appearance}", outlined(panel, mode, appearance, by="days"))


def test_the_outline_of_another_filter_looks_as_it_did(panel):
    compare("timeline outline filter", outlined(panel, "stacked", "light", by="filter"))


def test_the_outline_beside_chosen_days_looks_as_it_did(panel):
    compare("timeline outline choice", outlined(panel, "stacked", "light", by="days", choice=CHOICE))


def test_another_reading_or_choice_is_another_picture(panel):
    shots = [painted(panel, mode.value, "light") for mode in Mode] + [painted(panel, "stacked", "light", choice=CHOICE)]
    for place, one in enumerate(shots):
        assert all(share_unlike(one, other) > 5 * MOST_UNLIKE for other in shots[place + 1 :])


def test_one_annotation_more_in_a_week_is_seen(panel):
    before = painted(panel, "stacked", "light")
    panel.set_timeline(panel.timeline.grown([(date(2024, 8, 7).toordinal(), 1, 9)]))
    assert share_unlike(before, painted(panel, "stacked", "light")) > 0
