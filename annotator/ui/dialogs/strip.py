"""The strip above the desk that shows the one long job: what it does, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.ui import wording
from annotator.ui.labels import label

if TYPE_CHECKING:
    from annotator.ui.jobs import Job


class JobStrip(QFrame):
    """Runs one job at a time; a job that was ended with its project tells nothing any more."""

    stopped = Signal(str)  # the job's title
    failed = Signal(object)  # the exception

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.job: Job | None = None
        self._words = label(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._bar.setAccessibleName("Progress")
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addStretch(1)
        row.addWidget(self.stop)
        self.hide()

    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self.job is not None and self.job.isRunning()

    def begin(self, job: Job, done: Callable[[Any], object]) -> None:
        """Run a job with its progress shown; `done` gets what it made."""
        self.job = job
        self.stop.setEnabled(True)
        self._step(0, -1)
        self.show()
        # A thread's last signals wait in the queue; they must not reach a window that went on without it.
        job.stepped.connect(lambda number, total: self._step(number, total) if self.job is job else None)
        job.succeeded.connect(lambda made: self._end(job, lambda: done(made)))
        job.stopped.connect(lambda: self._end(job, lambda: self.stopped.emit(job.title)))
        job.failed.connect(lambda error: self._end(job, lambda: self.failed.emit(error)))
        job.finished.connect(job.deleteLater)
        job.start()

    def end(self) -> None:
        """Stop the job if there is one, and return once it has ended; nothing is told of it."""
        job, self.job = self.job, None
        self.hide()
        if job is not None and job.isRunning():
            job.stop_and_wait()

    def _end(self, job: Job, tell: Callable[[], object]) -> None:
        if self.job is job:
            job.wait()  # its last signal comes just before its end, and what is told may start another
            self.job = None
            self.hide()
            tell()

    def _step(self, done: int, total: int) -> None:
        """Show how far it is; `total` -1 where nobody knows."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        title = self.job.title if self.job is not None else ""
        of = f" of {wording.number(total)}" if total >= 0 else ""
        self._words.setText(f"{title}… {wording.number(done)}{of}" if done else f"{title}…")

    def _stop(self) -> None:
        if self.job is not None:
            self.stop.setEnabled(False)
            self.job.stop()
