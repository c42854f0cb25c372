"""A robot at the real window: its hands follow a random source, and what must hold is looked at after each step."""

from __future__ import annotations

import random

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.project import Project
from annotator.ui.article.view import ArticleView
from annotator.ui.desk import Desk
from annotator.ui.finding import _title

from .conftest import LEFT, NO_KEYS, Analyst

Key = Qt.Key
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_CARET_KEYS = (
    Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown,
)  # fmt: skip
_HELD = (NO_KEYS, NO_KEYS, SHIFT, SHIFT, CTRL, CTRL | SHIFT, ALT, ALT | SHIFT)
_WINDOW_KEYS = (
    (Key.Key_F3, NO_KEYS), (Key.Key_F3, SHIFT), (Key.Key_F4, NO_KEYS), (Key.Key_F6, NO_KEYS), (Key.Key_F7, NO_KEYS),
    (Key.Key_F8, NO_KEYS), (Key.Key_F9, NO_KEYS), (Key.Key_F11, SHIFT), (Key.Key_Return, CTRL), (Key.Key_D, CTRL),
    (Key.Key_H, CTRL), (Key.Key_Left, ALT), (Key.Key_Right, ALT), (Key.Key_PageDown, CTRL), (Key.Key_PageUp, CTRL),
    (Key.Key_T, CTRL | SHIFT), (Key.Key_F, CTRL | SHIFT), (Key.Key_F, CTRL | ALT), (Key.Key_Comma, CTRL),
    (Key.Key_C, CTRL | SHIFT), (Key.Key_L, CTRL | SHIFT), (Key.Key_Plus, CTRL), (Key.Key_Minus, CTRL),
    (Key.Key_0, CTRL), (Key.Key_F2, NO_KEYS), (Key.Key_F1, NO_KEYS), (Key.Key_Backspace, NO_KEYS),
)  # fmt: skip
_WORDS = (
    "the",
    "a",
    "levy",
    "ferr",
    ".",
    "e",
    "א",
    "ال",
    "の",
    "กำ",
    "👍",
    "zzz",
    " ",
    "é",
    "[",
    "(a+)+$",
    r"\w+",
    "^",
    "$",
    "",
)
_PALETTE_WORDS = (
    "claim", "demand", "zoom", "next", "prev", "undo", "redo", "show", "timeline", "dark", "light", "sepia", "merge",
    "split", "adjust", "keep", "note", "delete", "done", "unread", "#", "#cl", "#de", "@", "@fer", "@א", ">", ">tag",
    "sentence", "focus", "filter", "history", "copy", "week", "lanes", "ltr", "qqq",
)  # fmt: skip
_LEADS_OUT = ("File", "Help")
"""Menus whose actions leave the project or ask for files; the robot keeps away from them."""


