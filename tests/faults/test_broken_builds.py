"""The tests of the tests: the program is broken on purpose, in a copy, and the test that watches over it must fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import figures

ROOT = Path(__file__).parents[2]
COPIED = ("annotator", "tests", "resources", "sample_corpus", "pyproject.toml")
LIMIT = 900  # seconds
FAILED = 1  # what pytest says of tests that failed; anything else is no verdict


@dataclass(frozen=True)
class Break:
    """A promise taken out of the program: pieces of one module, each there exactly once, and what stands instead."""

    name: str
    module: str
    pieces: tuple[tuple[str, str], ...]
    test: str  # which must fail

    def apply(self, copy: Path) -> None:
        """Break the copy."""
        path = copy / "annotator" / self.module
        words = path.read_text("utf-8")
        for piece, instead in self.pieces:
            assert words.count(piece) == 1, f"{self.module} has {piece!r} {words.count(piece)} times; renew this test"
            words = words.replace(piece, instead)
        path.write_text(words, "utf-8")


NAMED = (  # by the issue; the rest is as likely to be lost in a change of the program
    Break(
        "nothing waits for the disk",
        "store/connecting.py",
        (('"synchronous": 3,', '"synchronous": 0,'),),
        "tests/faults/test_write_path.py::test_an_open_project_has_the_pragmas_that_outlast_a_power_cut",
    ),
    Break(
        "a row is committed before its journal",
        "store/journal.py",
        (
            ('        connection.execute("SAVEPOINT edit")\n', ""),
            ('            connection.execute("ROLLBACK TO edit")\n', "            pass\n"),
            ('        connection.execute("RELEASE edit")\n', ""),
            (
                '        rows.insert(self.connection, "edit_row", row)',
                '        self.connection.execute("COMMIT")\n        self.connection.execute("BEGIN IMMEDIATE")\n'
                '        rows.insert(self.connection, "edit_row", row)',
            ),
        ),
        "tests/project/test_articles.py::test_a_failing_import_leaves_nothing",
    ),
    Break(
        "nothing is read back",
        "store/journal.py",
        (("    readback.verify(recording.connection, recording.annotated, recording.annotations)", "    pass"),),
        "tests/faults/test_write_path.py::test_what_does_not_read_back_as_it_was_written_is_not_stored",
    ),
    Break(
        "offsets are UTF-16",
        "text/offsets.py",
        (
            ("        passed = bisect_right(self._astral_positions, position - 2)", "        passed = 0"),
            ("        return offset + bisect_left(self._astral_offsets, offset)", "        return offset"),
        ),
        "tests/text/test_offsets.py",
    ),
)
OTHERS = (
    Break(
        "a slip into another article is not read back",
        "store/readback.py",
        (("    for annotation_id in unread:", "    for annotation_id in ():"),),
        "tests/faults/test_write_path.py::test_what_does_not_read_back_as_it_was_written_is_not_stored",
    ),
    Break(
        "a changed row keeps its old checksum",
        "store/rows.py",
        (
            (
                '    values["checksum"] = checksum([future[name] for name in SEALED[table]])\n',
                '    values["checksum"] = checksum([present[name] for name in SEALED[table]])\n',
            ),
        ),
        "tests/project/test_history.py",
    ),
    Break(
        "a new row has no checksum",
        "store/rows.py",
        (('more = {"checksum": checksum(values), **unsealed}', 'more = {"checksum": 0, **unsealed}'),),
        "tests/project/test_annotating.py",
    ),
    Break(
        "undo forgets a row",
        "store/journal.py",
        (
            (
                "in row_changes(connection, found.sequence, backwards=backwards):",
                "in row_changes(connection, found.sequence, backwards=backwards)[: 1 if backwards else None]:",
            ),
        ),
        "tests/project/test_history.py",
    ),
    Break(
        "a revert asks nobody",
        "store/reverting.py",
        (("    if not _is_as_left(present, change):", "    if False:"),),
        "tests/project/test_history.py",
    ),
    Break(
        "undo and redo count no turn",
        "store/journal.py",
        (("        number = turn(connection) + 1\n", "        number = turn(connection)\n"),),
        "tests/project/test_history.py::test_each_stored_change_counts_one_turn",
    ),
    Break(
        "the last one to write wins",
        "project/annotating.py",
        (("present.rev != annotation.rev", "False"),),
        "tests/project/test_annotating.py::test_a_stale_record_is_refused_and_nothing_is_overwritten",
    ),
    Break(
        "a deleted row is not in the journal",
        "store/journal.py",
        (('        self._note(table, row_id, ({**before, "id": row_id}, None), before.get("article_id"))\n', ""),),
        "tests/project/test_articles.py",
    ),
    Break(
        "edits go on in a file that has lost its name",
        "store/held.py",
        (("        if found != self.place or self.displaced is not None:", "        if False:"),),
        "tests/project/test_places.py",
    ),
    Break(
        "an old copy of a date is kept",
        "store/journal.py",
        (("    copy_dates(recording.connection, recording.articles)\n", ""),),
        "tests/project/test_articles.py",
    ),
    Break(
        "uids follow the clock",
        "store/uids.py",
        (("max(_last + 1, time.time_ns() // 1_000_000 << 12)", "time.time_ns() // 1_000_000 << 12"),),
        "tests/faults/test_clocks.py::test_uids_of_one_process_keep_their_order_too",
    ),
    Break(
        "the last edit is the one with the latest clock",
        "store/journal.py",
        (("ORDER BY turn DESC LIMIT 1", "ORDER BY changed_at DESC LIMIT 1"),),
        "tests/faults/test_clocks.py::test_the_time_of_the_last_edit_is_that_of_the_last_one_also_after_the_clock_went_back",
    ),
    Break(
        "nothing waits for the disk, and the power goes",
        "store/connecting.py",
        (('"synchronous": 3,', '"synchronous": 0,'),),
        "tests/faults/test_power_cut.py::test_no_power_cut_loses_or_misplaces_what_was_told",
    ),
    Break(
        "an open project is stored when it is closed",
        "store/database.py",
        (
            (
                '            self.connection.execute("BEGIN IMMEDIATE")\n',
                '            self.connection.in_transaction or self.connection.execute("BEGIN IMMEDIATE")\n',
            ),
            (
                '            self.connection.execute("COMMIT")\n',
                '            self.path.name.startswith(".making") and self.connection.execute("COMMIT")\n',
            ),
            (
                '        """Let go of the file."""\n',
                '        """Let go of the file."""\n'
                '        self.connection.in_transaction and self.connection.execute("COMMIT")\n',
            ),
        ),
        "tests/faults/test_kills.py::test_a_killed_window_keeps_what_it_said_was_stored",
    ),
)


def copied(folder: Path) -> Path:
    """The program and its tests in a folder of their own."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


