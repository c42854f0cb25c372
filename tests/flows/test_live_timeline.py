"""What is made, undone or imported stands on the chart at once, whatever the chart counts, without reloading."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from annotator.project import open_project
from annotator.records import NewAnnotation, NewArticle, Wanted
from annotator.timeline.calendar import Unit
from annotator.timeline.view import DateRule, Group
from tests.flows.reader import SPANS, Key, story

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
VIEWS = [
    (Group.TAG, DateRule.PUBLISHED, ""),
    (Group.SOURCE, DateRule.PUBLISHED, ""),
    (Group.ANALYST, DateRule.ANNOTATED, ""),
    (Group.TAG, DateRule.PUBLISHED, "levy"),
    (Group.SOURCE, DateRule.ANNOTATED, "story"),
]


def in_file(year):
    """How many annotations each series has on each day (None: undated), counted one by one by another program."""
    view = year.panel.view
    counts = Counter()
    with open_project(year.desk.project.path) as other:
        ids = set(other.article_ids(matching=view.wanted.matching))
        articles = {one.id: one for one in other.articles()}
        for one in other.annotations():
            if one.article_id in ids:
                article = articles[one.article_id]
                series = {Group.TAG: one.tag, Group.SOURCE: article.source or "no source", Group.ANALYST: one.analyst}
                made = date.fromisoformat(one.created_at[:10])
                day = made if view.dates is DateRule.ANNOTATED else article.published_on
                counts[series[view.group], day] += 1
    return counts


def on_chart(year):
    """The same as the chart has it, from its bins of a day and its gutter."""
    timeline = year.chart.timeline
    daily = timeline.tally(Unit.DAY)
    counts = Counter()
    for place, series in enumerate(timeline.series):
        counts[series.name, None] = int(daily.undated[place])
        for number in daily.numbers():
            counts[series.name, date.fromordinal(number)] = int(daily.row(number)[place])
    return +counts


def legend(year):
    """Names and numbers as the legend has them, from the counts of the bins shown."""
    tally = year.chart.tally
    return {one.name: int(count) for one, count in zip(year.chart.timeline.series, tally.sums, strict=True) if count}


def is_true(year):
    expected = in_file(year)
    whole = Counter()
    for (name, _), count in expected.items():
        whole[name] += count
    bins = sum(sum(map(int, year.chart.tally.row(number))) for number in year.chart.tally.numbers())
    return (
        on_chart(year) == expected
        and legend(year) == dict(whole)
        and bins + sum(map(int, year.chart.tally.undated)) == sum(expected.values())
    )


@pytest.fixture(params=VIEWS, ids=lambda view: "-".join(filter(None, view)))
def live(year, request):
    group, dates, words = request.param
    year.panel.set_group(group)
    year.panel.set_dates(dates)
    if words:
        year.panel.show_view(replace(year.panel.view, wanted=Wanted(matching=words)))
    year.person.until(lambda: is_true(year))
    return year


def tag_some_words(year, words="the envoy said", key="1"):
    year.person.view.setFocus()
    year.person.drag_over(words)
    year.key(key)


def test_an_annotation_made_by_key_stands_there_and_goes_with_undo(live):
    live.person.open_article("Story 0")
    before = on_chart(live)
    tag_some_words(live)
    live.person.until(lambda: sum(on_chart(live).values()) == sum(before.values()) + 1)
    assert is_true(live)
    live.person.ctrl(Key.Key_Z)
    live.person.until(lambda: on_chart(live) == before)
    assert is_true(live)
    live.key(Key.Key_Z, CTRL | SHIFT)
    live.person.until(lambda: sum(on_chart(live).values()) == sum(before.values()) + 1)
    assert is_true(live)


def test_a_tag_changed_and_an_annotation_deleted_are_seen(live):
    live.person.open_article("Story 0")
    tag_some_words(live)
    live.person.settle()
    live.key("2")
    live.person.until(lambda: is_true(live))
    live.key(Key.Key_Delete)
    live.person.until(lambda: is_true(live))


def test_what_is_imported_stands_there_and_goes_with_undo(live):
    before = on_chart(live)
    new = [story(700 + number, date(2023, 11, 6), SPANS) for number in range(3)]
    live.desk.project.add_articles([*new, story(710, None, SPANS[:1])])
    live.person.until(lambda: sum(on_chart(live).values()) == sum(before.values()) + 13)
    assert is_true(live)
    live.person.ctrl(Key.Key_Z)
    live.person.until(lambda: on_chart(live) == before)


def test_what_another_program_does_is_seen(live):
    with open_project(live.desk.project.path, analyst="desk three") as other:
        article = next(one for one in other.articles() if one.title == "Story 4")
        other.annotate(article, 0, 7, "threat")
        mark = (NewAnnotation(0, 7, "claim", analyst="desk three"),)
        other.add_articles([NewArticle("Wire", "Norland speaks of the levy in this story.", source="New Wire",
                                       published_on=date(2025, 3, 3), annotations=mark)])  # fmt: skip
    live.person.until(lambda: is_true(live))
    with open_project(live.desk.project.path) as other:
        other.undo()
        other.undo()
    live.person.until(lambda: is_true(live))


def test_a_date_and_a_source_that_are_changed_are_seen(live):
    found = {one.title: one.id for one in live.desk.project.articles()}
    live.desk.project.date_articles(dict.fromkeys(live.desk.project.undated(), date(2024, 5, 8)))
    live.person.until(lambda: is_true(live))
    live.desk.project.set_article_fields(found["Story 0"], source="Harbour Wire")
    live.person.until(lambda: is_true(live))
    live.desk.project.delete_articles([found["Story 4"], found["Story 8"]])
    live.person.until(lambda: is_true(live))


def test_days_in_view_choice_and_focus_stay_while_counts_come(year):
    year.chart.setFocus()
    year.drag(year.point(date(2024, 3, 4)), year.point(date(2024, 3, 27)))
    year.key("+")
    days, choice = year.seen_days(), year.panel.choice
    with open_project(year.desk.project.path) as other:
        other.add_articles([story(800, date(2024, 3, 6), SPANS)])
    year.person.until(lambda: is_true(year))
    assert (year.seen_days(), year.panel.choice) == (pytest.approx(days), choice)
    assert year.chart.hasFocus()
    year.person.until(lambda: "Story 800" in year.person.titles())


def test_a_hidden_timeline_is_true_when_it_is_shown_again(year):
    year.key(Key.Key_F8)
    year.person.open_article("Story 0")
    tag_some_words(year)
    year.person.settle()
    year.key(Key.Key_F8)
    year.person.until(lambda: is_true(year))


def test_the_bar_of_the_annotation_grows_before_ones_eyes(year):
    year.person.open_article("Story 0")
    year.panel.set_unit("week")
    before = year.canvas.grab().toImage()
    tag_some_words(year)
    year.person.until(lambda: year.canvas.grab().toImage() != before)
    year.person.ctrl(Key.Key_Z)
    year.person.until(lambda: year.canvas.grab().toImage() == before)
