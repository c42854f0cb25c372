"""What filters leave, held against a filter that looks at one article and one annotation after the other."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.project import Project, create_project
from annotator.records import Annotation, Article, Narrowed, NewAnnotation, NewArticle, Wanted

TEXTS = (
    "The levy stays, the envoy said at the harbour.",
    "Nobody dropped the levy: ferries wait in Stenhaven.",
    "海峡の合意 was signed at the harbour by an envoy.",
)
SOURCES = ("", "Meridian News", "Harbour Wire", 'O\'Neill & "sons"', "meridian news")
ANALYSTS = ("desk one", "desk two", "Desk One", "no source")
TAGS = ("claim", "demand", "threat")
WORDS = ("", "  ", "levy", "harbour env", "stenhav", "合意", "nobody levy", '"', "harbour wire")
FIRST = date(2024, 2, 26)
DAYS = [FIRST + timedelta(days=number) for number in range(9)]

marks = st.builds(
    lambda start, tag, analyst, made: NewAnnotation(start, start + 4, tag, analyst=analyst, created_at=made),
    st.integers(0, 30), st.sampled_from(TAGS), st.sampled_from(ANALYSTS),
    st.builds(lambda day, time: f"{day}T{time}Z", st.sampled_from(DAYS), st.sampled_from(["00:00:00", "23:59:59"])),
)  # fmt: skip
stories = st.lists(
    st.tuples(
        st.sampled_from(TEXTS), st.sampled_from(SOURCES), st.none() | st.sampled_from(DAYS),
        st.lists(marks, max_size=4),
    ),
    max_size=6,
)  # fmt: skip


def some(values) -> st.SearchStrategy[frozenset]:
    return st.frozensets(st.sampled_from(values), max_size=2)


filters = st.tuples(some(TAGS), some([*SOURCES, "gone"]), some([*ANALYSTS, "gone"]), st.sampled_from(WORDS))
questions = st.tuples(
    st.lists(filters, max_size=2), st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS),
    st.booleans(), st.booleans(), st.booleans(), st.sampled_from([1, 3, 1000]),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("narrowed")


def made(folder: Path, rows) -> Project:
    path = folder / "Random.annotations"
    path.unlink(missing_ok=True)
    project = create_project(path, analyst="desk one")
    project.add_articles(
        NewArticle(f"Story {number}", f"{text} {number}", source=source, published_on=day, annotations=tuple(found))
        for number, (text, source, day, found) in enumerate(rows)
    )
    return project


def finds(article: Article, text: str, words: str) -> bool:
    """What the search of the articles promises, word by word, the last one as a beginning."""
    said = [*_tokens(article.title), *_tokens(article.source), *_tokens(text)]
    typed = words.split()
    for place, word in enumerate(typed):
        if not any(map(str.isalnum, word)) or not word.isascii():
            if word.lower() not in f"{article.title} {article.source} {text}".lower():
                return False
        elif (place < len(typed) - 1 and word not in said) or not any(one.startswith(word) for one in said):
            return False
    return True


def _tokens(words: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in words.lower()).split()


class Looked:
    """A project in plain lists."""

    def __init__(self, project: Project) -> None:
        self.articles = project.articles()
        self.texts = {one.id: project.text(one) for one in self.articles}
        self.by_id = {one.id: one for one in self.articles}
        self.annotations = project.annotations()

    def article_fits(self, article: Article, narrowed: Narrowed) -> bool:
        for wanted in narrowed.filters:
            if wanted.sources and article.source not in wanted.sources:
                return False
            if not finds(article, self.texts[article.id], wanted.matching):
                return False
        if not narrowed.by_making and not fits_days(article.published_on, narrowed):
            return False
        asks = any(wanted.tags or wanted.analysts for wanted in narrowed.filters)
        by_day = narrowed.by_making and (narrowed.first or narrowed.last or narrowed.undated)
        if asks or narrowed.marked or by_day:
            return any(self.fits(one, narrowed) for one in self.annotations if one.article_id == article.id)
        return True

    def fits(self, one: Annotation, narrowed: Narrowed) -> bool:
        article = self.by_id[one.article_id]
        for wanted in narrowed.filters:
            if wanted.tags and one.tag_id not in wanted.tags:
                return False
            if wanted.analysts and one.analyst not in wanted.analysts:
                return False
            if wanted.sources and article.source not in wanted.sources:
                return False
            if not finds(article, self.texts[article.id], wanted.matching):
                return False
        day = date.fromisoformat(one.created_at[:10]) if narrowed.by_making else article.published_on
        return fits_days(day, narrowed)


def fits_days(day: date | None, narrowed: Narrowed) -> bool:
    if narrowed.undated:
        return day is None
    if day is None:
        return narrowed.first is None and narrowed.last is None
    return (narrowed.first or day) <= day <= (narrowed.last or day)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=stories, asked=st.lists(questions, min_size=8, max_size=8))
def test_articles_and_annotations_are_those_that_fit_when_looked_at_one_by_one(folder, rows, asked):
    with made(folder, rows) as project:
        there = Looked(project)
        for given_filters, first, last, undated, by_making, marked, limit in asked:
            wanted = tuple(
                Wanted(frozenset(project.tag(tag).id for tag in tags), *rest) for tags, *rest in given_filters
            )
            narrowed = Narrowed(wanted, first, last, undated, by_making, marked)
            fitting = [one for one in there.annotations if there.fits(one, narrowed)]
            assert project.annotations_within(narrowed, limit=limit) == fitting[:limit]
            assert project.number_within(narrowed) == len(fitting)
            few = [one.id for one in there.annotations[::2]]
            assert project.annotations_within(narrowed, limit=99, among=few) == [
                one for one in fitting if one.id in few
            ]
            articles = [one.id for one in there.articles if there.article_fits(one, narrowed)]
            assert project.articles_within(narrowed) == articles
            half = [one.id for one in there.articles[::2]]
            assert project.articles_within(narrowed, among=half) == [one for one in articles if one in half]


def test_many_names_are_as_good_as_few(folder):
    rows = [(TEXTS[0], f"Source {number}", FIRST, [NewAnnotation(0, 8, "claim")]) for number in range(500)]
    with made(folder, rows) as project:
        wanted = frozenset(f"Source {number}" for number in range(0, 500, 2))
        narrowed = Narrowed((Wanted(sources=wanted),))
        assert len(project.articles_within(narrowed)) == project.number_within(narrowed) == 250
        assert {project.article(one).source for one in project.articles_within(narrowed)} == wanted
        one_of_many = Narrowed((Wanted(sources=frozenset(["Source 7"])),))  # found by its articles, which are few
        (found,) = project.annotations_within(one_of_many, limit=9)
        assert project.article(found.article_id).source == "Source 7"


def test_sources_and_analysts_are_told_with_their_annotations_and_not_when_they_are_gone(folder):
    rows = [
        (TEXTS[0], "Wire", FIRST, [NewAnnotation(0, 8, "claim", analyst="two"), NewAnnotation(4, 8, "claim")]),
        (TEXTS[1], "", FIRST, []),
    ]
    with made(folder, rows) as project:
        assert project.sources() == [("", 0), ("Wire", 2)]
        assert project.analysts() == [("desk one", 1), ("two", 1)]
        project.delete_articles([one for one in project.articles() if one.source == "Wire"])
        assert (project.sources(), project.analysts()) == ([("", 0)], [])
        project.undo()
        assert project.sources() == [("", 0), ("Wire", 2)]


@pytest.mark.parametrize("order", ["newest", "oldest", "title"])
def test_what_is_left_stands_in_the_order_asked_for(folder, order):
    rows = [(TEXTS[number % 3], SOURCES[number % 5], DAYS[-number % 9], []) for number in range(12)]
    with made(folder, rows) as project:
        left = set(project.articles_within(Narrowed((Wanted(matching="levy"),))))
        whole = project.article_ids(order=order)
        assert project.articles_within(Narrowed((Wanted(matching="levy"),)), order=order) == [
            one for one in whole if one in left
        ]
