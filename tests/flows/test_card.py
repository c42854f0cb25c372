"""The card beside the chart at the real window: what changed, the newest quotes, and where it stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from annotator.project import create_project, open_project
from annotator.project.settings import Settings
from annotator.records import NewAnnotation, NewArticle, Wanted

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
MONDAY = date(2024, 3, 4)
HOSTILE = "<img src='file:///dev/zero'><b>Harbour</b>"
ARABIC = "قال المبعوث إن القوارب ستغادر المضيق غدا صباحا وإن الرسوم باقية"


def stories():
    """Five weeks of March 2024; the second holds four claims and a demand, the others a claim each."""
    for week in range(5):
        day = MONDAY + timedelta(days=7 * week)
        yield _story(f"First of week {week}", day, "The levy stays, he said.", ("claim",))
    yield _story("Second", MONDAY + timedelta(days=8), "Norland agreed to reopen.", ("claim",))
    yield _story("Third", MONDAY + timedelta(days=9), "Sudmark must leave at once.", ("claim", "demand"))
    yield _story("Fourth", MONDAY + timedelta(days=10), ARABIC, ("claim",), source=HOSTILE)
    yield _story("Letter", None, "Nobody knows the day of this.", ("claim",), source="")


def _story(title, day, words, tags, source="Meridian News"):
    marks = tuple(NewAnnotation(0, len(words), tag, analyst="desk one") for tag in tags)
    return NewArticle(title, f"{words} {title}.", source=source, published_on=day, annotations=marks)


@pytest.fixture
def reader(at_window, tmp_path):
    path = tmp_path / "March.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles(stories())
    person = at_window(path, Settings(analyst="desk one"))
    person.window.resize(1200, 800)
    person.until(person.desk.timeline.has_chart)
    person.settle()
    person.desk.timeline.set_unit("week")
    return person


def tag(person, name):
    return next(one.id for one in person.desk.tags if one.name == name)


def point_at(person, day, name=None):
    panel = person.desk.timeline
    QTest.mouseMove(panel.canvas(), QPoint(1, 1))
    QTest.mouseMove(panel.canvas(), panel.point_of(day, None if name is None else tag(person, name)))


def lines(person):
    return person.desk.timeline.card_words().splitlines()


def quoted(person):
    return [line for line in lines(person) if line.startswith("“")]


def card(person):
    return person.desk.timeline.ensure_plot()._card


def test_the_card_tells_what_changed_and_the_three_newest_quotes_with_their_source(reader):
    point_at(reader, MONDAY + timedelta(days=7), "claim")
    assert "Against the week before: +4 (+400 %)" in lines(reader)
    assert "claim: +3 (+300 %)" in lines(reader)
    reader.until(lambda: len(quoted(reader)) == 3)
    assert quoted(reader) == [
        f"“{ARABIC}” {HOSTILE} · 14 Mar 2024",
        "“Sudmark must leave at once.” Meridian News · 13 Mar 2024",
        "“Norland agreed to reopen.” Meridian News · 12 Mar 2024",
    ]


def test_the_quotes_are_those_of_the_series_pointed_at_and_of_a_whole_bin_name_the_tag(reader):
    point_at(reader, MONDAY + timedelta(days=7), "demand")
    reader.until(lambda: bool(quoted(reader)))
    assert quoted(reader) == ["“Sudmark must leave at once.” Meridian News · 13 Mar 2024"]
    point_at(reader, MONDAY + timedelta(days=7))
    reader.until(lambda: len(quoted(reader)) == 3)
    assert quoted(reader)[0] == f"“{ARABIC}” claim · {HOSTILE} · 14 Mar 2024"


def test_hidden_series_are_neither_counted_nor_quoted_on_the_card(reader):
    reader.desk.timeline.set_hidden(frozenset({"claim"}))
    point_at(reader, MONDAY + timedelta(days=7))
    reader.until(lambda: bool(quoted(reader)))
    assert quoted(reader) == ["“Sudmark must leave at once.” Meridian News · 13 Mar 2024"]
    assert not any(line.startswith("claim") for line in lines(reader))
    assert "Against the week before: +1 (none before)" in lines(reader)


def test_the_first_bin_has_no_coverage_before_it_and_the_undated_no_change(reader):
    point_at(reader, MONDAY)
    assert "Against the week before: no coverage before" in lines(reader)
    point_at(reader, None, "claim")
    reader.until(lambda: bool(quoted(reader)))
    assert quoted(reader) == ["“Nobody knows the day of this.” Letter · no date"]
    assert not any(line.startswith("Against") for line in lines(reader))


def test_quotes_are_those_of_a_source_and_of_the_filters_in_force(reader):
    panel = reader.desk.timeline
    panel.set_group("source")
    reader.until(lambda: len(panel.timeline.series) == 3)
    place = next(place for place, one in enumerate(panel.timeline.series) if one.name == HOSTILE)
    QTest.mouseMove(panel.canvas(), QPoint(1, 1))
    QTest.mouseMove(panel.canvas(), panel.point_of(MONDAY + timedelta(days=7), panel.timeline.series[place].id))
    reader.until(lambda: bool(quoted(reader)))
    assert quoted(reader) == [f"“{ARABIC}” claim · {HOSTILE} · 14 Mar 2024"]
    panel.show_view(replace(panel.view, wanted=Wanted(matching="norland")))
    reader.settle()
    QTest.mouseMove(panel.canvas(), QPoint(1, 1))
    QTest.mouseMove(panel.canvas(), panel.point_of(MONDAY + timedelta(days=7)))
    reader.until(lambda: bool(quoted(reader)))
    assert quoted(reader) == ["“Norland agreed to reopen.” claim · Meridian News · 12 Mar 2024"]


def test_quotes_go_by_the_day_of_annotation_where_that_counts(reader):
    panel = reader.desk.timeline
    panel.set_dates("annotated")
    reader.settle()
    today = panel.timeline.last
    QTest.mouseMove(panel.canvas(), QPoint(1, 1))
    QTest.mouseMove(panel.canvas(), panel.point_of(today))
    reader.until(lambda: len(quoted(reader)) == 3)
    assert quoted(reader)[0] == "“Nobody knows the day of this.” claim · Letter · no date"


def test_keys_bring_the_same_card_with_its_quotes(reader):
    chart = reader.desk.timeline.ensure_plot().chart
    chart.setFocus()
    for key in (Key.Key_Home, Key.Key_Right, Key.Key_Up):
        reader.press(key)
    reader.until(lambda: len(quoted(reader)) == 3)
    assert quoted(reader)[1] == "“Sudmark must leave at once.” Meridian News · 13 Mar 2024"
    assert quoted(reader)[1] in chart.accessibleDescription()
    reader.press(Key.Key_Escape)
    assert lines(reader) == []


def test_a_quote_that_comes_too_late_is_not_shown_on_another_card(reader):
    panel = reader.desk.timeline
    asked = []
    panel.quotes_wanted.connect(asked.append)
    point_at(reader, MONDAY + timedelta(days=7), "claim")
    reader.until(lambda: bool(asked))
    point_at(reader, MONDAY + timedelta(days=14))
    found = panel.ensure_plot()._card.quoted()
    from annotator.ui import quoting

    quoting.find(reader.desk, asked[0])
    assert panel.ensure_plot()._card.quoted() == found == ()


def test_the_card_stays_where_it_is_read_and_tells_new_counts(reader):
    point_at(reader, MONDAY + timedelta(days=7), "claim")
    with open_project(reader.desk.project.path) as other:
        other.add_articles([_story("Late", MONDAY + timedelta(days=13), "Another word.", ("claim",))])
    reader.until(lambda: "claim 5 83%" in lines(reader))
    reader.until(lambda: "“Another word.” Meridian News · 17 Mar 2024" in quoted(reader))


@pytest.mark.parametrize("size", [(1440, 900), (1000, 650), (760, 480)])
def test_the_card_stays_in_the_window_and_off_the_mouse(reader, size):
    reader.window.resize(*size)
    reader.look()
    panel = reader.desk.timeline
    for unit in ("week", "year"):
        panel.set_unit(unit)
        for day in (None, *(MONDAY + timedelta(days=7 * week) for week in range(5))):
            point_at(reader, day, "claim")
            reader.until(lambda: bool(quoted(reader)))
            mouse = panel.canvas().mapTo(reader.window, panel.point_of(day, tag(reader, "claim")))
            assert reader.window.rect().contains(card(reader).geometry())
            if unit == "week":
                assert not card(reader).geometry().contains(mouse)


def test_the_bars_stay_in_sight_where_there_is_room_above(reader):
    reader.window.resize(1440, 900)
    reader.look()
    panel = reader.desk.timeline
    point_at(reader, MONDAY + timedelta(days=7), "claim")
    reader.until(lambda: len(quoted(reader)) == 3)
    area = panel.ensure_plot().chart.plot_area().toRect()
    plot = QRect(panel.canvas().mapTo(reader.window, area.topLeft()), area.size())
    assert not card(reader).geometry().intersects(plot)
