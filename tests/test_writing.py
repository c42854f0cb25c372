"""Files appear whole or not at all, and every trouble with the disk is one sentence."""

import errno
import os
from pathlib import Path

import pytest

from annotator.errors import Cancelled, UserError
from annotator.exporters import format_of
from annotator.writing import replacing


@pytest.fixture
def target(tmp_path):
    return tmp_path / "out.csv"


def write(target: Path, content: bytes = b"new") -> None:
    with replacing(target) as stream:
        stream.write(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_there_after_the_block_and_nothing_else_is(target):
    with replacing(target) as stream:
        stream.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert names(target.parent) == ["out.csv"]


def test_a_file_that_was_there_is_replaced_and_keeps_its_permissions(target):
    target.write_bytes(b"old")
    target.chmod(0o640)
    write(target)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_that_new_files_have(target):
    write(target)
    (target.parent / "other").touch()
    assert target.stat().st_mode == (target.parent / "other").stat().st_mode


def test_a_link_stays_a_link(target):
    target.write_bytes(b"old")
    link = target.with_name("link.csv")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("trouble", [Cancelled(), KeyboardInterrupt(), ValueError("a bug"), OSError(errno.ENOSPC, "x")])
def test_an_interrupted_writing_leaves_the_old_file_and_nothing_else(target, trouble):
    target.write_bytes(b"old")

    def write_half():
        with replacing(target) as stream:
            stream.write(b"half")
            raise trouble

    with pytest.raises((UserError, type(trouble))):
        write_half()
    assert target.read_bytes() == b"old"
    assert names(target.parent) == ["out.csv"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "cannot be written"),
        (errno.EIO, "I/O"),
    ],
)
def test_trouble_at_the_last_moment_is_a_sentence_and_leaves_nothing(target, monkeypatch, number, said):
    def fail(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError) as error:
        write(target)
    assert said.lower() in str(error.value).lower().replace("input/output", "i/o")
    assert str(target) in str(error.value)
    assert names(target.parent) == []


def test_a_folder_that_is_missing_or_is_the_target_is_told(target):
    with pytest.raises(UserError, match="folder does not exist"):
        write(target.parent / "missing" / "out.csv")
    with pytest.raises(UserError, match="it is a folder"):
        write(target.parent)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_and_not_replaced():
    with pytest.raises(UserError, match="the disk is full"):
        write(Path("/dev/full"), b"x" * 100_000)
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize(
    ("name", "file", "format_name"),
    [
        ("", "out.csv", "csv"),
        ("", "out.CSV", "csv"),
        ("", "out.jsonl", "jsonl"),
        ("", "out.ndjson", "jsonl"),
        ("csv", "out.txt", "csv"),
        ("JSONL", "out.csv", "jsonl"),
        ("", None, "csv"),
    ],
)
def test_the_format_follows_the_name_or_else_the_suffix(name, file, format_name):
    assert format_of(name, Path(file) if file else None).name == format_name


@pytest.mark.parametrize(("name", "file"), [("", "out.xlsx"), ("", "out"), ("xlsx", "out.csv")])
def test_an_unknown_format_is_a_sentence_that_names_the_known_ones(name, file):
    with pytest.raises(UserError, match=r"csv \(\.csv\), jsonl \(\.jsonl, \.ndjson\)"):
        format_of(name, Path(file))
