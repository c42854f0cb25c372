"""Large projects: importing 10,000 articles, filtering them as one types, checking and counting 100,000 annotations."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest

from annotator.project import charting, create_project, open_project
from annotator.ui.main_window import MainWindow
from tests.benchmarks import stories
from tests.benchmarks.desk_window import Paints, in_window
from tests.benchmarks.measure import Row, interleaved, milliseconds, seconds

ARTICLES = 10_000
GROUPED = "SELECT published_on, tag_id, count(*) FROM annotation GROUP BY published_on, tag_id"


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
    return Row(
        "filter 10,000 articles: key press to painted list", "ms", in_window(path, _typed), [], "",
        note="the wait for the next key, after which the list is filtered, is included",
    )  # fmt: skip


def _typed(window: MainWindow) -> list[float]:
    assert window.desk is not None
    articles = window.desk.articles
    paints, asked, samples = Paints(articles.rows.viewport()), _Count(), []
    articles.wanted_changed.connect(asked.more)
    for character in "norland harbour":
        asked.number = 0
        samples.append(
            paints.milliseconds(partial(QTest.keyClick, articles.filter, character), lambda: asked.number > 0)
        )
        QTest.qWait(50)
    return samples


class _Count:
    """How often something was heard."""

    number = 0

    def more(self) -> None:
        """Count one more."""
        self.number += 1


def _reading(folder: Path) -> list[Row]:
    path = stories.hundred_thousand(folder)
    bare = sqlite3.connect(path)
    with open_project(path) as project:
        checks = []
        for _ in range(3):
            checks.append(seconds(lambda: _sound(project.check())))
        counts, floors = interleaved(
            lambda: milliseconds(lambda: charting.timeline(project)),
            lambda: milliseconds(lambda: bare.execute(GROUPED).fetchall()),
            runs=7,
        )
    bare.close()
    return [
        Row("check of 100,000 annotations", "s", checks, [], ""),
        Row("counts of the timeline, 100,000 annotations", "ms", counts, floors, "the bare GROUP BY"),
    ]


def _sound(findings: list[object]) -> None:
    assert not findings, findings
