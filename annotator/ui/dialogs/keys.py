"""The sheet of all keys, where they are changed: actions by menu, the tags with theirs, and what the mouse does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Tag, TagId
from annotator.ui import wording
from annotator.ui.actions import MENUS, Action, key_text
from annotator.ui.dialogs.key_ask import KeyAsk
from annotator.ui.dialogs.key_given import BY_MOUSE, FIXED, ON_THE_TIMELINE, Told
from annotator.ui.dialogs.key_rows import Cap, KeyRow, Section, name_of
from annotator.ui.keymap import Keymap, owner_of, refusal
from annotator.ui.labels import label, tab_through

_COLUMN = 330  # pixels
_COLUMNS = 3
_GAP = 36  # pixels between columns
_SHORT = 20  # rows that one column takes before there is a second
_OWN = ("recent:", "tag:")  # actions that come and go; a tag's keys are in the codebook


class Keyboard(Protocol):
    """Where the sheet finds the actions as things stand, and changes their keys."""

    keymap: Keymap

    @property
    def actions(self) -> list[Action]:
        """All actions with the keys in force."""

    def refill(self) -> None:
        """Put changed keys in force."""


class KeySheet(QDialog):
    """Every action with its keys on one sheet; a click on a key and a press of another changes it at once."""

    def __init__(
        self,
        parent: QWidget,
        keyboard: Keyboard,
        tags: Sequence[Tag],
        change_tag: Callable[[TagId], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._keyboard = keyboard
        self._tags = tags
        self._change_tag = change_tag
        self._rows: dict[str, KeyRow] = {}
        self._columns: list[QVBoxLayout] = []
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("Find an action or a key")
        self.filter.setAccessibleName("Find an action or a key")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._arrange)
        self.every = QCheckBox("Also without a key", self)
        self.every.toggled.connect(self._arrange)
        self.asking = KeyAsk(self)
        self.reset_all = QPushButton("Reset all…", self, autoDefault=False)
        self.reset_all.clicked.connect(self._ask_reset)
        self._page = QWidget(self)
        self._sections = self._made_sections()
        self._build()
        self._show_keys()
        room = parent.size() * 0.94
        self.resize(QSize(_COLUMNS * (_COLUMN + _GAP) + 40, 860).boundedTo(room))
        self._arrange()
        self.filter.setFocus()

    # --- building -----------------------------------------------------------------------------------------------

    def _made_sections(self) -> list[Section]:
        sections = [Section("Keys of every text", _told_rows(FIXED), self._page)]
        for menu in MENUS:
            actions = [one for one in self._keyboard.actions if one.menu == menu and not one.id.startswith(_OWN)]
            rows = [self._rows.setdefault(one.id, KeyRow(name_of(one), f"{menu} {one.within}")) for one in actions]
            if rows:
                sections.append(Section(menu, rows, self._page))
        sections.append(
            Section("Keys of the timeline, while it has the focus", _told_rows(ON_THE_TIMELINE), self._page)
        )
        tags = [self._tag_row(tag) for tag in self._tags if tag.key or tag.letter]
        if tags:
            sections.append(Section("Tags, from the codebook", tags, self._page))
        return [*sections, Section("By mouse", _told_rows(BY_MOUSE), self._page)]

    def _tag_row(self, tag: Tag) -> KeyRow:
        row = KeyRow(wording.one_line(tag.name, 60), "tags")
        for key in (tag.key, tag.letter.upper()):
            if key:
                cap = row.add_cap(key)
                cap.setToolTip("Change the tag")
                cap.asked.connect(lambda: self._leave_for_tag(tag.id))
        return row

    def _build(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(16)
        above.addWidget(self.filter, 1)
        above.addWidget(self.every)
        self._across = QHBoxLayout(self._page)
        self._across.setContentsMargins(4, 4, 14, 0)
        for _ in range(_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addStretch(1)
            self._columns.append(column)
            self._across.addLayout(column)
        self._area = QScrollArea(self, widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        self._close = QPushButton("Close", self, autoDefault=False)
        self._close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(label(self, text="Click a key, then press the new one. Del on a key removes it.", soft=True), 1)
        below.addWidget(self.reset_all)
        below.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 14)
        outer.setSpacing(12)
        outer.addLayout(above)
        outer.addWidget(self._area, 1)
        outer.addWidget(self.asking)
        outer.addLayout(below)

    # --- showing ------------------------------------------------------------------------------------------------

    def row(self, action_id: str) -> KeyRow:
        """The row of an action; KeyError if the sheet has none."""
        return self._rows[action_id]

    def _show_keys(self) -> None:
        """Show the keys in force."""
        for action in self._keyboard.actions:
            row = self._rows.get(action.id)
            if row is not None and [cap.key for cap in row.caps] != list(action.keys or ("",)):
                row.drop_caps()
                for key in action.keys or ("",):
                    self._connect(row.add_cap(key), action.id)
            if row is not None:
                row.say_lent(self._keyboard.keymap.lent.get(action.id, ""))
            for cap in row.caps if row is not None else ():
                cap.mark(changed=self._keyboard.keymap.is_changed(action.id))
        self.reset_all.setEnabled(self._keyboard.keymap.is_any_changed())
        caps = [cap for section in self._sections for row in section.rows for cap in row.caps]
        tab_through(self.filter, self.every, *caps, self.reset_all, self._close)

    def _connect(self, cap: Cap, action_id: str) -> None:
        cap.asked.connect(lambda: self._begin(action_id, cap))
        cap.given.connect(lambda key: self._take(action_id, cap, key))
        cap.left.connect(self._leave)
        cap.removed.connect(
            lambda: self._keep(action_id, [key for key in self._action(action_id).keys if key != cap.key])
        )
        cap.passed.connect(self.asking.take_focus)

    def _arrange(self) -> None:
        """Show what the filter asks for, in as many columns as there is room for."""
        words = self.filter.text().casefold().split()
        has_all = self.every.isChecked() or bool(words)
        heights = [section.show_rows(lambda row: self._is_wanted(row, words, has_all)) for section in self._sections]
        for section in self._sections:
            for column in self._columns:
                column.removeWidget(section)
        number = min(max((self.width() - 40) // (_COLUMN + _GAP // 2), 1), _COLUMNS)
        for place in range(_COLUMNS):
            self._across.setStretch(place, int(place < number))
        self._across.setSpacing(_GAP if number > 1 else 0)
        for section, place in zip(self._sections, _balanced(heights, number), strict=True):
            column = self._columns[place]
            column.insertWidget(column.count() - 1, section)

    def _is_wanted(self, row: KeyRow, words: Sequence[str], has_all: bool) -> bool:
        return (has_all or not row.caps or row.is_lent or any(cap.key for cap in row.caps)) and row.fits(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the columns that there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the filter into the sheet; Escape empties the filter first."""
        if event.key() == Qt.Key.Key_Down and self.filter.hasFocus():
            first = next((cap for row in self._rows.values() if row.isVisible() for cap in row.caps), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Escape and self.asking.isVisible():
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            self.filter.setFocus()
        else:
            super().keyPressEvent(event)

    # --- changing -----------------------------------------------------------------------------------------------

    def _action(self, action_id: str) -> Action:
        return next(one for one in self._keyboard.actions if one.id == action_id)

    def _begin(self, action_id: str, cap: Cap) -> None:
        self._leave()
        self._wait(action_id, cap)

    def _begin_beside(self, action_id: str) -> None:
        self._leave()
        cap = self._rows[action_id].add_cap("")
        self._connect(cap, action_id)
        self._wait(action_id, cap)

    def _wait(self, action_id: str, cap: Cap) -> None:
        """Have a cap wait for its key, and offer what else can be done."""
        action = self._action(action_id)
        name = name_of(action)
        offers: list[tuple[str, Callable[[], object]]] = []
        if cap.key:
            offers.append(("Another key beside it", lambda: self._begin_beside(action_id)))
            offers.append(("Remove it", lambda: self._keep(action_id, [one for one in action.keys if one != cap.key])))
        if self._keyboard.keymap.is_changed(action_id):
            offers.append(("As it was at first", lambda: self._reset(action_id)))
        offers.append(("Cancel", self._leave))
        cap.wait(on=True)
        cap.setFocus()
        self.asking.ask(f"Press the new key for “{name}”.", offers)

    def _take(self, action_id: str, cap: Cap, key: str) -> None:
        """Give the action a key, unless it cannot have it or another has it; then say so."""
        action, actions = self._action(action_id), self._keyboard.actions
        if key == cap.key:
            self._leave()
            return
        why_not = refusal(action, key, self._tags)
        if why_not:
            self.asking.say(why_not)
            return
        keys = [key if one == cap.key else one for one in action.keys] if cap.key else [*action.keys, key]
        other = owner_of(key, actions, but=action)
        if other is None:
            self._keep(action_id, keys)
            return
        self.asking.ask(
            f"{key_text(key)} is the key of “{name_of(other)}”.",
            [
                (f"Give it to “{name_of(action)}”", lambda: self._keep(action_id, keys, instead_of=other)),
                (f"Leave it with “{name_of(other)}”", self._leave),
            ],
        )
        cap.wait(on=False)
        self.asking.take_focus()

    def _keep(self, action_id: str, keys: Sequence[str], *, instead_of: Action | None = None) -> None:
        action = self._action(action_id)
        self._keyboard.keymap.give(action, keys, instead_of=instead_of)
        self._put_in_force(action_id)

    def _reset(self, action_id: str) -> None:
        self._keyboard.keymap.reset(self._action(action_id), self._keyboard.actions)
        self._put_in_force(action_id)

    def _ask_reset(self) -> None:
        self._leave()
        self.asking.ask(
            "Give every action its first keys again?", [("Reset all", self._reset_all), ("Cancel", self._leave)]
        )
        self.asking.take_focus()

    def _reset_all(self) -> None:
        self._keyboard.keymap.reset_all()
        self._put_in_force("")

    def _put_in_force(self, action_id: str) -> None:
        self._keyboard.refill()
        self._leave()
        self._show_keys()
        row = self._rows.get(action_id)
        (row.caps[0] if row is not None else self.filter).setFocus()

    def _leave(self) -> None:
        """Wait for no key any longer."""
        self.asking.leave()
        for action_id, row in self._rows.items():
            for cap in row.caps:
                if cap.waits:
                    cap.wait(on=False)
                    cap.setFocus()
            if len(row.caps) > 1 and not row.caps[-1].key:  # a place beside another key that was given none
                row.drop_caps()
                for key in self._action(action_id).keys:
                    self._connect(row.add_cap(key), action_id)
                row.caps[0].setFocus()

    def _leave_for_tag(self, tag_id: TagId) -> None:
        if self._change_tag is not None:
            self.reject()
            self._change_tag(tag_id)


def _told_rows(told: Told) -> list[KeyRow]:
    rows = [KeyRow(name, how) for name, how in told]
    for row, (_, how) in zip(rows, told, strict=True):
        row.say(how)
    return rows


def _balanced(heights: Sequence[int], columns: int) -> list[int]:
    """The column of each section, in their order, so that the highest column is as low as can be."""
    limit = max(_SHORT, *heights, -(-sum(heights) // columns)) if heights else 0
    while (places := _filled(heights, limit))[-1:] > [columns - 1]:
        limit += 1
    return places


def _filled(heights: Sequence[int], limit: int) -> list[int]:
    """The column of each section when a column is left only for one that would make it higher than `limit`."""
    answer: list[int] = []
    column = above = 0
    for height in heights:
        if above and above + height > limit:
            column, above = column + 1, 0
        above += height
        answer.append(column)
    return answer
