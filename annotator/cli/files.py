"""The commands that write other files: exports and verified copies."""

import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.printing import counted, progress
from annotator.cli.terminal import safe
from annotator.project import open_project, restore_project


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
    """Make a verified copy of a project."""
    with open_project(asked.project) as project:
        print(f"Copied and verified: {safe(str(project.backup(asked.target)))}")


def restore(asked: Namespace) -> None:
    """Put a verified copy of a backup in the place of a project, which is kept beside it."""
    former = restore_project(asked.backup, asked.project)
    kept = "" if former == asked.project else f" What was there is kept as {safe(str(former))}."
    print(f"{safe(str(asked.project))} is now as in {safe(str(asked.backup))}.{kept}")
