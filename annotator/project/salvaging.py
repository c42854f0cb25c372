"""Getting out of a damaged project what can be read, into a new one; the damaged file itself is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator import importers
from annotator.errors import UserError
from annotator.exporters.columns import COLUMNS
from annotator.exporters.csv import write_csv
from annotator.project import ledgers, telling
from annotator.project.opening import default_analyst
from annotator.project.progress import Progress, Quiet
from annotator.records import Finding, NewArticle
from annotator.store import database
from annotator.store.checking import examination
from annotator.store.copies import placing
from annotator.store.ledgers import lines
from annotator.store.ledgers.lines import Replayed
from annotator.store.salvage import copying, remains
from annotator.store.salvage.gathering import Gathered, Gathering
from annotator.store.salvage.rebuilding import Disagreement, Rebuilding, Rebuilt, Row
from annotator.store.salvage.remains import Remains
from annotator.store.salvage.texts import Texts
from annotator.store.versions import SUFFIX
from annotator.writing import reason_of, replacing


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What a salvage brought back: how many articles and annotations, and all of it in plain lines.

    `is_complete` says that nothing that any source knows of is missing. `report` is the file that holds the lines,
    `without_text` the one with annotations that have no text to stand in, None if all have one.
    """

    target: Path
    articles: int
    annotations: int
    is_complete: bool
    lines: tuple[str, ...]
    report: Path
    without_text: Path | None = None


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair found before and after; `repaired` is the new file and `aside` the damaged one.

    Without findings before there is neither; without replacing, no `aside`.
    """

    before: tuple[Finding, ...]
    after: tuple[Finding, ...] = ()
    salvage: SalvageReport | None = None
    repaired: Path | None = None
    aside: Path | None = None


def salvage(
    path: str | Path, target: str | Path, *, texts: Iterable[str | Path] = (), progress: Progress | None = None
) -> SalvageReport:
    """Put what is left of a project into a new one: from its file, which may be gone, its journal, ledger and backups.

    Articles whose text is nowhere there are looked for in `texts`, files and folders as imports take them. UserError
    if the target is taken or nothing of a project is left.
    """
    path, target = Path(path), Path(target)
    if target.exists():
        raise UserError(f"{target} already exists. Choose another name.")
    if not target.parent.is_dir():
        raise UserError(f"The folder {target.parent} does not exist. Make it first, or choose another.")
    try:
        with (
            TemporaryDirectory(prefix=".salvage-", dir=target.parent) as folder,
            closing(Texts(Path(folder) / "texts")) as kept,
        ):
            return _Salvage(path, target, (Path(folder), kept), progress or Quiet()).run(list(map(Path, texts)))
    except OSError as error:
        raise UserError(f"{target} cannot be made: {reason_of(error)}.") from error


def repair(
    path: str | Path, *, replace: bool = False, texts: Iterable[str | Path] = (), progress: Progress | None = None
) -> RepairReport:
    """Check a project and, where that has findings, salvage it into a copy beside it, which is checked too.

    With `replace` the copy takes the place of the damaged file, which is moved aside, never deleted.
    """
    path, step = Path(path), (progress or Quiet()).step
    before = tuple(examination.examine(path, step).findings)
    if not before:
        return RepairReport(before)
    repaired = _free_name(path, "repaired")
    done = salvage(path, repaired, texts=texts, progress=progress)
    after = tuple(examination.examine(repaired, step).findings)
    if not replace or after:
        return RepairReport(before, after, done, repaired)
    aside = _free_name(path, "damaged")
    _put_in_place(path, repaired, aside)
    return RepairReport(before, after, done, path, aside)


def _free_name(path: Path, word: str) -> Path:
    """A name beside a project that says what the file is and since when."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    names = (f"{path.stem} {word} {stamp}{count}{path.suffix}" for count in ("", *(f" {n}" for n in range(2, 1000))))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _put_in_place(path: Path, repaired: Path, aside: Path) -> None:
    try:
        placing.exchange(repaired, path, aside)
    except UserError as error:
        kept = path if path.exists() else aside
        raise UserError(f"{error} The repaired project is {repaired}; the damaged one is {kept}.") from error


