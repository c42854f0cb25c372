"""Stepping through the annotations of the bars from the chart, and the chart as a place to come back to."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import open_project
from annotator.records import Wanted
from annotator.timeline.choice import BinChoice
from tests.flows.reader import ALT, LEFT, PLAIN, SHIFT, Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MARCH = date(2024, 3, 4), date(2024, 3, 27)


def ordered(year, first=None, last=None, **wanted):
    """The annotations of these days in the order of exports, as another program reads them."""
    with open_project(year.desk.project.path) as other:
        found = other.annotations(first=first, last=last, **wanted)
    return [(one.article_id, one.start, one.tag_id, one.id) for one in found]


def shown(year):
    one = year.desk.selected()
    return (one.article_id, one.start, one.tag_id, one.id)


def message(year):
    return year.person.window.status.message.text()


def is_on_chart(year):
    return QApplication.focusWidget() is year.chart


def brush_march(year):
    year.drag(year.point(MARCH[0]), year.point(MARCH[1]))
    return ordered(year, date(2024, 3, 4), date(2024, 3, 31))


def test_point_and_comma_step_through_the_choice_in_order_of_time_with_the_focus_on_the_chart(year):
    expected = brush_march(year)
    for number, one in enumerate(expected, 1):
        year.key(".")
        assert shown(year) == one
        assert year.desk.article.id == one[0]
        assert is_on_chart(year)
        assert message(year).startswith(f"{number} of {len(expected)} · 4 to 31 Mar 2024")
    year.key(".")
    assert shown(year) == expected[-1]
    assert message(year).startswith(f"That was the last of {len(expected)}")
    year.key(",")
    assert shown(year) == expected[-2]


def test_comma_begins_at_the_end(year):
    expected = brush_march(year)
    year.key(",")
    assert shown(year) == expected[-1]


def test_without_a_choice_all_in_view_are_stepped_through(year):
    year.chart.setFocus()
    expected = ordered(year, date(2024, 1, 1), date(2024, 12, 31))
    year.key(".")
    assert shown(year) == expected[0]
    assert message(year) == f"1 of {len(expected)} in view"
    year.chart.set_range(date(2024, 6, 3).toordinal(), date(2024, 7, 1).toordinal())
    expected = ordered(year, date(2024, 6, 3), date(2024, 6, 30))
    year.key(".")
    assert shown(year) == expected[0]
    assert message(year) == f"1 of {len(expected)} in view"


def test_the_series_hidden_in_the_legend_are_stepped_over(year):
    year.chart.setFocus()
    year.panel.set_hidden(frozenset({"claim", "demand"}))
    expected = ordered(year, date(2024, 1, 1), date(2024, 12, 31), tag="commitment")
    for one in expected[:3]:
        year.key(".")
        assert shown(year) == one


def test_a_bar_of_one_tag_is_stepped_through_alone(year):
    week = year.week_with_claims()
    year.click(year.point(week[0], "claim"))
    expected = ordered(year, *week, tag="claim")
    for one in expected:
        year.key(".")
        assert shown(year) == one
    year.key(".")
    assert shown(year) == expected[-1]


def test_the_undated_are_stepped_through_once_they_are_chosen(year):
    year.click(year.point(None))
    expected = ordered(year, undated=True)
    for one in expected:
        year.key(".")
        assert shown(year) == one
    assert message(year).startswith(f"{len(expected)} of {len(expected)} · no date")


@pytest.mark.parametrize("group", ["source", "analyst"])
def test_the_annotations_of_a_source_or_an_analyst_are_stepped_through(year, group):
    year.panel.set_group(group)
    year.person.until(lambda: len(year.chart.timeline.series) == (3 if group == "source" else 2))
    name = "Harbour Wire" if group == "source" else "desk two"
    place = next(place for place, one in enumerate(year.chart.timeline.series) if one.name == name)
    with open_project(year.desk.project.path) as other:
        articles = {one.id: one for one in other.articles()}
        expected = [
            one.id for one in other.annotations(first=date(2024, 2, 26), last=date(2024, 3, 31))
            if name in (articles[one.article_id].source, one.analyst)
        ]  # fmt: skip
    year.panel.take_choice(BinChoice(date(2024, 2, 26), date(2024, 3, 31), year.chart.timeline.series[place].id))
    year.chart.setFocus()
    seen = []
    for _ in expected:
        year.key(".")
        seen.append(shown(year)[3])
    assert seen == expected
    assert message(year).startswith(f"{len(expected)} of {len(expected)}")


def test_the_day_of_making_orders_the_steps_where_it_counts(year):
    project = year.desk.project
    year.panel.set_dates("annotated")
    year.person.open_article("Story 0")
    late = project.annotate(year.desk.article, 40, 47, "threat")
    year.person.until(lambda: sum(map(int, year.chart.tally.sums)) == len(project.annotations()))
    year.chart.setFocus()
    year.key(",")
    assert shown(year)[3] == late.id
    year.key(".")
    assert message(year).startswith("That was the last")


def test_filters_narrow_what_is_stepped_through(year):
    year.panel.show_view(replace(year.panel.view, wanted=Wanted(sources=frozenset({"Tellus Press"}))))
    year.person.settle()
    year.chart.setFocus()
    with open_project(year.desk.project.path) as other:
        sources = {one.id: one.source for one in other.articles()}
        expected = [one for one in ordered(year, date(2024, 1, 1)) if sources[one[0]] == "Tellus Press"]
    for one in expected[:4]:
        year.key(".")
        assert shown(year) == one
    assert message(year) == f"4 of {len(expected)} in view"


def test_the_cursor_says_where_to_begin_and_follows(year):
    year.chart.setFocus()
    year.key(Key.Key_Home)
    for _ in range(9):
        year.key(Key.Key_Right)
    assert year.panel.card_words().startswith("Week of 4 March 2024")
    expected = ordered(year, date(2024, 3, 4))
    for one in expected[:6]:
        year.key(".")
        assert shown(year) == one
        assert year.panel.card_words() == ""  # it would lie over the sentence
        column, bar = year.chart.column_of_cursor()
        day = year.desk.article.published_on
        assert column.number == year.chart.tally.first + (day - date(2024, 1, 1)).days // 7
        assert year.chart.tally.series[bar.tag] == one[2]
    year.key(Key.Key_Right)
    year.key(Key.Key_Right)
    column, _ = year.chart.column_of_cursor()
    year.key(".")
    assert year.chart.column_of_cursor()[0].number == column.number


def test_a_mouse_that_rests_on_a_bar_does_not_hold_the_steps_back(year):
    expected = ordered(year, date(2024, 1, 1), date(2024, 12, 31))
    year.chart.setFocus()
    QTest.mouseMove(year.canvas, year.point(date(2024, 1, 2)))
    for number, one in enumerate(expected[:12]):
        year.key(".")
        assert shown(year) == one
        QTest.mouseMove(year.canvas, year.point(date(2024, 1, 2)) + type(year.point(None))(number % 2, 0))


def test_the_menu_and_the_palette_step_too_and_lead_to_the_chart(year):
    expected = brush_march(year)
    year.person.view.setFocus()
    year.person.window.menus.action("bars_next").trigger()
    year.person.look()
    assert (shown(year), is_on_chart(year)) == (expected[0], True)
    year.key(".")
    year.person.window.menus.action("bars_previous").trigger()
    year.person.look()
    assert shown(year) == expected[0]


def test_in_the_text_the_point_repeats_the_last_tag_and_steps_nowhere(year):
    brush_march(year)
    year.key(".")
    before = shown(year)
    year.person.view.setFocus()
    year.key(".")
    assert shown(year) == before


def test_the_table_twin_steps_too(year):
    year.key(Key.Key_F8, SHIFT)
    cells = year.panel.twin().cells
    expected = ordered(year, date(2024, 1, 1))
    year.key(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for one in expected[:4]:
        year.key(".")
        assert shown(year)[3] in {one[3] for one in expected}
        assert QApplication.focusWidget() is cells


def looks(year):
    """Everything by which a person knows the chart again."""
    return (
        year.panel.view, year.seen_days(), year.panel.choice, year.desk.choice, year.chart.cursor, is_on_chart(year),
        year.person.titles(), year.listed(),
    )  # fmt: skip


def zoomed_with_a_bar_opened(year, how):
    year.panel.set_mode("grouped")
    week = year.week_with_claims()
    year.chart.setFocus()
    year.wheel(year.point(week[0], "claim"), 4)
    year.chart.pan(0.3)
    year.click(year.point(week[0], "claim"))
    if how == "Enter":
        QTest.mouseMove(year.canvas, year.point(week[0], "claim"))
    before = looks(year)
    if how == "Enter":
        year.key(Key.Key_Return)
    else:
        QTest.mouseDClick(year.canvas, LEFT, PLAIN, year.point(week[0], "claim"))
        year.person.look()
    return before


@pytest.mark.parametrize("how", ["Enter", "double click"])
def test_back_leads_to_the_chart_as_it_was_and_forward_to_the_sentence(year, how):
    before = zoomed_with_a_bar_opened(year, how)
    sentence = shown(year)
    assert QApplication.focusWidget() is year.person.view
    # Whatever is done meanwhile:
    year.panel.set_mode("stacked")
    year.panel.show_view(replace(year.panel.view, wanted=Wanted(sources=frozenset({"Tellus Press"}))))
    year.chart.show_all()
    year.desk.drop_choice()
    year.chart.stand_at(None)
    year.key(Key.Key_Left, ALT)
    year.person.settle()
    assert looks(year) == before
    year.key(Key.Key_Right, ALT)
    assert shown(year) == sentence
    assert QApplication.focusWidget() is year.person.view
    year.key(Key.Key_Left, ALT)
    assert looks(year)[:6] == before[:6]


def test_many_steps_on_the_chart_are_one_place(year):
    year.person.open_article("Story 0")
    year.person.view.setFocus()
    year.person.open_article("Story 1")
    brush_march(year)
    for _ in range(5):
        year.key(".")
    brushed = year.panel.choice
    year.key(Key.Key_Return)
    assert QApplication.focusWidget() is year.person.view
    opened = year.panel.choice
    year.key(Key.Key_Left, ALT)
    assert (is_on_chart(year), year.panel.choice) == (True, opened)
    year.key(Key.Key_Left, ALT)
    assert (is_on_chart(year), year.panel.choice) == (True, brushed)
    year.key(Key.Key_Left, ALT)
    assert not is_on_chart(year)
    assert year.desk.article.title == "Story 0"


def test_the_chart_comes_back_even_where_it_was_put_away(year):
    before = zoomed_with_a_bar_opened(year, "double click")
    year.key(Key.Key_F8)
    assert year.panel.isHidden()
    year.key(Key.Key_Left, ALT)
    assert not year.panel.isHidden()
    assert looks(year)[1:6] == before[1:6]


def test_the_table_is_such_a_place_too(year):
    year.key(Key.Key_F8, SHIFT)
    cells = year.panel.twin().cells
    for _ in range(10):
        year.key(Key.Key_Down)
    here = cells.currentIndex().row()
    year.key(Key.Key_Return)
    assert QApplication.focusWidget() is year.person.view
    year.panel.show_table(shown=False)
    year.key(Key.Key_Left, ALT)
    assert QApplication.focusWidget() is cells
    assert cells.currentIndex().row() == here
