"""Making and opening projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import UserError
from annotator.project import codebook as codebooks
from annotator.project import ledgers
from annotator.project.progress import Progress, Quiet
from annotator.project.project import Project
from annotator.records import Backup, Difference, NewTag
from annotator.resources import sample_corpus
from annotator.store import database, journal
from annotator.store.connecting import PATIENCE
from annotator.store.database import Database

SAMPLE_NAME = "Sample project.annotations"


def open_project(
    path: str | Path,
    *,
    analyst: str | None = None,
    create: bool = False,
    patience: float = PATIENCE,
    keep: bool = True,
) -> Project:
    """Open a project, made first if `create` says so and there is none; UserError if it is not one of ours.

    `analyst` is whose name new annotations carry, by default the name of the account. `patience` is for how many
    seconds each verb waits for another program. Unless `keep` says no, backups are made before the first change,
    every ten minutes of work, and before an import or a deletion of much. An older schema is always backed up.
    """
    path = Path(path)
    if create and not path.exists():
        return create_project(path, analyst=analyst)
    opened = database.open_database(path, patience=patience, before_migration=_keep_as_it_was)
    return _project(opened, analyst=analyst, keep=keep)


def create_project(path: str | Path, *, codebook: Path | None = None, analyst: str | None = None) -> Project:
    """Make a project with the default or the given codebook and open it; UserError if the name is taken."""
    from annotator.project import codebook_file  # late: opening needs none of it

    path = Path(path)
    with _making(path, codebook_file.read(codebook)):
        pass
    return _project(database.open_database(path), analyst=analyst, keep=True)


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
    from annotator.project import codebook_file

    corpus = sample_corpus()
    with _making(path, codebook_file.read(corpus / "codebook.json")) as made:
        Project(made, analyst="Sample corpus").import_paths([corpus / "articles"])
        journal.begin_afresh(made)
    return path


def restore_project(backup: str | Path, target: str | Path, *, progress: Progress | None = None) -> Path:
    """Put a verified copy of a backup (or of its number in the list) at the target; what is there is moved aside.

    Returns where the former file now is, or the target itself if there was none. UserError, and nothing done, if the
    backup has findings or another program is writing to the target.
    """
    from annotator.project import restoring  # late: opening needs none of it

    return restoring.restore(backup, Path(target), progress or Quiet())


def list_backups(path: str | Path) -> list[Backup]:
    """All backups of the project at a path, which may be gone, with what each holds; the one made last first."""
    from annotator.project import keeping  # late: opening needs none of it

    return keeping.backups(path)


def difference_to(path: str | Path, backup: Backup) -> Difference:
    """What putting a backup in the place of the project at a path would change; UserError if one cannot be read."""
    from annotator.project import keeping

    return keeping.difference(Path(path), backup)


def default_analyst() -> str:
    """The name of the account, or “analyst” where it has none."""
    import getpass  # late: most people have given their name

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"


def _project(opened: Database, *, analyst: str | None, keep: bool) -> Project:
    ledgers.recorded(opened)
    if keep and not opened.read_only:
        opened.keeper = _keep_before(opened)
    return Project(opened, analyst=analyst or default_analyst())


def _keep_before(opened: Database) -> Callable[[str], None]:
    """What makes the backups of a project, loaded before its first change: opening needs none of it."""

    def keep(why: str) -> None:
        from annotator.project.keeping import Keeper

        opened.keeper = Keeper(opened)
        opened.keeper(why)

    return keep


def _keep_as_it_was(older: Database) -> None:
    from annotator.project import keeping  # late: few projects are of an older schema

    keeping.before_migration(older)


@contextmanager
def _making(path: Path, tags: list[NewTag]) -> Iterator[Database]:
    """A project in the making with its first codebook; it takes its name only when all of it is there."""
    with database.making(path) as made:
        with made.transaction() as connection:
            codebooks.plant(connection, tags)
        yield made


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False)
