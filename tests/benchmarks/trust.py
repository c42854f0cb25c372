"""What safety costs: a commit beside a bare one, and check, backup and opening of 100,000 annotations."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from PySide6.QtTest import QTest

from annotator.project import create_project, open_project
from annotator.ui.main_window import MainWindow
from tests.benchmarks import stories
from tests.benchmarks.annotating import BareFile
from tests.benchmarks.desk_window import REST, Paints, in_window
from tests.benchmarks.measure import Row, interleaved, milliseconds, seconds

ARTICLES, EACH = 10_000, 10
COMMITS = 200
WHAT = "100,000 annotations in 10,000 articles"


def rows(folder: Path) -> list[Row]:
    """All of them on one project, which is made first."""
    path = folder / "trust.annotations"
    with create_project(path, analyst=stories.DESKS[0]) as project:
        project.add_articles(stories.articles(ARTICLES, characters=3_000, annotations=EACH))
    return [_committing(path, folder), _checking(path), _backing_up(path, folder), _opening(path, folder)]


def _committing(path: Path, folder: Path) -> Row:
    bare = BareFile(folder / "bare commit.db")
    with open_project(path, keep=False) as project:
        articles = project.articles()[: COMMITS + 2]
        turns: Iterator[int] = count()

        def commit() -> float:
            article = articles[next(turns)]
            project.text(article)  # the window has it in memory, too
            return milliseconds(lambda: project.annotate(article, 100, 140, "claim"))

        commit()
        _wait_for_ledger()
        samples, floors = interleaved(commit, lambda: milliseconds(bare.commit), runs=COMMITS)
    return Row(
        "one annotation, safe from a power cut", "ms", samples, floors, "a bare commit of two rows, same pragmas",
        goal_ratio=2, note=f"in a project of {WHAT}; journal, read-back and ledger included",
    )  # fmt: skip


def _wait_for_ledger() -> None:
    """A project that was made without a ledger is copied into one, once, beside the first edits."""
    for thread in threading.enumerate():
        if thread.name == "ledger":
            thread.join()


def _checking(path: Path) -> Row:
    with open_project(path) as project:
        samples = []
        for _ in range(5):
            samples.append(seconds(lambda: _sound(project.check())))
    return Row(f"check of {WHAT}", "s", samples, [], "", goal=3)


def _backing_up(path: Path, folder: Path) -> Row:
    size = path.stat().st_size / 1e6
    places = (folder / f"copy {number}.annotations" for number in count())
    plain = folder / "plain copy"
    with open_project(path, keep=False) as project:

        def copy() -> float:
            place = next(places)
            took = seconds(lambda: project.backup(place))
            place.unlink()
            return took

        def floor() -> float:
            took = seconds(lambda: shutil.copyfile(path, plain))
            plain.unlink()
            return took

        samples, floors = interleaved(copy, floor, runs=5)
    return Row(
        f"backup of {WHAT}", "s", samples, floors, "a plain copy of the file, not even synced",
        goal=1, note=f"{size:.0f} MB, verified and on disk; the window has it done by another process",
    )  # fmt: skip


def _opening(path: Path, folder: Path) -> Row:
    small = folder / "small.annotations"
    with create_project(small) as project:
        project.add_articles(stories.articles(1, characters=3_000, annotations=EACH))

    def measured(window: MainWindow) -> tuple[list[float], list[float]]:
        return interleaved(lambda: _opened(window, path), lambda: _opened(window, small), runs=7)

    samples, floors = in_window(small, measured)
    return Row(
        f"open {WHAT}, to the painted and usable window", "ms", samples, floors, "the same for one article",
        goal=300,
    )  # fmt: skip


def _opened(window: MainWindow, path: Path) -> float:
    window.close_project()
    QTest.qWait(REST)
    paints = Paints(window.pages)
    took = paints.milliseconds(
        lambda: window.open_path(path), lambda: window.desk is not None and window.desk.article is not None
    )
    QTest.qWait(2 * REST)
    return took


def _sound(findings: list[object]) -> None:
    assert not findings, findings
