"""Something laid over the chart and taken away again, with the mouse and the keys, and its table of differences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId, Wanted
from annotator.timeline.counts import Timeline
from annotator.timeline.view import ChartView, Compared
from annotator.ui.dialogs.other_days import OtherDays
from annotator.ui.timeline.differences_table import DifferencesTable
from tests.timeline.samples import make_counts
from tests.ui.timeline.conftest import LEFT, PLAIN, TAGS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
START = date(2023, 1, 2)
COUNTS = make_counts(728, seed=3, first=START)
ARTICLES = [(START + timedelta(days=day), 1) for day in range(728)]
MARCH, MAY = date(2024, 3, 4), date(2024, 5, 5)
Key = Qt.Key
UNDATED = "No date, not in the total"


@pytest.fixture
def seen(make_seen):
    made = make_seen(COUNTS, ARTICLES)
    made.panel.show_view(ChartView(unit="week", first=date(2024, 1, 1), last=date(2024, 12, 29)))
    QApplication.processEvents()
    return made


@pytest.fixture
def compared(seen):
    """The panel whose brushed days are compared with those a year earlier."""
    brush(seen, MARCH, MAY)
    choose(seen, "With the same days a year earlier")
    return seen


def brush(seen, first, last):
    seen.drag(seen.panel.point_of(first), seen.panel.point_of(last))


def choose(seen, words):
    """Choose a line of the button's menu."""
    button = seen.panel.ensure_plot().chip.words
    QTest.mouseClick(button, LEFT)
    line = next(one for one in button.menu.actions() if one.text().startswith(words))
    assert line.isEnabled()
    QTest.mouseClick(button.menu, LEFT, PLAIN, button.menu.actionGeometry(line).center())
    QApplication.processEvents()


def lines_of(seen):
    button = seen.panel.ensure_plot().chip.words
    button.fill()
    return {one.text(): one.isEnabled() for one in button.menu.actions() if one.text()}


def table_of(seen):
    found = [one for one in seen.window.findChildren(DifferencesTable) if one.isVisible()]
    return found[0] if found else None


def told(table):
    model = table.model
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def sums(first, last):
    found = [0, 0, 0, 0]
    for entry in COUNTS:
        if entry.day is not None and first <= entry.day <= last:
            found[entry.tag_id - 1] += entry.annotations
    return found


def test_brushed_days_are_compared_with_those_before_and_the_chip_says_which(seen):
    brush(seen, MARCH, MAY)
    choose(seen, "With the days before  (1 Jan – 3 Mar 2024)")
    assert seen.panel.view.compared == Compared(MARCH, date(2024, 1, 1))
    assert seen.panel.ensure_plot().chip.said() == "outline: 1 Jan – 3 Mar 2024"
    assert seen.panel.ensure_plot().chip.words.text() == seen.panel.ensure_plot().chip.said()


def test_the_days_in_view_are_compared_where_none_are_chosen(seen):
    choose(seen, "With the same days a year earlier  (2 Jan – 31 Dec 2023)")
    assert seen.panel.view.compared == Compared(date(2024, 1, 1), date(2023, 1, 2))


def test_what_holds_no_counts_is_not_offered(seen):
    seen.chart.show_all()
    lines = lines_of(seen)
    assert not lines["With the days before"]
    assert lines["With the same days a year earlier  (3 Jan 2022 – 31 Dec 2023)"]
    assert not {"Table of differences", "Stop comparing"} & set(lines)


def test_the_cross_of_the_chip_ends_the_comparison(compared):
    chip = compared.panel.ensure_plot().chip
    QTest.mouseClick(chip.cross, LEFT)
    assert compared.panel.view.compared is None
    assert chip.said() == ""
    assert chip.words.text() == "Compare"
    assert compared.panel.choice is not None


def test_escape_takes_away_what_came_last(compared):
    chart = compared.chart
    chart.setFocus()
    chart.point_at_bin(None)
    compared.key(Key.Key_Escape)
    assert (compared.panel.view.compared, compared.cleared) == (None, [])
    compared.key(Key.Key_Escape)
    assert compared.cleared == [True]
    choose(compared, "With the same days a year earlier")
    brush(compared, date(2024, 6, 3), date(2024, 6, 30))
    chart.point_at_bin(None)
    compared.key(Key.Key_Escape)
    assert compared.panel.view.compared is not None
    assert compared.panel.choice is None
    compared.key(Key.Key_Escape)
    assert compared.panel.view.compared is None


