"""The codebook from the command line: listed, written to a file, and grown from one."""

from __future__ import annotations

import json


def test_a_codebook_goes_from_one_project_to_another(annotator, project, tmp_path):
    assert annotator("tags", project, "-o", "ours.json").done == "10 tags written to ours.json.\n"
    content = json.loads((tmp_path / "ours.json").read_text(encoding="utf-8"))
    assert content["name"] == "p"
    content["tags"].append({"name": "rumour", "key": "1"})
    (tmp_path / "ours.json").write_text(json.dumps(content["tags"][-1:]), encoding="utf-8")
    assert annotator("tags", project, "--add", "ours.json").done == (
        "1 tag came in, 0 already here.\nnew: rumour\n"
        "note: The key “1” of rumour is that of claim here; rumour gets another.\n"
    )
    assert "codebook ours.json" in annotator("log", project).done
    assert "Undone: codebook ours.json" in annotator("undo", project).done


def test_standard_output_gets_the_codebook_and_nothing_else(annotator, project):
    assert next(tag["name"] for tag in json.loads(annotator("tags", project, "-o", "-").done)["tags"]) == "claim"


def test_tags_that_differ_are_told_and_changed_only_on_request(annotator, project, tmp_path):
    (tmp_path / "more.json").write_text('{"tags": [{"name": "claim", "definition": "Says so."}]}', encoding="utf-8")
    said = annotator("tags", project, "--add", "more.json").done
    assert said == (
        "0 tags came in, 1 already here, 1 of them differ (--update changes them).\ndiffers: claim: definition\n"
    )
    assert "1 of them changed" in annotator("tags", project, "--add", "more.json", "--update").done
    assert json.loads(annotator("tags", project, "--json").done)[0]["definition"] == "Says so."


def test_what_cannot_be_is_one_sentence(annotator, project):
    assert "cannot be read" in annotator("tags", project, "--add", "nowhere.json").sentence
    assert "Name a file with --add" in annotator("tags", project, "--update").sentence
    assert "is the project itself" in annotator("tags", project, "-o", project).sentence
    assert annotator("tags", project, "-o", "x.json", "--add", "y.json").status == 2
