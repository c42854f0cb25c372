"""The power goes at any moment: what the program said is stored is there, whole and in its place."""

import pytest

from tests.faults import figures
from tests.faults.children import needs_vfs, told_by

pytestmark = needs_vfs


def test_no_power_cut_loses_or_misplaces_what_was_told(tmp_path):
    found = told_by("cutting", tmp_path, 1000)
    assert found["failures"] == []
    assert found["states"] == 1000
    assert found["distinct"] > 300
    assert found["rolled_back"] > 100


@pytest.mark.parametrize("synchronous", [0, 1, 2], ids=["off", "normal", "full"])
def test_these_power_cuts_find_what_a_careless_setup_loses(tmp_path, synchronous):
    found = told_by("cutting", tmp_path, 150, "--synchronous", synchronous, "work")
    assert found["failed"] > 10
    assert found["outcomes"]["lost"] > 0


@pytest.mark.soak
def test_no_power_cut_of_twenty_thousand_loses_anything(tmp_path):
    found = told_by("cutting", tmp_path, 20_000, "--seed", 2, seconds=7200)
    numbers = {"disks": found["distinct"], "rolled_back": found["rolled_back"]}
    figures.record("power cut", runs=found["states"], failures=found["failed"], **numbers)
    assert found["failures"] == []
