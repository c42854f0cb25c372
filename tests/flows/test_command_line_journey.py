"""The main job from the command line alone, each step a process of its own, as on a machine without a screen."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = """ date 2024-04-02 Sudmark and Norland 🇳🇴 to share one radio channel

Meridian) 09:41, April 2, 2024

STENHAVEN, April 1 (Meridian) -- “We will share the channel from May,” the minister said.

قال الوزير: نرفض ذلك. Sudmark must leave the strait.
"""
QUOTES = {
    "commitment": "We will share the channel from May",
    "rejection": "نرفض ذلك",
    "demand": "Sudmark must leave the strait",
}
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

Annotator = Callable[..., str]


@pytest.fixture
def annotator(tmp_path: Path) -> Annotator:
    """Run one command to its end without a display; what it printed."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment.update(PYTHONPATH=str(ROOT), HOME=str(tmp_path / "home"), PYTHONUTF8="1")

    def run(*words: object, status: int = 0) -> str:
        command = [sys.executable, "-m", "annotator", *map(str, words)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert done.returncode == status, done
        if status:
            assert (done.stdout, done.stderr.count(b"\n")) == (b"", 1), done
        return (done.stderr if status else done.stdout).decode()

    (tmp_path / "home").mkdir()
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "000_story.txt").write_text(STORY, encoding="utf-8")
    return run


def table(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_story_goes_from_a_file_to_annotations_a_table_a_chart_and_back(annotator: Annotator, tmp_path: Path) -> None:
    assert "1 article came in" in annotator("import", "p.annotations", "wire")
    (listed,) = json.loads(annotator("articles", "p.annotations", "--json"))
    assert (listed["title"], listed["published_on"], listed["source"], listed["published_at"]) == (
        "Sudmark and Norland 🇳🇴 to share one radio channel", "2024-04-02", "Meridian", "2024-04-02T09:41"
    )  # fmt: skip
    shown = json.loads(annotator("show", "p.annotations", listed["uid"], "--json"))
    text = shown["text"]
    assert (shown["place"], shown["agency"]) == ("STENHAVEN", "Meridian")
    assert text.startswith("Meridian) 09:41, April 2, 2024\n\nSTENHAVEN, April 1 (Meridian) --")

    uids = {}
    for reference, (tag, quote) in zip((1, listed["uid"], listed["uid"][:30]), QUOTES.items(), strict=True):
        start = text.index(quote)
        said = annotator("annotate", "p.annotations", reference, start, start + len(quote), tag, "--note", "a, “b”\nc")
        uids[tag] = said.split()[-1]
        assert UUID7.fullmatch(uids[tag])

    rows = table(annotator("export", "p.annotations", "-o", "-"))
    assert {row["tag"]: row["annotation"] for row in rows} == uids
    assert {row["tag"]: row["quote"] for row in rows} == QUOTES
    for row in rows:
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert (row["note"], row["article"], row["published_on"]) == ("a, “b”\nc", listed["uid"], "2024-04-02")

    annotator("timeline", "p.annotations", "-o", "t.png")
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")
    bins = table(annotator("timeline", "p.annotations", "-o", "-", "--by", "week"))
    assert {(row["bin_start"], row["bin_end"]) for row in bins} == {("2024-04-01", "2024-04-08"), ("", "")}
    assert sum(int(row["annotations"]) for row in bins) == 3

    assert "demand" in annotator("undo", "p.annotations")
    assert len(table(annotator("export", "p.annotations", "-o", "-"))) == 2
    assert "demand" in annotator("redo", "p.annotations")
    assert {row["annotation"] for row in table(annotator("export", "p.annotations", "-o", "-"))} == set(uids.values())
    assert "0 articles came in, 1 were already there" in annotator("import", "p.annotations", "wire")
    assert "is sound: 1 article, 3 annotations" in annotator("check", "p.annotations")


def test_each_wrong_step_of_the_journey_is_one_sentence_and_changes_nothing(
    annotator: Annotator, tmp_path: Path
) -> None:
    annotator("import", "p.annotations", "wire")
    before = (tmp_path / "p.annotations").read_bytes()
    for words, said in (
        (("annotate", "p.annotations", 1, 0, 9999, "claim"), "The span 0 to 9999"),
        (("annotate", "p.annotations", 1, 0, 5, "wish"), "no tag “wish”"),
        (("show", "p.annotations", 9), "no article “9”"),
        (("articles", "absent.annotations"), "There is no project"),
        (("export", "p.annotations", "-o", "absent/out.csv"), "its folder does not exist"),
        (("redo", "p.annotations"), "nothing to redo"),
    ):
        assert said in annotator(*words, status=1)
    assert (tmp_path / "p.annotations").read_bytes() == before
