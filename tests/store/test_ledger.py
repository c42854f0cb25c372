"""The ledger: what its lines add up to, however they were torn, doubled, mixed or interrupted."""

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project import Project, create_project, ledgers, open_project
from annotator.records import NewAnnotation, NewArticle
from annotator.store.ledgers import lines as ledger
from annotator.store.ledgers.lines import Line, Replayed, last_line, packed, replay, unpacked

TEXT = "Norland 🇳🇴 agreed on Monday to reopen two fishing grounds.\n中方反对。 " * 20

words = st.sampled_from(["", "note", "“n\u2028o\nte” 🇳🇴", "中方\t\\\x00"])
row = st.fixed_dictionaries({"annotation": st.sampled_from("abcdefgh"), "note": words, "rev": st.integers(1, 9)})


@st.composite
def histories(draw: st.DrawFn) -> list[Line]:
    """One line a turn, as one program writes them."""
    found = []
    for turn in range(1, draw(st.integers(1, 6)) + 1):
        rows = {one["annotation"]: one for one in draw(st.lists(row, max_size=3))}
        gone = set(draw(st.lists(st.sampled_from("abcdefgh"), max_size=2))) - rows.keys()
        tags = draw(st.none() | st.just(({"uid": "t", "name": draw(words)},)))
        found.append(
            Line("p", turn, turn, True, "edit", label=draw(words), annotations=tuple(rows.values()),
                 gone=tuple(sorted(gone)), tags=tags)
        )  # fmt: skip
    return found


def state(replayed: Replayed) -> tuple[object, ...]:
    return replayed.annotations, replayed.tags, replayed.turn, replayed.gone


def expected(history: list[Line]) -> dict[str, object]:
    present: dict[str, object] = {}
    for line in history:
        present.update((one["annotation"], one) for one in line.annotations)
        for uid in line.gone:
            present.pop(uid, None)
    return present


@given(histories())
def test_what_was_written_is_read_and_the_last_word_on_each_annotation_counts(history: list[Line]) -> None:
    read = [unpacked(packed(line)) for line in history]
    assert read == history
    assert replay(read).annotations == expected(history)


@given(histories(), st.randoms(use_true_random=False), st.data())
def test_lines_out_of_order_and_doubled_add_up_to_the_same(
    history: list[Line], chance: random.Random, data: st.DataObject
) -> None:
    mixed = [*history, *data.draw(st.lists(st.sampled_from(history)))]
    chance.shuffle(mixed)
    assert state(replay(mixed)) == state(replay(history))


@given(histories(), st.data())
def test_a_torn_last_line_costs_only_itself(history: list[Line], data: st.DataObject) -> None:
    written = b"".join(map(packed, history))
    torn = packed(history[-1])[: data.draw(st.integers(1, len(packed(history[-1])) - 2))]
    found, ends = last_line(io.BytesIO(written + torn))
    assert (found, ends) == (history[-1], False)
    read = list(map(unpacked, (written + torn).splitlines()))
    assert read == [*history, None]
    assert state(replay(read)) == state(replay(history))


@given(histories(), st.data())
def test_a_changed_byte_costs_only_its_line(history: list[Line], data: st.DataObject) -> None:
    lines = list(map(packed, history))
    number = data.draw(st.integers(0, len(lines) - 1))
    changed = bytearray(lines[number])
    place = data.draw(st.integers(0, len(changed) - 2))
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    read = unpacked(bytes(changed))
    assert read is None or read == history[number]  # the two marks around the checksum say nothing
    others = [line for at, line in enumerate(history) if at != number]
    assert state(replay([*others, None])) == state(replay(others))


