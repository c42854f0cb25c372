"""Which files are found, and what is said of everything that is none."""

import os
import socket
import sys
from pathlib import Path

import pytest

from annotator import importers
from annotator.records import NewArticle, Refusal

TEXT = "Ferries stop\n\nThey stop.\n"


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "in"
    root.mkdir()
    return root


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")


def found(*paths: Path) -> tuple[list[str], list[Refusal]]:
    every = list(importers.read(paths))
    origins = [Path(one.origin).name for one in every if isinstance(one, NewArticle)]
    return origins, [one for one in every if isinstance(one, Refusal)]


def test_folders_are_read_recursively_in_the_order_of_names(folder):
    put(folder, "c.txt", "b/z.TXT", "b/a/m.text", "a.txt", "d")
    assert found(folder) == (["a.txt", "m.text", "z.TXT", "c.txt", "d"], [])


def test_hidden_and_junk_files_are_passed_over_without_a_word(folder):
    put(folder, ".DS_Store", ".hidden/a.txt", "Thumbs.db", "desktop.ini", "__MACOSX/a.txt", "~$a.txt", "a.txt")
    assert found(folder) == (["a.txt"], [])


def test_an_unknown_suffix_is_refused_by_name(folder):
    put(folder, "a.txt", "story.docx", "old.annotations", "one.json")
    origins, refused = found(folder)
    assert origins == ["a.txt"]
    assert [Path(one.origin).name for one in refused] == ["old.annotations", "one.json", "story.docx"]
    assert ".docx" in refused[2].reason


def test_a_loop_of_links_ends_and_is_told(folder):
    put(folder, "a.txt", "sub/b.txt")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "gone").symlink_to(folder / "nowhere")
    origins, refused = found(folder)
    assert origins == ["a.txt", "b.txt"]
    assert [(Path(one.origin).name, one.reason.split(";")[0]) for one in refused] == [
        ("gone", "this is a link to something that is no longer there"),
        ("self", "this is a link that leads back to itself"),
        ("up", "this leads to a folder that was read already"),
    ]


def test_a_link_to_a_file_or_to_another_folder_is_followed(folder, tmp_path):
    put(tmp_path / "elsewhere", "b.txt")
    put(folder, "a.txt")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert found(folder) == (["a.txt", "b.txt"], [])


def test_pipes_sockets_and_devices_are_not_opened(folder):
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket may have about 100 bytes
        listening.bind("socket.txt")
        os.chdir(here)
        origins, refused = found(folder, Path("/dev/zero"))
    assert origins == []
    assert {one.reason for one in refused} == {"this is not a regular file, so it was not opened"}
    assert len(refused) == 3


def test_a_path_that_does_not_exist_is_refused_by_name(folder):
    (refusal,) = importers.read([folder / "typo.txt"])
    assert isinstance(refusal, Refusal)
    assert "no such file" in refusal.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_or_folder_is_refused(folder):
    put(folder, "a.txt", "closed.txt", "sub/b.txt")
    (folder / "closed.txt").chmod(0)
    (folder / "sub").chmod(0)
    try:
        origins, refused = found(folder)
    finally:
        (folder / "sub").chmod(0o700)
    assert origins == ["a.txt"]
    assert [Path(one.origin).name for one in refused] == ["closed.txt", "sub"]
    assert all("may not be read by you" in one.reason for one in refused)


def test_a_file_that_the_system_will_not_open_is_refused(folder, monkeypatch):
    put(folder, "a.txt", "closed.txt")
    really_open = os.open

    def refuse(path, *settings, **more):
        if Path(path).name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return really_open(path, *settings, **more)

    monkeypatch.setattr(os, "open", refuse)
    origins, refused = found(folder)
    assert origins == ["a.txt"]
    assert "may not be read by you" in refused[0].reason


def test_the_open_project_is_never_opened_as_an_article(folder):
    put(folder, "a.txt", "project.txt")
    names = [Path(one).name for one in importers.find([folder], leave_out=folder / "project.txt")]
    assert names == ["a.txt"]
    (refusal,) = importers.find([folder / "project.txt"], leave_out=folder / "project.txt")
    assert isinstance(refusal, Refusal)


def test_a_deep_tree_needs_no_deep_stack(folder):
    deep = folder.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    put(deep, "a.txt")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(250)
    try:
        assert len(list(importers.find([folder]))) == 1
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf8_can_be_told(folder):
    path = os.fsencode(folder) + b"/caf\xe9.txt"
    with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123  no Path of bytes
        stream.write(TEXT)
    (article,) = importers.read([folder])
    assert article.origin.endswith("caf\\xe9.txt")
    article.origin.encode("utf-8")
