"""Cuts the power at many moments of a story and looks at each disk with the real program; for a child process.

`python -m tests.faults.cutting FOLDER STATES [--seed N] [--synchronous N] [STORY...]` prints what it found as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from unittest import mock

from annotator.project import Project, create_project, open_project, restore_project
from annotator.store.connecting import PRAGMAS
from annotator.store.ledgers import lines as ledger
from tests.faults.deeds import ANALYST, DEEDS, GOLDEN, NAME, Picture, make_project, trouble_of, write_import
from tests.faults.disk import Disk, Event, Recorder
from tests.faults.vfs import Layer, without_syncs

WORK = ("add", "retag", "note", "retag many", "undo", "redo", "delete", "undo", "import", "undo", "redo", "merge")
WORK_END = ("delete article", "undo", "undo", "add")
LEDGERS = "ledgers"  # the folder that the program keeps them in
TWICE = 8  # every so many disks with a journal lose their power again while the project is being opened


Told = Callable[[], None]


@dataclass
class Tale:
    """A story as it was recorded: the files before it, what happened, and what the project held after each action."""

    files: dict[str, bytes]
    events: list[Event] = field(default_factory=list)
    pictures: list[Picture | None] = field(default_factory=list)  # None: there need be no project
    unwritten: frozenset[int] = frozenset()  # actions that are no edits, so that no ledger is written


@dataclass
class Found:
    """What the cuts came to."""

    states: int = 0
    distinct: int = 0
    rolled_back: int = 0  # disks with a journal beside the project
    ledgers: int = 0  # states with a ledger
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def _work(project: Project, told: Told) -> None:
    for name in (*WORK, *WORK_END):
        DEEDS[name].act(project)
        told()


def _working(folder: Path, told: Told) -> None:
    with open_project(folder / NAME, analyst=ANALYST) as project:
        _work(project, told)


def _migrating(folder: Path, told: Told) -> None:
    with open_project(folder / NAME, analyst=ANALYST) as project:
        told()
        project.add_articles([])
        project.undo()
        told()


def _making(folder: Path, told: Told) -> None:
    with create_project(folder / NAME, analyst=ANALYST) as project:
        told()
        project.import_paths([folder / "arriving.jsonl"])
        told()
        project.annotate("1", 100, 140, "claim")
        told()


def _backed_up(folder: Path) -> None:
    path = make_project(folder)
    with open_project(path, analyst=ANALYST) as project:
        project.backup(folder / "before.annotations")
        DEEDS["delete article"].act(project)


def _restoring(folder: Path, told: Told) -> None:
    restore_project(folder / "before.annotations", folder / NAME)
    told()
    with open_project(folder / NAME, analyst=ANALYST) as project:
        DEEDS["note"].act(project)
        told()


def _golden(folder: Path) -> Path:
    return shutil.copyfile(GOLDEN, folder / NAME)


Prepare = Callable[[Path], object]
Happen = Callable[[Path, Told], None]
STORIES: dict[str, tuple[Prepare, Happen]] = {
    "work": (make_project, _working),
    "migrate": (_golden, _migrating),
    "make": (lambda folder: None, _making),
    "restore": (_backed_up, _restoring),
}


def record(name: str, folder: Path, layer: Layer) -> Tale:
    """Let a story happen on the real disk, writing down what it does to the files, those of the ledger among them."""
    prepare, happen = STORIES[name]
    with mock.patch.dict(os.environ, XDG_DATA_HOME=str(folder / "data")):
        return _recorded(prepare, happen, folder, layer)


def _recorded(prepare: Prepare, happen: Happen, folder: Path, layer: Layer) -> Tale:
    write_import(folder)
    prepare(folder)
    tale = Tale({str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    recorder = Recorder(folder)

    def told() -> None:
        layer.watcher = None
        tale.pictures.append(_copied_picture(folder))
        layer.watcher = recorder
        recorder.told(len(tale.pictures) - 1)

    tale.pictures.append(_copied_picture(folder))
    with recorder.watching_os():
        layer.watcher = recorder
        happen(folder, told)
        layer.watcher = without_syncs
    tale.events = recorder.events
    tale.unwritten = frozenset({1} if happen is _restoring else ())
    return tale


def _copied_picture(folder: Path) -> Picture | None:
    """What the project holds, as a copy of its folder shows it; None before there is one."""
    if not (folder / NAME).exists():
        return None
    copy = folder.parent / f"look-{folder.name}"
    shutil.copytree(folder, copy)
    found, trouble = trouble_of(copy / NAME)
    shutil.rmtree(copy)
    if found is None or trouble:
        raise AssertionError(f"the project was not sound before any fault: {trouble}")
    return found


@dataclass
class Bench:
    """Where disks are laid out and looked at; the same disk is looked at once."""

    folder: Path
    layer: Layer
    found: Found
    seen: dict[bytes, tuple[str | None, list[str]]] = field(default_factory=dict)

    def look(self, files: dict[str, bytes], random: Random) -> tuple[str | None, list[str]]:
        """What the program finds on this disk."""
        files = {path: content for path, content in files.items() if Path(path).name.startswith(NAME)}
        mark = _mark(files)
        if mark not in self.seen:
            self._lay_out(files)
            if any(path.endswith("-journal") for path in files):
                self.found.rolled_back += 1
                if random.randrange(TWICE) == 0:
                    self._lay_out(self._cut_again(files, random))
            self.seen[mark] = self._judged()
        return self.seen[mark]

    def _judged(self) -> tuple[str | None, list[str]]:
        if not (self.folder / NAME).exists():
            return None, []
        found, trouble = trouble_of(self.folder / NAME)
        return (found.whole if found else None), trouble

    def _cut_again(self, files: dict[str, bytes], random: Random) -> dict[str, bytes]:
        recorder = Recorder(self.folder)
        self.layer.watcher = recorder
        trouble_of(self.folder / NAME)
        self.layer.watcher = without_syncs
        disk = Disk({str(self.folder / Path(path).name): content for path, content in files.items()})
        for event in recorder.events[: random.randrange(len(recorder.events) + 1)]:
            disk.play(event)
        return disk.cut(random)

    def _lay_out(self, files: dict[str, bytes]) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for path, content in files.items():
            (self.folder / Path(path).name).write_bytes(content)


def _mark(files: dict[str, bytes]) -> bytes:
    digest = hashlib.blake2b()
    for path in sorted(files):
        digest.update(f"{path} {len(files[path])} ".encode() + files[path])
    return digest.digest()


def cut(tale: Tale, states: int, random: Random, bench: Bench) -> Iterator[str]:
    """Cut the power so many times; yields each broken promise in a sentence."""
    places = sorted(_places(tale, states, random))
    disk, done, told = Disk(tale.files), 0, 0
    for place in places:
        for event in tale.events[done:place]:
            disk.play(event)
            told = event.offset if event.kind == "told" else told
        done = place
        files = disk.cut(random)
        whole, trouble = bench.look(files, random)
        trouble = [*trouble, *_gaps_of_ledger(tale, told, files)]
        bench.found.ledgers += bool(_ledgers(files))
        outcome = _outcome(tale, told, whole)
        bench.found.outcomes[outcome] += 1
        if trouble or outcome not in ("as told", "one action further"):
            yield f"cut at event {place}, {told} actions told: {outcome}; {'; '.join(trouble[:3])}"


def _gaps_of_ledger(tale: Tale, told: int, files: dict[str, bytes]) -> list[str]:
    """What the ledger on this disk lacks of the annotations of which the program said that they are stored.

    A project that was just made or restored has no ledger of its own yet: it begins with the next edit.
    """
    before, now, after = (tale.pictures[max(0, n)] for n in (told - 1, told, min(told + 1, len(tale.pictures) - 1)))
    if told == 0 or now is None or before is None or before.marks == now.marks or told in tale.unwritten:
        return []
    held = map(_marks, _ledgers(files))
    return [] if any(marks in (now.marks, after and after.marks) for marks in held) else ["the ledger lacks some"]


def _ledgers(files: dict[str, bytes]) -> list[bytes]:
    return [content for path, content in files.items() if Path(path).parent.name == LEDGERS]


@lru_cache(maxsize=500)
def _marks(content: bytes) -> frozenset[tuple[object, ...]]:
    state = ledger.replay(ledger.unpacked(line) for line in content.split(b"\n") if line.strip())
    columns = ("article", "start", "end", "quote", "tag", "note")
    return frozenset((uid, *(row[column] for column in columns)) for uid, row in state.annotations.items())


def _places(tale: Tale, states: int, random: Random) -> list[int]:
    """Moments for the cuts: where something could be lost, and after each time the program told something."""
    disk, open_places = Disk(tale.files), []
    for place, event in enumerate(tale.events, 1):
        disk.play(event)
        if disk.pending() or event.kind == "told":
            open_places.append(place)
    whole_rounds, rest = divmod(states, len(open_places))
    return open_places * whole_rounds + random.sample(open_places, rest)


def _outcome(tale: Tale, told: int, whole: str | None) -> str:
    permitted = [one.whole if one else None for one in tale.pictures]
    if whole == permitted[told]:
        return "as told"
    if whole in permitted[told + 1 : told + 2]:
        return "one action further"
    return "lost" if whole is None or whole in permitted[:told] else "another state"


def main(folder: Path, states: int, seed: int, names: list[str]) -> Found:
    """Tell the stories, cut the power, look."""
    layer = Layer(without_syncs)
    bench = Bench(folder / "cut", layer, Found(states=states))
    tales = {}
    for name in names:
        (folder / name).mkdir()
        tales[name] = record(name, folder / name, layer)
    share = sum(len(tale.events) for tale in tales.values())
    left = states
    for name, tale in tales.items():
        number = left if name == names[-1] else states * len(tale.events) // share
        left -= number
        bench.seen.clear()
        failures = cut(tale, number, Random(f"{seed} {name}"), bench)
        bench.found.failures.extend(f"{name}: {failure}" for failure in failures)
        bench.found.distinct += len(bench.seen)
    return bench.found


def _asked() -> ArgumentParser:
    parser = ArgumentParser()
    parser.add_argument("folder", type=lambda name: Path(name).resolve())
    parser.add_argument("states", type=int)
    parser.add_argument("stories", nargs="*", default=[*STORIES])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--synchronous", type=int, default=PRAGMAS["synchronous"])
    return parser


if __name__ == "__main__":
    asked = _asked().parse_intermixed_args()
    with mock.patch.dict(PRAGMAS, synchronous=asked.synchronous):
        found = main(asked.folder, asked.states, asked.seed, asked.stories)
    print(json.dumps({**vars(found), "failures": found.failures[:20], "failed": len(found.failures)}))
