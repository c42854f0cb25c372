"""The edits as a list model, newest first: read in pages as they come into sight, and read again when one was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from annotator.records import Edit
from annotator.ui import wording

PAGE = 200  # edits read at a time
STATES = {"done": "", "undone": "undone", "dropped": "undone for good"}  # as a person reads them
EDIT_ROLE = int(Qt.ItemDataRole.UserRole)
_A_TURN = 10_000  # edits looked through for a word before the window gets a turn
Fetch = Callable[[int, int | None], Sequence[Edit] | None]
"""So many edits before a number (the newest without one); None if the file cannot be read just now."""
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """Shows the edits that hold every word of a filter in their name, analyst or state."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._words: list[str] = []
        self._shown: list[Edit] = []
        self._read = 0  # how many edits were read to find these
        self._oldest: int | None = None  # the number of the last of them
        self._is_whole = False

    def show(self, matching: str = "") -> None:
        """Begin anew with the newest edits that match."""
        self.beginResetModel()
        self._words = matching.casefold().split()
        self._shown, self._read, self._oldest, self._is_whole = [], 0, None, False
        self.endResetModel()
        self._read_on()

    def refresh(self) -> None:
        """Read again what was read: there may be new edits, and old ones undone."""
        if self._oldest is None:
            self.show(" ".join(self._words))
            return
        found = self._fetch(self._read + PAGE, None)
        if found is None:
            return
        known = [edit for edit in found if edit.sequence >= self._oldest]
        self._read = len(known)
        self._replace([edit for edit in known if self._matches(edit)])

    def edit(self, row: int) -> Edit:
        """The record in one row."""
        return self._shown[row]

    def row_of(self, sequence: int) -> int | None:
        """The row of an edit; None if it is not shown."""
        return next((row for row, edit in enumerate(self._shown) if edit.sequence == sequence), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many edits were read and match."""
        return 0 if parent.isValid() else len(self._shown)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older edits are not read yet."""
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, parent: Index) -> None:
        """Read older edits."""
        if not parent.isValid():
            self._read_on()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The record itself for painting; words for reading aloud."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        edit = self._shown[index.row()]
        if role == EDIT_ROLE:
            return edit
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.one_line(edit.label)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{wording.one_line(edit.label)}, {about(edit)} {STATES.get(edit.state, edit.state)}"
        return None

    def _read_on(self) -> None:
        """Read until there are more rows, the end is reached, or it has taken a while; then go on a moment later."""
        looked = 0
        found: list[Edit] = []
        while not self._is_whole and not found and looked < _A_TURN:
            page = self._fetch(PAGE, self._oldest)
            if page is None:
                return
            self._is_whole = len(page) < PAGE
            self._oldest = page[-1].sequence if page else self._oldest
            self._read += len(page)
            looked += len(page)
            found = [edit for edit in page if self._matches(edit)]
        if found:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._shown.extend(found)
            self.endInsertRows()
        elif not self._is_whole:
            QTimer.singleShot(0, self, self._read_on)

    def _replace(self, edits: list[Edit]) -> None:
        """Show these in place of what is shown, as new rows on top wherever that is all there is."""
        before = [edit.sequence for edit in self._shown]
        more = len(edits) - len(before)
        if more < 0 or [edit.sequence for edit in edits[more:]] != before:
            self.beginResetModel()
            self._shown = edits
            self.endResetModel()
            return
        if more:
            self.beginInsertRows(QModelIndex(), 0, more - 1)
            self._shown = edits
            self.endInsertRows()
        else:
            self._shown = edits
        if edits:
            self.dataChanged.emit(self.index(0), self.index(len(edits) - 1))

    def _matches(self, edit: Edit) -> bool:
        if not self._words:
            return True
        held = f"{edit.label} {edit.analyst} {STATES.get(edit.state, edit.state)}".casefold()
        return all(word in held for word in self._words)


def about(edit: Edit) -> str:
    """The line under an edit's name: who and when."""
    return f"{wording.one_line(edit.analyst, 40)} · {wording.made(edit.made_at)}"
