"""The history on the command line: who did what when, what each edit changed, and taking one old edit back."""

from __future__ import annotations

import json

import pytest

from annotator.cli import main
from annotator.project import create_project, open_project
from annotator.records import NewArticle

TEXT = "Norland agreed to reopen two ferry lines. Sudmark called the offer empty.\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Strait talks.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles([NewArticle("Ferries return", TEXT)], label="import of one story")
        article = project.articles()[0]
        first = project.annotate(article, 0, 7, "claim")
        project.annotate(article, 42, 49, "demand", analyst="desk two")
        project.set_note(first, "who said so?")
    return path


def test_the_log_says_who_did_what_and_on_demand_what_it_changed(path, capsys):
    assert main(["log", str(path), "--details"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "desk one  note on “Norland”" in lines[0]
    assert lines[1] == "    “Norland”: note nothing → “who said so?”"
    assert "desk two  demand on “Sudmark”" in lines[2]
    assert lines[3] == "    demand on “Sudmark” was added"


def test_the_log_as_json_holds_the_details_too(path, capsys):
    assert main(["log", str(path), "--details", "--json", "--limit", "1"]) == 0
    (edit,) = json.loads(capsys.readouterr().out)
    assert edit["sequence"] == 4
    assert edit["details"] == ["“Norland”: note nothing → “who said so?”"]
    assert main(["log", str(path), "--json", "--limit", "1"]) == 0
    assert "details" not in json.loads(capsys.readouterr().out)[0]


def test_an_old_edit_is_taken_back_and_the_later_ones_stand(path, capsys):
    assert main(["revert", str(path), "3"]) == 0
    assert capsys.readouterr().out == "Edit 3 is taken back: revert of demand on “Sudmark”\n"
    with open_project(path) as project:
        assert [(one.tag, one.note) for one in project.annotations()] == [("claim", "who said so?")]
        project.undo()
        assert len(project.annotations()) == 2


def test_an_edit_on_which_a_later_one_depends_is_not_taken_back(path, capsys):
    assert main(["revert", str(path), "2"]) == 1
    said = capsys.readouterr().err
    assert "note on “Norland”" in said
    with open_project(path) as project:
        assert len(project.annotations()) == 2


@pytest.mark.parametrize("number", ["99", "0"])
def test_an_edit_that_is_not_there_is_said(path, capsys, number):
    assert main(["revert", str(path), number]) == 1
    assert f"There is no edit {number} in this project." in capsys.readouterr().err
