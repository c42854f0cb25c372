"""Lets the n-th call on the disk fail, for every n, while a person works, and judges what is left; for a child process.

`python -m tests.faults.failing FOLDER [--kinds KIND...] [--deeds DEED...] [--brief] [--keep]` prints what it found as
JSON; with `--keep` the program makes its backups meanwhile, and the calls for those fail too.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import traceback
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from annotator.errors import UserError
from annotator.project import Project, open_project
from tests.faults import vfs
from tests.faults.deeds import (
    ANALYST,
    DEEDS,
    GOLDEN,
    NAME,
    UNSURE,
    Deed,
    Picture,
    make_project,
    picture,
    trouble_of,
    write_import,
)
from tests.faults.vfs import Call, Layer, Verdict

VERDICTS = {
    "read": (Verdict(vfs.IOERR_READ),),
    "write": (Verdict(vfs.FULL, share=0.5), Verdict(vfs.IOERR_WRITE)),
    "truncate": (Verdict(vfs.IOERR_TRUNCATE),),
    "sync": (Verdict(vfs.IOERR_FSYNC), Verdict(vfs.IOERR_FSYNC, done=True)),
    "delete": (Verdict(vfs.IOERR_DELETE), Verdict(vfs.IOERR_DIR_FSYNC, done=True)),
    "lock": (Verdict(vfs.BUSY), Verdict(vfs.IOERR_LOCK)),
    "open": (Verdict(vfs.CANTOPEN),),
    "size": (Verdict(vfs.IOERR_FSTAT),),
    "look": (Verdict(vfs.IOERR_ACCESS),),
}


class Hindrance:
    """Something that stands in the way of a deed from `begin` to `end`, and watches its calls on the disk meanwhile."""

    def begin(self, path: Path) -> None:
        """Get in the way, before the project at this path is opened."""

    def end(self) -> None:
        """Get out of the way."""

    def __call__(self, call: Call) -> Verdict | None:
        return vfs.without_syncs(call)


@dataclass
class Fault(Hindrance):
    """The n-th call of a kind fails, counted from when this begins to watch; and all later ones, if it lasts."""

    kind: str
    number: int
    verdict: Verdict
    lasting: bool
    seen: int = 0

    def __call__(self, call: Call) -> Verdict | None:
        if call.kind == self.kind:
            self.seen += 1
            if self.seen == self.number or (self.lasting and self.seen > self.number):
                return self.verdict
        return vfs.without_syncs(call)

    def __str__(self) -> str:
        code, done = self.verdict.code, " once carried out" if self.verdict.done else ""
        return f"{self.kind} {self.number} with code {code}{done}{' and for ever' if self.lasting else ''}"


@dataclass
class FullDisk(Hindrance):
    """Only so many bytes are left on the disk; what was deleted makes room again."""

    free: int
    most: int = 0  # the most bytes that were ever needed
    used: int = 0
    sizes: dict[str, int] = field(default_factory=dict)

    def __call__(self, call: Call) -> Verdict | None:
        if call.kind == "write":
            size, end = self._size(call.path), call.offset + len(call.data)
            grown = max(0, end - size)
            if self.used + grown > self.free:
                return Verdict(vfs.FULL)
            self._take(call.path, size + grown)
        elif call.kind == "truncate":
            self._take(call.path, min(self._size(call.path), call.offset))
        elif call.kind == "delete":
            self._take(call.path, 0)
        return vfs.without_syncs(call)

    def _size(self, path: str) -> int:
        if path not in self.sizes:
            self.sizes[path] = Path(path).stat().st_size
        return self.sizes[path]

    def _take(self, path: str, size: int) -> None:
        self.used += size - self._size(path) if Path(path).exists() else 0
        self.most = max(self.most, self.used)
        self.sizes[path] = size

    def __str__(self) -> str:
        return f"{self.free} bytes left"


@dataclass
class Held(Hindrance):
    """Another program holds the file: it reads, is about to write, or has it alone."""

    statement: str
    holder: sqlite3.Connection | None = None

    def begin(self, path: Path) -> None:
        self.holder = sqlite3.connect(path, isolation_level=None)
        self.holder.execute(self.statement)
        self.holder.execute("SELECT count(*) FROM article").fetchone()

    def end(self) -> None:
        if self.holder is not None:
            self.holder.close()

    def __str__(self) -> str:
        return f"another program holds the file ({self.statement})"


@dataclass
class Found:
    """What the failures came to."""

    runs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """One deed: the file before it, and what the project holds before and after it when nothing fails."""

    deed: Deed
    content: bytes
    before: Picture
    after: Picture
    calls: Counter[str]
    growth: int  # the most bytes it needed on the disk


class Broken(AssertionError):
    """A promise that the program did not keep."""


class Bench:
    """A folder in which one deed after the other meets a fault."""

    def __init__(self, folder: Path, layer: Layer, *, keep: bool) -> None:
        self.folder = folder
        self.keep = keep  # whether the program makes its backups meanwhile
        self.layer = layer
        self.path = folder / NAME
        self.found = Found()

    def story(self, deed: Deed) -> Story:
        """Do the deed once without a fault."""
        self._clear()
        write_import(self.folder)
        if deed.name == "migrate":
            shutil.copyfile(GOLDEN, self.path)
        else:
            make_project(self.folder)
            with open_project(self.path, analyst=ANALYST, keep=False) as project:
                deed.prepare(project)
        content = self.path.read_bytes()
        before = self._sound()
        self._lay_out(content)
        calls: Counter[str] = Counter()
        disk = FullDisk(free=1 << 40)

        def count(call: Call) -> Verdict | None:
            calls[call.kind] += 1
            return disk(call)

        self.layer.watcher = count
        with open_project(self.path, analyst=ANALYST, keep=self.keep) as project:
            deed.act(project)
        self.layer.watcher = vfs.without_syncs
        return Story(deed, content, before, self._sound(), calls, disk.most)

    def try_fault(self, story: Story, fault: Hindrance) -> None:
        """Do the deed while the fault strikes, then again as a person would; a broken promise is noted."""
        self._lay_out(story.content)
        self.found.runs += 1
        try:
            self.found.outcomes[self._tried(story, fault)] += 1
        except Broken as broken:
            self.found.outcomes["broken"] += 1
            self.found.failures.append(f"{story.deed.name}, {fault}: {broken}")

    def _tried(self, story: Story, fault: Hindrance) -> str:
        project, told = self._struck(story, fault)
        try:
            if project is None:
                self._again(story, None)
                return "not opened"
            stands = _seen(project)
            if told is None:
                _expect(stands == story.after.shape, "the program said that it is stored, and it is not")
                return "coped with"
            if stands == story.after.shape != story.before.shape:
                _expect("othing was stored" not in told and UNSURE in told, f"it is stored, and was told: {told}")
                return "stored and told to look"
            _expect(stands == story.before.shape, f"neither before nor after, and was told: {told}")
            self._again(story, project)
            return "refused"
        finally:
            if project is not None:
                project.close()
            self._sound(story.after)

    def _struck(self, story: Story, fault: Hindrance) -> tuple[Project | None, str | None]:
        """The project if it could be opened, and what the person was told if the deed failed."""
        project = None
        fault.begin(self.path)
        self.layer.watcher = fault
        try:
            project = open_project(self.path, analyst=ANALYST, keep=self.keep)
            story.deed.act(project)
        except UserError as error:
            self._take_sentence(str(error))
            return project, str(error)
        except Exception as error:
            if project is not None:
                project.close()
            raise Broken(f"a bug: {type(error).__name__}: {error} ({_where(error)})") from error
        finally:
            self.layer.watcher = vfs.without_syncs
            fault.end()
        return project, None

    def _take_sentence(self, told: str) -> None:
        _expect(NAME in told and told.endswith((".", "”")), f"not a clear message: {told}")
        self.found.sentences[told.replace(str(self.path), "PATH")] += 1

    def _again(self, story: Story, project: Project | None) -> None:
        """The person repeats it, the disk being well again."""
        try:
            if project is not None:
                story.deed.act(project)
                return
            with open_project(self.path, analyst=ANALYST, keep=False) as opened:
                if _seen(opened) == story.before.shape:
                    story.deed.act(opened)
        except Exception as error:
            raise Broken(f"it could not be repeated: {type(error).__name__}: {error}") from error

    def _sound(self, expected: Picture | None = None) -> Picture:
        found, trouble = trouble_of(self.path)
        if found is None or trouble:
            raise Broken(f"the file is not sound afterwards: {'; '.join(trouble[:3])}")
        if expected is not None:
            _expect(found.shape == expected.shape, "repeated, it is not there exactly once")
        return found

    def _lay_out(self, content: bytes) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "arriving.jsonl":
                path.unlink()
        self.path.write_bytes(content)

    def _clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)


def _seen(project: Project) -> tuple[object, ...]:
    try:
        return picture(project).shape
    except Exception as error:
        raise Broken(f"the open project cannot be read afterwards: {type(error).__name__}: {error}") from error


def _where(error: BaseException) -> str:
    """The functions of the program that the error came through."""
    steps = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(step.filename).stem}.{step.name}" for step in steps if "annotator" in step.filename)


def _expect(holds: bool, sentence: str) -> None:
    if not holds:
        raise Broken(sentence)


def hindrances(story: Story, kinds: list[str], *, brief: bool) -> Iterator[Hindrance]:
    """What may stand in the way of a deed: calls that fail, a disk that gets full, another program."""
    for kind in kinds:
        if kind == "full":
            step = max(512, story.growth // (12 if brief else 100))
            yield from (FullDisk(free) for free in range(0, story.growth + step, step))
        elif kind == "held":
            yield from (Held(statement) for statement in ("BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"))
        else:
            yield from faults(story, kind, brief=brief)


def faults(story: Story, kind: str, *, brief: bool) -> Iterator[Fault]:
    """Each call of this kind that the deed makes, failing once and for ever; in each way, or in one by turns."""
    for number in range(1, story.calls[kind] + 1):
        ways = VERDICTS[kind]
        for verdict in [ways[number % len(ways)]] if brief else ways:
            for lasting in (False, True):
                yield Fault(kind, number, verdict, lasting)


def main(bench: Bench, kinds: list[str], names: list[str], *, brief: bool) -> Found:
    """Try all faults of these kinds on these deeds."""
    for name in names:
        story = bench.story(DEEDS[name])
        for hindrance in hindrances(story, kinds, brief=brief):
            bench.try_fault(story, hindrance)
    return bench.found


def _asked() -> ArgumentParser:
    parser = ArgumentParser()
    parser.add_argument("folder", type=lambda name: Path(name).resolve())
    parser.add_argument("--kinds", nargs="*", default=[*VERDICTS])
    parser.add_argument("--deeds", nargs="*", default=[*DEEDS])
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--keep", action="store_true")
    return parser


if __name__ == "__main__":
    asked = _asked().parse_args()
    nothing = mock.Mock(return_value=None)
    with mock.patch.multiple(os, fsync=nothing, fdatasync=nothing):  # no power is cut here
        bench = Bench(asked.folder / "failing", Layer(vfs.without_syncs), keep=asked.keep)
        found = main(bench, asked.kinds, asked.deeds, brief=asked.brief)
    print(json.dumps({**vars(found), "failures": found.failures[:20], "failed": len(found.failures)}))
