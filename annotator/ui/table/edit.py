"""The menu Edit: undo, the selected annotation, the fields of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.records import UNREAD
from annotator.ui import citing, editing, statuses
from annotator.ui.actions import Action
from annotator.ui.desk import Desk
from annotator.ui.table.on import On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """The journal, the selected annotation and the fields of the article."""
    on = On(window)

    def delete_article(desk: Desk) -> None:
        if desk.article is not None:
            editing.delete_articles(desk, [desk.article.id])

    is_known = on.desk_is(lambda desk: desk.article is None or desk.article.status != UNREAD, "it is unread already")
    return [
        Action("undo", "Undo", "Edit", on(editing.undo), "Ctrl+Z", enabled=on.can_undo, says=on.undo_title,
               group="journal"),
        Action("redo", "Redo", "Edit", on(editing.redo), "Ctrl+Shift+Z", ("Ctrl+Y",), enabled=on.can_redo,
               says=on.redo_title, group="journal"),
        Action("note", "Write a note", "Edit", on(Desk.write_note), "N", enabled=on.selected, group="annotation"),
        Action("delete", "Delete the annotation", "Edit", on(Desk.delete_selected), "Del", ("Backspace",),
               enabled=on.selected, group="annotation"),
        Action("copy_citation", "Copy with citation", "Edit", on(citing.copy_chosen), "Ctrl+Shift+C",
               enabled=on.reading, group="copy"),
        Action("copy_link", "Copy a link", "Edit", on(citing.copy_chosen_links), "Ctrl+Shift+L",
               enabled=on.reading, group="copy"),
        Action("done", "Mark as done", "Edit", on(statuses.toggle_done), "Ctrl+D",
               enabled=on.reading & on.writable, says=lambda: _done_title(window.desk), group="article"),
        Action("mark_unread", "Mark as unread", "Edit", on(_mark_unread), enabled=on.reading & on.writable & is_known,
               group="article"),
        Action("fields", "Title, date and source…", "Edit", on(editing.ask_for_fields), "F2",
               enabled=on.reading & on.writable, group="article"),
        Action("delete_article", "Delete the article", "Edit", on(delete_article),
               enabled=on.reading & on.writable, group="article"),
    ]  # fmt: skip


def _mark_unread(desk: Desk) -> None:
    if desk.article is not None:
        statuses.mark_unread(desk, [desk.article.id])


def _done_title(desk: Desk | None) -> str:
    """What the key would do to the open article."""
    return "Mark as not done" if desk is not None and statuses.is_done(desk) else "Mark as done"
