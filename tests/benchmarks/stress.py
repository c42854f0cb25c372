"""An article of 1,000,000 characters with 5,000 and with 50,000 annotations, in the real window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest

from annotator.project import create_project
from annotator.project.reading import TEXTS_KEPT
from annotator.records import Article
from annotator.ui.main_window import MainWindow
from tests.benchmarks import stories
from tests.benchmarks.annotating import Analyst, BareFile
from tests.benchmarks.desk_window import REST, BareText, Paints, in_window
from tests.benchmarks.measure import Row, interleaved, milliseconds
from tests.benchmarks.opening import open_by_click

CHARACTERS = 1_000_000
COUNTS = (5_000, 50_000)
OPENINGS = 12
KEYS = 100
SIZE = QSize(900, 800)
GOALS: dict[int, tuple[float | None, ...]] = {5_000: (60, 16, 50), 50_000: (None, None, None)}
"""In milliseconds: to open, for a key press, for the slowest of all key presses."""

FLOOR_OF_OPENING = "setPlainText of the same text in a bare QPlainTextEdit"
FLOOR_OF_A_KEY = "a bare commit of two rows, same pragmas, same disk"
Samples = tuple[list[float], list[float]]


def rows(folder: Path) -> list[Row]:
    """Opening both articles by turns, and annotating in each."""
    path = folder / "stress.annotations"
    with create_project(path) as project:
        project.add_articles(
            [
                *(stories.article(count, characters=CHARACTERS, annotations=count) for count in COUNTS),
                *stories.articles(TEXTS_KEPT, characters=1_000, annotations=0),
            ]
        )
    opened, keyed = in_window(path, lambda window: _measured(window, path, BareFile(folder / "bare key.db")))
    return [row for count in COUNTS for row in _rows_of(count, opened[count], keyed[count])]


def _rows_of(count: int, opened: Samples, keyed: Samples) -> list[Row]:
    what, (opening, key, slowest) = f"1,000,000 characters holding {count:,} annotations", GOALS[count]
    highest = [max(samples) for samples in keyed]
    return [
        Row(
            f"open {what}", "ms", *opened, FLOOR_OF_OPENING, goal=opening,
            note="from the click on its row; the text is read from the file",
        ),
        Row(f"one annotation in {what}: key press to durable and painted", "ms", *keyed, FLOOR_OF_A_KEY, goal=key),
        Row(f"the slowest of {KEYS} of these", "ms", highest[:1], highest[1:], FLOOR_OF_A_KEY, goal=slowest),
    ]  # fmt: skip


def fit_view(window: MainWindow) -> None:
    """Make the window as large as it must be to show a text in 900 x 800 pixels."""
    assert window.desk is not None
    for _ in range(3):  # the panels beside it take their share of what the window grows by
        window.resize(window.size() + SIZE - window.desk.pane.size())
        QTest.qWait(REST)


def _measured(window: MainWindow, path: Path, bare: BareFile) -> tuple[dict[int, Samples], dict[int, Samples]]:
    desk = window.desk
    assert desk is not None
    fit_view(window)
    articles = desk.project.articles()
    large = {count: next(one for one in articles if one.annotations == count) for count in COUNTS}
    small = [one for one in articles if not one.annotations]
    opened = _opened(window, large, small)
    keyed = {}
    for count, article in large.items():
        desk.open_article(article.id)
        QTest.qWait(REST)
        analyst = Analyst(window, path)
        keyed[count] = interleaved(analyst.annotate, lambda: milliseconds(bare.commit), runs=KEYS)
    return opened, keyed


def _opened(window: MainWindow, large: dict[int, Article], small: list[Article]) -> dict[int, Samples]:
    desk = window.desk
    assert desk is not None
    found: dict[int, Samples] = {count: ([], []) for count in COUNTS}
    viewport = desk.pane.view.viewport()
    bare, paints = BareText(viewport), Paints(viewport)
    for _ in range(OPENINGS + 1):
        for count, article in large.items():
            for other in small:  # until no text of the large ones is in memory
                desk.open_article(other.id)
            QTest.qWait(REST)
            found[count][0].append(open_by_click(window, article, paints))
            found[count][1].append(bare.milliseconds_to_show(desk.project.text(article)))
            bare.clear()  # else it blinks beside the next one
    bare.close()
    return {count: (ours[1:], floors[1:]) for count, (ours, floors) in found.items()}
