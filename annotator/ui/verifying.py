"""Checking the project file, as asked or by itself, and repairing one that has findings."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from annotator.ui import wording
from annotator.ui.jobs import Job
from annotator.ui.left_open import Mark

if TYPE_CHECKING:
    from annotator.project.checking import Examination
    from annotator.project.salvaging import RepairReport
    from annotator.ui.main_window import MainWindow

_AFTER = 400  # milliseconds after the project was opened; its first pictures go first
_LISTED = 200  # findings


class Vigil(QObject):
    """Checks an open project by itself, without a word while it is sound: after a crash and after an import."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._mark: Mark | None = None
        self._job: Job | None = None

    def begin(self, path: Path, *, was_hot: bool, writable: bool) -> None:
        """Mark the project as open, and check it if it was not closed; `was_hot`: a write to it was cut off."""
        self._path = path
        if writable:
            with suppress(OSError):
                self._mark = Mark(path)
        if was_hot or (self._mark is not None and self._mark.follows_crash):
            QTimer.singleShot(_AFTER, self, self.check)

    def end(self) -> None:
        """The project is closed."""
        self._path = None
        job, self._job = self._job, None
        if job is not None:
            job.stop_and_wait()
        mark, self._mark = self._mark, None
        if mark is not None:
            mark.remove()

    def is_checking(self) -> bool:
        """Whether a check goes on that nobody asked for."""
        return self._job is not None

    def check(self) -> None:
        """Check the project in a thread of its own, and say something only if there are findings."""
        path = self._path
        if path is None or self._job is not None:
            return
        job = self._job = Job("Checking", lambda progress: _examined(path, progress), self)
        job.succeeded.connect(lambda found: self._done(job, path, found))
        job.failed.connect(lambda _: self._done(job, path, None))
        job.stopped.connect(lambda: self._done(job, path, None))
        job.finished.connect(job.deleteLater)
        job.start()

    def _done(self, job: Job, path: Path, found: Examination | None) -> None:
        if self._job is not job:
            return
        job.wait()
        self._job = None
        if found is not None and found.findings:
            self._window.notice.say(
                f"This project was checked, and has {wording.counted(len(found.findings), 'finding')}.",
                button="See them…",
                deed=lambda: show(self._window, path, found),
                stays=True,
            )


def check(window: MainWindow, path: Path | None = None) -> None:
    """Verify every invariant of the open project, or of another file, and say what was found."""
    path = path or (window.desk.project.path if window.desk is not None else None)
    if path is None:
        return
    wanted = path
    job = Job("Checking", lambda progress: _examined(wanted, progress), window)
    window.start_job(job, lambda found: show(window, wanted, found))


def show(window: MainWindow, path: Path, found: Examination) -> None:
    """Say that a file is sound, or list its findings and offer to repair it."""
    from annotator.ui.dialogs import telling

    if not found.findings:
        held = "Everything in this project holds: every quote, every text, every reference, every edit."
        remarks = wording.counted(len(found.remarks), "annotation parts", "annotations part")
        details = "\n".join(remark.where for remark in found.remarks)
        window.notice.say(
            held + (f" {remarks} a character as a reader counts them." if details else ""),
            button="See them…" if details else "",
            deed=(lambda: telling.Telling(window, "Check", held, detail=details).open()) if details else None,
        )
        return
    words = (
        f"{path.name} has {wording.counted(len(found.findings), 'finding')}. Repairing puts what can be read into a "
        "sound copy, which then takes this place; the damaged file stays beside it."
    )
    dialog = telling.Telling(window, "Check", words, detail=_lines(found.findings))
    dialog.offer("Repair…", lambda: repair(window, path))
    dialog.open()


def repair(window: MainWindow, path: Path) -> None:
    """Put a sound copy in the place of a damaged project, which is closed for that time, and open it."""
    from annotator.project import salvaging

    if window.desk is not None and window.desk.project.path == path:
        window.close_project()
        if window.desk is not None:
            return  # there is a note that could not be stored, and it was said

    def work(progress: Any) -> RepairReport:
        return salvaging.repair(path, replace=True, progress=progress)

    def done(report: RepairReport) -> None:
        from annotator.ui.dialogs import telling

        if report.aside is not None or report.salvage is None:
            window.open_path(path)
        words, detail = _repaired(path, report)
        telling.Telling(window, "Repair", words, detail=detail).open()

    window.start_job(Job("Repairing", work, window), done)


def _examined(path: Path, progress: Any) -> Examination:
    from annotator.project.checking import check_file  # late: few projects are checked when they are opened

    return check_file(path, progress=progress)


def _repaired(path: Path, report: RepairReport) -> tuple[str, str]:
    """What a repair did, in a sentence and in its lines."""
    if report.salvage is None:
        return f"{path.name} is sound; there was nothing to repair.", ""
    before = wording.counted(len(report.before), "finding")
    after = wording.counted(len(report.after), "finding") if report.after else "none"
    if report.aside is not None:
        words = f"{path.name} is repaired: {before} before, {after} after. The damaged file is kept as {report.aside}."
    else:
        words = f"{path.name} stays as it was: {before} before, {after} after in the copy {report.repaired}."
    parts = ["\n".join(report.salvage.lines), "Before:\n" + _lines(report.before)]
    if report.after:
        parts.append("After:\n" + _lines(report.after))
    return words, "\n\n".join(parts)


def _lines(findings: Any) -> str:
    lines = [f"{finding.rule}: {finding.where}" for finding in findings[:_LISTED]]
    if len(findings) > _LISTED:
        lines.append(f"and {wording.number(len(findings) - _LISTED)} more")
    return "\n".join(lines)
