"""When backups are made by the verbs of a project, where they are, and what going back to one does."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from annotator.errors import ProjectBusyError, UserError
from annotator.project import (
    Project,
    create_project,
    difference_to,
    keeping,
    list_backups,
    open_project,
    restore_project,
)
from annotator.project.thinning import ALWAYS_KEPT
from annotator.records import NewAnnotation, NewArticle

GOLDEN = Path(__file__).parents[1] / "data" / "projects" / "schema-1.annotations"


class Clock(datetime):
    """The clock on the wall, which anybody may set."""

    ahead = timedelta(0)

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + cls.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(keeping, "datetime", Clock)
    monkeypatch.setattr(Clock, "ahead", timedelta(0))
    return Clock


@pytest.fixture
def much(tmp_path: Path) -> Path:
    """A project with an article that carries 25 annotations, and two that carry none."""
    marks = tuple(NewAnnotation(5 * n, 5 * n + 4, "claim") for n in range(25))
    path = tmp_path / "much.annotations"
    with create_project(path) as project:
        project.add_articles([NewArticle("Many", "word " * 30, annotations=marks)])
        project.add_articles([NewArticle("One", "One."), NewArticle("Two", "Two.")])
    for one in both_places(path):
        one.unlink()
    return path


def both_places(path: Path) -> list[Path]:
    """Every copy of the project's backups, in both places."""
    with open_project(path) as project:
        places = keeping.folders(path, project.uid)
    return sorted(copy for place in places if place.is_dir() for copy in place.iterdir())


def whys(path: Path) -> list[str]:
    return [one.why for one in list_backups(path)]


def test_the_first_change_after_opening_is_preceded_by_a_backup_in_two_places(path: Path) -> None:
    with open_project(path) as project:
        assert list_backups(path) == []
        project.annotate(1, 0, 4, "claim")
        project.annotate(1, 5, 9, "claim")
    (made,) = list_backups(path)
    assert (made.why, made.annotations, made.articles, made.turn) == ("first change", 0, 2, 1)
    copies = both_places(path)
    assert len(copies) == 2
    assert len({copy.read_bytes() for copy in copies}) == 1
    assert {copy.parent.name for copy in copies} == {"strait backups", copies[0].parent.name}


def test_reading_and_projects_nobody_worked_in_need_no_backup(tmp_path: Path) -> None:
    with create_project(tmp_path / "new.annotations") as project:
        project.articles()
        project.add_articles([NewArticle("One", "One.")])
    with open_project(tmp_path / "new.annotations") as project:
        project.articles()
    assert list_backups(tmp_path / "new.annotations") == []


def test_a_second_one_is_made_after_ten_minutes_of_work_and_not_before(path: Path, clock: type[Clock]) -> None:
    for minutes in (0, 3, 9, 12, 13, 30):
        clock.ahead = timedelta(minutes=minutes)
        with open_project(path) as project:
            project.annotate(1, 0, 4, "claim")
    assert [one.annotations for one in list_backups(path)] == [5, 3, 0]


def test_a_clock_that_was_set_back_does_not_stop_backups(path: Path, clock: type[Clock]) -> None:
    for days in (0, -400, 900, -3):
        clock.ahead = timedelta(days=days)
        with open_project(path) as project:
            project.annotate(1, 0, 4, "claim")
    numbers = [one.number for one in list_backups(path)]
    assert [one.annotations for one in list_backups(path)] == [3, 2, 1, 0]
    assert numbers == sorted(numbers, reverse=True)


