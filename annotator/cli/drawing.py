"""The commands that draw; each imports Qt only when it is sure to need it."""

import io
import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.printing import counted
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import Project, charting, open_project
from annotator.records import Annotation
from annotator.timeline.almanac import BY_FIRST_DAY

PICTURES = (".png", ".svg", ".pdf")


def open_window(asked: Namespace) -> int:
    """Show the window until it is closed."""
    if asked.project is not None and not asked.project.exists():
        raise UserError(f"There is no project {asked.project}. Check the spelling, or make it with “annotator new”.")
    annotation = _annotation(asked) if asked.annotation else None
    from annotator.ui.app import run

    return run(asked.project, sample=asked.sample, annotation=annotation)


def _annotation(asked: Namespace) -> Annotation:
    """The annotation to be shown; UserError before any window opens if there is none."""
    if asked.project is None:
        raise UserError(
            f"Name the project that the annotation is in: “annotator open PROJECT --annotation {asked.annotation}”."
        )
    with open_project(asked.project, keep=False) as project:
        return project.annotation(asked.annotation)


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
        if suffix not in PICTURES:
            return _write_numbers(project, asked)
        counts, events = charting.timeline(project, tags=asked.tags), project.events()
    from annotator.ui.timeline.picture import draw

    draw(counts, target, unit=asked.by, mode=asked.mode, almanac=BY_FIRST_DAY[asked.weeks], events=events)
    return print(f"The timeline is in {safe(asked.output)}.")


def _write_numbers(project: Project, asked: Namespace) -> None:
    almanac = BY_FIRST_DAY[asked.weeks]
    if asked.output == "-":
        stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
        try:
            charting.write_numbers(project, stream, unit=asked.by, tags=asked.tags, almanac=almanac)
        finally:
            stream.detach()
        return
    written = charting.write_numbers(project, Path(asked.output), unit=asked.by, tags=asked.tags, almanac=almanac)
    print(f"{counted(written, 'row')} written to {safe(asked.output)}.")
