"""What a picture of the timeline tells of the project that it was drawn from, and what its file may be called."""

from __future__ import annotations

import re

from annotator.project.project import Project
from annotator.timeline.calendar import Unit
from annotator.timeline.provenance import Provenance
from annotator.timeline.view import ChartView, Group

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')  # in names of files, on one system or another


def provenance_of(project: Project) -> Provenance:
    """Its name, its tags by number, and how much it holds in all."""
    totals = project.totals()
    tags = {int(tag.id): tag.name for tag in project.tags()}
    return Provenance(project.name, tags, totals.annotations, totals.undated)


def name_of(project: Project, view: ChartView, unit: Unit) -> str:
    """What a file with this view of a project may be called, without its suffix: project and saved view, or bins."""
    saved = next((one.name for one in project.views() if one.view == view), "")
    series = "" if view.group is Group.TAG else f" and {view.group}"
    words = f"{project.name} {saved}" if saved else f"{project.name} timeline by {unit.word}{series}"
    return " ".join(_FORBIDDEN.sub(" ", words).split()).strip(". ")
