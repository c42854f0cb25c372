"""Long verbs on a thread of their own: progress and the end come back as signals, and a job can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from annotator.errors import Cancelled, UserError

_BETWEEN_STEPS = 0.05  # seconds; a signal a row would drown the window


class _Steps:
    """The Progress that a job hands to its verb."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told = 0.0

    def step(self, done: int, total: int | None) -> None:
        """Tell how far it is, at most 20 times a second; raises Cancelled once the person has stopped the job."""
        if self._job.isInterruptionRequested():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _BETWEEN_STEPS or done == total:
            self._told = now
            self._job.stepped.emit(done, -1 if total is None else total)


class Job(QThread):
    """One long verb: `work(progress)` runs in a thread and must open its own project; exactly one end is told."""

    stepped = Signal(int, int)  # done, total (-1: unknown)
    succeeded = Signal(object)
    stopped = Signal()
    failed = Signal(object)  # the exception: a UserError, or a bug

    def __init__(self, title: str, work: Callable[[Any], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work

    def run(self) -> None:
        """Do the work; called by Qt in the new thread."""
        try:
            result = self._work(_Steps(self))
        except Cancelled:
            self.stopped.emit()
        except UserError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the top of a thread
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def stop(self) -> None:
        """Ask the verb to stop at its next step."""
        self.requestInterruption()

    def stop_and_wait(self) -> None:
        """Stop, and return once the thread has ended."""
        self.stop()
        self.wait()
