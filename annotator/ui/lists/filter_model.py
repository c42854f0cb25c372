"""What articles and annotations can be filtered by, as rows: tags, sources and analysts under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.records import EVERYTHING, Tag, Wanted
from annotator.timeline.series import NO_SOURCE
from annotator.ui import wording

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
TAGS, SOURCES, ANALYSTS = "tags", "sources", "analysts"  # fields of a Wanted, and their headings
_LONG = 30  # characters that a row shows in any case
Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """A row: one tag, source or analyst with its annotations; or a heading, whose `value` is None."""

    field: str
    value: object
    name: str
    number: int
    color: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it only names what stands below."""
        return self.value is None


class FilterModel(QAbstractListModel):
    """The rows whose names hold every typed word; `wanted` says which are checked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted: Wanted = EVERYTHING
        self._all: list[Entry] = []
        self._rows: list[Entry] = []
        self._typed = ""

    def show(
        self, tags: Sequence[Tag], sources: Sequence[tuple[str, int]], analysts: Sequence[tuple[str, int]]
    ) -> None:
        """Offer these; sources and analysts come by their number of annotations, those asked for before the others."""
        self._all = [Entry(TAGS, tag.id, wording.one_line(tag.name), tag.annotations, tag.color) for tag in tags]
        self._all += self._named(SOURCES, sources, self.wanted.sources)
        self._all += self._named(ANALYSTS, analysts, self.wanted.analysts)
        self.narrow(self._typed)

    def _named(self, field: str, counted: Sequence[tuple[str, int]], wanted: frozenset[str]) -> list[Entry]:
        """The names with their numbers, those asked for first; also those of them that nothing carries any more."""
        gone = wanted - {name for name, _ in counted}
        ordered = sorted(
            [*counted, *((name, 0) for name in gone)],
            key=lambda pair: (pair[0] not in wanted, -pair[1], pair[0].casefold()),
        )
        return [Entry(field, name, wording.one_line(name) or NO_SOURCE, number) for name, number in ordered]

    def narrow(self, typed: str) -> None:
        """Keep what has every typed word in its name."""
        self._typed = typed
        words = typed.casefold().split()
        self.beginResetModel()
        self._rows = []
        for field in (TAGS, SOURCES, ANALYSTS):
            whole = [one for one in self._all if one.field == field]
            fitting = [one for one in whole if all(word in one.name.casefold() for word in words)]
            if fitting:
                self._rows += [Entry(field, None, field.capitalize(), len(fitting)), *fitting]
        self.endResetModel()

    def want(self, wanted: Wanted) -> None:
        """Check the rows of this filter."""
        self.wanted = wanted
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def entry(self, row: int) -> Entry:
        """What stands in a row."""
        return self._rows[row]

    def row_of(self, entry: Entry | None) -> int | None:
        """Where the tag, source or analyst of an entry stands now; None where it does not."""
        if entry is None:
            return None
        same = (row for row, one in enumerate(self._rows) if (one.field, one.value) == (entry.field, entry.value))
        return next(same, None)

    def is_checked(self, entry: Entry) -> bool:
        """Whether it is asked for."""
        return entry.value in getattr(self.wanted, entry.field)

    def toggled(self, entry: Entry) -> Wanted:
        """The filter that asks for a row as well, or no longer for it."""
        return replace(self.wanted, **{entry.field: getattr(self.wanted, entry.field) ^ {entry.value}})

    def next_entry(self, row: int, step: int) -> int | None:
        """The nearest row that is no heading, `step` rows from one and then on; None beyond either end."""
        rows = range(row + step, len(self._rows)) if step > 0 else range(row + step, -1, -1)
        found = next((one for one in rows if not self._rows[one].is_heading), None)
        if found is None and abs(step) > 1:  # a page further than there is: to the very end
            rows = range(len(self._rows) - 1, -1, -1) if step > 0 else range(len(self._rows))
            found = next((one for one in rows if not self._rows[one].is_heading), None)
        return found

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if self._rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry for painting; words for reading aloud."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.CheckStateRole and not entry.is_heading:
            return Qt.CheckState.Checked if self.is_checked(entry) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(entry)
        if role == Qt.ItemDataRole.ToolTipRole and len(entry.name) > _LONG:
            return f"<p>{escape(entry.name)}</p>"
        return None

    def words(self, entry: Entry) -> str:
        """A row as it is read aloud."""
        if entry.is_heading:
            return entry.name
        kind = {TAGS: "tag", SOURCES: "source", ANALYSTS: "analyst"}[entry.field]
        state = "chosen" if self.is_checked(entry) else "not chosen"
        return f"{entry.name}, {kind}, {wording.counted(entry.number, 'annotation')}, {state}"
