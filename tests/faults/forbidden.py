"""Works on a project where nothing may be written, as an account without power over it; for a child process.

`python -m tests.faults.forbidden FOLDER file|folder|torn` makes a project in FOLDER, forbids writing to the file or its
folder, gives up the rights of an administrator if it has them, and prints what the program said as JSON. `torn`: the
folder, and the project was left in the middle of a change.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.project import open_project
from tests.faults.deeds import ANALYST, DEEDS, NAME, make_project, picture, write_import
from tests.faults.vfs import Call, Layer, Verdict

NOBODY = 65534
NAMES = ("add", "retag", "note", "retag many", "delete", "import", "undo", "merge", "delete article")


def main(folder: Path, what: str) -> dict[str, Any]:
    """Make the project, forbid, work."""
    path = make_project(folder)
    write_import(folder)
    with open_project(path, analyst=ANALYST) as project:
        before = picture(project)
    _rehearse(folder)
    if what == "torn":
        _tear(path)
    content = path.read_bytes()
    (path if what == "file" else folder).chmod(0o444 if what == "file" else 0o555)
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    told = _tried(path, before.whole)
    return {**told, "deeds": len(NAMES), "unchanged": path.read_bytes() == content}


def _rehearse(folder: Path) -> None:
    """Do it all once elsewhere: whoever gave up their rights may not be able to load the program's modules."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    path = make_project(elsewhere)
    write_import(elsewhere)
    with open_project(path, analyst=ANALYST) as project:
        for name in NAMES:
            DEEDS[name].act(project)


def _tear(path: Path) -> None:
    """Leave the project in the middle of a COMMIT: the process ends before it can take its journal away."""
    if os.fork() == 0:

        def end(call: Call) -> Verdict | None:
            if call.kind == "delete" and Path(call.path).name == f"{NAME}-journal":
                os._exit(0)
            return None

        Layer(end)
        with open_project(path, analyst=ANALYST) as project:
            DEEDS["add"].act(project)
        os._exit(1)
    assert os.wait()[1] == 0
    assert path.with_name(f"{NAME}-journal").exists()


def _tried(path: Path, before: object) -> dict[str, Any]:
    try:
        project = open_project(path, analyst=ANALYST)
    except UserError as error:
        return {"opened": False, "told": str(error)}
    told = []
    with project:
        for name in NAMES:
            try:
                DEEDS[name].act(project)
            except UserError as error:
                told.append(str(error))
        return {
            "opened": True,
            "read_only": project.read_only,
            "notice": project.notice,
            "told": told,
            "reads": picture(project).whole == before,
        }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
