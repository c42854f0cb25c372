"""Copies: whole while others store, and given a name only when they read back as what was copied."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.errors import ProjectBusyError, UserError
from annotator.project import create_project, open_project
from annotator.records import NewArticle
from annotator.store.checking import examination as check
from annotator.store.copies import backup
from annotator.store.database import Database, open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of some hundred pages."""
    with create_project(tmp_path / "p.annotations") as project:
        project.add_articles(NewArticle(f"Story {n}", f"{n} " + "many words " * 900) for n in range(100))
    return tmp_path / "p.annotations"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = open_database(path)
    yield opened
    opened.close()


def findings(path: Path) -> list[object]:
    return list(check.examine(path, lambda _done, _all: None).findings)


def test_a_copy_is_the_same_project(database: Database, tmp_path: Path) -> None:
    backup.copy(database, tmp_path / "copy.annotations")
    assert backup.holds(tmp_path / "copy.annotations", backup.figures(database.connection))
    assert findings(tmp_path / "copy.annotations") == []
    with pytest.raises(UserError, match="already exists"):
        backup.copy(database, tmp_path / "copy.annotations")


def test_a_copy_made_while_others_store_is_whole(
    database: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 5)
    is_over = threading.Event()

    def store() -> None:
        with open_project(path, keep=False) as project:
            for number in range(400):
                project.annotate(1 + number % 100, 0, 4, "claim")
                if is_over.is_set():
                    return

    other = threading.Thread(target=store)
    other.start()
    try:
        for number in range(8):
            backup.copy(database, tmp_path / f"copy {number}.annotations")
    finally:
        is_over.set()
        other.join()
    for number in range(8):
        assert findings(tmp_path / f"copy {number}.annotations") == []


def test_what_did_not_read_back_gets_no_name(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup._sync

    def spoil(scratch: Path) -> None:
        with scratch.open("r+b") as stream:
            stream.seek(9 * 4096)
            stream.write(b"\xa5" * 4096)
        whole(scratch)

    monkeypatch.setattr(backup, "_sync", spoil)
    with pytest.raises(UserError, match=r"not kept|damaged"):
        backup.copy(database, tmp_path / "copy.annotations")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.annotations"]


def test_rows_that_went_missing_on_the_way_are_noticed(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup._sync

    def lose(scratch: Path) -> None:
        connection = sqlite3.connect(scratch)
        connection.execute("DELETE FROM edit_row WHERE id = 7")
        connection.commit()
        connection.close()
        whole(scratch)

    monkeypatch.setattr(backup, "_sync", lose)
    with pytest.raises(UserError, match="does not hold what the project holds"):
        backup.copy(database, tmp_path / "copy.annotations")


def test_a_file_that_is_held_for_ever_is_not_waited_for_for_ever(
    database: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PATIENCE", 0.1)
    database.connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ProjectBusyError):
        backup.copy(database, tmp_path / "copy.annotations")
    other.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.annotations"]


def test_a_folder_that_is_not_there_is_named(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        backup.copy(database, tmp_path / "no folder" / "copy.annotations")


def test_names_sort_as_backups_were_made_whatever_the_clock_said(database: Database, tmp_path: Path) -> None:
    early, late = datetime(2020, 1, 1, tzinfo=UTC), datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    for number, at in ((1, late), (2, early), (1_000_000, early)):
        backup.copy(database, tmp_path / backup.name(number, at, "at work"))
    (tmp_path / "000003 notes.annotations").write_text("no backup")
    (tmp_path / backup.name(4, late, "by hand (damaged)")).write_text("no project")
    named = backup.named(tmp_path)
    assert [one.number for one in named] == [1, 2, 4, 1_000_000]
    assert named[0].made_at == late
    assert [one.is_sound for one in backup.listed(tmp_path)] == [True, False, True, True]
    assert backup.listed(tmp_path)[0].articles == 100
    assert backup.named(tmp_path / "absent") == []
