"""The commands for what a person wrote on the timeline: its events and its saved views."""

import json
import sys
from argparse import Namespace
from pathlib import Path

from annotator.cli.printing import as_object, counted, print_json, print_table
from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import Project, open_project, settings
from annotator.records import EventReport


def events(asked: Namespace) -> None:
    """List the events, write them to a file, or take in those of one."""
    if asked.add is not None:
        return _add(asked)
    with open_project(asked.project) as project:
        if asked.output is not None:
            return _write(project, asked.output)
        found = project.events()
    if asked.json:
        return print_json(as_object(event) for event in found)
    rows = ((one.id, one.first_on, one.last_on, one.name, one.note) for one in found)
    return print_table(("id", "first_on", "last_on", "name", "note"), rows, right=("id",), fit="note")


def _write(project: Project, output: str) -> None:
    if output == "-":
        project.write_events(sys.stdout.buffer)
        return
    written = project.write_events(Path(output))
    print(f"{counted(written, 'event')} written to {safe(output)}.")


def _add(asked: Namespace) -> None:
    with open_project(asked.project, analyst=settings.load().analyst or None) as project:
        report = project.read_events(asked.add)
    _print_report(report)
    if report.refused and not report.added and not report.present:
        first = report.refused[0]
        raise UserError(f"Nothing was added. {first.origin}: {first.reason}.")


def _print_report(report: EventReport) -> None:
    came = f"{counted(report.added, 'event')} came in, {report.present:,} already here"
    print(f"{came}, {len(report.refused):,} refused.")
    for refusal in report.refused:
        print(f"refused: {safe(refusal.origin)}: {safe(refusal.reason)}")


def views(asked: Namespace) -> None:
    """List the saved views of the timeline."""
    from annotator.project.viewing import as_json, words  # late: no other command needs them

    with open_project(asked.project) as project:
        found, tags = project.views(), project.tags()
    if asked.json:
        shown = ((one, json.loads(json.dumps(as_json(one.view, tags)))) for one in found)
        return print_json({"uid": one.uid, "name": one.name, "view": view, "lost": one.lost} for one, view in shown)
    rows = ((one.name, words(one.view, tags), " ".join(one.lost)) for one in found)
    return print_table(("name", "shows", "lost"), rows, fit="shows")
