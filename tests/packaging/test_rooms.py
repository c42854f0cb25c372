"""The walls between the rooms: the contracts of pyproject.toml find each forbidden import, and only those."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("__init__", "__main__", "cli", "errors", "records", "resources", "writing")
PACKAGES = ("exporters", "importers", "project", "store", "text", "timeline", "ui")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The program's rooms, all empty, under the program's contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in (*MODULES, *(f"{package}/__init__" for package in PACKAGES)):
        room = tmp_path / "annotator" / f"{name}.py"
        room.parent.mkdir(exist_ok=True)
        room.touch()
    return tmp_path


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([linter, "--no-logo", "--no-cache"], cwd=house, capture_output=True, text=True)


def test_the_ways_that_the_design_shows_are_open(house):
    ways = {
        "__main__": "import annotator.cli",
        "cli": "import annotator.project, annotator.timeline, annotator.ui",
        "ui/window": "import PySide6.QtWidgets, pyqtgraph, annotator.project, annotator.timeline",
        "project/verbs": "import annotator.store, annotator.importers, annotator.exporters, annotator.timeline",
        "store/database": "import sqlite3, sqlite_utils, annotator.records",
        "importers/wire": "import annotator.records, annotator.text",
        "resources": "import annotator.errors",
        "writing": "import annotator.errors",
    }
    for room, line in ways.items():
        (house / "annotator" / f"{room}.py").write_text(line + "\n", encoding="utf-8")
    linted = lint(house)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("text/span", "import annotator.records", "Each room uses only"),
        ("store/search", "import annotator.importers", "Each room uses only"),
        ("exporters/csv", "import annotator.timeline", "Each room uses only"),
        ("project/verbs", "import annotator.ui", "Each room uses only"),
        ("utils", "", "Each room uses only"),
        ("timeline/counts", "import PySide6.QtCore", "Only ui knows Qt"),
        ("cli", "import pyqtgraph", "Only ui knows Qt"),
        ("ui/window", "import sqlite3", "Only store speaks SQL"),
        ("project/verbs", "import sqlite_utils", "Only store speaks SQL"),
        ("cli", "import annotator.store", "only through project"),
        ("ui/window", "from annotator.exporters import csv", "only through project"),
    ],
)
def test_a_forbidden_import_is_found(house, room, line, contract):
    (house / "annotator" / "exporters" / "csv.py").touch()
    (house / "annotator" / f"{room}.py").write_text(line + "\n", encoding="utf-8")
    linted = lint(house)
    broken = [words for words in linted.stdout.splitlines() if words.endswith("BROKEN")]
    assert (linted.returncode, len(broken)) == (1, 1), linted.stdout
    assert contract in broken[0]
