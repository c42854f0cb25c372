"""SIGKILL at random moments, of the real window under working hands and of the command line: what was acknowledged
is there, in place, in its article, and beyond it at most the one edit that was under way."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project, create_project, open_project
from annotator.records import NewArticle
from tests.faults import figures

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")
ROOT = Path(__file__).parents[2]
LIMIT = 60  # seconds
TEXTS = (
    "STENHAVEN, April 1 (Meridian) -- Norland agreed on Monday to reopen two ferry lines before May. 🚢🇳🇴\n\n"
    "“We demand 👩🏽‍🚀 that the levy be dropped at once,” the minister said, and called the offer empty.\n",
    "Sudmark demands an apology for the winter. نطالب بالانسحاب 中方 坚决 反对 and nobody asked for it.\n" * 3,
    "The gates opened a day early.\nNobody had asked for it.\n",
)
MANY, ANNOTATED = 400, 10  # articles of an import, and how many of them come with an annotation
BATCH = 25  # kills of one project
Shown = list[list[Any]]


def a_project(path: Path) -> Path:
    with create_project(path, analyst="desk one") as project:
        project.add_articles([NewArticle(title=f"Story {number}", text=text) for number, text in enumerate(TEXTS)])
    return path


def arriving(path: Path, batch: int) -> Path:
    """A file of articles whose import takes long enough to be killed in."""
    rows = [{"title": f"Arrival {batch}.{number}", "text": TEXTS[1] + str(number)} for number in range(MANY)]
    for row in rows[:ANNOTATED]:
        row["annotations"] = [{"start": 0, "end": 7, "tag": "claim"}]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def shown(project: Project) -> Shown:
    """What a person sees of each annotation, as the hands write it down."""
    return [[one.uid, one.article, one.start, one.end, one.tag, one.note] for one in project.annotations()]


def in_place(project: Project) -> bool:
    """Whether each annotation marks in its article what it says it marks."""
    return all(project.text(one.article)[one.start : one.end] == one.quote for one in project.annotations())


def check_promise(path: Path, turn: int, promised: Shown) -> str:
    """Open the project after a kill; what is wrong with it, or nothing.

    Beyond the turn that was acknowledged there may be one more: taken back, it leaves exactly what was promised.
    """
    with open_project(path, analyst="after the kill") as project:
        if findings := project.check():
            return f"check: {findings}"
        if not in_place(project):
            return "an annotation slid"
        beyond = project.turn() - turn
        if beyond not in (0, 1):
            return f"{beyond} turns beyond the acknowledged {turn}"
        if shown(project) == promised:
            return ""
        if not beyond:
            return f"promised {promised}, found {shown(project)}"
    return _without_the_last(path, promised)


def _without_the_last(path: Path, promised: Shown) -> str:
    """Compare once more with the edit that was under way taken back, or repeated if it was an undo."""
    for way in ("undo", "redo"):
        with open_project(path, analyst="after the kill") as project:
            if getattr(project, way)() is not None:
                if sorted(shown(project)) == sorted(promised):
                    return ""
                project.redo() if way == "undo" else project.undo()
    return f"promised {promised}, and one edit more does not explain what is there"


# --- the window -----------------------------------------------------------------------------------------------------


class Windows:
    """Windows with hands at them, one after the other, in processes that can be killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir()
        self.folder, self.source = folder, random.Random(seed)
        self.path = a_project(folder / "killed.annotations")
        self.runs = self.promises = self.hot = 0
        command = [sys.executable, "-m", "tests.faults.killed_window"]
        self._server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def kill_one(self) -> str:
        """Have one window worked at and killed; what is wrong then, or nothing."""
        self.runs += 1
        log = self.folder / f"log {self.runs}"
        order = self._order(log)
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        child = int(self._server.stdout.readline())
        try:
            self._let_live(log, drops=order["drop_after"] is not None)
        finally:
            with suppress(ProcessLookupError):  # it ended by itself, and left word why
                os.kill(child, signal.SIGKILL)
            assert self._server.stdout.readline() == ".\n"
        self.hot += self._journal().exists()
        return self._judge(log)

    def end(self) -> None:
        self._server.communicate(timeout=LIMIT)

    def _order(self, log: Path) -> dict[str, object]:
        drops = self.source.random() < 0.25
        order = {"project": str(self.path), "log": str(log), "seed": self.source.randrange(2**32)}
        return {**order, **(self._something_to_drop() if drops else {"drop_after": None})}

    def _something_to_drop(self) -> dict[str, object]:
        path = arriving(self.folder / f"arriving {self.runs}.jsonl", self.runs)
        return {"drop": str(path), "arriving": [[0, 7, "claim"]] * ANNOTATED, "drop_after": self.source.randrange(4)}

    def _let_live(self, log: Path, *, drops: bool) -> None:
        """Wait until the window works, and then for a random moment; now and then kill it while it still opens."""
        if self.source.random() < 0.1:
            time.sleep(self.source.uniform(0, 0.3))
            return
        # By what was done and not by the clock, so that a busy machine tries as much as an idle one.
        awaited = b'"dropped"' if drops else b'"turn"'
        times = 1 if drops else 1 + self.source.randrange(9)
        end = time.monotonic() + LIMIT
        while time.monotonic() < end and not (log.exists() and log.read_bytes().count(awaited) >= times):
            time.sleep(0.002)
        if drops or self.source.random() < 0.8:
            aim = time.monotonic() + 0.5
            while not self._journal().exists() and time.monotonic() < aim:
                pass
            time.sleep(self.source.choice((0, 0, 0.001, 0.004, 0.02)) * self.source.random())

    def _journal(self) -> Path:
        """The rollback journal, which is there while a transaction is being written."""
        return self.path.with_name(f"{self.path.name}-journal")

    def _judge(self, log: Path) -> str:
        lines = [json.loads(line) for line in log.read_bytes().split(b"\n")[:-1]] if log.exists() else []
        wrong = [line["wrong"] for line in lines if "wrong" in line]
        if wrong or not lines:
            # Killed before it worked: nothing was promised, and nothing may be wrong.
            return wrong[0] if wrong else self._judge_sound()
        said = [line for line in lines if line["shown"] is not None]
        self.promises += len(said)
        if not said:
            return self._judge_sound()
        problem = check_promise(self.path, lines[-1]["turn"], said[-1]["shown"])
        return f"{log}: {problem}" if problem else ""

    def _judge_sound(self) -> str:
        with open_project(self.path) as project:
            return "" if not project.check() and in_place(project) else "unsound after a kill while opening"


