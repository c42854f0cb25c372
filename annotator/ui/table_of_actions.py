"""The one table of everything a person can do; menus, keys, the sheet and the palette come from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.records import Tag
from annotator.ui import copies, editing, filing, restoring, verifying, wording
from annotator.ui.actions import Action
from annotator.ui.desk import Desk

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

Deed = Callable[[Desk], object]


def table(window: MainWindow) -> list[Action]:
    """All actions as things stand: the codebook and the recent projects are among them."""
    return [*_file(window), *_edit(window), *_view(window), *_tag(window), *_timeline(window), *_help(window)]


class _On:
    """Makes the two callables of an action that needs an open project."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, deed: Deed) -> Callable[[], object]:
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


def _file(window: MainWindow) -> list[Action]:
    on = _On(window)
    return [
        Action("new", "New project…", "File", lambda: filing.new_project(window), "Ctrl+N", group="project"),
        Action("open", "Open a project…", "File", lambda: filing.open_other(window), "Ctrl+O", group="project"),
        *_recent(window),
        Action("sample", "Open the sample project", "File", lambda: filing.open_sample(window), group="project"),
        Action("import", "Import files…", "File", lambda: filing.ask_for_files(window), "Ctrl+I",
               enabled=on.writable, group="in"),
        Action("import_folder", "Import a folder…", "File", lambda: filing.ask_for_folder(window), "Ctrl+Shift+I",
               enabled=on.writable, group="in"),
        Action("export", "Export annotations…", "File", lambda: filing.export(window), "Ctrl+E",
               enabled=on.open, group="out"),
        Action("backup", "Back up now", "File", lambda: filing.back_up(window), enabled=on.open, group="keep"),
        Action("restore", "Restore a backup…", "File", lambda: restoring.ask(window), group="keep"),
        Action("check", "Check the project", "File", lambda: verifying.check(window), enabled=on.open, group="keep"),
        Action("compare", "Compare with another copy…", "File", lambda: copies.ask_for_copy(window),
               enabled=on.open, group="keep"),
        Action("close", "Close the project", "File", window.close_project, "Ctrl+W", enabled=on.open, group="end"),
        Action("quit", "Quit", "File", window.close, "Ctrl+Q", group="end"),
    ]  # fmt: skip


def _recent(window: MainWindow) -> list[Action]:
    def opening(path: str) -> Callable[[], object]:
        return lambda: window.open_path(Path(path))

    return [
        Action(f"recent:{path}", f"{Path(path).stem}    {Path(path).parent}", "File", opening(path),
               group="project", within="Open recent")
        for path in window.settings.recent_projects
    ]  # fmt: skip


def _edit(window: MainWindow) -> list[Action]:
    on = _On(window)

    def fields(desk: Desk) -> None:
        if desk.article is not None:
            editing.ask_for_article_fields(desk, desk.article.id)

    def delete_article(desk: Desk) -> None:
        if desk.article is not None:
            editing.delete_articles(desk, [desk.article.id])

    return [
        Action("undo", "Undo", "Edit", on(editing.undo), "Ctrl+Z", enabled=on.can_undo, says=on.undo_title,
               group="journal"),
        Action("redo", "Redo", "Edit", on(editing.redo), "Ctrl+Shift+Z", ("Ctrl+Y",), enabled=on.can_redo,
               says=on.redo_title, group="journal"),
        Action("note", "Write a note", "Edit", on(Desk.write_note), "N", enabled=on.selected, group="annotation"),
        Action("delete", "Delete the annotation", "Edit", on(Desk.delete_selected), "Del", ("Backspace",),
               enabled=on.selected, group="annotation"),
        Action("fields", "Title, date and source…", "Edit", on(fields), "F2",
               enabled=lambda: on.reading() and on.writable(), group="article"),
        Action("delete_article", "Delete the article", "Edit", on(delete_article),
               enabled=lambda: on.reading() and on.writable(), group="article"),
    ]  # fmt: skip


def _view(window: MainWindow) -> list[Action]:
    on = _On(window)

    def shown(name: str) -> Callable[[], bool]:
        return lambda: window.desk is not None and not window.desk.parts()[name].isHidden()

    def switch(name: str) -> Callable[[], object]:
        return on(lambda desk: desk.toggle(name))

    def using(name: str) -> Callable[[], object]:
        return lambda: window.use_theme(name)

    def theme_is(name: str) -> Callable[[], bool]:
        return lambda: window.settings.theme == name

    panels = (("articles", "Articles", "F6"), ("tags", "Tags", "F7"), ("timeline", "Timeline", "F8"),
              ("table", "Annotation table", "F9"))  # fmt: skip
    themes = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
    return [
        Action("filter", "Filter articles", "View", on(lambda desk: desk.begin_filter()), "Ctrl+F",
               enabled=on.open, group="go"),
        Action("next_article", "Next article", "View", on(lambda desk: desk.open_neighbour(+1)), "Ctrl+PgDown",
               enabled=on.open, group="go"),
        Action("previous_article", "Previous article", "View", on(lambda desk: desk.open_neighbour(-1)), "Ctrl+PgUp",
               enabled=on.open, group="go"),
        Action("next_annotation", "Next annotation", "View", on(lambda desk: desk.step_annotation(+1)), "]",
               enabled=on.reading, group="go"),
        Action("previous_annotation", "Previous annotation", "View", on(lambda desk: desk.step_annotation(-1)), "[",
               enabled=on.reading, group="go"),
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
        *(Action(f"theme:{name}", title, "View", using(name), checked=theme_is(name),
                 group="look", within="Appearance") for name, title in themes),
        Action("full_screen", "Full screen", "View", window.toggle_full_screen, "F11", checked=window.isFullScreen,
               group="look"),
    ]  # fmt: skip


def _tag(window: MainWindow) -> list[Action]:
    on = _On(window)

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


def _timeline(window: MainWindow) -> list[Action]:
    on = _On(window)

    def has_choice() -> bool:
        return window.desk is not None and window.desk.choice is not None

    def mode(name: str) -> Action:
        return Action(f"mode:{name}", name.capitalize(), "Timeline", on(lambda desk: desk.timeline.set_mode(name)),
                      enabled=on.open, group="mode",
                      checked=lambda: window.desk is not None and window.desk.timeline.mode == name)  # fmt: skip

    def unit(name: str) -> Action:
        title = "As fits" if name == "auto" else f"By {name}"
        return Action(f"unit:{name}", title, "Timeline", on(lambda desk: desk.timeline.set_unit(name)),
                      enabled=on.open, group="unit",
                      checked=lambda: window.desk is not None and window.desk.timeline.unit == name)  # fmt: skip

    whole = Action("drop_choice", "Show the whole time", "Timeline", on(Desk.drop_choice), "Ctrl+Backspace",
                   enabled=has_choice, group="choice")  # fmt: skip
    modes = [mode(name) for name in ("stacked", "grouped", "normalized", "lanes")]
    return [whole, *modes, *(unit(name) for name in ("auto", "day", "week", "month", "quarter", "year"))]


def _help(window: MainWindow) -> list[Action]:
    def show_keys() -> None:
        from annotator.ui.dialogs.keys import KeySheet

        KeySheet(window, window.actions_table, window.desk.tags if window.desk else ()).open()

    def show_about() -> None:
        from annotator.ui.dialogs.telling import about_told

        about_told(window).open()

    return [
        Action("search", "Search everything", "Help", window.begin_search, "Ctrl+K", group="keys"),
        Action("keys", "Keys", "Help", show_keys, "?", ("F1",), group="keys"),
        Action("about", "About", "Help", show_about, group="about"),
    ]
