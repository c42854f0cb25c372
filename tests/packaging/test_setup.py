"""Setup does what a fresh machine needs, nothing where all is done, and stops with a sentence where it cannot."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEBIAN_12 = """\
libglib2.0-0:
  Installed: (none)
  Candidate: 2.74.6-2+deb12u6
  Version table:
     2.74.6-2+deb12u6 500
libegl1:
  Installed: (none)
  Candidate: 1.6.0-1
"""
UBUNTU_24_04 = """\
libglib2.0-0:
  Installed: (none)
  Candidate: (none)
  Version table:
libglib2.0-0t64:
  Installed: (none)
  Candidate: 2.80.0-6ubuntu3
libegl1:
  Installed: (none)
  Candidate: 1.7.0-1build1
"""


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The setup script in a checkout of its own, whose machine has neither apt nor dpkg until a test gives it them."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "scripts").mkdir()
    (tmp_path / "tools").mkdir()
    for file in ("pyproject.toml", "requirements/dev.txt", "scripts/setup.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    monkeypatch.setenv("PATH", str(tmp_path / "tools"))
    spec = importlib.util.spec_from_file_location("setup_script", tmp_path / "scripts" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def give_tool(setup: ModuleType, name: str, says: str = "") -> None:
    """Put a program on the path that prints the same words whatever it is asked, and records what it was asked."""
    tool = setup.ROOT / "tools" / name
    (setup.ROOT / f"{name}.words").write_text(says, encoding="utf-8")
    tool.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        f"root = pathlib.Path({str(setup.ROOT)!r})\n"
        f"with (root / '{name}.calls').open('a') as calls: print(*sys.argv[1:], file=calls)\n"
        f"print((root / '{name}.words').read_text())\n",
        encoding="utf-8",
    )
    tool.chmod(0o755)


def calls(setup: ModuleType, name: str) -> list[str]:
    record = setup.ROOT / f"{name}.calls"
    return record.read_text(encoding="utf-8").splitlines() if record.exists() else []


def lack(setup: ModuleType, monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    """Make the machine one on which exactly these libraries do not load, until apt-get has run."""
    monkeypatch.setattr(
        setup, "loads", lambda soname: soname not in libraries or any("install" in c for c in calls(setup, "apt-get"))
    )


def finish(setup: ModuleType) -> None:
    """Leave what a complete setup leaves."""
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.touch()
    setup.write_stamp(setup.wanted_state())


def refuse_to_work(*ignored: object, **ignored_too: object) -> None:
    raise AssertionError("setup has started a program")


def test_a_second_run_starts_no_program_and_needs_no_network(setup, monkeypatch):
    finish(setup)
    monkeypatch.setattr(subprocess, "run", refuse_to_work)
    assert setup.main() == 0


@pytest.mark.parametrize("file", ["requirements/dev.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_set_up_again(setup, file):
    finish(setup)
    path = setup.ROOT / file
    path.write_text(path.read_text(encoding="utf-8").replace("platformdirs", "platform-dirs"), encoding="utf-8")
    assert setup.read_stamp() != setup.wanted_state()


def test_a_changed_setting_of_a_tool_is_no_reason_to_set_up_again(setup):
    finish(setup)
    path = setup.ROOT / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("line-length = 110", "line-length = 99"), encoding="utf-8")
    assert setup.read_stamp() == setup.wanted_state()


@pytest.mark.parametrize("stamp", ["", "[1, 2]", '{"environment": "x"'])
def test_a_broken_stamp_counts_as_none(setup, stamp):
    finish(setup)
    setup.STAMP.write_text(stamp, encoding="utf-8")
    assert setup.read_stamp() == {}


def test_an_old_python_is_refused_with_what_to_do(setup, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert setup.main() == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_without_root_the_exact_command_is_printed_and_setup_stops(setup, monkeypatch, capsys):
    lack(setup, monkeypatch, "libEGL.so.1", "libglib-2.0.so.0")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    give_tool(setup, "apt-get")
    give_tool(setup, "sudo")
    give_tool(setup, "apt-cache", UBUNTU_24_04)
    assert setup.main() == 1
    words = capsys.readouterr().err
    assert "lacks 2 packages, and only root may install them" in words
    assert (
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libegl1 libglib2.0-0t64\n" in words
    )
    assert calls(setup, "apt-get") == []


def test_as_root_missing_libraries_are_installed(setup, monkeypatch):
    lack(setup, monkeypatch, "libEGL.so.1", "libglib-2.0.so.0")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    give_tool(setup, "apt-get")
    give_tool(setup, "apt-cache", DEBIAN_12)
    setup.provide_system_packages()
    assert [line.split()[2:] for line in calls(setup, "apt-get")] == [
        ["-qq", "update"],
        ["install", "--yes", "--no-install-recommends", "libegl1", "libglib2.0-0"],
    ]


def test_a_machine_that_has_everything_calls_no_apt(setup, monkeypatch):
    lack(setup, monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    give_tool(setup, "apt-get")
    give_tool(setup, "dpkg-query", "\n".join(f"{font} installed" for font in setup.FONTS))
    setup.provide_system_packages()
    assert calls(setup, "apt-get") == []


def test_missing_fonts_are_told_and_stop_nobody(setup, monkeypatch, capsys):
    lack(setup, monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    give_tool(setup, "dpkg-query", "fonts-dejavu-core installed\nfonts-tlwg-loma-ttf not-installed")
    setup.provide_system_packages()
    words = capsys.readouterr().out
    assert "boxes for Chinese and Japanese, Korean, Hindi" in words
    assert "fonts-dejavu-core" not in words


def test_a_system_without_apt_is_told_what_it_lacks(setup, monkeypatch, capsys):
    lack(setup, monkeypatch, "libEGL.so.1")
    assert setup.main() == 1
    assert "no apt-get to install them with. Install what Debian calls libegl1." in capsys.readouterr().err


def test_an_installation_that_did_not_help_stops_setup(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "loads", lambda soname: soname != "libEGL.so.1")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    give_tool(setup, "apt-get")
    assert setup.main() == 1
    assert "still missing: libegl1" in capsys.readouterr().err


def test_qt_that_does_not_start_stops_setup_with_its_own_words(setup, capsys):
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.write_text("#!/bin/sh\necho ImportError: libEGL.so.1: cannot open >&2\nexit 1\n", encoding="utf-8")
    setup.PYTHON.chmod(0o755)
    with pytest.raises(setup.SetupError, match=r"Qt does not start here: ImportError: libEGL\.so\.1: cannot open"):
        setup.try_qt()


def test_qt_starts_with_the_libraries_of_this_machine(setup, monkeypatch):
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    setup.try_qt()
