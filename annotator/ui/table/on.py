"""What an action does to the open project, and when it can be done: callables that ask the window each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.ui import wording
from annotator.ui.desk import Desk

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

Deed = Callable[[Desk], object]


class On:
    """Makes the two callables of an action that needs an open project."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, deed: Deed) -> Callable[[], object]:
        """What does a deed on the desk, and nothing while no project is open."""
        return lambda: deed(self._window.desk) if self._window.desk is not None else None

    def open(self) -> bool:
        """Whether a project is open."""
        return self._window.desk is not None

    def writable(self) -> bool:
        """Whether a project is open that can be written to."""
        return self._window.desk is not None and not self._window.desk.project.read_only

    def reading(self) -> bool:
        """Whether an article is open."""
        return self._window.desk is not None and self._window.desk.article is not None

    def selected(self) -> bool:
        """Whether an annotation is selected that can be changed."""
        return self.writable() and self._window.desk is not None and self._window.desk.selected() is not None

    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self.writable() and self._label("undo_label") != ""

    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return self.writable() and self._label("redo_label") != ""

    def undo_title(self) -> str:
        """Undo with the name of the edit."""
        return f"Undo {self._label('undo_label') or ''}".strip()

    def redo_title(self) -> str:
        """Redo with the name of the edit."""
        return f"Redo {self._label('redo_label') or ''}".strip()

    def _label(self, name: str) -> str | None:
        """What would be undone or redone; nothing if nothing, None while the file cannot be asked."""
        desk = self._window.desk
        if desk is None or desk.waiting.holds("read"):
            return None
        found: list[str] = []
        with desk.guarded():
            found.append(wording.one_line(getattr(desk.project, name)() or "", 70))
        return found[0] if found else None
