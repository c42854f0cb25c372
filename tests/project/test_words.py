"""Words that a person types are stored in one form, so that what leaves as JSON Lines comes back equal."""

from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.project import Project, create_project
from annotator.records import NewTag


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("a\r\nb\rc", "a\nb\nc"), ("\ufeffx", "x"), ("n\x00l", "n\ufffdl"), ("\ud800", "\ufffd"), (" keep ", " keep ")],
)
def test_a_note_is_canonical_however_it_comes_in(project: Project, typed: str, stored: str) -> None:
    made = project.annotate(1, 0, 4, "claim", note=typed)
    assert made.note == stored
    project.set_note(project.set_note(made, "other"), typed)
    assert project.annotation(made.id).note == stored


@pytest.mark.parametrize(
    ("typed", "stored"), [(" Desk  one ", "Desk  one"), ("x\ny", "x y"), ("\ud800", "\ufffd"), ("   ", "analyst")]
)
def test_the_name_of_an_analyst_is_one_line(project: Project, typed: str, stored: str) -> None:
    assert project.annotate(1, 0, 4, "claim", analyst=typed).analyst == stored
    project.analyst = typed
    project.annotate(1, 0, 4, "claim")
    assert project.edits()[0].analyst == stored


def test_the_name_of_a_tag_is_one_line_of_at_most_100_characters(project: Project) -> None:
    made = project.add_tag(NewTag(name=" x\ny ", definition="\ud800"))
    assert (made.name, made.definition) == ("x y", "\ufffd")
    assert project.change_tag(made, name=" z\r\n").name == "z"
    assert project.undo_label() == "change of the tag x y"
    for name in ("x" * 101, " \n "):
        with pytest.raises(UserError, match="1 to 100 characters"):
            project.add_tag(NewTag(name=name))
        with pytest.raises(UserError, match="1 to 100 characters"):
            project.change_tag(made, name=name)


def test_the_fields_of_an_article_are_one_line_each(project: Project) -> None:
    changed = project.set_article_fields(1, title=" a\nb ", source="\ud800", published_at="2024-04-02T14:20+02:00")
    assert (changed.title, changed.source, changed.published_at) == ("a b", "\ufffd", "2024-04-02T12:20Z")


@pytest.mark.parametrize("fields", [{"published_at": "soon"}, {"title": "\n"}, {"source": 5}, {"source": None}])
def test_a_field_that_no_import_would_take_is_refused(project: Project, fields: dict[str, object]) -> None:
    before = project.article(1)
    with pytest.raises(UserError):
        project.set_article_fields(1, **fields)
    assert project.article(1) == before


def test_whatever_was_typed_comes_back_through_json_lines(project: Project, tmp_path: Path) -> None:
    tag = project.add_tag(NewTag(name="\tour own\n"))
    project.set_article_fields(1, title=" \x0bTitle", place="a\u2028b", published_at="2024-04-02T14:20")
    made = project.annotate(1, 3, 9, tag, note="\ufeff\r\n “x”, \x00", analyst=" Désk,\tOne ")
    project.export(tmp_path / "out.jsonl")
    with create_project(tmp_path / "other.annotations") as other:
        assert other.import_paths([tmp_path / "out.jsonl"]).refused == ()
        (found,) = other.annotations()
        assert (found.tag, found.note, found.analyst) == (made.tag, made.note, made.analyst)
        was, now = project.article(1), other.article(1)
        assert (now.title, now.place, now.published_at) == (was.title, was.place, was.published_at)


@pytest.mark.parametrize("content", ["[" * 100_000, "\udcff", "{"])
def test_a_codebook_that_is_none_is_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "codebook.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UserError, match=r"The codebook .* is n"):
        create_project(tmp_path / "p.annotations", codebook=tmp_path / "codebook.json")
