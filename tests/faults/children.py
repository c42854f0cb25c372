"""Child processes that do what no test may do to its own process, and tell what came of it as JSON."""

import json
import subprocess
import sys
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
