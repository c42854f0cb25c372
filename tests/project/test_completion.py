"""What is done, what is being read and what is not: deeds in the project, bookmarks outside it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import UserError
from annotator.project import Project, ledgers, open_project
from annotator.project.bookmarks import Bookmarks
from annotator.project.comparing import compare
from annotator.project.salvaging import salvage
from annotator.records import Changes, NewArticle
from annotator.store import journal

NEWS = NewArticle("Gates open", "The gates opened a day early.", source="Harbour Wire")


def done(project: Project) -> dict[int, str]:
    """By whom the articles are done, by their numbers."""
    return {one.id: one.done_by for one in project.articles() if one.status == "done"}


def test_done_is_an_edit_by_an_analyst_that_undo_takes_back(project: Project, reopened: Callable[[], Project]) -> None:
    told: list[Changes] = []
    project.changed.connect(told.append)
    assert project.mark_done([1, 2]) == 2
    assert done(project) == {1: project.analyst, 2: project.analyst}
    assert told[-1].statuses == {1, 2}
    assert project.undo_label() == "mark 2 articles as done"
    again = reopened()
    assert done(again) == {1: project.analyst, 2: project.analyst}
    again.undo()
    assert done(again) == {}
    again.redo()
    assert done(again) == {1: project.analyst, 2: project.analyst}
    assert again.check() == []


def test_what_is_done_already_is_left_as_it_is(project: Project) -> None:
    project.mark_done([1])
    at = project.article(1).done_at
    assert project.mark_done([1]) == 0
    assert project.mark_done([1, 2]) == 1
    assert project.article(1).done_at == at
    assert project.undo_label() == "mark “A letter” as done"
    assert project.mark_done([2], done=False) == 1
    assert project.undo_label() == "mark “A letter” as not done"
    assert done(project) == {1: project.analyst}


def test_the_history_says_what_was_marked(project: Project) -> None:
    project.mark_done([2])
    project.mark_done([2], done=False)
    later, earlier = project.edits(2)
    assert project.edit_details(earlier) == ["the article “A letter” is done"]
    assert project.edit_details(later) == ["the article “A letter” is not done"]
    assert project.edit_places(earlier).articles == {2}


def test_a_deleted_article_is_not_done_and_comes_back_done(project: Project) -> None:
    project.mark_done([1])
    project.delete_articles([1])
    assert project.statuses().done == frozenset()
    assert project.check() == []
    project.undo()
    assert done(project) == {1: project.analyst}


def test_a_mark_is_reverted_alone_and_stands_in_the_way_of_what_it_needs(project: Project) -> None:
    project.add_articles([NEWS])
    came = project.edits(1)[0]
    project.mark_done([3])
    marked = project.edits(1)[0]
    project.annotate(1, 0, 9, "claim")
    with pytest.raises(UserError, match="“Gates open” was marked as done since"):
        project.revert(came)
    project.revert(marked)
    assert done(project) == {}
    with pytest.raises(UserError, match="cannot be reverted"):
        project.revert(marked)
    project.revert(came)
    assert project.check() == []


def test_a_revert_that_brings_a_mark_back_is_one_that_can_be_undone(project: Project) -> None:
    project.mark_done([1])
    project.mark_done([1], done=False)
    taken_back = project.edits(1)[0]
    project.annotate(2, 0, 7, "claim")
    project.revert(taken_back)
    assert done(project) == {1: project.analyst}
    assert project.check() == []
    project.undo()
    assert done(project) == {}
    assert project.check() == []


def test_a_mark_does_not_come_back_on_an_article_that_was_deleted_since(project: Project) -> None:
    project.mark_done([1])
    project.mark_done([1], done=False)
    taken_back = project.edits(1)[0]
    project.delete_articles([1])
    with pytest.raises(UserError, match="the article that it needs was deleted later"):
        project.revert(taken_back)
    assert project.check() == []


def test_another_program_that_marked_it_first_is_no_trouble(project: Project, path: Path) -> None:
    with open_project(path, analyst="desk two") as other:
        other.mark_done([1])
    assert project.mark_done([1]) == 0
    project.refresh()
    assert done(project) == {1: "desk two"}


# --- copies and damage ------------------------------------------------------------------------------------------------


def test_what_is_done_only_in_another_copy_is_told_and_brought_in_with_whose_it_is(
    project: Project, path: Path
) -> None:
    other = path.with_name("copy.annotations")
    shutil.copy(path, other)
    with open_project(other, analyst="Ann") as there:
        there.add_articles([NEWS])
        there.mark_done([1, 3])
        at = there.article(1).done_at
    project.mark_done([2])
    found = compare(path, other)
    assert [(one.of, one.name, one.article) for one in found.only_here] == [
        ("done", f"by {project.analyst}", "A letter")
    ]
    assert [(one.of, one.article) for one in found.only_there if one.of == "done"] == [
        ("done", project.article(1).title), ("done", "Gates open"),
    ]  # fmt: skip
    brought = project.bring_in(other)
    assert (brought.articles, brought.annotations, brought.done) == (1, 0, 2)
    assert project.undo_label() == "bring in 1 article and 2 articles done from “copy”"
    assert sorted(done(project).values()) == sorted(["Ann", "Ann", project.analyst])
    assert project.article(1).done_at == at
    assert [one.of for one in compare(path, other).only_there] == []
    project.undo()
    assert done(project) == {2: project.analyst}
    assert project.check() == []


def test_what_was_taken_back_here_is_not_brought_in_unasked(project: Project, path: Path) -> None:
    project.mark_done([1])
    other = path.with_name("copy.annotations")
    shutil.copy(path, other)
    project.mark_done([1], done=False)
    found = compare(path, other)
    assert [(one.of, one.was_deleted) for one in found.only_there] == [("done", True)]
    assert project.bring_in(other).done == 0
    assert project.bring_in(other, deleted=True).done == 1


def test_two_that_marked_one_article_differ_in_whose_it_is(project: Project, path: Path) -> None:
    other = path.with_name("copy.annotations")
    shutil.copy(path, other)
    project.mark_done([1])
    with open_project(other, analyst="Ann") as there:
        there.mark_done([1])
    told = [(one.of, one.field, one.here, one.there) for one in compare(path, other).differing]
    assert told == [("article", "done_by", project.analyst, "Ann")]


def marked(path: Path) -> dict[str, tuple[str, str | None]]:
    with open_project(path) as project:
        assert project.check() == []
        return {one.title: (one.done_by, one.done_at) for one in project.articles() if one.done_at}


def test_salvage_brings_back_what_is_done_with_the_journal(project: Project, path: Path) -> None:
    project.mark_done([1, 2])
    project.mark_done([2], done=False)
    project.close()
    expected = marked(path)
    assert len(expected) == 1
    new = path.with_name("new.annotations")
    report = salvage(path, new)
    assert report.is_complete
    assert "  that 1 article is done" in report.lines
    assert marked(new) == expected
    with open_project(new) as again:
        assert again.undo_label() == "mark “A letter” as not done"


def test_salvage_knows_from_the_ledger_what_was_done_in_a_file_that_is_gone(project: Project, path: Path) -> None:
    backup = project.backup()
    project.mark_done([1, 2])
    project.mark_done([2], done=False)
    project.close()
    expected = marked(path)
    path.unlink()
    assert backup.exists()
    new = path.with_name("new.annotations")
    salvage(path, new)
    assert marked(new) == expected


def test_salvage_knows_from_the_journal_and_the_backups_without_a_ledger(project: Project, path: Path) -> None:
    project.mark_done([1])
    project.backup()
    project.close()
    expected = marked(path)
    for one in ledgers.folder().iterdir():
        one.unlink()
    path.write_bytes(b"")
    new = path.with_name("new.annotations")
    salvage(path, new)
    assert marked(new) == expected


def test_a_ledger_that_missed_a_mark_makes_up_for_it(project: Project, path: Path) -> None:
    with open_project(path) as other:
        other._database.recorder = None  # as a program without a ledger
        other.mark_done([1])
    project.annotate(2, 0, 7, "claim")
    (written,) = ledgers.folder().iterdir()
    assert project.article(1).done_at in written.read_text()


# --- reading ----------------------------------------------------------------------------------------------------------


def test_reading_an_article_writes_nothing_into_the_project(project: Project, path: Path) -> None:
    before, turn = path.read_bytes(), project.turn()
    told: list[Changes] = []
    project.changed.connect(told.append)
    assert project.read_to(1, 40)
    assert not project.read_to(1, 20)
    assert (path.read_bytes(), project.turn()) == (before, turn)
    assert [one.statuses for one in told] == [{1}]
    found = project.article(1)
    assert (found.status, found.furthest) == ("reading", 40)
    assert project.statuses().reading == {1}
    assert project.statuses().counted(project.article_ids()) == {"unread": 1, "reading": 1, "done": 0}


def test_how_far_was_read_is_remembered_for_the_next_time(project: Project, reopened: Callable[[], Project]) -> None:
    project.read_to(1, 40)
    project.read_to(2, 10**9)
    again = reopened()
    assert again.article(1).furthest == 40
    assert again.article(2).read_percent == 100
    again.forget_reading(1)
    assert again.article(1).status == "unread"
    again.read_to(1, 5)
    assert reopened().article(1).furthest == 5


def test_two_windows_lose_none_of_each_others_bookmarks(project: Project, path: Path) -> None:
    with open_project(path) as other:
        assert other.article(1).furthest is None
        project.read_to(1, 40)
        other.read_to(2, 12)
        other.read_to(1, 10)
        assert other.bookmarks.read_again()
        project.bookmarks.read_again()
        for one in (project, other):
            assert [one.article(number).furthest for number in (1, 2)] == [40, 12]


def test_done_goes_before_reading_and_what_is_wanted_is_chosen_in_order(project: Project) -> None:
    project.add_articles([NEWS])
    project.read_to(1, 5)
    project.read_to(2, 5)
    project.mark_done([2])
    statuses, ids = project.statuses(), project.article_ids()
    assert {one: statuses.of(one) for one in ids} == {1: "reading", 2: "done", 3: "unread"}
    assert statuses.chosen(ids, []) == ids
    assert statuses.chosen(ids, ["unread", "reading"]) == [one for one in ids if one != 2]


def test_a_project_whose_uid_would_lead_elsewhere_has_no_bookmarks(tmp_path: Path) -> None:
    for uid in ("../../elsewhere", "*", ""):
        marks = Bookmarks(uid, tmp_path / "bookmarks")
        assert marks.read_to("019f0000-0000-7000-8000-000000000001", 5)
        assert list(tmp_path.rglob("*")) == []


def test_bookmarks_that_were_torn_or_mangled_cost_only_themselves(tmp_path: Path) -> None:
    uid, first, second = (f"019f0000-0000-7000-8000-00000000000{number}" for number in range(3))
    Bookmarks(uid, tmp_path).read_to(first, 7)
    (file,) = tmp_path.iterdir()
    with file.open("ab") as stream:
        stream.write(f"{second} 0 9".encode() + b"\xff\nnonsense\n\n" + f"{second} 0 ".encode())
    Bookmarks(uid, tmp_path).read_to(second, 4)
    again = Bookmarks(uid, tmp_path)
    assert (again.furthest(first), again.furthest(second)) == (7, 4)


def test_long_bookmarks_are_written_anew_and_none_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.project.bookmarks.LONGEST", 4_000)
    uid, *articles = (f"019f0000-0000-7000-8000-{number:012x}" for number in range(9))
    one, other = Bookmarks(uid, tmp_path), Bookmarks(uid, tmp_path)
    for place in range(60):
        for number, article in enumerate(articles):
            (one if (place + number) % 2 else other).read_to(article, place)
        if place % 10 == 9:
            one.forget(articles[0])
            for marks in (one, other, one):
                marks.read_again()
        if place == 40:
            for file in tmp_path.iterdir():
                os.utime(file, (0, 0))
    again = Bookmarks(uid, tmp_path)
    assert [again.furthest(article) for article in articles] == [None, *[59] * 7]
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 60 * 8 * 60


def test_an_article_that_another_program_deletes_at_the_last_moment_is_not_marked(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = journal.edit

    def edit_too_late(*arguments: Any) -> Any:
        monkeypatch.undo()
        with open_project(path) as other:
            other.delete_articles([1])
        return begin(*arguments)

    monkeypatch.setattr(journal, "edit", edit_too_late)
    with pytest.raises(UserError, match="Article 1 was deleted meanwhile"):
        project.mark_done([1])
    assert project.check() == []
