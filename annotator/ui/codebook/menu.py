"""The menu of a tag: everything that can be done to it, with the keys that do it in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.project.outline import Order, Step, stepped
from annotator.records import TagId
from annotator.ui import theme, wording
from annotator.ui.actions import key_text, plain
from annotator.ui.codebook import asking, deeds

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

_MOVES: tuple[tuple[str, Step, str], ...] = (
    ("Up", "up", "Alt+Up"),
    ("Down", "down", "Alt+Down"),
    ("Below the tag above", "in", "Alt+Right"),
    ("Out one level", "out", "Alt+Left"),
)


def for_tag(window: QWidget, desk: Desk, tag_id: TagId) -> QMenu:
    """What can be done to one tag."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    editing = desk.codebook
    _add(menu, "Rename", "F2", lambda: editing.rename(tag_id))
    _add(menu, "Colour…", "", lambda: editing.recolor(tag_id))
    _add(menu, "Edit the tag…", "Alt+Return", lambda: editing.edit(tag_id))
    menu.addSeparator()
    moves = menu.addMenu("Move")
    for title, step, key in _MOVES:
        _add_move(moves, desk, (title, key), stepped(desk.tags, tag_id, step))
    merging = menu.addMenu("Merge into")
    _offer_others(merging, desk, tag_id)
    merging.setEnabled(len(desk.tags) > 1)
    _add(menu, "Split…", "", lambda: asking.ask_to_split(desk, tag_id))
    _add(menu, "Delete…", "Del", lambda: asking.ask_to_delete(desk, tag_id))
    menu.addSeparator()
    _add(menu, "New tag…", "", editing.add)
    if desk.project.read_only:
        for action in menu.actions():
            action.setEnabled(False)
    menu.addSeparator()
    is_alone = desk.pane.filtering.showing.tags == {tag_id}
    title = "Show all annotations in the text" if is_alone else "Show only this tag in the text"
    _add(menu, title, "", lambda: desk.pane.single_out(tag_id))
    wanted = replace(desk.narrowing.wanted, tags=frozenset([tag_id]))
    keeping = _add(menu, "Keep only this tag in the whole window", "", lambda: desk.narrowing.want(wanted))
    keeping.setEnabled(wanted != desk.narrowing.wanted)
    return menu


def _add_move(menu: QMenu, desk: Desk, named: tuple[str, str], wanted: Order | None) -> None:
    action = _add(menu, *named, lambda: deeds.order(desk, wanted) if wanted is not None else None)
    action.setEnabled(wanted is not None)


def _offer_others(menu: QMenu, desk: Desk, tag_id: TagId) -> None:
    def merging(into: TagId) -> Callable[[], None]:
        return lambda: deeds.merge(desk, tag_id, into)

    for tag in desk.tags:
        if tag.id != tag_id:
            _add(menu, wording.one_line(tag.name, 60), "", merging(tag.id)).setIcon(theme.swatch_icon(tag.color))


def _add(menu: QMenu, title: str, key: str, deed: Callable[[], object]) -> QAction:
    action = menu.addAction(plain(title) + (f"\t{key_text(key)}" if key else ""))
    action.triggered.connect(lambda: deed())
    return action
