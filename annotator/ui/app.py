"""Starts the window: the application, its look, a self-test, the last project or the start page."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

    from PySide6.QtWidgets import QApplication

    from annotator.project.settings import Settings
    from annotator.records import Annotation
    from annotator.ui.main_window import MainWindow

_SELF_TEST_CALLS = 100
_NO_SCREEN = "The window cannot open here. Start it in a desktop session, or use the commands: “annotator --help”."


def run(project: Path | None, *, sample: bool = False, annotation: Annotation | None = None) -> int:
    """Open the window on a project, the sample project, the last one, or the start page; the exit status.

    With an annotation of the project the window opens where it stands. UserError if there is no screen to open it on.
    """
    check_display()
    # Loading makes hundreds of thousands of objects that live to the end; looking through them costs a tenth.
    gc.disable()
    spare_feature_search()
    from annotator.project import settings as remembered
    from annotator.ui import theme

    application = make_application()
    settings = remembered.load()
    theme.use(settings.theme)
    window = make_window(settings, project, sample=sample, annotation=annotation)
    hook = _Hook(window)
    window.painted.connect(_collect_again)
    window.painted.connect(lambda: close_on_signals(window))
    window.show()
    try:
        return application.exec()
    finally:
        hook.remove()


def spare_feature_search() -> None:
    """Keep PySide from reading the source of each module imported from now on, which is a twentieth of the start.

    It looks for modules that ask for `snake_case` or `true_property`; none here does. Where another version has no
    such search, nothing is done.
    """
    with suppress(ImportError, AttributeError):
        import PySide6.QtCore  # noqa: F401 - brings the module below

        import_module("shibokensupport.feature")._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]


def make_application() -> QApplication:
    """The application with its style and faces; the one that exists if there is one."""
    from PySide6.QtWidgets import QApplication

    from annotator.ui import theme

    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else _new_application()
    application.setApplicationName("annotator")
    application.setApplicationDisplayName("Annotation desk")
    application.setStyle("Fusion")
    check_binding()
    theme.load_faces()
    application.setFont(theme.ui_font())
    return application


def _new_application() -> QApplication:
    """A new application; one sentence and exit status 1 where Qt would abort, as on a display that is gone."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    def tell(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            sys.stderr.write(f"annotator: {_NO_SCREEN} Qt says: {' '.join(words.split())}\n")
            sys.stderr.flush()
            os._exit(1)

    before = qInstallMessageHandler(tell)
    try:
        return QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)


def make_window(
    settings: Settings, project: Path | None = None, *, sample: bool = False, annotation: Annotation | None = None
) -> MainWindow:
    """The window on what was asked for, not shown yet."""
    from PySide6.QtGui import QGuiApplication

    from annotator.ui import locality
    from annotator.ui.main_window import MainWindow
    from annotator.ui.timeline import patterns

    locality.begin_weeks(settings.weeks)
    patterns.use(on=settings.patterns)
    window = MainWindow(settings)
    QGuiApplication.styleHints().colorSchemeChanged.connect(window.follow_system)  # ends with the window
    if sample and project is None:
        _open_sample(window)
        return window
    if annotation is not None and project is not None:
        from annotator.ui import arriving

        arriving.open_at(window, project, annotation)
        return window
    wanted = project or (Path(settings.last_project) if settings.last_project else None)
    if wanted is None or not window.open_path(wanted):
        window.show_start_page()
    return window


def _open_sample(window: MainWindow) -> None:
    """Open the sample project at once, or make it first where it is not there yet."""
    from annotator.project import sample_path

    path = sample_path()
    if not path.exists() or not window.open_path(path):
        from annotator.ui import filing

        window.show_start_page()
        filing.open_sample(window)


def close_on_signals(window: MainWindow) -> None:
    """Close the window, and so keep its place and notes, on Ctrl+C in the terminal and when the session ends.

    Python runs its signal handlers between two steps of its own, which an idle window never makes: a byte in a pipe
    wakes Qt, and Qt wakes Python.
    """
    import signal

    from PySide6.QtCore import QSocketNotifier

    reader, writer = os.pipe()
    for end in (reader, writer):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.close())
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda: os.read(reader, 16))


def check_display() -> None:
    """Refuse to start where Qt would find no screen and abort the process."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in names):
        from annotator.errors import UserError

        raise UserError(f"There is no display (DISPLAY and WAYLAND_DISPLAY are unset). {_NO_SCREEN}")


def check_binding() -> None:
    """Refuse a Qt binding that loses references to None, for it would abort after some thousand calls."""
    from PySide6.QtCore import QObject

    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(_SELF_TEST_CALLS):
        probe.setObjectName("")
    if sys.getrefcount(None) < before - _SELF_TEST_CALLS // 2:
        import PySide6

        from annotator.errors import UserError

        raise UserError(
            f"PySide6 {PySide6.__version__} is faulty with this Python and would crash while you work. "
            "Install the version that this program names (PySide6-Essentials below 6.12)."
        )


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


class _Hook:
    """Catches what nobody else caught: into the log, and into one dialog at a time; the window goes on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._is_telling = False
        self._before = sys.excepthook
        sys.excepthook = self._tell

    def remove(self) -> None:
        """Leave the program's last words to Python again."""
        sys.excepthook = self._before

    def _tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        import traceback

        from annotator.errors import UserError

        if isinstance(error, UserError):
            self._window.tell_trouble(str(error))
            return
        words = "".join(traceback.format_exception(kind, error, trace))
        _log().error("%s", words)
        self._before(kind, error, trace)
        if not self._is_telling:
            from annotator.ui.dialogs.telling import bug_told

            self._is_telling = True
            dialog = bug_told(self._window, str(log_path()), words)
            dialog.finished.connect(self._told)
            dialog.open()

    def _told(self) -> None:
        self._is_telling = False


def log_path() -> Path:
    """Where errors of the program are written."""
    from platformdirs import user_log_path

    return user_log_path("annotator", appauthor=False) / "annotator.log"


def _log() -> logging.Logger:
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("annotator")
    if log.handlers:
        return log
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(log_path(), maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return log
