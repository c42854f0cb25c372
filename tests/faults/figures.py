"""Where the long tests write down how often they tried what, for docs/reliability.md."""

import json
import os
import platform
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

VARIABLE = "ANNOTATOR_RELIABILITY"
"""Names the file of the figures; `make soak` sets it. Without it nothing is written down."""


def record(name: str, **numbers: float) -> None:
    """Write down the numbers of one fault under its name, in place of those of an earlier run.

    Call it before the assertion that may fail, so that a failure is written down, too. `runs` is how often the fault
    was made, `failures` how many of these runs broke the promise; any other number is shown beside them under its own
    name (`edits=10_000`, `worst_ms=41`, `share=0.9995`). Does nothing unless the soak target asked for figures.
    """
    asked = os.environ.get(VARIABLE)
    if not asked:
        return
    path = Path(asked)
    path.parent.mkdir(parents=True, exist_ok=True)
    found = read(path)
    found[name] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "on": _machine(), **numbers}
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fresh.replace(path)


def read(path: Path) -> dict[str, dict[str, object]]:
    """All figures of the file by name; none where there is no such file."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _machine() -> str:
    python = ".".join(map(str, sys.version_info[:3]))
    return f"Python {python}, SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.machine()}"
