"""`annotator PROJECT --annotation UID`: found by a beginning of its uid, and one clear sentence where it is not."""

from __future__ import annotations

import pytest

from annotator.project import create_project
from annotator.records import NewAnnotation, NewArticle
from annotator.ui import app


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "talks.annotations"
    marks = (NewAnnotation(0, 7, "claim"), NewAnnotation(8, 14, "demand"))
    with create_project(path) as project:
        project.add_articles([NewArticle("Ferries", "Norland agreed.\n", annotations=marks)])
    return path


@pytest.fixture
def opened(monkeypatch):
    asked = []
    monkeypatch.setattr(app, "run", lambda *_, **named: asked.append(named["annotation"]) or 0)
    return asked


def test_a_beginning_of_the_uid_is_enough_and_open_may_be_left_out(annotator, path, opened):
    uids = [line.split()[0] for line in annotator("annotations", path).done.splitlines()[1:]]
    differ = next(n for n, (a, b) in enumerate(zip(*uids, strict=True)) if a != b) + 1
    for words in (["open", path], [path]):
        assert annotator(*words, "--annotation", uids[1][:differ]).status == 0
    assert [one.uid for one in opened] == [uids[1], uids[1]]


@pytest.mark.parametrize(
    ("uid", "says"), [("ffff", "There is no annotation “ffff”"), ("0", "More than one annotation begins with “0”")]
)
def test_what_is_not_one_annotation_is_one_sentence_and_no_window(annotator, path, opened, uid, says):
    assert annotator("open", path, "--annotation", uid).sentence.startswith(says)
    assert opened == []


def test_a_link_needs_its_project(annotator, opened):
    assert "Name the project" in annotator("open", "--annotation", "0").sentence
    assert opened == []
