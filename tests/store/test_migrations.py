"""Projects of earlier releases: brought to the present schema whole, with everything in them where it was."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.project import create_project, open_project

GOLDEN = sorted((Path(__file__).parents[1] / "data" / "projects").glob("schema-*.annotations"))
ANNOTATIONS = [
    # article, tag, start, end, quote, note, analyst
    ("水門", "promise of water", 0, 2, "政府", "", "Desk North"),
    ("水門", "claim", 3, 6, "五月に", "", "Desk North"),
    ("Radio channel", "commitment", 75, 84, " 👩🏽‍🚀 agr", "with an emoji before\nand two lines", "Desk North"),
    ("Radio channel", "commitment", 127, 152, "\"We will open it in May,\"", "", "Desk North"),
    ("المعبر", "claim", 0, 12, "قالت الحكومة", "ملاحظة", "Desk North"),
    ("المعبر", "demand", 40, 63, "نطالب بالانسحاب الفوري.", "", "Desk South"),
    ("Undated", "demand", 24, 30, "Nobody", "a second look", "Desk North"),
]  # fmt: skip


@pytest.fixture(params=GOLDEN, ids=[path.stem for path in GOLDEN])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old.annotations"
    shutil.copy(request.param, path)
    return path


def definitions(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    found = dict(connection.execute("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema"))
    found["version"] = str(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def test_there_is_a_golden_project_of_each_schema_before_this_one() -> None:
    from annotator.store.versions import SCHEMA_VERSION

    assert [path.stem for path in GOLDEN] == [f"schema-{number}" for number in range(1, SCHEMA_VERSION + 1)]


def test_an_old_project_becomes_what_a_fresh_one_is(old: Path, tmp_path: Path) -> None:
    open_project(old).close()
    create_project(tmp_path / "fresh.annotations").close()
    assert definitions(old) == definitions(tmp_path / "fresh.annotations")


def test_everything_in_an_old_project_is_still_there_and_sound(old: Path) -> None:
    with open_project(old) as project:
        assert project.check() == []
        titles = {article.uid: article.title for article in project.articles()}
        assert [
            (titles[one.article], one.tag, one.start, one.end, one.quote, one.note, one.analyst)
            for one in project.annotations()
        ] == ANNOTATIONS
        assert [(article.title, article.published_on) for article in project.articles()] == [
            ("المعبر", date(2024, 5, 1)),
            ("Radio channel", date(2024, 4, 2)),
            ("水門", date(2023, 12, 31)),
            ("Undated", None),
        ]
        assert all(one.quote == project.text(one.article)[one.start : one.end] for one in project.annotations())
        assert [tag.name for tag in project.tags()][-2:] == ["promise of water", "denial"]


def test_the_journal_of_an_old_project_goes_on(old: Path) -> None:
    with open_project(old) as project:
        assert project.redo_label() == "claim on “The patrol services”"
        turn, edits = project.turn(), len(project.edits())
        assert turn >= edits
        project.redo()
        assert project.turn() == turn + 1
        while project.undo():
            pass
        assert project.totals().articles == 0
        while project.redo():
            pass
        assert project.totals().annotations == len(ANNOTATIONS) + 1
        assert project.check() == []


def test_events_and_views_of_an_old_project_are_still_there(tmp_path: Path) -> None:
    with open_project(shutil.copy(GOLDEN[3], tmp_path / "old.annotations")) as project:
        assert [(one.name, one.first_on, one.last_on, one.note) for one in project.events()] == [
            ("summit 水門", date(2024, 4, 2), date(2024, 4, 2), "first day"),
            ("fishing talks", date(2024, 4, 20), date(2024, 5, 2), ""),
        ]
        (saved,) = project.views()
        assert (saved.name, saved.view.group, saved.view.first) == ("Claims by source", "source", date(2024, 4, 1))
        assert saved.view.wanted.tags == {project.tag("claim").id}


def test_a_project_of_a_newer_release_is_shown_and_not_touched(old: Path) -> None:
    open_project(old).close()
    connection = sqlite3.connect(old)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = old.read_bytes()
    with open_project(old) as project:
        assert project.read_only
        assert "newer version" in project.notice
        assert len(project.annotations()) == len(ANNOTATIONS)
        with pytest.raises(UserError, match="newer version"):
            project.undo()
    assert old.read_bytes() == before
