"""The outline of other counts: where its lines run in each reading, and that they can be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.project.codebook import FREE_COLORS
from annotator.records import DayCount, TagId, Wanted
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.choice import BinChoice
from annotator.timeline.counts import Timeline
from annotator.timeline.stacks import LANE_FILL, Mode
from annotator.timeline.view import ChartView, Compared, Share
from annotator.ui import theme
from annotator.ui.timeline.look import FADED, look
from annotator.ui.timeline.outline import Outline
from annotator.ui.timeline.outline_marks import paint_outline
from tests.timeline.samples import make_counts, make_tags
from tests.ui.timeline.conftest import TAGS

START = date(2023, 1, 2)
ARTICLES = [(START + timedelta(days=day), 1 + day % 3) for day in range(728)]
YEAR_EARLIER = Compared(date(2024, 1, 1), date(2023, 1, 2))
OTHER_FILTER = Compared(wanted=Wanted(sources=frozenset({"Harbour Wire"})))
YEAR = {"first": date(2024, 1, 1), "last": date(2024, 12, 29)}


@pytest.fixture
def seen(make_seen):
    return make_seen(make_counts(728, seed=3, first=START), ARTICLES)


def show(seen, **view):
    seen.panel.show_view(ChartView(**{"unit": "week", "compared": YEAR_EARLIER, **YEAR, **view}))
    QApplication.processEvents()
    return seen.chart


def flat(chart, number):
    """The tops of the level lines of a bin, from above."""
    lines = chart.outline
    boxes = lines.boxes[(lines.number == number) & (lines.boxes[:, 2] > 4)]
    return sorted(boxes[:, 1].tolist())


def weeks(chart):
    """Each bin in view whole, and what of 2023 lies over it."""
    for number in chart.seen():
        yield number, chart.timeline.tally(Unit.WEEK).row(number - 52)


def test_a_stack_has_the_total_of_the_other_days_over_it(seen):
    chart = show(seen)
    assert not np.any(chart.outline.boxes % 1), "lines are sharp only on whole pixels"
    told = list(weeks(chart))
    assert len(told) == 52
    for number, row in told:
        assert flat(chart, number) == [round(chart.frame.y(sum(row)))]


def test_hidden_series_are_not_in_the_outline(seen):
    chart = show(seen, hidden=frozenset({"claim"}))
    for number, row in weeks(chart):
        assert flat(chart, number) == [round(chart.frame.y(sum(row[1:])))]


def test_each_bar_of_a_group_has_an_outline_on_its_own_sides(seen):
    chart = show(seen, mode=Mode.GROUPED, unit="month")
    month = bin_number(date(2024, 3, 1), Unit.MONTH)
    row = chart.timeline.tally(Unit.MONTH).row(month - 12)
    assert flat(chart, month) == sorted(round(chart.frame.y(count)) for count in row)
    lines = chart.outline.boxes[chart.outline.number == month]
    bars = chart.marks.column(month).bars
    assert {bar.left for bar in bars} <= set(lines[:, 0])
    assert {bar.right for bar in bars} <= set(lines[:, 0] + lines[:, 2])


def test_narrow_bars_of_a_group_show_only_the_height_of_the_other(seen):
    chart = show(seen, mode=Mode.GROUPED)
    assert set(chart.outline.boxes[:, 3]) == {2}
    assert len(chart.outline.boxes) == sum(1 for _, row in weeks(chart) for count in row if count)


def test_shares_have_the_boundaries_of_the_other_shares(seen):
    chart = show(seen, mode=Mode.NORMALIZED)
    for number, row in weeks(chart):
        edges = np.cumsum(row)[:-1] / sum(row)
        assert flat(chart, number) == sorted(round(chart.frame.y(edge)) for edge in edges)


def test_per_100_articles_the_other_days_are_divided_by_their_own_articles(seen):
    chart = show(seen, mode=Mode.NORMALIZED, share=Share.ARTICLES)
    articles = dict.fromkeys(chart.seen(), 0)
    for day, count in ARTICLES:
        number = bin_number(day, Unit.WEEK) + 52
        if number in articles:
            articles[number] += count
    for number, row in weeks(chart):
        assert flat(chart, number) == [round(chart.frame.y(100 * sum(row) / articles[number]))]


def test_a_lane_has_its_outline_on_its_own_scale_which_takes_both_into_account(seen):
    chart = show(seen, mode=Mode.LANES)
    here = np.array([chart.tally.row(number) for number in chart.seen()])
    there = np.array([row for _, row in weeks(chart)])
    assert chart.reading.peaks == tuple(np.maximum(here.max(axis=0), there.max(axis=0)))
    number, row = list(weeks(chart))[7]
    tops = [
        chart.frame.y(floor + LANE_FILL * count / peak)
        for floor, count, peak in zip((3, 2, 1, 0), row, chart.reading.peaks, strict=True)
    ]
    assert flat(chart, number) == sorted(map(round, tops))


def test_lanes_show_bars_and_no_dots_while_something_is_compared(seen):
    near = {"first": date(2024, 3, 4), "last": date(2024, 3, 24), "unit": "day", "mode": Mode.LANES}
    assert show(seen, **near, compared=None).marks.dots
    assert not show(seen, **near).marks.dots


def test_the_value_axis_reaches_over_both(make_seen):
    counts = [DayCount(date(2024, 3, 4), TagId(1), 3), DayCount(date(2023, 3, 6), TagId(1), 300)]
    chart = show(make_seen(counts, ARTICLES))
    assert chart.frame.top > 300
    assert show(make_seen(counts, ARTICLES), compared=None).frame.top < 5


def test_days_without_articles_interrupt_the_outline_and_a_zero_does_not(make_seen):
    counts = [DayCount(START + timedelta(days=day), TagId(1), 2) for day in range(728) if not 28 <= day < 42]
    articles = [(day, count) for day, count in ARTICLES if not date(2023, 2, 6) <= day < date(2023, 2, 13)]
    chart = show(make_seen(counts, articles))
    zero, hole = bin_number(date(2024, 1, 29), Unit.WEEK), bin_number(date(2024, 2, 5), Unit.WEEK)
    assert flat(chart, zero) == [chart.frame.height - 2]
    assert flat(chart, hole) == []


def test_another_filter_is_outlined_on_its_own_days_with_its_undated(seen):
    other = Timeline(make_counts(728, seed=8, first=START, undated=3), ARTICLES, TAGS)
    chart = show(seen, compared=OTHER_FILTER)
    assert not len(chart.outline.boxes), "its counts are not there yet"
    seen.panel.set_compared(other)
    for number in chart.seen():
        assert flat(chart, number) == [round(chart.frame.y(sum(other.tally(Unit.WEEK).row(number))))]
    assert len(chart.undated_outline.boxes)
    show(seen)
    assert not len(chart.undated_outline.boxes), "the undated are in neither of two ranges of days"


def test_a_series_that_only_the_other_filter_has_is_shown(make_seen):
    day = date(2024, 3, 4)
    seen = make_seen([DayCount(day, TagId(1), 3)], ARTICLES)
    seen.panel.set_compared(Timeline([DayCount(day, TagId(2), 5)], ARTICLES, TAGS))
    chart = show(seen, compared=OTHER_FILTER, mode=Mode.GROUPED, unit="month")
    assert chart.reading.shown == (0, 1)
    entries = [one.accessibleName() for one in seen.panel.ensure_plot().legend.entries if not one.isHidden()]
    assert [name.split()[0].rstrip(",") for name in entries] == ["claim", "commitment"]
    assert flat(chart, bin_number(day, Unit.MONTH)) == [round(chart.frame.y(5))]


def test_what_no_series_of_the_chart_stands_for_is_in_the_outline_of_the_total(make_seen):
    day = date(2024, 3, 4)
    seen = make_seen([DayCount(day, TagId(1), 3)], ARTICLES, tags=make_tags("Meridian"))
    there = [DayCount(day, TagId(1), 5), DayCount(day, TagId(2), 40), DayCount(None, TagId(2), 7)]
    seen.panel.set_compared(Timeline(there, ARTICLES, make_tags("Meridian", "Gazette")))
    chart = show(seen, compared=OTHER_FILTER, unit="month")
    month = bin_number(day, Unit.MONTH)
    assert flat(chart, month) == [round(chart.frame.y(45))]
    assert chart.undated_outline.boxes[:, 1].min() == round(chart.frame.y(7))
    assert flat(show(seen, compared=OTHER_FILTER, unit="month", hidden=frozenset({"Gazette"})), month) == [
        round(chart.frame.y(5))
    ]


def test_bins_that_share_a_pixel_show_the_tallest_of_the_other(make_seen):
    days = 6000
    first = date(2008, 1, 1)
    counts = [DayCount(first + timedelta(days=day), TagId(1), 1 + day % 40) for day in range(days)]
    seen = make_seen(counts, [(first + timedelta(days=day), 1) for day in range(days)])
    seen.panel.show_view(ChartView(unit="day", compared=Compared(date(2009, 1, 1), date(2008, 1, 1))))
    QApplication.processEvents()
    chart, lines = seen.chart, seen.chart.outline.boxes
    assert not lines.size % 4
    assert len(lines) < 4 * chart.frame.width
    assert lines[:, 1].min() == round(chart.frame.y(40))
    assert lines[lines[:, 2] == 1][:, 0].min() >= chart.frame.x(date(2009, 1, 1).toordinal()) - 1


def test_the_outline_fades_beside_the_chosen_days(seen):
    chart = show(seen)
    seen.panel.set_choice(BinChoice(date(2024, 3, 4), date(2024, 3, 31)))
    QApplication.processEvents()
    area, image = chart.plot_area().topLeft().toPoint(), chart.grab().toImage()
    found = []
    for day in (date(2024, 3, 11), date(2024, 9, 2)):
        number = bin_number(day, Unit.WEEK)
        x = round(area.x() + chart.frame.x(day.toordinal()) + 1)
        found.append(image.pixelColor(x + 4, area.y() + int(flat(chart, number)[0])))
    ink, ground = theme.current().color("ink"), theme.current().color("window")
    assert found[0] == ink
    assert found[1].name() == theme.mixed(ink, ground, FADED).name()


@pytest.mark.parametrize("name", ["light", "sepia", "dark"])
def test_a_line_stands_out_from_the_ground_and_from_bars_of_every_colour(qapp, name):
    theme.use(name)
    series = [replace(tag, color=color) for tag, color in zip(make_tags(*FREE_COLORS), FREE_COLORS, strict=True)]
    style = look(series)
    for fill in (*style.fills, style.ground):
        image = QImage(40, 20, QImage.Format.Format_RGB32)
        image.fill(fill)
        painter = QPainter(image)
        paint_outline(painter, Outline(np.array([[4.0, 8.0, 30.0, 2.0]]), np.array([1])), style)
        painter.end()
        line, rim = image.pixelColor(20, 8), image.pixelColor(20, 7)
        assert theme.contrast(line, rim) >= 3, fill.name()
    theme.use("light")


def test_live_counts_change_both_sides(seen):
    chart = show(seen)
    number = bin_number(date(2024, 6, 3), Unit.WEEK)
    before = flat(chart, number)
    more = [*make_counts(728, seed=3, first=START), DayCount(date(2023, 6, 5), TagId(1), 60)]
    seen.panel.set_counts(more, ARTICLES, TAGS)
    QApplication.processEvents()
    after = flat(chart, number)
    assert after != before
    assert after == [round(chart.frame.y(sum(chart.timeline.tally(Unit.WEEK).row(number - 52))))]
