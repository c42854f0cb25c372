"""The commands that make, list and restore backups."""

import json
from pathlib import Path


def test_the_list_shows_what_each_backup_holds_and_a_number_restores_it(annotator, project):
    annotator("annotate", project, 1, 0, 8, "claim")
    annotator("backup", project)
    annotator("annotate", project, 1, 9, 12, "demand")
    found = json.loads(annotator("restore", project, "--json").done)
    assert [(one["why"], one["annotations"]) for one in found] == [("by hand", 1), ("first change", 0)]
    assert Path(found[0]["path"]).parent.name == "p backups"
    header, newest, _ = annotator("restore", project).done.splitlines()
    assert header.split() == ["backup", "made_at", "why", "articles", "annotations", "edits", "folder"]
    assert "by hand" in newest
    done = annotator("restore", found[1]["number"], project).done
    assert "What was there is kept as p before restore" in done
    assert json.loads(annotator("annotations", project, "--json").done) == []
    assert "is sound" in annotator("check", project).done


def test_a_project_without_backups_says_how_to_make_one(annotator, project):
    assert "“annotator backup p.annotations” makes one" in annotator("restore", project).sentence


def test_an_automatic_backup_is_made_only_when_it_is_time(annotator, project):
    assert "Copied and verified" in annotator("backup", project, "--automatic", "--because", "first change").done
    annotator("annotate", project, 1, 0, 8, "claim")
    assert "new enough" in annotator("backup", project, "--automatic").done
    assert "Copied" in annotator("backup", project, "--automatic", "--because", "before import").done


def test_a_project_is_not_restored_from_itself(annotator, project):
    assert "is the project itself" in annotator("restore", project, project).sentence


def test_a_backup_that_cannot_be_made_is_one_line_beside_work_that_was_done(annotator, project, caplog):
    Path("p backups").write_text("no folder")
    assert "claim on" in annotator("annotate", project, 1, 0, 8, "claim").out
    assert [line for line in caplog.messages if "p backups cannot be made" in line]