class Hands:
    """What a person can do with mouse and keyboard, each deed chosen by one random source."""

    def __init__(self, analyst: Analyst, other: Project, source: random.Random) -> None:
        self.analyst = analyst
        self.other = other
        self.source = source
        self.done: list[str] = []
        self.first_edit = other.edits(1)[0].sequence
        """The number of the edit that brought the articles; the robot never takes that back."""

    @property
    def desk(self) -> Desk:
        return self.analyst.desk

    @property
    def view(self) -> ArticleView:
        return self.desk.pane.view

    def tell(self, words: object) -> None:
        """Write down more of what is being done, for whoever looks for the reason of a failure."""
        self.done[-1] += f" {words}"

    def look(self, milliseconds: int = 1) -> None:
        QTest.qWait(milliseconds)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEYS) -> None:
        self.tell(f"{held.name}+{key.name}" if held else key.name)
        QTest.keyClick(QApplication.focusWidget() or self.analyst.window, key, held)

    def type(self, words: str) -> None:
        """Type at the focus; what no keyboard has comes as an input method's words would."""
        self.tell(repr(words))
        for sign in words:
            target = QApplication.focusWidget() or self.analyst.window
            if sign.isascii():
                QTest.keyClick(target, sign)
            else:
                QTest.sendKeyEvent(QTest.KeyAction.Click, target, Key.Key_unknown, sign, NO_KEYS)

    def can_undo(self) -> bool:
        """Whether undo would take back something that was done since the articles came."""
        return self.last_edit() > self.first_edit

    def last_edit(self) -> int:
        """The number of the edit that undo would take back."""
        return next((edit.sequence for edit in self.other.edits(10_000) if edit.state == "done"), 0)

    # The text

    def point(self) -> QPoint:
        viewport = self.view.viewport()
        if self.source.random() < 0.7 and self.view.text:
            found = self.view.point_at(self.source.randint(0, min(len(self.view.text), 1_500)))
            if viewport.rect().contains(found):
                return found
        return QPoint(self.source.randrange(viewport.width()), self.source.randrange(viewport.height()))

    def drag(self) -> None:
        held = self.source.choice((NO_KEYS, NO_KEYS, NO_KEYS, SHIFT, ALT))
        first, last = self.point(), self.point()
        if self.source.random() < 0.6:
            last = first + QPoint(self.source.randint(-220, 220), self.source.randint(-30, 30))
        self._drag(first, last, held)

    def _drag(self, first: QPoint, last: QPoint, held: Qt.KeyboardModifier, *, escape: bool = False) -> None:
        self.tell(f"{first.toTuple()}..{last.toTuple()} {held.name}")
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, held, first)
        self._move_held((first + last) / 2, held)
        self._move_held(last, held)
        if escape:
            self.press(Key.Key_Escape)
        QTest.mouseRelease(viewport, LEFT, held, last)

    def _move_held(self, point: QPoint, held: Qt.KeyboardModifier) -> None:
        viewport = self.view.viewport()
        whole = QPointF(viewport.mapToGlobal(point))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), whole, Qt.MouseButton.NoButton, LEFT, held)
        QApplication.sendEvent(viewport, event)

    def click(self) -> None:
        times, point, viewport = self.source.choice((1, 1, 1, 2, 3, 4)), self.point(), self.view.viewport()
        self.tell(f"{times} times at {point.toTuple()}")
        if times == 1:
            QTest.mouseClick(viewport, LEFT, self.source.choice((NO_KEYS, NO_KEYS, SHIFT)), point)
            return
        for count in range(times):
            if count % 2:
                QTest.mouseDClick(viewport, LEFT, NO_KEYS, point)
                QTest.mouseRelease(viewport, LEFT, NO_KEYS, point)  # of a double click QTest sends the press alone
            else:
                QTest.mouseClick(viewport, LEFT, NO_KEYS, point)

    def click_a_mark(self) -> None:
        shown = self.view.annotations()
        if shown:
            found = self.source.choice(shown)
            self.view.reveal(found.span)
            for _ in range(self.source.choice((1, 1, 2, 3))):
                QTest.mouseClick(
                    self.view.viewport(), LEFT, NO_KEYS, self.view.point_at((found.start + found.end) // 2)
                )
            self.tell(found.span)

    def drag_a_handle(self) -> None:
        handles = self.view.adjusting.handles()
        each = handles.handles if handles is not None else ()
        if not each:
            self.click_a_mark()
            return
        first = self.source.choice(each).knob.toPoint()
        last = first + QPoint(self.source.randint(-160, 160), self.source.randint(-60, 60))
        held = self.source.choice((NO_KEYS, NO_KEYS, ALT))
        self._drag(first, last, held, escape=self.source.random() < 0.15)

    def move(self) -> None:
        for _ in range(self.source.choice((1, 1, 3, 6))):
            self.press(self.source.choice(_CARET_KEYS), self.source.choice(_HELD))

    def adjust(self) -> None:
        self.press(Key.Key_Return)
        for _ in range(self.source.randint(0, 6)):
            key = self.source.choice(
                (Key.Key_Left, Key.Key_Right, Key.Key_Tab, Key.Key_Up, Key.Key_Left, Key.Key_Right)
            )
            self.press(key, self.source.choice((NO_KEYS, NO_KEYS, CTRL, ALT)) if key != Key.Key_Tab else NO_KEYS)
        if self.source.random() < 0.8:
            self.press(self.source.choice((Key.Key_Return, Key.Key_Return, Key.Key_Escape)))

    def tag(self) -> None:
        self.type(self.source.choice("1234567cmdw."))

    def tag_too(self) -> None:
        self.press(self.source.choice((Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_D)), ALT)

    def divide_or_join(self) -> None:
        self.press(Key.Key_J, self.source.choice((CTRL, CTRL | SHIFT)))

    def keep_a_tag(self) -> None:
        self.press(Key.Key_T, CTRL)

    def step(self) -> None:
        self.type(self.source.choice("[]{}"))

    def use_the_small_palette(self) -> None:
        self.press(Key.Key_Return)
        self.type("/")
        self.type(self.source.choice(("cl", "dem", "zz", "", "commitment")))
        self.press(self.source.choice((Key.Key_Return, Key.Key_Return, Key.Key_Escape, Key.Key_Down, Key.Key_Tab)))

    def tab(self) -> None:
        self.press(self.source.choice((Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab)))

    def escape(self) -> None:
        self.press(Key.Key_Escape)

    def write_a_note(self) -> None:
        self.type("n")
        self.type(self.source.choice(("why", "", "<b>so</b>", "x\u0301")))
        self.press(*self.source.choice(((Key.Key_Return, CTRL), (Key.Key_Escape, NO_KEYS), (Key.Key_Tab, NO_KEYS))))

    def delete(self) -> None:
        self.press(Key.Key_Delete)

    def undo(self) -> None:
        for _ in range(self.source.choice((1, 1, 2, 4))):
            held = self.source.choice((CTRL, CTRL, CTRL | SHIFT))
            if held != CTRL or self.can_undo():
                self.press(Key.Key_Z, held)

    def wheel(self) -> None:
        turned = QPoint(0, self.source.choice((-360, -120, 120, 360)))
        held, place = self.source.choice((NO_KEYS, NO_KEYS, CTRL)), QPointF(self.point())
        event = QWheelEvent(
            place, place, QPoint(), turned, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def hover(self) -> None:
        QTest.mouseMove(self.view.viewport(), self.point())

    # Around the text

    def find(self) -> None:
        self.press(Key.Key_F, CTRL)
        bar = self.desk.pane.finding._bar
        if self.source.random() < 0.4:
            switch = self.source.choice(list(bar.switches.values()))
            QTest.mouseClick(switch, LEFT, NO_KEYS, switch.rect().center())
        self.type(self.source.choice(_WORDS))
        for _ in range(self.source.randint(0, 3)):
            self.press(Key.Key_Return, self.source.choice((NO_KEYS, SHIFT)))
        if self.source.random() < 0.6:
            self.press(Key.Key_Escape)

    def filter_marks(self) -> None:
        pane = self.desk.pane
        kind = self.source.randrange(4)
        self.tell(kind)
        if kind == 0:
            pane.single_out(self.source.choice(list(self.desk.tags)).id)
        elif kind == 1:
            rows = self.desk.panel.list
            row = self.source.randrange(rows.tags.rowCount())
            QTest.mouseClick(rows.viewport(), LEFT, ALT, rows.visualRect(rows.tags.index(row)).center())
        elif kind == 2:
            self.press(Key.Key_F, CTRL | ALT)
            self.type(self.source.choice(("why", "zzz", "")))
            self.look(150)
            self.press(self.source.choice((Key.Key_Return, Key.Key_Escape)))
        elif pane._strip is not None:
            pane._strip.show_all()

    def key_of_the_window(self) -> None:
        self.press(*self.source.choice(_WINDOW_KEYS))

    def open_another(self) -> None:
        rows = self.desk.articles
        if rows.model.rowCount() and rows.isVisible():
            row = self.source.randrange(rows.model.rowCount())
            self.tell(row)
            self.analyst.click_row(rows.rows, rows.model.index(row))
            self.view.setFocus()

    def click_the_table(self) -> None:
        table = self.desk.table
        if table.rows.isVisible() and table.model.rowCount():
            row = self.source.randrange(table.model.rowCount())
            self.tell(row)
            place = table.rows.visualRect(table.model.index(row, 1)).center()
            held = self.source.choice((NO_KEYS, NO_KEYS, NO_KEYS, CTRL, SHIFT))
            QTest.mouseClick(table.rows.viewport(), LEFT, held, place)

    def click_a_tag(self) -> None:
        rows = self.desk.panel.list
        if rows.isVisible() and rows.tags.rowCount():
            row = self.source.randrange(rows.tags.rowCount())
            self.tell(row)
            QTest.mouseClick(rows.viewport(), LEFT, NO_KEYS, rows.visualRect(rows.tags.index(row)).center())

    def ask_for_menu(self) -> None:
        """Open the menu of the text by its key, and take something from it that does not lead out."""
        self.press(Key.Key_Menu)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            for _ in range(self.source.randint(0, 9)):
                QTest.keyClick(menu, Key.Key_Down)
            chosen = menu.activeAction()
            self.tell(chosen.text() if chosen is not None else "nothing")
            leads_out = chosen is not None and "browser" in chosen.text().lower()
            QTest.keyClick(menu, Key.Key_Escape if leads_out else self.source.choice((Key.Key_Return, Key.Key_Escape)))

    def search_everything(self) -> None:
        self.press(Key.Key_K, CTRL)
        self.type(self.source.choice(_PALETTE_WORDS))
        self.look(95)
        for _ in range(self.source.randint(0, 3)):
            self.press(Key.Key_Down)
        search = self.analyst.window.search
        rows = search._list
        chosen = rows.currentItem().text() if rows is not None and rows.currentItem() is not None else ""
        out = {_title(action) for action in self.analyst.window.repertoire.actions if action.menu in _LEADS_OUT}
        self.tell(chosen)
        is_out = chosen in out or "link" in chosen or (chosen.startswith("Undo") and not self.can_undo())
        self.press(Key.Key_Escape if is_out else Key.Key_Return)

    def resize(self) -> None:
        size = self.source.choice(((900, 600), (1440, 900), (760, 480), (1100, 700)))
        self.tell(size)
        self.analyst.window.resize(*size)

    def wait(self) -> None:
        self.look(230)
