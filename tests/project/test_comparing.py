"""Two copies of one project that went on apart: what differs, and bringing in what one of them lacks."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Cancelled, UserError
from annotator.project import create_project, open_project, places
from annotator.project.comparing import compare
from annotator.records import NewAnnotation, NewArticle, NewTag
from annotator.timeline.view import ChartView, Group

GOLDEN = Path(__file__).parents[1] / "data" / "projects" / "schema-1.annotations"
NEWS = NewArticle("Gates open", "The gates opened a day early.", source="Harbour Wire", published_on=date(2024, 5, 2))


@pytest.fixture
def other(project, path) -> Path:
    """A copy of the project beside it, as a sync service names one; both hold one annotation."""
    project.annotate(1, 33, 55, "commitment", note="first")
    copy = path.with_name("strait (Ann's conflicted copy 2024-04-02).annotations")
    shutil.copy(path, copy)
    return copy


def named(things) -> list[tuple[str, str, bool]]:
    return [(one.of, one.name, one.was_deleted) for one in things]


def test_a_fresh_copy_holds_the_same(project, path, other):
    found = compare(path, other)
    assert found.is_empty
    assert found.is_one_project


def test_what_only_one_copy_holds_is_told_for_each_side(project, path, other):
    project.annotate(1, 0, 10, "claim")
    with open_project(other) as there:
        there.annotate(2, 0, 7, "demand")
        there.add_articles([NEWS])
        there.add_tag(NewTag("rumour"))
    found = compare(path, other)
    assert named(found.only_here) == [("annotation", "claim on “STENHAVEN,”", False)]
    assert named(found.only_there) == [
        ("tag", "rumour", False),
        ("article", "Gates open", False),
        ("annotation", "demand on “No date”", False),
    ]
    assert [one.article for one in found.only_there] == ["", "", "A letter"]
    assert found.differing == ()


def test_an_annotation_that_both_changed_is_told_field_by_field(project, path, other):
    mine = project.annotations()[0]
    project.set_note(mine, "mine")
    with open_project(other) as there:
        there.retag(there.set_note(there.annotations()[0], "theirs"), "demand")
    found = compare(path, other)
    told = [(one.of, one.uid, one.field, one.here, one.there) for one in found.differing]
    assert told == [
        ("annotation", mine.uid, "tag", "commitment", "demand"),
        ("annotation", mine.uid, "note", "mine", "theirs"),
    ]


def test_a_renamed_tag_is_one_difference_and_not_one_of_each_annotation(project, path, other):
    with open_project(other) as there:
        there.change_tag("commitment", name="promise")
    told = [(one.of, one.field, one.here, one.there) for one in compare(path, other).differing]
    assert told == [("tag", "name", "commitment", "promise")]


def test_fields_of_an_article_that_differ_are_told(project, path, other):
    with open_project(other) as there:
        there.set_article_fields(2, title="Another letter", published_on=date(2024, 4, 3))
    told = [(one.of, one.name, one.field, one.here, one.there) for one in compare(path, other).differing]
    assert told == [
        ("article", "A letter", "title", "A letter", "Another letter"),
        ("article", "A letter", "published_on", "", "2024-04-03"),
    ]


def test_the_same_import_and_the_same_mark_in_both_copies_are_the_same(project, path, other):
    with open_project(other, analyst=project.analyst) as there:
        for one in (project, there):
            one.add_articles([NEWS])
            one.annotate(one.article_ids(matching="gates")[0], 4, 9, "claim")
    assert compare(path, other).is_empty


def test_comparing_changes_neither_file_not_even_one_of_an_older_schema(path, tmp_path, project):
    old = tmp_path / "old.annotations"
    shutil.copy(GOLDEN, old)
    before = old.read_bytes(), path.read_bytes()
    found = compare(path, old)
    assert not found.is_one_project
    assert found.only_there
    assert (old.read_bytes(), path.read_bytes()) == before


def test_a_copy_that_was_left_in_an_older_schema_is_still_a_copy(tmp_path):
    project, copy = tmp_path / "talks.annotations", tmp_path / "talks (conflicted copy 2024-04-02 101112).annotations"
    shutil.copy(GOLDEN, project)
    shutil.copy(GOLDEN, copy)
    open_project(project).close()
    found = compare(project, copy)
    assert found.is_one_project
    assert found.is_empty
    assert places.conflicted(project) == [copy]
    assert places.conflicted(copy) == [project]


def test_bringing_in_takes_what_is_missing_with_its_uids_as_one_edit_that_can_be_undone(project, path, other):
    mine = project.annotate(1, 0, 10, "claim")
    with open_project(other, analyst="Ann") as there:
        there.add_tag(NewTag("gossip"))
        there.add_tag(NewTag("rumour", parent="gossip", definition="Nobody knows."))
        there.add_articles([NEWS])
        news = there.articles(matching="gates")[0]
        theirs = there.annotate(news, 4, 9, "rumour", note="hm 🇳🇴")
        letter = there.annotate(2, 13, 19, "demand")
    edits = len(project.edits())
    before = project.annotations(), project.tags(), project.articles()
    brought = project.bring_in(other)
    assert (brought.articles, brought.tags, brought.annotations) == (1, 2, 2)
    assert len(project.edits()) == edits + 1
    assert project.undo_label() == (
        "bring in 1 article, 2 tags and 2 annotations from “strait (Ann's conflicted copy 2024-04-0…”"
    )
    for one in (theirs, letter):
        found = project.annotation(one.uid)
        same = [field.name for field in fields(found) if field.name not in ("id", "rev", "article_id", "tag_id")]
        assert [getattr(found, name) for name in same] == [getattr(one, name) for name in same]
    assert project.tag("rumour").parent_id == project.tag("gossip").id
    assert project.text(news.uid) == NEWS.text
    assert project.articles(matching="gates")[0].uid == news.uid
    assert project.annotation(mine.uid) == mine
    assert project.check() == []
    assert compare(path, other).only_there == ()
    project.undo()
    assert (project.annotations(), project.tags(), project.articles()) == before
    project.redo()
    assert compare(path, other).only_there == ()
    assert project.check() == []


def test_events_and_views_of_another_copy_are_told_brought_in_and_taken_back(project, path, other):
    here = project.add_event("summit", date(2024, 4, 2))
    with open_project(other) as there:
        there.add_event("SUMMIT", date(2024, 4, 2), note="in the capital")
        there.add_event("talks", date(2024, 4, 10), date(2024, 4, 20))
        there.save_view("By source", ChartView(group=Group.SOURCE))
    found = compare(path, other)
    assert named(found.only_there) == [("event", "talks", False), ("view", "By source", False)]
    assert [(one.of, one.uid, one.field, one.there) for one in found.differing] == [
        ("event", here.uid, "name", "SUMMIT"),
        ("event", here.uid, "note", "in the capital"),
    ]
    brought = project.bring_in(other)
    assert (brought.events, brought.views) == (1, 1)
    assert str(project.undo_label()).startswith("bring in 1 event and 1 view from “strait (Ann's")
    assert [one.name for one in project.events()] == ["summit", "talks"]
    assert project.view("By source").view.group is Group.SOURCE
    assert project.check() == []
    project.undo()
    assert ([one.name for one in project.events()], project.views()) == (["summit"], [])


def test_bringing_in_twice_brings_nothing_the_second_time(project, other):
    with open_project(other) as there:
        there.annotate(2, 0, 7, "demand")
    project.bring_in(other)
    edits = project.edits()
    brought = project.bring_in(other)
    assert (brought.articles, brought.tags, brought.annotations) == (0, 0, 0)
    assert project.edits() == edits


def test_what_was_deleted_here_stays_deleted_unless_it_is_asked_for(project, path, other):
    kept = project.annotations()[0]
    project.delete_annotations([kept])
    project.delete_articles([2])
    found = compare(path, other)
    assert named(found.only_there) == [
        ("article", "A letter", True),
        ("annotation", f"commitment on “{kept.quote}”", True),
    ]
    assert project.bring_in(other).annotations == 0
    brought = project.bring_in(other, deleted=True)
    assert (brought.articles, brought.annotations) == (1, 1)
    assert project.annotation(kept.uid).quote == kept.quote
    assert compare(path, other).is_empty
    assert project.check() == []


def test_marks_made_elsewhere_on_an_article_that_was_deleted_here_do_not_bring_it_back(project, path, other):
    with open_project(other) as there:
        there.annotate(2, 0, 7, "demand")
    project.delete_articles([2])
    assert all(one.was_deleted for one in compare(path, other).only_there)
    assert project.bring_in(other).annotations == 0
    assert project.bring_in(other, deleted=True).annotations == 1
    assert project.check() == []


def test_what_the_other_copy_deleted_is_told_as_deleted_there(project, path, other):
    with open_project(other) as there:
        there.delete_annotations(there.annotations())
    assert [one.was_deleted for one in compare(path, other).only_here] == [True]


def test_a_project_of_somebody_else_is_told_apart_and_can_be_brought_in(project, path, tmp_path):
    stranger = tmp_path / "stranger.annotations"
    marked = NewArticle("Gates", NEWS.text, annotations=(NewAnnotation(4, 9, "Claim", analyst="desk nine"),))
    with create_project(stranger) as there:
        there.add_articles([marked])
    assert not compare(path, stranger).is_one_project
    assert project.bring_in(stranger).annotations == 1
    assert project.check() == []


def test_nothing_is_brought_in_from_a_copy_that_is_not_sound(project, other):
    damaged = sqlite3.connect(other)
    damaged.execute("UPDATE annotation SET note = 'turned'")
    damaged.commit()
    damaged.close()
    edits = project.edits()
    with pytest.raises(UserError, match=r"findings.*nothing was brought in"):
        project.bring_in(other)
    assert project.edits() == edits


def test_copies_beside_the_project_are_found_by_name_and_uid(project, path, other):
    create_project(path.with_name("strait (1).annotations")).close()  # another project under a name of that kind
    path.with_name("strait (2).annotations").write_bytes(b"no project at all")
    shutil.copy(path, path.with_name("strait second reading.annotations"))
    assert places.conflicted(path) == [other]
    assert places.conflicted(other) == [path]


DEEDS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["mark", "note", "delete", "tag", "article", "undo"]), st.integers(0, 40)),
    max_size=12,
)


@settings(max_examples=8)
@given(DEEDS)
def test_after_bringing_in_both_ways_neither_copy_lacks_anything(tmp_path_factory, deeds):
    part_and_meet_again(tmp_path_factory.mktemp("copies"), deeds)


@pytest.mark.soak
@settings(max_examples=300, deadline=None)
@given(DEEDS)
def test_after_bringing_in_both_ways_neither_copy_lacks_anything_in_the_long_run(tmp_path_factory, deeds):
    part_and_meet_again(tmp_path_factory.mktemp("copies"), deeds)


def part_and_meet_again(folder: Path, deeds) -> None:
    """Two copies are worked on apart, and then each takes what it lacks from the other."""
    here, there = folder / "a.annotations", folder / "b.annotations"
    with create_project(here, analyst="desk") as project:
        project.add_articles([NEWS])
        project.annotate(1, 0, 9, "claim")
    shutil.copy(here, there)
    with open_project(here, analyst="one") as one, open_project(there, analyst="two") as two:
        for is_first, deed, number in deeds:
            do(one if is_first else two, deed, number)
        backwards = compare(there, here)
        assert named(compare(here, there).only_there) == named(backwards.only_here)
        one.bring_in(there, deleted=True)
        two.bring_in(here, deleted=True)
        found = compare(here, there)
        assert (found.only_here, found.only_there) == ((), ())
        assert one.check() == two.check() == []


def do(project, deed: str, number: int) -> None:
    """One action of an analyst, if it can be done."""
    articles, marks = project.articles(), project.annotations()
    if deed == "mark" and articles:
        project.annotate(articles[number % len(articles)], number % 9, 10 + number % 9, "demand")
    elif deed == "note" and marks:
        project.set_note(marks[number % len(marks)], str(number))
    elif deed == "delete" and marks:
        project.delete_annotations([marks[number % len(marks)]])
    elif deed == "tag" and number not in [int(tag.name[3:]) for tag in project.tags() if tag.name.startswith("tag")]:
        project.add_tag(NewTag(f"tag{number}"))
    elif deed == "article":
        project.add_articles([NewArticle(f"News {number}", f"Some news of number {number}, twenty letters.")])
    elif deed == "undo":
        project.undo()


def test_a_comparison_can_be_stopped(path, other):
    class Impatient:
        def step(self, done: int, total: int | None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        compare(path, other, progress=Impatient())


def test_a_project_is_not_compared_with_itself(project, path, tmp_path):
    (tmp_path / "link.annotations").symlink_to(path)
    with pytest.raises(UserError, match="is the same file"):
        compare(path, tmp_path / "link.annotations")
    with pytest.raises(UserError, match="is the same file"):
        project.bring_in(path)
