"""Coming to one annotation from outside, as a link does: the window opens where it stands, and it is lit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.records import Annotation

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def open_at(window: MainWindow, project: Path, annotation: Annotation) -> None:
    """Open a project where one of its annotations stands; lit at once, and again when the first picture is out."""
    place = window.settings.place(project.absolute())
    place.article, place.anchor = annotation.article, 0  # not what was read last
    if not window.open_path(project):
        window.show_start_page()
    _show(window, annotation)
    window.painted.connect(lambda: _show(window, annotation))


def _show(window: MainWindow, annotation: Annotation) -> None:
    if window.waiting.is_on():
        window.waiting.add("annotation", lambda: _show_now(window, annotation))
    else:
        _show_now(window, annotation)


def _show_now(window: MainWindow, annotation: Annotation) -> None:
    desk = window.desk
    if desk is None:
        return
    with desk.guarded():
        desk.open_annotation(desk.project.annotation(annotation.uid))
        desk.pane.view.setFocus()
