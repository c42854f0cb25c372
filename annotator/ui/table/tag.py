"""The menu Tag: every tag by its own keys, and the codebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.records import Tag
from annotator.ui import editing, wording
from annotator.ui.actions import Action
from annotator.ui.table.on import On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """Every tag of the open project with its own keys, and the codebook."""
    on = On(window)

    def applying(tag: Tag) -> Callable[[], object]:
        return on(lambda desk: editing.apply_tag(desk, tag.id))

    tags = window.desk.tags if window.desk is not None else ()
    keys = {tag.id: [key for key in (tag.key, tag.letter.upper()) if key] for tag in tags}
    return [
        *(Action(f"tag:{tag.id}", wording.one_line(tag.name, 60), "Tag", applying(tag),
                 keys[tag.id][0] if keys[tag.id] else "", tuple(keys[tag.id][1:]),
                 enabled=on.writable, group="tags") for tag in tags),
        Action("again", "Same tag again", "Tag", on(editing.apply_again), ".", enabled=on.writable, group="again"),
        Action("add_tag", "New tag…", "Tag", on(editing.ask_for_tag), enabled=on.writable, group="codebook"),
    ]  # fmt: skip
