"""When backups are made, where they are, and which of them stay; one that fails never stops anybody's work."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.errors import ProjectBusyError, UserError
from annotator.project import ledgers
from annotator.project.progress import Progress, Quiet
from annotator.project.thinning import MOST, surplus
from annotator.records import Backup, Difference
from annotator.store import codebook
from annotator.store.copies import backup
from annotator.store.copies.backup import DAMAGED, Figures, Named
from annotator.store.database import Connection, Database
from annotator.store.trouble import explained, of_the_journal
from annotator.store.versions import SUFFIX

BY_HAND = "by hand"
FIRST_CHANGE = "first change"
AT_WORK = "at work"
BEFORE_MIGRATION = "before migration"

EVERY = 600.0  # seconds of work between two backups
_STAYING = frozenset({BY_HAND, BEFORE_MIGRATION})  # what no clock takes away
_DAMAGED_KEPT = 3
_SIZE_OF_ALL = 4 << 30  # bytes in one folder, beyond which old backups become fewer sooner
_STALE = 86_400.0  # seconds after which a copy that was never finished is removed


class Keeper:
    """Makes the backups of one open project inline, each before what is about to be stored.

    `trouble` is a sentence once one has failed.
    """

    def __init__(self, database: Database) -> None:
        self.trouble = ""
        self._database = database
        self._next = 0.0  # of the monotonic clock
        self._common = FIRST_CHANGE

    def __call__(self, why: str = "") -> None:
        """Called before each edit; `why` names what is always worth a backup, nothing stands for common work."""
        if not why and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        reason, self._common = why or self._common, AT_WORK
        try:
            with explained(self._database.path):  # a project that cannot be read just now
                kept = keep(self._database, reason, at_any_time=bool(why))
        except ProjectBusyError:
            self._next = 0.0  # whoever holds the file holds up the edit, too: the next one asks again
        except UserError as error:
            self.trouble = str(error)
        else:
            self.trouble = kept.trouble if kept is not None else self.trouble


class Kept:
    """A backup that was just made, in up to two places; `trouble` says what did not go well, or nothing."""

    def __init__(self, places: Sequence[Path], troubles: Iterable[str]) -> None:
        self.places = tuple(places)
        self.trouble = " ".join(troubles)

    @property
    def path(self) -> Path:
        """The first of its places."""
        return self.places[0]


def folders(path: Path, uid: str) -> tuple[Path, Path]:
    """Where the backups of a project are: beside it, and once more in the folder of this account."""
    return path.parent / f"{path.stem} backups", _own_folder() / f"{uid}-{ledgers.mark(path)}"


def keep(database: Database, why: str, *, at_any_time: bool = True, progress: Progress | None = None) -> Kept | None:
    """Make a backup in both places, check it, and let the one go that is needed least.

    None where there is nothing to keep: nobody has worked in the project, the last backup holds the same, or, unless
    it is wanted `at_any_time`, the last one was made less than ten minutes ago. UserError if no copy could be made.
    """
    with explained(database.path), of_the_journal():
        state = backup.figures(database.connection)
    places = folders(database.path, codebook.project_uid(database.connection) or "unknown")
    known = [one for place in places for one in backup.named(place) if not one.is_damaged]
    newest = max(known, key=lambda one: one.number, default=None)
    if why != BY_HAND and _is_spared(state, newest, at_any_time=at_any_time):
        return None
    number = max(state.turn, newest.number + 1 if newest is not None else 0)
    kept = _copied(database.connection, places, backup.name(number, datetime.now(UTC), why))
    return _checked(kept, database.path, progress or Quiet())


def by_hand(database: Database, target: Path | None = None) -> Path:
    """A copy that a person asked for, by default among the backups; UserError if it is not made or has findings."""
    if target is not None:
        backup.copy(database, target)
        return target
    kept = keep(database, BY_HAND)
    assert kept is not None  # what is asked for is always made
    if DAMAGED in kept.path.name:
        raise UserError(f"{kept.trouble} The copy is {kept.path}.")
    return kept.path


def before_migration(database: Database) -> None:
    """Keep a project as an older version of this program left it; a copy that fails stops nothing."""
    path = database.path
    with explained(database.path), of_the_journal():
        state = backup.figures(database.connection)
    newest = max((one.number for one in backup.named(folders(path, "")[0])), default=-1)
    # Its uid is given by the migration itself, so there is no second place yet.
    named = backup.name(max(state.turn, newest + 1), datetime.now(UTC), BEFORE_MIGRATION)
    with suppress(UserError):
        _copied(database.connection, folders(path, "")[:1], named)


def backups(path: str | Path) -> list[Backup]:
    """All backups of the project at a path, which may be gone, with what each holds; the one made last first."""
    found: dict[str, Named] = {}
    for place in _places(Path(path)):
        for one in backup.named(place):
            found.setdefault(one.path.name, one)
    ordered = sorted(found.values(), key=lambda one: (one.number, one.path.name), reverse=True)
    return [backup.described(one) for one in ordered]


def difference(path: Path, kept: Backup) -> Difference:
    """What putting a backup in the place of the project at a path would change; UserError if one cannot be read."""
    return backup.difference(path, kept.path)


def _is_spared(state: Figures, newest: Named | None, *, at_any_time: bool) -> bool:
    if state.turn == 0:
        return True
    if newest is None:
        return False
    age = datetime.now(UTC) - newest.made_at
    if not at_any_time and timedelta(0) <= age < timedelta(seconds=EVERY):
        return True
    return newest.number >= state.turn and backup.holds(newest.path, state)


def _copied(source: Connection, places: Iterable[Path], name: str) -> Kept:
    """The same copy in each place that takes it; UserError if none does."""
    made: list[Path] = []
    troubles: list[UserError] = []
    for place in places:
        target = place / name
        try:
            _prepare(place)
            if made:
                backup.copied_file(made[0], target)
            else:
                backup.copied(source, target)
        except UserError as error:
            troubles.append(error)
        else:
            made.append(target)
    if not made:
        raise troubles[0]
    return Kept(made, (f"A backup is missing. {trouble}" for trouble in troubles))


def _prepare(place: Path) -> None:
    """Make the folder, and remove what a backup that was interrupted long ago left in it."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {place} cannot be made: {error.strerror}. Backups belong there.") from error
    for scratch in place.glob(f".making-*{SUFFIX}"):
        with suppress(OSError):
            if abs(time.time() - scratch.stat().st_mtime) > _STALE:
                scratch.unlink()


