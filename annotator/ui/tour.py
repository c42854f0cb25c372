"""The tour: the real window, driven by real mouse and key events over the sample corpus, with or without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.errors import AnnotatorError, UserError
from annotator.project import create_project
from annotator.project.settings import Settings
from annotator.records import Annotation, Article
from annotator.resources import sample_corpus
from annotator.text.span import Span
from annotator.ui import app, filing, theme
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow

PATIENCE = 20_000  # milliseconds that a step may take before the tour gives up
STORY = "invitation lofsund guild"  # finds one story of the corpus that carries no annotations
COMMITMENT = "We shall come with an open chart and an open mind"
DEMAND = "Norland demands that they leave before any talk of catches"
CONDITION = "before any talk of catches"
PROMISE = "Norland promised at once"
CLAIM = "which moves eight thousand ships a year through the strait"
LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class _Forgetful(Settings):
    """Settings that leave the person's own as they are."""

    def save(self, path: Path | None = None) -> bool:  # noqa: ARG002 - nothing is kept
        """Keep nothing."""
        return True


def run(folder: Path) -> list[Path]:
    """Take the tour and leave project, CSV, charts and screenshots in `folder`; the files, in the order made.

    AnnotatorError if the window does not do what the tour asks of it; UserError if the folder cannot be used.
    """
    _prepare(folder)
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
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
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window, 2000)
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
        articles = self.desk.articles
        self._click(articles.filter, articles.filter.rect().center())
        QTest.keyClicks(articles.filter, STORY)
        self._until(lambda: len(articles.model.ids()) == 1, "find one story")
        self._click(articles.rows.viewport(), articles.rows.visualRect(articles.model.index(0)).center())
        self._until(lambda: self.desk.article is not None and not self.desk.annotations, "open a story without marks")
        self._picture("found")
        articles.filter.clear()
        self._until(lambda: len(articles.model.ids()) > 1, "show all articles again")

    def mark(self) -> None:
        """A span by dragging, its tag by key; another by a click on the tag panel."""
        self._drag_over(COMMITMENT)
        self._picture("selected")
        self._key("2")
        self._expect("commitment", COMMITMENT)
        self._drag_over(DEMAND)
        panel = self.desk.panel.list
        row = panel.tags.row_of(self.desk.project.tag("demand").id)
        self._click(panel.viewport(), panel.visualRect(panel.tags.index(row or 0)).center())
        self._expect("demand", DEMAND)

    def overlap(self) -> None:
        """A span inside another one; both stay visible and reachable, and one gets a note."""
        self._drag_over(CONDITION)
        self._key("9")
        self._expect("position", CONDITION)
        self._drag_over(CLAIM)
        self._key("c")
        self._expect("claim", CLAIM)
        inside = self.desk.project.text(self._article()).index(CONDITION) + len(CONDITION) // 2
        view = self.desk.pane.view
        self._click(view.viewport(), view.point_at(inside))
        self._until(lambda: self._selected_tag() == "position", "select the inner annotation")
        self._key("n")
        QTest.keyClicks(self.desk.panel.card.note, "The condition, without the demand around it.")
        QTest.keyClick(self.desk.panel.card.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._until(lambda: any(one.note for one in self._stored()), "store the note")
        self._picture("overlap")

    def change_mind(self) -> None:
        """An annotation made, undone and redone."""
        self._drag_over(PROMISE)
        self._key("2")
        self._expect("commitment", PROMISE)
        number = len(self._stored())
        QTest.keyClick(self.desk.pane.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self._until(lambda: len(self._stored()) == number - 1, "undo the annotation")
        again = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.desk.pane.view, Qt.Key.Key_Z, again)
        self._until(lambda: len(self._stored()) == number, "redo the annotation")

    def look_at_time(self) -> None:
        """A click on a bar lists its annotations, a double click opens the first sentence."""
        timeline, day = self.desk.timeline, self._article().published_on
        commitment = self.desk.project.tag("commitment").id
        QTest.qWait(400)
        self._click(timeline.canvas(), timeline.point_of(day, commitment))
        self._until(lambda: self.desk.choice is not None, "choose a bar")
        QTest.qWait(300)
        self._picture("timeline")
        QTest.mouseDClick(timeline.canvas(), LEFT, NOTHING, timeline.point_of(day, commitment))
        self._until(lambda: self._selected_tag() == "commitment", "open the sentence behind the bar")
        self._picture("sentence")
        self.desk.drop_choice()

    def take_out(self) -> None:
        """The annotations as CSV, the timeline as pictures and numbers."""
        target = self.folder / "annotations.csv"
        filing.export_to(self.window, target)
        self._until(lambda: target.exists() and not self._is_busy(), "export the annotations")
        self.files.append(target)
        timeline = self.desk.timeline
        for name, write in (
            ("timeline.png", timeline.save_picture),
            ("timeline.svg", timeline.save_picture),
            ("timeline.csv", timeline.save_numbers),
        ):
            write(self.folder / name)
            self.files.append(self.folder / name)

    def darken(self) -> None:
        """The same in the dark."""
        theme.use("dark")
        QTest.qWait(200)
        self._picture("dark")

    # --- hands and eyes -----------------------------------------------------------------------------------------

    def _drag_over(self, words: str) -> None:
        """Select words of the open article with the left button, from their first code point to their last."""
        view = self.desk.pane.view
        start = self.desk.project.text(self._article()).index(words)
        span = Span(start, start + len(words))
        view.reveal(span)
        QTest.qWait(50)
        first, last = view.point_at(span.start), view.point_at(span.end)
        QTest.mousePress(view.viewport(), LEFT, NOTHING, first)
        for share in (0.3, 0.7, 1.0):
            place = QPointF(first) + (QPointF(last) - QPointF(first)) * share
            QTest.mouseMove(view.viewport(), place.toPoint(), 10)
        QTest.mouseRelease(view.viewport(), LEFT, NOTHING, last)
        self._until(lambda: view.selected_span() == span, f"select “{words}”")
        QTest.qWait(150)

    def _expect(self, tag: str, words: str) -> None:
        """Wait until the file holds this annotation."""
        self._until(lambda: any((one.tag, one.quote) == (tag, words) for one in self._stored()), f"store a {tag}")

    def _stored(self) -> list[Annotation]:
        return self.desk.project.annotations(self._article())

    def _article(self) -> Article:
        if self.desk.article is None:
            raise AnnotatorError("The tour has no article open.")
        return self.desk.article

    def _selected_tag(self) -> str:
        selected = self.desk.selected()
        return selected.tag if selected else ""

    def _is_busy(self) -> bool:
        return self.window.job is not None and self.window.job.isRunning()

    def _click(self, widget: QWidget, place: QPoint) -> None:
        QTest.mouseMove(widget, place)
        QTest.mouseClick(widget, LEFT, NOTHING, place)

    def _key(self, key: str) -> None:
        QTest.keyClicks(self.desk.pane.view, key)

    def _drop(self, path: Path) -> None:
        """Drop a folder onto the middle of the window, as a file manager would."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        place, actions = self.window.rect().center(), Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, actions, data, LEFT, NOTHING)
        QApplication.sendEvent(self.window, enter)
        drop = QDropEvent(QPointF(place), actions, data, LEFT, NOTHING, QEvent.Type.Drop)
        QApplication.sendEvent(self.window, drop)

    def _until(self, done: Callable[[], bool], aim: str) -> None:
        deadline = QDeadlineTimer(PATIENCE)
        while not done():
            if deadline.hasExpired():
                raise AnnotatorError(f"The tour could not {aim}; the pictures in {self.folder} show how far it came.")
            QTest.qWait(5)

    def _picture(self, name: str) -> None:
        QTest.qWait(100)
        number = sum(path.suffix == ".png" and path.name[0].isdigit() for path in self.files) + 1
        path = self.folder / f"{number:02} {name}.png"
        if not self.window.grab().save(str(path)):
            raise UserError(f"{path} cannot be written. Choose another folder for the tour.")
        self.files.append(path)


def _prepare(folder: Path) -> None:
    """Make the folder; a project that an earlier tour left there is moved aside, since somebody may have used it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        project = folder / "tour.annotations"
        if project.exists():
            stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
            project.rename(folder / f"tour before {stamp}.annotations")
    except OSError as error:
        raise UserError(f"The tour cannot use {folder}: {error.strerror}. Choose another folder.") from error
