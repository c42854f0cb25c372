"""The saved views of the timeline: one is named, and all are listed, shown, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.project.viewing import LONGEST, SavedView
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import named, words


class ViewName(Asking):
    """Under which name a view is kept; says where a view of that name will be replaced."""

    def __init__(self, parent: QWidget | None, shown: str, taken: Sequence[str], keep: Keep, *, name: str = "") -> None:
        super().__init__(parent, "Rename the view" if name else "Save this view", keep, confirm="Save")
        self._taken = {one.casefold() for one in taken}
        self._may_replace = not name
        self.name = self.line("Name", name, hint="such as Claims by source")
        self.name.setMaxLength(LONGEST)
        self.name.selectAll()
        self.hint = words(self, soft=True, text=shown)
        self.form.addRow(self.hint)
        self._shown = shown
        self.name.textChanged.connect(self._tell)

    def entered(self) -> dict[str, Any]:
        """The name; UserError if it is empty."""
        name = " ".join(self.name.text().split())
        if not name:
            raise UserError("A view needs a name, so that it can be found again.")
        return {"name": name}

    def _tell(self, name: str) -> None:
        is_taken = " ".join(name.split()).casefold() in self._taken
        there = "There is a view of this name; it will be replaced. Ctrl+Z brings it back."
        self.hint.setText(there if is_taken and self._may_replace else self._shown)


class Views(QDialog):
    """The list of saved views; each signal carries the SavedView that is meant."""

    show_requested = Signal(object)
    rename_requested = Signal(object)
    delete_requested = Signal(object)

    def __init__(self, parent: QWidget | None, *, writable: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Views of the timeline")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 380)
        self._writable = writable
        self._views: Sequence[SavedView] = ()
        self.list = named(QListWidget(self), "views")
        self.list.setAccessibleName("Views")
        self.says = words(self, soft=True)
        self.show_it = self._button("Show", self.show_requested)
        self.rename = self._button("Rename…", self.rename_requested)
        self.delete = self._button("Delete", self.delete_requested)
        self.list.currentRowChanged.connect(lambda: self._show_state())
        self.list.itemActivated.connect(lambda: self.show_requested.emit(self.chosen()))
        self._lay_out()
        self._describe: Callable[[SavedView], str] = lambda _: ""

    def show_views(self, views: Sequence[SavedView], describe: Callable[[SavedView], str]) -> None:
        """Show these, the chosen one still chosen; `describe` tells in words what one shows."""
        chosen, self._describe = self.chosen(), describe
        self._views = views
        self.list.clear()
        for one in views:
            QListWidgetItem(one.name, self.list)
        places = [row for row, one in enumerate(views) if chosen is not None and one.uid == chosen.uid]
        self.list.setCurrentRow(places[0] if places else 0)
        self._show_state()

    def chosen(self) -> SavedView | None:
        """The view of the current row."""
        row = self.list.currentRow()
        return self._views[row] if 0 <= row < len(self._views) else None

    def _button(self, title: str, signal: Any) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: signal.emit(self.chosen()))
        return button

    def _lay_out(self) -> None:
        frame = named(QFrame(self), "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.list)
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        closing.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        closing.rejected.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.show_it, self.rename, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(frame, 1)
        column.addWidget(self.says)
        column.addLayout(row)

    def _show_state(self) -> None:
        chosen = self.chosen()
        self.says.setText("No views yet. “Save this view…” in the menu Timeline makes one.")
        if chosen is not None:
            self.says.setText(" ".join([f"{self._describe(chosen)}.", *chosen.lost]))
        self.show_it.setEnabled(chosen is not None)
        self.rename.setEnabled(chosen is not None and self._writable)
        self.delete.setEnabled(chosen is not None and self._writable)
