"""The status bar: when the last edit was stored, how many annotations there are, which one is selected."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from annotator.records import READING
from annotator.ui import wording
from annotator.ui.actions import plain
from annotator.ui.desk import Desk
from annotator.ui.labels import OneLine, label, named, read_aloud

_MESSAGE_STAYS = 6000  # milliseconds


class Status(QStatusBar):
    """Plain words at the left, a message for some seconds, the analyst at the right."""

    analyst_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 8, 0)
        self.stored = label(self)
        self.counts = label(self)
        self.place = label(self)
        self.message = OneLine(self)
        self.badge = label(self, "badge", text="read-only")
        self.analyst = named(QToolButton(self), "analyst")
        self.analyst.setToolTip("Change the name that new annotations carry")
        self.analyst.clicked.connect(self.analyst_clicked)
        for part in (self.stored, self.counts, self.place, self.message):
            part.setContentsMargins(0, 0, 18, 0)
            self.addWidget(part, 1 if part is self.message else 0)
        self.addPermanentWidget(self.badge)
        self.addPermanentWidget(self.analyst)
        self._held = ""
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_MESSAGE_STAYS)
        self._fading.timeout.connect(self.message.clear)

    def say(self, words: str) -> None:
        """Show one sentence for some seconds."""
        self.message.setText(wording.one_line(words))
        self._fading.start()
        read_aloud(self, words)

    def hold(self, words: str) -> None:
        """Show one sentence until it is released, or something else is said."""
        self.say(words)
        self._fading.stop()
        self._held = self.message.text()

    def release(self) -> None:
        """Take back what is held, if nothing else was said since."""
        if self._held and self.message.text() == self._held:
            self.message.clear()
        self._held = ""

    def show_desk(self, desk: Desk | None) -> None:
        """Show the numbers of a desk, or nothing on the start page."""
        self.badge.setVisible(desk is not None and desk.project.read_only)
        self.analyst.setVisible(desk is not None)
        if desk is None:
            for part in (self.stored, self.counts, self.place):
                part.clear()
            return
        self.stored.setText("Read-only: nothing can be stored" if desk.project.read_only else desk.stored)
        here = f"{wording.number(len(desk.annotations))} here · " if desk.article else ""
        read = desk.article is not None and desk.article.status == READING
        far = f" · {desk.article.read_percent} % read" if desk.article is not None and read else ""
        self.counts.setText(f"{here}{wording.number(desk.totals.annotations)} in the project{far}")
        self.place.setText(desk.place_of_selected())
        self.analyst.setText(plain(wording.one_line(desk.project.analyst, 40)))
        self.analyst.setAccessibleName(f"Analyst: {desk.project.analyst}. Change the name")
