"""Real processes: closed pipes, full devices, signals, other encodings, and what a command imports."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.project import open_project

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "tests" / "data" / "articles"
COMMAND = [sys.executable, "-m", "annotator"]


@pytest.fixture
def settings(tmp_path):
    """How to start a process in an empty folder with this program."""
    return {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}


@pytest.fixture
def project(settings):
    subprocess.run([*COMMAND, "import", "p.annotations", ARTICLES], **settings, check=True, capture_output=True)
    return "p.annotations"


def run(settings, *words: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    given = {"capture_output": True, **settings, **more}
    return subprocess.run([*COMMAND, *map(str, words)], **given, check=False)


def test_commands_that_do_not_draw_never_import_qt(settings, project):
    script = (
        "import sys; from annotator.cli import main; "
        "status = [main([c, 'p.annotations']) for c in ('articles', 'tags', 'log', 'check')]; "
        "status.append(main(['timeline', 'p.annotations', '-o', 't.csv'])); "
        "drawn = {'PySide6', 'shiboken6', 'pyqtgraph'} & {name.split('.')[0] for name in sys.modules}; "
        "sys.exit(f'{status} {drawn}' if drawn or any(status) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], **settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_goes_away_ends_the_command_in_silence(settings, tmp_path):
    lines = (json.dumps({"title": f"Title {number} " + "x" * 99, "text": "x"}) for number in range(1500))
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run(settings, "import", "p.annotations", "in.jsonl")
    with subprocess.Popen(
        [*COMMAND, "articles", "p.annotations"], **settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", [("articles", "p.annotations"), ("export", "p.annotations", "-o", "-")])
def test_a_full_disk_behind_standard_output_is_one_sentence(settings, project, words):
    with Path("/dev/full").open("wb") as full:
        done = run(settings, *words, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert done.stderr.startswith(b"annotator: ")


def test_exported_bytes_are_utf8_whatever_the_terminal_speaks(settings, tmp_path):
    (tmp_path / "in.txt").write_text("Title\n\n渡轮 € 🛳\n", encoding="utf-8")
    latin = {**settings, "env": {**settings["env"], "PYTHONIOENCODING": "latin-1"}}
    run(latin, "import", "p.annotations", "in.txt")
    run(latin, "annotate", "p.annotations", 1, 7, 13, "claim", "--note", "渡")
    assert "渡轮 € 🛳,渡,".encode() in run(latin, "export", "p.annotations", "-o", "-").stdout
    shown = run(latin, "show", "p.annotations", 1, "--json")
    assert json.loads(shown.stdout)["text"] == "Title\n\n渡轮 € 🛳"
    assert run(latin, "articles", "p.annotations").returncode == 0


def test_an_argument_that_is_no_utf8_stops_nothing(settings, project):
    done = run(settings, "annotate", project, 1, 0, 5, "claim", "--note", os.fsdecode(b"caf\xe9"))
    assert done.returncode == 0
    exported = run(settings, "export", project, "-o", "-").stdout
    assert "caf\ufffd".encode() in exported


def test_ctrl_c_during_an_import_leaves_the_project_as_it_was(settings, project, tmp_path):
    with (tmp_path / "in.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(20_000):
            stream.write(json.dumps({"text": f"{number} " + "words " * 40}) + "\n")
    before = run(settings, "articles", project).stdout
    with subprocess.Popen(
        [*COMMAND, "import", project, "in.jsonl"], **settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        journal = tmp_path / f"{project}-journal"
        while process.poll() is None and not journal.exists():
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        process.stdout.read()
    assert (process.returncode, said.count(b"\n")) == (130, 1), said
    assert run(settings, "articles", project).stdout == before
    assert run(settings, "check", project).returncode == 0


def test_a_write_that_fails_half_way_leaves_the_file_as_it_was(settings, project, tmp_path):
    with (tmp_path / "in.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(2000):
            stream.write(json.dumps({"text": f"{number} " + "words " * 400}) + "\n")
    before = (tmp_path / project).read_bytes()
    script = (
        "import resource, signal, sys; from annotator.cli import main; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)); "
        "sys.exit(main(['import', 'p.annotations', 'in.jsonl']))"
    )
    done = subprocess.run([sys.executable, "-c", script], **settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done
    assert {path.name for path in tmp_path.iterdir()} - {"p backups"} == {"in.jsonl", "p.annotations"}
    assert all(" before import" in path.name for path in (tmp_path / "p backups").iterdir())
    assert (tmp_path / project).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes the stream")
@pytest.mark.parametrize("words", ["articles p.annotations", "export p.annotations -o -", "undo p.annotations"])
def test_a_closed_standard_output_stops_nothing(settings, project, words):
    command = f'"{sys.executable}" -m annotator {words} >&-'
    done = subprocess.run(command, **settings, shell=True, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not hasattr(signal, "SIGTERM") or os.name == "nt", reason="ends the window by a signal")
def test_a_link_opens_a_window_at_its_annotation(settings, project):
    uid = None
    with open_project(settings["cwd"] / project) as opened:
        article = opened.articles()[-1]
        uid = opened.annotate(article, 0, 12, "claim").uid
    remembered = Path(settings["env"]["XDG_CONFIG_HOME"]) / "annotator" / "settings.json"
    with subprocess.Popen([*COMMAND, "open", project, "--annotation", uid], **settings) as window:
        until = time.monotonic() + 30
        while not remembered.exists() and time.monotonic() < until:
            time.sleep(0.05)
        window.send_signal(signal.SIGTERM)
        assert window.wait(timeout=30) == 0
    (place,) = json.loads(remembered.read_text(encoding="utf-8"))["places"].values()
    assert place["article"] == article.uid
