"""What a person can do with a project; the command line and the window call only this room."""

from __future__ import annotations

from annotator.project.opening import (
    create_project,
    difference_to,
    list_backups,
    open_project,
    restore_project,
    sample_path,
    sample_project,
)
from annotator.project.project import Project

__all__ = [
    "Project",
    "create_project",
    "difference_to",
    "list_backups",
    "open_project",
    "restore_project",
    "sample_path",
    "sample_project",
]