def tried(copy: Path, *tests: str) -> tuple[int, str]:
    """The exit status of these tests in a copy, and what they said."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop(figures.VARIABLE, None)
    environment.pop("ANNOTATOR_HYPOTHESIS_PROFILE", None)
    ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def check_caught(broken: Break, folder: Path) -> None:
    copy = copied(folder)
    broken.apply(copy)
    status, said = tried(copy, broken.test)
    assert status == FAILED, f"“{broken.name}” was not noticed by {broken.test}:\n{said}"
    assert re.search(rf"(FAILED|ERROR) {re.escape(broken.test)}", said), said


@pytest.mark.parametrize("broken", NAMED, ids=lambda broken: broken.name)
def test_a_broken_build_is_caught(broken: Break, tmp_path: Path) -> None:
    check_caught(broken, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("broken", OTHERS, ids=lambda broken: broken.name)
def test_another_broken_build_is_caught(broken: Break, tmp_path: Path) -> None:
    check_caught(broken, tmp_path)


@pytest.mark.soak
def test_what_is_not_broken_passes(tmp_path: Path) -> None:
    status, said = tried(copied(tmp_path), *dict.fromkeys(one.test for one in (*NAMED, *OTHERS)))
    assert status == 0, said


@pytest.fixture(scope="module", autouse=True)
def _figures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Write down how many broken builds were tried; a failure is one that no test noticed."""
    failed = request.session.testsfailed
    yield
    tries = [item for item in request.session.items if "broken" in getattr(item, "fixturenames", ())]
    figures.record("builds broken on purpose", runs=len(tries), failures=request.session.testsfailed - failed)
