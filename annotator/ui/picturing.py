"""The timeline taken out of the window: into a file, asked for in a dialog, and onto the clipboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.project import picturing
from annotator.ui import clipboard, wording

if TYPE_CHECKING:
    from annotator.ui.desk import Desk
    from annotator.ui.main_window import MainWindow

FORMATS = {"png": "Picture (PNG)", "svg": "Drawing (SVG)", "pdf": "Page (PDF)", "csv": "Numbers (CSV)"}
_SUFFIX = re.compile(r"\.[a-z]{2,5}", re.IGNORECASE)


def connect(desk: Desk) -> None:
    """Let the timeline know what its pictures tell of the project, and copy itself."""
    desk.timeline.provenance = lambda: picturing.provenance_of(desk.project)
    desk.timeline.tag_names = lambda: {tag.id: tag.name for tag in desk.tags}
    desk.timeline.copy_asked.connect(lambda: copy(desk))


def copy(desk: Desk) -> None:
    """Put what the timeline shows onto the clipboard."""
    with desk.guarded():
        clipboard.put(desk.timeline.as_clip())
        desk.say("Copied the timeline as a picture")


def ask_where(window: MainWindow, suffix: str) -> None:
    """Ask for a file of this kind (`png`, `svg`, `pdf`, `csv`) and write what the timeline shows into it."""
    desk = window.desk
    if desk is None:
        return
    kind, start = FORMATS[suffix], _folder(window, desk) / f"{_name(desk)}.{suffix}"
    chosen, _ = QFileDialog.getSaveFileName(
        window, f"Export the timeline: {kind}", str(start), f"{kind} (*.{suffix});;All files (*)"
    )
    if not chosen:
        return
    window.settings.export_folder = str(Path(chosen).parent)
    path = Path(chosen)
    if not _SUFFIX.fullmatch(path.suffix):
        path = path.with_name(f"{path.name}.{suffix}")
        if path.exists():  # the dialog has asked about another name
            window.tell_trouble(f"{path} is there already. To replace it, give its name as a whole.")
            return
    _write(window, desk, path)


def _write(window: MainWindow, desk: Desk, path: Path) -> None:
    from annotator.project.exporting import refuse_project  # late: nothing goes out before the first picture

    try:
        refuse_project(path, desk.project.path)
        if path.suffix.lower() == ".csv":
            desk.timeline.save_numbers(path)
        else:
            desk.timeline.save_picture(path)
    except UserError as trouble:
        window.tell_trouble(str(trouble))
    else:
        window.status.say(f"Exported the timeline to {path}")


def _name(desk: Desk) -> str:
    names: list[str] = []
    with desk.guarded():
        names.append(picturing.name_of(desk.project, desk.timeline.view, desk.timeline.shown_unit))
    return wording.one_line(names[0] if names else "timeline", 80)


def _folder(window: MainWindow, desk: Desk) -> Path:
    """The folder of the last export, else that of the project."""
    last = window.settings.export_folder
    return Path(last) if last and Path(last).is_dir() else desk.project.path.parent
