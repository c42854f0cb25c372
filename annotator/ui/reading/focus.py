"""Focus mode: the text alone, one paragraph of it in full ink; Escape brings everything back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from annotator.ui.reading.dimming import Dimming

if TYPE_CHECKING:
    from annotator.ui.desk import Desk
    from annotator.ui.main_window import MainWindow

SAID = "Focus mode. Esc brings the panels back."


def toggle(window: MainWindow, desk: Desk) -> None:
    """Show the text of a desk alone, or everything again."""
    found = desk.findChild(FocusMode)
    if isinstance(found, FocusMode):
        found.leave()
    elif desk.article is not None:
        FocusMode(window, desk)


class FocusMode(QObject):
    """Lasts as long as the text stands alone."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(desk)
        self._window, self._desk = window, desk
        desk.read_alone(alone=True)
        desk.pane.header.set_dimmed(True)
        self._dimming = Dimming(desk.pane.view)
        desk.panel.card.left.connect(self._put_tags_away)
        desk.pane.installEventFilter(self)
        desk.pane.view.setFocus()
        window.status.hold(SAID)

    def leave(self) -> None:
        """Bring back what was there before."""
        desk = self._desk
        desk.panel.card.left.disconnect(self._put_tags_away)
        desk.pane.removeEventFilter(self)
        self._window.status.release()
        self._dimming.stop()
        desk.pane.header.set_dimmed(False)
        desk.read_alone(alone=False)
        desk.pane.view.setFocus()
        self.setParent(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave with an Escape that nothing in the text had a use for."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return super().eventFilter(watched, event)

    def _put_tags_away(self) -> None:
        """The note for which the panel came is written."""
        self._desk.show_part("tags", shown=False)