def _checked(kept: Kept, path: Path, progress: Progress) -> Kept:
    """The same backup once everything in it was verified; one in which something does not hold is named so."""
    from annotator.store.checking import examination as check  # late: opening needs none of it

    findings = check.examine(kept.path, progress.step).findings
    if findings:
        with suppress(OSError):
            kept = Kept([backup.mark_damaged(one) for one in kept.places], [kept.trouble] if kept.trouble else [])
        number = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
        words = f"The backup of {path} has {number}, so the project may have them too: check it and repair it."
        kept = Kept(kept.places, [words, *([kept.trouble] if kept.trouble else [])])
    for one in kept.places:
        _thin(one)
    return kept


def _thin(made: Path) -> None:
    """Remove at most one backup of the folder in which one was just made: of the sound, or of the damaged ones."""
    known = backup.named(made.parent)
    if any(one.path == made and one.is_damaged for one in known):
        leaving = [one for one in known if one.is_damaged][:-_DAMAGED_KEPT][:1]
    else:
        sound = [one for one in known if not one.is_damaged and one.why not in _STAYING]
        place = surplus([one.made_at for one in sound], datetime.now(UTC), most=_room(made))
        leaving = [] if place is None else [sound[place]]
    for one in leaving:
        with suppress(OSError):
            one.path.unlink()


def _room(made: Path) -> int:
    """How many backups of this size there is room for."""
    return min(MOST, _SIZE_OF_ALL // max(made.stat().st_size, 1))


def _places(path: Path) -> list[Path]:
    """Every folder that may hold backups of the project at a path: its own ones first, then those of its past."""
    own = _own_folder()
    beside = path.parent / f"{path.stem} backups"
    return [beside, *sorted(own.glob(f"*-{ledgers.mark(path)}"))]


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False) / "backups"
