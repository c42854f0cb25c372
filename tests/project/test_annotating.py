"""Annotations: stored before the verb returns, exact to the code point, refused when stale."""

from collections.abc import Callable

import pytest

from annotator.errors import StaleError, UserError
from annotator.project import Project
from annotator.project.references import ArticleRef
from annotator.records import Article, Changes

from .conftest import TEXT

Again = Callable[[], Project]


def span_of(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_an_annotation_is_in_the_file_when_the_verb_returns(project: Project, reopened: Again) -> None:
    made = project.annotate(1, *span_of("We will reopen 🇳🇴 two grounds"), "commitment", note="first easing")
    assert reopened().annotations(1) == [made]
    assert made.quote == "We will reopen 🇳🇴 two grounds"
    assert (made.tag, made.note, made.analyst, made.rev) == ("commitment", "first easing", "desk one", 1)
    assert TEXT[: made.start].endswith(made.prefix)
    assert TEXT[made.end :].startswith(made.suffix)


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_refused_in_one_sentence(project: Project, start: int, end: int) -> None:
    with pytest.raises(UserError, match=f"The span {start} to {end} is not in this article"):
        project.annotate(1, start, end, "claim")
    assert project.annotations() == []
    assert project.edits()[0].label == "import of 2 articles"


def test_an_unknown_tag_is_refused_with_the_tags_there_are(project: Project) -> None:
    with pytest.raises(UserError, match=r"no tag “wish”.*claim, commitment, demand"):
        project.annotate(1, 0, 4, "wish")


def test_retag_note_and_delete_are_stored_and_named(project: Project, reopened: Again) -> None:
    made = project.annotate(1, *span_of("Sudmark must leave"), "claim")
    demand = project.retag(made, "demand")
    noted = project.set_note(demand, "spoken, not written")
    assert reopened().annotation(made.uid) == noted
    assert (noted.tag, noted.note, noted.rev) == ("demand", "spoken, not written", 3)
    assert project.delete_annotations([noted]) == 1
    assert [edit.label for edit in project.edits(4)] == [
        "delete demand on “Sudmark must leave”",
        "note on “Sudmark must leave”",
        "retag of “Sudmark must leave” from claim to demand",
        "claim on “Sudmark must leave”",
    ]
    assert reopened().annotations() == []


def test_a_stale_record_is_refused_and_nothing_is_overwritten(project: Project, reopened: Again) -> None:
    made = project.annotate(1, 0, 9, "claim")
    elsewhere = reopened()
    elsewhere.set_note(made.uid, "theirs")
    for act in (
        lambda: project.retag(made, "threat"),
        lambda: project.set_note(made, "mine"),
        lambda: project.delete_annotations([made]),
    ):
        with pytest.raises(StaleError, match="was changed elsewhere"):
            act()
    assert project.annotation(made.uid).note == "theirs"


def test_one_stale_record_among_many_deletes_none(project: Project) -> None:
    first, second = (project.annotate(1, start, start + 5, "claim") for start in (0, 10))
    project.set_note(second, "changed")
    with pytest.raises(StaleError):
        project.delete_annotations([first, second])
    assert len(project.annotations()) == 2


def test_an_edit_that_changes_nothing_leaves_no_trace(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    before = project.edits()
    assert project.retag(made, "claim") == made
    assert project.edits() == before


def test_views_hear_of_each_edit_once_and_of_what_it_changed(project: Project) -> None:
    heard: list[Changes] = []
    project.changed.connect(heard.append)
    project.annotate(1, 0, 9, "claim")
    project.undo()
    assert [(changes.annotated, changes.articles, changes.tags) for changes in heard] == [
        (frozenset({1}), frozenset(), False)
    ] * 2
    project.changed.disconnect(heard.append)
    project.redo()
    assert len(heard) == 2


def test_another_program_is_noticed_once(project: Project, reopened: Again) -> None:
    heard: list[Changes] = []
    project.changed.connect(heard.append)
    assert not project.refresh()
    reopened().annotate(1, 0, 9, "claim")
    assert project.refresh()
    assert not project.refresh()
    assert [changes.everything for changes in heard] == [True]
    assert len(project.annotations()) == 1


def test_annotations_are_found_by_tag_and_date(project: Project) -> None:
    dated = project.annotate(1, 0, 9, "claim")
    undated = project.annotate(2, 0, 2, "demand")
    day = project.article(1).published_on
    assert project.annotations(tag="Claim") == [dated]
    assert project.annotations(tag=["claim", "demand"]) == [dated, undated]
    assert project.annotations(first=day, last=day) == [dated]
    assert project.annotations(undated=True) == [undated]
    assert project.annotations(2, tag="claim") == []
    assert project.totals().undated == 1
    assert [(count.day, count.annotations) for count in project.day_counts()] == [(None, 1), (day, 1)]


def test_an_article_that_another_program_deletes_at_the_last_moment_takes_no_annotation(
    project: Project, reopened: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, look_up = reopened(), Project.article

    def delete_then(self: Project, ref: ArticleRef) -> Article:
        found = look_up(self, ref)
        if self is project:
            other.delete_articles([found.id])
        return found

    project.text(1)
    monkeypatch.setattr(Project, "article", delete_then)
    with pytest.raises(UserError, match="nothing was stored"):
        project.annotate(1, 0, 9, "claim")
    monkeypatch.undo()
    assert project.annotations() == []
    assert project.check() == []
