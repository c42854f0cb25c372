"""Frames of the chart, 1200 x 400 pixels: zooming and panning over 100,000 to 5,000,000 annotations of 12 tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles

from PySide6.QtTest import QTest

from annotator.records import DayCount, Tag, TagId
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView
from annotator.ui import app
from annotator.ui.timeline.chart import Chart
from annotator.ui.timeline.panel import TimelinePanel
from tests.benchmarks.desk_window import REST, Paints
from tests.benchmarks.measure import Row

WIDTH, HEIGHT = 1200, 400
STEPS = 40  # turns of the wheel in, pans, and turns of the wheel out again
ARTICLES, TAGS = 100_000, 12
GOALS = {100_000: (12, None), 1_000_000: (16, 33), 5_000_000: (33, None)}  # annotations: milliseconds, of the slowest
YEARS = 12
COLORS = ("#0072B2", "#009E73", "#D55E00", "#882255", "#E69F00", "#CC79A7")


def rows(_folder: Path) -> list[Row]:
    """Each reading by itself; what is measured is laying out and painting, with the counts at hand."""
    application = app.make_application()
    found = [row for annotations in GOALS for mode in Mode for row in _moved(annotations, mode)]
    application.processEvents()
    return found


def _moved(annotations: int, mode: Mode) -> Iterator[Row]:
    panel = TimelinePanel()
    panel.resize(WIDTH, HEIGHT)
    panel.set_counts(*_counts(annotations))
    panel.show()
    chart = panel.ensure_plot().chart
    panel.show_view(ChartView(mode=mode))
    paints = Paints(chart.viewport())
    QTest.qWait(5 * REST)  # the calendar is cut in other ways meanwhile
    samples = [paints.frame(act) for act in _moves(chart)]
    panel.close()
    goal, slowest = GOALS[annotations]
    what = f"one frame while zooming or panning over {annotations:,} annotations, {mode.value}"
    yield Row(what, "ms", samples, [], "", goal=goal)
    if slowest is not None:
        yield Row("the slowest of 100 of these", "ms", [quantiles(samples, n=100)[98]], [], "", goal=slowest)


def _moves(chart: Chart) -> Iterator[Callable[[], object]]:
    """In towards a day, along from there, and out again; each must change what is seen."""
    left, right = chart.whole()
    about = left + (right - left) * 0.4
    for _ in range(STEPS):
        yield partial(chart.zoom, 0.9, about=about)
    for _ in range(STEPS):
        yield partial(chart.pan, (chart.frame.right - chart.frame.left) * 0.01)
    for _ in range(STEPS - 1):
        yield partial(chart.zoom, 1 / 0.9, about=about)


def _counts(annotations: int) -> tuple[list[DayCount], list[tuple[date | None, int]], list[Tag]]:
    random, days = Random(annotations), 365 * YEARS
    first, weights = date(2013, 1, 1), [0.6**tag + 0.02 for tag in range(TAGS)]
    a_day = annotations / days / sum(weights)
    counts = [
        DayCount(
            first + timedelta(days=day), TagId(tag + 1), round(a_day * weights[tag] * random.uniform(0.3, 1.7)) or 1
        )
        for day in range(days)
        for tag in range(TAGS)
        if random.random() < a_day * weights[tag] * 4
    ]
    articles: list[tuple[date | None, int]] = [
        (first + timedelta(days=day), ARTICLES // days) for day in range(days) if day % 60
    ]
    return [*counts, DayCount(None, TagId(1), annotations // 50)], articles, [_tag(place) for place in range(TAGS)]


def _tag(place: int) -> Tag:
    return Tag(
        id=TagId(place + 1), uid=f"tag-{place}", name=f"tag {place}", parent_id=None, color=COLORS[place % len(COLORS)],
        key="", letter="", definition="", positive="", negative="", position=place, annotations=0,
    )  # fmt: skip
