"""The large projects of the benchmarks are projects like any other."""

from pathlib import Path

import pytest

from annotator.project import open_project
from annotator.store.database import open_database
from tests.benchmarks import large

ARTICLES, ANNOTATIONS = 400, 1_100


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("large") / "large.annotations"
    large.make(found, ANNOTATIONS, ARTICLES)
    return found


def test_a_large_project_is_sound(path: Path) -> None:
    with open_project(path, keep=False) as project:
        assert project.check() == []
        totals = project.totals()
        assert (totals.articles, totals.annotations) == (ARTICLES, ANNOTATIONS)


def test_its_annotations_are_spread_over_tags_analysts_sources_and_days(path: Path) -> None:
    with open_project(path, keep=False) as project:
        counts = project.day_counts()
        assert {tag.name for tag in project.tags()} == set(large.TAGS)
        assert {count.tag_id for count in counts} == {tag.id for tag in project.tags()}
        assert sum(count.annotations for count in counts) == ANNOTATIONS
        undated = sum(count.annotations for count in counts if count.day is None)
        assert 0 < undated < ANNOTATIONS / 10
        assert {article.source for article in project.articles()} == set(large.SOURCES)
        found = [one for article in project.articles() for one in project.annotations(article)]
        assert {one.analyst for one in found} == set(large.ANALYSTS)
        assert {len(one.quote) < 20 for one in found} == {True}


def test_it_is_the_same_each_time_but_for_the_uid_of_the_project(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.annotations"
    large.make(again, ANNOTATIONS, ARTICLES)
    both = []
    for one in (path, again):
        database = open_database(one, reading=True)
        both.append(database.connection.execute("SELECT * FROM annotation ORDER BY id").fetchall())
        database.close()
    assert both[0] == both[1]
