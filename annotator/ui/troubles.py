"""What the window says when something cannot be done just now, or not here, and what it offers then."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import DisplacedError, UserError
from annotator.ui.dropping import SUFFIX

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def tell_displaced(window: MainWindow, error: DisplacedError) -> None:
    """Say that nothing more is stored here, and offer to open what was kept."""
    kept = error.kept
    is_there = kept is not None and kept.exists()
    window.notice.say(
        str(error),
        button="Open it there" if is_there else "",
        deed=(lambda: window.open_path(kept)) if kept is not None and is_there else None,
        stays=True,
    )


def tell_waiting(window: MainWindow) -> None:
    """Say in the status bar by whom the file is held."""
    if window.strip.job is not None and window.strip.is_busy():
        window.status.hold(f"Waiting until {window.strip.job.title.lower()} is done…")
    elif window.is_checking_quietly():
        window.status.hold("Waiting until the check is done…")
    else:
        window.status.hold("Waiting for another program…")


def tell_busy(window: MainWindow, words: str, again: Callable[[], object]) -> None:
    """Say that nothing was stored since the file is held, and offer to do it again."""
    if window.strip.job is not None and window.strip.is_busy():
        words = f"Nothing was stored, since {window.strip.job.title.lower()} is under way. Repeat it afterwards."
    window.notice.say(words, button="Try again", deed=again)


def tell_refused(window: MainWindow, path: Path, words: str) -> None:
    """Say why a project was not opened, and offer to look into a file that is there."""
    if not path.is_file() or path.suffix != SUFFIX:
        window.tell_trouble(words)
        return

    def look() -> None:
        from annotator.ui import verifying  # late: most projects open

        verifying.check(window, path)

    window.notice.say(words, button="Check it…", deed=look)


def tell_failure(window: MainWindow, error: object) -> None:
    """Say why a job failed; what is ours goes into the hook of the window, which writes the log and shows a dialog."""
    if isinstance(error, UserError):
        window.tell_trouble(str(error))
    elif isinstance(error, BaseException):
        sys.excepthook(type(error), error, error.__traceback__)
