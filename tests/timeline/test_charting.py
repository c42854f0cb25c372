"""A project's timeline says what its annotations say."""

import csv
import io
from datetime import date

import pytest

from annotator.errors import UserError
from annotator.project import create_project
from annotator.project.charting import timeline, write_numbers
from annotator.records import NewAnnotation, NewArticle, Wanted
from annotator.timeline.calendar import Unit
from annotator.timeline.view import ChartView

TEXT = "Norland agreed to reopen two grounds. Sudmark must leave."


def story(day, *tags):
    marks = tuple(NewAnnotation(start=place, end=place + 7, tag=tag) for place, tag in enumerate(tags))
    return NewArticle(title=f"Story of {day}", text=TEXT, published_on=day, annotations=marks)


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "strait.annotations", analyst="desk one") as opened:
        opened.add_articles(
            [
                story(date(2024, 3, 4), "claim", "claim", "demand"),
                story(date(2024, 5, 6)),
                story(date(2024, 6, 3), "demand"),
                story(None, "claim"),
            ]
        )
        yield opened


def numbers_of(project, unit, *tags):
    stream = io.StringIO(newline="")
    wanted = Wanted(tags=frozenset(project.tag(tag).id for tag in tags))
    write_numbers(project, stream, ChartView(unit=unit, wanted=wanted))
    rows = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    return {(row["bin_start"], row["tag"]): int(row["annotations"]) for row in rows}


def test_the_timeline_counts_the_annotations_of_the_project(project):
    counts = timeline(project)
    assert (counts.annotations, counts.undated) == (5, 1)
    assert (counts.first, counts.last) == (date(2024, 3, 4), date(2024, 6, 3))
    cut = counts.tally(Unit.MONTH)
    assert [cut.covered(number) for number in cut.numbers()] == [True, False, True, True]


def test_its_numbers_hold_zeros_and_the_undated(project):
    counts = numbers_of(project, "month")
    assert len(counts) == 5 * len(project.tags())
    assert {key: count for key, count in counts.items() if count} == {
        ("2024-03-01", "claim"): 2,
        ("2024-03-01", "demand"): 1,
        ("2024-06-01", "demand"): 1,
        ("", "claim"): 1,
    }


def test_some_tags_can_be_asked_for(project):
    counts = numbers_of(project, "month", "Demand")
    assert {tag for _, tag in counts} == {"demand"}
    assert sum(counts.values()) == 2


def test_what_does_not_exist_is_named(project):
    with pytest.raises(UserError, match="fortnight"):
        write_numbers(project, io.StringIO(), ChartView(unit="fortnight"))
    with pytest.raises(UserError, match="boast"):
        timeline(project, tags=["boast"])
