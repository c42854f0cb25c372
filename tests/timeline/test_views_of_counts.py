"""Every view of a project's counts equals a count by hand, and stays so through edits of all kinds."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.project import charting, create_project
from annotator.project.charting import Charting, compared_with, read_details, timeline_of
from annotator.records import EVERYTHING, NewAnnotation, NewArticle, Wanted
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.details import GONE, MOST_CELLS, Details, Question
from annotator.timeline.view import ChartView, Compared, DateRule, Group

TEXT = "Norland agreed to reopen two grounds. Sudmark must leave the bank before May."
SOURCES = ("", "Meridian News", "Harbour Wire")
ANALYSTS = ("desk one", "desk two")
TAGS = ("claim", "demand", "threat")
DAYS = (None, date(1000, 1, 1), date(2024, 2, 29), date(2024, 12, 30), date(2025, 1, 1), date(9999, 12, 31))
WORDS = ("", "Norland", "storm")

mark = st.builds(
    lambda place, tag, analyst, day: NewAnnotation(place, place + 3, tag, "", analyst, f"{day}T08:00:00Z"),
    st.integers(0, 40), st.sampled_from(TAGS), st.sampled_from(ANALYSTS), st.dates(date(2025, 1, 1), date(2025, 3, 1)),
)  # fmt: skip
story = st.builds(
    lambda day, source, storm, marks: (day, source, TEXT + (" A storm came." if storm else ""), tuple(marks)),
    st.sampled_from(DAYS), st.sampled_from(SOURCES), st.booleans(), st.lists(mark, max_size=4),
)  # fmt: skip
some = lambda values: st.frozensets(st.sampled_from(values), max_size=2)  # noqa: E731
wishes = st.tuples(some(TAGS), some(SOURCES), some(ANALYSTS), st.sampled_from(WORDS))


class Counted:
    """A project, its charting, and what both must agree on with a count by hand."""

    def __init__(self, project, *, detailed):
        self.project, self.charting = project, Charting(project)
        if detailed:
            self.charting.adopt(read_details(project))
        project.changed.connect(self.charting.take)

    def wanted(self, wish):
        tags, sources, analysts, words = wish
        return Wanted(frozenset(self.project.tag(name).id for name in tags), sources, analysts, words)

    def by_hand(self, view):
        articles = {article.id: article for article in self.project.articles()}
        fitting = {article.id for article in self.project.articles(matching=view.wanted.matching)}
        counts = Counter()
        for one in self.project.annotations():
            article = articles[one.article_id]
            wanted = view.wanted
            if (
                (wanted.tags and one.tag_id not in wanted.tags)
                or (wanted.sources and article.source not in wanted.sources)
                or (wanted.analysts and one.analyst not in wanted.analysts)
                or one.article_id not in fitting
            ):
                continue
            made = date.fromisoformat(one.created_at[:10])
            day = article.published_on if view.dates is DateRule.PUBLISHED else made
            counts[day, {Group.TAG: one.tag, Group.SOURCE: article.source, Group.ANALYST: one.analyst}[view.group]] += 1
        return counts

    def covered_by_hand(self, view):
        sources = view.wanted.sources
        found = self.project.articles(matching=view.wanted.matching)
        return Counter(one.published_on for one in found if not sources or one.source in sources)

    def check(self, view):
        timeline, by_hand = self.charting.timeline(view), self.by_hand(view)
        daily, keys = timeline.tally(Unit.DAY), [one.key for one in timeline.series]
        counted = {
            (date.fromordinal(number), key): count
            for number, row in daily.rows()
            for key, count in zip(keys, row, strict=True)
            if count
        }
        counted |= {(None, key): count for key, count in zip(keys, daily.undated, strict=True) if count}
        assert counted == dict(by_hand)
        assert timeline.annotations == sum(by_hand.values())
        for unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
            cut = timeline.tally(unit)
            bins = Counter()
            for (day, _), count in by_hand.items():
                bins[day and bin_number(day, unit)] += count
            assert {number: sum(row) for number, row in cut.rows()} == {n: c for n, c in bins.items() if n is not None}
            assert sum(cut.undated) == bins[None]
        if view.dates is DateRule.PUBLISHED and self.charting.has_details():
            for day, count in self.covered_by_hand(view).items():
                there = timeline.undated_articles if day is None else daily.articles_in(day.toordinal())
                assert there == count


def take_in(project, stories):
    project.add_articles(
        [
            NewArticle(title=f"Story {place}", text=text, source=source, published_on=day, annotations=marks)
            for place, (day, source, text, marks) in enumerate(stories)
        ]
    )


@pytest.fixture
def fresh(tmp_path_factory):
    made = []

    def make(stories):
        path = tmp_path_factory.mktemp("counted") / "project.annotations"
        project = create_project(path, analyst="desk one")
        made.append(project)
        take_in(project, stories)
        return project

    yield make
    for project in made:
        project.close()


views = st.tuples(st.sampled_from(Group), st.sampled_from(DateRule), wishes)


def with_examples(few):
    """Few examples in each run, many in the long one; the projects of a fixture are made anew for each."""
    wishes = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}
    return lambda test: settings(max_examples=few, **wishes)(test)


STORIES = {"stories": st.lists(story, min_size=1, max_size=6), "asked": st.lists(views, min_size=1, max_size=4)}


@with_examples(25)
@given(**STORIES)
def test_any_view_equals_a_count_by_hand(fresh, stories, asked):
    look_at(fresh(stories), asked)


@pytest.mark.soak
@with_examples(2000)
@given(**STORIES)
def test_any_view_equals_a_count_by_hand_in_the_long_run(fresh, stories, asked):
    look_at(fresh(stories), asked)


def look_at(project, asked):
    counted = Counted(project, detailed=True)
    for group, dates, wish in asked:
        counted.check(ChartView(group=group, dates=dates, wanted=counted.wanted(wish)))
    project.close()


def more(project, number):
    marks = (NewAnnotation(0, 4, "claim", analyst=f"analyst {number}"),)
    project.add_articles([NewArticle(f"More {number}", TEXT, source=f"Wire {number % 3}", annotations=marks)])


# Each takes the project, an article, an annotation, the codebook and a number; of an empty project some are refused.
DO = {
    "undo": lambda project, _article, _annotation, _tags, _number: project.undo(),
    "redo": lambda project, _article, _annotation, _tags, _number: project.redo(),
    "import": lambda project, _article, _annotation, _tags, number: more(project, number),
    "rename": lambda project, _article, _annotation, tags, number: project.change_tag(
        tags[number % len(tags)], name=f"tag {number}"
    ),
    "make": lambda project, article, _annotation, tags, number: project.annotate(
        article, number % 30, number % 30 + 4, TAGS[number % 3] if number % 2 else tags[-1]
    ),
    "other": lambda project, article, _annotation, tags, number: project.annotate(
        article, number % 30, number % 30 + 4, tags[0], analyst=f"analyst {number % 3}"
    ),
    "date": lambda project, article, _annotation, _tags, number: project.set_article_fields(
        article, published_on=DAYS[number % len(DAYS)]
    ),
    "source": lambda project, article, _annotation, _tags, number: project.set_article_fields(
        article, source=SOURCES[number % len(SOURCES)]
    ),
    "drop": lambda project, article, _annotation, _tags, _number: project.delete_articles([article]),
    "delete": lambda project, _article, annotation, _tags, _number: project.delete_annotations([annotation]),
    "retag": lambda project, _article, annotation, tags, number: project.retag(annotation, tags[number % len(tags)]),
}
DEEDS = st.lists(st.tuples(st.sampled_from(sorted(DO)), st.integers(0, 50)), min_size=1, max_size=8)


def do(project, deed, number):
    articles, annotations = project.articles(), project.annotations()
    article = articles[number % len(articles)] if articles else None
    annotation = annotations[number % len(annotations)] if annotations else None
    needed = {"make": article, "other": article, "date": article, "source": article, "drop": article}
    if needed.get(deed, 0) is None or (deed in ("delete", "retag") and annotation is None):
        return
    with suppress(UserError):  # a deed that is refused changes nothing
        DO[deed](project, article, annotation, project.tags(), number)


EDITED = {"stories": st.lists(story, min_size=1, max_size=4), "deeds": DEEDS}


@pytest.mark.parametrize("detailed", [True, False])
@with_examples(20)
@given(**EDITED)
def test_counts_stay_true_through_edits(fresh, detailed, stories, deeds):
    follow(fresh(stories), deeds, detailed=detailed)


@pytest.mark.soak
@pytest.mark.parametrize("detailed", [True, False])
@with_examples(1000)
@given(**EDITED)
def test_counts_stay_true_through_edits_in_the_long_run(fresh, detailed, stories, deeds):
    follow(fresh(stories), deeds, detailed=detailed)


def follow(project, deeds, *, detailed):
    counted = Counted(project, detailed=detailed)
    asked = [ChartView()]
    if detailed:
        wanted = Wanted(sources=frozenset({"", "Wire 1"}))
        asked += [
            ChartView(group=Group.SOURCE),
            ChartView(group=Group.ANALYST, dates=DateRule.ANNOTATED),
            ChartView(wanted=wanted),
        ]
    for view in asked:
        counted.check(view)
    for deed, number in deeds:
        do(project, deed, number)
        for view in asked if counted.charting.has_details() else asked[:1]:
            counted.check(view)
    project.close()


def test_details_are_wanted_only_where_the_file_does_not_know(fresh):
    charting = Charting(fresh([(DAYS[2], "", TEXT, ())]))
    assert charting.can_count(ChartView())
    assert charting.can_count(ChartView(wanted=Wanted(tags=frozenset({1}))))
    for view in (
        ChartView(group=Group.SOURCE),
        ChartView(dates=DateRule.ANNOTATED),
        ChartView(wanted=Wanted(analysts=frozenset({"desk one"}))),
        ChartView(compared=Compared(wanted=Wanted(matching="storm"))),
    ):
        assert not charting.can_count(view)
    with pytest.raises(RuntimeError, match="not read yet"):
        charting.timeline(ChartView(group=Group.SOURCE))


def test_another_filter_is_counted_beside_the_view(fresh):
    marks = (NewAnnotation(0, 7, "claim"), NewAnnotation(8, 14, "demand"))
    project = fresh([(DAYS[2], "Harbour Wire", TEXT, marks), (DAYS[3], "Meridian News", TEXT, marks[:1])])
    view = ChartView(compared=Compared(wanted=Wanted(sources=frozenset({"Harbour Wire"}))))
    other = compared_with(project, view)
    assert other is not None
    assert (timeline_of(project, view).annotations, other.annotations) == (3, 2)
    days = ChartView(compared=Compared(date(2024, 1, 1), date(2023, 1, 1)))
    assert compared_with(project, days) is None


def test_sources_and_analysts_keep_their_colours_under_filters(fresh):
    marks = (NewAnnotation(0, 7, "claim"),)
    project = fresh([(DAYS[2], source, f"{TEXT} {place}", marks * place) for place, source in enumerate(SOURCES, 1)])
    everything = timeline_of(project, ChartView(group=Group.SOURCE))
    one = timeline_of(project, ChartView(group=Group.SOURCE, wanted=Wanted(sources=frozenset({""}))))
    assert [(series.name, series.color) for series in everything.series] == [
        (series.name, series.color) for series in one.series
    ]
    assert {series.name for series in everything.series} == {"no source", "Meridian News", "Harbour Wire"}


def test_an_article_that_was_deleted_before_the_details_were_read_comes_back(fresh):
    stories = [
        (DAYS[2], source, f"{TEXT} {place}", (NewAnnotation(0, 7, "claim"),)) for place, source in enumerate(SOURCES)
    ]
    project = fresh(stories)
    project.delete_articles(project.articles()[-1:])  # the one with the least number
    counted = Counted(project, detailed=True)
    views = ChartView(group=Group.SOURCE), ChartView(wanted=Wanted(sources=frozenset({SOURCES[1]})))
    for view in views:
        counted.check(view)
    project.undo()
    for view in views:
        counted.check(view)


def test_what_comes_in_while_the_details_are_read_is_counted(fresh, monkeypatch):
    monkeypatch.setattr(charting, "PIECE", 1)
    project = fresh([(DAYS[2], "", f"{TEXT} {place}", (NewAnnotation(0, 7, "claim"),)) for place in range(3)])
    counted, missed = Counted(project, detailed=False), []
    project.changed.connect(missed.append)

    class Meanwhile:
        def step(self, done, total):
            if done == 1:
                more(project, 5)

    details = read_details(project, Meanwhile())
    counted.charting.adopt(details)
    for changes in missed:
        counted.charting.take(changes)
    for view in (ChartView(group=Group.SOURCE), ChartView(group=Group.ANALYST, dates=DateRule.ANNOTATED)):
        counted.check(view)


def test_details_hold_rows_that_come_back_in_the_middle(fresh):
    project = fresh([(DAYS[2], "", TEXT, ())])
    first, second, third = (project.annotate(1, place, place + 3, "claim") for place in (0, 10, 20))
    project.delete_annotations([second])
    details = read_details(project)
    assert len(details) == 2
    row = (second.id, 1, second.tag_id, 1, 0)
    assert details.replace([second.id], [row]) == ([], [row])
    assert len(details) == 3
    assert details.replace([first.id, third.id], [])[0] != []
    assert len(details) == 1
    assert GONE not in details.counted(Question())[1]


def test_days_far_apart_are_counted_too(fresh):
    """Where days and series are too many for one array, sorting counts them."""
    project = fresh([(day, "", f"{TEXT} {day}", (NewAnnotation(0, 7, "claim"),)) for day in DAYS])
    details = read_details(project)
    wide = Details(details.articles, {1: "desk one", MOST_CELLS: "many"})
    wide.append([(place + 1, place + 1, 1, (1, MOST_CELLS)[place % 2], 0) for place in range(len(DAYS))])
    days, series, amounts = wide.counted(Question(Group.ANALYST, wanted=EVERYTHING))
    assert sorted(days.tolist()) == sorted(day.toordinal() if day else 0 for day in DAYS)
    assert set(series.tolist()) == {1, MOST_CELLS}
    assert amounts.sum() == len(DAYS)


@pytest.mark.parametrize("one_by_one", [False, True])
def test_numbers_larger_than_any_that_a_project_gives_away_are_counted_too(fresh, one_by_one):
    articles = read_details(fresh([(DAYS[2], "", TEXT, (NewAnnotation(0, 7, "claim"),))])).articles
    details, far = Details(articles, {1: "desk one", 2**40: "far"}), 2**40
    rows = [(1, 1, 3, 1, 0), (2, 1, far, far, 0), (3, 1, 3, 1, 0)]
    if one_by_one:
        for row in rows:
            details.replace([row[0]], [row])
    else:
        details.append(rows)
    for group, small in ((Group.TAG, 3), (Group.ANALYST, 1)):
        _, series, amounts = details.counted(Question(group))
        assert dict(zip(series.tolist(), amounts.tolist(), strict=True)) == {small: 2, far: 1}
