"""The commands that write other files: exports and verified copies."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.printing import as_object, counted, print_json, print_table, progress
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import Project, list_backups, open_project, restore_project


def export(asked: Namespace) -> None:
    """Write annotations to a file or standard output."""
    to_stdout = asked.output == "-"
    with open_project(asked.project) as project, progress("Exporting") as line:
        written = project.export(
            sys.stdout.buffer if to_stdout else Path(asked.output),
            format=asked.format,
            excel=asked.excel,
            tags=asked.tags,
            first=asked.first,
            last=asked.last,
            progress=line,
        )
    if not to_stdout:
        print(f"{counted(written, 'annotation')} written to {safe(asked.output)}.")


def backup(asked: Namespace) -> None:
    """Make a verified copy of a project; if it is only wanted when due, perhaps none."""
    with open_project(asked.project, keep=False) as project:
        if asked.automatic:
            _keep(project, asked.because)
        else:
            print(f"Copied and verified: {safe(str(project.backup(asked.target)))}")


def _keep(project: Project, why: str) -> None:
    """What the window asks for while somebody works in it, without keeping that person or the machine busy."""
    if hasattr(os, "nice"):
        os.nice(5)
    kept = project.keep(why or "at work", at_any_time=why.startswith("before"))
    if kept is None:
        print("Nothing to keep: the last backup is new enough.")
    elif kept.trouble:
        raise UserError(kept.trouble)
    else:
        print(f"Copied and verified: {safe(str(kept.path))}")


def restore(asked: Namespace) -> None:
    """List the backups of a project, or put a verified copy of one in its place; what was there is kept beside it."""
    if asked.backup is None:
        _list_backups(asked)
        return
    with progress("Checking") as line:
        former = restore_project(asked.backup, asked.project, progress=line)
    kept = "" if former == asked.project else f" What was there is kept as {safe(str(former))}."
    print(f"{safe(str(asked.project))} is now as in {safe(str(asked.backup))}.{kept}")


def _list_backups(asked: Namespace) -> None:
    found = list_backups(asked.project)
    if asked.json:
        print_json(as_object(one, path=str(one.path)) for one in found)
        return
    if not found:
        raise UserError(f"There is no backup of {asked.project}. “annotator backup {asked.project}” makes one.")
    rows = [
        (one.number, one.made_at, one.why if one.is_sound else f"{one.why}, damaged", one.articles, one.annotations,
         one.edits, one.path.parent)
        for one in found
    ]  # fmt: skip
    header = ("backup", "made_at", "why", "articles", "annotations", "edits", "folder")
    print_table(header, rows, right=("backup", "articles", "annotations", "edits"))
