"""What an action does to the open project, and when it can be done: callables that ask the window each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.ui import wording
from annotator.ui.desk import Desk

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

Deed = Callable[[Desk], object]


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether something can be done now, and in a few words why not; `one & other` asks for both."""

    why_not: Callable[[], str]
    """What is missing, nothing if nothing is."""

    def __call__(self) -> bool:
        """Whether nothing is missing."""
        return not self.why_not()

    def __and__(self, other: Condition) -> Condition:
        """Both; the first that does not hold says why not."""
        return Condition(lambda: self.why_not() or other.why_not())


def _is_charted(desk: Desk) -> bool:
    return not desk.timeline.isHidden() and desk.timeline.header.export.isEnabled()


class On:
    """Makes the callables of actions that need an open project."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.open = Condition(lambda: "" if window.desk is not None else "no project is open")
        """A project is open."""
        self.writable = self.open & self.desk_is(lambda desk: not desk.project.read_only, "the project is read-only")
        """A project is open that can be written to."""
        self.reading = self.open & self.desk_is(lambda desk: desk.article is not None, "no article is open")
        """An article is open."""
        self.chosen = self.reading & self.desk_is(lambda desk: desk.selected() is not None, "no annotation is selected")
        """An annotation is selected."""
        self.charted = self.open & self.desk_is(_is_charted, "the timeline is hidden or has nothing to show")
        """The timeline shows something."""
        self.selected = self.writable & self.chosen
        """An annotation is selected that can be changed."""
        self.can_undo = self.writable & Condition(
            lambda: "there is nothing to undo" if self._label("undo") == "" else ""
        )
        """There is something to undo."""
        self.can_redo = self.writable & Condition(
            lambda: "there is nothing to redo" if self._label("redo") == "" else ""
        )
        """There is something to redo."""

    def __call__(self, deed: Deed) -> Callable[[], object]:
        """What does a deed on the desk, and nothing while no project is open."""
        return lambda: deed(self._window.desk) if self._window.desk is not None else None

    def desk_is(self, holds: Callable[[Desk], bool], why_not: str) -> Condition:
        """A condition on the desk that holds, too, while there is none; say `on.open & ...` where there must be one."""
        window = self._window
        return Condition(lambda: "" if window.desk is None or holds(window.desk) else why_not)

    def undo_title(self) -> str:
        """Undo with the name of the edit."""
        return f"Undo {self._label('undo') or ''}".strip()

    def redo_title(self) -> str:
        """Redo with the name of the edit."""
        return f"Redo {self._label('redo') or ''}".strip()

    def _label(self, verb: str) -> str | None:
        """What would be undone or redone; nothing if nothing, None while the file cannot be asked."""
        desk = self._window.desk
        if desk is None or desk.waiting.holds("read"):
            return None
        found: list[str] = []
        with desk.guarded():
            project = desk.project
            found.append(wording.one_line((project.undo_label if verb == "undo" else project.redo_label)() or "", 70))
        return found[0] if found else None
