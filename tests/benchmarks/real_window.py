"""`annotator open PROJECT`, telling on a pipe how far it is: `p` painted, `t` timeline drawn, `d` all details read.

Its arguments are the number of the pipe, the project, and `close` to close the window after the timeline is drawn or
`details` to wait for the details.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

# In the order of the command itself: what comes after PySide6 costs more to load.
from annotator.cli import drawing, main  # noqa: F401 - loaded for its order alone

# isort: split
from annotator.ui import app

# isort: split
from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:  # the program itself decides when to load its window
    from annotator.ui.main_window import MainWindow

PIPE, PROJECT = int(sys.argv[1]), sys.argv[2]
CLOSES, DETAILS = "close" in sys.argv[3:], "details" in sys.argv[3:]
make_window = app.make_window


class Watch(QObject):
    """Counts the paint events of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.paints += event.type() == QEvent.Type.Paint
        return False


text, chart = Watch(), Watch()


def watched_window(*arguments: object, **named: object) -> MainWindow:
    """The window that the program makes, with someone listening to it."""
    window = make_window(*arguments, **named)  # type: ignore[arg-type]
    assert window.desk is not None, "the project was not opened"
    window.desk.pane.view.viewport().installEventFilter(text)
    window.painted.connect(lambda: tell_painted(window))
    return window


def tell_painted(window: MainWindow) -> None:
    """The picture is out; it must be the article and not something before it."""
    assert window.desk is not None
    os.write(PIPE, b"p" if text.paints and window.desk.article is not None else b"?")
    QTimer.singleShot(0, lambda: await_chart(window))


def await_chart(window: MainWindow) -> None:
    """Look every few milliseconds whether the chart has come."""
    assert window.desk is not None
    if "annotator.ui.timeline.plot" not in sys.modules:
        QTimer.singleShot(5, lambda: await_chart(window))
        return
    window.desk.timeline.canvas().installEventFilter(chart)
    await_picture(window)


def await_picture(window: MainWindow) -> None:
    """Look every few milliseconds whether the chart has been painted."""
    if not chart.paints:
        QTimer.singleShot(5, lambda: await_picture(window))
        return
    QTimer.singleShot(0, lambda: os.write(PIPE, b"t"))
    if DETAILS:
        QTimer.singleShot(1, lambda: await_details(window))
    if CLOSES:
        QTimer.singleShot(1, window.close)


def await_details(window: MainWindow) -> None:
    """Look every few milliseconds whether every annotation has been read for the timeline."""
    assert window.desk is not None
    if window.desk.refreshing.counting.has_details():
        os.write(PIPE, b"d")
    else:
        QTimer.singleShot(5, lambda: await_details(window))


app.make_window = watched_window
if __name__ == "__main__":
    sys.exit(main(["open", PROJECT]))
