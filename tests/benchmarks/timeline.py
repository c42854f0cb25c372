"""The timeline of 100,000 and of 1,000,000 annotations in 100,000 articles, in the real window, 1200 x 400 pixels."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.project import create_project, ledgers
from annotator.records import Changes
from annotator.timeline.stacks import Mode
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow
from annotator.ui.timeline.panel import TimelinePanel
from annotator.ui.timeline.plot import Plot
from tests.benchmarks import stories
from tests.benchmarks.desk_window import LIMIT, REST, Paints, in_window
from tests.benchmarks.large import large_project
from tests.benchmarks.measure import Row, milliseconds
from tests.benchmarks.processes import settle
from tests.benchmarks.processes import window as window_of

SIZE = QSize(1200, 400)
OPENINGS, FEWER = 6, 3  # of 5,000,000 fewer; the first of them is left out
STEPS = 40  # turns of the wheel in, pans, and turns of the wheel out again
ADDED = 40
NOTCH = 60  # eighths of a degree, half of what a wheel turns at once: 40 of them leave more than a day in view


class Goals(NamedTuple):
    """What is promised for a number of annotations: milliseconds, but for the details, which are seconds."""

    first: float
    frame: float
    slowest: float | None = None
    details: float | None = None
    adding: float = 5


GOALS = {100_000: Goals(120, 12), 1_000_000: Goals(400, 16, 33, 2.5), 5_000_000: Goals(1000, 33)}
SCATTERED = 8  # pans of as many points in pyqtgraph; of 5,000,000 none, which would take a gigabyte
LARGEST = 1_000_000
SETTLED = 1.0  # seconds for what still comes after the details
MB_A_MIB = 1.048576
MEMORY_GOAL = 60
BARE_COUNTS = (
    "SELECT day, tag_id, annotations FROM day_count",
    "SELECT published_on, count(*) FROM article WHERE deleted_at IS NULL GROUP BY published_on",
)
BARE_DETAILS = "SELECT id, article_id, tag_id, analyst_id, created_at FROM annotation"


def rows(folder: Path) -> list[Row]:
    """Both sizes; 5,000,000 is a benchmark of its own, which takes minutes."""
    found = [row for annotations in (100_000, LARGEST) for row in rows_of(folder, annotations)]
    return [*found, _memory(folder)]


def rows_of(folder: Path, annotations: int) -> list[Row]:
    """Every row of one size, measured in a copy of the project."""
    path, small = folder / f"{annotations}.annotations", folder / f"beside {annotations}.annotations"
    shutil.copyfile(large_project(annotations), path)
    with create_project(small) as project:
        project.add_articles(stories.articles(20, characters=2_000, annotations=20))
    # The first edit of so large a project that has no ledger yet copies it into one, for minutes.
    with patch.object(ledgers, "recorded", lambda _opened: None):
        found = in_window(small, lambda window: _Measured(window, path, annotations).rows())
    path.unlink()
    return found


class _Measured:
    """One project that is opened, looked at and annotated."""

    def __init__(self, window: MainWindow, path: Path, annotations: int) -> None:
        self.window, self.path, self.annotations = window, path, annotations
        self.goals, self.whole = GOALS[annotations], f"{annotations:,} annotations"

    def rows(self) -> list[Row]:
        """In the order of what a person does."""
        fit_chart(self.window)
        found = self._opened()
        self.window.keeping.end()  # a backup of so much would be at work meanwhile
        return [*found, *self._moved(), self._added()]

    @property
    def desk(self) -> Desk:
        """The desk of the project that is open."""
        assert self.window.desk is not None
        return self.window.desk

    def _opened(self) -> list[Row]:
        firsts, details, silences = [], [], []
        for _ in range(OPENINGS if self.annotations <= LARGEST else FEWER):
            self.window.close_project()
            QTest.qWait(2 * REST)
            begun = time.perf_counter()
            firsts.append(_FirstPicture(self.annotations).milliseconds(self.window, self.path))
            silences.append(_silence(self.desk.refreshing.counting.has_details))
            details.append(time.perf_counter() - begun)
            QTest.qWait(REST)
        with closing(sqlite3.connect(self.path)) as bare:
            counted = [milliseconds(lambda: [bare.execute(one).fetchall() for one in BARE_COUNTS]) for _ in firsts]
            read = [milliseconds(lambda: _read(bare)) / 1000 for _ in range(2)]
        return [
            Row(
                f"first picture of {self.whole}, from opening the project", "ms", firsts[1:], counted[1:],
                "the same counts in bare SQL", goal=self.goals.first,
                note="opened in the running window, until the chart with all its counts is painted",
            ),
            Row(
                f"all detail of {self.whole}, from opening the project", "s", details[1:], read[1:],
                "the same columns in bare SQL", goal=self.goals.details,
                note="read in a thread; the chart can then be grouped and filtered in any way",
            ),
            Row(
                f"longest silence of the window while all detail of {self.whole} is read", "ms", silences[1:], [], "",
            ),
        ]  # fmt: skip

    def _moved(self) -> list[Row]:
        samples, each = [], []
        for mode in Mode:
            self.desk.timeline.set_mode(mode.value)
            QTest.qWait(5 * REST)  # the calendar is cut in other ways meanwhile
            paints = Paints(self.desk.timeline.canvas())
            took = [paints.frame(act) for act in self._moves()]
            samples += took
            each.append(f"{mode.value} {median(took):.1f}")
        floors = _scattered(self.annotations)
        floor_is = "a plain scatter of as many points in pyqtgraph, panned" if floors else ""
        return [
            Row(
                f"one frame while zooming or panning over {self.whole}", "ms", samples, floors, floor_is,
                goal=self.goals.frame, note=f"all four readings; medians: {', '.join(each)} ms",
            ),
            Row("the slowest of 100 of these", "ms", [quantiles(samples, n=100)[98]], [], "", self.goals.slowest),
        ]  # fmt: skip

    def _moves(self) -> Iterator[Callable[[], object]]:
        """In towards a day, along from there, and out again; each must change what is seen."""
        chart, canvas = self.desk.timeline.ensure_plot().chart, self.desk.timeline.canvas()
        about = QPoint(round(canvas.width() * 0.45), canvas.height() // 2)
        for _ in range(STEPS):
            yield partial(_turn, canvas, about, NOTCH)
        for _ in range(STEPS):
            yield partial(chart.pan, (chart.frame.right - chart.frame.left) * 0.01)
        for _ in range(STEPS - 1):
            yield partial(_turn, canvas, about, -NOTCH)

    def _added(self) -> Row:
        """Annotations of another article than the open one, as the verb of the project makes them."""
        desk = self.desk
        desk.timeline.set_mode(Mode.STACKED.value)
        QTest.qWait(5 * REST)
        project, stored = desk.project, _Stored(desk)
        here = desk.article.id if desk.article is not None else None
        others = (one for one in project.articles_of(project.article_ids()[: 2 * ADDED]) if one.id != here)
        numbers, samples = count(self.annotations + 1), []
        paints = Paints(desk.timeline.canvas())
        for article, number in zip(others, numbers, strict=False):
            if len(samples) == ADDED:
                break
            paints.milliseconds(
                partial(project.annotate, article, 0, 7, "claim"),
                partial(_shows, desk, number),
            )
            samples.append((paints.ended - stored.at) * 1000)
            QTest.qWait(REST)
        return Row(
            f"one annotation more beside {self.whole}: from its storing to the chart that shows it", "ms", samples, [],
            "", goal=self.goals.adding, note="made in another article than the open one; counting and painting",
        )  # fmt: skip


class _FirstPicture:
    """The first chart that is painted with so many annotations."""

    def __init__(self, annotations: int) -> None:
        self._annotations = annotations
        self._paints: Paints | None = None

    def milliseconds(self, window: MainWindow, path: Path) -> float:
        """How long it is from opening a project in this window to that picture."""
        make = TimelinePanel.ensure_plot

        def make_and_watch(panel: TimelinePanel) -> Plot:
            plot = make(panel)
            if self._paints is None:
                self._paints = Paints(plot.chart.viewport())
                self._paints.await_picture(lambda: panel.timeline.annotations == self._annotations)
            return plot

        with patch.object(TimelinePanel, "ensure_plot", make_and_watch):
            gc.collect()
            begun = time.perf_counter()
            window.open_path(path)
            while self._paints is None or not self._paints.ended:
                QCoreApplication.processEvents()
                if time.perf_counter() - begun > LIMIT:
                    raise RuntimeError("the chart did not come")
        return (self._paints.ended - begun) * 1000


class _Stored:
    """When the project last told that something was stored."""

    def __init__(self, desk: Desk) -> None:
        self.at = 0.0
        self._tell = desk.project.changed.tell
        desk.project.changed.tell = self._told

    def _told(self, changes: Changes) -> None:
        self.at = time.perf_counter()
        self._tell(changes)


def _scattered(annotations: int) -> list[float]:
    """Milliseconds a frame in which pyqtgraph's own scatter of so many points is panned."""
    if annotations > LARGEST:
        return []
    import numpy as np
    import pyqtgraph

    random = Random(annotations)
    plot = pyqtgraph.PlotWidget()
    plot.resize(SIZE)
    days = np.array([random.random() for _ in range(annotations)]) * 4000
    plot.addItem(pyqtgraph.ScatterPlotItem(x=days, y=np.arange(annotations) % 12, size=4, pen=None))
    plot.show()
    QTest.qWait(REST)
    paints = Paints(plot.viewport())
    box = plot.getViewBox()
    found = [paints.milliseconds(partial(box.translateBy, x=40), lambda: True) for _ in range(SCATTERED)]
    plot.close()
    return found


