"""CSV of 100,000 annotations against csv.writer over the same joined rows."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

from annotator.project import open_project
from tests.benchmarks import stories
from tests.benchmarks.measure import Row, interleaved, seconds

SELECT = """
    SELECT n.uid, a.uid, a.title, a.source, a.url, a.published_on, t.name, n.start, n."end", n.quote, n.note, y.name,
           n.created_at, n.updated_at, n.prefix, n.suffix, a.text_sha256
    FROM annotation n JOIN article a ON a.id = n.article_id JOIN tag t ON t.id = n.tag_id
         JOIN analyst y ON y.id = n.analyst_id
    ORDER BY n.published_on IS NULL, n.published_on, n.article_id, n.start, n."end", t.name COLLATE BINARY, n.id
"""


def rows(folder: Path) -> list[Row]:
    """The export as `annotator export` does it, from opening the project to the file in its place."""
    path, ours, floor = stories.hundred_thousand(folder), folder / "ours.csv", folder / "floor.csv"
    samples, floors = interleaved(
        lambda: seconds(lambda: _export(path, ours)), lambda: seconds(lambda: _write(path, floor)), runs=5
    )
    header, _, body = ours.read_bytes().partition(b"\r\n")
    assert header.startswith(b"annotation,article,")
    assert body == floor.read_bytes(), "the two files differ"
    return [
        Row(
            "CSV of 100,000 annotations",
            "s",
            samples,
            floors,
            floor_is="csv.writer over the same rows",
            goal_ratio=1.6,
            note=f"{ours.stat().st_size / 1e6:.0f} MB",
        )
    ]


def _export(path: Path, target: Path) -> None:
    with open_project(path) as project:
        project.export(target, format="csv")


def _write(path: Path, target: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA temp_store = MEMORY")  # sorts where the program sorts
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(connection.execute(SELECT))
    connection.close()
