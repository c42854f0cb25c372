"""The commands that draw; each imports Qt only when it is sure to need it."""

import io
import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.printing import counted
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import open_project
from annotator.timeline import numbers
from annotator.timeline.counts import Timeline

PICTURES = (".png", ".svg", ".pdf")
ROOM = 136
"""How many bins the drawn chart has room for; with as many here, `auto` means the same unit in both."""


def open_window(asked: Namespace) -> int:
    """Show the window until it is closed."""
    if asked.project is not None and not asked.project.exists():
        raise UserError(f"There is no project {asked.project}. Check the spelling, or make it with “annotator new”.")
    from annotator.ui.app import run

    return run(asked.project, sample=asked.sample)


def demo(asked: Namespace) -> None:
    """Take the tour and name the files it made."""
    from annotator.ui.tour import run

    for made in run(asked.folder):
        print(safe(str(made)))


def timeline(asked: Namespace) -> None:
    """Draw the timeline, or write its numbers."""
    target = Path(asked.output)
    suffix = target.suffix.lower()
    if asked.output != "-" and suffix not in (*PICTURES, ".csv"):
        raise UserError(f"The timeline cannot be written as {target}. End the name in .png, .svg, .pdf or .csv.")
    with open_project(asked.project) as project:
        counts = Timeline(project.day_counts(), project.article_days(), project.tags())
    if suffix not in PICTURES:
        return _write_numbers(counts, asked)
    from annotator.ui.timeline.picture import draw

    draw(counts, target, unit=asked.by, mode=asked.mode)
    return print(f"The timeline is in {safe(asked.output)}.")


def _write_numbers(counts: Timeline, asked: Namespace) -> None:
    tally = counts.tally(counts.unit(asked.by, room=ROOM))
    lines = numbers.rows(tally, [tag.name for tag in counts.tags])
    if asked.output == "-":
        stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
        numbers.write(lines, stream)
        stream.detach()
    else:
        written = numbers.write(lines, Path(asked.output))
        print(f"{counted(written, 'row')} written to {safe(asked.output)}.")
