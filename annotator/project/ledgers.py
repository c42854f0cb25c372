"""Where the ledger of a project is, and how each stored change gets into it without ever stopping anybody."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.store.database import Database

if TYPE_CHECKING:
    from annotator.store.journal import Recording
    from annotator.store.ledgers.entering import Ledger

SUFFIX = ".jsonl"


class Recorder:
    """Enters each stored change into the ledger of its project; `trouble` is a sentence once that has failed.

    Nothing of the ledger is looked at before the first change.
    """

    def __init__(self, database: Database) -> None:
        self.trouble = ""
        self._database = database

    def __call__(self, recording: Recording) -> None:
        """Enter what was just stored; what fails is told in `trouble`, and the next entry makes up for it."""
        from annotator.store.ledgers.entering import disk_errors

        try:
            with disk_errors():  # also around the first look for the ledger
                self.ledger.enter(recording)
        except OSError as error:
            from annotator.writing import reason_of

            self.trouble = (
                f"The record of annotations outside {self._database.path} could not be written: {reason_of(error)}. "
                "The project itself is stored; make a backup of it elsewhere."
            )

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of this project in its place of now."""
        from annotator.store import codebook
        from annotator.store.ledgers.entering import Ledger

        uid = codebook.project_uid(self._database.connection)
        return Ledger(place(uid, self._database.path), uid, self._database.path)


def folder() -> Path:
    """Where the ledgers of this account are."""
    from platformdirs import user_data_path

    return user_data_path("annotator", appauthor=False) / "ledgers"


def place(uid: str, path: Path) -> Path:
    """The ledger of the project of this uid when its file is at this path."""
    return folder() / f"{uid}-{mark(path)}{SUFFIX}"


def places(uid: str, path: Path) -> tuple[list[Path], list[Path]]:
    """The ledgers of the project at a path, and those of other paths that copies of it have or had, newest first.

    `uid` is empty where it is lost; then those of other paths may be of any project.
    """
    of_path = _newest_first(f"{uid or '*'}-{mark(path)}{SUFFIX}")
    others = _newest_first(f"{uid or '*'}-*{SUFFIX}")
    return of_path, [one for one in others if one not in of_path]


def _newest_first(pattern: str) -> list[Path]:
    found = [one for one in folder().glob(pattern) if " former " not in one.name]
    return sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)


def mark(path: Path) -> str:
    """Eight hexadecimal digits for a path, links followed, so that copies of a project have ledgers of their own."""
    from hashlib import blake2b

    return blake2b(os.fsencode(os.path.realpath(path)), digest_size=4).hexdigest()


def recorded(database: Database) -> Database:
    """The same project, from now on with a ledger."""
    database.recorder = Recorder(database)
    return database
