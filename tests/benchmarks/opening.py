"""Opening an article: from the click on its row to the painted text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.project import create_project
from annotator.records import Article
from annotator.ui.main_window import MainWindow
from tests.benchmarks import stories
from tests.benchmarks.desk_window import REST, BareText, Paints, in_window
from tests.benchmarks.measure import Row

RUNS = 15
SIZES = {10: 6_000, 1_000: 60_000}  # annotations of an article: its code points
GOALS = {10: 15, 1_000: 30}  # milliseconds
Samples = dict[int, list[float]]


def rows(folder: Path) -> list[Row]:
    """Every article is opened once only, so none is still in memory; sizes and floor take turns."""
    path = folder / "opening.annotations"
    with create_project(path) as project:
        pairs = ((number, count) for number in range(RUNS + 2) for count in SIZES)
        project.add_articles(
            stories.article(number * 10_000 + count, characters=SIZES[count], annotations=count)
            for number, count in pairs
        )
    samples, floors = in_window(path, _measured)
    return [
        Row(
            f"open an article holding {count:,} annotations",
            "ms",
            samples[count][1:],
            floors[count][1:],
            floor_is="setPlainText of the same text in a bare QPlainTextEdit",
            goal=GOALS[count],
            note=f"{SIZES[count]:,} characters; from the click on its row in the list",
        )
        for count in SIZES
    ]


def _measured(window: MainWindow) -> tuple[Samples, Samples]:
    samples: Samples = {count: [] for count in SIZES}
    floors: Samples = {count: [] for count in SIZES}
    assert window.desk is not None
    viewport = window.desk.pane.view.viewport()
    bare, paints = BareText(viewport), Paints(viewport)
    for article in _in_turns(window):
        samples[article.annotations].append(open_by_click(window, article, paints))
        floors[article.annotations].append(bare.milliseconds_to_show(window.desk.project.text(article)))
        QTest.qWait(REST)
    bare.close()
    return samples, floors


def _in_turns(window: MainWindow) -> list[Article]:
    """All articles but the open one, those with few and those with many annotations in turns."""
    assert window.desk is not None
    assert window.desk.article is not None
    found = [one for one in window.desk.project.articles() if one.id != window.desk.article.id]
    by_size = [[one for one in found if one.annotations == count] for count in SIZES]
    return [one for pair in zip(*by_size, strict=False) for one in pair]


def open_by_click(window: MainWindow, article: Article, paints: Paints) -> float:
    """Milliseconds from a click on an article's row in the list until its text is painted."""
    desk = window.desk
    assert desk is not None
    rows = desk.articles.rows
    index = desk.articles.model.index(desk.articles.model.row_of(article.id) or 0)
    rows.scrollTo(index)
    QTest.qWait(50)
    place: QPoint = rows.visualRect(index).center()
    return paints.milliseconds(
        lambda: QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place),
        lambda: desk.article is not None and desk.article.id == article.id,
    )
