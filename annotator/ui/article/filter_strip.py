"""The strip above the text that says which annotations are painted, and takes each of its conditions away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.records import Annotation, Tag
from annotator.ui import theme, wording
from annotator.ui.actions import plain
from annotator.ui.article.filtering import EVERYTHING, Filtering, Showing
from annotator.ui.chip_flow import ChipFlow, chip_of
from annotator.ui.labels import hairline, label, named, read_aloud
from annotator.ui.pressing import press_focused

_MOST_CHIPS = 3
_LONGEST_NAME = 22
_TYPING_ENDS_AFTER = 120  # milliseconds
_ROOMY = 420  # pixels of width that all but the chips need

_Thing = TypeVar("_Thing")


class FilterStrip(QFrame):
    """Chips for tags and analysts, a field for words of notes, and how many annotations remain."""

    showing_changed = Signal(object)  # Showing
    left = Signal()

    def __init__(self, filtering: Filtering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtering = filtering
        self._tags: Sequence[Tag] = ()
        self._flow = ChipFlow(self)
        self._is_roomy = True
        self._is_open = False
        self.choose = named(QToolButton(self), "menu")
        self.choose.setText("Show only")
        self.choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.choose)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.choose.setMenu(self.menu)
        self.note = QLineEdit(self)
        self.note.setPlaceholderText("Words of a note")
        self.note.setAccessibleName("Show only annotations with these words in their note")
        self.note.setClearButtonEnabled(True)
        self.note.setAcceptDrops(False)  # files dropped here are for the window
        self.count = label(self, soft=True)
        self.all_button = QToolButton(self)
        self.all_button.setText("✕")
        self.all_button.setToolTip("Show all annotations")
        self.all_button.setAccessibleName("Show all annotations")
        self.all_button.clicked.connect(self.show_all)
        self._typing = QTimer(self, interval=_TYPING_ENDS_AFTER, singleShot=True)
        self._typing.timeout.connect(self._take_note)
        self.note.textChanged.connect(lambda: self._typing.start())
        self._lay_out()
        self.hide()

    def open(self, tags: Sequence[Tag]) -> None:
        """Show the strip though nothing is filtered yet, and take the focus."""
        self._is_open = True
        self.show_state(tags)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_all(self) -> None:
        """Show all annotations, and close."""
        self._is_open = False
        self._typing.stop()
        self.showing_changed.emit(EVERYTHING)
        self.left.emit()

    def show_state(self, tags: Sequence[Tag]) -> None:
        """Show what is in force; nothing is shown of a filter that keeps everything, unless the strip was opened."""
        self._tags = tags
        showing = self._filtering.showing
        self.setVisible(self._is_open or not showing.is_all)
        self._show_chips(showing)
        if not self._typing.isActive() and self.note.text().strip() != showing.note:
            self.note.blockSignals(True)
            self.note.setText(showing.note)
            self.note.blockSignals(False)
        self._place_chips()
        shown, total = self._filtering.counts()
        words = (
            f"{wording.number(shown)} of {wording.number(total)} shown"
            if not showing.is_all
            else f"{wording.number(total)} shown"
        )
        if words != self.count.text():
            self.count.setText(words)
            read_aloud(self, words)

    def names(self) -> list[str]:
        """What the chips say, without their crosses."""
        return [chip.property("name") for chip in self._flow.chips]

    def chip(self, name: str) -> QToolButton:
        """The chip that says something; KeyError if none does."""
        return {chip.property("name"): chip for chip in self._flow.chips}[name]

    # Chips

    def _show_chips(self, showing: Showing) -> None:
        wanted = self._wanted_chips(showing)
        if [name for name, _ in wanted] == self.names():
            return
        self._flow.show_chips([self._made_chip(name, without) for name, without in wanted])

    def _wanted_chips(self, showing: Showing) -> list[tuple[str, Showing]]:
        """The name of each chip and what is shown without it; beyond a few, one for all others of a kind."""
        tags = [tag for tag in self._tags if tag.id in showing.tags]
        chips = [(tag.name, showing._replace(tags=showing.tags - {tag.id})) for tag in tags[:_MOST_CHIPS]]
        if tags[_MOST_CHIPS:]:
            rest = showing.tags - {tag.id for tag in tags[_MOST_CHIPS:]}
            chips.append((f"{len(tags) - _MOST_CHIPS} more tags", showing._replace(tags=rest)))
        analysts = sorted(showing.analysts)
        for name in analysts[:_MOST_CHIPS]:
            chips.append((f"by {name or 'nobody'}", showing._replace(analysts=showing.analysts - {name})))
        if analysts[_MOST_CHIPS:]:
            chosen = frozenset(analysts[:_MOST_CHIPS])
            chips.append((f"{len(analysts) - _MOST_CHIPS} more analysts", showing._replace(analysts=chosen)))
        return chips

    def _made_chip(self, name: str, without: Showing) -> QToolButton:
        return chip_of(
            self, name, lambda: self.showing_changed.emit(without),
            says=f"Do not ask for {name}", longest=_LONGEST_NAME,
        )  # fmt: skip

    # Menu and field

    def _fill_menu(self) -> None:
        showing, annotations = self._filtering.showing, self._filtering.all
        self.menu.clear()
        here = {one.tag_id for one in annotations}
        for tag in self._tags:
            if tag.id in here or tag.id in showing.tags:
                without = showing._replace(tags=_toggled(showing.tags, tag.id))
                self._offer(tag.name, is_on=tag.id in showing.tags, then=without, color=tag.color)
        self.menu.addSeparator()
        for name in sorted(analysts_of(annotations) | showing.analysts):
            without = showing._replace(analysts=_toggled(showing.analysts, name))
            self._offer(f"by {name or 'nobody'}", is_on=name in showing.analysts, then=without)
        if self.menu.isEmpty():
            self.menu.addAction("This article has no annotations").setEnabled(False)

    def _offer(self, title: str, *, is_on: bool, then: Showing, color: str = "") -> None:
        action = self.menu.addAction(plain(wording.one_line(title, 60)))
        if color:
            action.setIcon(theme.swatch_icon(color))
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda: self.showing_changed.emit(then))

    def _take_note(self) -> None:
        self._typing.stop()
        showing = self._filtering.showing._replace(note=self.note.text().strip())
        if showing != self._filtering.showing:
            self.showing_changed.emit(showing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes back to the text, but on a button; Escape does, too, and closes a strip that asks for nothing."""
        if press_focused(self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_note()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._take_note()
            self._is_open = False
            self.show_state(self._tags)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the chips a line of their own where there is little room."""
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        is_roomy = self.width() >= _ROOMY + self._flow.length()
        self._flow.setVisible(bool(self._flow.chips))
        if is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            self._grid.removeWidget(self._flow)
            self._grid.addWidget(self._flow, *((0, 1) if is_roomy else (1, 0, 1, 5)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 6, 8, 6)
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.note.setMinimumWidth(80)
        self.note.setMaximumWidth(150)
        for place, part in enumerate((self.choose, self._flow, self.note, self.count, self.all_button)):
            self._grid.addWidget(part, 0, place)
        column.addLayout(self._grid)
        column.addWidget(hairline(self))
        self.setAccessibleName("Which annotations are shown")


def analysts_of(annotations: Iterable[Annotation]) -> set[str]:
    """Whose annotations these are."""
    return {one.analyst for one in annotations}


def _toggled(things: frozenset[_Thing], thing: _Thing) -> frozenset[_Thing]:
    return things ^ {thing}
