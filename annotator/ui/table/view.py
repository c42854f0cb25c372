"""The menu View: the size of the text, panels, appearance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.records import DONE, READING, UNREAD
from annotator.ui.actions import Action
from annotator.ui.article.filtering import EVERYTHING
from annotator.ui.desk import Desk
from annotator.ui.lists.article_list import ORDERS
from annotator.ui.table.on import On

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def actions(window: MainWindow) -> list[Action]:
    """Size of the text, panels, appearance."""
    on = On(window)

    def shown(name: str) -> Callable[[], bool]:
        return lambda: window.desk is not None and not window.desk.parts()[name].isHidden()

    def switch(name: str) -> Callable[[], object]:
        return on(lambda desk: desk.toggle(name))

    def using(name: str) -> Callable[[], object]:
        return lambda: window.use_theme(name)

    def theme_is(name: str) -> Callable[[], bool]:
        return lambda: window.settings.theme == name

    def settings_of_reading(desk: Desk) -> None:
        from annotator.ui.reading import shown  # late: the first picture needs no panel

        shown.toggle(window, desk)

    def focus_mode(desk: Desk) -> None:
        from annotator.ui.reading import focus  # late, as above

        focus.toggle(window, desk)

    has_tag = on.desk_is(lambda desk: desk.pane.view.tag_at_hand() is not None, "no annotation is selected")
    is_filtered = on.desk_is(lambda desk: not desk.pane.filtering.showing.is_all, "all are shown")
    panels = (("articles", "Articles", "F6"), ("tags", "Tags", "F7"), ("timeline", "Timeline", "F8"),
              ("table", "Annotation table", "F9"))  # fmt: skip
    themes = (("system", "As the system"), ("light", "Light"), ("sepia", "Sepia"), ("dark", "Dark"))
    return [
        Action("larger", "Larger text", "View", on(lambda desk: desk.pane.view.zoom_in()), "Ctrl++", ("Ctrl+=",),
               enabled=on.open, group="zoom"),
        Action("smaller", "Smaller text", "View", on(lambda desk: desk.pane.view.zoom_out()), "Ctrl+-",
               enabled=on.open, group="zoom"),
        Action("normal", "Normal text", "View", on(lambda desk: desk.pane.view.zoom_reset()), "Ctrl+0",
               enabled=on.open, group="zoom"),
        *(Action(f"panel:{name}", title, "View", switch(name), key, enabled=on.open, checked=shown(name),
                 group="panels") for name, title, key in panels),
        Action("history", "History", "View", on(Desk.toggle_history), "Ctrl+H", enabled=on.open,
               checked=lambda: window.desk is not None and window.desk.is_history_shown(), group="panels"),
        Action("show_tag", "Show only this tag", "View", on(_single_out), enabled=on.reading & has_tag,
               checked=lambda: window.desk is not None and _is_singled_out(window.desk), group="shown"),
        Action("show_some", "Show only some annotations…", "View", on(lambda desk: desk.pane.begin_filter()),
               "Ctrl+Alt+F", enabled=on.reading, group="shown"),
        Action("show_everything", "Show all annotations", "View", on(lambda desk: desk.pane.show_only(EVERYTHING)),
               enabled=on.reading & is_filtered, group="shown"),
        *_of_the_list(window, on),
        *(Action(f"theme:{name}", title, "View", using(name), checked=theme_is(name),
                 group="look", within="Appearance") for name, title in themes),
        Action("reading", "Typeface and spacing…", "View", on(settings_of_reading), "Ctrl+,", enabled=on.open,
               group="look"),
        Action("focus", "Focus mode", "View", on(focus_mode), "Shift+F11", enabled=on.reading,
               checked=lambda: window.desk is not None and window.desk.is_alone, group="look"),
        Action("full_screen", "Full screen", "View", window.toggle_full_screen, "F11", checked=window.isFullScreen,
               group="look"),
    ]  # fmt: skip


def _of_the_list(window: MainWindow, on: On) -> list[Action]:
    """Which articles the list shows, and in which order."""

    def showing(status: str) -> Callable[[], object]:
        return on(lambda desk: desk.articles.statuses.want(*filter(None, [status])))

    def is_shown(status: str) -> Callable[[], bool]:
        wanted = [status] if status else []
        return lambda: window.desk is not None and window.desk.articles.statuses.wanted() == wanted

    def ordering(name: str) -> Callable[[], object]:
        return on(lambda desk: desk.articles.set_order(name))

    def is_ordered(name: str) -> Callable[[], bool]:
        return lambda: window.desk is not None and window.desk.articles.order() == name

    listed = (("", "All articles"), (UNREAD, "Only unread articles"), (READING, "Only those being read"),
              (DONE, "Only done articles"))  # fmt: skip
    return [
        *(Action(f"status:{status or 'all'}", title, "View", showing(status), enabled=on.open,
                 checked=is_shown(status), group="shown", within="Articles in the list") for status, title in listed),
        *(Action(f"order:{name}", title, "View", ordering(name), enabled=on.open, checked=is_ordered(name),
                 group="shown", within="Order of the articles") for name, title in ORDERS.items()),
    ]  # fmt: skip


def _single_out(desk: Desk) -> None:
    """Paint only the annotations of the tag at hand, or all again."""
    tag_id = desk.pane.view.tag_at_hand()
    if tag_id is not None:
        desk.pane.single_out(tag_id)


def _is_singled_out(desk: Desk) -> bool:
    return desk.pane.filtering.showing.tags == {desk.pane.view.tag_at_hand()}
