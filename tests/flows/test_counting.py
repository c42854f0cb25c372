"""The counts of the timeline at the real window: of any view asked for, and true from one edit to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Event

import pytest
from PySide6.QtCore import Qt

from annotator.project import charting, open_project
from annotator.project.settings import Settings
from annotator.records import NewAnnotation, NewArticle, Wanted
from annotator.timeline.calendar import Unit
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, DateRule, Group, Share
from annotator.ui import counting

Key = Qt.Key
APRIL, MAY = date(2024, 4, 2), date(2024, 5, 2)


@pytest.fixture
def charted(at_window, project_path):
    """An analyst with the story of the ferries open and the timeline in sight."""
    person = at_window(project_path, Settings(analyst="desk one"))
    person.until(person.desk.timeline.has_chart)
    person.open_article("Ferries return")
    person.desk.pane.view.setFocus()
    person.settle()
    return person


def counted(person, day=None):
    """The counts of a day (None: the undated) that are not zero, by the names of the series, as the chart has them."""
    timeline = person.desk.timeline.timeline
    tally = timeline.tally(Unit.DAY)
    row = tally.undated if day is None else tally.row(day.toordinal())
    return {one.name: count for one, count in zip(timeline.series, row, strict=True) if count}


def annotate(person, words, key):
    person.drag_over(words)
    person.press(key)
    person.settle()


def test_an_annotation_is_on_the_chart_once_it_is_made_and_gone_once_it_is_undone(charted):
    assert counted(charted, APRIL) == {}
    annotate(charted, "agreed on Monday", "2")
    assert counted(charted, APRIL) == {"commitment": 1}
    annotate(charted, "Sudmark called the offer empty", "1")
    assert counted(charted, APRIL) == {"commitment": 1, "claim": 1}
    charted.ctrl(Key.Key_Z)
    charted.settle()
    assert counted(charted, APRIL) == {"commitment": 1}
    assert counted(charted) == {"claim": 1}


def test_every_kind_of_series_is_chosen_in_the_header_and_kept_true(charted):
    charted.desk.timeline.set_group("source")
    charted.settle()
    assert counted(charted, date(2023, 11, 20)) == {"Harbour Wire": 1}
    assert counted(charted) == {"no source": 1}
    annotate(charted, "agreed on Monday", "2")
    assert counted(charted, APRIL) == {"Meridian News": 1}
    charted.desk.timeline.set_group("analyst")
    charted.settle()
    assert counted(charted, APRIL) == {"desk one": 1}
    assert counted(charted) == {"desk two": 1}
    charted.desk.timeline.set_dates("annotated")
    charted.settle()
    assert counted(charted, datetime.now(UTC).date()) == {"desk one": 1, "desk two": 2}
    assert counted(charted) == {}


def test_series_and_shares_are_chosen_by_keyboard_too(charted):
    for typed in (">series source", ">normalised articles"):
        charted.ctrl(Key.Key_K)
        charted.press(typed)
        charted.press(Key.Key_Return)
    view = charted.desk.timeline.view
    assert (view.group, view.mode, view.share) == (Group.SOURCE, Mode.NORMALIZED, Share.ARTICLES)
    charted.settle()
    assert counted(charted) == {"no source": 1}


def test_an_analyst_who_is_new_is_a_series_at_once(charted):
    charted.desk.timeline.set_group("analyst")
    charted.settle()
    charted.desk.project.annotate(charted.desk.article, 0, 9, "claim", analyst="desk three")
    charted.settle()
    assert counted(charted, APRIL) == {"desk three": 1}


def test_filters_of_a_view_are_counted_and_those_that_leave_nothing_are_said(charted):
    panel = charted.desk.timeline
    panel.show_view(ChartView(wanted=Wanted(sources=frozenset({"Harbour Wire"}))))
    charted.settle()
    assert counted(charted, date(2023, 11, 20)) == {"demand": 1}
    assert counted(charted) == {}
    panel.show_view(ChartView(wanted=Wanted(matching="volcano")))
    charted.settle()
    assert panel.placeholder() == "No annotation is left by the filters of the timeline."
    panel.show_view(ChartView(mode=Mode.GROUPED))
    charted.settle()
    assert counted(charted) == {"claim": 1}


def test_another_filter_to_compare_with_is_counted_too(charted):
    panel = charted.desk.timeline
    panel.show_view(ChartView(compared=Compared(wanted=Wanted(analysts=frozenset({"desk two"})))))
    charted.settle()
    other = panel.ensure_plot().chart.other
    assert other is not None
    assert other.timeline.annotations == 2


def test_what_another_program_stores_is_counted(charted, project_path):
    with open_project(project_path, analyst="desk four") as other:
        other.annotate(other.articles(matching="ferries")[0], 0, 9, "claim")
    charted.until(lambda: counted(charted, APRIL) == {"claim": 1})


def test_an_import_and_a_date_are_counted(charted):
    marks = (NewAnnotation(0, 5, "threat"),)
    charted.desk.project.add_articles([NewArticle("Undated", "Storm at sea.", annotations=marks)])
    charted.settle()
    assert counted(charted) == {"claim": 1, "threat": 1}
    letter = next(one for one in charted.desk.project.articles() if one.title == "Undated")
    charted.desk.project.set_article_fields(letter, published_on=MAY)
    charted.settle()
    assert (counted(charted), counted(charted, MAY)) == ({"claim": 1}, {"threat": 1})


def test_a_timeline_that_was_hidden_has_not_missed_anything(charted):
    charted.desk.show_part("timeline", shown=False)
    annotate(charted, "agreed on Monday", "2")
    charted.desk.show_part("timeline", shown=True)
    charted.until(lambda: counted(charted, APRIL) == {"commitment": 1})


def test_a_large_project_is_read_in_a_thread_and_what_changes_meanwhile_is_counted(charted, monkeypatch):
    """An annotation is made when all has been read and nothing is handed over yet."""
    has_read, may_go_on, read = Event(), Event(), charting.read_details

    def held(*given):
        details = read(*given)
        has_read.set()
        may_go_on.wait(20)
        return details

    monkeypatch.setattr(counting, "AT_ONCE", 0)
    charted.desk.refreshing.reload()  # forgets what was read ahead
    charted.settle()
    monkeypatch.setattr(charting, "read_details", held)
    panel = charted.desk.timeline
    panel.set_group("source")
    assert panel.placeholder() == "Reading 2 annotations …"
    charted.until(has_read.is_set)
    charted.drag_over("agreed on Monday")
    charted.press("2")
    charted.bot.wait(200)  # the edit is told to all who count
    may_go_on.set()
    charted.until(panel.has_chart)
    charted.settle()
    assert counted(charted, APRIL) == {"Meridian News": 1}
    assert panel.view.group is Group.SOURCE
    assert panel.view.dates is DateRule.PUBLISHED


def test_a_window_can_be_closed_while_its_annotations_are_read(charted, monkeypatch):
    monkeypatch.setattr(counting, "AT_ONCE", 0)
    charted.desk.refreshing.reload()
    charted.settle()
    charted.desk.timeline.set_group("source")
    assert not charted.desk.refreshing.counting.is_settled()
    charted.window.close()
