"""What has to be asked before the codebook is changed: which annotations leave a tag, and where they go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.records import Arrivals, TagId
from annotator.ui import wording
from annotator.ui.codebook import deeds

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

_FILES = "Codebooks (*.json);;All files (*)"


def ask_to_delete(desk: Desk, tag_id: TagId) -> None:
    """Delete a tag; where it carries annotations, ask first what becomes of them."""
    with desk.guarded():
        tag = desk.project.tag(tag_id)
        if desk.project.read_only:
            return
        if not tag.annotations:
            deeds.delete(desk, tag_id)
            return
        from annotator.ui.dialogs.deleting_tag import DeletingTag

        def keep(values: dict[str, Any]) -> None:
            deeds.delete(desk, tag_id, **values)

        DeletingTag(desk, tag, desk.tags, keep).open()


def ask_to_merge(desk: Desk, tag_id: TagId) -> None:
    """Ask into which tag another is merged."""
    with desk.guarded():
        tag = desk.project.tag(tag_id)
        if desk.project.read_only:
            return
        if len(desk.tags) < 2:
            desk.say("There is no other tag to merge it into.")
            return
        from annotator.ui.dialogs.merging_tag import MergingTag

        MergingTag(desk, tag, desk.tags, lambda values: deeds.merge(desk, tag_id, values["into"])).open()


def ask_to_split(desk: Desk, tag_id: TagId) -> None:
    """Ask which annotations of a tag go to a new one; those that are selected in the table are chosen already."""
    from annotator.ui.dialogs.splitting_tag import SplittingTag

    with desk.guarded():
        tag = desk.project.tag(tag_id)
        if desk.project.read_only:
            return
        if tag.annotations < 2:
            desk.say(f"{tag.name} has fewer than two annotations; there is nothing to split.")
            return
        carried = desk.project.annotations(tag=tag_id)
        titles = {one.id: one.title for one in desk.project.articles_of(sorted({n.article_id for n in carried}))}
        chosen = [one.id for one in desk.table.chosen() if one.tag_id == tag_id]

        def keep(values: dict[str, Any]) -> None:
            deeds.split(desk, tag_id, values["name"], values["annotations"])

        dialog = SplittingTag(desk, tag, keep, names=[one.name for one in desk.tags])
        dialog.show_annotations(carried, titles, chosen if 0 < len(chosen) < len(carried) else [])
        dialog.open()


def export(desk: Desk) -> None:
    """Ask for a file and write the codebook into it."""
    start = desk.project.path.with_name(f"{desk.project.name} codebook.json")
    chosen, _ = QFileDialog.getSaveFileName(desk, "Export the codebook", str(start), _FILES)
    if chosen:
        export_to(desk, Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.json"))


def export_to(desk: Desk, path: Path) -> None:
    """Write the codebook into a file."""

    def deed() -> None:
        number = desk.project.write_codebook(path)
        desk.say(f"Exported {wording.counted(number, 'tag')} to {path}")

    desk.attempt(deed, name=("export codebook", path))


def take_in(desk: Desk) -> None:
    """Ask for a codebook and show what of it would come in."""
    chosen, _ = QFileDialog.getOpenFileName(desk, "Import a codebook", str(desk.project.path.parent), _FILES)
    if chosen:
        take_in_from(desk, Path(chosen))


def take_in_from(desk: Desk, path: Path) -> None:
    """Show what a codebook would bring in, and bring it in once that is confirmed."""
    from annotator.ui.dialogs.arriving_tags import ArrivingTags

    def look(*, update: bool) -> Arrivals:
        return desk.project.arrivals(path, update=update)

    def keep(values: dict[str, Any]) -> None:
        def deed() -> None:
            came = desk.project.read_codebook(path, **values)
            changed = f", {wording.counted(len(came.differing), 'tag')} changed" if values["update"] else ""
            deeds.say(desk, f"{wording.counted(len(came.new), 'tag')} came in{changed}")

        desk.attempt(deed, name=("import codebook", path))

    with desk.guarded():
        arrivals = look(update=False)
        if not arrivals.new and not arrivals.differing:
            raise UserError(f"The codebook {path.name} holds nothing new: all its tags are here, just as it has them.")
        ArrivingTags(desk, path.name, look, keep).open()
