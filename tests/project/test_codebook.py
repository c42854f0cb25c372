"""The codebook edited: each change of tags is one edit, keeps every quote, and one undo takes it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import StaleError, UserError
from annotator.project import Project, create_project
from annotator.records import Annotation, NewTag, Tag


@pytest.fixture
def marked(project: Project) -> Project:
    """A project with four annotations, three of them demands."""
    for start, end, tag in ((0, 9, "demand"), (11, 18, "demand"), (34, 36, "demand"), (0, 9, "claim")):
        project.annotate(1, start, end, tag, note=f"from {start}")
    return project


def everything(project: Project) -> tuple[list[Tag], list[Annotation]]:
    """Codebook and annotations, but for what counts how often a row was changed, and when."""
    return project.tags(), [replace(one, rev=0, updated_at="") for one in project.annotations()]


def places(project: Project) -> list[tuple[str, int, int, str, str]]:
    """What no change of tags may touch."""
    return sorted((one.uid, one.start, one.end, one.quote, one.note) for one in project.annotations())


def names(project: Project) -> list[str]:
    return [tag.name for tag in project.tags()]


CHANGES: dict[str, Callable[[Project], object]] = {
    "rename": lambda p: p.change_tag("demand", name="request"),
    "recolour": lambda p: p.change_tag("demand", color="#AA4499"),
    "swap of keys": lambda p: p.change_tag("demand", key="1", letter="c", swap=True),
    "order": lambda p: p.order_tags([(tag, None) for tag in reversed(p.tags())]),
    "nesting": lambda p: p.order_tags([(tag, "claim" if tag.name == "demand" else None) for tag in p.tags()]),
    "merge": lambda p: p.merge_tags("demand", "claim"),
    "split": lambda p: p.split_tag("demand", NewTag("call"), p.annotations(tag="demand")[:2]),
    "deletion of an unused tag": lambda p: p.delete_tag("threat"),
    "deletion with a heir": lambda p: p.delete_tag("demand", into="claim"),
    "deletion with annotations": lambda p: p.delete_tag("demand", annotations=True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one_edit_that_one_undo_takes_back_and_one_redo_repeats(marked: Project, name: str) -> None:
    before, first = everything(marked), marked.edits(1)[0].sequence
    CHANGES[name](marked)
    after = everything(marked)
    assert after != before
    assert marked.edits(1)[0].sequence == first + 1
    assert marked.check() == []
    marked.undo()
    assert everything(marked) == before
    marked.redo()
    assert everything(marked) == after
    assert marked.check() == []


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "deletion with annotations"])
def test_no_change_of_tags_touches_place_quote_or_note(marked: Project, name: str) -> None:
    before = places(marked)
    CHANGES[name](marked)
    assert places(marked) == before


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_can_be_reverted_out_of_the_middle_of_the_journal(marked: Project, name: str) -> None:
    before = everything(marked)
    CHANGES[name](marked)
    edit = marked.edits(1)[0]
    marked.annotate(2, 0, 2, "claim")
    marked.revert(edit)
    marked.delete_annotations(marked.annotations(2))
    assert everything(marked) == before


# --- deleting ---------------------------------------------------------------------------------------------------------


def test_a_tag_in_use_is_deleted_only_with_a_say_on_its_annotations(marked: Project) -> None:
    before = everything(marked)
    with pytest.raises(UserError, match="3 annotations carry the tag demand"):
        marked.delete_tag("demand")
    with pytest.raises(UserError, match="cannot stay with it"):
        marked.delete_tag("demand", into="demand")
    with pytest.raises(UserError, match="cannot both"):
        marked.delete_tag("demand", into="claim", annotations=True)
    assert everything(marked) == before


def test_the_annotations_of_a_deleted_tag_go_where_it_was_said(marked: Project) -> None:
    assert marked.delete_tag("demand", into="claim") == 3
    assert [one.tag for one in marked.annotations()] == ["claim"] * 4
    assert "demand" not in names(marked)
    assert marked.edits(1)[0].label == "delete the tag demand, 3 annotations to claim"


def test_a_tag_is_deleted_with_its_annotations_and_no_others(marked: Project) -> None:
    assert marked.delete_tag("demand", annotations=True) == 3
    assert [one.tag for one in marked.annotations()] == ["claim"]


def test_the_children_of_a_deleted_tag_go_to_its_parent(project: Project) -> None:
    project.add_tag(NewTag("war", parent="threat"))
    project.add_tag(NewTag("battle", parent="war"))
    project.delete_tag("war")
    assert project.tag("battle").parent_id == project.tag("threat").id
    project.delete_tag("threat", into="battle")
    assert project.tag("battle").parent_id is None


# --- splitting --------------------------------------------------------------------------------------------------------


def test_a_split_gives_the_chosen_annotations_to_a_new_tag_beside_the_old(marked: Project) -> None:
    chosen = marked.annotations(tag="demand")[1:]
    made = marked.split_tag("demand", NewTag("call"), chosen)
    assert (made.name, made.annotations, marked.tag("demand").annotations) == ("call", 2, 1)
    assert names(marked).index("call") == names(marked).index("demand") + 1
    assert [tag.position for tag in marked.tags()] == list(range(1, 12))
    assert {one.id for one in marked.annotations(tag="call")} == {one.id for one in chosen}
    assert marked.edits(1)[0].label == "split of the tag demand: 2 annotations to call"


def test_the_new_tag_of_a_split_stands_below_the_same_parent(project: Project) -> None:
    project.change_tag("demand", parent="claim")
    made = project.split_tag("demand", NewTag("call"), [project.annotate(1, 0, 9, "demand")])
    assert made.parent_id == project.tag("claim").id


def test_a_split_refuses_what_is_stale_or_carries_another_tag_and_stores_nothing(marked: Project) -> None:
    first, *_ = demands = marked.annotations(tag="demand")
    before = everything(marked)
    for new, chosen, error in (
        (NewTag("call"), [], UserError),
        (NewTag("claim"), demands, UserError),
        (NewTag("call"), marked.annotations(), UserError),
        (NewTag("call"), [replace(first, rev=0)], StaleError),
    ):
        with pytest.raises(error):
            marked.split_tag("demand", new, chosen)
        assert everything(marked) == before


# --- keys, order ------------------------------------------------------------------------------------------------------


def test_a_key_that_is_taken_is_refused_unless_the_two_tags_swap(project: Project) -> None:
    with pytest.raises(UserError, match="already that of the tag claim"):
        project.change_tag("demand", key="1")
    project.change_tag("demand", key="1", swap=True)
    assert (project.tag("demand").key, project.tag("claim").key) == ("1", "3")
    project.change_tag("demand", letter="C", swap=True)
    assert (project.tag("demand").letter, project.tag("claim").letter) == ("C", "d")


@pytest.mark.parametrize("values", [{"key": "12"}, {"key": "a"}, {"key": "²"}, {"letter": "ab"}, {"letter": "1"}])
def test_a_key_is_one_digit_and_a_letter_one_letter(project: Project, values: dict[str, str]) -> None:
    with pytest.raises(UserError, match="cannot be the"):
        project.change_tag("demand", **values)
    with pytest.raises(UserError, match="cannot be the"):
        project.add_tag(NewTag("new", **values))


def test_a_letter_may_be_one_of_any_alphabet(project: Project) -> None:
    assert project.change_tag("demand", letter="ж").letter == "ж"


def test_an_order_names_every_tag_once_and_puts_none_below_itself(project: Project) -> None:
    tags = project.tags()
    with pytest.raises(StaleError):
        project.order_tags([(tag, None) for tag in tags[1:]])
    with pytest.raises(StaleError):
        project.order_tags([(tag, None) for tag in [*tags, tags[0]]])
    with pytest.raises(UserError, match="below itself"):
        project.order_tags([(tag, tags[1] if tag is tags[0] else tags[0]) for tag in tags])
    assert project.tags() == tags


def test_the_order_that_the_tags_have_is_no_edit(project: Project) -> None:
    turn = project.turn()
    project.order_tags([(tag.name, None) for tag in project.tags()])
    assert project.turn() == turn


# --- files ------------------------------------------------------------------------------------------------------------


def written(folder: Path, *tags: dict[str, object]) -> Path:
    path = folder / "more.json"
    path.write_text(json.dumps({"tags": tags}), encoding="utf-8")
    return path


def as_told(project: Project) -> list[tuple[object, ...]]:
    parents = {tag.id: tag.name for tag in project.tags()}
    return [
        (tag.name, tag.color, tag.key, tag.letter, tag.definition, tag.positive, tag.negative,
         parents.get(tag.parent_id) if tag.parent_id else None)
        for tag in project.tags()
    ]  # fmt: skip


def test_a_codebook_that_was_written_makes_an_equal_project(project: Project, tmp_path: Path) -> None:
    project.change_tag("claim", name="Behauptung “x” \\ ☃", definition="line one\nline two")
    project.add_tag(NewTag("war", parent="threat", letter="w"))
    order = [(tag, tag.parent_id) for tag in project.tags()]
    project.order_tags([order[-1], *order[:-1]])  # the child is stored before its parent
    assert project.write_codebook(tmp_path / "ours.json") == 11
    with create_project(tmp_path / "other.annotations", codebook=tmp_path / "ours.json") as other:
        assert sorted(map(repr, as_told(other))) == sorted(map(repr, as_told(project)))


def test_a_codebook_never_takes_the_place_of_the_project(project: Project) -> None:
    with pytest.raises(UserError, match="is the project itself"):
        project.write_codebook(project.path)
    assert project.check() == []


def test_new_tags_come_in_as_one_edit_and_those_here_stay_as_they_are(marked: Project, tmp_path: Path) -> None:
    before = everything(marked)
    path = written(
        tmp_path,
        {"name": "denial", "parent": "rebuttal"},
        {"name": "rebuttal", "key": "1", "letter": "z", "definition": "Says no."},
        {"name": "DEMAND", "definition": "Something else."},
    )
    told = marked.arrivals(path)
    assert everything(marked) == before
    came = marked.read_codebook(path)
    assert came == told
    assert [new.name for new in came.new] == ["rebuttal", "denial"]
    assert (came.present, came.differing) == (1, (("demand", ("definition",)),))
    assert len(came.notices) == 1
    assert "key “1” of rebuttal is that of claim" in came.notices[0]
    assert marked.tag("denial").parent_id == marked.tag("rebuttal").id
    assert marked.tag("rebuttal").letter == "z"
    assert marked.tag("demand").definition == before[0][2].definition
    marked.undo()
    assert everything(marked) == before


def test_tags_that_are_here_become_as_the_file_says_if_that_is_asked(marked: Project, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"name": "demand", "key": "1", "definition": "Asks.", "parent": "position", "color": "#112233"},
        {"name": "claim", "key": "3"},
    )
    came = marked.read_codebook(path, update=True)
    assert came.differing == (
        ("demand", ("colour", "key", "definition", "parent")),
        ("claim", ("key",)),
    )
    demand = marked.tag("demand")
    assert (demand.key, demand.definition, demand.color) == ("1", "Asks.", "#112233")
    assert demand.parent_id == marked.tag("position").id
    assert (marked.tag("claim").key, marked.tag("claim").letter) == ("3", "c")
    assert marked.check() == []


def test_a_tag_without_a_key_takes_none_from_those_that_are_here(project: Project, tmp_path: Path) -> None:
    tags = [{"name": "rumour"}, {"name": "claim", "definition": "Says so."}, {"name": "denial", "key": "3"}]
    came = project.read_codebook(written(tmp_path, *tags, {"name": "demand"}), update=True)
    assert came.differing == (("claim", ("definition",)), ("demand", ("key",)))
    assert [project.tag(name).key for name in ("claim", "denial", "demand", "rumour")] == ["1", "3", "", ""]
    assert project.check() == []


def test_a_file_cannot_put_a_tag_below_itself(project: Project, tmp_path: Path) -> None:
    project.change_tag("claim", parent="demand")
    turn = project.turn()
    for tags in (
        [{"name": "demand", "parent": "claim"}],
        [{"name": "a", "parent": "b"}, {"name": "b", "parent": "a"}],
        [{"name": "a", "parent": "nobody"}],
    ):
        with pytest.raises(UserError):
            project.read_codebook(written(tmp_path, *tags), update=True)
    assert project.turn() == turn


def test_a_codebook_read_into_the_project_it_came_from_changes_nothing(marked: Project, tmp_path: Path) -> None:
    marked.write_codebook(tmp_path / "ours.json")
    turn = marked.turn()
    came = marked.read_codebook(tmp_path / "ours.json", update=True)
    assert (came.new, came.differing, came.present, marked.turn()) == ((), (), 10, turn)
