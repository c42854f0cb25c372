"""How the history stands on a desk: what it reads from the project, and which verbs answer it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.records import Edit
from annotator.ui import editing
from annotator.ui.history.panel import HistoryPanel

if TYPE_CHECKING:
    from annotator.ui.desk import Desk


def put_on(desk: Desk) -> None:
    """Give a desk the history of its project, hidden at first."""

    def fetch(limit: int, before: int | None) -> Sequence[Edit] | None:
        found: list[Sequence[Edit]] = []
        with desk.guarded():
            found.append(desk.project.edits(limit, before=before))
        return found[0] if found else None

    def details(edit: Edit) -> Sequence[str]:
        lines: list[str] = []
        with desk.guarded():
            lines.extend(desk.project.edit_details(edit))
        return lines

    panel = HistoryPanel(fetch, details, desk)
    panel.hide()
    panel.set_writable(not desk.project.read_only)
    panel.revert_requested.connect(lambda edit: editing.revert(desk, edit))
    panel.place_requested.connect(lambda edit: editing.go_to_edit(desk, edit))
    panel.close_requested.connect(desk.toggle_history)
    desk.put_beside(panel)
