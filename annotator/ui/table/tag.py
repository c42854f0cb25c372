"""The menu Tag: every tag by its own keys, and the codebook."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

from annotator.project.outline import Step, stepped
from annotator.records import Tag, TagId
from annotator.ui import editing, wording
from annotator.ui.actions import Action
from annotator.ui.codebook import deeds
from annotator.ui.desk import Desk
from annotator.ui.table.on import Condition, On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_STEPS: tuple[tuple[Step, str], ...] = (
    ("up", "Move {} up"), ("down", "Move {} down"),
    ("in", "Put {} below the tag above"), ("out", "Put {} one level out"),
)  # fmt: skip


def actions(window: MainWindow) -> list[Action]:
    """Every tag of the open project with its own keys, and the codebook."""
    on = On(window)

    def applying(tag: Tag) -> Callable[[], object]:
        return on(lambda desk: editing.apply_tag(desk, tag.id))

    used = on.desk_is(lambda desk: desk.last_tag is not None, "no tag was used yet")
    tags = window.desk.tags if window.desk is not None else ()
    keys = {tag.id: [key for key in (tag.key, tag.letter.upper()) if key] for tag in tags}
    return [
        *(Action(f"tag:{tag.id}", wording.one_line(tag.name, 60), "Tag", applying(tag),
                 keys[tag.id][0] if keys[tag.id] else "", tuple(keys[tag.id][1:]),
                 enabled=on.writable, group="tags") for tag in tags),
        Action("again", "Same tag again", "Tag", on(editing.apply_again), ".", enabled=on.writable & used,
               group="again"),
        Action("add_tag", "New tag…", "Tag", on(lambda desk: desk.codebook.add()), enabled=on.writable,
               group="codebook"),
        Action("edit_tag", "Edit the tag…", "Tag", on(lambda desk: desk.codebook.edit(desk.panel.focused_tag())),
               enabled=on.writable, group="codebook"),
        *_to_one_tag(window, on),
        Action("to_tags", "Go to the tags", "Tag", on(lambda desk: desk.codebook.go_to_list()), enabled=on.open,
               group="codebook"),
        Action("import_codebook", "Import a codebook…", "Tag", on(lambda desk: _asking().take_in(desk)),
               enabled=on.writable, group="files"),
        Action("export_codebook", "Export the codebook…", "Tag", on(lambda desk: _asking().export(desk)),
               enabled=on.open, group="files"),
    ]  # fmt: skip


def _to_one_tag(window: MainWindow, on: On) -> list[Action]:
    """What can be done to the tag with the focus or, without one, to the tag whose definition is shown."""

    def named(title: str) -> Callable[[], str]:
        def says() -> str:
            desk = window.desk
            tag_id = desk.panel.focused_tag() if desk is not None else None
            name = next((tag.name for tag in desk.tags if tag.id == tag_id), "") if desk is not None else ""
            return title.format(f"“{wording.one_line(name, 40)}”" if name else "the tag")

        return says

    def row(action_id: str, title: str, deed: Callable[[Desk, TagId], object], lacks: Condition) -> Action:
        def run(desk: Desk) -> None:
            tag_id = desk.panel.focused_tag()
            if tag_id is not None:
                desk.show_part("tags", shown=True)
                deed(desk, tag_id)

        return Action(action_id, title.format("the tag"), "Tag", on(run), enabled=on.writable & lacks,
                      says=named(title), group="codebook", within="This tag")  # fmt: skip

    def moving(step: Step) -> Callable[[Desk, TagId], object]:
        def move(desk: Desk, tag_id: TagId) -> None:
            wanted = stepped(desk.tags, tag_id, step)
            deeds.order(desk, wanted) if wanted is not None else desk.say("The tag cannot go further that way.")

        return move

    any_tag = on.desk_is(lambda desk: desk.panel.focused_tag() is not None, "there are no tags yet")
    return [
        row("rename_tag", "Rename {}", lambda desk, tag_id: desk.codebook.rename(tag_id), any_tag),
        row("recolor_tag", "Colour of {}…", lambda desk, tag_id: desk.codebook.recolor(tag_id), any_tag),
        row("merge_tag", "Merge {} into another…", lambda desk, tag_id: _asking().ask_to_merge(desk, tag_id), any_tag),
        row("split_tag", "Split {}…", lambda desk, tag_id: _asking().ask_to_split(desk, tag_id), any_tag),
        row("delete_tag", "Delete {}…", lambda desk, tag_id: _asking().ask_to_delete(desk, tag_id), any_tag),
        *(row(f"tag_{step}", title, moving(step), any_tag) for step, title in _STEPS),
    ]


def _asking() -> ModuleType:
    from annotator.ui.codebook import asking  # late: the first picture asks nothing

    return asking
