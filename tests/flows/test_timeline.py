"""From the chart to the text and back: wheel, drags, clicks and keys at the real window, seen in list and table."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import open_project
from annotator.project.settings import load
from tests.flows.reader import FIRST, LEFT, SHIFT, SPANS, Key, story

# The platform without a screen has no size hints and says so whenever a dialog opens.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_a_brush_narrows_list_and_table_until_its_chip_goes(year):
    whole = year.person.titles()
    year.drag(year.point(date(2024, 3, 4)), year.point(date(2024, 3, 27)))
    first, last = date(2024, 3, 4), date(2024, 3, 31)
    assert (year.desk.choice.first, year.desk.choice.last) == (first, last)
    assert year.listed() == year.expected(first, last)
    assert year.person.titles() == [f"Story {number}" for number in range(22, 15, -1)]
    chips = year.desk.articles.chips
    assert chips.names() == ["4 to 31 Mar 2024"]
    QTest.mouseClick(chips.childAt(chips.chip_rect(0).center()), LEFT)
    year.person.look()
    assert (year.desk.choice, year.panel.choice) == (None, None)
    assert year.person.titles() == whole


def test_a_click_on_a_bar_lists_its_annotations_and_those_of_no_other_tag(year):
    week = year.week_with_claims()
    year.click(year.point(week[0], "claim"))
    assert year.listed() == year.expected(*week, tag="claim")
    assert {tag for tag, _ in year.listed()} == {"claim"}


def test_a_double_click_opens_the_sentence_and_lights_it(year):
    week = year.week_with_claims()
    year.double_click(year.point(week[0], "claim"))
    assert week[0] <= year.desk.article.published_on <= week[1]
    assert year.desk.selected().tag == "claim"
    assert QApplication.focusWidget() is year.person.view


def test_the_undated_are_listed_from_their_gutter(year):
    year.click(year.point(None))
    assert year.listed() == year.expected(undated=True)
    assert sorted(year.person.titles()) == ["Story 91", "Story 92", "Story 93"]


def test_the_wheel_keeps_the_day_under_the_mouse(year):
    point = year.point(date(2024, 9, 2))
    day = year.chart.ordinal_at(point.x())
    for notches in (4, 3, -2, 5):
        year.wheel(point, notches)
        assert year.chart.ordinal_at(point.x()) == pytest.approx(day, abs=0.05)


def test_space_and_a_drag_pan_and_change_neither_list_nor_choice(year):
    year.chart.setFocus()
    year.wheel(year.point(date(2024, 6, 3)), 6)
    before, titles = year.seen_days(), year.person.titles()
    QTest.keyPress(year.chart, Key.Key_Space)
    year.drag(QPoint(500, 40), QPoint(420, 40))
    QTest.keyRelease(year.chart, Key.Key_Space)
    assert year.seen_days()[0] > before[0]
    assert (year.desk.choice, year.person.titles()) == (None, titles)


def test_keys_alone_lead_from_the_chart_to_the_sentence(year):
    year.chart.setFocus()
    year.key(Key.Key_Home)
    while not year.chart.column_of_cursor()[0].bars:
        year.key(Key.Key_Right)
    year.key(Key.Key_Up)
    year.key(Key.Key_Return)
    assert year.desk.selected() is not None
    assert QApplication.focusWidget() is year.person.view


def test_escape_peels_cursor_choice_and_zoom_one_by_one(year):
    year.chart.setFocus()
    year.drag(year.point(date(2024, 3, 4)), year.point(date(2024, 3, 27)))
    year.key("+")
    year.key(Key.Key_Right)
    for gone in (
        lambda: year.chart.cursor is None,
        lambda: year.desk.choice is None and year.panel.choice is None,
        year.chart.shows_all,
    ):
        for _ in range(2):
            if not gone():
                year.key(Key.Key_Escape)
        assert gone()


def test_an_annotation_made_is_counted_and_undone_again(year):
    year.person.open_article("Story 0")
    before = year.bars()
    year.person.view.setFocus()
    year.person.drag_over("the envoy said")
    year.key("1")
    year.person.until(lambda: year.bars() == before + 1)
    year.person.ctrl(Key.Key_Z)
    year.person.until(lambda: year.bars() == before)
    year.person.ctrl(Key.Key_Y)
    year.person.until(lambda: year.bars() == before + 1)


def test_what_another_program_imports_appears(year):
    before = year.bars()
    with open_project(year.desk.project.path) as other:
        other.add_articles([story(500, date(2024, 5, 8), SPANS)])
    year.person.until(lambda: year.bars() == before + len(SPANS))
    number = year.chart.tally.first + (date(2024, 5, 6) - FIRST).days // 7
    assert sum(year.chart.tally.row(number)) == len(SPANS)


def test_the_table_twin_chooses_for_list_and_table_too(year):
    year.key(Key.Key_F8, SHIFT)
    cells = year.panel.twin().cells
    assert QApplication.focusWidget() is cells
    for _ in range(10):
        year.key(Key.Key_Down)
    year.key(Key.Key_Space)
    week = date(2024, 3, 4), date(2024, 3, 10)
    assert year.listed() == year.expected(*week)
    year.key(Key.Key_F8, SHIFT)
    assert QApplication.focusWidget() is year.chart
    assert (year.panel.choice.first, year.panel.choice.last) == week
    year.key(Key.Key_F8, SHIFT)
    year.key(Key.Key_Escape)
    assert year.desk.choice is None
    year.key(Key.Key_Return)
    assert year.desk.selected() is not None


def test_patterns_are_taken_away_and_given_back_in_the_menu_also_for_next_time(year):
    patterned = year.canvas.grab().toImage()
    year.person.window.menus.action("patterns").trigger()
    year.person.look()
    assert year.canvas.grab().toImage() != patterned
    assert not load().patterns
    year.person.window.menus.action("patterns").trigger()
    year.person.look()
    assert year.canvas.grab().toImage() == patterned


def test_the_sum_of_the_bars_and_the_undated_is_all_there_is(year):
    for unit in ("day", "week", "month", "quarter", "year"):
        year.panel.set_unit(unit)
        tally = year.chart.tally
        assert sum(sum(row) for _, row in tally.rows()) + sum(tally.undated) == len(year.expected())
