"""The real window in this process, and how long it is from an event to the picture that shows its effect."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.ui import app
from annotator.ui.main_window import MainWindow

LIMIT = 10  # seconds
REST = 400  # milliseconds in which the window does what it has put off: counts, chart, glow
Result = TypeVar("Result")


class Paints(QObject):
    """Watches a widget for the picture that shows what is awaited.

    `begun` is when that was last asked for, `ended` when the picture was complete: all widgets painted that were to be
    painted with it, and nothing done yet that the window puts off until then.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.begun = self.ended = 0.0
        self._widget = widget
        self._window: QWidget | None = None
        self._is_there: Callable[[], bool] | None = None
        self._is_painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and watched is self._window and not self.ended:
            watched.event(event)  # paints all that is to be painted
            if self._is_painted:
                self.ended = time.perf_counter()
            return True
        if event.type() == QEvent.Type.Paint and self._is_there is not None and self._is_there():
            self._is_there, self._is_painted = None, True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))  # for a picture that Qt makes without a request
        return False

    def customEvent(self, _event: QEvent) -> None:
        if self._is_painted:  # it may be of the picture before
            self.ended = self.ended or time.perf_counter()

    def await_picture(self, is_there: Callable[[], bool]) -> None:
        """Begin to watch for a picture."""
        if self._window is not self._widget.window():
            self._window = self._widget.window()
            self._window.installEventFilter(self)
        self._is_there, self._is_painted, self.ended = is_there, False, 0.0
        self.begun = time.perf_counter()

    def milliseconds(self, act: Callable[[], object], is_there: Callable[[], bool]) -> float:
        """From before `act` until the widget was painted at a time when `is_there` held."""
        gc.collect()
        return self.frame(act, is_there)

    def frame(self, act: Callable[[], object], is_there: Callable[[], bool] = lambda: True) -> float:
        """The same in the middle of things: the garbage of what went before may be collected meanwhile."""
        self.await_picture(is_there)
        act()
        while not self.ended:
            QCoreApplication.processEvents()
            if time.perf_counter() - self.begun > LIMIT:
                raise RuntimeError("the picture did not come")
        return (self.ended - self.begun) * 1000


def in_window(project: Path, work: Callable[[MainWindow], Result]) -> Result:
    """What `work` returns, done in the window that `annotator open` shows, once its timeline is drawn."""
    results: list[Result] = []
    errors: list[BaseException] = []

    def begin(window: MainWindow) -> None:
        try:
            assert window.desk is not None, "the project was not opened"
            window.desk.timeline.ensure_plot()
            QTest.qWait(3 * REST)
            results.append(work(window))
        except BaseException as error:  # noqa: BLE001  the window would tell it in a dialog and go on
            errors.append(error)
        window.close()

    make_window = app.make_window

    def make_and_listen(*arguments: Any, **named: Any) -> MainWindow:
        window = make_window(*arguments, **named)
        window.painted.connect(lambda: QTimer.singleShot(0, lambda: begin(window)))
        return window

    with patch.object(app, "make_window", make_and_listen):
        app.run(project)
    if errors:
        raise errors[0]
    return results[0]


class BareText(QPlainTextEdit):
    """The floor: Qt's own text widget, as wide and high as the article."""

    def __init__(self, like: QWidget) -> None:
        super().__init__()
        self.resize(like.size())
        self.show()
        self._paints = Paints(self.viewport())
        QTest.qWait(REST)

    def milliseconds_to_show(self, text: str) -> float:
        """How long it takes to show this text."""
        return self._paints.milliseconds(lambda: self.setPlainText(text), lambda: True)

    def milliseconds_to(self, act: Callable[[], object]) -> float:
        """How long it takes until what `act` did to this widget is painted."""
        return self._paints.frame(act)
