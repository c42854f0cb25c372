"""`annotator salvage` and `annotator repair`, as a person types them after an accident."""

import json
import sqlite3
from pathlib import Path

import pytest

from annotator.project import list_backups
from tests.cli.conftest import ARTICLES, Annotator


@pytest.fixture
def uid(annotator: Annotator, project: str) -> str:
    """The uid of an annotation of the project."""
    return annotator("annotate", project, "1", "0", "7", "claim", "--note", "noted").done.split()[-1]


def vandalise(project: str) -> None:
    connection = sqlite3.connect(project)
    connection.execute("UPDATE annotation SET note = 'another'")
    connection.commit()
    connection.close()


def test_a_project_whose_file_is_gone_comes_back_from_ledger_and_texts(
    annotator: Annotator, project: str, uid: str
) -> None:
    before = json.loads(annotator("annotations", project, "--json").done)
    Path(project).unlink()
    said = annotator("salvage", project, "-o", "new.annotations", "--texts", ARTICLES).done
    assert "3 articles (3 from the ledger)" in said
    assert "1 annotation (1 from the ledger)" in said
    assert "new.annotations is ready." in said
    assert uid in annotator("annotations", "new.annotations", "--json").done
    assert annotator("check", "new.annotations").status == 0
    after = json.loads(annotator("annotations", "new.annotations", "--json").done)
    for one in (*before, *after):
        del one["id"], one["article_id"], one["tag_id"]
    assert after == before


def test_annotations_without_a_text_are_told_and_kept_in_a_table(annotator: Annotator, project: str, uid: str) -> None:
    Path(project).unlink()
    for one in list_backups(project):
        one.path.unlink()
    for one in list_backups(project):  # those of the second place
        one.path.unlink()
    said = annotator("salvage", project, "-o", "new.annotations")
    assert said.status == 1
    assert said.err == ""
    assert "3 articles without a text anywhere" in said.out
    assert f"{uid} claim on “" in said.out
    assert uid in Path("new without text.csv").read_text(encoding="utf-8")
    assert uid in Path("new salvage report.txt").read_text(encoding="utf-8")


def test_repair_shows_what_was_wrong_and_puts_the_repaired_file_in_place(
    annotator: Annotator, project: str, uid: str
) -> None:
    vandalise(project)
    damaged = Path(project).read_bytes()
    said = annotator("repair", project).done
    assert f"Before, {project} has 2 findings." in said
    assert "checksum: " in said
    assert "After, the repaired project has no findings." in said
    assert Path(project).read_bytes() == damaged
    said = annotator("repair", project, "--replace").done
    assert "the damaged file is kept as p damaged " in said
    assert annotator("check", project).status == 0
    assert '"note": "noted"' in annotator("annotations", project, "--json").done
    (aside,) = Path().glob("p damaged *.annotations")
    assert aside.read_bytes() == damaged


def test_a_sound_project_is_not_repaired(annotator: Annotator, project: str) -> None:
    assert annotator("repair", project).done == f"{project} is sound; there is nothing to repair.\n"


def test_what_cannot_be_salvaged_is_one_sentence(annotator: Annotator, project: str) -> None:
    assert annotator("salvage", project, "-o", project).sentence.endswith("already exists. Choose another name.")
    assert "Nothing of a project was found" in annotator("salvage", "nowhere", "-o", "new.annotations").sentence
    assert "There is no project" in annotator("repair", "nowhere.annotations").sentence
    assert annotator("salvage", project).status == 2
