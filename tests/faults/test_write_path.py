"""How an edit gets into the file: the pragmas that make it last, and the reading back before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.project import Project, create_project, open_project
from annotator.records import NewAnnotation, NewArticle

TEXT = "Norland 👩🏽‍🚀 agreed on Monday to reopen two fishing grounds.\n"
SLIPS = {  # what a faulty disk, library or program might do to a row on its way into the file
    "the span slides": 'UPDATE annotation SET start = start + 1, "end" = "end" + 1 WHERE id = new.id',
    "another quote": "UPDATE annotation SET quote = 'x' || substr(quote, 2) WHERE id = new.id",
    "another article": "UPDATE annotation SET article_id = 2 WHERE id = new.id",
    "another context": "UPDATE annotation SET prefix = prefix || 'x' WHERE id = new.id",
    "a bit of the note": "UPDATE annotation SET note = note || 'x' WHERE id = new.id",
    "a wrong checksum": "UPDATE annotation SET checksum = checksum + 1 WHERE id = new.id",
}
DEEDS: dict[str, Callable[[Project], object]] = {
    "annotate": lambda project: project.annotate(1, 8, 12, "demand"),
    "retag": lambda project: project.retag(project.annotations()[0], "demand"),
    "note": lambda project: project.set_note(project.annotations()[0], "seen"),
    "undo": lambda project: project.undo(),
    "import": lambda project: project.add_articles(
        [NewArticle("Third", TEXT + "!", annotations=(NewAnnotation(0, 9, "claim"),))]
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "made.annotations"
    with create_project(path) as project:
        project.add_articles([NewArticle("First", TEXT), NewArticle("Second", "Another text of some length. " * 4)])
        project.annotate(1, 15, 31, "claim")
        project.delete_annotations([project.annotate(1, 32, 41, "claim")])
    return path.read_bytes()


@pytest.fixture
def path(made: bytes, tmp_path: Path) -> Path:
    (tmp_path / "written.annotations").write_bytes(made)
    return tmp_path / "written.annotations"


def test_an_open_project_has_the_pragmas_that_outlast_a_power_cut(path: Path) -> None:
    with open_project(path) as project:
        connection = project._database.connection
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
        }
    assert found == {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
    }  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_what_does_not_read_back_as_it_was_written_is_not_stored(
    path: Path, deed: Callable[[Project], object], slip: str
) -> None:
    with open_project(path) as project:
        before, turn = project.annotations(), project.turn()
        for event in ("INSERT", "UPDATE OF tag_id, note"):
            name = event.split()[0]
            statement = f"CREATE TEMP TRIGGER slip_{name} AFTER {event} ON main.annotation BEGIN {slip}; END"
            project._database.connection.execute(statement)
        with pytest.raises(AnnotatorError, match="does not read back as it was written"):
            deed(project)
        assert (project.annotations(), project.turn()) == (before, turn)
    with open_project(path) as project:
        assert (project.annotations(), project.turn()) == (before, turn)
        assert project.check() == []
