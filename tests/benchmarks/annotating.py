"""One annotation in an article that holds 1,000: from the key press to durable on disk and painted."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from statistics import median

from PySide6.QtTest import QTest

from annotator.project import create_project
from annotator.records import Changes
from annotator.text.span import Span
from annotator.ui.main_window import MainWindow
from tests.benchmarks import stories
from tests.benchmarks.desk_window import REST, Paints, in_window
from tests.benchmarks.measure import Row, interleaved, milliseconds

RUNS = 40
PRAGMAS = ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON")
TABLES = (
    "CREATE TABLE annotation (id INTEGER PRIMARY KEY, start INTEGER, stop INTEGER, quote TEXT)",
    "CREATE TABLE edit (id INTEGER PRIMARY KEY, label TEXT, made_at TEXT)",
)


def rows(folder: Path) -> list[Row]:
    """A key on selected words in the real window; another connection then counts the rows in the file."""
    path = folder / "annotating.annotations"
    with create_project(path) as project:
        project.add_articles([stories.article(1, characters=60_000, annotations=1_000)])
    bare = BareFile(folder / "bare.db")

    def measured(window: MainWindow) -> tuple[list[float], list[float], list[float]]:
        analyst = Analyst(window, path)
        samples, floors = interleaved(analyst.annotate, lambda: milliseconds(bare.commit), runs=RUNS)
        return samples, floors, analyst.durable[1:]

    samples, floors, durable = in_window(path, measured)
    return [
        Row(
            "one annotation, article holding 1,000: key press to durable and painted",
            "ms",
            samples,
            floors,
            floor_is="a bare commit of two rows, same pragmas, same disk",
            goal=16,
            note=f"durable after {median(durable):.1f} ms",
        )
    ]


class Analyst:
    """Selects other words each time and tags them with the key 1."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        assert window.desk is not None
        self.desk = window.desk
        self.durable: list[float] = []
        self._file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._place = 1_000
        self._stored = 0.0
        self._paints = Paints(self.desk.pane.view.viewport())
        # Before the window hears of it: what the window then does belongs to the picture, not to the disk.
        self._tell = self.desk.project.changed.tell
        self.desk.project.changed.tell = self._told

    def annotate(self) -> float:
        """Milliseconds from the key to the picture."""
        view = self.desk.pane.view
        self._place += 300
        view.reveal(Span(self._place, self._place + 40))
        view.select_span(Span(self._place, self._place + 40))
        view.setFocus()
        QTest.qWait(REST)
        before, self._stored = self._count(), 0.0
        took = self._paints.milliseconds(lambda: QTest.keyClick(view, "1"), lambda: self._stored > 0)
        self.durable.append((self._stored - self._paints.begun) * 1000)
        assert self._count() == before + 1, "the annotation is not in the file"
        return took

    def _told(self, changes: Changes) -> None:
        self._stored = time.perf_counter()
        self._tell(changes)

    def _count(self) -> int:
        return int(self._file.execute("SELECT count(*) FROM annotation").fetchone()[0])


class BareFile:
    """The least that storing an annotation with its journal can cost on this disk."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        for table in TABLES:
            self._connection.execute(table)

    def commit(self) -> None:
        """Two rows, durable when this returns."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO annotation (start, stop, quote) VALUES (10, 50, ?)", ("x" * 40,))
        run("INSERT INTO edit (label, made_at) VALUES (?, ?)", ("claim on words", "2024-01-01T00:00:00Z"))
        run("COMMIT")
