"""The commands with a window; each imports Qt only when it is sure to need it."""

from argparse import Namespace

from annotator.cli.terminal import safe
from annotator.errors import UserError
from annotator.project import open_project
from annotator.records import Annotation


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
