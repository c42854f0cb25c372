"""Bad input: one clear sentence each, nothing lost, nothing half-written, and the rest of the batch goes on."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.project import Project, open_project

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
READING = ("articles", "tags", "log", "check", "undo", "backup")


def refusals(out: str) -> dict[str, str]:
    """The reasons of an import's refusals by the name of the file."""
    lines = [line.removeprefix("refused: ") for line in out.splitlines() if line.startswith("refused: ")]
    return {Path(line.split(": ", 1)[0]).name: line.split(": ", 1)[1] for line in lines}


@pytest.fixture
def batch(tmp_path):
    """A folder with every kind of file that is no article, and three that are."""
    folder = tmp_path / "in"
    shutil.copytree(ARTICLES, folder)
    (folder / "binary.txt").write_bytes(os.urandom(64) + b"\x00" + os.urandom(64))
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (folder / "cyrillic.txt").write_bytes("Паромы стоят у причала, переговоры идут.".encode("cp1251"))
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7")
    (folder / "half.txt").write_bytes("\ufeffHalf".encode("utf-16-le") + b"\x00")
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with (folder / "large.jsonl").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    return folder


def test_each_bad_file_is_refused_with_its_reason_and_the_good_ones_come_in(annotator, batch):
    out = annotator("import", "p.annotations", batch).done
    assert out.startswith("3 articles came in, 0 were already there, 11 refused")
    reasons = refusals(out)
    for name, said in {
        "binary.txt": "not text",
        "empty.txt": "is empty",
        "blank.txt": "nothing but blank lines",
        "cyrillic.txt": "encoding cannot be told",
        "paper.pdf": "files ending in .pdf are not read",
        "half.txt": "damaged",
        "large.txt": "200 MB",
        "large.jsonl": "NUL bytes",
        "loop": "was read already",
        "gone.txt": "no longer there",
        "pipe.txt": "not a regular file",
    }.items():
        assert said in reasons[name], name
    assert len(reasons) == 11
    assert "is sound: 3 articles" in annotator("check", "p.annotations").done


def test_an_unreadable_file_is_refused_and_the_others_come_in(annotator, tmp_path, monkeypatch):
    shutil.copytree(ARTICLES, tmp_path / "in")
    (tmp_path / "in" / "closed.txt").write_text("closed", encoding="utf-8")
    really_open = os.open

    def refuse(path, *given, **named):
        if Path(os.fsdecode(path)).name == "closed.txt":
            raise PermissionError(13, "Permission denied")
        return really_open(path, *given, **named)

    monkeypatch.setattr(os, "open", refuse)
    out = annotator("import", "p.annotations", "in").done
    assert out.startswith("3 articles came in")
    assert refusals(out) == {"closed.txt": "this may not be read by you; change its permissions and import it again"}


def test_a_wrong_span_is_told_with_its_line_and_the_rest_comes_in(annotator, tmp_path):
    marks = [
        {"start": 0, "end": 3, "tag": "claim", "quote": "One"},
        {"start": 0, "end": 3, "tag": "claim", "quote": "Two"},
    ]
    lines = ['{"text": "cut', json.dumps({"text": "One two", "annotations": marks})]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = annotator("import", "p.annotations", "in.jsonl").done
    assert out.startswith("1 article came in, 0 were already there, 2 refused; 1 annotation came in.")
    assert "refused: in.jsonl, line 1: the line is not JSON" in out
    assert "refused: in.jsonl, line 2, annotation 2: the span 0 to 3 holds “One”, not the quote “Two”" in out


@pytest.mark.parametrize("command", [*READING, "import"])
@pytest.mark.parametrize("kind", ["text", "empty", "foreign", "folder", "picture"])
def test_what_is_no_project_is_one_sentence_and_stays_as_it_was(annotator, tmp_path, command, kind):
    path = tmp_path / "p.annotations"
    if kind == "folder":
        path.mkdir()
    elif kind == "foreign":
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE precious (x)")
    else:
        path.write_bytes({"text": b"just words, " * 99, "empty": b"", "picture": b"\x89PNG\r\n"}[kind])
    before = path.read_bytes() if path.is_file() else b""
    more = [ARTICLES] if command == "import" else []
    assert "p.annotations" in annotator(command, "p.annotations", *more).sentence
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.annotations"]


@pytest.mark.parametrize("command", READING)
def test_an_absent_project_is_one_sentence(annotator, command, tmp_path):
    assert "There is no project" in annotator(command, "p.annotations").sentence
    assert list(tmp_path.iterdir()) == []


