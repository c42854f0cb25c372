"""Salvage: whatever happens to a project file, what any source still knows is in the new project, in its place."""

import csv
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

import pytest

from annotator.errors import Cancelled, UserError
from annotator.project import Project, create_project, ledgers, open_project
from annotator.project.salvaging import repair, salvage
from annotator.records import Annotation, NewAnnotation, NewArticle
from annotator.store.checking import examination as check

PAGE = 4096
SENTENCE = "Norland 🇳🇴 agreed on Monday to reopen two fishing grounds, “at once”. 中方反对。\n"
GOLDEN = Path(__file__).parents[1] / "data" / "projects"


def text_of(number: int) -> str:
    return f"STENHAVEN, April {number} (Meridian) -- " + SENTENCE * (3 + number * 7 % 150)


ARTICLES = [
    NewArticle(
        title=f"Article {number}", text=text_of(number), source="Meridian", published_on=date(2024, 4, 1 + number)
    )
    for number in range(12)
]


@pytest.fixture(scope="session")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with some hundreds of annotations, and the home folder in which its ledger is."""
    home = tmp_path_factory.mktemp("worked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        with create_project(home / "p.annotations", analyst="desk one") as project:
            project.add_articles(ARTICLES)
            chance = random.Random(7)
            drafts = [
                NewAnnotation(start, start + 1 + chance.randrange(40), chance.choice(["claim", "demand"]), f"n {start}")
                for start in range(150)
            ]
            for number in (3, 5, 8):
                project.add_articles([replace(ARTICLES[number], annotations=tuple(drafts))])
            for at in range(20):
                made = project.annotate(1 + at % 12, at, at + 9, "claim", note="by hand")
            project.retag(made, "demand")
            project.delete_annotations([project.annotations(4)[0].uid])
            project.delete_articles([project.articles()[-1]])
            project.undo()
            project.redo()
    return home


@pytest.fixture
def path(worked_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that project with a copy of its ledger, as if it had always been here."""
    shutil.copy(worked_in / "p.annotations", tmp_path)
    copy = tmp_path / "p.annotations"
    ledgers.folder().mkdir(parents=True)
    with open_project(copy) as project:
        (written,) = (worked_in / "data" / "annotator" / "ledgers").iterdir()
        shutil.copy(written, ledgers.place(project.uid, copy))
    return copy


def told(project: Project) -> dict[str, tuple[object, ...]]:
    """What an analyst sees of each annotation, by uid."""
    return {one.uid: seen(one) for one in project.annotations()}


def seen(one: Annotation) -> tuple[object, ...]:
    hidden = replace(one, id=0, rev=0, article_id=0, tag_id=0)  # type: ignore[arg-type]
    return astuple(hidden)


def state(path: Path) -> tuple[dict[str, tuple[object, ...]], dict[str, tuple[object, ...]], str]:
    with open_project(path) as project:
        found = project.articles()
        articles = {one.uid: (one.title, one.source, one.published_on, project.text(one)) for one in found}
        return told(project), articles, project.uid


def assert_sound(path: Path) -> None:
    assert check.examine(path, lambda done, total: None).findings == []


def no_ledger() -> None:
    for one in ledgers.folder().iterdir():
        one.unlink()