@contextmanager
def windows(folder: Path, seed: int) -> Iterator[Windows]:
    served = Windows(folder, seed)
    try:
        yield served
    finally:
        served.end()


def kill_windows(folder: Path, runs: int) -> None:
    failures, promises, hot = [], 0, 0
    for seed in range(runs // BATCH):
        with windows(folder / str(seed), seed) as served:
            failures += filter(None, (served.kill_one() for _ in range(BATCH)))
            promises, hot = promises + served.promises, hot + served.hot
    figures.record(
        "SIGKILL of the window", runs=runs, failures=len(failures), acknowledged_edits=promises, within_a_write=hot
    )
    assert failures == []
    assert promises, "no window lived long enough to promise anything"
    assert hot, "no kill met a transaction that was being written"


def test_a_killed_window_keeps_what_it_said_was_stored(tmp_path: Path) -> None:
    kill_windows(tmp_path, BATCH)


@pytest.mark.soak
def test_a_window_killed_500_times_keeps_what_it_said_was_stored(tmp_path: Path) -> None:
    kill_windows(tmp_path, 500)


# --- the command line -----------------------------------------------------------------------------------------------


class Commands:
    """Commands in real processes, each killed at a random moment."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir()
        self.folder, self.source = folder, random.Random(seed)
        self.path = a_project(folder / "killed.annotations")
        self.runs = self.promises = self.hot = 0

    def kill_one(self) -> str:
        """Run one command and kill it; what is wrong then, or nothing."""
        self.runs += 1
        with open_project(self.path) as project:
            turn, before = project.turn(), shown(project)
            words, comes = self._some_command(project)
        said = self._killed([sys.executable, "-m", "annotator", *words])
        with open_project(self.path) as project:
            if findings := project.check():
                return f"check: {findings}"
            if not in_place(project):
                return "an annotation slid"
            came = project.turn() - turn
            return self._judge(said, before, shown(project), comes if came == 1 else came)

    def _some_command(self, project: Project) -> tuple[list[str], list[list[Any]] | None]:
        """A command, and which annotations it adds; None for one that takes them away or brings them back."""
        path, deed = str(self.path), self.source.random()
        if deed < 0.15 and project.undo_label():
            return ["undo", path], None
        if deed < 0.25 and project.redo_label():
            return ["redo", path], None
        if deed < 0.4 or not project.articles():
            file = arriving(self.folder / f"arriving {self.runs}.jsonl", self.runs)
            return ["import", path, str(file)], [[0, 7, "claim"]] * ANNOTATED
        article = self.source.choice(project.articles())
        start = self.source.randrange(article.length - 9)
        place = [start, start + self.source.randint(1, 9), "demand"]
        return ["annotate", path, article.uid, *map(str, place)], [place]

    def _killed(self, command: list[str]) -> str:
        """What the command had printed when it was killed."""
        journal = self.path.with_name(f"{self.path.name}-journal")
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said, chance = "", self.source.random()
        if chance < 0.2:
            time.sleep(self.source.uniform(0, 0.5))
        elif chance < 0.35:
            said = process.stdout.readline()  # so that something was promised, however slow the machine is
        else:
            while not journal.exists() and process.poll() is None:
                pass
            time.sleep(self.source.choice((0, 0.001, 0.004, 0.02, 0.3)) * self.source.random())
        process.kill()
        more, complaint = process.communicate(timeout=LIMIT)
        said += more
        self.hot += journal.exists()
        assert complaint == "", complaint
        return said

    def _judge(self, said: str, before: Shown, after: Shown, comes: object) -> str:
        promised = said.endswith("\n") and "Importing" not in said.rpartition("\r")[2]
        self.promises += promised
        if isinstance(comes, int):  # so many turns later, which is none
            return "" if comes == 0 and before == after and not promised else f"said {said!r}, stored {after}"
        if comes is None:
            return self._judge_replayed(before)
        new = [one for one in after if one not in before]
        if sorted(one[2:5] for one in new) != sorted(comes) or any(one not in after for one in before):
            return f"{comes} were to come, {new} came"
        return "" if len(new) != 1 or not promised or said.split()[-1] == new[0][0] else f"{said} names another"

    def _judge_replayed(self, before: Shown) -> str:
        """After an undo that was stored, redo leads back to what was there, and the other way round."""
        for way, back in (("redo", "undo"), ("undo", "redo")):
            with open_project(self.path) as project:
                if getattr(project, way)() is not None:
                    reached = shown(project)
                    getattr(project, back)()
                    if reached == before:
                        return ""
        return f"neither redo nor undo leads back to {before}"


def kill_commands(folder: Path, runs: int) -> None:
    failures, promises, hot = [], 0, 0
    for seed in range(runs // BATCH):
        commands = Commands(folder / str(seed), seed)
        failures += filter(None, (commands.kill_one() for _ in range(BATCH)))
        promises, hot = promises + commands.promises, hot + commands.hot
    figures.record(
        "SIGKILL of the command line", runs=runs, failures=len(failures), acknowledged_edits=promises,
        within_a_write=hot,
    )  # fmt: skip
    assert failures == []
    assert promises, "no command lived long enough to promise anything"
    assert hot, "no kill met a transaction that was being written"


def test_a_killed_command_stored_what_it_said_and_nothing_by_halves(tmp_path: Path) -> None:
    kill_commands(tmp_path, BATCH)


@pytest.mark.soak
def test_500_killed_commands_stored_what_they_said_and_nothing_by_halves(tmp_path: Path) -> None:
    kill_commands(tmp_path, 500)
