"""`annotator compare`: what two copies do not have in common, in words and as JSON, and bringing in what is missing."""

from __future__ import annotations

import json
import shutil

import pytest

from annotator.project import open_project


@pytest.fixture
def copy(annotator, project):
    """A copy of the project in which one more annotation was made, and one here."""
    shutil.copy(project, "copy.annotations")
    annotator("annotate", "copy.annotations", "1", "0", "10", "claim", "--note", "there")
    annotator("annotate", project, "2", "0", "8", "demand")
    return "copy.annotations"


def test_compare_tells_what_only_one_copy_holds(annotator, project, copy):
    told = annotator("compare", project, copy).done.splitlines()
    assert told[0] == "Only in p.annotations:"
    assert told[1].startswith("  annotation demand on “")
    assert told[2] == "Only in copy.annotations:"
    assert told[3].startswith("  annotation claim on “")
    assert len(told) == 4


def test_compare_prints_json_with_the_same_keys_for_each_thing(annotator, project, copy):
    with open_project(copy) as there:
        there.set_article_fields(3, source="Another source")
    found = json.loads(annotator("compare", project, copy, "--json").done)
    assert [one["found"] for one in found] == ["only_here", "only_there", "differing"]
    assert len({frozenset(one) for one in found}) == 1
    assert (found[2]["of"], found[2]["field"], found[2]["there"]) == ("article", "source", "Another source")
    assert not any(one["was_deleted"] for one in found)


def test_copies_that_hold_the_same_are_told_to(annotator, project):
    shutil.copy(project, "copy.annotations")
    assert (
        annotator("compare", project, "copy.annotations").done == "p.annotations and copy.annotations hold the same.\n"
    )
    assert annotator("compare", project, "copy.annotations", "--json").done == "[]\n"


def test_compare_brings_in_what_is_missing_and_undo_takes_it_back(annotator, project, copy):
    told = annotator("compare", project, copy, "--bring-in").done
    assert told == "Brought in 1 annotation from copy.annotations.\n"
    assert "there" in annotator("annotations", project, "--json").done
    assert annotator("check", project).status == 0
    assert annotator("undo", project).done == "Undone: bring in 1 annotation from “copy”\n"
    assert "there" not in annotator("annotations", project, "--json").done


def test_what_was_deleted_comes_back_only_when_asked(annotator, project, copy):
    annotator("compare", project, copy, "--bring-in")
    annotator("undo", project)
    assert "(deleted from the other)" in annotator("compare", project, copy).done
    assert annotator("compare", project, copy, "--bring-in").done == "Brought in nothing from copy.annotations.\n"
    assert "1 annotation" in annotator("compare", project, copy, "--bring-in", "--deleted").done


def test_another_project_is_said_to_be_none_of_the_copies(annotator, project):
    annotator("new", "other.annotations")
    assert annotator("compare", project, "other.annotations").done.startswith(
        "note: these are not copies of one project."
    )


def test_a_copy_that_is_not_there_or_no_project_is_a_users_error(annotator, project):
    assert "nowhere.annotations" in annotator("compare", project, "nowhere.annotations").sentence
    with open("text.annotations", "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write("no project")
    assert "text.annotations" in annotator("compare", project, "text.annotations").sentence


def test_titles_that_would_command_a_terminal_are_printed_as_numbers(annotator, project):
    shutil.copy(project, "copy.annotations")
    with open("hostile.jsonl", "w", encoding="utf-8") as stream:  # noqa: PTH123
        json.dump({"title": "a\u202eb", "text": "A text of its own."}, stream)
    annotator("import", "copy.annotations", "hostile.jsonl")
    assert "\\u202e" in annotator("compare", project, "copy.annotations").done
