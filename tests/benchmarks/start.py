"""From the start of the process to the painted window with the sample project, and to its timeline."""

from __future__ import annotations

from pathlib import Path

from annotator.project import sample_project
from tests.benchmarks.measure import Row, interleaved
from tests.benchmarks.processes import settle, window


def rows(folder: Path) -> list[Row]:
    """`annotator open` with the sample project, as at every start but the first; the floor is an empty window."""
    project = sample_project(folder)
    settle(project)
    charted: list[float] = []

    def ours() -> float:
        with window("real_window", str(project)) as shown:
            painted = shown.seconds_until(b"p")
            charted.append(shown.seconds_until(b"t"))
        return painted

    def floor() -> float:
        with window("empty_window") as shown:
            return shown.seconds_until(b"p")

    samples, floors = interleaved(ours, floor, runs=15)
    floor_is = "an empty PySide6 window"
    return [
        Row("start of the process to the painted window", "s", samples, floors, floor_is, goal=0.5, goal_ratio=2.5),
        Row("start of the process to the drawn timeline", "s", charted[1:], floors, floor_is),
    ]
