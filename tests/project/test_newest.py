"""The annotations that a card quotes are the newest of its bin, whatever filter and date rule are in force."""

import random
from datetime import date, timedelta

import pytest

from annotator.project import create_project
from annotator.records import EVERYTHING, NewAnnotation, NewArticle, Wanted
from annotator.store import newest as stored
from annotator.timeline.calendar import Unit, bin_at, bin_number
from annotator.timeline.counts import Timeline
from annotator.timeline.folding import OTHERS
from annotator.timeline.newest import Newest, last_days, newest_of
from annotator.timeline.series import Series
from annotator.timeline.view import ChartView, DateRule, Group

FIRST = date(2024, 1, 1)
TEXT = "Norland agreed to reopen two grounds. Sudmark must leave at once."
SOURCES, TAGS, ANALYSTS = ("Meridian", "Harbour", ""), ("claim", "demand"), ("desk one", "desk two")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    source = random.Random(7)
    articles = []
    for number in range(60):
        day = None if number % 7 == 0 else FIRST + timedelta(days=source.randint(0, 40))
        marks = tuple(
            NewAnnotation(
                place, place + 9, source.choice(TAGS), analyst=source.choice(ANALYSTS),
                created_at=f"{FIRST + timedelta(days=source.randint(50, 70))}T23:30:00Z",
            )
            for place in source.sample(range(50), source.randint(0, 5))
        )  # fmt: skip
        articles.append(
            NewArticle(f"Story {number}", f"{TEXT} {number}", source=source.choice(SOURCES), published_on=day,
                       annotations=marks)
        )  # fmt: skip
    with create_project(tmp_path_factory.mktemp("newest") / "p.annotations", analyst="desk one") as made:
        made.add_articles(articles)
        yield made


def wanted_ones(project):
    claim = project.tag("claim").id
    return [
        EVERYTHING,
        Wanted(tags=frozenset({claim})),
        Wanted(sources=frozenset({"Harbour", ""})),
        Wanted(analysts=frozenset({"desk two"})),
        Wanted(matching="story 1"),
        Wanted(tags=frozenset({claim}), sources=frozenset({"Meridian"}), analysts=frozenset({"desk one"})),
    ]


def fits(project, one, wanted, articles):
    article = articles[one.article_id]
    words = wanted.matching.split()
    whole = f"{article.title} {article.source} {project.text(article)}".lower()
    return (
        (not wanted.tags or one.tag_id in wanted.tags)
        and (not wanted.sources or article.source in wanted.sources)
        and (not wanted.analysts or one.analyst in wanted.analysts)
        and (not words or (article.id in project.article_ids(matching=wanted.matching) and words[0] in whole))
    )


def all_newest(project, asked):
    """Asked page by page until nothing is left."""
    found, below = project.newest(asked)
    while below and len(found) < 3:
        more, below = project.newest(asked, below=below)
        found += more
    return [one.id for one in found[:3]]


@pytest.mark.parametrize("page", [20_000, 9])
@pytest.mark.parametrize("rule", DateRule)
def test_the_three_newest_are_those_of_a_brute_search(project, rule, page, monkeypatch):
    monkeypatch.setattr(stored, "PAGE", page)
    articles = {one.id: one for one in project.articles()}
    every = project.annotations()

    def day(one):
        return (
            date.fromisoformat(one.created_at[:10])
            if rule is DateRule.ANNOTATED
            else (articles[one.article_id].published_on)
        )

    for wanted in wanted_ones(project):
        left = [one for one in every if fits(project, one, wanted, articles)]
        for one_day in sorted({day(one) for one in left} - {None}):
            expected = sorted((one.id for one in left if day(one) == one_day), reverse=True)[:3]
            assert all_newest(project, Newest((one_day,), wanted, rule)) == expected
        if rule is DateRule.PUBLISHED:
            expected = sorted((one.id for one in left if day(one) is None), reverse=True)[:3]
            assert all_newest(project, Newest(None, wanted, rule)) == expected


def test_of_several_days_the_last_comes_first(project):
    articles = {one.id: one for one in project.articles()}
    days = sorted({one.published_on for one in articles.values() if one.annotations} - {None})[:3]
    found, _ = project.newest(Newest(tuple(days), EVERYTHING))
    shown = [articles[one.article_id].published_on for one in found]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == days[-1]


def test_no_day_is_no_annotation(project):
    assert project.newest(Newest((), EVERYTHING)) == ([], 0)


def chart(project, names=("claim", "demand")):
    return Timeline(project.day_counts(), project.article_days(), [project.tag(name) for name in names])


def test_no_more_days_are_asked_for_than_hold_three_annotations(project):
    daily = chart(project).tally(Unit.DAY)
    january = bin_at(bin_number(FIRST, Unit.MONTH), Unit.MONTH)
    days = last_days(daily, january, (0, 1))
    counts = [sum(daily.row(one.toordinal())) for one in days]
    assert sum(counts) >= 3 > sum(counts[:-1])
    after = (date.fromordinal(number) for number in range(days[-1].toordinal(), january.last.toordinal() + 1))
    assert set(days) == {one for one in after if sum(daily.row(one.toordinal()))}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (Group.TAG, Wanted(tags=frozenset({1}), matching="norland")),
        (Group.SOURCE, Wanted(sources=frozenset({"Meridian"}), matching="norland")),
        (Group.ANALYST, Wanted(analysts=frozenset({"Meridian"}), matching="norland")),
    ],
)
def test_a_series_is_asked_for_by_what_it_stands_for(project, group, expected):
    counts = [(one.day, 1 + number % 2, one.annotations) for number, one in enumerate(project.day_counts())]
    rows = [type(project.day_counts()[0])(*one) for one in counts]
    timeline = Timeline(rows, (), [Series(1, "Meridian", "#000000", "Meridian"), Series(2, "no source", "#000000")])
    view = ChartView(group=group, wanted=Wanted(matching="norland"))
    assert newest_of(timeline, None, (0,), view).wanted == expected
    assert newest_of(timeline, None, (0, 1), view).wanted == view.wanted
    if group is Group.SOURCE:
        assert newest_of(timeline, None, (1,), view).wanted.sources == {""}


def test_the_others_are_asked_for_by_all_that_are_folded(project):
    from annotator.timeline.folding import folded

    tags = project.tags()
    days = [type(project.day_counts()[0])(FIRST, tag.id, 10 - place) for place, tag in enumerate(tags[:6])]
    timeline = folded(Timeline(days, (), tags), (), most=3)
    place = next(place for place, one in enumerate(timeline.series) if one.id == OTHERS)
    assert newest_of(timeline, None, (place,), ChartView()).wanted.tags == {tag.id for tag in tags[3:6]}
