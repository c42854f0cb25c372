"""The menu Go: to articles and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ui import statuses
from annotator.ui.actions import Action
from annotator.ui.desk import Desk
from annotator.ui.reading import opening
from annotator.ui.table.on import On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """From here to another article or annotation."""
    on = On(window)
    can_go = {
        "back": on.open & on.desk_is(lambda desk: bool(desk.going.past), "no place was visited before"),
        "forward": on.open & on.desk_is(lambda desk: bool(desk.going.future), "you have not gone back"),
    }
    return [
        Action("back", "Back", "Go", on(lambda desk: desk.going.back()), "Alt+Left", enabled=can_go["back"],
               group="places"),
        Action("forward", "Forward", "Go", on(lambda desk: desk.going.forward()), "Alt+Right",
               enabled=can_go["forward"], group="places"),
        Action("filter", "Filter articles", "Go", on(lambda desk: desk.begin_filter()), "Ctrl+Shift+F",
               enabled=on.open, group="find"),
        Action("filter_table", "Filter annotations", "Go", on(_begin_table_filter), enabled=on.open, group="find"),
        Action("to_table", "To the annotation table", "Go", on(_go_to_table), "Ctrl+Shift+T", enabled=on.open,
               group="find"),
        Action("find", "Find in the article…", "Go", on(lambda desk: desk.pane.finding.begin()), "Ctrl+F",
               enabled=on.reading, group="find"),
        Action("find_next", "Find the next", "Go", on(lambda desk: desk.pane.finding.step(+1)), "F3",
               enabled=on.reading, group="find"),
        Action("find_previous", "Find the previous", "Go", on(lambda desk: desk.pane.finding.step(-1)), "Shift+F3",
               enabled=on.reading, group="find"),
        Action("open_link", "Open the link at the caret", "Go", on(lambda desk: opening.open_at_caret(window, desk)),
               enabled=on.reading & on.desk_is(_is_at_link, "no link is at the caret"), group="find"),
        Action("next_article", "Next article", "Go", on(lambda desk: desk.open_neighbour(+1)), "Ctrl+PgDown",
               enabled=on.open, group="article"),
        Action("previous_article", "Previous article", "Go", on(lambda desk: desk.open_neighbour(-1)), "Ctrl+PgUp",
               enabled=on.open, group="article"),
        Action("next_unread", "Next unread article", "Go", on(statuses.open_next_unread), "F4", enabled=on.open,
               group="article"),
        Action("done_and_next", "Done, and next unread", "Go", on(statuses.done_and_next), "Ctrl+Return",
               ("Ctrl+Enter",), enabled=on.reading & on.writable, group="article"),
        Action("next_annotation", "Next annotation", "Go", on(lambda desk: desk.step_annotation(+1)), "]",
               enabled=on.reading, group="annotation"),
        Action("previous_annotation", "Previous annotation", "Go", on(lambda desk: desk.step_annotation(-1)), "[",
               enabled=on.reading, group="annotation"),
    ]  # fmt: skip


def _is_at_link(desk: Desk) -> bool:
    return bool(opening.address_at_caret(desk.pane.view))


def _begin_table_filter(desk: Desk) -> None:
    """Put the cursor into the filter of the annotations."""
    desk.show_part("table", shown=True)
    desk.table.begin_filter()


def _go_to_table(desk: Desk) -> None:
    """Put the focus on the annotations, on the selected one or the first."""
    desk.show_part("table", shown=True)
    desk.table.enter()
