"""The command that draws the timeline, or writes its numbers; Qt is imported only once there is something to draw."""

import io
import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.charted import check_days, compared_view, view_of
from annotator.cli.printing import counted
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import Project, charting, open_project
from annotator.project.exporting import refuse_project
from annotator.project.picturing import provenance_of
from annotator.timeline.almanac import BY_FIRST_DAY
from annotator.timeline.view import ChartView

PICTURES = (".png", ".svg", ".pdf")


def timeline(asked: Namespace) -> None:
    """Draw the timeline, or write its numbers."""
    target = Path(asked.output)
    suffix = target.suffix.lower()
    if asked.output != "-" and suffix not in (*PICTURES, ".csv"):
        raise UserError(f"The timeline cannot be written as {target}. End the name in .png, .svg, .pdf or .csv.")
    with open_project(asked.project) as project:
        refuse_project(target, project.path)
        view = view_of(project, asked)
        known = charting.able(project, view)
        counts = known.timeline(view)
        check_days(counts, view)
        view = compared_view(project, view, asked, counts.first)
        known = charting.able(project, view, known)
        if suffix not in PICTURES:
            return _write_numbers(project, view, asked, known)
        compared = known.compared(view)
        events, provenance = project.events(), provenance_of(project)
    from annotator.ui.timeline.picture import Pictured, Style, draw

    style = Style(asked.size, asked.theme, not asked.plain, BY_FIRST_DAY[asked.weeks])
    draw(Pictured(counts, view, compared, events, provenance), target, style)
    return print(f"The timeline is in {safe(asked.output)}.")


def _write_numbers(project: Project, view: ChartView, asked: Namespace, known: charting.Charting) -> None:
    almanac = BY_FIRST_DAY[asked.weeks]
    if asked.output == "-":
        stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
        try:
            charting.write_numbers(project, stream, view, almanac=almanac, known=known)
        finally:
            stream.detach()
        return
    written = charting.write_numbers(project, Path(asked.output), view, almanac=almanac, known=known)
    print(f"{counted(written, 'row')} written to {safe(asked.output)}.")