def overwrite(path: Path, place: int, content: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        stream.write(content)


def new(path: Path) -> Path:
    return path.with_name("new.annotations")


def test_a_sound_project_comes_back_with_its_history(path: Path) -> None:
    no_ledger()
    report = salvage(path, new(path))
    assert report.is_complete
    assert state(new(path)) == state(path)
    assert_sound(new(path))
    with open_project(path) as before, open_project(new(path)) as after:
        assert after.edits() == before.edits()
        assert after.turn() == before.turn()
        before.undo()
        after.undo()
        assert told(after) == told(before)


@pytest.mark.parametrize("schema", [1, 2, 3, 4])
def test_golden_projects_come_back_whole(tmp_path: Path, schema: int) -> None:
    golden = GOLDEN / f"schema-{schema}.annotations"
    copy = Path(shutil.copy(golden, tmp_path / "p.annotations"))
    assert salvage(copy, new(copy)).is_complete
    assert copy.read_bytes() == golden.read_bytes()
    assert_sound(new(copy))
    assert state(new(copy))[:2] == state(copy)[:2]


def test_the_damaged_file_is_never_changed(path: Path) -> None:
    overwrite(path, 5 * PAGE, bytes(PAGE))
    before = path.read_bytes(), path.stat().st_mtime_ns
    salvage(path, new(path))
    repair(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def gone(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def replaced(path: Path) -> None:
    path.write_bytes(b"This was a project once. " * 4000)


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def headless(path: Path) -> None:
    overwrite(path, 0, bytes(PAGE))


def shifted_header(path: Path) -> None:
    overwrite(path, 16, b"\x08\x00")  # another page size


def schemaless(path: Path) -> None:
    overwrite(path, 100, b"\xff" * (PAGE - 100))


def holed(path: Path) -> None:
    chance = random.Random(3)
    for _ in range(path.stat().st_size // PAGE // 3):
        overwrite(path, chance.randrange(path.stat().st_size // PAGE) * PAGE, chance.randbytes(PAGE))


def noisy(path: Path) -> None:
    chance = random.Random(4)
    for _ in range(300):
        overwrite(path, chance.randrange(path.stat().st_size), chance.randbytes(1 + chance.randrange(30)))


def hostile(path: Path) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM annotation; END")
    vandal.execute("UPDATE annotation SET note = 'changed behind our back' WHERE id % 3 = 0")
    vandal.execute("DELETE FROM tag")
    vandal.commit()
    vandal.close()


DAMAGES = [gone, emptied, replaced, halved, headless, shifted_header, schemaless, holed, noisy, hostile]


@pytest.mark.parametrize("damage", DAMAGES)
def test_with_its_ledger_and_its_texts_every_annotation_comes_back(
    path: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    before = state(path)
    texts = tmp_path / "texts"
    texts.mkdir()
    with open_project(path) as project:
        project.export(texts / "texts.jsonl")
        bare = [article for article in project.articles() if not article.annotations]
        assert not bare
    damage(path)
    report = salvage(path, new(path), texts=[texts])
    assert_sound(new(path))
    assert state(new(path)) == before
    assert report.without_text is None
    assert report.annotations == len(before[0])


@pytest.mark.parametrize("damage", [gone, holed, noisy, hostile])
def test_without_texts_the_annotations_leave_as_a_table(path: Path, damage: Callable[[Path], None]) -> None:
    before, _, _ = state(path)
    damage(path)
    report = salvage(path, new(path))
    assert_sound(new(path))
    with open_project(new(path)) as project:
        kept = told(project)
    homeless: list[dict[str, str]] = []
    if report.without_text is not None:
        with report.without_text.open(encoding="utf-8", newline="") as stream:
            homeless = list(csv.DictReader(stream))
    assert kept.keys() | {row["annotation"] for row in homeless} == before.keys()
    assert kept.keys().isdisjoint(row["annotation"] for row in homeless)
    for uid, one in kept.items():
        assert one == before[uid]
    for row in homeless:
        text = next(article.text for article in ARTICLES if article.title == row["title"])
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    for row in homeless:
        assert any(row["annotation"] in line for line in report.lines)
    assert report.report.read_text(encoding="utf-8").splitlines() == list(report.lines)


@pytest.mark.parametrize("damage", [halved, headless, holed, noisy])
def test_without_a_ledger_what_is_readable_comes_back_as_it_was(path: Path, damage: Callable[[Path], None]) -> None:
    before, _, _ = state(path)
    no_ledger()
    damage(path)
    report = salvage(path, new(path))
    assert_sound(new(path))
    with open_project(new(path)) as project:
        after = told(project)
    assert after
    strangers = {uid: one for uid, one in after.items() if before.get(uid) != one}
    # Of rows that are not sound all that agrees with the text is taken: only tag, note or analyst can be wrong then.
    assert len(strangers) < 12, report.lines
    assert all(one[7:10] == before[uid][7:10] for uid, one in strangers.items() if uid in before)


def test_the_journal_fills_the_gaps_of_the_file(path: Path) -> None:
    before = state(path)
    no_ledger()
    vandal = sqlite3.connect(path)
    (root,) = vandal.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'annotation'").fetchone()
    pages = (
        {page for (page,) in vandal.execute("SELECT pageno FROM dbstat WHERE name = 'annotation'")}
        if _has_dbstat(vandal)
        else set()
    )
    vandal.close()
    for page in pages or {root}:
        overwrite(path, (page - 1) * PAGE, bytes(PAGE))
    report = salvage(path, new(path))
    assert state(new(path)) == before
    assert_sound(new(path))
    assert any("from its journal" in line for line in report.lines) or not pages


def _has_dbstat(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1 FROM dbstat LIMIT 1")
    except sqlite3.OperationalError:
        return False
    return True


def test_a_backup_brings_texts_and_articles_back(path: Path) -> None:
    before = state(path)
    folder = path.with_name("p backups")
    folder.mkdir()
    with open_project(path) as project:
        project.backup(folder / f"{project.turn():06} first change.annotations")
        last = project.annotate(2, 30, 40, "claim")
        after = told(project)
    path.unlink()
    salvage(path, new(path))
    assert_sound(new(path))
    assert state(new(path)) == (after, *before[1:])
    no_ledger()
    salvage(path, path)  # into its own place, from the backup alone
    assert state(path) == before
    assert last.uid not in before[0]


def test_a_ledger_that_goes_on_where_the_file_ends_has_the_last_word(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        older = project.backup(tmp_path / "older.annotations")
        first, second, *_ = project.annotations(4)
        project.set_note(first, "written last")
        project.delete_annotations([second])
        project.change_tag("claim", name="assertion")
        after = told(project)
    path.write_bytes(older.read_bytes())  # a disk that lied about what it had written
    salvage(path, new(path))
    assert_sound(new(path))
    assert state(new(path))[0] == after


def test_a_ledger_of_another_past_is_not_believed(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        older = project.backup(tmp_path / "older.annotations")
        project.annotate(2, 30, 40, "claim")
    older.replace(path)
    with open_project(path) as project:
        project._database.recorder = None
        for at in range(5):
            project.annotate(2, 50 + at, 60, "demand")
        after = told(project)
    salvage(path, new(path))
    assert state(new(path))[0] == after


def test_the_ledger_of_another_copy_is_not_believed(path: Path, tmp_path: Path) -> None:
    before = state(path)
    with open_project(path) as project:
        copy = project.backup(tmp_path / "copy.annotations")
    no_ledger()
    with open_project(copy) as other:
        for at in range(5):
            other.annotate(2, 50 + at, 60, "demand")
    with open_project(path) as project:
        project._database.recorder = None
        made = project.annotate(4, 60, 70, "demand")
    assert salvage(path, new(path)).is_complete
    assert state(new(path))[0].keys() == before[0].keys() | {made.uid}


def test_the_ledger_of_the_place_where_a_project_was_before_is_believed(path: Path, tmp_path: Path) -> None:
    before = state(path)
    moved = path.rename(tmp_path / "moved.annotations")
    holed(moved)
    with pytest.raises(UserError, match="already exists"):
        salvage(moved, moved)
    report = salvage(moved, new(path))
    assert any("from the ledger" in line for line in report.lines)
    with open_project(new(path)) as project:
        assert all(one == before[0][uid] for uid, one in told(project).items())


def test_a_folder_that_cannot_be_written_is_a_sentence(path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        salvage(path, path / "deep" / "new.annotations")


def test_a_stopped_salvage_leaves_nothing(path: Path) -> None:
    class Stopping:
        def step(self, done: int, total: int | None) -> None:
            raise Cancelled

    files = sorted(path.parent.iterdir())
    with pytest.raises(Cancelled):
        salvage(path, new(path), progress=Stopping())
    assert sorted(path.parent.iterdir()) == files


def test_changes_whose_edit_is_lost_cost_the_history_and_nothing_else(path: Path) -> None:
    before = state(path)
    vandal = sqlite3.connect(path)
    vandal.execute("DELETE FROM edit WHERE id = 2")
    vandal.commit()
    vandal.close()
    report = salvage(path, new(path))
    assert state(new(path)) == before
    assert_sound(new(path))
    assert any("not the journal" in line for line in report.lines)


def test_what_was_deleted_does_not_come_back_from_pages_that_are_no_longer_in_use(path: Path) -> None:
    with open_project(path) as project:
        project.delete_articles([project.annotations(6)[0].article])
    before = state(path)
    no_ledger()
    report = salvage(path, new(path))
    assert report.is_complete
    assert state(new(path)) == before


def test_new_rows_never_get_the_number_of_a_deleted_one(path: Path) -> None:
    with open_project(path) as project:
        last = max(project.annotations(), key=lambda one: one.id)
        project.delete_annotations([last])
        deletion = project.edits(1)[0]
    no_ledger()
    salvage(path, new(path))
    with open_project(new(path)) as project:
        made = project.annotate(4, 70, 80, "claim")
        assert made.id > last.id
        project.revert(deletion.sequence)
        assert told(project).keys() >= {made.uid, last.uid}
        assert project.check() == []


def test_work_goes_on_in_a_salvaged_project(path: Path) -> None:
    with open_project(path) as project:
        turn = project.turn()
    holed(path)
    salvage(path, new(path))
    with open_project(new(path)) as project:
        assert project.turn() >= turn
        made = project.annotate(project.articles()[0], 3, 9, "claim")
        project.undo()
        project.redo()
        assert project.annotation(made.uid).quote == made.quote
        before = told(project)
        if len(project.edits()) == 2:
            project.undo()
            project.undo()
            assert project.annotations() == []
            project.redo()
            project.redo()
        assert told(project) == before
        assert project.check() == []


def test_a_crash_in_the_middle_of_a_transaction_is_taken_back(path: Path, tmp_path: Path) -> None:
    before = state(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA cache_size = 2")
    other.execute("PRAGMA cache_spill = 1")
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE annotation SET note = note || 'half done'")
    other.execute("UPDATE article SET source = 'half done'")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for one in (path, path.with_name(f"{path.name}-journal")):
        shutil.copy(one, crashed)
    other.execute("ROLLBACK")
    other.close()
    no_ledger()
    report = salvage(crashed / path.name, new(path))
    assert report.is_complete
    assert state(new(path)) == before
    assert (crashed / f"{path.name}-journal").exists()


def test_nothing_left_is_said_and_nothing_made(tmp_path: Path) -> None:
    lost = tmp_path / "lost.annotations"
    with pytest.raises(UserError, match=r"Nothing of a project .*lost\.annotations"):
        salvage(lost, new(lost))
    lost.write_bytes(b"\x00" * 50_000)
    with pytest.raises(UserError, match="Nothing of a project"):
        salvage(lost, new(lost))
    assert list(tmp_path.iterdir()) == [lost]


def test_a_name_that_is_taken_is_left_alone(path: Path) -> None:
    with pytest.raises(UserError, match="already exists"):
        salvage(path, path)


def test_repair_leaves_a_sound_project_alone(path: Path) -> None:
    files = sorted(path.parent.iterdir())
    done = repair(path, replace=True)
    assert (done.before, done.repaired, done.aside) == ((), None, None)
    assert sorted(path.parent.iterdir()) == files


def test_repair_shows_before_and_after_and_replaces_only_when_asked(path: Path) -> None:
    before = state(path)
    hostile(path)
    damaged = path.read_bytes()
    done = repair(path)
    assert done.before
    assert done.after == ()
    assert done.aside is None
    assert path.read_bytes() == damaged
    assert done.repaired is not None
    assert state(done.repaired) == before

    done = repair(path, replace=True)
    assert done.repaired == path
    assert state(path) == before
    assert_sound(path)
    assert done.aside is not None
    assert done.aside.read_bytes() == damaged


@pytest.mark.soak
def test_any_damage_with_a_ledger_costs_no_annotation(path: Path, tmp_path: Path) -> None:
    before, articles, uid = state(path)
    with open_project(path) as project:
        project.export(tmp_path / "texts.jsonl")
    whole = path.read_bytes()
    chance = random.Random(11)
    for run in range(300):
        damaged = bytearray(whole)
        for _ in range(1 + chance.randrange(60)):
            place = chance.randrange(len(damaged))
            length = chance.choice([1, 1, 2, 16, 512, PAGE, 10 * PAGE])
            damaged[place : place + length] = chance.randbytes(min(length, len(damaged) - place))
        path.write_bytes(damaged[: len(damaged) if run % 3 else chance.randrange(len(damaged))])
        target = tmp_path / f"new {run}.annotations"
        report = salvage(path, target, texts=[tmp_path / "texts.jsonl"])
        after = state(target)
        assert {uid: one for uid, one in after[0].items() if before.get(uid) != one} == {}, run
        assert before.keys() - after[0].keys() == set(), run
        assert after[1:] == (articles, uid), run
        assert_sound(target)
        for one in (target, report.report):
            one.unlink()
