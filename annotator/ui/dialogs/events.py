"""The events of the timeline as a list: looked at, added, changed, deleted, taken from a file and written to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.project.events import LONGEST
from annotator.records import Event
from annotator.ui import wording
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import named, words

_ROW_HEIGHT = 28  # pixels
_EMPTY = "No events yet. Ctrl+click a day on the timeline, Ctrl+drag a period, or add one here."
_COLUMNS: tuple[tuple[str, Callable[[Event], str], int], ...] = (
    ("First day", lambda one: one.first_on.isoformat(), 104),
    ("Last day", lambda one: "" if one.is_moment else one.last_on.isoformat(), 104),
    ("Event", lambda one: one.name, 0),
    ("Note", lambda one: wording.one_line(one.note), 0),
)
"""Title, what it says, and the width in pixels (0: what is left)."""
Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractTableModel):
    """The events, a row each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.events: Sequence[Event] = ()

    def show(self, events: Sequence[Event]) -> None:
        """Show these."""
        self.beginResetModel()
        self.events = events
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many events there are."""
        return 0 if parent.isValid() else len(self.events)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns a row has."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _COLUMNS[index.column()][1](self.events[index.row()])
        return None


class Events(QDialog):
    """Signals carry what is wanted: `change_requested` an Event or None (a new one), `delete_requested` a list.

    `show_requested` carries an event to be shown on the chart, `import_requested` and `export_requested` ask for files.
    """

    change_requested = Signal(object)
    delete_requested = Signal(object)
    show_requested = Signal(object)
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None, *, writable: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Events")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 460)
        self._writable = writable
        self.rows, self._model = QTableView(self), _Rows(self)
        self.empty = words(self, soft=True, text=_EMPTY)
        self.add = self._button("New event…", lambda: self.change_requested.emit(None))
        self.change = self._button("Change…", lambda: self.change_requested.emit(self.chosen()[0]))
        self.delete = self._button("Delete", lambda: self.delete_requested.emit(self.chosen()))
        self.show_it = self._button("Show on the timeline", lambda: self.show_requested.emit(self.chosen()[0]))
        self.take_in = self._button("Import…", self.import_requested.emit)
        self.write = self._button("Export…", self.export_requested.emit)
        self._set_up_rows()
        self._lay_out()
        self._show_state()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these; what was chosen stays so where it is still there."""
        chosen = {one.id for one in self.chosen()}
        self._model.show(events)
        for row, one in enumerate(events):
            if one.id in chosen:
                self.rows.selectRow(row)
                break
        self.empty.setVisible(not events)
        self._show_state()

    def chosen(self) -> list[Event]:
        """The events of the selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.rows.selectionModel().selectedRows())
        return [self._model.events[row] for row in rows if row < len(self._model.events)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes the chosen event, Delete deletes all that are chosen."""
        chosen = self.chosen() if self._writable else []
        if chosen and self.rows.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.change_requested.emit(chosen[0])
        elif chosen and self.rows.hasFocus() and event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(chosen)
        else:
            super().keyPressEvent(event)

    def _button(self, title: str, deed: Callable[[], object]) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: deed())
        return button

    def _set_up_rows(self) -> None:
        rows = self.rows
        rows.setModel(self._model)
        rows.setAccessibleName("Events")
        rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        rows.setTabKeyNavigation(False)
        rows.setShowGrid(False)
        rows.setWordWrap(False)
        rows.setCornerButtonEnabled(False)
        rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows.verticalHeader().hide()
        rows.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = rows.horizontalHeader()
        header.setHighlightSections(False)
        for at, (_, _, width) in enumerate(_COLUMNS):
            if width:
                rows.setColumnWidth(at, width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        rows.selectionModel().selectionChanged.connect(lambda: self._show_state())
        rows.doubleClicked.connect(lambda: self.change_requested.emit(self.chosen()[0]) if self._writable else None)

    def _lay_out(self) -> None:
        frame = named(QFrame(self), "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.rows)
        of_one, of_all = QHBoxLayout(), QHBoxLayout()
        for button in (self.add, self.change, self.delete, self.show_it):
            of_one.addWidget(button)
        of_one.addStretch(1)
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        closing.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        closing.rejected.connect(self.reject)
        for button in (self.take_in, self.write):
            of_all.addWidget(button)
        of_all.addStretch(1)
        of_all.addWidget(closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(frame, 1)
        column.addWidget(self.empty)
        column.addLayout(of_one)
        column.addLayout(of_all)

    def _show_state(self) -> None:
        number = len(self.chosen())
        self.add.setEnabled(self._writable)
        self.take_in.setEnabled(self._writable)
        self.change.setEnabled(self._writable and number == 1)
        self.delete.setEnabled(self._writable and number > 0)
        self.delete.setText(f"Delete {number} events" if number > 1 else "Delete")
        self.show_it.setEnabled(number == 1)
        self.write.setEnabled(bool(self._model.events))


class EventFields(Asking):
    """One event: its name, its days and a note."""

    def __init__(self, parent: QWidget | None, event: Event | None, keep: Keep) -> None:
        super().__init__(parent, "Event" if event else "New event", keep)
        self._event = event
        self.name = self.line("Event", event.name if event else "", hint="what happened")
        self.name.setMaxLength(LONGEST)
        self.first = self.line("First day", event.first_on.isoformat() if event else "", hint="2024-03-04")
        last = event.last_on.isoformat() if event is not None and not event.is_moment else ""
        self.last = self.line("Last day", last, hint="2024-03-06, or empty: one day")
        self.note = self.lines("Note", event.note if event else "")

    def entered(self) -> dict[str, Any]:
        """Name, days and note; UserError for what is no event."""
        first = _day(self.first.text())
        last = _day(self.last.text()) if self.last.text().strip() else first
        if last < first:
            raise UserError(f"The event ends on {last} before it begins on {first}. Swap the two days.")
        if not self.name.text().strip():
            raise UserError("An event needs a name. Say in a word or two what happened.")
        note = self.note.toPlainText()
        return {"name": self.name.text(), "first_on": first, "last_on": last, "note": note}


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise UserError(f"“{written.strip()[:40]}” is not a day. Write it as 2024-03-04.") from None