def test_a_truncated_project_is_never_called_sound(annotator, project):
    path = Path(project)
    whole = path.read_bytes()
    for share in range(20):
        path.write_bytes(whole[: len(whole) * share // 20])
        said = annotator("check", project)
        assert said.status == 1
        assert "mistake in the program" not in said.err
        assert said.out or said.err
        for command in ("articles", "tags", "log"):
            assert "mistake in the program" not in annotator(command, project).err
    path.write_bytes(whole)
    assert "is sound" in annotator("check", project).done


def test_a_project_of_a_newer_version_is_read_and_never_written(annotator, project):
    with closing(sqlite3.connect(project)) as newer:
        newer.execute("PRAGMA user_version = 9999")
    before = Path(project).read_bytes()
    assert "STENHAVEN" in annotator("show", project, 1).out
    for words in (("annotate", project, 1, 0, 5, "claim"), ("undo", project), ("import", project, ARTICLES)):
        assert "newer version" in annotator(*words).sentence
    assert Path(project).read_bytes() == before


def test_a_read_only_project_is_read_and_never_written(annotator, project, monkeypatch):
    before = Path(project).read_bytes()
    allowed = os.access

    def is_allowed(path, mode, **more):
        return mode != os.W_OK and allowed(path, mode, **more)

    monkeypatch.setattr(os, "access", is_allowed)  # root may write whatever the permissions say
    assert annotator("articles", project).done
    assert annotator("export", project, "-o", "out.csv").done
    assert "read-only" in annotator("annotate", project, 1, 0, 5, "claim").sentence
    assert "read-only" in annotator("import", project, ARTICLES).sentence
    assert Path(project).read_bytes() == before


def test_a_project_deleted_while_open_takes_no_edit_and_says_so(annotator, project, monkeypatch):
    look_up = Project.article

    def delete_first(self, ref):
        Path(project).unlink(missing_ok=True)
        return look_up(self, ref)

    monkeypatch.setattr(Project, "article", delete_first)
    assert "was deleted while it was open" in annotator("annotate", project, 1, 0, 5, "claim").sentence
    assert not Path(project).exists()


def test_a_project_deleted_during_an_import_says_so(annotator, project, tmp_path):
    class Saboteur:
        def step(self, done, total):
            Path(project).unlink(missing_ok=True)

    (tmp_path / "new.txt").write_text("New\n\nText.\n", encoding="utf-8")
    with open_project(project) as opened, pytest.raises(UserError, match="deleted"):
        opened.import_paths([tmp_path / "new.txt"], progress=Saboteur())


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 512 KB, where this account may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this account may not mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_takes_no_half_import_and_no_half_export(annotator, tiny_disk, tmp_path):
    project = tiny_disk / "p.annotations"
    annotator("import", project, ARTICLES)
    annotator("annotate", project, 1, 0, 8, "claim")
    before = annotator("articles", project).done
    lines = (json.dumps({"text": f"{number} " + "words and more words " * 500}) for number in range(200))
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert "disk is full" in annotator("import", project, tmp_path / "many.jsonl").sentence
    assert annotator("articles", project).done == before
    assert "is sound" in annotator("check", project).done

    (tiny_disk / "filler").write_bytes(bytes(free(tiny_disk) - 4096))
    for number in range(30):
        (tiny_disk / f"f{number}").touch()
    with open(tiny_disk / "rest", "wb", buffering=0) as stream:  # noqa: PTH123  byte by byte to the end
        fill(stream)
    assert "the disk is full" in annotator("export", project, "-o", tiny_disk / "out.csv").sentence
    assert not (tiny_disk / "out.csv").exists()
    assert not list(tiny_disk.glob(".*"))


def free(place: Path) -> int:
    return os.statvfs(place).f_bavail * os.statvfs(place).f_bsize


def fill(stream) -> None:
    while True:
        try:
            stream.write(bytes(512))
        except OSError:
            return


def test_an_export_that_cannot_be_written_is_one_sentence(annotator, project, tmp_path):
    for target, said in (
        ("missing/out.csv", "folder does not exist"),
        ("out.xlsx", "does not tell the format"),
        ("out", "does not tell the format"),
        (project, "does not tell the format"),
    ):
        assert said in annotator("export", project, "-o", target).sentence
    (tmp_path / "folder.csv").mkdir()
    assert "it is a folder" in annotator("export", project, "-o", "folder.csv").sentence
    assert "is the project itself" in annotator("export", project, "-o", project, "--format", "csv").sentence
    assert "cannot be written as t.gif" in annotator("timeline", project, "-o", "t.gif").sentence
    assert "is sound" in annotator("check", project).done


def test_a_backup_never_replaces_a_file(annotator, project, tmp_path):
    (tmp_path / "precious").write_text("precious", encoding="utf-8")
    assert annotator("backup", project, "precious").sentence
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "precious"


def test_restoring_what_is_no_backup_leaves_the_project(annotator, project, tmp_path):
    (tmp_path / "words").write_text("just words " * 99, encoding="utf-8")
    assert "words" in annotator("restore", "words", project).sentence
    assert "is sound: 3 articles" in annotator("check", project).done
