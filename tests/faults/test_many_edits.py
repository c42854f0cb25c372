"""A long day at one window: thousands of edits, each as it should be, and nothing that piles up."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from annotator.project import create_project, open_project
from annotator.records import NewArticle
from tests.faults import figures

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory and files from /proc")
ROOT = Path(__file__).parents[2]
GROWTH = 20  # MiB
FEW = 20
TEXT = (
    "STENHAVEN, April 1 (Meridian) -- Norland agreed on Monday to reopen two ferry lines before May. 🚢🇳🇴\n\n"
    "“We demand 👩🏽‍🚀 that the levy be dropped at once,” the minister said, and called the offer empty.\n\n"
    "نطالب بالانسحاب من الجزيرة and 中方 坚决 反对 stood on the walls. The gates opened a day early.\n"
)


def work(folder: Path, edits: int) -> tuple[dict[str, float], dict[str, float]]:
    """Make so many edits at a window of its own; what its process held after a tenth of them and at the end."""
    path, log = folder / "long day.annotations", folder / "acknowledged"
    with create_project(path) as project:
        days = [date(2024, month, 2) for month in range(1, 6)]
        project.add_articles([NewArticle(f"Story {day}", TEXT * 3, published_on=day) for day in days])
    command = [sys.executable, "-m", "tests.faults.worked_window", str(path), str(log), str(edits)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    check_what_was_made(path, log, edits)
    early, late = json.loads(ran.stdout)
    return early, late


def check_what_was_made(path: Path, log: Path, edits: int) -> None:
    with open_project(path) as project:
        last = json.loads(log.read_text("utf-8").splitlines()[-1])
        stored = [[one.uid, one.article, one.start, one.end, one.tag, one.note] for one in project.annotations()]
        assert stored == last["shown"]
        assert project.turn() >= edits
        assert project.check() == []
        assert Counter(edit.state for edit in project.edits(edits))["done"] > edits // 10


@pytest.mark.soak
def test_ten_thousand_edits_in_one_window_leave_memory_and_handles_as_they_were(tmp_path: Path) -> None:
    early, late = work(tmp_path, 10_000)
    growth = late["mib"] - early["mib"]
    figures.record(
        "10,000 edits in one window", runs=10_000, failures=0, growth_mib=round(growth, 1),
        files_left_open=late["files"] - early["files"], objects_left=late["objects"] - early["objects"],
    )  # fmt: skip
    assert growth < GROWTH
    # What comes once in a day's work may come; what comes with every edit would come by the thousand.
    for what in ("files", "threads", "objects"):
        assert late[what] - early[what] < FEW, what