def _memory(folder: Path) -> Row:
    """What a window with all details takes more than one with a small project, in processes of their own."""
    idle = folder / "idle.annotations"
    with create_project(idle) as project:
        project.add_articles(stories.articles(20, characters=2_000, annotations=20))
    settle(idle)
    large = folder / "memory.annotations"
    shutil.copyfile(large_project(LARGEST), large)
    before, after = ([_resident(path, number) for number in range(3)] for path in (idle, large))
    large.unlink()
    return Row(
        f"memory of {LARGEST:,} annotations, above the same window with 400", "MB",
        [one - median(before) for one in after], [], "", goal=MEMORY_GOAL,
        note=f"resident, with all details read; {median(before):.0f} MB with 400",
    )  # fmt: skip


def _resident(path: Path, number: int) -> float:
    """Of a window on a copy of its own: a window that is killed leaves a mark, and the next one checks the file."""
    copy = path.with_stem(f"{path.stem} {number}")
    shutil.copyfile(path, copy)
    with window_of("real_window", str(copy), "details") as shown:
        for mark in (b"p", b"t", b"d"):
            shown.seconds_until(mark)
        time.sleep(SETTLED)
        found = shown.memory()[0] * MB_A_MIB
    copy.unlink()
    return found


def fit_chart(window: MainWindow) -> None:
    """Leave the timeline alone in the lower part of the window, and make it as large as the benchmark says."""
    desk = window.desk
    assert desk is not None
    desk.show_part("table", shown=False)
    for _ in range(3):
        window.resize(window.width() + SIZE.width() - desk.timeline.width(), window.height())
        desk.whole.setSizes([desk.whole.height() - SIZE.height(), SIZE.height()])
        desk.arrange("whole", bytes(desk.whole.saveState().data()))  # for the next desk, too
        QTest.qWait(REST)


def _silence(is_over: Callable[[], bool]) -> float:
    """The longest time in milliseconds for which the window does not answer until something is over."""
    longest, begun = 0.0, time.perf_counter()
    while not is_over():
        before = time.perf_counter()
        QCoreApplication.processEvents()
        longest = max(longest, time.perf_counter() - before)
        time.sleep(0.001)
        if time.perf_counter() - begun > 10 * LIMIT:
            raise RuntimeError("the details were not read")
    return longest * 1000


def _shows(desk: Desk, annotations: int) -> bool:
    return desk.timeline.timeline.annotations == annotations


def _read(bare: sqlite3.Connection) -> None:
    for _ in bare.execute(BARE_DETAILS):
        pass


def _turn(canvas: QWidget, place: QPoint, angle: int) -> None:
    event = QWheelEvent(
        QPointF(place), QPointF(canvas.mapToGlobal(place)), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
