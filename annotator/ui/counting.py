"""Counts for a desk's timeline: at once what the file itself keeps, in a thread what needs every annotation read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer

from annotator.records import Changes
from annotator.timeline.view import ChartView
from annotator.ui import wording
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.project.charting import Charting
    from annotator.timeline.details import Details
    from annotator.ui.desk import Desk

AT_ONCE = 20_000  # annotations; so many are read while the person waits
READ_AHEAD = 500  # milliseconds after the first picture; then the next filter or grouping needs no reading


class Counting(QObject):
    """Shows on a desk's timeline the counts of its view, and keeps them true; from `want` on, until it is stopped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._charting: Charting | None = None
        self._shown: object = None  # what of the view the counts depend on
        self._is_stale = True
        self._missed: list[Changes] = []  # what changed while the details were read
        self._job: Job | None = None
        self._ahead = QTimer(self, singleShot=True, interval=READ_AHEAD)
        self._ahead.timeout.connect(self._read_ahead)
        desk.timeline.view_changed.connect(self._show_other)
        desk.timeline.installEventFilter(self)

    def want(self) -> None:
        """Count from now on; the libraries of the timeline are loaded by this."""
        if self._charting is None:
            from annotator.project.charting import Charting

            self._charting = Charting(self._desk.project)
        self.show()

    def take(self, changes: Changes) -> None:
        """Bring the counts up to date with an edit; they are shown by `show`."""
        is_counted = changes.everything or changes.annotations or changes.articles or changes.tags
        if self._charting is None or not is_counted:
            return
        self._is_stale = True
        if self._job is not None:
            self._missed.append(changes)
        with self._desk.guarded():
            self._charting.take(changes)

    def show(self) -> None:
        """Show the counts of the view, if the timeline is seen and they are not what it shows."""
        desk, charting = self._desk, self._charting
        if charting is None or not self._is_stale or not desk.timeline.isVisible():
            return
        view = desk.timeline.view
        with desk.guarded():
            if not charting.can_count(view) and not self._read_at_once():
                self._read_in_thread()
                self._say_how_far(0, desk.totals.annotations)
                return
            desk.timeline.set_compared(charting.compared(view))
            desk.timeline.set_timeline(charting.timeline(view))
            self._shown, self._is_stale = _counted_of(view), False
        if not charting.has_details():
            self._ahead.start()

    def stop(self) -> None:
        """Count nothing any more: the project is about to be closed."""
        self._ahead.stop()
        self._charting = None
        if self._job is not None:
            self._job.stop_and_wait()
            self._job = None

    def has_details(self) -> bool:
        """Whether every view can be counted without reading annotations first."""
        return self._charting is not None and self._charting.has_details()

    def is_settled(self) -> bool:
        """Whether nothing is being read that the timeline waits for."""
        return self._job is None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count what was missed while the timeline was hidden, once it is on the screen again."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self.show)
        return False

    def _show_other(self) -> None:
        """Count again if the view asks another question; other days or another reading of the same counts do not."""
        if self._shown != _counted_of(self._desk.timeline.view):
            self._is_stale = True
            self.show()

    def _read_ahead(self) -> None:
        with self._desk.guarded():
            if self._charting is not None and not self._charting.has_details() and not self._read_at_once():
                self._read_in_thread()

    def _read_at_once(self) -> bool:
        """Read the details of a small project; whether it is small."""
        from annotator.project.charting import read_details

        if self._job is not None or self._charting is None:
            return False
        if self._desk.project.totals().annotations > AT_ONCE:
            return False
        self._charting.adopt(read_details(self._desk.project))
        return True

    def _read_in_thread(self) -> None:
        if self._job is not None:
            return
        path = self._desk.project.path

        def work(progress: Any) -> Details:
            from annotator.project import open_project
            from annotator.project.charting import read_details

            with open_project(path, keep=False) as project:
                return read_details(project, progress)

        self._missed.clear()
        self._job = Job("Reading annotations for the timeline", work, self)
        self._job.stepped.connect(self._say_how_far)
        self._job.succeeded.connect(self._adopt)
        self._job.failed.connect(self._give_up)
        self._job.start()

    def _say_how_far(self, done: int, total: int) -> None:
        """Say so in the place of the chart, if its view waits for what is being read."""
        if self._is_stale and self._charting is not None and not self._charting.can_count(self._desk.timeline.view):
            percent = f" {wording.number(100 * done // total)} %" if done and total > 0 else ""
            self._desk.timeline.wait_for_counts(f"Reading {wording.counted(total, 'annotation')} …{percent}")

    def _adopt(self, details: Details) -> None:
        """Count with what was read, brought up to date with what changed meanwhile."""
        self._end_job()
        missed, self._missed = self._missed, []
        if self._charting is None:
            return
        if any(changes.everything for changes in missed):
            self._read_in_thread()
            return
        with self._desk.guarded():
            self._charting.adopt(details)
            for changes in missed:
                self._charting.take(changes)
        self._is_stale = self._is_stale or bool(missed)
        self.show()

    def _give_up(self, error: Exception) -> None:
        self._end_job()
        self._desk.trouble.emit(f"The timeline cannot be counted so: {error}")

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None


def _counted_of(view: ChartView) -> object:
    """What of a view its counts depend on."""
    return view.group, view.dates, view.wanted, view.compared.wanted if view.compared is not None else None
