"""How the reading settings stand at a window: where the panel comes up, what it changes, what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from annotator.ui import theme
from annotator.ui.reading import focus
from annotator.ui.reading.choice import Reading
from annotator.ui.reading.panel import ReadingPanel

if TYPE_CHECKING:
    from annotator.ui.desk import Desk
    from annotator.ui.main_window import MainWindow

EDGE = 10
"""How far from the desk's corner the panel stands, in pixels: beside the text, so that one sees what changes."""

STORED_AFTER = 400
"""How long a choice rests before it is written, in milliseconds: a slider passes many."""


def toggle(window: MainWindow, desk: Desk) -> None:
    """Open the panel of the reading settings, or close it."""
    found = desk.findChild(ReadingShown)
    shown = found if isinstance(found, ReadingShown) else ReadingShown(window, desk)
    shown.leave() if shown.panel.isVisible() else shown.come()


class ReadingShown(QObject):
    """Ties one panel to the desk on which it stands."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(desk)
        self._window, self._desk = window, desk
        self.panel = ReadingPanel(desk)
        self.panel.hide()
        self._storing = QTimer(self, interval=STORED_AFTER, singleShot=True)
        self._storing.timeout.connect(window.settings.save)
        self.panel.reading_wanted.connect(self._read_as)
        self.panel.size_wanted.connect(self._resize)
        self.panel.theme_wanted.connect(window.use_theme)
        self.panel.left.connect(self.leave)
        self.panel.focus_wanted.connect(self._toggle_focus)
        desk.pane.view.zoom_changed.connect(self._refresh)
        theme.announcer().changed.connect(self._refresh)
        desk.installEventFilter(self)

    def come(self) -> None:
        """Show the panel with what is in force, and give it the focus."""
        self._refresh()
        self._place()
        self.panel.show()
        self.panel.raise_()
        self.panel.family.setFocus()

    def leave(self) -> None:
        """Hide the panel and go back to the text."""
        self.panel.hide()
        self._desk.pane.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel in its corner."""
        if event.type() == QEvent.Type.Resize and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.panel.adjustSize()
        self.panel.move(max(0, self._desk.width() - self.panel.width() - EDGE), EDGE)

    def _refresh(self) -> None:
        view = self._desk.pane.view
        self.panel.show_choice(view.reading, zoom=view.zoom, appearance=self._window.settings.theme)

    def _read_as(self, reading: Reading) -> None:
        self._desk.pane.read_as(reading)
        self._window.settings.reading = reading._asdict()
        self._storing.start()
        self._refresh()

    def _toggle_focus(self) -> None:
        self.panel.hide()
        focus.toggle(self._window, self._desk)

    def _resize(self, step: int) -> None:
        view = self._desk.pane.view
        {1: view.zoom_in, -1: view.zoom_out, 0: view.zoom_reset}[step]()
