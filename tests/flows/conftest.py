"""An analyst at the real window: drags over words found by their offsets, presses keys, clicks what is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.project import create_project, open_project
from annotator.project import settings as remembered
from annotator.project.settings import Settings
from annotator.records import Annotation, NewAnnotation, NewArticle
from annotator.ui import app, theme
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow
from tests.flows.reader import Reader, stories

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
FERRIES = (
    "STENHAVEN, April 1 (Meridian) -- Norland agreed on Monday to reopen two ferry lines before May.\n\n"
    "Sudmark called the offer empty, and demanded that the levy be dropped at once. 🚢 The ferries wait.\n"
)
GATES = "The gates opened a day early. Nobody had asked for it.\n"


class Analyst:
    """A person at one window."""

    def __init__(self, window: MainWindow, bot: QtBot) -> None:
        self.window = window
        self.bot = bot

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None, "no project is open"
        return self.window.desk

    @property
    def view(self) -> QWidget:
        return self.desk.pane.view

    def drag_over(self, words: str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Select words of the open article with the mouse, with keys held."""
        text = self.desk.pane.view.text
        start = text.index(words)
        view = self.desk.pane.view
        viewport = view.viewport()
        first, last = view.point_at(start), view.point_at(start + len(words))
        QTest.mousePress(viewport, LEFT, keys, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, LEFT, keys, last)

    def click_on(self, words: str) -> None:
        """Click in the middle of words of the open article."""
        view = self.desk.pane.view
        at = view.text.index(words) + len(words) // 2
        QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.point_at(at))
        self.look()

    def press(self, key: str | Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key, modifiers)
        self.look()

    def look(self) -> None:
        """Let the window paint the words, and then what stands beside them."""
        QTest.qWait(1)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def begin_filter(self) -> None:
        """Go to the filter of the articles by its key."""
        self.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    def click_row(self, rows: QAbstractItemView, index: QModelIndex, *, twice: bool = False) -> None:
        """Click a row of a list or table; the first click of a double click is one, too."""
        rows.scrollTo(index)
        place = rows.visualRect(index).center()
        QTest.mouseClick(rows.viewport(), LEFT, NO_KEYS, place)
        if twice:
            QTest.mouseDClick(rows.viewport(), LEFT, NO_KEYS, place)
        self.look()

    def click_tag(self, name: str) -> None:
        """Click a tag of the panel."""
        rows = self.desk.panel.list
        row = next(row for row in range(rows.tags.rowCount()) if rows.tags.tag(row).name == name)
        self.click_row(rows, rows.tags.index(row))

    def open_article(self, title: str) -> None:
        """Click an article of the list."""
        rows = self.desk.articles
        row = next(row for row, shown in enumerate(self.titles()) if shown == title)
        self.click_row(rows.rows, rows.model.index(row))

    def titles(self) -> list[str]:
        """What the list shows, from top to bottom."""
        model = self.desk.articles.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    def quotes(self) -> list[tuple[str, str]]:
        """Tag and quote of each row of the table."""
        model = self.desk.table.model
        return [(model.annotation(row).tag, model.annotation(row).quote) for row in range(model.rowCount())]

    def stored(self) -> list[tuple[str, str, str]]:
        """Tag, quote and note of each annotation, as another program reads them from the file."""
        with open_project(self.desk.project.path) as other:
            return [(one.tag, one.quote, one.note) for one in other.annotations()]

    def drag_in(self, *paths: Path) -> QMimeData:
        """Drag files and folders over the middle of the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        middle = self.window.rect().center()
        entering = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted()
        return data

    def drop(self, *paths: Path) -> None:
        """Drop files and folders onto the middle of the window."""
        data = self.drag_in(*paths)
        middle = QPointF(self.window.rect().center())
        dropping = QDropEvent(middle, Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
        QApplication.sendEvent(self.window, dropping)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the window work until something holds."""
        self.bot.waitUntil(holds, timeout=20_000)

    def come_back(self) -> None:
        """Return from another window to the article in this one."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.desk.pane.view.setFocus()

    def settle(self) -> None:
        """Let late numbers and the chart come."""
        self.until(self.desk.refreshing.is_settled)


def wire_stories() -> list[NewArticle]:
    return [
        NewArticle("Ferries return", FERRIES, source="Meridian News", published_on=date(2024, 4, 2)),
        NewArticle("Gates open", GATES, source="Harbour Wire", published_on=date(2024, 5, 2)),
        NewArticle(
            "A letter", "We claim the islands. We always have.\n",
            annotations=(NewAnnotation(0, 20, "claim", analyst="desk two"),),
        ),
        NewArticle(
            "Old quarrel", "Sudmark demands an apology for the winter.\n", source="Harbour Wire",
            published_on=date(2023, 11, 20), annotations=(NewAnnotation(0, 26, "demand", analyst="desk two"),),
        ),
    ]  # fmt: skip


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    path = tmp_path / "Strait talks.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles(wire_stories())
    return path


@pytest.fixture
def at_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Analyst]]:
    """Opens windows as the program does, and closes them at the end."""
    app.make_application()
    windows: list[MainWindow] = []

    def open_window(
        project: Path | None = None, settings: Settings | None = None, annotation: Annotation | None = None
    ) -> Analyst:
        settings = settings or remembered.load()
        theme.use(settings.theme if settings.theme != "system" else "light")
        window = app.make_window(settings, project, annotation=annotation)
        windows.append(window)
        with qtbot.waitSignal(window.painted, timeout=20_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
        return Analyst(window, qtbot)

    yield open_window
    for window in windows:
        window.close()
    theme.use("light")


@pytest.fixture
def analyst(at_window: Callable[..., Analyst], project_path: Path) -> Analyst:
    """An analyst who has the story of the ferries open, and no use for the timeline."""
    person = at_window(project_path, Settings(analyst="desk one", layout={"hidden": "timeline"}))
    person.open_article("Ferries return")
    person.desk.pane.view.setFocus()
    return person


@pytest.fixture(scope="session")
def year_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of stories, made once; what is tried is a copy of it."""
    path = tmp_path_factory.mktemp("year") / "A year.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles(stories())
    return path


@pytest.fixture
def year(at_window: Callable[..., Analyst], year_project: Path, tmp_path: Path) -> Reader:
    """A person whose timeline shows the year by week."""
    path = tmp_path / year_project.name
    shutil.copy(year_project, path)
    reader = Reader(at_window(path, Settings(analyst="desk one")))
    reader.panel.set_unit("week")
    return reader
