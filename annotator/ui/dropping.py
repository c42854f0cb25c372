"""Files dragged over the window: a frame that says what letting go would do, and the drop itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.ui import wording
from annotator.ui.labels import label, named

SUFFIX = ".annotations"


class DropPlace(QFrame):
    """Lies over the window while files are dragged across it; the mouse goes through it."""

    dropped = Signal(list)  # list[Path]

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        named(self, "dropping")
        self._window = window
        self._words = label(self, "dropwords")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.is_open = False  # whether a project is there to import into
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def says(self) -> str:
        """What letting go would do, in words."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - drags alone are looked for
        """Follow a drag from its entering to its end; everything else is none of its business."""
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = _paths(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        self._words.setText(_meaning(paths, is_open=self.is_open))
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        paths = _paths(event.mimeData())
        event.acceptProposedAction()
        # The program that the files come from need not wait for what is done with them.
        QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))
        return True


def is_project(paths: Sequence[Path]) -> bool:
    """Whether what is dropped is one project, to be opened."""
    return len(paths) == 1 and paths[0].suffix == SUFFIX


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _meaning(paths: Sequence[Path], *, is_open: bool) -> str:
    if is_project(paths):
        return f"Let go to open the project {paths[0].stem[:60]}"
    what = f"“{paths[0].name[:60]}”" if len(paths) == 1 else f"{wording.number(len(paths))} files and folders"
    return f"Let go to import {what}" if is_open else f"Let go to import {what} into a new project"