def test_nothing_is_copied_twice(path: Path, clock: type[Clock]) -> None:
    with open_project(path, keep=False) as project:
        assert project.keep("at work") is not None
        assert project.keep("at work") is None
        assert project.keep("before import") is None
        project.annotate(1, 0, 4, "claim")
        assert project.keep("before import") is not None
    assert whys(path) == ["before import", "at work"]


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda project: project.add_articles([NewArticle("Three", "Three.")]), "before import"),
        (lambda project: project.delete_articles([2, 3]), "before deletion"),
        (lambda project: project.delete_articles([1]), "before deletion"),
        (lambda project: project.delete_annotations(project.annotations()[:21]), "before deletion"),
    ],
    ids=["import", "two articles", "an article with 25 annotations", "21 annotations"],
)
def test_imports_and_large_deletions_are_always_preceded_by_one(
    much: Path, deed: Callable[[Project], object], why: str
) -> None:
    with open_project(much) as project:
        project.annotate(2, 0, 3, "claim")
        before = (project.totals().articles, project.totals().annotations)
        deed(project)
    newest, first = list_backups(much)
    assert (newest.why, first.why) == (why, "first change")
    assert (newest.articles, newest.annotations) == before


def test_small_deletions_are_not(much: Path) -> None:
    with open_project(much) as project:
        project.delete_articles([2])
        project.delete_annotations(project.annotations()[:20])
    assert whys(much) == ["first change"]


def test_whoever_opens_without_keeping_makes_none(path: Path) -> None:
    with open_project(path, keep=False) as project:
        project.annotate(1, 0, 4, "claim")
        project.delete_articles([1, 2])
    assert list_backups(path) == []


def test_a_project_of_an_older_schema_is_kept_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.annotations"
    shutil.copyfile(GOLDEN, path)
    open_project(path, keep=False).close()
    (made,) = list_backups(path)
    assert made.why == "before migration"
    connection = sqlite3.connect(made.path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    before = made.path.read_bytes()
    restore_project(made.path, path)
    with open_project(path) as restored:
        assert restored.check() == []
    assert made.path.read_bytes() == before, "a backup is never migrated itself"


def test_work_goes_on_where_no_backup_can_be_made_and_it_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (path.parent / "strait backups").write_text("no folder")
    with open_project(path) as project:
        project.annotate(1, 0, 4, "claim")
        project.annotate(1, 5, 9, "claim")
        assert "strait backups cannot be made" in project.backup_trouble
        assert len(project.annotations()) == 2
    assert len(caplog.messages) == 1
    assert len(list_backups(path)) == 1, "the second place took it"


def test_a_full_disk_gets_no_backup(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9 - 10**6, 10**6))
    project.annotate(1, 0, 4, "claim")
    assert "almost full" in project.backup_trouble
    assert list_backups(project.path) == []


def test_a_damaged_project_makes_backups_that_say_so_and_that_push_out_no_sound_one(
    path: Path, clock: type[Clock]
) -> None:
    with open_project(path) as project:
        made = project.annotate(1, 0, 4, "claim")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE annotation SET note = 'nobody wrote this'")
    connection.commit()
    connection.close()
    for number in range(1, 7):
        clock.ahead = timedelta(minutes=11 * number)
        with open_project(path) as project:
            project.annotate(1, 5, 9, "claim")
            assert "findings" in project.backup_trouble
    found = list_backups(path)
    assert [one.is_sound for one in found] == [False, False, False, True]
    assert made.quote == "STEN"
    with pytest.raises(UserError, match="findings"), open_project(path) as project:
        project.backup()


def test_backups_asked_for_stay_and_others_grow_sparse(path: Path, clock: type[Clock]) -> None:
    with open_project(path, keep=False) as project:
        project.keep("by hand")
        for number in range(30):
            clock.ahead = timedelta(minutes=number)
            project.annotate(1, 0, 4, "claim")
            project.keep("at work")
        for number in range(25):
            clock.ahead = timedelta(days=3, minutes=number)
            project.annotate(1, 0, 4, "claim")
            project.keep("at work")
    found = list_backups(path)
    assert found[-1].why == "by hand"
    assert [one.annotations for one in found[:ALWAYS_KEPT]] == list(range(55, 55 - ALWAYS_KEPT, -1))
    assert len(found) < 45


