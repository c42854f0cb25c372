"""`annotator open PROJECT` with hands that make so many edits; prints what the process held early and at the end.

Arguments: the project, the file of acknowledged edits, the number of edits.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.cli import main
from annotator.project import settings as remembered
from annotator.ui import app
from annotator.ui.main_window import MainWindow
from tests.faults.hands import Hands, Log, at_work

PROJECT, LOG, EDITS = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
WARM = EDITS // 10  # edits until caches, pools and history are what they stay
make_window = app.make_window


class LastWord(Log):
    """What was acknowledged last; a day of thousands of edits would fill a disk."""

    def write(self, **line: object) -> None:
        """Keep this line only."""
        LOG.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")


held: list[dict[str, float]] = []


def measure(window: MainWindow) -> dict[str, float]:
    """What the process holds: memory in MiB, open files, threads, and Qt's objects."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return {
        "mib": pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208  the listing itself is one of them, each time
        "threads": len(os.listdir("/proc/self/task")),  # noqa: PTH208
        "objects": len(window.findChildren(QObject)) + len(QApplication.topLevelWidgets()),
    }


def work(window: MainWindow) -> None:
    """Make the edits one after the other, each in its own turn of the event loop."""
    at_work(window)
    hands = Hands(window, 1, LastWord(LOG))

    def step() -> None:
        try:
            hands.step()
        except BaseException:  # noqa: BLE001  the window would tell it in a dialog and go on
            traceback.print_exc()
            os._exit(3)
        if hands.edits >= (WARM, EDITS)[len(held)]:
            held.append(measure(window))
        if len(held) == 2:
            window.close()
        else:
            QTimer.singleShot(0, window, step)

    step()


def worked_window(*arguments: Any, **named: Any) -> MainWindow:
    """The window that the program makes, with someone who works at it."""
    window = make_window(*arguments, **named)
    window.painted.connect(lambda: QTimer.singleShot(500, lambda: work(window)))
    return window


if __name__ == "__main__":
    app.make_window = worked_window
    remembered.Settings(analyst="desk one").save()
    status = main(["open", PROJECT])
    print(json.dumps(held))
    sys.exit(status)
