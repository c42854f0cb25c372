"""The power goes at any moment: what the program said is stored is there, whole and in its place."""

from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.children import needs_vfs, told_by, told_by_each

pytestmark = needs_vfs

OFF, NORMAL, FULL = 0, 1, 2  # what SQLite's pragma synchronous may be, besides the EXTRA of this program


def test_no_power_cut_loses_or_misplaces_what_was_told(tmp_path):
    first, second = told_by_each("cutting", [(_folder(tmp_path, n), 500, "--seed", n) for n in (1, 2)])
    assert first["failures"] + second["failures"] == []
    assert first["states"] + second["states"] == 1000
    assert first["distinct"] + second["distinct"] > 300
    assert first["rolled_back"] + second["rolled_back"] > 200
    assert first["ledgers"] + second["ledgers"] > 500


def test_these_power_cuts_find_what_a_careless_setup_loses(tmp_path):
    careless = [(_folder(tmp_path, n), 150, "--synchronous", n, "make") for n in (OFF, NORMAL, FULL)]
    for found in told_by_each("cutting", careless):
        assert found["outcomes"]["lost"] > 3
        assert found["failed"] >= found["outcomes"]["lost"]


def _folder(within: Path, number: int) -> Path:
    folder = within / str(number)
    folder.mkdir()
    return folder


@pytest.mark.soak
def test_no_power_cut_of_twenty_thousand_loses_anything(tmp_path):
    found = told_by("cutting", tmp_path, 20_000, "--seed", 2, seconds=7200)
    numbers = {"disks": found["distinct"], "rolled_back": found["rolled_back"]}
    figures.record("power cut", runs=found["states"], failures=found["failed"], **numbers)
    assert found["failures"] == []
