"""The button of the header whose menu holds the saved views."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from annotator.ui.actions import plain
from annotator.ui.timeline.segmented import FlatButton
from annotator.ui.wording import one_line


class ViewsButton(FlatButton):
    """`shown` carries the name of a view; `names` is asked each time the menu opens; whoever has views says how."""

    shown = Signal(str)
    keep_asked = Signal()
    list_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Views", parent)
        self.has_arrow = self.has_border = True
        self.can_keep = True
        self.setAccessibleName("Saved views of the timeline")
        self.names: Callable[[], Sequence[str]] = list
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self.fill)
        self.clicked.connect(lambda: self.menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def fill(self) -> None:
        """Offer the views there are just now, and to keep what is shown."""
        self.menu.clear()
        for name in self.names():
            action = self.menu.addAction(plain(one_line(name, 60)))
            action.triggered.connect(lambda _checked=False, name=name: self.shown.emit(name))
        self.menu.addSeparator()
        keep = self.menu.addAction("Save this view…")
        keep.setEnabled(self.can_keep)
        keep.triggered.connect(lambda: self.keep_asked.emit())
        self.menu.addAction("All views…").triggered.connect(lambda: self.list_asked.emit())
