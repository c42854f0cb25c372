"""One bit of the file turns: `check` says so wherever it changed what the project holds."""

from pathlib import Path

import pytest

from tests.faults import figures, projects_to_damage
from tests.faults.children import told_by

LEAST_SHARE = 0.999
"""Of the flips that change something, so many are reported: a random digit of a uid has no checksum in `meta`."""


def test_a_bit_that_turns_in_a_project_is_reported(tmp_path: Path) -> None:
    _assert_reported(_flip(projects_to_damage.small(tmp_path / "small.annotations"), 500, seed=1))


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["small", "branching"])
def test_bits_that_turn_anywhere_are_reported(tmp_path: Path, kind: str) -> None:
    found = _flip(getattr(projects_to_damage, kind)(tmp_path / f"{kind}.annotations"), 10_000, seed=2)
    share = 1 - len(found["missed"]) / found["changed"]
    figures.record(
        f"bit flips, {kind} project",
        runs=found["flips"], changed=found["changed"], share=round(share, 5), failures=len(found["missed"]),
    )  # fmt: skip
    _assert_reported(found)


def _flip(project: Path, flips: int, *, seed: int) -> dict:
    return told_by("flipped_bits", project, flips, seed, seconds=3600)


def _assert_reported(found: dict) -> None:
    assert found["changed"] > found["flips"] / 20
    assert len(found["missed"]) <= found["changed"] * (1 - LEAST_SHARE), found
