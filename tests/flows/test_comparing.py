"""Days compared at the real window: by the menu and by name, kept in a saved view, true through undo and redo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.project import create_project
from annotator.project.settings import Settings
from annotator.records import NewAnnotation, NewArticle, Wanted
from annotator.timeline.view import Compared
from annotator.ui.other_filter import OtherFilter
from annotator.ui.timeline.differences_table import DifferencesTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
FIRST = date(2024, 1, 1)
TEXT = "Norland agreed to reopen two grounds. Sudmark must leave at once."


@pytest.fixture
def person(at_window, tmp_path):
    """A person whose project has a story a week for a year, each with a claim, every second one with a demand too."""
    path = tmp_path / "A year.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles([_story(week) for week in range(52)])
    person = at_window(path, Settings(analyst="desk one"))
    person.window.resize(1440, 900)
    person.until(person.desk.timeline.has_chart)
    person.settle()
    person.desk.timeline.set_unit("week")
    return person


def _story(week):
    marks = [NewAnnotation(0, 36, "claim", analyst="desk two")]
    marks += [NewAnnotation(38, 65, "demand", analyst="desk two")] if week % 2 else []
    day = FIRST + timedelta(weeks=week, days=2)
    return NewArticle(
        f"Story {week}",
        f"{TEXT} {week}.",
        source="Harbour" if week % 3 == 0 else "Meridian",
        published_on=day,
        annotations=marks,
    )


def brush(person, first, last):
    panel = person.desk.timeline
    start, end = panel.point_of(first), panel.point_of(last)
    QTest.mousePress(panel.canvas(), LEFT, pos=start)
    QTest.mouseMove(panel.canvas(), (start + end) / 2)
    QTest.mouseMove(panel.canvas(), end)
    QTest.mouseRelease(panel.canvas(), LEFT, pos=end)


def act(person, action_id):
    person.window.menus.action(action_id).trigger()


def table_of(person):
    return next(one for one in person.desk.window().findChildren(DifferencesTable) if one.isVisible())


def total_of(person):
    person.settle()
    person.look()
    model = table_of(person).model
    return [model.index(0, column).data() for column in (1, 2, 3)]


def test_brushed_days_are_compared_with_those_before_and_the_table_stays_true(person):
    brush(person, date(2024, 7, 1), date(2024, 7, 28))
    act(person, "compare:before")
    assert person.desk.timeline.view.compared == Compared(date(2024, 7, 1), date(2024, 6, 3))
    act(person, "compare:table")
    assert total_of(person) == ["6", "6", "0"]
    project = person.desk.project
    july = project.annotations(tag="demand", first=date(2024, 7, 1), last=date(2024, 7, 14))
    project.delete_annotations(july)
    assert total_of(person) == ["5", "6", "−1"]
    project.undo()
    assert total_of(person) == ["6", "6", "0"]
    project.redo()
    assert total_of(person) == ["5", "6", "−1"]


def test_a_saved_view_brings_the_comparison_back(person):
    brush(person, date(2024, 7, 1), date(2024, 7, 28))
    act(person, "compare:before")
    kept = person.desk.timeline.view
    person.desk.project.save_view("July and June", kept)
    chip = person.desk.timeline.ensure_plot().chip
    act(person, "compare:stop")
    assert chip.said() == ""
    person.until(lambda: "view:July and June" in [one.id for one in person.window.repertoire.actions])
    act(person, "view:July and June")
    assert person.desk.timeline.view.compared == kept.compared
    assert chip.said() == "outline: 3 Jun – 30 Jun 2024"
    assert len(person.desk.timeline.ensure_plot().chart.outline.boxes)


def open_filters(person):
    act(person, "compare:filter")
    panel = person.desk.findChild(OtherFilter).panel
    person.until(lambda: QApplication.focusWidget() is panel.field)
    return panel


def test_the_same_days_are_compared_with_those_of_another_source_chosen_by_key(person):
    panel = open_filters(person)
    chip, chart = person.desk.timeline.ensure_plot().chip, person.desk.timeline.ensure_plot().chart
    assert panel.words() == "Nothing chosen yet"
    person.press("harb")
    person.press(Key.Key_Return)
    person.settle()
    assert person.desk.timeline.view.compared == Compared(wanted=Wanted(sources=frozenset({"Harbour"})))
    assert chip.said() == "outline: Harbour"
    assert panel.words() == "27 annotations in the outline"
    assert chart.other is not None
    assert chart.other.timeline.annotations == 27
    person.press(Key.Key_Escape)
    person.press("demand")
    person.press(Key.Key_Return)
    person.settle()
    assert chip.said() == "outline: demand · Harbour"
    person.press(Key.Key_Escape)
    person.press(Key.Key_Escape)
    assert panel.isHidden()
    assert QApplication.focusWidget() is chart
    person.press(Key.Key_Escape)
    assert person.desk.timeline.view.compared is None


def test_what_is_filtered_is_compared_with_everything_and_a_saved_view_keeps_both(person):
    harbour = Wanted(sources=frozenset({"Harbour"}))
    person.desk.narrowing.want(harbour)
    person.settle()
    panel = open_filters(person)
    assert panel.model.wanted == harbour, "a person changes what differs"
    QTest.mouseClick(panel.clear, LEFT)
    person.settle()
    panel.leave()
    act(person, "compare:table")
    assert total_of(person) == ["27", "78", "−51"]
    assert person.desk.timeline.ensure_plot().chip.said() == "outline: all annotations"
    person.desk.project.save_view("Harbour against all", person.desk.timeline.view)
    act(person, "compare:stop")
    person.desk.narrowing.want(Wanted())
    person.until(lambda: "view:Harbour against all" in [one.id for one in person.window.repertoire.actions])
    act(person, "view:Harbour against all")
    assert total_of(person) == ["27", "78", "−51"]


def test_what_is_marked_meanwhile_counts_on_both_sides(person):
    person.desk.timeline.comparing.begin_with(Wanted(sources=frozenset({"Harbour"})))
    act(person, "compare:table")
    assert total_of(person) == ["78", "27", "+51"]
    project = person.desk.project
    harbour = next(one for one in project.articles() if one.source == "Harbour")
    project.annotate(harbour, 8, 17, "claim")
    assert total_of(person) == ["79", "28", "+51"]
    project.undo()
    assert total_of(person) == ["78", "27", "+51"]


def test_the_panel_of_the_other_filter_stands_above_its_chip_in_small_windows(person):
    for width, height in ((1440, 900), (900, 600)):
        person.window.resize(width, height)
        person.look()
        panel = open_filters(person)
        chip = person.desk.timeline.ensure_plot().chip
        assert panel.geometry().bottom() < chip.mapTo(person.desk, QPoint(0, 0)).y()
        assert person.desk.rect().contains(panel.geometry())
        panel.leave()


def test_everything_about_comparing_is_found_by_name_and_says_why_it_cannot_be_done(person):
    named = {one.id: one for one in person.window.repertoire.actions}
    words = {"compare:before": "nothing is counted before these days", "compare:stop": "nothing is compared"}
    for action_id, why in words.items():
        assert named[action_id].enabled.why_not() == why
    person.ctrl(Key.Key_K)
    person.press("compare picked")
    person.press(Key.Key_Return)
    assert person.desk.timeline.comparing.is_picking()
    person.press(Key.Key_Right)
    person.press(Key.Key_Right)
    person.press(Key.Key_Return)
    assert person.desk.timeline.view.compared == Compared(date(2024, 1, 1), date(2024, 1, 8))


def test_escape_on_the_chart_ends_the_comparison_before_the_brush(person):
    brush(person, date(2024, 7, 1), date(2024, 7, 28))
    act(person, "compare:before")
    chart = person.desk.timeline.ensure_plot().chart
    chart.setFocus()
    chart.point_at_bin(None)
    person.press(Key.Key_Escape)
    assert person.desk.timeline.view.compared is None
    assert person.desk.choice is not None
    person.press(Key.Key_Escape)
    assert person.desk.choice is None


def test_a_project_that_closes_takes_the_table_of_differences_along(person):
    brush(person, date(2024, 7, 1), date(2024, 7, 28))
    act(person, "compare:before")
    act(person, "compare:table")
    table = table_of(person)
    person.window.close_project()
    person.until(lambda: not isValid(table))
