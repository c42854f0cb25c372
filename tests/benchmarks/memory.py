"""Memory with the sample project open and the timeline drawn."""

from __future__ import annotations

import time
from pathlib import Path

from annotator.project import sample_project
from tests.benchmarks.measure import Row
from tests.benchmarks.processes import settle, window

RUNS = 5
REST = 1.0  # seconds for what still comes after the last picture


def rows(folder: Path) -> list[Row]:
    """Resident and proportional memory of the whole process, read from outside; the floor is an empty window."""
    project = sample_project(folder)
    settle(project)
    ours = [_with_project(project) for _ in range(RUNS)]
    floors = [_empty() for _ in range(RUNS)]
    floor_is = "an empty PySide6 window"
    resident, proportional = ([pair[column] for pair in ours] for column in (0, 1))
    resident_floor, proportional_floor = ([pair[column] for pair in floors] for column in (0, 1))
    return [
        Row("memory, sample project open (RSS)", "MiB", resident, resident_floor, floor_is, goal=160),
        Row(
            "the same without what other programs share (PSS)", "MiB", proportional, proportional_floor, floor_is,
            note="shared libraries count by the part that this process has of them",
        ),
    ]  # fmt: skip


def _with_project(project: Path) -> tuple[float, float]:
    with window("real_window", str(project)) as shown:
        shown.seconds_until(b"p")
        shown.seconds_until(b"t")
        time.sleep(REST)
        return shown.memory()


def _empty() -> tuple[float, float]:
    with window("empty_window") as shown:
        shown.seconds_until(b"p")
        time.sleep(REST)
        return shown.memory()
