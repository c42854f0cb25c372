"""The n-th call on the disk fails, once or for ever: the project is as before or after, and the person is told."""

import pytest

from tests.faults import figures
from tests.faults.children import needs_vfs, told_by, told_by_each

pytestmark = needs_vfs

SHORT = ("read", "write", "sync", "truncate", "delete")


def test_each_call_on_the_disk_may_fail(tmp_path):
    asked = [(tmp_path / deed, "--brief", "--kinds", *SHORT, "--deeds", deed) for deed in ("add", "note", "undo")]
    for found in told_by_each("failing", asked):
        assert found["failures"] == []
        assert found["runs"] > 100
        assert found["outcomes"]["refused"] > 50
        assert found["outcomes"]["coped with"] > 0


@pytest.mark.soak
def test_each_call_of_each_deed_may_fail_in_each_way(tmp_path):
    found = told_by("failing", tmp_path, seconds=7200)
    figures.record("failing disk", runs=found["runs"], failures=found["failed"], **found["outcomes"])
    assert found["failures"] == []


@pytest.mark.soak
def test_no_failing_backup_stops_the_work_it_comes_before(tmp_path):
    found = told_by("failing", tmp_path, "--brief", "--keep", "--deeds", "add", "migrate", seconds=7200)
    figures.record("failing disk under a backup", runs=found["runs"], failures=found["failed"], **found["outcomes"])
    assert found["failures"] == []
    assert found["outcomes"]["coped with"] > 200
