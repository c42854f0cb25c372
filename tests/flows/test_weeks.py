"""Where weeks begin and which date counts, chosen in the menu and seen in chart, header and table."""

import csv
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.cli import main
from annotator.project.settings import Settings, load
from annotator.timeline.calendar import Unit
from annotator.timeline.view import DateRule
from annotator.ui import locality


@pytest.fixture(autouse=True)
def _place():
    yield
    locality.begin_weeks("system")


def test_weeks_begin_where_a_person_wants_them_also_next_time(at_window, project_path: Path, qtbot: QtBot) -> None:
    person = at_window(project_path, Settings(analyst="desk one"))
    timeline = person.desk.timeline
    qtbot.waitUntil(timeline.has_chart)
    timeline.set_unit("week")
    assert timeline.words()[0].startswith("By week")
    person.window.menus.action("weeks:sunday").trigger()
    assert timeline.shown_unit is Unit.WEEK_FROM_SUNDAY
    assert "Sunday to Saturday" in timeline.header.rule.accessibleName()
    assert timeline.view.unit == "week"
    person.window.menus.action("as_table").trigger()
    table = timeline.twin().model.table
    assert {date.fromordinal(table.number(row) * 7).isoweekday() for row in range(1, table.rows())} == {7}
    assert load().weeks == "sunday"
    person.window.menus.action("weeks:system").trigger()
    assert timeline.shown_unit is Unit.WEEK


def test_the_menu_says_which_date_counts(at_window, project_path: Path, qtbot: QtBot) -> None:
    person = at_window(project_path, Settings(analyst="desk one"))
    timeline = person.desk.timeline
    qtbot.waitUntil(timeline.has_chart)
    person.window.menus.action("dates:annotated").trigger()
    assert timeline.view.dates is DateRule.ANNOTATED
    assert timeline.header.rule.accessibleName().partition(":")[0].endswith("annotated")
    person.window.menus.action("dates:published").trigger()
    assert timeline.view.dates is DateRule.PUBLISHED


@pytest.mark.parametrize(("day", "weekday"), [("monday", 1), ("sunday", 7), ("saturday", 6)])
def test_the_command_line_keeps_iso_weeks_unless_it_is_asked(project_path: Path, tmp_path: Path, day, weekday) -> None:
    out = tmp_path / "numbers.csv"
    asked = [] if day == "monday" else ["--weeks", day]
    assert not main(["timeline", str(project_path), "-o", str(out), "--by", "week", *asked])
    with out.open(newline="", encoding="utf-8") as stream:
        starts = {date.fromisoformat(row["bin_start"]) for row in csv.DictReader(stream) if row["bin_start"]}
    assert {start.isoweekday() for start in starts} == {weekday}
