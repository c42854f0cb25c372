"""A full disk, a file or folder that may not be written, a file that another program holds."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.children import needs_vfs, told_by


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts may look into."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-forbidden-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@needs_vfs
def test_a_full_disk_stores_all_or_nothing_and_says_so(tmp_path):
    found = told_by("failing", tmp_path, "--brief", "--kinds", "full", "--deeds", "add", "import", "migrate")
    assert found["failures"] == []
    assert found["runs"] > 30
    assert all("is full" in sentence for sentence in found["sentences"])


@needs_vfs
def test_a_project_that_another_program_holds_is_left_alone_and_can_be_changed_afterwards(tmp_path):
    found = told_by("failing", tmp_path, "--brief", "--kinds", "held", "--deeds", "add", "undo", "import", "migrate")
    assert found["failures"] == []
    assert found["runs"] == 12
    assert all(sentence.startswith("Another program") for sentence in found["sentences"])


@needs_vfs
@pytest.mark.soak
def test_no_deed_is_half_done_on_a_full_disk_or_beside_another_program(tmp_path):
    found = told_by("failing", tmp_path, "--kinds", "full", "held", seconds=3600)
    figures.record("full disk and busy file", runs=found["runs"], failures=found["failed"])
    assert found["failures"] == []


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_project_that_may_not_be_written_can_be_read(open_folder, what):
    found = told_by("forbidden", open_folder, what)
    assert found["read_only"]
    assert "can be read and exported, not changed" in found["notice"]
    assert found["told"] == [found["notice"]] * found["deeds"]
    assert found["reads"]
    assert found["unchanged"]


@needs_vfs
def test_a_project_left_in_the_middle_of_a_change_is_not_shown_where_that_cannot_be_taken_back(open_folder):
    found = told_by("forbidden", open_folder, "torn")
    assert not found["opened"]
    assert "-journal" in found["told"]
    assert found["unchanged"]
