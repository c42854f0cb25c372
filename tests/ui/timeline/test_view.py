"""What the chart shows and how is one value, which can be read, changed and shown again."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId, Wanted
from annotator.timeline.calendar import Unit, bin_at
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, DateRule, Group, Share
from tests.timeline.samples import make_counts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton
SPRING = ChartView(mode=Mode.GROUPED, unit="month", first=date(2024, 3, 1), last=date(2024, 6, 30))


def test_at_first_all_days_are_shown_stacked_by_tag(seen):
    assert seen.panel.view == ChartView()


def test_a_view_shown_is_the_view_read(seen):
    seen.panel.show_view(SPRING)
    assert seen.panel.view == SPRING
    assert seen.panel.mode == "grouped"
    assert seen.panel.shown_unit is Unit.MONTH
    assert seen.visible_days() == (date(2024, 3, 1).toordinal(), date(2024, 7, 1).toordinal())


def test_days_asked_for_before_there_are_counts_are_shown_with_them(make_seen):
    seen = make_seen([])
    seen.panel.show_view(SPRING)
    seen.panel.set_counts(make_counts(), [], seen.panel.timeline.series)
    seen.panel.ensure_plot()
    QApplication.processEvents()
    assert seen.panel.view == SPRING


def test_days_asked_for_outlive_other_counts_until_a_person_moves_on(seen):
    seen.panel.show_view(SPRING)
    few = [entry for entry in make_counts() if entry.day and entry.day >= date(2024, 5, 1)]
    seen.panel.set_counts(few, [], seen.panel.timeline.series)
    assert seen.panel.view == SPRING
    seen.panel.set_counts(make_counts(), [], seen.panel.timeline.series)
    assert seen.visible_days() == (date(2024, 3, 1).toordinal(), date(2024, 7, 1).toordinal())
    seen.wheel(QPoint(600, 60), -1)
    assert seen.panel.view.first < date(2024, 3, 1)


def test_moving_on_tells_another_view_and_all_days_are_none_in_particular(seen):
    seen.wheel(QPoint(600, 60), 2)
    assert seen.views[-1] == seen.panel.view
    assert date(2024, 1, 1) < seen.panel.view.first < seen.panel.view.last < date(2024, 12, 31)
    seen.key(Qt.Key.Key_0)
    assert seen.views[-1] == ChartView()


def test_another_filter_moves_no_day(seen):
    seen.wheel(QPoint(600, 60), 2)
    before = seen.visible_days()
    seen.panel.show_view(replace(seen.panel.view, wanted=Wanted(sources=frozenset({"Harbour Wire"}))))
    assert seen.visible_days() == before
    assert seen.views[-1].wanted.sources == {"Harbour Wire"}


def test_the_same_view_again_tells_nothing(seen):
    seen.panel.show_view(SPRING)
    told = len(seen.views)
    seen.panel.show_view(SPRING)
    seen.panel.set_mode("grouped")
    assert len(seen.views) == told


def test_series_share_and_date_are_chosen_in_the_header(seen):
    seen.panel.set_group(Group.SOURCE)
    QTest.mouseClick(seen.panel.mode_button("normalized"), LEFT)
    seen.panel.set_share(Share.ARTICLES)
    seen.panel.set_dates(DateRule.ANNOTATED)
    assert seen.panel.view == ChartView(
        mode=Mode.NORMALIZED, group=Group.SOURCE, share=Share.ARTICLES, dates=DateRule.ANNOTATED
    )
    assert seen.panel.words()[0] == "By week, Monday to Sunday, annotated"


def test_by_the_day_of_annotation_nothing_is_said_per_100_articles(seen):
    seen.panel.show_view(ChartView(mode=Mode.NORMALIZED, share=Share.ARTICLES))
    assert not seen.panel.header.shares.isHidden()
    seen.panel.set_dates("annotated")
    assert seen.panel.view.share is Share.ANNOTATIONS
    assert seen.panel.header.shares.isHidden()


def test_names_hidden_among_tags_are_none_among_sources(seen):
    seen.panel.show_view(ChartView(hidden=frozenset({"claim"})))
    seen.panel.set_group("source")
    assert seen.panel.view == ChartView(group=Group.SOURCE)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("width", [600, 700, 900, 1440])
def test_the_header_has_room_for_every_button(seen, width, mode):
    seen.panel.set_mode(mode)
    seen.window.resize(width, 460)
    QApplication.processEvents()
    header = seen.panel.header
    parts = [header.rule, header.modes, header.shares, header.groups, header.units, header.export]
    boxes = [part.geometry() for part in parts if part.isVisible()]
    assert all(one.right() < other.left() for one, other in pairwise(boxes))
    assert boxes[-1].right() < header.width() <= width
    assert all(part.width() >= part.sizeHint().width() for part in parts if part.isVisible())


def test_a_whole_year_of_days_keeps_its_ends(make_seen):
    days = [(date(2024, 1, 1) + timedelta(days=day), 1) for day in range(366)]
    seen = make_seen(make_counts(), days)
    seen.panel.show_view(ChartView(unit="day", first=date(2024, 1, 1), last=date(2024, 12, 30)))
    assert seen.panel.view.last == date(2024, 12, 30)


def test_per_hundred_articles_the_bars_are_as_high_as_that(make_seen):
    monday = date(2024, 3, 4)
    counts = [DayCount(monday, TagId(1), 3), DayCount(monday + timedelta(days=7), TagId(1), 3)]
    seen = make_seen(counts, [(monday, 10), (monday + timedelta(days=7), 40), (None, 2)])
    seen.panel.show_view(ChartView(mode=Mode.NORMALIZED, share=Share.ARTICLES, unit="week"))
    few, many = (column for column in seen.chart.marks.columns if column.bars)
    heights = [column.bars[0].bottom - column.bars[0].top for column in (few, many)]
    assert heights[0] == pytest.approx(4 * heights[1], abs=2)
    assert seen.chart.frame.top == pytest.approx(30 * 1.08)
    assert "per 100 articles of the week" in seen.chart.axis_title()


def test_hidden_series_are_no_part_of_the_whole(seen):
    seen.panel.show_view(ChartView(mode=Mode.NORMALIZED, hidden=frozenset({"claim", "demand", "<b>agreement</b>"})))
    tops = {round(column.bars[0].top, 1) for column in seen.chart.marks.columns if column.bars}
    assert len(tops) == 1
    assert "1 of 4 tags" in seen.chart.axis_title()


def test_filters_that_leave_nothing_are_said_to_do_so(seen):
    seen.panel.show_view(ChartView(wanted=Wanted(sources=frozenset({"nobody"}))))
    seen.panel.set_counts([], [(date(2024, 1, 1), 1)], seen.panel.timeline.series)
    assert seen.panel.placeholder() == "No annotation is left by the filters of the timeline."


@pytest.mark.parametrize(
    ("unit", "asked", "shown"),
    [
        ("month", (date(2024, 2, 1), date(2024, 5, 31)), (date(2024, 2, 1), date(2024, 5, 31))),
        ("month", (date(2024, 3, 5), date(2024, 3, 9)), (date(2024, 3, 1), date(2024, 3, 31))),
        ("week", (date(2024, 3, 6), date(2024, 3, 13)), (date(2024, 3, 4), date(2024, 3, 17))),
        ("auto", (date(2024, 3, 6), date(2024, 3, 7)), (date(2024, 3, 6), date(2024, 3, 7))),
    ],
)
def test_few_days_asked_for_are_seen_in_whole_bins_and_no_others(seen, unit, asked, shown):
    seen.panel.show_view(ChartView(unit=unit, first=asked[0], last=asked[1]))
    assert seen.visible_days() == (shown[0].toordinal(), shown[1].toordinal() + 1)
    bins = [bin_at(number, seen.chart.unit) for number in seen.chart.seen()]
    assert (bins[0].start, bins[-1].last) == shown
    assert (seen.panel.view.first, seen.panel.view.last) == asked
