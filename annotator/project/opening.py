"""Making, opening and restoring projects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import UserError
from annotator.project import codebook as codebooks
from annotator.project import ledgers
from annotator.project.project import Project
from annotator.records import NewTag
from annotator.resources import sample_corpus
from annotator.store import database, journal
from annotator.store.connecting import PATIENCE
from annotator.store.database import Database

SAMPLE_NAME = "Sample project.annotations"


def open_project(
    path: str | Path, *, analyst: str | None = None, create: bool = False, patience: float = PATIENCE
) -> Project:
    """Open a project, made first if `create` says so and there is none; UserError if it is not one of ours.

    `analyst` is whose name new annotations carry, by default the name of the account. `patience` is for how many
    seconds each verb waits for another program.
    """
    path = Path(path)
    if create and not path.exists():
        return create_project(path, analyst=analyst)
    opened = ledgers.recorded(database.open_database(path, patience=patience))
    return Project(opened, analyst=analyst or default_analyst())


def create_project(path: str | Path, *, codebook: Path | None = None, analyst: str | None = None) -> Project:
    """Make a project with the default or the given codebook and open it; UserError if the name is taken."""
    path = Path(path)
    with _making(path, codebooks.read(codebook)):
        pass
    return Project(ledgers.recorded(database.open_database(path)), analyst=analyst or default_analyst())


def sample_path() -> Path:
    """Where the sample project of this user is, or will be."""
    return _data_folder() / SAMPLE_NAME


def sample_project(folder: Path | None = None) -> Path:
    """The path of the sample project, made from the sample corpus if it is not in the folder yet."""
    folder = folder or _data_folder()
    path = folder / SAMPLE_NAME
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    corpus = sample_corpus()
    with _making(path, codebooks.read(corpus / "codebook.json")) as made:
        Project(made, analyst="Sample corpus").import_paths([corpus / "articles"])
        journal.begin_afresh(made)
    return path


def restore_project(backup: str | Path, target: str | Path) -> Path:
    """Put a verified copy of a backup at the target; a file already there is moved aside, never deleted.

    Returns where the former file now is, or the target itself if there was none.
    """
    backup, target = Path(backup), Path(target)
    with open_project(backup) as kept:
        findings = kept.check()
        if findings:
            raise UserError(f"The backup {backup} has {len(findings)} findings (“annotator check”); nothing was done.")
        arriving = target.with_name(f"{target.stem} restored {_stamp()}{target.suffix}")
        kept.backup(arriving)
    aside = _move_aside(target) if target.exists() else target
    arriving.rename(target)
    return aside


def default_analyst() -> str:
    """The name of the account, or “analyst” where it has none."""
    import getpass  # late: most people have given their name

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


@contextmanager
def _making(path: Path, tags: list[NewTag]) -> Iterator[Database]:
    """A project in the making with its first codebook; it takes its name only when all of it is there."""
    with database.making(path) as made:
        with made.transaction() as connection:
            codebooks.plant(connection, tags)
        yield made


def _move_aside(target: Path) -> Path:
    aside = target.with_name(f"{target.stem} before restore {_stamp()}{target.suffix}")
    try:
        target.rename(aside)
    except OSError as error:
        raise UserError(f"{target} cannot be moved aside: {error.strerror}. Nothing was restored.") from error
    return aside


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False)
