"""The two kinds of trouble: what a person can mend, and everything else."""

from __future__ import annotations


class AnnotatorError(Exception):
    """Anything this program raises on purpose."""


class UserError(AnnotatorError):
    """Something a person can mend; its text says what, which and what to do, and is shown as it is."""


class ProjectBusyError(UserError):
    """Another program is writing to the project file, and it did not finish in time."""


class StaleError(UserError):
    """The row was changed elsewhere since it was read; nothing was written."""


class Cancelled(AnnotatorError):
    """The person stopped a long verb; everything not yet committed was left out."""