def test_after_going_back_new_backups_come_after_the_old_ones(path: Path) -> None:
    with open_project(path, keep=False) as project:
        first = project.keep("at work")
        for _ in range(5):
            project.annotate(1, 0, 4, "claim")
        project.keep("at work")
    assert first is not None
    restore_project(first.path, path)
    with open_project(path, keep=False) as project:
        project.annotate(1, 10, 14, "demand")
        project.keep("at work")
    newest, *_ = list_backups(path)
    assert (newest.annotations, newest.turn) == (1, 2)


def test_going_back_by_number_keeps_what_was_there(path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 4, "claim")
        project.annotate(1, 5, 9, "demand")
    (made,) = list_backups(path)
    difference = difference_to(path, made)
    assert (difference.annotations_lost, difference.articles_lost, difference.annotations_back) == (2, 0, 0)
    aside = restore_project(str(made.number), path)
    with open_project(path) as project, open_project(aside) as former:
        assert project.annotations() == []
        assert len(former.annotations()) == 2
    with pytest.raises(UserError, match="There is no backup 99"):
        restore_project("99", path)


def test_a_difference_tells_what_comes_back_and_what_changes(path: Path) -> None:
    with open_project(path, keep=False) as project:
        kept, gone = project.annotate(1, 0, 4, "claim"), project.annotate(1, 5, 9, "demand")
        project.backup()
        project.set_note(kept, "later")
        project.delete_annotations([gone])
        project.delete_articles([2])
    difference = difference_to(path, list_backups(path)[0])
    assert (difference.annotations_changed, difference.annotations_back, difference.articles_back) == (1, 1, 1)


def test_restoring_while_another_program_writes_does_nothing(path: Path) -> None:
    with open_project(path) as project:
        made = project.backup()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProjectBusyError):
        restore_project(made, path)
    other.close()
    assert sorted(one.name for one in path.parent.iterdir()) == ["strait backups", "strait.annotations"]


def test_the_journal_of_a_crash_goes_with_the_file_it_belongs_to(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        made = project.backup()
    path.write_bytes(b"SQLite format 3\x00 damaged beyond opening " * 100)
    hot = path.with_name(f"{path.name}-journal")
    hot.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
    aside = restore_project(made, path)
    assert not hot.exists()
    assert aside.read_bytes().startswith(b"SQLite format 3\x00 damaged")
    with open_project(path) as project:
        assert project.check() == []


def test_a_damaged_backup_is_refused_and_nothing_is_done(path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 4, "claim")
        made = project.backup()
    connection = sqlite3.connect(made)
    connection.execute("UPDATE annotation SET note = 'nobody wrote this'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="has 2 findings"):
        restore_project(made, path)
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["strait backups", "strait.annotations"]


def test_the_backups_of_a_project_that_is_gone_are_still_found(path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 4, "claim")
        project.backup()
    path.unlink()
    shutil.rmtree(path.parent / "strait backups")
    newest, _ = list_backups(path)
    assert restore_project(newest.path, path) == path
    with open_project(path) as project:
        assert len(project.annotations()) == 1


def test_an_import_of_the_folder_passes_over_backups(project: Project) -> None:
    project.backup()
    (project.path.parent / "new.txt").write_text("New\n\nWords.\n", encoding="utf-8")
    report = project.import_paths([project.path.parent])
    assert (report.added, report.refused) == (1, ())


def test_what_a_file_says_it_is_called_leads_no_backup_and_no_ledger_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data" / "of" / "mine"))
    path = tmp_path / "p.annotations"
    with create_project(path) as project:
        project.add_articles([NewArticle("One", "Some words.")])
    shutil.rmtree(tmp_path / "data")
    vandal = sqlite3.connect(path)
    vandal.execute("UPDATE meta SET value = '../../../../elsewhere' WHERE key = 'uid'")
    vandal.commit()
    vandal.close()
    with open_project(path) as project:
        project.annotate(1, 0, 4, "claim")
        project.read_to(1, 4)
        with pytest.raises(UserError, match="findings"):
            project.backup()
    assert not list(tmp_path.rglob("elsewhere*"))
    assert {one.name for one in tmp_path.iterdir()} == {"p.annotations", "p backups", "data"}
