"""Articles are given dates, many of them in one edit that can be undone."""

from datetime import date

import pytest

from annotator.errors import UserError
from annotator.project import create_project, open_project
from annotator.project.dating import day_of
from annotator.records import NewAnnotation, NewArticle

APRIL, MAY = date(2024, 4, 2), date(2024, 5, 1)


@pytest.fixture
def project(tmp_path):
    claim = (NewAnnotation(0, 5, "claim", analyst="desk one"),)
    with create_project(tmp_path / "p.annotations", analyst="desk one") as made:
        made.add_articles(
            [
                NewArticle("Plain", "Words without any date."),
                NewArticle("Letter", "STENHAVEN, April 1 -- sent on April 2, 2024, and 2024-05-01.", annotations=claim),
                NewArticle("Minutes of 1 May 2024", "Talks of the 2 April 2024 went on.", annotations=claim * 1),
                NewArticle("Dated", "Norland agreed.", published_on=MAY, annotations=claim),
            ]
        )
        yield made


def ids(project):
    return {one.title: one.id for one in project.articles()}


def days(project):
    return {one.title: one.published_on for one in project.articles()}


def test_the_undated_come_with_those_first_that_the_chart_counts(project):
    titles = [project.article(one).title for one in project.undated()]
    assert titles == ["Letter", "Minutes of 1 May 2024", "Plain"]


def test_many_articles_are_dated_in_one_edit_and_undone_as_one(project):
    before, number = days(project), len(project.edits())
    here = ids(project)
    changed = {here["Letter"]: APRIL, here["Plain"]: APRIL, here["Dated"]: MAY}
    assert project.date_articles(changed) == 2
    assert [edit.label for edit in project.edits()][: len(project.edits()) - number] == [
        "date 2024-04-02 of 2 articles"
    ]
    assert days(project) == before | {"Letter": APRIL, "Plain": APRIL}
    assert [one.day for one in project.day_counts()] == [None, APRIL, MAY]
    project.undo()
    assert days(project) == before
    assert [one.annotations for one in project.day_counts() if one.day is None] == [2]
    project.redo()
    assert days(project)["Letter"] == APRIL
    assert project.check() == []


def test_a_date_is_taken_away_again(project):
    dated = ids(project)["Dated"]
    assert project.date_articles({dated: None}) == 1
    assert days(project)["Dated"] is None
    assert project.undo_label() == "removal of the date of “Dated”"
    assert sum(one.annotations for one in project.day_counts() if one.day is None) == 3


def test_what_changes_nothing_is_no_edit(project):
    number = len(project.edits())
    assert project.date_articles({ids(project)["Dated"]: MAY}) == 0
    assert project.date_articles({}) == 0
    assert len(project.edits()) == number


def test_an_article_that_is_gone_dates_none_of_the_others(project):
    here = ids(project)
    project.delete_articles([here["Plain"]])
    with pytest.raises(UserError):
        project.date_articles({here["Letter"]: APRIL, here["Plain"]: APRIL})
    assert days(project)["Letter"] is None


def test_another_program_sees_the_dates(project):
    project.date_articles({ids(project)["Letter"]: APRIL})
    with open_project(project.path) as other:
        assert [one.article for one in other.annotations(first=APRIL, last=APRIL)] == [
            other.article(ids(project)["Letter"]).uid
        ]


def test_title_and_head_say_which_days_may_be_meant(project):
    here = ids(project)
    assert [one.day for one in project.days_in(here["Letter"])] == [APRIL, MAY]
    assert [one.day for one in project.days_in(here["Minutes of 1 May 2024"])] == [MAY, APRIL]
    assert project.days_in(here["Plain"]) == []


def test_what_is_typed_is_a_day_or_says_how_to_write_one():
    assert day_of(" 2 April 2024 ") == APRIL
    with pytest.raises(UserError, match="Write it as 2024-04-02, 2 April 2024 or April 2, 2024"):
        day_of("2/4/2024")
    with pytest.raises(UserError, match="The calendar has no “30 February 2024”"):
        day_of("30 February 2024")
    with pytest.raises(UserError):
        day_of("0900-01-01")
