"""The real window in this process, and how long it is from an event to the picture that shows its effect."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.project.settings import Settings
from annotator.ui import theme
from annotator.ui.app import make_application, make_window
from annotator.ui.main_window import MainWindow

LIMIT = 10  # seconds
REST = 400  # milliseconds in which the window does what it has put off: counts, chart, glow


class Paints(QObject):
    """Watches a widget for the paint event that shows what is awaited."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._is_there: Callable[[], bool] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_there is not None and self._is_there():
            self._is_there = None
        return False

    def milliseconds(self, act: Callable[[], object], is_there: Callable[[], bool]) -> float:
        """From before `act` until the widget was painted at a time when `is_there` held."""
        gc.collect()
        self._is_there = is_there
        begun = time.perf_counter()
        act()
        while self._is_there is not None:
            QCoreApplication.processEvents()
            if time.perf_counter() - begun > LIMIT:
                raise RuntimeError("the picture did not come")
        return (time.perf_counter() - begun) * 1000


def shown(project: Path) -> MainWindow:
    """The window on a project, with its timeline drawn and nothing left to do."""
    settings = Settings()
    make_application()
    theme.use(settings.theme)
    window = make_window(settings, project)
    window.show()
    assert window.desk is not None
    window.desk.timeline.ensure_plot()
    QTest.qWait(3 * REST)
    return window


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