def test_the_table_tells_each_series_and_the_total_and_follows_the_brush(compared):
    choose(compared, "Table of differences")
    table = table_of(compared)
    here, there = sums(MARCH, MAY), sums(date(2023, 3, 6), date(2023, 5, 7))
    rows = told(table)
    assert [row[0] for row in rows] == ["Total", *(tag.name for tag in TAGS)]
    assert [row[1:3] for row in rows] == [
        [f"{one:,}", f"{other:,}"]
        for one, other in zip((sum(here), *here), (sum(there), *there), strict=True)
    ]  # fmt: skip
    heads = [table.model.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert heads == ["Tag", "here: 4 Mar – 5 May 2024", "outline: 6 Mar – 7 May 2023", "Difference", "Change"]
    assert table.says.text().startswith(f"{sum(here)} annotations here, {sum(there)} in the outline (6 Mar – 7 May")
    brush(compared, date(2024, 6, 3), date(2024, 6, 30))
    QApplication.processEvents()
    assert told(table)[0][1:3] == [
        str(sum(sums(date(2024, 6, 3), date(2024, 6, 30)))), str(sum(sums(date(2023, 6, 5), date(2023, 7, 2)))),
    ]  # fmt: skip
    compared.panel.set_counts([*COUNTS, DayCount(date(2024, 6, 4), TagId(1), 1000)], ARTICLES, TAGS)
    QApplication.processEvents()
    assert told(table)[0][1] == f"{sum(sums(date(2024, 6, 3), date(2024, 6, 30))) + 1000:,}"


def test_the_table_is_walked_by_key_copied_for_a_spreadsheet_and_closed(compared):
    compared.panel.comparing.show_table()
    table = table_of(compared)
    assert table.focusWidget() is table.rows
    QTest.keyClick(table.rows, Key.Key_Down)
    assert table.rows.currentIndex().data() == "claim"
    QTest.keyClick(table.rows, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    here, there = sums(MARCH, MAY)[0], sums(date(2023, 3, 6), date(2023, 5, 7))[0]
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[1] == f"claim\t{here}\t{there}\t{here - there}\t{(here - there) / there:.6g}"
    heard = table.model.index(1, 1)
    assert heard.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "here: 4 Mar – 5 May 2024, claim"
    QTest.keyClick(table.rows, Key.Key_Tab)
    assert table.focusWidget() is table.copy_button
    QTest.keyClick(table, Key.Key_Escape)
    assert table_of(compared) is None
    assert compared.panel.view.compared is not None


def test_a_source_that_looks_like_html_stays_plain_words(compared):
    compared.panel.comparing.begin_with(Wanted(sources=frozenset({"<img src=x>\nNews"})))
    compared.panel.set_compared(Timeline(COUNTS[:50], ARTICLES, TAGS))
    compared.panel.comparing.show_table()
    QApplication.processEvents()
    told_there = table_of(compared).model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert told_there == "<qt>outline: &lt;img src=x&gt; News</qt>"
    assert table_of(compared).says.textFormat() is Qt.TextFormat.PlainText
    assert compared.panel.ensure_plot().chip.said() == "outline: <img src=x> News"


def test_a_table_that_is_open_says_that_nothing_is_compared_any_more(compared):
    compared.panel.comparing.show_table()
    compared.panel.comparing.stop()
    QApplication.processEvents()
    assert told(table_of(compared)) == []
    assert table_of(compared).says.text().startswith("Nothing is compared.")


def test_a_click_on_the_chart_says_where_the_other_days_begin(seen):
    brush(seen, MARCH, MAY)
    choose(seen, "With days picked on the chart")
    chip = seen.panel.ensure_plot().chip
    assert chip.said() == "Click where the other days begin (Esc: stop)"
    point = seen.panel.point_of(date(2024, 8, 5))
    QTest.mouseMove(seen.canvas, point)
    assert seen.chart.events.preview == (date(2024, 8, 5), date(2024, 10, 6)), "nine weeks are shaded"
    QTest.mouseClick(seen.canvas, LEFT, PLAIN, point)
    assert seen.panel.view.compared == Compared(MARCH, date(2024, 8, 5))
    assert seen.chart.events.preview is None
    assert chip.said() == "outline: 5 Aug – 6 Oct 2024"
    chosen = list(seen.chosen)
    QTest.mouseClick(seen.canvas, LEFT, PLAIN, seen.panel.point_of(date(2024, 2, 5)))
    assert len(seen.chosen) == len(chosen) + 1, "the chart has its mouse back"


def test_a_drag_while_picking_begins_where_it_is_earliest_and_brushes_nothing(seen):
    brush(seen, MARCH, MAY)
    choose(seen, "With days picked on the chart")
    brush(seen, date(2024, 9, 2), date(2024, 8, 5))
    assert seen.panel.view.compared == Compared(MARCH, date(2024, 8, 5))
    assert seen.panel.choice.first == MARCH


def test_days_are_picked_by_key_and_escape_gives_up(seen):
    brush(seen, MARCH, MAY)
    choose(seen, "With days picked on the chart")
    seen.key(Key.Key_Escape)
    assert not seen.panel.comparing.is_picking()
    assert seen.panel.choice is not None
    assert seen.panel.ensure_plot().chip.said() == ""
    choose(seen, "With days picked on the chart")
    seen.chart.point_at_bin(None)
    seen.key(Key.Key_Right)
    seen.key(Key.Key_Right)
    assert seen.chart.events.preview[0] == date(2024, 1, 8)
    seen.key(Key.Key_Return)
    assert seen.panel.view.compared == Compared(MARCH, date(2024, 1, 8))
    assert seen.opened == []


def test_the_table_in_the_place_of_the_chart_ends_picking(seen):
    choose(seen, "With days picked on the chart")
    seen.panel.show_table()
    assert not seen.panel.comparing.is_picking()


def test_the_other_days_can_be_written_as_a_date(seen):
    brush(seen, MARCH, MAY)
    choose(seen, "With days from a date on")
    form = next(one for one in seen.window.findChildren(OtherDays) if one.isVisible())
    assert form.first.text() == "2023-03-04"
    QTest.keyClicks(form.first, "soon")
    QTest.keyClick(form.first, Key.Key_Return)
    assert "“soon” is not a day" in form.trouble.text()
    form.first.selectAll()
    QTest.keyClicks(form.first, "2023-08-09")
    assert form.hint.text() == "7 Aug – 8 Oct 2023"
    QTest.keyClick(form.first, Key.Key_Return)
    assert seen.panel.ensure_plot().chip.said() == "outline: 7 Aug – 8 Oct 2023"


def test_another_filter_waits_for_its_counts_and_is_told_by_its_name(seen):
    seen.panel.comparing.begin_with(Wanted(tags=frozenset({TagId(2)}), sources=frozenset({"Harbour Wire"})))
    seen.panel.comparing.show_table()
    QApplication.processEvents()
    assert table_of(seen).says.text().startswith("The counts of the outline are on their way")
    seen.panel.set_compared(Timeline(COUNTS[:200], ARTICLES, TAGS))
    QApplication.processEvents()
    assert [row[0] for row in told(table_of(seen))] == ["Total", *(tag.name for tag in TAGS), UNDATED]
    assert told(table_of(seen))[-1][1:3] == ["5", "0"]
    brush(seen, MARCH, MAY)
    QApplication.processEvents()
    assert len(told(table_of(seen))) == 5, "no chosen day is none"
    seen.panel.set_choice(None)
    assert seen.panel.ensure_plot().chip.said() == "outline: commitment · Harbour Wire"


def test_the_sentence_about_the_chart_tells_the_comparison(compared):
    said = compared.panel.ensure_plot().said()
    assert f"{sum(sums(MARCH, MAY))} annotations here" in said
    assert "in the outline (6 Mar – 7 May 2023)" in said


def test_the_card_of_a_bin_tells_what_lies_over_it(compared):
    week, over = date(2024, 3, 11), date(2023, 3, 13)
    here, there = (sums(day, day + timedelta(days=6)) for day in (week, over))
    QTest.mouseMove(compared.canvas, compared.panel.point_of(week))
    words = compared.panel.card_words()
    assert "Against the outline, week of 13 March 2023 (W11): " in words
    assert words.splitlines()[-1].endswith(f", {sum(there)} there")
    QTest.mouseMove(compared.canvas, compared.panel.point_of(week, TagId(2)))
    last = compared.panel.card_words().splitlines()[-1]
    more = here[1] - there[1]
    assert last.startswith("commitment against the outline, week of 13 March 2023 (W11): ")
    assert f"{'+' if more > 0 else '−'}{abs(more)} (" in last
    assert last.endswith(f", {there[1]} there")


def test_chip_legend_and_overview_have_their_places_when_a_single_day_is_first_shown(make_seen):
    plot = make_seen([DayCount(MARCH, TagId(1), 3)], [(MARCH, 1)]).panel.ensure_plot()
    area = plot.chart.plot_area()
    assert area.left() <= plot.chip.x() < plot.legend.x()
    assert abs(plot.legend.geometry().right() - area.right()) <= 1
    assert plot.chip.words.text() == "Compare"


@pytest.mark.parametrize("width", [340, 520, 1100])
def test_chip_title_and_legend_do_not_lie_over_each_other(seen, width):
    seen.window.resize(width, 460)
    choose_year = seen.panel.comparing.year_earlier()
    seen.panel.comparing.begin(choose_year)
    QApplication.processEvents()
    plot = seen.panel.ensure_plot()
    assert not plot.chip.geometry().intersects(plot.legend.geometry())
    assert plot.chip.cross.visibleRegion().boundingRect().width() == plot.chip.cross.width()
    area = plot.chart.plot_area()
    assert area.left() - 1 <= plot.chip.x()
    assert plot.legend.geometry().right() <= area.right() + 1
    title = plot.chart._title.geometry()
    assert title.right() <= plot.chip.x() + 1
    assert seen.panel.rect().contains(plot.chip.mapTo(seen.panel, QPoint(0, 0)))
