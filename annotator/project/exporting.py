"""Getting annotations out: into a file that appears whole or not at all, or into a stream."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from annotator import exporters
from annotator.errors import UserError
from annotator.exporters import Request
from annotator.project.progress import Progress
from annotator.records import Article
from annotator.store.trouble import explained
from annotator.writing import replacing

SPOOLED = 32 * 1024 * 1024  # bytes of a stream's content kept in memory
Rows = Iterator[tuple[object, ...]]
Look = Callable[[str], tuple[Article, str]]


def export(  # noqa: PLR0913 - one option of the command each
    target: Path | BinaryIO,
    rows: Rows,
    look: Look,
    *,
    leave_alone: Path,
    format: str = "",  # noqa: A002 - the word of the command line
    excel: bool = False,
    progress: Progress,
) -> int:
    """Write the rows to a file or stream; how many. Without a format the suffix tells it, a stream gets CSV.

    `look` gives the article of a uid with its text; `leave_alone` is the project's own file, never overwritten.
    """
    path = target if isinstance(target, Path) else None
    chosen = exporters.format_of(format, path)
    if excel and not chosen.has_excel:
        raise UserError(f"Only CSV can be made for spreadsheets, not {chosen.name}. Leave that option out.")

    request = Request(rows, look, excel, lambda written: progress.step(written, None))
    with explained(leave_alone):
        if isinstance(target, Path):
            refuse_project(target, leave_alone)
            with replacing(target) as stream:
                return chosen.write(request, stream)
        with SpooledTemporaryFile(max_size=SPOOLED) as kept:  # whoever reads slowly must not keep others from writing
            written = chosen.write(request, cast(BinaryIO, kept))
            kept.seek(0)
            shutil.copyfileobj(kept, target)
        return written


def refuse_project(target: Path, project: Path) -> None:
    """UserError if a file to be written is the project itself."""
    try:
        is_project = target.samefile(project)
    except OSError:
        return
    if is_project:
        raise UserError(f"{target} is the project itself and would be lost. Choose another name.")
