"""Has backups made while somebody works in the window: by a process of its own, so that no key press waits for one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

import annotator
from annotator.project import Project
from annotator.records import Changes

if TYPE_CHECKING:
    import subprocess

EVERY = 600_000  # milliseconds of work between two backups
_AFTER_FIRST_CHANGE = 2_000  # milliseconds, so that the first edit itself has the disk for itself
_LOOK = 50  # milliseconds between two looks whether a backup is done
_LONGEST = 60.0  # seconds that an action waits for its backup; then it is done without

_left: list[subprocess.Popen[bytes]] = []  # those still at work when their window was closed; they end by themselves


class Keeping(QObject):
    """Backs up one project at a time; says once that it cannot."""

    trouble = Signal(str)
    waiting = Signal(str)  # what an action waits for; empty when it goes on

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._why = ""
        self._has_told = False
        self._process: subprocess.Popen[bytes] | None = None
        self._deeds: list[tuple[str, Callable[[], object]]] = []
        self._began = 0.0
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(lambda: self._start(self._why))
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._see)

    def begin(self, project: Project) -> None:
        """Keep this project from its first change on."""
        self.end()
        self._path, self._why, self._has_told = project.path, "first change", False
        project.changed.connect(self._hear)

    def end(self) -> None:
        """Keep nothing any more; a backup under way is finished all the same, what waits for it is not done."""
        self._due.stop()
        self._look.stop()
        self._deeds.clear()
        self._path = None
        if self._process is not None:
            _left.append(self._process)
        self._process = None
        for ended in [one for one in _left if one.poll() is not None]:
            _left.remove(ended)
            _said(ended)

    def is_busy(self) -> bool:
        """Whether a backup is being made, or waits to be."""
        return self._process is not None or self._due.isActive()

    def before(self, why: str, deed: Callable[[], object]) -> None:
        """Have a backup made, `why` being `before deletion` or `before import`, and then do the deed."""
        if self._path is None:
            deed()
            return
        self._deeds.append((why, deed))
        self.waiting.emit("Making a backup first…")
        if self._process is None:
            self._start(why)

    def _hear(self, changes: Changes) -> None:
        if changes.edit is not None and not self.is_busy():
            self._due.start(_AFTER_FIRST_CHANGE if self._why == "first change" else EVERY)

    def _start(self, why: str) -> None:
        self._due.stop()
        if self._path is None or self._process is not None:
            return
        self._why, self._began = "at work", time.monotonic()
        try:
            self._process = _backup(self._path, why)
        except OSError as error:
            self._tell(f"No backup of {self._path} was made: {error.strerror or error}.")
            self._go_on()
            return
        self._look.start()

    def _see(self) -> None:
        """Look whether the backup is done; a deed that came while another was made gets its own."""
        process = self._process
        if process is None:
            return
        status = process.poll()
        if status is None:
            if self._deeds and time.monotonic() > self._began + _LONGEST:
                self._go_on()
            return
        self._look.stop()
        self._process = None
        said = _said(process)
        if status != 0:
            self._tell(said.strip().removeprefix("annotator: ") or "A backup was not made. Make one elsewhere.")
        self._go_on()

    def _go_on(self) -> None:
        deeds, self._deeds = self._deeds, []
        if deeds:
            self.waiting.emit("")
        for _, deed in deeds:
            deed()

    def _tell(self, words: str) -> None:
        if not self._has_told:
            self._has_told = True
            self.trouble.emit(words)


def _said(process: subprocess.Popen[bytes]) -> str:
    """What an ended process complained of; nothing of it stays open."""
    if process.stderr is None:
        return ""
    with process.stderr as stream:
        return stream.read().decode("utf-8", "replace")


def _backup(path: Path, why: str) -> subprocess.Popen[bytes]:
    """A process that makes a backup if it is time for one."""
    import subprocess  # late: the first picture needs none of it

    room = str(Path(annotator.__file__).parent.parent)
    known = os.environ.get("PYTHONPATH")
    command = [sys.executable, "-m", "annotator", "backup", str(path), "--automatic", "--because", why]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([room, known] if known else [room])},
        start_new_session=os.name == "posix",  # Ctrl+C in the terminal ends the window, not the backup
    )
