"""Verifying a project file that is not open, and perhaps cannot be opened any more."""

from __future__ import annotations

from pathlib import Path

from annotator.project.progress import Progress, Quiet
from annotator.store.checking import examination as check
from annotator.store.checking.examination import Examination

__all__ = ["Examination", "check_file"]


def check_file(path: str | Path, *, progress: Progress | None = None) -> Examination:
    """Every broken invariant of a file, whatever it is; it is only read, and not migrated. UserError if it is absent.

    Its findings say what is wrong; its remarks tell of spans that part a character as a reader counts them, which
    hold all the same.
    """
    return check.examine(Path(path), (progress or Quiet()).step)