class _Salvage:
    """One salvage while it goes on."""

    def __init__(self, path: Path, target: Path, scratch: tuple[Path, Texts], progress: Progress) -> None:
        self._path = path
        self._target = target
        self._folder, self._texts = scratch
        self._file = Remains()
        self._ledger = Replayed()
        self._backups: list[Remains] = []
        self._step = progress.step

    def run(self, texts: Sequence[Path]) -> SalvageReport:
        """Read all sources, lay them together, write the new project and the report beside it."""
        if self._path.exists():
            self._file = self._read(self._path)
        self._ledger = _ledger_of(self._path, self._file)
        for place in texts:
            self._take_texts(place)
        gathered = self._gather()
        if not (gathered.articles or gathered.annotations or gathered.tags):
            raise UserError(
                f"Nothing of a project was found: not in {self._path}, nor in a ledger or backup of it. "
                "Look whether this is the path that the project had."
            )
        outcome, keeps_journal = self._rebuild(gathered)
        return self._tell(gathered, outcome, keeps_journal)

    def _read(self, path: Path) -> Remains:
        with TemporaryDirectory(dir=self._folder) as folder:
            return remains.read(copying.working_copy(path, Path(folder)), self._texts.keep, self._step)

    def _gather(self) -> Gathered:
        """Lay the sources together; older backups are read only as long as texts are missing."""
        uid = self._file.meta.get("uid") or self._ledger.project
        waiting = _backups_of(self._path, uid)
        gathered = Gathering(self._file, self._ledger, self._backups).gather()
        while waiting and (not self._backups or self._is_missing_texts(gathered)):
            found = self._read_backup(waiting.pop(0))
            if found is not None and uid in ("", found.meta.get("uid")):
                self._backups.append(found)
                gathered = Gathering(self._file, self._ledger, self._backups).gather()
        return gathered

    def _read_backup(self, path: Path) -> Remains | None:
        try:
            found = self._read(path)
        except UserError:
            return None
        return None if found.is_empty else found

    def _is_missing_texts(self, gathered: Gathered) -> bool:
        return not all(self._texts.has(row["text_sha256"]) for row in gathered.articles.values())

    def _take_texts(self, place: Path) -> None:
        for found in importers.find([place], leave_out=self._path):
            for article in importers.read_file(found) if isinstance(found, Path) else ():
                if isinstance(article, NewArticle):
                    self._texts.keep(article.text)

    def _rebuild(self, gathered: Gathered) -> tuple[Rebuilt, bool]:
        """Write the new project, with the journal as it was if that still agrees with it, else as one edit."""
        if self._file.sound["edit"]:
            outcome = self._with_journal(gathered)
            if outcome is not None:
                return outcome, True
        with database.making(self._target) as made:
            label = f"salvage of “{self._path.stem}”"
            return Rebuilding(made, gathered, self._texts).as_one_edit(label, default_analyst()), False

    def _with_journal(self, gathered: Gathered) -> Rebuilt | None:
        try:
            with database.making(self._target) as made:
                outcome = Rebuilding(made, gathered, self._texts).with_journal(self._file)
                if examination.examine(made.path, self._step).findings:
                    raise Disagreement
        except Disagreement:
            return None
        return outcome

    def _tell(self, gathered: Gathered, outcome: Rebuilt, keeps_journal: bool) -> SalvageReport:
        homeless = [*outcome.without_text, *outcome.misplaced]
        without_text = self._target.with_name(f"{self._target.stem} without text.csv") if homeless else None
        if without_text is not None:
            _write_rows(homeless, without_text)
        lines = tuple(telling.lines(self._path, gathered, outcome, keeps_journal=keeps_journal))
        report = self._target.with_name(f"{self._target.stem} salvage report.txt")
        with replacing(report) as stream:
            stream.write("\n".join([*lines, ""]).encode("utf-8", "replace"))
        return SalvageReport(
            self._target, len(outcome.articles), len(outcome.annotations),
            not (homeless or outcome.refused or gathered.lost or telling.textless(gathered, outcome)),
            lines, report, without_text,
        )  # fmt: skip


def _ledger_of(path: Path, file: Remains) -> Replayed:
    """The state in the ledger of a project; an empty one if there is none, or none that tells its past."""
    uid = file.meta.get("uid", "")
    exact, others = ledgers.places(uid, path)
    for place in (*exact, *others):
        try:
            found = lines.replay(lines.lines(place))
        except OSError:
            continue
        # The ledger of another path may be that of another copy, which went its own way.
        if _is_past(found, file, when_unknown=place in exact or (bool(uid) and not file.sound["edit"])):
            return found
    return Replayed()


def _is_past(found: Replayed, file: Remains, *, when_unknown: bool) -> bool:
    """Whether a ledger and a file tell of the same past: the last turn that both have was the same edit in both."""
    turns = {row["turn"]: row["uid"] for row in file.sound["edit"].values()}
    common = turns.keys() & found.edits.keys()
    if not common:
        return when_unknown
    last = max(common)
    return str(turns[last]) == found.edits[last]


def _backups_of(path: Path, uid: str) -> list[Path]:
    """Where copies of a project may be, those of the latest turn first."""
    from platformdirs import user_data_path

    own = user_data_path("annotator", appauthor=False) / "backups"
    mark = ledgers.mark(path)
    folders = [path.parent / f"{path.stem} backups", *own.glob(f"{uid}-{mark}" if uid else f"*-{mark}")]
    found = [one for folder in folders for one in folder.glob(f"*{SUFFIX}")]
    by_hand = sorted(path.parent.glob(f"{path.stem} backup *{SUFFIX}"), reverse=True)
    return [*sorted(found, key=lambda one: one.name, reverse=True), *by_hand]


def _write_rows(rows: Sequence[Row], target: Path) -> None:
    with replacing(target) as stream:
        ordered = sorted(rows, key=lambda row: (str(row.get("title", "")), row["start"]))
        write_csv(
            ([row.get(name, "") for name in COLUMNS] for row in ordered), stream, excel=False, told=lambda _: None
        )
