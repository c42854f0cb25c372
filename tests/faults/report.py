"""`python -m tests.faults.report`: the figures that `make soak` left, as a table; `--write` puts it into the page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.faults import figures

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
FIGURES = ROOT / "build" / "reliability.json"
COMMAND = "python -m tests.faults.report --write"
BEGIN = f"<!-- begin: written by {COMMAND} -->"
END = f"<!-- end: written by {COMMAND} -->"
ABOUT = {"at", "on", "runs", "failures"}  # what stands in columns of its own, or below the table
Figures = Mapping[str, Mapping[str, object]]


def markdown(found: Figures) -> str:
    """The part of docs/reliability.md between its two marks."""
    if not found:
        return "Nothing was measured yet: run `make soak`."
    lines = ["| fault | runs | failures | beside that | on |", "|---|--:|--:|---|---|"]
    lines += [f"| {' | '.join(_cells(name, found[name]))} |" for name in found]
    machines = sorted({str(numbers["on"]) for numbers in found.values()})
    return "\n".join([*lines, "", f"Measured with {'; with '.join(machines)}."])


def failures(found: Figures) -> int:
    """How many runs of all broke a promise."""
    return sum(int(str(numbers.get("failures", 0))) for numbers in found.values())


def put_between_marks(document: str, part: str) -> str:
    """The document with the text between its marks replaced; ValueError if it has not exactly one pair."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError(f"the document needs exactly one “{BEGIN}” followed by one “{END}”")
    return f"{before}{BEGIN}\n{part}\n{END}{after}"


def main() -> int:
    """Print the table, and renew the document if asked; 1 without figures or with a failure among them."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.report", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew the table in docs/reliability.md")
    asked = parser.parse_args()
    path = Path(os.environ.get(figures.VARIABLE, FIGURES))
    found = figures.read(path)
    print(markdown(found))
    if not found:
        return 1
    if asked.write:
        DOCUMENT.write_text(put_between_marks(DOCUMENT.read_text("utf-8"), markdown(found)), "utf-8")
        print(f"\nThe table in docs/{DOCUMENT.name} is renewed.")
    return 1 if failures(found) else 0


def _cells(name: str, numbers: Mapping[str, object]) -> tuple[str, ...]:
    others = (f"{_number(value)} {label.replace('_', ' ')}" for label, value in numbers.items() if label not in ABOUT)
    counts = (_number(numbers.get("runs", "")), _number(numbers.get("failures", "")))
    return name, *counts, ", ".join(others), str(numbers["at"])[:10]


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


if __name__ == "__main__":
    sys.exit(main())
