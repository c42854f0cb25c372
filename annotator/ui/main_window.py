"""The window: menus and search above, a start page or the desk of a project, notices, the status bar."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.errors import ProjectBusyError, UserError
from annotator.project import open_project
from annotator.project.settings import Settings
from annotator.ui import actions, editing, left_open, session, theme, troubles, wiring
from annotator.ui.desk import Desk
from annotator.ui.dialogs.notice import Notice
from annotator.ui.dialogs.search import SearchField
from annotator.ui.dialogs.strip import JobStrip
from annotator.ui.dropping import DropPlace
from annotator.ui.keeping import Keeping
from annotator.ui.labels import label, named
from annotator.ui.pressing import press_focused
from annotator.ui.repertoire import Repertoire
from annotator.ui.status import Status
from annotator.ui.waiting import PATIENCE, Waiting
from annotator.ui.watching import Watching

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.ui.dialogs.welcome import WelcomePage
    from annotator.ui.jobs import Job
    from annotator.ui.verifying import Vigil

_SURROUNDINGS_AFTER = 700  # milliseconds after a project was opened; its first pictures go first


class MainWindow(QMainWindow):
    """One window with at most one project; `painted` is sent once, when its first picture is on the screen."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.desk: Desk | None = None
        self.welcome: WelcomePage | None = None
        self._vigil: Vigil | None = None
        self._was_warned = False  # that a note would be lost
        self.repertoire = Repertoire(self)
        self._was_painted = False
        self._was_hot = False  # whether a write to the project was under way when it was opened
        self.setMinimumSize(760, 480)
        self.pages = QStackedWidget(self)
        self.notice = Notice(self)
        self.strip = JobStrip(self)
        self.status = Status(self)
        self.drop_place = DropPlace(self)
        self.watching = Watching(self.strip.is_busy, self)
        self.keeping = Keeping(self)
        self.waiting = Waiting(lambda deed: deed(), self)  # for a project that cannot be opened just now
        self._build()
        self._connect_parts()
        session.restore_window(self, settings)
        self._retitle()

    # --- projects -----------------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> bool:
        """Open a project in this window in place of the present one; a sentence and False if it cannot be."""
        path = Path(path).absolute()
        try:
            return self._open(path)
        except ProjectBusyError:
            self.waiting.add("open", lambda: self._open(path))
            return False

    def _open(self, path: Path) -> bool:
        was_hot = left_open.has_hot_journal(path)
        try:
            project = open_project(path, analyst=self.settings.analyst or None, patience=PATIENCE, keep=False)
        except ProjectBusyError:
            raise
        except UserError as error:
            troubles.tell_refused(self, path, str(error))
            return False
        self.close_project()
        if self.desk is not None:
            project.close()  # there is a note that could not be stored, and it was said
            return False
        self.settings.used(path)
        self._was_warned = False
        self.desk = Desk(project, self.pages)
        wiring.connect_window(self, self.desk)
        session.restore_layout(self.desk, self.settings)
        place = self.settings.place(path)
        self.desk.load(place.article, place.anchor)
        self.pages.addWidget(self.desk)
        self.pages.setCurrentWidget(self.desk)
        self.desk.pane.view.setFocus()
        self._retitle()
        self.watching.begin(project)
        self.keeping.begin(project)
        self._was_hot = was_hot
        if self._was_painted:
            QTimer.singleShot(0, self.desk, self._show_rest)
        self._greet()
        desk = self.desk
        QTimer.singleShot(_SURROUNDINGS_AFTER, desk, lambda: _late("copies").look_around(self, desk))
        return True

    def close_project(self) -> None:
        """Close the project and go back to the start page; everything is stored already."""
        if self.desk is None or not self._may_leave():
            return
        session.remember(self, self.desk, self.settings)
        self._put_away()
        self.notice.hide()
        self.show_start_page()

    def show_start_page(self) -> None:
        """Show the page that offers projects."""
        from annotator.ui.dialogs.welcome import WelcomePage

        if self.welcome is None:
            page = self.welcome = WelcomePage(self)
            page.sample_requested.connect(lambda: _late("filing").open_sample(self))
            page.new_requested.connect(lambda: _late("filing").new_project(self))
            page.open_requested.connect(lambda: _late("filing").open_other(self))
            page.recent_requested.connect(lambda path: self.open_path(Path(path)))
            self.pages.insertWidget(0, page)
        self.settings.forget_deleted()
        self.welcome.show_recent(self.settings.recent_projects)
        self.pages.setCurrentWidget(self.welcome)
        self.welcome.sample.setFocus()
        self._retitle()

    # --- telling ------------------------------------------------------------------------------------------------

    def tell_trouble(self, words: str) -> None:
        """One sentence that stays until it is closed."""
        self.notice.say(words)

    def check_quietly(self) -> None:
        """Check the project beside the work, and say something only if there are findings."""
        if self._vigil is not None:
            self._vigil.check()

    def is_checking_quietly(self) -> bool:
        """Whether a check goes on that nobody asked for."""
        return self._vigil is not None and self._vigil.is_checking()

    def start_job(self, job: Job, done: Callable[[Any], object]) -> None:
        """Run a long verb with its progress shown; one at a time."""
        if self.strip.job is not None and self.strip.is_busy():
            self.tell_trouble(f"{self.strip.job.title} is still under way. Wait for it, or stop it first.")
            job.deleteLater()
            return
        self.notice.hide()
        self.strip.begin(job, done)

    @property
    def job(self) -> Job | None:
        """The long verb that is under way."""
        return self.strip.job

    def begin_search(self) -> None:
        """Put the cursor into the search field and offer everything."""
        self.search.begin()

    def ask_for_analyst(self) -> None:
        """Ask whose name new annotations carry."""
        if self.desk is not None:
            editing.ask_for_analyst(self.desk, self.settings)

    def use_theme(self, name: str) -> None:
        """Put `system`, `light`, `sepia` or `dark` in force, now and next time."""
        self.settings.theme = name
        theme.use(name)
        self.settings.save()

    def follow_system(self) -> None:
        """Turn light or dark with the desktop, if that is what the person chose."""
        if self.settings.theme == "system":
            theme.use("system")

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run the action of a key that the focused part let through, as no shortcut does; Escape ends a notice."""
        if self.repertoire.press(event) or press_focused(self, event):
            return
        if event.key() == Qt.Key.Key_Escape and not self.notice.isHidden():
            self.notice.hide()
        else:
            super().keyPressEvent(event)

    # --- Qt -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first picture once it is out, and only then load what draws the timeline."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; what was marked is stored already, and a note that cannot be stored is said first."""
        if not self._may_leave():
            event.ignore()
            return
        session.remember(self, self.desk, self.settings)
        self._put_away()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search field its share of the menu bar."""
        super().resizeEvent(event)
        self.search.setFixedWidth(min(max(self.width() // 4, 200), 340))

    # --- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bar = self.menuBar()
        bar.setNativeMenuBar(False)
        self._name = label(bar, "project")
        corner = QWidget(bar)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 5, 6, 3)
        self.search = named(SearchField(lambda typed: _late("finding").found(self, typed), corner), "search")
        row.addWidget(self.search)
        bar.setCornerWidget(self._name, Qt.Corner.TopLeftCorner)
        bar.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.menus = actions.Menus(bar, self, lambda words: self.status.say(words))
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.notice, self.strip, self.pages):
            column.addWidget(widget, 1 if widget is self.pages else 0)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _connect_parts(self) -> None:
        self.strip.stopped.connect(lambda title: self.status.say(f"{title} was stopped; nothing was changed."))
        self.strip.failed.connect(lambda error: troubles.tell_failure(self, error))
        self.watching.trouble.connect(self.tell_trouble)
        self.keeping.trouble.connect(self.tell_trouble)
        self.keeping.waiting.connect(lambda words: self.status.hold(words) if words else self.status.release())
        self.watching.displaced.connect(lambda error: troubles.tell_displaced(self, error))
        self.waiting.began.connect(lambda: troubles.tell_waiting(self))
        self.waiting.ended.connect(self.status.release)
        self.waiting.gave_up.connect(lambda words, again: troubles.tell_busy(self, words, again))
        self.drop_place.dropped.connect(lambda paths: _late("filing").take_dropped(self, paths))
        self.status.analyst_clicked.connect(self.ask_for_analyst)
        theme.announcer().changed.connect(self._restyle)

    def _retitle(self) -> None:
        name = self.desk.project.name if self.desk else ""
        self.setWindowTitle(f"{name} – Annotation desk" if name else "Annotation desk")
        self._name.setText(name if len(name) < 40 else name[:39] + "…")
        self._name.setVisible(bool(name))
        self.drop_place.is_open = self.desk is not None
        self._name.adjustSize()
        self.repertoire.refill()
        self.status.show_desk(self.desk)

    def _greet(self) -> None:
        """Say what whoever opens this project should know at once."""
        if self.desk is None:
            return
        if self.desk.project.notice:
            self.notice.say(self.desk.project.notice)
        elif not self.desk.totals.articles and not self.desk.project.read_only:
            self.notice.say(
                "This project is empty. Drop text files or whole folders anywhere on the window, or choose them.",
                button="Import files…",
                deed=lambda: _late("filing").ask_for_files(self),
            )

    def _may_leave(self) -> bool:
        """Whether all notes are stored, or the person was told and leaves all the same."""
        if self.desk is None or self._was_warned:
            return True
        card, waiting = self.desk.panel.card, self.desk.waiting
        self.desk.codebook.store()
        card.store_all_notes()
        if waiting.finish() and card.store_all_notes():
            return True
        self._was_warned = True
        what, why = "Something", "Another program is writing to the project."
        if not waiting.is_on():
            what, why = "A note", self.notice.words()
        words = f"{what} could not be stored. {why} Leave once more to go without it."
        self.notice.say(words.replace("  ", " "))
        return False

    def _put_away(self) -> None:
        """Close the project and delete its desk, before the window: a chart that goes with its window crashes."""
        self.strip.end()
        self.watching.end()
        self.keeping.end()
        self.waiting.stop()
        if self._vigil is not None:
            self._vigil.end()
        desk, self.desk = self.desk, None
        if desk is None:
            return
        self.search.leave()
        desk.close()
        self.pages.removeWidget(desk)
        desk.deleteLater()

    def _restyle(self) -> None:
        self.notice.restyle()
        if self.desk is not None:
            self.desk.restyle()

    def _after_first_paint(self) -> None:
        self.painted.emit()
        self.repertoire.begin()
        self._show_rest()

    def _show_rest(self) -> None:
        """Draw what the first picture did without, and leave a mark that this project is open."""
        if self.desk is None:
            return
        if self._vigil is None:
            from annotator.ui.verifying import Vigil

            self._vigil = Vigil(self)
        project = self.desk.project
        self._vigil.begin(project.path, was_hot=self._was_hot, writable=not project.read_only)
        self.desk.show_chart()


def _late(name: str) -> ModuleType:
    """A module of this room that the first picture does not need, loaded when it is first used."""
    return import_module(f"annotator.ui.{name}")
