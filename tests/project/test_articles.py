"""Articles: taken in once, found by words, changed and deleted without losing anything."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from annotator.errors import UserError
from annotator.project import Project
from annotator.records import ImportReport, NewAnnotation, NewArticle

from .conftest import TEXT

LETTER = NewArticle(title="A letter", text="No date at all. 中方反对。")


def titles(project: Project, words: str) -> list[str]:
    return [article.title for article in project.articles(matching=words)]


def test_the_same_article_twice_is_one(project: Project) -> None:
    assert project.add_articles([LETTER, LETTER]) == ImportReport(added=0, present=2)
    assert project.totals().articles == 2


def test_an_article_already_here_gains_only_the_annotations_it_lacks(project: Project) -> None:
    annotated = NewArticle(
        title=LETTER.title, text=LETTER.text, annotations=(NewAnnotation(0, 2, "claim", analyst="Desk North"),)
    )
    assert project.add_articles([annotated]) == ImportReport(present=1, annotations=1)
    assert project.add_articles([annotated]) == ImportReport(present=1)
    assert len(project.edits()) == 2


def test_an_unknown_tag_of_an_import_joins_the_codebook_and_leaves_with_undo(project: Project) -> None:
    known = [tag.name for tag in project.tags()]
    project.add_articles([NewArticle(title="New", text="text", annotations=(NewAnnotation(0, 4, "wish"),))])
    added = project.tag("WISH")
    assert added.color.startswith("#")
    assert added.letter
    assert added.letter not in {tag.letter for tag in project.tags() if tag.id != added.id}
    project.undo()
    assert [tag.name for tag in project.tags()] == known


def test_a_failing_import_leaves_nothing(project: Project) -> None:
    def articles() -> object:
        yield NewArticle(title="Good", text="good")
        raise RuntimeError("the reader broke")

    with pytest.raises(RuntimeError):
        project.add_articles(articles())  # type: ignore[arg-type]
    assert project.totals().articles == 2
    assert project.check() == []


def test_others_read_on_while_a_large_import_is_under_way(project: Project, reopened: Callable[[], Project]) -> None:
    reader = reopened()

    def articles() -> Iterator[NewArticle]:
        for number in range(1500):
            yield NewArticle(title=f"Article {number}", text=f"{number} " + "many words " * 400)
        assert reader.text(1) == TEXT

    assert project.add_articles(articles()).added == 1500
    assert reader.totals().articles == 1502


def test_deleting_an_article_hides_it_everywhere_and_undo_brings_all_back(project: Project) -> None:
    made = project.annotate(1, 0, 9, "claim")
    project.delete_articles([1])
    assert project.totals().articles == 1
    assert project.annotations() == []
    assert project.day_counts() == []
    assert titles(project, "grounds") == []
    with pytest.raises(UserError, match="no article"):
        project.text(1)
    project.undo()
    assert project.text(1) == TEXT
    assert [one.uid for one in project.annotations(1)] == [made.uid]
    assert project.check() == []


def test_a_deleted_article_comes_back_when_it_is_imported_again(project: Project) -> None:
    uid = project.article(2).uid
    project.delete_articles([2])
    assert project.add_articles([LETTER]).added == 1
    assert project.article(2).uid == uid


def test_a_new_date_moves_the_annotations_with_it_and_undo_moves_them_back(project: Project) -> None:
    project.annotate(2, 0, 2, "claim")
    assert project.set_article_fields(2, published_on=date(2024, 5, 1)).published_on == date(2024, 5, 1)
    assert [count.day for count in project.day_counts()] == [date(2024, 5, 1)]
    project.undo()
    assert [count.day for count in project.day_counts()] == [None]
    assert project.check() == []


@pytest.mark.parametrize("fields", [{"text": "other"}, {"uid": "x"}, {"published_on": "2024-99-01"}, {"title": " "}])
def test_a_field_that_cannot_change_is_refused(project: Project, fields: dict[str, str]) -> None:
    before = project.article(1)
    with pytest.raises(UserError):
        project.set_article_fields(1, **fields)
    assert project.article(1) == before


@pytest.mark.parametrize(
    "words", ["grounds", "reopen minis", "MERIDIAN", "Sudmark 🇳🇴", "  norland ", "“We", '"', "NOT OR", "a*b(", "-"]
)
def test_whatever_is_typed_finds_without_an_error(project: Project, words: str) -> None:
    assert titles(project, words) in (["Norland to reopen two grounds"], [])


def test_words_are_found_in_title_source_and_text_as_they_are_typed(project: Project) -> None:
    assert titles(project, "norl") == titles(project, "meridian news") == ["Norland to reopen two grounds"]
    assert titles(project, "sudmark leave") == ["Norland to reopen two grounds"]
    assert titles(project, "反对") == ["A letter"]
    assert titles(project, "norland letter") == []


def test_a_changed_title_is_found_and_the_old_one_is_not(project: Project) -> None:
    project.set_article_fields(1, title="Ferries return")
    assert titles(project, "ferries") == ["Ferries return"]
    assert titles(project, "norland") == []
    project.undo()
    assert titles(project, "norland") == ["Norland to reopen two grounds"]
    assert project.check() == []


def test_lists_are_newest_first_and_undated_last(project: Project) -> None:
    project.add_articles([NewArticle(title="Older", text="x", published_on=date(2023, 1, 1))])
    assert [one.title for one in project.articles()] == ["Norland to reopen two grounds", "Older", "A letter"]
    assert project.article_ids(order="oldest") == [3, 1, 2]
    assert project.article_ids(order="title") == [2, 1, 3]
    assert project.article_ids(first=date(2023, 1, 1), last=date(2023, 12, 31)) == [3]
    assert project.article_ids(undated=True) == [2]


def test_an_article_is_known_by_number_uid_and_beginning_of_uid(project: Project) -> None:
    one = project.article(1)
    other = project.article(2)
    shared = next(n for n in range(36) if one.uid[n] != other.uid[n])
    assert project.article("1") == project.article(one.uid) == project.article(one.uid[: shared + 1]) == one
    project.add_articles(NewArticle(title=f"Article {number}", text=f"{number} text") for number in range(3, 22))
    for digits in ("01", "019", "0" + one.uid[1]):  # each begins all uids, or none; none is the number of an article
        with pytest.raises(UserError, match=f"(More than one|There is no) article .*“{digits}”"):
            project.article(digits)
    with pytest.raises(UserError, match="More than one article begins with"):
        project.article(one.uid[:8])
    with pytest.raises(UserError, match="no article “zz”"):
        project.article("zz")
