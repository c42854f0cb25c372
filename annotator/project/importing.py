"""Taking files and folders in: one transaction and one edit, with a report of what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator import importers
from annotator.project.progress import Progress
from annotator.records import ImportReport, NewArticle, Refusal

Add = Callable[[Iterable[NewArticle]], ImportReport]


def import_paths(paths: Iterable[Path], add: Add, *, leave_out: Path, progress: Progress) -> ImportReport:
    """Take in what the files named by, or lying under, `paths` hold, as one edit; the rest is in the report.

    `add` stores all articles or none, so that Cancelled, raised by `progress`, leaves the project as it was.
    `leave_out` is the project's own file, which is never opened.
    """
    reading = _Reading(list(importers.find(map(Path, paths), leave_out=leave_out)), progress)
    first = next(reading.articles, None)
    if first is None:
        return ImportReport(refused=tuple(reading.refused))
    report = add(_with_first(first, reading.articles))
    return replace(report, refused=tuple(reading.refused), notices=tuple(reading.notices))


def _with_first(first: NewArticle, rest: Iterator[NewArticle]) -> Iterator[NewArticle]:
    yield first
    yield from rest


class _Reading:
    """The articles of the found files one after the other, with what was refused or decided on the way."""

    def __init__(self, found: list[Path | Refusal], progress: Progress) -> None:
        self.refused: list[Refusal] = []
        self.notices: list[str] = []
        self.articles = self._articles(found, progress)

    def _articles(self, found: list[Path | Refusal], progress: Progress) -> Iterator[NewArticle]:
        for number, place in enumerate(found):
            read = (place,) if isinstance(place, Refusal) else importers.read_file(place)
            for count, item in enumerate(read, start=1):
                # One large file is counted in its articles, a folder in its files.
                progress.step(*((count, None) if len(found) == 1 else (number, len(found))))
                if isinstance(item, Refusal):
                    self.refused.append(item)
                else:
                    self.notices.extend(f"{item.origin}: {notice}" for notice in item.notices)
                    yield item
        progress.step(len(found), len(found))
