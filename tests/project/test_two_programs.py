"""Two programs on one project: each sees what the other stored, and neither overwrites what it has not seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import StaleError
from annotator.project import Project, create_project, open_project
from annotator.records import NewArticle

MARKING = """
import sys
from annotator.errors import ProjectBusyError
from annotator.project import open_project

path, name, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_project(path, analyst=name) as project:
    print("ready", flush=True)
    sys.stdin.readline()
    done = 0
    while done < number:
        try:
            made = project.annotate(1, done, done + 5, "claim", note=f"{name} {done}")
        except ProjectBusyError:
            continue
        done += 1
        print(made.uid, flush=True)
"""
TEXT = "Norland agreed on Monday to reopen two ferry lines before May, and Sudmark called the offer empty."


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    with create_project(tmp_path / "shared.annotations", analyst="desk one") as project:
        project.add_articles([NewArticle("Ferries", TEXT)])
        project.annotate(1, 0, 7, "claim")
    return tmp_path / "shared.annotations"


def command(*words: object) -> str:
    """What the command line prints when it runs in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, words)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_what_the_command_line_stores_is_seen_by_whoever_has_the_project_open(shared):
    with open_project(shared, analyst="desk one") as project:
        heard: list[bool] = []
        project.changed.connect(lambda changes: heard.append(changes.everything))
        assert not project.refresh()
        uid = command("annotate", shared, 1, 8, 14, "demand").split()[-1]
        assert project.refresh()
        assert heard == [True]
        assert project.annotation(uid).quote == "agreed"
        assert not project.refresh()


def test_what_is_stored_in_an_open_project_is_seen_by_the_command_line_at_once(shared):
    with open_project(shared, analyst="desk one") as project:
        uid = project.annotate(1, 8, 14, "demand").uid
        assert uid in command("annotations", shared)


@pytest.mark.parametrize(
    "verb",
    [
        lambda project, stale: project.retag(stale, "demand"),
        lambda project, stale: project.set_note(stale, "mine"),
        lambda project, stale: project.delete_annotations([stale]),
        lambda project, stale: project.retag_all([stale], "demand"),
    ],
    ids=["retag", "note", "delete", "retag many"],
)
def test_a_record_that_the_other_program_changed_is_refused_and_not_overwritten(shared, verb):
    with open_project(shared) as project, open_project(shared, analyst="desk two") as other:
        stale = project.annotations()[0]
        theirs = other.set_note(stale.uid, "theirs")
        edits = project.edits()
        with pytest.raises(StaleError, match="changed elsewhere meanwhile"):
            verb(project, stale)
        assert project.annotations() == [theirs]
        assert project.edits() == edits
        verb(project, project.annotations()[0])


def test_undo_takes_back_the_last_edit_whoever_made_it(shared):
    with open_project(shared) as project, open_project(shared, analyst="desk two") as other:
        project.annotate(1, 8, 14, "demand")
        other.annotate(1, 15, 17, "claim")
        undone = project.undo()
        assert undone is not None
        assert undone.analyst == "desk two"
        other.refresh()
        assert [one.quote for one in other.annotations()] == ["Norland", "agreed"]
        assert other.check() == []


def test_programs_that_write_at_once_lose_nothing(shared):
    """Three processes mark as fast as they can: each annotation that was acknowledged is there, in turns of its own."""
    number = 12
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MARKING, str(shared), name, str(number)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("one", "two", "three")
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    acknowledged = [uid for process in processes for uid in process.communicate(timeout=120)[0].split()]
    assert [process.returncode for process in processes] == [0, 0, 0]
    with open_project(shared) as project:
        found = {one.uid: one for one in project.annotations()}
        assert len(acknowledged) == 3 * number
        assert set(acknowledged) <= found.keys()
        assert len(found) == 3 * number + 1
        assert all(TEXT[one.start : one.end] == one.quote for one in found.values())
        assert project.turn() == 2 + 3 * number
        assert len(project.edits(limit=1000)) == 2 + 3 * number
        assert project.check() == []


DEEDS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["mark", "note", "delete", "undo", "redo", "look"]), st.integers(0, 9)
    ),
    max_size=25,
)


@settings(max_examples=10)
@given(DEEDS)
def test_two_programs_in_any_order_hold_the_same_and_overwrite_nothing(tmp_path_factory, deeds):
    work_on_one_project(tmp_path_factory.mktemp("two") / "shared.annotations", deeds)


@pytest.mark.soak
@settings(max_examples=500, deadline=None)
@given(DEEDS)
def test_two_programs_in_any_order_hold_the_same_and_overwrite_nothing_in_the_long_run(tmp_path_factory, deeds):
    work_on_one_project(tmp_path_factory.mktemp("two") / "shared.annotations", deeds)


def work_on_one_project(path: Path, deeds) -> None:
    """Each program acts on what it last saw; what the other changed since is refused, everything else is stored."""
    create_project(path).close()
    with open_project(path, analyst="one") as one, open_project(path, analyst="two") as two:
        one.add_articles([NewArticle("Ferries", TEXT)])
        programs, seen = (one, two), [one.annotations(), two.annotations()]
        notes: dict[str, str] = {}  # by uid: the note that was stored last
        for who, deed, number in deeds:
            try:
                act(programs[who], deed, number, (seen[who], notes))
            except StaleError:
                present = {mark.uid: mark.rev for mark in programs[1 - who].annotations()}
                stale = seen[who][number % len(seen[who])]
                assert present.get(stale.uid) != stale.rev
            if deed == "look":
                seen[who] = programs[who].annotations()
            if deed in ("undo", "redo"):
                notes = {mark.uid: mark.note for mark in programs[who].annotations()}
            assert {mark.uid: mark.note for mark in programs[who].annotations()} == notes
        one.refresh()
        two.refresh()
        assert one.annotations() == two.annotations()
        assert one.check() == []


def act(project: Project, deed: str, number: int, known: tuple[list, dict[str, str]]) -> None:
    """One action of a person who looks at the annotations `known[0]`; `known[1]` takes what was stored."""
    seen, notes = known
    if deed == "mark":
        notes[project.annotate(1, number, number + 9, "claim").uid] = ""
    elif deed == "note" and seen:
        made = project.set_note(seen[number % len(seen)], f"{project.analyst} {number}")
        notes[made.uid] = made.note
    elif deed == "delete" and seen:
        project.delete_annotations([seen[number % len(seen)]])
        del notes[seen[number % len(seen)].uid]
    elif deed == "undo" and not (project.undo_label() or "").startswith("import"):
        project.undo()
    elif deed == "redo":
        project.redo()
