"""Clocks that jump, time zones and daylight saving: what is stored keeps its order, its instants and its dates."""

from __future__ import annotations

import datetime as dates
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from annotator.errors import StaleError
from annotator.project import Project, charting, create_project, open_project
from annotator.project.keeping import backups
from annotator.project.salvaging import salvage
from annotator.records import NewArticle
from annotator.store import uids
from annotator.timeline.view import ChartView
from tests.faults import figures

START = datetime(2026, 11, 24, 1, 2, 3, 456_000, UTC)
JUMPS = {
    "an hour back, as a clock without daylight saving is set": -timedelta(hours=1),
    "an hour forward": timedelta(hours=1),
    "a day back": -timedelta(days=1),
    "forty years back, to a machine without a battery": -timedelta(days=40 * 365),
    "seventy years on": timedelta(days=70 * 365),
    "a second back, as time servers correct it": -timedelta(seconds=1),
    "not at all": timedelta(0),
}
ZONES = {  # as POSIX writes them, so that no machine lacks one
    "UTC": "UTC0",
    "Oslo": "CET-1CEST,M3.5.0,M10.5.0/3",
    "St. John's": "NST3:30NDT,M3.2.0,M11.1.0",
    "Lord Howe": "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "Kiritimati": "<+14>-14",
    "Pago Pago": "SST11",
}
CHANGES_OF_TIME = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))  # in Oslo
STORY = "STENHAVEN, April 1 (Meridian) -- Norland agreed on Monday to reopen two ferry lines before May.\n"


