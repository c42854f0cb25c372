"""The command for the codebook: list it, write it to a file, take in tags from one."""

import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.printing import as_object, counted, print_json, print_table
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import open_project, settings
from annotator.records import Arrivals


def tags(asked: Namespace) -> None:
    """List the codebook in its order, or write it to a file, or take in the tags of one."""
    if asked.update and asked.add is None:
        raise UserError("--update says what --add does with tags that are here. Name a file with --add.")
    if asked.add is not None:
        _take_in(asked)
    elif asked.output is not None:
        _write(asked)
    else:
        _list(asked)


def _list(asked: Namespace) -> None:
    with open_project(asked.project) as project:
        found = project.tags()
    if asked.json:
        return print_json(as_object(tag) for tag in found)
    rows = ((one.key, one.letter, one.color, one.name, one.annotations, one.definition) for one in found)
    header = ("key", "letter", "color", "name", "annotations", "definition")
    return print_table(header, rows, right=("annotations",), fit="definition")


def _write(asked: Namespace) -> None:
    to_stdout = asked.output == "-"
    with open_project(asked.project) as project:
        written = project.write_codebook(sys.stdout.buffer if to_stdout else Path(asked.output))
    if not to_stdout:
        print(f"{counted(written, 'tag')} written to {safe(asked.output)}.")


def _take_in(asked: Namespace) -> None:
    with open_project(asked.project, analyst=settings.load().analyst or None) as project:
        came = project.read_codebook(asked.add, update=asked.update)
    if asked.json:
        return print_json(as_object(new) for new in came.new)
    print(f"{counted(len(came.new), 'tag')} came in, {came.present:,} already here{_of_differing(came, asked)}.")
    for new in came.new:
        print(f"new: {safe(new.name)}")
    for name, names in came.differing:
        print(f"{'changed' if asked.update else 'differs'}: {safe(name)}: {', '.join(names)}")
    for notice in came.notices:
        print(f"note: {safe(notice)}")
    return None


def _of_differing(came: Arrivals, asked: Namespace) -> str:
    if not came.differing:
        return ""
    number = f"{len(came.differing):,}"
    return f", {number} of them changed" if asked.update else f", {number} of them differ (--update changes them)"
