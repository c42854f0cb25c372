"""Moving, splitting and merging annotations: one edit each, quotes that follow, and nobody else is moved."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import StaleError, UserError
from annotator.project import Project, create_project
from annotator.records import NewArticle

from .conftest import TEXT

Again = Callable[[], Project]
SAID = "We will reopen 🇳🇴 two grounds"


def span_of(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_a_moved_annotation_is_stored_with_the_quote_and_context_of_its_new_place(project: Project, reopened: Again):
    made = project.annotate(1, *span_of(SAID), "commitment", note="easing")
    moved = project.move_annotation(made, *span_of("reopen 🇳🇴 two grounds,” the minister"))
    assert reopened().annotations(1) == [moved]
    assert (moved.uid, moved.rev, moved.note, moved.tag) == (made.uid, 2, "easing", "commitment")
    assert moved.quote == "reopen 🇳🇴 two grounds,” the minister"
    assert TEXT[: moved.start].endswith(moved.prefix)
    assert TEXT[moved.end :].startswith(moved.suffix)
    assert project.edits()[0].label == (
        "commitment on “reopen 🇳🇴 two grounds,” the minister” instead of “We will reopen 🇳🇴 two grounds”"
    )
    project.undo()
    assert project.annotation(made.uid).quote == SAID
    assert project.check() == []


def test_an_edit_that_moved_the_end_of_a_long_quote_tells_how_long_it_was(project: Project):
    made = project.annotate(1, 0, 60, "claim")
    project.move_annotation(made, 0, 64)
    assert project.edits()[0].label.endswith("…”, 64 characters instead of 60")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_moves_nothing(project: Project, start: int, end: int):
    made = project.annotate(1, 0, 9, "claim")
    with pytest.raises(UserError, match="is not in this article"):
        project.move_annotation(made, start, end)
    assert project.annotations() == [made]


def test_moving_to_the_same_place_is_no_edit(project: Project):
    made = project.annotate(1, 0, 9, "claim")
    before = project.edits()
    assert project.move_annotation(made, 0, 9) == made
    assert project.edits() == before


def test_a_split_leaves_the_first_part_itself_and_makes_the_others_anew(project: Project, reopened: Again):
    made = project.annotate(1, *span_of(SAID), "commitment", note="easing", analyst="desk two")
    start, end = span_of(SAID)
    first, second = project.split_annotation(made, [(start, start + 7), (start + 15, end)])
    assert [one.quote for one in reopened().annotations(1)] == ["We will", SAID[15:]]
    assert (first.uid, first.note, first.analyst) == (made.uid, "easing", "desk two")
    assert second.uid != made.uid
    assert (second.tag, second.note, second.analyst) == ("commitment", "", "desk two")
    assert project.edits()[0].label == "split of commitment on “We will reopen 🇳🇴 two grounds” into 2"
    project.undo()
    assert [(one.uid, one.quote) for one in project.annotations()] == [(made.uid, SAID)]
    assert project.check() == []


@pytest.mark.parametrize(
    "parts", [[(0, 9)], [(0, 5), (4, 9)], [(4, 9), (0, 3)], [(0, 5), (5, 10)], [(0, 5), (7, 7)], []]
)
def test_parts_that_are_not_parts_are_refused(project: Project, parts: list[tuple[int, int]]):
    made = project.annotate(1, 0, 9, "claim")
    with pytest.raises(UserError, match="two or more parts of 0 to 9"):
        project.split_annotation(made, parts)
    assert project.annotations() == [made]


def test_a_merge_spans_all_words_and_joins_the_notes(project: Project, reopened: Again):
    later = project.annotate(1, *span_of("two grounds"), "claim", note="which?")
    first = project.annotate(1, *span_of("We will"), "claim", note="who?")
    third = project.annotate(1, *span_of("will reopen"), "claim", note="who?")
    merged = project.merge_annotations([later, first, third])
    assert reopened().annotations(1) == [merged]
    assert (merged.uid, merged.quote, merged.note) == (first.uid, SAID, "who?\nwhich?")
    assert project.edits()[0].label == "merge of 3 claim into “We will reopen 🇳🇴 two grounds”"
    project.undo()
    assert {one.uid for one in project.annotations()} == {later.uid, first.uid, third.uid}
    assert project.check() == []


def test_only_annotations_of_one_article_tag_and_analyst_are_merged(project: Project):
    one = project.annotate(1, 0, 4, "claim")
    for other, what in (
        (project.annotate(1, 5, 9, "demand"), "tags"),
        (project.annotate(2, 0, 4, "claim"), "articles"),
        (project.annotate(1, 5, 9, "claim", analyst="desk two"), "analysts"),
    ):
        with pytest.raises(UserError, match=f"different {what}"):
            project.merge_annotations([one, other])
    for too_few in ([one], [one, one], []):
        with pytest.raises(UserError, match="two or more"):
            project.merge_annotations(too_few)
    assert len(project.annotations()) == 4


def test_a_stale_record_is_neither_moved_nor_split_nor_merged(project: Project, reopened: Again):
    one, two = project.annotate(1, 0, 9, "claim"), project.annotate(1, 10, 12, "claim")
    reopened().set_note(one.uid, "theirs")
    for act in (
        lambda: project.move_annotation(one, 0, 5),
        lambda: project.split_annotation(one, [(0, 3), (5, 9)]),
        lambda: project.merge_annotations([two, one]),
    ):
        with pytest.raises(StaleError, match="was changed elsewhere"):
            act()
    assert [(each.start, each.end) for each in project.annotations()] == [(0, 9), (10, 12)]


places = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: (p[0], min(sum(p), len(TEXT))))


@settings(max_examples=12, deadline=None)
@given(st.lists(places, min_size=2, max_size=5), st.lists(st.tuples(st.integers(0, 4), places), max_size=6))
def test_moving_one_span_never_moves_another(marks: list[tuple[int, int]], moves: list[tuple[int, tuple[int, int]]]):
    with TemporaryDirectory() as folder, create_project(Path(folder) / "p.annotations", analyst="one") as project:
        project.add_articles([NewArticle("Grounds", TEXT)])
        expected = {project.annotate(1, *place, "claim").uid: place for place in marks}
        made = list(expected)
        for number, place in moves:
            uid = made[number % len(made)]
            project.move_annotation(uid, *place)
            expected[uid] = place
            assert {one.uid: (one.start, one.end) for one in project.annotations()} == expected
            assert all(one.quote == TEXT[one.start : one.end] for one in project.annotations())
        assert project.check() == []
