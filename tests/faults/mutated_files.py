"""Opens mutated project files and does with them what a person would; prints what came of each.

Runs in a process of its own, since a file might crash SQLite. Arguments: a project file, the first seed, how many
seeds. A line is `seed, what was done to the file, outcome`; the seed alone is printed before, so that whoever waits
knows which file it was. Outcomes: `refused`, `findings`, `sound`, or `wrong: ...`. Every tenth file is opened with its
backups. A file that takes more than ten seconds of the processor ends the process, and so does one that makes SQLite
crash.
"""

import json
import random
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from annotator.errors import UserError
from annotator.project import Project, open_project
from annotator.project.checking import check_file
from tests.faults.mutations import mutate

LONGEST = 10  # seconds of the processor
MOST_MEMORY = 4 * 1024**3  # bytes of addresses


def main(source: Path, first: int, number: int) -> None:
    """Try so many files."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for seed in range(first, first + number):
        print(json.dumps([seed]), flush=True)
        victim = source.with_name(f"mutated {first}.annotations")
        for name in (victim, Path(f"{victim}-journal"), Path(f"{victim}-wal"), Path(f"{victim}-shm")):
            name.unlink(missing_ok=True)
        shutil.copyfile(source, victim)
        names = mutate(victim, random.Random(seed))
        signal.setitimer(signal.ITIMER_PROF, LONGEST)  # its signal ends the process
        outcome = _outcome(victim, keep=seed % 10 == 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps([seed, names, outcome]), flush=True)


def _outcome(path: Path, *, keep: bool) -> str:
    try:
        is_sound = _is_sound(path)
        opened = _opened(path, keep=keep)
        if isinstance(opened, UserError):
            return "refused" if not is_sound else f"wrong: sound, but refused: {opened}"
        with opened as project:
            if is_sound:
                _use(project, _for_certain)
                return "sound" if not project.check() else "wrong: findings after work on a sound file"
            _use(project, _clearly)
            return "findings"
    except Exception as error:  # noqa: BLE001 - whatever else is raised is what this looks for
        return f"wrong: {type(error).__name__}: {error} {traceback.format_exc()[-700:]}"


def _is_sound(path: Path) -> bool:
    try:
        return not check_file(path).findings
    except UserError:
        return False


def _opened(path: Path, *, keep: bool) -> Project | UserError:
    try:
        return open_project(path, analyst="somebody", keep=keep)
    except UserError as error:
        return error


def _for_certain(act: Callable[[], object]) -> None:
    """Do something with a sound file: it works, but for what the journal itself refuses to revert."""
    try:
        act()
    except UserError as error:
        if "cannot be reverted" not in str(error):
            raise


def _clearly(act: Callable[[], object]) -> None:
    """Do something with a damaged file: it works, or one sentence says why not."""
    with suppress(UserError):
        act()


def _use(project: Project, does: Callable[[Callable[[], object]], None]) -> None:
    """Read everything as the window would, and change a little."""
    for act in (
        project.articles, project.annotations, project.tags, project.day_counts, project.article_days, project.totals,
        project.edits, project.undo_label, project.stored_at, project.turn,
        lambda: project.articles(matching="norland tre"), lambda: list(project.annotation_rows()),
        lambda: [project.text(one) for one in project.articles()],
        lambda: [project.annotate(one, 0, 5, "claim") for one in project.articles()[:1]],
        lambda: [project.set_article_fields(one, title="Another title") for one in project.articles()[:1]],
        lambda: project.change_tag("claim", definition="as before"),
        project.undo, project.undo, project.undo, project.undo, project.undo, project.redo, project.redo,
        lambda: [project.edit_details(one) for one in project.edits()[:3]],
        lambda: [project.revert(one) for one in project.edits()[2:3] if one.state == "done"],
        lambda: [project.retag(one, "demand") for one in project.annotations()[:1]],
        project.statuses, lambda: project.mark_done(project.articles()[:3]), project.undo,
        lambda: project.mark_done(project.articles()[:3], done=False),
        lambda: project.delete_articles(project.articles()[:1]), project.undo,
    ):  # fmt: skip
        does(act)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
