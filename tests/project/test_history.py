"""The history: old edits taken back where nothing later depends on them, many annotations changed as one edit."""

from collections.abc import Callable
from datetime import date

import pytest

from annotator.errors import StaleError, UserError
from annotator.project import Project
from annotator.records import Edit, NewTag


def edit_named(project: Project, beginning: str) -> Edit:
    return next(edit for edit in project.edits() if edit.label.startswith(beginning))


def test_an_old_edit_is_reverted_and_what_came_later_stays(project: Project) -> None:
    first = project.annotate(1, 0, 9, "claim")
    second = project.annotate(1, 11, 16, "demand")
    made = project.revert(edit_named(project, "claim on"))
    assert made is not None
    assert made.label == "revert of claim on “STENHAVEN”"
    assert [one.uid for one in project.annotations()] == [second.uid]
    project.undo()
    assert {one.uid for one in project.annotations()} == {first.uid, second.uid}
    assert project.check() == []


def test_what_an_old_edit_deleted_comes_back_as_it_was(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim", note="before")
    project.delete_annotations([made])
    project.annotate(1, 11, 16, "demand")
    project.revert(edit_named(project, "delete claim"))
    back = project.annotation(made.uid)
    assert (back.id, back.quote, back.note, back.tag) == (made.id, "STENHAVEN", "before", "claim")
    assert back.rev > made.rev
    assert project.check() == []


def test_a_deleted_article_is_brought_back_out_of_the_middle_with_its_annotations(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.delete_articles([1])
    project.annotate(2, 0, 4, "claim")
    project.revert(edit_named(project, "delete article"))
    assert project.annotation(made.uid).article_id == 1
    assert project.check() == []


def test_the_date_of_what_comes_back_is_that_of_its_article_now(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.delete_annotations([made])
    project.set_article_fields(1, published_on=date(2019, 5, 6))
    project.revert(edit_named(project, "delete claim"))
    assert [count.day for count in project.day_counts()] == [date(2019, 5, 6)]
    assert project.check() == []


def test_a_revert_can_itself_be_reverted(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.retag(made, "demand")
    project.revert(edit_named(project, "retag"))
    assert project.annotation(made.uid).tag == "claim"
    project.revert(edit_named(project, "revert of retag"))
    assert project.annotation(made.uid).tag == "demand"


def test_an_edit_whose_result_was_changed_later_is_not_reverted(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.set_note(made, "checked")
    before = project.turn()
    with pytest.raises(UserError, match=r"edit 3 \(note on “STENHAVEN”\) changed the same annotation later"):
        project.revert(edit_named(project, "claim on"))
    assert project.turn() == before
    project.revert(edit_named(project, "note on"))
    project.revert(edit_named(project, "claim on"))
    assert project.annotations() == []


def test_a_change_of_other_columns_does_not_stand_in_the_way(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.set_note(made, "checked")
    project.retag(project.annotation(made.uid), "demand")
    project.revert(edit_named(project, "note on"))
    after = project.annotation(made.uid)
    assert (after.note, after.tag) == ("", "demand")


@pytest.mark.parametrize(
    ("act", "edit", "reason"),
    [
        (lambda p: p.annotate(1, 0, 9, "rebuttal"), "new tag", "the tag “rebuttal” was used since"),
        (lambda p: p.annotate(1, 0, 9, "claim"), "import", "the article “Patrols” was annotated since"),
        (lambda p: p.add_tag(NewTag("below", parent="rebuttal")), "new tag", "the tag that it needs"),
    ],
)
def test_nothing_is_taken_from_under_what_uses_it(
    project: Project, act: Callable[[Project], object], edit: str, reason: str
) -> None:
    project.add_tag(NewTag("rebuttal"))
    project.set_article_fields(1, title="Patrols")
    chosen = edit_named(project, edit)
    act(project)
    state = project.annotations(), project.tags(), project.turn()
    with pytest.raises(UserError, match=reason):
        project.revert(chosen)
    assert (project.annotations(), project.tags(), project.turn()) == state
    assert project.check() == []


def test_an_annotation_does_not_come_back_into_a_deleted_article(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.delete_annotations([made])
    project.delete_articles([1])
    with pytest.raises(UserError, match="the article that it needs was deleted later"):
        project.revert(edit_named(project, "delete claim"))


def test_a_tag_does_not_come_back_where_its_name_was_given_away(project: Project) -> None:
    project.add_tag(NewTag("rebuttal"))
    project.merge_tags("rebuttal", "claim")
    project.add_tag(NewTag("Rebuttal"))
    with pytest.raises(UserError, match="has been replaced since"):
        project.revert(edit_named(project, "merge of the tag rebuttal"))
    assert project.check() == []


def test_an_undone_edit_and_one_that_never_was_are_refused_in_words(project: Project) -> None:
    project.annotate(1, 0, 9, "claim")
    project.undo()
    with pytest.raises(UserError, match="is undone already"):
        project.revert(edit_named(project, "claim on"))
    with pytest.raises(UserError, match="no edit 99"):
        project.revert(99)


def test_many_annotations_get_a_tag_as_one_edit(project: Project) -> None:
    made = [project.annotate(1, start, start + 3, tag) for start, tag in ((0, "claim"), (4, "claim"), (11, "demand"))]
    assert project.retag_all(made, "demand") == 2
    assert {one.tag for one in project.annotations()} == {"demand"}
    assert project.undo_label() == "retag of 2 annotations to demand"
    project.undo()
    assert [one.tag for one in project.annotations(1)] == ["claim", "claim", "demand"]
    with pytest.raises(StaleError):
        project.retag_all(made, "demand")


def test_a_tag_is_merged_into_another_with_its_children_and_back(project: Project) -> None:
    project.add_tag(NewTag("rebuttal"))
    project.add_tag(NewTag("denial", parent="rebuttal"))
    one = project.annotate(1, 0, 9, "rebuttal")
    project.annotate(1, 11, 16, "claim")
    before = [tag.name for tag in project.tags()]
    assert project.merge_tags("rebuttal", "claim") == 1
    assert project.annotation(one.uid).tag == "claim"
    assert project.tag("denial").parent_id == project.tag("claim").id
    assert "rebuttal" not in [tag.name for tag in project.tags()]
    assert project.check() == []
    project.undo()
    assert [tag.name for tag in project.tags()] == before
    assert project.annotation(one.uid).tag == "rebuttal"
    assert project.check() == []


def test_a_tag_merged_into_its_own_child_leaves_the_child_at_its_place(project: Project) -> None:
    project.add_tag(NewTag("rebuttal"))
    project.add_tag(NewTag("denial", parent="rebuttal"))
    project.merge_tags("rebuttal", "denial")
    assert project.tag("denial").parent_id is None
    with pytest.raises(UserError, match="into itself"):
        project.merge_tags("denial", "denial")


def test_each_stored_change_counts_one_turn(project: Project, reopened: Callable[[], Project]) -> None:
    start = project.turn()
    project.annotate(1, 0, 9, "claim")
    project.undo()
    project.undo()
    project.redo()
    assert reopened().turn() == start + 4
    project.annotate(1, 0, 9, "claim")
    assert project.turn() == start + 5


def test_the_details_of_an_edit_say_what_each_row_was_and_became(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.set_note(project.retag(made, "demand"), "checked twice")
    project.set_article_fields(1, published_on=None)
    said = [project.edit_details(edit) for edit in project.edits(4)]
    assert said[0][0].startswith("the article")
    assert said[0][0].endswith("→ nothing")
    assert said[1:] == [
        ["“STENHAVEN”: note nothing → “checked twice”"],
        ["“STENHAVEN”: tag claim → demand"],
        ["claim on “STENHAVEN” was added"],
    ]
