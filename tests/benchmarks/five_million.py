"""The timeline of 5,000,000 annotations; making them takes two minutes, so only `--all` measures it."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.measure import Row
from tests.benchmarks.timeline import rows_of


def rows(folder: Path) -> list[Row]:
    """The same rows as of smaller projects."""
    return rows_of(folder, 5_000_000)
