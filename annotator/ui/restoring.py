"""Going back to a backup: asking which, and putting it in the place of the project, which is kept beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.project import list_backups, restore_project
from annotator.records import Backup
from annotator.ui import wording
from annotator.ui.dropping import SUFFIX
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def ask(window: MainWindow, path: Path | None = None) -> None:
    """Show the backups of the open project, of the one at a path, or of one that the person names first."""
    path = path or (window.desk.project.path if window.desk is not None else _asked(window))
    if path is not None:
        window.start_job(
            Job("Reading the backups", lambda _: list_backups(path), window), lambda f: show(window, path, f)
        )


def show(window: MainWindow, path: Path, found: list[Backup]) -> None:
    """Let the person choose among backups."""
    if not found:
        window.notice.say(
            f"There is no backup of {path.name} yet. One is made with the first change after opening, and every ten "
            "minutes of work. “Back up now” makes one at once."
        )
        return
    from annotator.ui.dialogs.restoring import Restoring

    present = window.desk.project if window.desk is not None and window.desk.project.path == path else None
    dialog = Restoring(window, path, found, present.totals() if present is not None else None)
    dialog.restore_requested.connect(lambda backup: restore(window, path, backup))
    dialog.open()


def restore(window: MainWindow, path: Path, backup: Backup) -> None:
    """Put a backup in the place of the project and open it; what stood there is kept and can be opened, too."""
    if window.desk is not None:
        window.close_project()
        if window.desk is not None:
            return  # a note could not be stored, and it was said

    def work(progress: Any) -> Path | UserError:
        try:
            return restore_project(backup.path, path, progress=progress)
        except UserError as error:
            return error

    def done(aside: Path | UserError) -> None:
        is_open = path.exists() and window.open_path(path)
        if isinstance(aside, UserError):
            window.tell_trouble(str(aside))
            return
        if not is_open:
            return
        kept = f" What it was before is kept as “{aside.stem}”." if aside != path else ""
        words = f"“{path.stem}” is now as it was {_moment(backup)}.{kept}"
        if kept:
            window.notice.say(words, button="Open the former one", deed=lambda: window.open_path(aside), stays=True)
        else:
            window.notice.say(words, stays=True)

    window.start_job(Job("Restoring", work, window), done)


def _moment(backup: Backup) -> str:
    words = wording.made(backup.made_at)
    return words if words.startswith("today") else f"on {words}"


def _asked(window: MainWindow) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(
        window, "Restore which project?", str(Path.home()), f"Projects (*{SUFFIX});;All files (*)"
    )
    return Path(chosen) if chosen else None
