"""Putting a backup in the place of a project; the file that was there is moved aside, never deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import UserError
from annotator.project import keeping
from annotator.project.progress import Progress
from annotator.store import database
from annotator.store.checking import examination as check
from annotator.store.copies import backup as backups
from annotator.store.copies import placing


def restore(backup: str | Path, target: Path, progress: Progress) -> Path:
    """Put a verified copy of a backup at the target; a file already there is moved aside, never deleted.

    The backup itself is only read. Returns where the former file now is, or the target itself if there was none.
    UserError, and nothing done, if the backup has findings or another program is writing to the target.
    """
    source = chosen(backup, target)
    if target.exists() and source.samefile(target):
        raise UserError(f"{source} is the project itself. Name the backup first, then the project.")
    arriving = _free(target, "arriving")
    backups.copied_file(source, arriving)
    try:
        _verify(source, arriving, progress)
        if not target.exists():
            database.publish(arriving, target)
            return target
        aside = _free(target, "before restore")
        placing.exchange(arriving, target, aside)
        return aside
    finally:
        arriving.unlink(missing_ok=True)


def chosen(backup: str | Path, target: Path) -> Path:
    """A backup by its path, or by the number that the list of the target's backups shows; UserError if none is it."""
    path = Path(backup)
    if path.exists() or not str(backup).isdigit():
        return path
    found = next((one for one in keeping.backups(target) if one.number == int(str(backup))), None)
    if found is None:
        raise UserError(f"There is no backup {backup} of {target}. “annotator restore {target}” lists them.")
    return found.path


def _verify(source: Path, arriving: Path, progress: Progress) -> None:
    """Bring the copy to the present schema and try everything in it; UserError if something does not hold."""
    opened = database.open_database(arriving)
    try:
        if opened.read_only:
            raise UserError(f"{source} was made by a newer version of this program. Update it to restore this backup.")
        findings = check.findings(opened, progress.step)
    finally:
        opened.close()
    if findings:
        raise UserError(
            f"The backup {source} has {len(findings)} findings (“annotator check”), so nothing was done. "
            "Choose another, or use “annotator salvage” on it."
        )


def _free(target: Path, word: str) -> Path:
    """A name beside the target that nobody has."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    names = (f"{target.stem} {word} {stamp}{more}{target.suffix}" for more in ("", *(f" {n}" for n in range(2, 1000))))
    return next(target.with_name(name) for name in names if not target.with_name(name).exists())
