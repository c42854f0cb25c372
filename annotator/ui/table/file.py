"""The menu File: projects, what comes in and goes out, copies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.ui import copies, filing, picturing, restoring, verifying
from annotator.ui.actions import Action
from annotator.ui.table.on import On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """Projects, files in and out, copies, and the end."""
    on = On(window)
    return [
        Action("new", "New project…", "File", lambda: filing.new_project(window), "Ctrl+N", group="project"),
        Action("open", "Open a project…", "File", lambda: filing.open_other(window), "Ctrl+O", group="project"),
        *_recent(window),
        Action("sample", "Open the sample project", "File", lambda: filing.open_sample(window), group="project"),
        Action("import", "Import files…", "File", lambda: filing.ask_for_files(window), "Ctrl+I",
               enabled=on.writable, group="in"),
        Action("import_folder", "Import a folder…", "File", lambda: filing.ask_for_folder(window), "Ctrl+Shift+I",
               enabled=on.writable, group="in"),
        Action("export", "Export annotations…", "File", lambda: filing.export(window), "Ctrl+E",
               enabled=on.open, group="out"),
        *_timeline(window, on),
        Action("backup", "Back up now", "File", lambda: filing.back_up(window), enabled=on.open, group="keep"),
        Action("restore", "Restore a backup…", "File", lambda: restoring.ask(window), group="keep"),
        Action("check", "Check the project", "File", lambda: verifying.check(window), enabled=on.open, group="keep"),
        Action("compare", "Compare with another copy…", "File", lambda: copies.ask_for_copy(window),
               enabled=on.open, group="keep"),
        Action("analyst", "Change your name…", "File", window.ask_for_analyst, enabled=on.open, group="keep"),
        Action("close", "Close the project", "File", window.close_project, "Ctrl+W", enabled=on.open, group="end"),
        Action("quit", "Quit", "File", window.close, "Ctrl+Q", group="end"),
    ]  # fmt: skip


def _timeline(window: MainWindow, on: On) -> list[Action]:
    def exporting(suffix: str) -> Callable[[], object]:
        return lambda: picturing.ask_where(window, suffix)

    return [
        Action(f"export_timeline:{suffix}", f"{kind}…", "File", exporting(suffix), enabled=on.charted, group="out",
               within="Export the timeline")
        for suffix, kind in picturing.FORMATS.items()
    ]  # fmt: skip


def _recent(window: MainWindow) -> list[Action]:
    def opening(path: str) -> Callable[[], object]:
        return lambda: window.open_path(Path(path))

    return [
        Action(f"recent:{path}", f"{Path(path).stem}    {Path(path).parent}", "File", opening(path),
               group="project", within="Open recent")
        for path in window.settings.recent_projects
    ]  # fmt: skip
