"""What a person does with files: projects made and opened, articles brought in, annotations taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.project import create_project, open_project, sample_project
from annotator.records import ImportReport
from annotator.ui import wording
from annotator.ui.dropping import SUFFIX, is_project
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_PROJECTS = f"Projects (*{SUFFIX});;All files (*)"
_EXPORTS = "CSV (*.csv);;CSV for spreadsheets (*.csv);;JSON Lines (*.jsonl);;All files (*)"


def ask_for_new_project(window: MainWindow, *, name: str = "My project") -> Path | None:
    """Ask where a new project shall be and make it there; None if nobody wants it after all."""
    start = _folder(window) / f"{name}{SUFFIX}"
    chosen, _ = QFileDialog.getSaveFileName(window, "New project", str(start), _PROJECTS)
    if not chosen:
        return None
    path = Path(chosen) if Path(chosen).suffix else Path(chosen + SUFFIX)
    try:
        create_project(path, analyst=window.settings.analyst or None).close()
    except UserError as error:
        window.tell_trouble(str(error))
        return None
    return path


def new_project(window: MainWindow) -> None:
    """Make a project where the person wants it, and open it."""
    path = ask_for_new_project(window)
    if path is not None:
        window.open_path(path)


def open_other(window: MainWindow) -> None:
    """Ask for a project and open it."""
    chosen, _ = QFileDialog.getOpenFileName(window, "Open a project", str(_folder(window)), _PROJECTS)
    if chosen:
        window.open_path(Path(chosen))


def open_sample(window: MainWindow) -> None:
    """Open the sample project, made first where it is not there yet."""
    window.start_job(Job("Making the sample project", lambda _: sample_project(), window), window.open_path)


def ask_for_files(window: MainWindow) -> None:
    """Ask for files and import them."""
    names, _ = QFileDialog.getOpenFileNames(window, "Import articles", str(_folder(window)))
    import_paths(window, [Path(name) for name in names])


def ask_for_folder(window: MainWindow) -> None:
    """Ask for a folder and import what is in it."""
    name = QFileDialog.getExistingDirectory(window, "Import a folder", str(_folder(window)))
    import_paths(window, [Path(name)] if name else [])


def take_dropped(window: MainWindow, paths: Sequence[Path]) -> None:
    """A project that was dropped is opened; everything else is imported, into a new project if none is open."""
    if not paths:
        return
    if is_project(paths):
        window.open_path(paths[0])
        return
    if window.desk is None:
        name = paths[0].stem if paths[0].is_file() else paths[0].name
        made = ask_for_new_project(window, name=name or "My project")
        if made is None or not window.open_path(made):
            return
    import_paths(window, paths)


def import_paths(window: MainWindow, paths: Sequence[Path]) -> None:
    """Import files and folders in a thread of its own and report what came in."""
    desk = window.desk
    if desk is None or not paths:
        return
    if desk.project.read_only:
        window.tell_trouble(f"{desk.project.name} is read-only; articles cannot be added to it.")
        return
    window.settings.last_folder = str(paths[0].parent)

    def work(project: Any, progress: Any) -> ImportReport:
        report: ImportReport = project.import_paths(list(paths), progress=progress)
        return report

    def done(report: ImportReport) -> None:
        from annotator.ui.dialogs import telling

        desk.project.refresh()
        window.check_quietly()
        words, details = telling.import_summary(report), telling.import_details(report)
        show = (lambda: telling.import_told(window, report).open()) if details else None
        button = "What was refused and why…" if report.refused else "Details…"
        window.notice.say(words, button=button, deed=show, stays=bool(report.refused))

    window.start_job(_on_own_project(window, "Importing", work), done)


def export(window: MainWindow) -> None:
    """Ask for a file and write all annotations into it."""
    desk = window.desk
    if desk is None:
        return
    start = desk.project.path.with_suffix(".csv")
    chosen, kind = QFileDialog.getSaveFileName(window, "Export annotations", str(start), _EXPORTS)
    if not chosen:
        return
    suffix = ".jsonl" if kind.startswith("JSON") else ".csv"
    path = Path(chosen) if Path(chosen).suffix else Path(chosen + suffix)
    export_to(window, path, excel="spreadsheets" in kind)


def export_to(window: MainWindow, path: Path, *, excel: bool = False) -> None:
    """Write all annotations into a file, in a thread of its own."""

    def work(project: Any, progress: Any) -> int:
        number: int = project.export(path, excel=excel, progress=progress)
        return number

    def done(number: int) -> None:
        window.status.say(f"Exported {wording.counted(number, 'annotation')} to {path}")

    window.start_job(_on_own_project(window, "Exporting", work), done)


def back_up(window: MainWindow) -> None:
    """Make a verified copy beside the project."""

    def done(path: Path) -> None:
        window.notice.say(f"A verified copy is at {path}.")

    window.start_job(_on_own_project(window, "Backing up", lambda project, _: project.backup()), done)


def _on_own_project(window: MainWindow, title: str, work: Callable[[Any, Any], object]) -> Job:
    """A job that opens the window's project for itself, since a connection stays in its thread."""
    assert window.desk is not None
    path, analyst = window.desk.project.path, window.desk.project.analyst

    def on_own(progress: object) -> object:
        with open_project(path, analyst=analyst) as project:
            return work(project, progress)

    return Job(title, on_own, window)


def _folder(window: MainWindow) -> Path:
    """The folder that a file dialog should begin in."""
    last = Path(window.settings.last_folder) if window.settings.last_folder else Path()
    return last if window.settings.last_folder and last.is_dir() else Path.home()
