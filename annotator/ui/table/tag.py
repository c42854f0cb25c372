"""The menu Tag: every tag by its own keys, and the codebook."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
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
        Action("add_tag", "New tag…", "Tag", on(lambda desk: desk.codebook.add()), enabled=on.writable,
               group="codebook"),
        Action("edit_tag", "Edit the tag…", "Tag", on(lambda desk: desk.codebook.edit(desk.panel.focused_tag())),
               enabled=on.writable, group="codebook"),
        Action("to_tags", "Go to the tags", "Tag", on(lambda desk: desk.codebook.go_to_list()), enabled=on.open,
               group="codebook"),
        Action("import_codebook", "Import a codebook…", "Tag", on(lambda desk: _asking().take_in(desk)),
               enabled=on.writable, group="files"),
        Action("export_codebook", "Export the codebook…", "Tag", on(lambda desk: _asking().export(desk)),
               enabled=on.open, group="files"),
    ]  # fmt: skip


def _asking() -> ModuleType:
    from annotator.ui.codebook import asking  # late: the first picture asks nothing

    return asking
