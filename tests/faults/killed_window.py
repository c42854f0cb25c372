"""`annotator open PROJECT` with hands at it, again and again, each time in a fresh process that waits to be killed.

Reads one order a line from standard input (JSON: project, log, seed, and what to drop), forks, and prints the number
of the new process; when that has ended it prints a full stop. What is loaded once serves all of them.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from annotator.cli import main
from annotator.project import settings as remembered
from annotator.ui import app, main_window, table  # noqa: F401  loaded once for all
from annotator.ui.main_window import MainWindow
from tests.faults.hands import Hands, Log, at_work


def work(window: MainWindow, order: dict[str, Any], log: Log) -> None:
    """Begin to work once the window is painted, and never stop."""
    at_work(window)
    hands = Hands(window, order["seed"], log)
    log.write(turn=hands.project.turn(), shown=None)
    steps = 0

    def step() -> None:
        nonlocal steps
        try:
            if steps == order["drop_after"]:
                log.write(turn=hands.project.turn(), shown=None, dropped=True)
                hands.drop(Path(order["drop"]), Counter(map(tuple, order["arriving"])))
            hands.step()
        except BaseException:  # noqa: BLE001  the window would tell it in a dialog and go on
            log.write(wrong=traceback.format_exc())
            os._exit(3)
        steps += 1
        QTimer.singleShot(0, window, step)

    step()


def live(order: dict[str, Any]) -> None:
    """Be the program until somebody kills it."""
    log, make_window = Log(Path(order["log"])), app.make_window

    def make_and_listen(*arguments: Any, **named: Any) -> MainWindow:
        window = make_window(*arguments, **named)
        window.painted.connect(lambda: QTimer.singleShot(0, lambda: work(window, order, log)))
        return window

    app.make_window = make_and_listen
    settings = remembered.Settings(analyst="desk one", layout={"hidden": "timeline"})
    settings.save()
    try:
        main(["open", order["project"]])
    finally:
        log.write(wrong="the window ended by itself")


def serve() -> None:
    """Start a process for each order and tell of its end."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            live(json.loads(line))
            os._exit(4)
        print(child, flush=True)
        os.waitpid(child, 0)
        print(".", flush=True)


if __name__ == "__main__":
    serve()
