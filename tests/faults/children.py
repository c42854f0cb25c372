"""Child processes that do what no test may do to its own process, and tell what came of it as JSON."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.faults import vfs

ROOT = Path(__file__).parents[2]

needs_vfs = pytest.mark.skipif(bool(vfs.missing()), reason=vfs.missing() or "never")
"""For tests that put a layer between SQLite and the disk."""


def told_by(module: str, *words: object, seconds: float = 600) -> dict[str, Any]:
    """Run a module of tests/faults to its end and return what it printed; a crash or a hang fails the test."""
    command = [sys.executable, "-m", f"tests.faults.{module}", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, f"{module} ended with {done.returncode}: {done.stderr[-3000:]}"
    return json.loads(done.stdout)


def told_by_each(module: str, words: Iterable[tuple[object, ...]]) -> list[dict[str, Any]]:
    """As `told_by`, for several children with words of their own, as many at once as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda some: told_by(module, *some), words))