class Clock:
    """The clock of the machine as the program reads it, in the hands of a test."""

    def __init__(self) -> None:
        self.at = START

    def text(self) -> str:
        """The instant as the file writes it."""
        return self.at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{self.at.microsecond // 1000:03}Z"

    def datetime(self) -> type[datetime]:
        """Python's datetime, which asks this clock for the time."""
        clock = self

        class Told(datetime):
            @classmethod
            def now(cls, tz: dates.tzinfo | None = None) -> datetime:  # type: ignore[override]
                return clock.at.astimezone(tz) if tz else clock.at.astimezone().replace(tzinfo=None)

        return Told

    def module(self) -> ModuleType:
        """Python's time, whose clock on the wall is this one; the one that measures runs on."""
        told = ModuleType("time")
        vars(told).update({name: value for name, value in vars(time).items() if not name.startswith("__")})
        vars(told).update(time=lambda: self.at.timestamp(), time_ns=lambda: int(self.at.timestamp() * 1000) * 1_000_000)
        return told


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The program and nobody else reads this clock."""
    made = Clock()
    put = {datetime: made.datetime(), time: made.module()}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "annotator":
            for attribute in ("datetime", "time"):
                found = vars(module).get(attribute)
                if found in (datetime, time):
                    monkeypatch.setattr(module, attribute, put[found])
    monkeypatch.setattr(uids, "_last", 0)
    return made


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves the machine to another time zone."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", ZONES[name])
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "made.annotations"
    with create_project(path) as project:
        days = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), None)
        project.add_articles([NewArticle(f"Story {day}", f"{STORY}{day}\n", published_on=day) for day in days])
    return path.read_bytes()


@pytest.fixture
def path(made: bytes, tmp_path: Path) -> Path:
    (tmp_path / "clocks.annotations").write_bytes(made)
    return tmp_path / "clocks.annotations"


def annotate(project: Project, number: int) -> str:
    return project.annotate(1 + number % 4, number, number + 9, "claim").uid


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_edits_keep_the_order_in_which_they_were_made(path: Path, clock: Clock, jump: timedelta) -> None:
    made, instants, turns = [], [], []
    for number in range(6):
        clock.at = START + jump * (number % 2) + timedelta(seconds=number)
        with open_project(path) as project:  # each time a new process, for all that it knows of time
            made.append(annotate(project, number))
            turns.append(project.turn())
            instants.append(clock.text())
            assert project.stored_at() == clock.text()
    with open_project(path) as project:
        edits = project.edits(6)[::-1]
        assert [edit.made_at for edit in edits] == instants
        assert turns == sorted(set(turns))
        assert project.check() == []
        for uid in reversed(made):
            assert uid in {one.uid for one in project.annotations()}
            project.undo()
            assert uid not in {one.uid for one in project.annotations()}
        for uid in made:
            project.redo()
            assert uid in {one.uid for one in project.annotations()}
        assert project.check() == []


def test_uids_of_one_process_keep_their_order_too(path: Path, clock: Clock) -> None:
    with open_project(path) as project:
        made = []
        for number, jump in enumerate(JUMPS.values()):
            clock.at = START + jump
            made.append(annotate(project, number))
    assert made == sorted(set(made))


def test_the_time_of_the_last_edit_is_that_of_the_last_one_also_after_the_clock_went_back(
    path: Path, clock: Clock
) -> None:
    with open_project(path) as project:
        annotate(project, 1)
        clock.at -= timedelta(days=400)
        project.undo()
        assert project.stored_at() == clock.text()
        clock.at += timedelta(days=1)
        project.redo()
        assert project.stored_at() == clock.text()
        clock.at -= timedelta(days=1)
        annotate(project, 2)
        assert project.stored_at() == clock.text()


def test_a_record_read_before_the_clock_went_back_is_stale_after_a_change(path: Path, clock: Clock) -> None:
    with open_project(path) as project:
        old = project.annotation(annotate(project, 1))
        clock.at -= timedelta(days=4000)
        project.set_note(old, "changed in the past")
        with pytest.raises(StaleError):
            project.set_note(old, "lost")
        assert project.annotation(old.uid).note == "changed in the past"


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_the_ledger_gives_back_the_last_word_and_not_the_one_with_the_latest_clock(
    path: Path, clock: Clock, jump: timedelta, tmp_path: Path
) -> None:
    texts = tmp_path / "texts.jsonl"
    with open_project(path) as project:
        uid = annotate(project, 1)
        gone = annotate(project, 2)
        texts.write_text("\n".join(json.dumps({"text": project.text(one)}) for one in project.articles()), "utf-8")
    for number, words in enumerate(("first", "second", "last")):
        clock.at = START + jump * number
        with open_project(path) as project:
            project.set_note(uid, words)
            if number == 1:
                project.delete_annotations([gone])
    path.unlink()
    salvage(path, tmp_path / "new.annotations", texts=[texts])
    with open_project(tmp_path / "new.annotations") as project:
        assert [(one.uid, one.note) for one in project.annotations()] == [(uid, "last")]


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_backups_go_on_and_keep_their_order(path: Path, clock: Clock, jump: timedelta) -> None:
    turns = []
    for number in range(6):
        clock.at = START + jump * (number % 2) + timedelta(minutes=11 * number)
        with open_project(path) as project:
            turns.append(project.turn())
            annotate(project, number)
    assert [one.turn for one in backups(path)] == turns[::-1]


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("change", CHANGES_OF_TIME, ids=("spring", "autumn"))
def test_instants_are_utc_in_each_zone_and_across_a_change_of_time(
    path: Path, clock: Clock, zone: Callable[[str], None], name: str, change: datetime
) -> None:
    zone(name)
    expected = []
    with open_project(path) as project:
        for number, minutes in enumerate((-61, -30, -1, 0, 1, 30, 61)):
            clock.at = change + timedelta(minutes=minutes)
            annotate(project, number)
            expected.append(clock.text())
        assert [edit.made_at for edit in project.edits(len(expected))] == expected[::-1]
        assert expected == sorted(expected)
        assert {one.created_at for one in project.annotations()} == set(expected)


@pytest.mark.parametrize("read", ["csv", "jsonl", "timeline"])
def test_what_leaves_the_project_is_the_same_in_each_zone(path: Path, zone: Callable[[str], None], read: str) -> None:
    with open_project(path) as project:
        for number in range(8):
            annotate(project, number)

    def left() -> Any:
        with open_project(path) as project:
            if read == "timeline":
                numbers = io.StringIO()
                charting.write_numbers(project, numbers, ChartView(unit="day"))
                return numbers.getvalue()
            stream = io.BytesIO()
            project.export(stream, format=read)
            return stream.getvalue()

    found = {}
    for name in ZONES:
        zone(name)
        found[name] = left()
    assert found["UTC"]
    assert set(found.values()) == {found["UTC"]}


def test_a_byline_gives_the_same_day_in_each_zone(tmp_path: Path, zone: Callable[[str], None]) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Ferries return\nMeridian News, 23:30, March 29, 2026\n\n" + STORY, "utf-8")
    for name in ZONES:
        zone(name)
        with create_project(tmp_path / f"{name}.annotations") as project:
            project.import_paths([story])
            (article,) = project.articles()
        assert (article.published_on, article.published_at) == (date(2026, 3, 29), "2026-03-29T23:30")


@pytest.fixture(scope="module", autouse=True)
def _figures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Write down what was tried."""
    failed, collected = request.session.testsfailed, request.node.nodeid
    yield
    runs = sum(item.nodeid.startswith(collected) for item in request.session.items)
    figures.record("clocks and time zones", runs=runs, failures=request.session.testsfailed - failed)