def test_the_last_line_of_a_long_ledger_is_found_from_its_end() -> None:
    long = Line("p", 7, 7, True, "edit", label="x" * 300_000)
    short = Line("p", 6, 6, True, "edit")
    assert last_line(io.BytesIO(packed(short) + packed(long))) == (long, True)
    assert last_line(io.BytesIO(packed(short) * 3 + packed(long)[:-9])) == (short, False)
    assert last_line(io.BytesIO(b"")) == (None, True)
    assert last_line(io.BytesIO(b"no ledger at all")) == (None, False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_project(tmp_path / "p.annotations", analyst="desk one") as project:
        project.add_articles([NewArticle(title="One", text=TEXT), NewArticle(title="Two", text=TEXT + "!")])
    return tmp_path / "p.annotations"


def ledger_of(project: Project) -> Path:
    return ledgers.place(project.uid, project.path)


def held(project: Project) -> Replayed:
    return replay(ledger.lines(ledger_of(project)))


def assert_holds(project: Project) -> None:
    """The ledger says of every annotation, article and tag what the project says."""
    found = held(project)
    assert found.whole
    assert (found.turn, found.project) == (project.turn(), project.uid)
    present = {one.uid: one for one in project.annotations()}
    assert found.annotations.keys() == present.keys()
    for uid, one in present.items():
        kept = found.annotations[uid]
        assert [kept[name] for name in ("start", "end", "quote", "note", "analyst", "rev", "created_at")] == [
            one.start, one.end, one.quote, one.note, one.analyst, one.rev, one.created_at,
        ]  # fmt: skip
        assert found.tags[kept["tag_uid"]]["name"] == one.tag
        assert found.articles[kept["article"]]["text_sha256"] == project.article(one.article).text_sha256
    shown = {uid for uid, article in found.articles.items() if article["deleted_at"] is None}
    assert shown == {article.uid for article in project.articles()}
    assert {uid: one["name"] for uid, one in found.tags.items()} == {tag.uid: tag.name for tag in project.tags()}


def test_every_verb_reaches_the_ledger_before_it_returns(path: Path) -> None:
    with open_project(path, analyst="desk one") as project:
        first = project.annotate(1, 0, 7, "claim", note="n\u2028ote 🇳🇴")
        assert_holds(project)
        second = project.annotate(2, 8, 10, "demand")
        project.retag(second, "claim")
        assert_holds(project)
        project.set_note(first, "another")
        project.change_tag("claim", name="assertion")
        assert_holds(project)
        project.undo()
        assert_holds(project)
        project.redo()
        project.merge_tags("assertion", "demand")
        assert_holds(project)
        project.delete_articles([1])
        assert_holds(project)
        project.undo()
        assert_holds(project)
        project.delete_annotations([second.uid])
        assert_holds(project)
        drafts = tuple(NewAnnotation(at, at + 3, "claim") for at in range(1200))
        project.add_articles([NewArticle(title="Three", text=TEXT + "?", annotations=drafts)])
        assert_holds(project)
        project.undo()
        assert_holds(project)
        project.undo()
        assert_holds(project)


def test_a_ledger_that_was_lost_begins_with_all_that_is_there(path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 7, "claim")
        ledger_of(project).unlink()
        project.annotate(1, 3, 9, "demand")
        assert_holds(project)


def test_a_ledger_whose_end_is_torn_goes_on(path: Path) -> None:
    with open_project(path) as project:
        for at in range(5):
            project.annotate(1, at, 7 + at, "claim")
        place = ledger_of(project)
    for cut in (1, 2, 40, 700, 2000):
        place.write_bytes(place.read_bytes()[:-cut])
        with open_project(path) as project:
            project.annotate(1, 20, 27, "claim")
            assert_holds(project)
            project.undo()
            assert_holds(project)


def test_changes_of_a_program_without_a_ledger_are_made_up_for(path: Path) -> None:
    with open_project(path) as project:
        first = project.annotate(1, 0, 7, "claim")
        with open_project(path) as other:
            other._database.recorder = None
            other.annotate(2, 0, 7, "demand")
            other.delete_annotations([first.uid])
            other.annotate(2, 3, 9, "demand")
            other.undo()
            other.change_tag("demand", name="request")
        assert held(project).turn < project.turn()
        project.annotate(1, 8, 12, "claim")
        assert_holds(project)


def test_an_older_copy_in_the_place_of_the_project_begins_another_ledger(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 7, "claim")
        copy = project.backup(tmp_path / "copy.annotations")
        lost = project.annotate(1, 3, 9, "demand")
        place = ledger_of(project)
    copy.replace(path)
    with open_project(path) as project:
        project.annotate(2, 0, 7, "claim")
        assert_holds(project)
        project.annotate(2, 3, 9, "claim")  # now as many turns as the former ledger has
        assert_holds(project)
    (aside,) = place.parent.glob(f"{place.stem} former *")
    assert lost.uid in replay(ledger.lines(aside)).annotations


def test_a_ledger_that_only_began_is_no_past_of_an_older_copy(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        copy = project.backup(tmp_path / "copy.annotations")
        for at in range(5):
            project.annotate(1, at, 7, "claim")
        ledger_of(project).unlink()
        project.annotate(1, 6, 8, "claim")
        begun = ledger_of(project).read_bytes().splitlines(keepends=True)[0]
        ledger_of(project).write_bytes(begun)
    copy.replace(path)
    with open_project(path) as project:
        project.annotate(2, 0, 7, "claim")
        assert_holds(project)


def test_a_past_that_was_overtaken_is_no_past_of_this_project(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 7, "claim")
        copy = project.backup(tmp_path / "copy.annotations")
        lost = project.annotate(1, 3, 9, "demand")
    copy.replace(path)
    with open_project(path) as project:
        recorder, project._database.recorder = project._database.recorder, None
        for at in range(4):
            project.annotate(2, at, 7, "claim")
        project._database.recorder = recorder
        project.annotate(2, 5, 9, "claim")
        assert lost.uid not in held(project).annotations
        assert_holds(project)


APPEND = """
import sys
from annotator.project import open_project
from annotator.errors import ProjectBusyError
with open_project(sys.argv[1], analyst=sys.argv[2]) as project:
    done = 0
    while done < 15:
        try:
            print(project.annotate(2, done, done + 5, "claim").uid, flush=True)
            done += 1
        except ProjectBusyError:
            pass
"""


def test_several_programs_write_one_ledger(path: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-c", APPEND, path, f"desk {number}"], stdout=subprocess.PIPE, text=True)
        for number in range(3)
    ]
    told = [uid for run in runs for uid in run.communicate()[0].split()]
    assert [run.returncode for run in runs] == [0, 0, 0]
    with open_project(path) as project:
        assert len(told) == 45
        assert {one.uid for one in project.annotations()} == {*told}
        found = held(project)
        assert (found.annotations.keys(), found.damaged, found.turn) == ({*told}, 0, project.turn())


def test_what_a_program_was_told_before_it_was_killed_is_in_the_ledger(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", APPEND, path, "desk"], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        told = [run.stdout.readline().strip() for _ in range(4)]
        run.kill()
        told += run.stdout.read().split("\n")[:-1]
    with open_project(path) as project:
        assert held(project).annotations.keys() >= {*told}
        project.annotate(1, 3, 9, "claim")
        assert_holds(project)


def test_all_that_was_written_is_synced_before_the_verb_returns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fdatasync

    def sync(number: int) -> None:
        real(number)
        synced.append(os.fstat(number).st_size)

    monkeypatch.setattr("os.fdatasync", sync)
    with open_project(path) as project:
        for at in range(3):
            project.annotate(1, at, 7, "claim")
            assert synced[-1:] == [ledger_of(project).stat().st_size]
        project.delete_articles([1])
        assert synced[-1] == ledger_of(project).stat().st_size


def test_a_ledger_is_for_the_eyes_of_its_account_only(path: Path) -> None:
    with open_project(path) as project:
        assert ledger_of(project).stat().st_mode & 0o777 == 0o600
    assert ledgers.folder().stat().st_mode & 0o777 == 0o700


def test_a_ledger_that_cannot_be_written_stops_nobody_and_is_told(path: Path) -> None:
    ledgers.folder().parent.mkdir(parents=True, exist_ok=True)
    for one in ledgers.folder().glob("*"):
        one.unlink()
    ledgers.folder().rmdir()
    ledgers.folder().write_text("in the way")
    with open_project(path) as project:
        project.annotate(1, 0, 7, "claim")
        assert len(project.annotations()) == 1
        assert str(path) in project.ledger_trouble
        ledgers.folder().unlink()
        project.annotate(1, 3, 9, "claim")
        assert_holds(project)


def test_a_large_project_is_copied_beside_the_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.store.ledgers.entering.AT_ONCE", 10)
    with open_project(path) as project:
        drafts = tuple(NewAnnotation(at, at + 3, "claim") for at in range(700))
        project.add_articles([NewArticle(title="Three", text=TEXT + "?", annotations=drafts)])
        ledger_of(project).unlink()
        project.annotate(1, 0, 7, "claim")
        assert len(held(project).annotations) >= 1
        project.delete_annotations([project.annotations(3)[0].uid])
        project._database.recorder.ledger.finish()  # type: ignore[union-attr]
        assert_holds(project)
        project.annotate(1, 3, 9, "claim")
        assert_holds(project)


def test_opening_and_reading_touch_no_ledger(path: Path) -> None:
    place = ledgers.folder()
    before = {one: one.read_bytes() for one in place.iterdir()}
    script = (
        "import sys; from annotator.project import open_project\n"
        "with open_project(sys.argv[1]) as project: project.annotations(); project.articles()\n"
        "assert 'annotator.store.ledgers.entering' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    assert {one: one.read_bytes() for one in place.iterdir()} == before
