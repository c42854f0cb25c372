"""Opening: what is no project of ours is refused in one sentence, and is left as it was."""

import os
import sqlite3
from pathlib import Path

import pytest

from annotator.errors import ProjectBusyError, UserError
from annotator.project import Project, create_project, open_project, restore_project, sample_project


def test_a_new_project_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "p.annotations"
    path.write_text("precious")
    with pytest.raises(UserError, match="already exists"):
        create_project(path)
    assert path.read_text() == "precious"


def test_a_project_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    codebook = tmp_path / "codebook.json"
    codebook.write_text('{"tags": [{"name": "a", "key": "1"}, {"name": "b", "key": "1"}]}')
    with pytest.raises(UserError, match="gives the key “1” to two tags"):
        create_project(tmp_path / "p.annotations", codebook=codebook)
    assert list(tmp_path.iterdir()) == [codebook]


@pytest.mark.parametrize(
    "content", ["{", "[]x", '{"tags": 3}', '{"tags": [{"key": "1"}]}', '[{"name": "a", "color": "red"}]']
)
def test_a_bad_codebook_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "codebook.json").write_text(content)
    with pytest.raises(UserError, match=r"codebook\.json"):
        create_project(tmp_path / "p.annotations", codebook=tmp_path / "codebook.json")


def test_a_text_file_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "notes.annotations"
    path.write_text("just words, " * 200)
    with pytest.raises(UserError, match=r"notes\.annotations is not a project"):
        open_project(path)


def test_an_empty_file_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "empty.annotations").touch()
    with pytest.raises(UserError, match="another program"):
        open_project(tmp_path / "empty.annotations")
    assert (tmp_path / "empty.annotations").stat().st_size == 0


def test_a_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.annotations"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE secret (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="belongs to another program"):
        open_project(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        open_project(tmp_path)
    with pytest.raises(UserError, match="There is no project at"):
        open_project(tmp_path / "absent.annotations")


def test_a_truncated_project_is_refused_or_its_damage_is_found(path: Path) -> None:
    whole = path.read_bytes()
    sentences: list[str] = []
    for share in range(1, 10):
        path.write_bytes(whole[: len(whole) * share // 10])
        try:
            with open_project(path) as project:
                assert "integrity" in {finding.rule for finding in project.check()}
        except UserError as error:
            sentences.append(str(error))
    assert all(str(path) in sentence for sentence in sentences)


@pytest.mark.parametrize("version", [0, -3])
def test_a_project_without_a_version_is_damaged(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(UserError, match="is damaged"):
        open_project(path)


def test_a_newer_project_opens_for_reading_only(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with open_project(path) as project:
        assert project.read_only
        assert "newer version" in project.notice
        assert len(project.articles()) == 2
        with pytest.raises(UserError, match="newer version"):
            project.annotate(1, 0, 4, "claim")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_project_opens_for_reading_only(path: Path) -> None:
    path.chmod(0o444)
    with open_project(path) as project:
        assert project.read_only
        with pytest.raises(UserError, match="read-only"):
            project.undo()


def test_a_busy_project_says_so_and_stores_nothing(project: Project) -> None:
    other = sqlite3.connect(project.path, isolation_level=None)
    project._connection.execute("PRAGMA busy_timeout = 10")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProjectBusyError, match="Another program is writing"):
        project.annotate(1, 0, 4, "claim")
    other.execute("ROLLBACK")
    other.close()
    assert project.annotate(1, 0, 4, "claim").id == 1


def test_a_project_deleted_while_open_takes_no_more_edits(project: Project) -> None:
    aside = project.path.rename(project.path.with_suffix(".aside"))
    for act in (lambda: project.annotate(1, 0, 4, "claim"), project.refresh):
        with pytest.raises(UserError, match="was deleted while it was open"):
            act()
    aside.rename(project.path)
    project.annotate(1, 0, 4, "claim")


def test_a_full_disk_is_told_and_nothing_is_half_written(project: Project) -> None:
    connection = project._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    project.annotate(1, 0, 9, "claim")
    stored = project.annotations()
    with pytest.raises(UserError, match="disk is full"):
        project.annotate(1, 0, 20, "claim", note="x" * 50_000)
    assert project.annotations() == stored
    assert project.check() == []


def test_a_backup_is_a_whole_project_at_a_free_name(project: Project, tmp_path: Path) -> None:
    made = project.annotate(1, 0, 4, "claim")
    copy = project.backup(tmp_path / "copy.annotations")
    with open_project(copy) as kept:
        assert kept.annotations() == [made]
        assert kept.check() == []
    with pytest.raises(UserError, match="already exists"):
        project.backup(copy)
    assert project.backup().parent == project.path.parent / "strait backups"


def test_restoring_moves_the_present_file_aside(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        copy = project.backup(tmp_path / "copy.annotations")
        project.annotate(1, 0, 4, "claim")
    aside = restore_project(copy, path)
    with open_project(path) as restored, open_project(aside) as former:
        assert restored.annotations() == []
        assert len(former.annotations()) == 1


def test_the_sample_project_is_made_once_and_is_sound(tmp_path: Path) -> None:
    path = sample_project(tmp_path)
    with open_project(path) as project:
        assert project.totals().articles >= 40
        assert project.totals().annotations >= 200
        assert project.check() == []
        assert project.undo() is None, "a newcomer's first undo would empty the sample"
        project.annotate(project.articles()[0], 0, 5, "claim")
    assert sample_project(tmp_path) == path
    with open_project(path) as project:
        assert project.undo_label() is not None
        assert "claim on" in str(project.undo_label())
