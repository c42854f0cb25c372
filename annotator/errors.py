"""The two kinds of trouble: what a person can mend, and everything else."""

from __future__ import annotations

from pathlib import Path


class AnnotatorError(Exception):
    """Anything this program raises on purpose."""


class UserError(AnnotatorError):
    """Something a person can mend; its text says what, which and what to do, and is shown as it is."""


class ProjectBusyError(UserError):
    """Another program is writing to the project file, and it did not finish in time."""


class DisplacedError(UserError):
    """The project file was moved, deleted or replaced while it was open, so that nothing more is stored in it.

    `kept` is where its state is now; None if that could not be kept, or if it was open for reading only.
    """

    def __init__(self, sentence: str, *, kept: Path | None) -> None:
        super().__init__(sentence)
        self.kept = kept


class StaleError(UserError):
    """The row was changed elsewhere since it was read; nothing was written."""


class Cancelled(AnnotatorError):
    """The person stopped a long verb; everything not yet committed was left out."""
