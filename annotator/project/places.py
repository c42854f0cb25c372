"""Where a project lies and which copies stand beside it, for whoever opens it."""

from __future__ import annotations

from pathlib import Path

from annotator.project.comparing import opened
from annotator.store.copies import bringing as copies
from annotator.store.copies import places


def warning(path: str | Path) -> str:
    """One sentence if the project lies on a network share or in a sync folder, with what to do; else nothing."""
    return places.warning(Path(path))


def conflicted(path: str | Path) -> list[Path]:
    """The copies of this project that a sync service put beside it since two computers changed it, by name.

    UserError if the project itself cannot be read.
    """
    path = Path(path)
    named = places.named_as_copies(path)
    if not named:
        return []
    with opened(path) as database:
        return [other for other in named if copies.is_copy(database.connection, other)]
