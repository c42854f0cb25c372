"""The commands that change a project; each prints what it did once that is on disk."""

import os
from argparse import Namespace

from annotator.cli.printing import counted, progress
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import create_project, open_project, settings
from annotator.project.annotating import quoted
from annotator.records import ImportReport


def new(asked: Namespace) -> None:
    """Make an empty project."""
    with create_project(asked.project, codebook=asked.codebook) as project:
        print(f"{safe(str(project.path))} is ready, with {counted(len(project.tags()), 'tag')}.")


def import_files(asked: Namespace) -> None:
    """Take in articles; UserError if there was something to take in and all of it was refused."""
    if not asked.project.exists() and not any(os.path.lexists(path) for path in asked.paths):
        raise UserError(f"There is no {asked.paths[0]}, so nothing was imported. Check the spelling.")
    with open_project(asked.project, create=True, analyst=_analyst()) as project, progress("Importing") as line:
        report = project.import_paths(asked.paths, progress=line)
    _print_report(report)
    if report.refused and not report.added and not report.present:
        first, *others = report.refused
        reasons = f"; {counted(len(others), 'more reason')} above" if others else ""
        raise UserError(f"Nothing was imported. {first.origin}: {first.reason}{reasons}.")


def _print_report(report: ImportReport) -> None:
    came = f"{counted(report.added, 'article')} came in, {report.present:,} were already there"
    print(f"{came}, {len(report.refused):,} refused; {counted(report.annotations, 'annotation')} came in.")
    for refusal in report.refused:
        print(f"refused: {safe(refusal.origin)}: {safe(refusal.reason)}")
    for notice in report.notices:
        print(f"note: {safe(notice)}")


def annotate(asked: Namespace) -> None:
    """Mark a span with a tag; the last word printed is the uid."""
    with open_project(asked.project, analyst=_analyst()) as project:
        made = project.annotate(
            asked.article, asked.start, asked.end, asked.tag, note=asked.note, analyst=asked.analyst
        )
    print(f"{safe(made.tag)} on {safe(quoted(made.quote))}: {made.uid}")


def done(asked: Namespace) -> None:
    """Mark articles as done, or with --undo as not done; those that are so already stay as they are."""
    with open_project(asked.project, analyst=_analyst()) as project:
        number = project.mark_done(asked.articles, done=not asked.undo)
    print(f"{counted(number, 'article')} marked as {'not done' if asked.undo else 'done'}.")


def undo(asked: Namespace) -> None:
    """Take back the last edit; UserError if there is none."""
    with open_project(asked.project, analyst=_analyst()) as project:
        edit = project.undo()
    if edit is None:
        raise UserError(f"There is nothing to undo in {asked.project}.")
    print(f"Undone: {safe(edit.label)}")


def redo(asked: Namespace) -> None:
    """Repeat the edit that was last undone; UserError if there is none."""
    with open_project(asked.project, analyst=_analyst()) as project:
        edit = project.redo()
    if edit is None:
        raise UserError(f"There is nothing to redo in {asked.project}.")
    print(f"Redone: {safe(edit.label)}")


def revert(asked: Namespace) -> None:
    """Take back one edit, whenever it was made; UserError names what later depends on it."""
    with open_project(asked.project, analyst=_analyst()) as project:
        edit = project.revert(asked.edit)
    print(f"Edit {asked.edit} is taken back: {safe(edit.label)}" if edit else f"Edit {asked.edit} changed nothing.")


def _analyst() -> str | None:
    """The name that the window asked for, so that both put the same one on what a person does."""
    return settings.load().analyst or None
