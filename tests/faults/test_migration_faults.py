"""A migration that is killed, cut off from power or met by a failing disk leaves the old file or the new one."""

import os
from pathlib import Path

import pytest

from annotator.store.versions import SCHEMA_VERSION
from tests.faults import figures
from tests.faults.children import needs_vfs, told_by

PROJECTS = Path(__file__).parents[1] / "data" / "projects"
OLD = [PROJECTS / f"schema-{number}.annotations" for number in range(1, SCHEMA_VERSION)]

pytestmark = [
    needs_vfs,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, with which programs are killed here"),
    pytest.mark.parametrize("golden", OLD, ids=lambda path: path.stem),
]


def test_killed_at_each_statement_it_reopens_as_old_or_new(tmp_path, golden):
    found = told_by("migrating", tmp_path, "statements", golden)
    assert found["failures"] == []
    assert found["steps"] > 30
    assert found["outcomes"]["old"] > 10
    assert found["outcomes"]["new"] >= 1


@pytest.mark.soak
def test_killed_at_each_call_on_the_disk_it_reopens_as_old_or_new(tmp_path, golden):
    found = told_by("migrating", tmp_path, "calls", golden)
    figures.record(f"killed migration of {golden.stem}", runs=found["steps"], failures=len(found["failures"]))
    assert found["failures"] == []
    assert found["outcomes"]["old"] > 40
