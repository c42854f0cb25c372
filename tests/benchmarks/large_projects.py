"""Large projects: importing 10,000 articles, filtering them as one types, checking and counting 100,000 annotations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from annotator.project import create_project, open_project
from annotator.timeline.counts import Timeline
from tests.benchmarks import stories
from tests.benchmarks.desk_window import Paints, shown
from tests.benchmarks.measure import Row, interleaved, milliseconds, seconds

ARTICLES = 10_000


def rows(folder: Path) -> list[Row]:
    """Nothing is promised for these yet; they are here so that a change for the worse is seen."""
    return [_importing(folder), _filtering(folder / "many articles.annotations"), *_reading(folder)]


def _importing(folder: Path) -> Row:
    lines, path = folder / "many.jsonl", folder / "many articles.annotations"
    with lines.open("w", encoding="utf-8") as stream:
        for article in stories.articles(ARTICLES, characters=3_000, annotations=0):
            day = article.published_on
            line = {"title": article.title, "text": article.text, "source": article.source, "published_on": str(day)}
            stream.write(json.dumps(line) + "\n")
    with create_project(path) as project:
        took = seconds(lambda: project.import_paths([lines]))
        assert project.totals().articles == ARTICLES
    floor = seconds(lambda: [json.loads(line) for line in lines.read_text("utf-8").splitlines()])
    size = lines.stat().st_size / 1e6
    return Row(
        "import of 10,000 articles, searchable", "s", [took], [floor], "json.loads of each line", note=f"{size:.0f} MB"
    )


def _filtering(path: Path) -> Row:
    window = shown(path)
    assert window.desk is not None
    articles = window.desk.articles
    paints, asked = Paints(articles.rows.viewport()), [0]
    articles.wanted_changed.connect(lambda: asked.append(asked[-1] + 1))
    samples = []
    for character in "norland harbour":
        before = asked[-1]
        samples.append(_typed(paints, lambda c=character: QTest.keyClick(articles.filter, c), lambda b=before: asked[-1] > b))
        QTest.qWait(50)
    window.close()
    return Row(
        "filter 10,000 articles: key press to painted list", "ms", samples, [], "",
        note="the wait for the next key, after which the list is filtered, is included",
    )  # fmt: skip


def _typed(paints: Paints, act: Callable[[], object], is_there: Callable[[], bool]) -> float:
    return paints.milliseconds(act, is_there)


def _reading(folder: Path) -> list[Row]:
    with open_project(stories.hundred_thousand(folder)) as project:
        checks = []
        for _ in range(3):
            checks.append(seconds(lambda: _sound(project.check())))
        counts, floors = interleaved(
            lambda: milliseconds(lambda: Timeline(project.day_counts(), project.article_days(), project.tags())),
            lambda: milliseconds(project.totals),
            runs=7,
        )
    return [
        Row("check of 100,000 annotations", "s", checks, [], ""),
        Row("counts of the timeline, 100,000 annotations", "ms", counts, floors, "counting all rows"),
    ]


def _sound(findings: list[object]) -> None:
    assert not findings, findings
