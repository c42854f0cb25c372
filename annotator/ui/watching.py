"""Looks twice a second whether another program has changed the project file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import DisplacedError, ProjectBusyError, UserError
from annotator.project import Project

_EVERY = 500  # milliseconds between looks
_WHILE_BUSY = 1000  # another program holds the file: each look waits a moment for it


class Watching(QObject):
    """Watches one project at a time; says once, not at each look, that its file cannot be reached."""

    trouble = Signal(str)
    displaced = Signal(object)  # DisplacedError

    def __init__(self, is_held: Callable[[], bool], parent: QObject) -> None:
        """`is_held` tells whether our own job is writing just now; its end is told by itself."""
        super().__init__(parent)
        self._is_held = is_held
        self._project: Project | None = None
        self._told = ""
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, project: Project) -> None:
        """Watch this project from now on."""
        self._project, self._told = project, ""
        self._timer.start(_EVERY)

    def end(self) -> None:
        """Watch nothing."""
        self._project = None
        self._timer.stop()

    def look(self) -> None:
        """Have the project tell what other programs stored meanwhile."""
        if self._project is None or self._is_held():
            return
        interval, words = _EVERY, ""
        try:
            self._project.refresh()
        except ProjectBusyError:
            interval = _WHILE_BUSY
        except DisplacedError as error:
            if str(error) != self._told:
                self.displaced.emit(error)
            self._told = str(error)
            return
        except UserError as error:
            words = str(error)
        if words and words != self._told:
            self.trouble.emit(words)
        self._told = words
        if self._timer.isActive():
            self._timer.setInterval(interval)
