"""The table for a terminal, for docs/benchmarks.md, and all samples as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.measure import Row

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
COMMAND = "python -m tests.benchmarks --write"
BEGIN = f"<!-- begin: written by {COMMAND} -->"
END = f"<!-- end: written by {COMMAND} -->"
HEAD = ("what", "median", "best", "floor", "ratio", "goal", "")
VERDICTS = {True: "pass", False: "MISSED", None: ""}


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one run and what they were measured on."""

    rows: Sequence[Row]
    hardware: str
    versions: str
    load: str

    def day(self) -> str:
        """The date of this run."""
        return datetime.now(UTC).date().isoformat()


def table(rows: Sequence[Row]) -> str:
    """Aligned columns for a terminal."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) if not column else cell.rjust(width) for column, (cell, width) in pairs).rstrip()
        for pairs in (list(enumerate(zip(line, widths, strict=True))) for line in lines)
    )


def markdown(report: Report) -> str:
    """The part of docs/benchmarks.md between its two marks."""
    lines = [
        f"Measured on {report.day()} by `{COMMAND}`: {report.hardware}; {report.versions}; {report.load} at the start.",
        "",
        "| what | median | best | floor | ratio | goal | | runs | the floor is |",
        "|---|--:|--:|--:|--:|--:|---|--:|---|",
    ]
    lines += [f"| {' | '.join((*_cells(row), str(len(row.samples)), row.floor_is))} |" for row in report.rows]
    notes = [f"- {row.name}: {row.note}." for row in report.rows if row.note]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def put_between_marks(document: str, part: str) -> str:
    """The document with the text between its marks replaced; ValueError if it has not exactly one pair."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError(f"the document needs exactly one “{BEGIN}” followed by one “{END}”")
    return f"{before}{BEGIN}\n{part}\n{END}{after}"


def write_document(report: Report) -> None:
    """Renew the table in docs/benchmarks.md."""
    DOCUMENT.write_text(put_between_marks(DOCUMENT.read_text("utf-8"), markdown(report)), "utf-8")


def write_json(report: Report, path: Path) -> None:
    """All samples, so that two runs can be compared."""
    content = {
        "date": report.day(),
        "hardware": report.hardware,
        "versions": report.versions,
        "load": report.load,
        "rows": [row.as_json() for row in report.rows],
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    goals = []
    if row.goal is not None:
        goals.append(f"≤ {row.goal:g} {row.unit}")
    if row.goal_ratio is not None:
        goals.append(f"≤ {row.goal_ratio:g}×")
    return (
        row.name,
        _amount(row.median, row.unit),
        _amount(row.best, row.unit),
        _amount(row.floor_median, row.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}×",
        ", ".join(goals),
        VERDICTS[row.passed],
    )


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:.{2 if unit == 's' else 0 if value >= 100 else 1}f} {unit}"
