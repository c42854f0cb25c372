"""Other copies of the open project: found beside it, compared with it, brought in; and where the project lies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.project import comparing, open_project, places
from annotator.project.comparing import Brought, Comparison
from annotator.ui import wording
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.desk import Desk
    from annotator.ui.main_window import MainWindow

_BETWEEN = 1000  # milliseconds between two looks whether a notice has gone


class Surroundings(QObject):
    """Looks once, beside the window's thread, where a project lies and what stands beside it, and tells what is new."""

    found = Signal(str, object)  # the warning or nothing, the paths of copies

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(desk)
        self._window = window
        self._path = desk.project.path
        self._waiting: list[Callable[[], object]] = []
        self._timer = QTimer(self, interval=_BETWEEN)
        self._timer.timeout.connect(self._tell_next)
        self.found.connect(self._take)

    def look(self) -> None:
        """Begin; a drive that does not answer holds up nothing but the thread that looks."""
        threading.Thread(target=self._look, name="surroundings", daemon=True).start()

    def _look(self) -> None:
        warning, copies = places.warning(self._path), []
        with suppress(UserError, OSError):
            copies = places.conflicted(self._path)
        with suppress(RuntimeError):  # the window was closed meanwhile
            self.found.emit(warning, copies)

    def _take(self, warning: str, copies: Sequence[Path]) -> None:
        known = self._window.settings.place(self._path)
        seen = "\n".join(map(_seen, copies))
        if copies and seen != known.copies:
            self._waiting.append(lambda: self._tell_copies(copies, seen))
        if warning and warning != known.warned:
            self._waiting.append(lambda: self._warn(warning))
        self._tell_next()

    def _tell_next(self) -> None:
        """Tell one thing at a time, and none in place of a notice that is still to be read."""
        if self._waiting and self._window.notice.isHidden():
            self._waiting.pop(0)()
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def _warn(self, warning: str) -> None:
        self._window.settings.place(self._path).warned = warning
        self._window.notice.say(warning, stays=True)

    def _tell_copies(self, copies: Sequence[Path], seen: str) -> None:
        self._window.settings.place(self._path).copies = seen
        more = f" and {wording.counted(len(copies) - 1, 'more copy', 'more copies')}" if len(copies) > 1 else ""
        self._window.notice.say(
            f"Beside this project lies another copy of it that a sync service left, “{copies[0].stem}”{more}: it may "
            "hold annotations that are missing here.",
            button="Compare…",
            deed=lambda: compare(self._window, copies[0]),
            stays=True,
        )


def look_around(window: MainWindow, desk: Desk) -> None:
    """Tell, a moment after a project was opened, if it lies where it may be harmed or other copies lie beside it."""
    Surroundings(window, desk).look()


def ask_for_copy(window: MainWindow) -> None:
    """Ask for another copy of the open project and compare the two."""
    desk = window.desk
    if desk is None:
        return
    kinds = f"Projects (*{desk.project.path.suffix});;All files (*)"
    title = "Compare with another copy"
    chosen, _ = QFileDialog.getOpenFileName(window, title, str(desk.project.path.parent), kinds)
    if chosen:
        compare(window, Path(chosen))


def compare(window: MainWindow, other: Path) -> None:
    """Compare the open project with another copy, in a thread of its own, and show what was found."""
    desk = window.desk
    if desk is None:
        return
    path = desk.project.path

    def work(progress: Any) -> Comparison:
        return comparing.compare(path, other, progress=progress)

    def done(found: Comparison) -> None:
        from annotator.ui.dialogs.comparing import Comparing

        dialog = Comparing(window, found, read_only=desk.project.read_only)
        dialog.bring_in_requested.connect(lambda deleted: bring_in(window, other, deleted=deleted))
        dialog.annotation_requested.connect(lambda uid: _go_to(desk, uid))
        dialog.open()

    window.start_job(Job("Comparing", work, window), done)


def bring_in(window: MainWindow, other: Path, *, deleted: bool) -> None:
    """Take what the open project lacks from another copy, in a thread of its own, and say what came in."""
    desk = window.desk
    if desk is None:
        return
    path, analyst = desk.project.path, desk.project.analyst

    def work(progress: Any) -> Brought:
        with open_project(path, analyst=analyst) as project:
            return project.bring_in(other, deleted=deleted, progress=progress)

    def done(brought: Brought) -> None:
        desk.project.refresh()
        window.notice.say(f"Brought in {comparing.words(brought)} from “{other.stem}”. Undo takes them back.")

    window.start_job(Job("Bringing in", work, window), done)


def _go_to(desk: Desk, uid: str) -> None:
    with desk.guarded():
        desk.open_annotation(desk.project.annotation(uid))


def _seen(copy: Path) -> str:
    """A copy as it is now, so that it is told once more only after it has changed."""
    try:
        return f"{copy.name} {copy.stat().st_mtime_ns}"
    except OSError:
        return copy.name
