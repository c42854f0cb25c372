"""A project whose file is moved, deleted or replaced while it is open, and the copies that services leave beside it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from annotator.errors import DisplacedError, UserError
from annotator.project import create_project, open_project
from annotator.store.copies import displaced


@pytest.fixture
def marked(project):
    """The open project with one annotation in it."""
    project.annotate(1, 33, 55, "commitment")
    return project


def annotations_of(path: Path) -> list[tuple[str, str]]:
    """Tag and quote of each annotation as another program reads them; the file must be sound."""
    with open_project(path) as opened:
        assert opened.check() == []
        return [(one.tag, one.quote) for one in opened.annotations()]


def kept_beside(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.stem} kept *{path.suffix}"))


def displacement(project) -> DisplacedError:
    with pytest.raises(DisplacedError) as told:
        project.annotate(1, 0, 10, "claim")
    return told.value


def test_a_file_that_was_deleted_is_kept_beside_its_place_with_all_that_was_stored(marked, path):
    path.unlink()
    told = displacement(marked)
    assert kept_beside(path) == [told.kept]
    assert f"{path} was deleted while it was open" in str(told)
    assert str(told.kept) in str(told)
    assert annotations_of(told.kept) == [("commitment", marked.annotations()[0].quote)]
    assert not path.exists()


def test_a_file_that_was_replaced_is_kept_and_the_new_one_is_left_as_it_is(marked, path, tmp_path):
    create_project(tmp_path / "other.annotations").close()
    (tmp_path / "other.annotations").replace(path)
    before = path.read_bytes()
    told = displacement(marked)
    assert "was replaced by another file" in str(told)
    assert len(annotations_of(told.kept)) == 1
    assert path.read_bytes() == before


def test_a_displaced_project_is_kept_once_and_tells_the_same_each_time(marked, path):
    path.unlink()
    first = displacement(marked)
    with pytest.raises(DisplacedError) as second:
        marked.refresh()
    assert str(second.value) == str(first)
    assert len(kept_beside(path)) == 1


def test_looking_for_changes_notices_a_displaced_file_without_any_edit(marked, path):
    path.unlink()
    with pytest.raises(DisplacedError):
        marked.refresh()
    assert len(kept_beside(path)) == 1


def test_undo_redo_and_import_store_nothing_in_a_displaced_file(marked, path):
    path.unlink()
    for verb in (marked.undo, marked.redo, lambda: marked.add_articles([]), lambda: marked.set_note(1, "x")):
        with pytest.raises(DisplacedError):
            verb()
    assert len(annotations_of(kept_beside(path)[0])) == 1


def test_a_file_that_was_renamed_is_found_again_and_not_copied(marked, path):
    there = path.with_name("renamed.annotations")
    path.rename(there)
    told = displacement(marked)
    assert told.kept == there
    assert str(told) == f"{path} is now {there}. Nothing more is stored here: open it there."
    assert kept_beside(path) == []


def test_a_file_that_a_service_moved_aside_for_its_own_copy_is_named(marked, path):
    shutil.copy(path, path.with_suffix(".arriving"))
    aside = path.with_name("strait (conflicted copy 2024-04-02 101112).annotations")
    path.rename(aside)
    path.with_suffix(".arriving").rename(path)
    told = displacement(marked)
    assert told.kept == aside
    assert "Compare the two".lower() in str(told).lower()


@pytest.mark.parametrize("folder", [".stversions", "Trash/files", ".Trash-1000/files"])
def test_a_file_in_the_trash_or_in_a_hidden_folder_is_kept_all_the_same(marked, path, folder):
    hidden = path.parent / folder
    hidden.mkdir(parents=True)
    path.rename(hidden / path.name)
    told = displacement(marked)
    assert told.kept.parent == path.parent
    assert len(annotations_of(told.kept)) == 1


def test_a_file_put_back_in_its_place_takes_edits_again(marked, path):
    path.rename(path.with_name("away.annotations"))
    displacement(marked)
    path.with_name("away.annotations").rename(path)
    marked.annotate(1, 0, 10, "claim")
    marked.close()
    assert len(annotations_of(path)) == 2


def test_what_was_stored_between_two_displacements_is_kept_as_well(marked, path):
    away = path.with_name(".away")
    path.rename(away)
    displacement(marked)
    away.rename(path)
    marked.annotate(1, 0, 10, "claim")
    path.unlink()
    assert len(annotations_of(displacement(marked).kept)) == 2


def test_where_the_folder_is_gone_the_state_is_kept_in_the_home_folder(marked, path):
    elsewhere = path.parent.with_name(path.parent.name + " gone")
    path.unlink()
    path.parent.rename(elsewhere)
    try:
        told = displacement(marked)
        assert told.kept.parent == Path.home()
        assert len(annotations_of(told.kept)) == 1
    finally:
        elsewhere.rename(path.parent)


def test_where_nothing_can_be_kept_it_says_so_and_tries_again_later(marked, path, monkeypatch):
    def full(*_: object) -> None:
        raise UserError("The disk is full.")

    path.unlink()
    with monkeypatch.context() as broken:
        broken.setattr(displaced, "_copy", full)
        told = displacement(marked)
        assert told.kept is None
        assert "could not be kept either (The disk is full.)" in str(told)
    monkeypatch.setattr(displaced, "AGAIN_AFTER", 0.0)
    assert len(annotations_of(displacement(marked).kept)) == 1


def test_a_file_replaced_in_the_middle_of_an_edit_keeps_that_edit(marked, path, tmp_path, monkeypatch):
    """Another program swaps the file after it was looked at and before the change is stored."""
    create_project(tmp_path / "other.annotations").close()
    database = marked._database
    commit = database._commit

    def swapped(was_stored: object) -> None:
        (tmp_path / "other.annotations").replace(path)
        commit(was_stored)

    monkeypatch.setattr(database, "_commit", swapped)
    told = displacement(marked)
    assert len(annotations_of(told.kept)) == 2


def test_the_journal_of_the_file_that_took_the_name_is_neither_used_nor_removed(marked, path, tmp_path):
    """Its writer is in the middle of a change, and the kept copy must be ours, untouched by it."""
    quote = marked.annotations()[0].quote
    other = tmp_path / "other.annotations"
    with create_project(other) as made:
        made.annotate(*_new_article(made), "claim")
    other.replace(path)
    writer = sqlite3.connect(path, isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE meta SET value = 'x' WHERE key = 'created_at'")
        journal = path.with_name(f"{path.name}-journal")
        before = journal.read_bytes()
        assert before
        told = displacement(marked)
        assert journal.read_bytes() == before
        writer.execute("ROLLBACK")
    finally:
        writer.close()
    assert annotations_of(told.kept) == [("commitment", quote)]
    assert len(annotations_of(path)) == 1


def _new_article(project) -> tuple[int, int, int]:
    from annotator.records import NewArticle

    project.add_articles([NewArticle("Other", "Another text altogether.")])
    return project.articles()[0].id, 0, 7


def test_a_project_open_for_reading_only_keeps_nothing(path):
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with open_project(path) as project:
        assert project.read_only
        path.unlink()
        with pytest.raises(DisplacedError) as told:
            project.refresh()
    assert told.value.kept is None
    assert kept_beside(path) == []


def overwrite(path: Path, copy: Path) -> None:
    """Write the bytes of a copy into the file itself, as some programs do."""
    with path.open("r+b") as stream:
        stream.write(copy.read_bytes())
        stream.truncate()


@pytest.fixture
def apart(marked, path, tmp_path) -> Path:
    """A copy that went on for itself, by as many commits as the project will."""
    copy = tmp_path / "apart.annotations"
    shutil.copy(path, copy)
    with open_project(copy) as there:
        there.annotate(2, 0, 7, "demand")
    marked.refresh()
    marked.annotate(1, 0, 10, "claim")
    return copy


def test_another_copy_written_over_the_file_is_noticed_before_anything_is_stored(marked, path, apart):
    marked.annotations()  # its pages are in memory now
    overwrite(path, apart)
    before = path.read_bytes()
    with pytest.raises(DisplacedError, match="was overwritten with another copy while it was open"):
        marked.annotate(1, 11, 18, "claim")
    with pytest.raises(DisplacedError):
        marked.refresh()
    assert path.read_bytes() == before
    assert [tag for tag, _ in annotations_of(path)] == ["commitment", "demand"]


def test_an_older_state_written_over_the_file_is_noticed(marked, path, tmp_path):
    shutil.copy(path, tmp_path / "older")
    marked.annotate(1, 0, 10, "claim")
    overwrite(path, tmp_path / "older")
    with pytest.raises(DisplacedError, match="overwritten"):
        marked.refresh()


def test_the_own_state_written_back_lets_work_go_on(marked, path, apart, tmp_path):
    shutil.copy(path, tmp_path / "ours")
    overwrite(path, apart)
    with pytest.raises(DisplacedError):
        marked.refresh()
    overwrite(path, tmp_path / "ours")
    marked.annotate(1, 11, 18, "claim")
    marked.close()
    assert len(annotations_of(path)) == 3


def test_a_file_that_was_only_touched_takes_edits_as_ever(marked, path):
    marked.refresh()
    path.touch()
    marked.annotate(1, 0, 10, "claim")
    assert len(annotations_of(path)) == 2


def test_what_another_program_stores_is_no_overwriting(marked, path):
    marked.refresh()
    for _ in range(3):
        with open_project(path) as other:
            other.undo() or other.redo()
            other.annotate(2, 0, 7, "demand")
        marked.annotate(1, 0, 10, "claim")
    assert len(annotations_of(path)) == 4
