"""Damaged and hostile project files: each is refused, or has findings, or is sound and works; none crashes or hangs."""

import json
import random
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.faults import figures, projects_to_damage
from tests.faults.children import ROOT
from tests.faults.mutations import BYTES, HOSTILE, mutate

A_CHILD = 500  # files
LONGEST_CHILD = 3600  # seconds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timers of processor time")


def test_a_mutated_file_is_refused_or_found_out_or_sound(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as both:  # each waits for child processes
        tried = both.map(partial(_tried, tmp_path), ("small", "branching"), (range(380), range(1_000_000, 1_000_120)))
    for outcomes, wrong in tried:
        assert wrong == []
        assert outcomes["refused"] > 5
        assert outcomes["findings"] > 5


@pytest.mark.soak
def test_fifty_thousand_mutated_files_are_refused_or_found_out_or_sound(tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    wrong: list[object] = []
    for kind, first, number in (("small", 10_000_000, 30_000), ("branching", 20_000_000, 20_000)):
        some, worse = _tried(tmp_path, kind, range(first, first + number))
        outcomes += some
        wrong += worse
    figures.record("mutated files", runs=50_000, failures=len(wrong), **outcomes)
    assert wrong == []


def test_every_kind_of_mutation_changes_something(tmp_path: Path) -> None:
    made = projects_to_damage.small(tmp_path / "whole.annotations")
    whole, victim = made.read_bytes(), tmp_path / "victim.annotations"
    seen: set[str] = set()
    for seed in range(150):
        victim.write_bytes(whole)
        names = mutate(victim, random.Random(seed)).split(" + ")
        if len(names) == 1 and victim.read_bytes() != whole:
            seen.update(names)
    assert seen == {*BYTES, *HOSTILE}


def _tried(folder: Path, kind: str, seeds: range) -> tuple[Counter[str], list[object]]:
    """How often files ended how, and each that ended as none may, with its seed."""
    source = getattr(projects_to_damage, kind)(folder / f"{kind}.annotations")
    outcomes: Counter[str] = Counter()
    wrong: list[object] = []
    first = seeds.start
    while first < seeds.stop:
        number = min(A_CHILD, seeds.stop - first)
        command = [sys.executable, "-m", "tests.faults.mutated_files", str(source), str(first), str(number)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_CHILD, check=False)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        for _, _, outcome in (line for line in lines if len(line) == 3):
            outcomes[outcome.partition(":")[0]] += 1
        wrong += [line for line in lines if len(line) == 3 and line[2].startswith("wrong")]
        first += number
        if done.returncode:  # a crash or a hang: go on behind the file that did it
            wrong.append([lines[-1], f"ended with {done.returncode}", done.stderr[-2000:]])
            first = lines[-1][0] + 1
    return outcomes, wrong
