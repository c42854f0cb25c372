"""One benchmark in a process of its own: `python -m tests.benchmarks.child NAME FOLDER` prints its rows as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Run the benchmark that the arguments name."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    rows = import_module(f"tests.benchmarks.{name}").rows(folder)
    print(json.dumps([row.as_json() for row in rows]))


if __name__ == "__main__":
    main()
