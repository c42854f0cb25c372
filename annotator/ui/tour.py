"""The tour: the real window, driven by real mouse and key events over the sample corpus, with or without a screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.errors import AnnotatorError, UserError
from annotator.project import create_project
from annotator.project.settings import Settings
from annotator.records import Annotation
from annotator.resources import sample_corpus
from annotator.text.span import Span
from annotator.ui import app, filing, theme
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow

PATIENCE = 30_000  # milliseconds that a step may take before the tour gives up
STORY = "Ferry"
LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class _Forgetful(Settings):
    """Settings that leave the person's own as they are."""

    def save(self, path: Path | None = None) -> bool:  # noqa: ARG002
        """Keep nothing."""
        return True


def run(folder: Path) -> list[Path]:
    """Take the tour and leave project, CSV, charts and screenshots in `folder`; the files, in the order made.

    AnnotatorError if the window does not do what the tour asks of it; UserError if the folder cannot be used.
    """
    _prepare(folder)
    app.make_application()
    before = theme.current().name
    theme.use("light")
    tour = Tour(folder)
    try:
        tour.take()
    finally:
        tour.window.close()
        theme.use(before)
    return tour.files


class Tour:
    """One walk through the program, and the files it leaves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []
        self.window = MainWindow(_Forgetful(theme="light", analyst="desk one"))
        self.window.resize(1440, 900)

    @property
    def desk(self) -> Desk:
        """The desk of the open project."""
        if self.window.desk is None:
            raise AnnotatorError("The tour has no project open.")
        return self.window.desk

    def take(self) -> None:
        """All steps in their order."""
        for step in (self.start, self.bring_in, self.find_story, self.mark, self.overlap, self.change_mind,
                     self.look_at_time, self.take_out, self.darken):  # fmt: skip
            step()

    def start(self) -> None:
        """The first start: a page that says what can be done."""
        self.window.show_start_page()
        self.window.show()
        QTest.qWait(200)
        self._picture("start page")

    def bring_in(self) -> None:
        """A new project, and the sample corpus dropped onto the window."""
        path = self.folder / "tour.annotations"
        create_project(path, codebook=sample_corpus() / "codebook.json", analyst="desk one").close()
        self.files.append(path)
        self.window.open_path(path)
        self._drop(sample_corpus() / "articles")
        self._until(lambda: self.desk.totals.articles >= 40, "import the corpus")
        self._until(lambda: not self._is_busy(), "finish the import")
        self._picture("imported")

    def find_story(self) -> None:
        """The filter finds a story that nobody has marked yet; a click opens it."""
        field = self.desk.articles.filter
        QTest.mouseClick(field, LEFT, NOTHING, field.rect().center())
        QTest.keyClicks(field, "invitation lofsund")
        self._until(lambda: len(self.desk.articles.model.ids()) <= 3, "filter the articles")
        rows = self.desk.articles.view
        QTest.mouseClick(rows.viewport(), LEFT, NOTHING, rows.visualRect(rows.model().index(0, 0)).center())
        self._until(lambda: self.desk.article is not None and not self.desk.annotations, "open the story")
        self._picture("found")
        field.clear()
'''
'''
