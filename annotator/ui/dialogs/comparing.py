"""The window that tells what two copies of a project do not have in common, and brings in what this one lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.project.comparing import Comparison, Difference, OnlyOne
from annotator.ui import theme, wording
from annotator.ui.labels import words
from annotator.ui.timeline.segmented import Segmented

_ROW_HEIGHT = 27  # pixels
_KINDS = {"article": "Article", "tag": "Tag", "annotation": "Annotation", "done": "Done",
          "event": "Event", "view": "View"}  # fmt: skip
_PLURALS = {"done": ("article done", "articles done")}
Index = QModelIndex | QPersistentModelIndex
Row = OnlyOne | Difference


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, what it says of a row, and its width in pixels; 0 takes what room is left."""

    title: str
    says: Callable[[Row], str]
    width: int = 0


def _kind(row: Row) -> str:
    return _KINDS[row.of]


def _name(row: Row) -> str:
    return wording.one_line(row.name)


def _article(row: Row) -> str:
    return wording.one_line(row.article)


def _deleted_here(row: Row) -> str:
    return "deleted here" if isinstance(row, OnlyOne) and row.was_deleted else ""


def _deleted_there(row: Row) -> str:
    return "deleted there" if isinstance(row, OnlyOne) and row.was_deleted else ""


def _field(row: Row) -> str:
    return row.field.removesuffix("_on").replace("_", " ") if isinstance(row, Difference) else ""


def _here(row: Row) -> str:
    return wording.one_line(row.here) or "–" if isinstance(row, Difference) else ""


def _there(row: Row) -> str:
    return wording.one_line(row.there) or "–" if isinstance(row, Difference) else ""


_ONLY = (_Column("What", _kind, 100), _Column("Name", _name), _Column("Article", _article, 250))
_ONLY_THERE = (*_ONLY, _Column("", _deleted_here, 110))
_ONLY_HERE = (*_ONLY, _Column("", _deleted_there, 110))
_DIFFERING = (
    _Column("What", _kind, 100),
    _Column("Name", _name),
    _Column("Field", _field, 96),
    _Column("In this one", _here, 170),
    _Column("In the other", _there, 170),
)


class _Rows(QAbstractTableModel):
    """The things of one group, a row each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.columns: Sequence[_Column] = _ONLY

    def show(self, rows: Sequence[Row], columns: Sequence[_Column]) -> None:
        """Replace rows and columns."""
        self.beginResetModel()
        self.rows, self.columns = rows, columns
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many things there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns a row has."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()].says(self.rows[index.row()])
        return None


class Comparing(QDialog):
    """What only one of two copies holds and what they hold differently; a double click goes to an annotation."""

    bring_in_requested = Signal(bool)  # whether also what was deleted here
    annotation_requested = Signal(str)  # the uid of an annotation of this project

    def __init__(self, parent: QWidget | None, found: Comparison, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.found = found
        self.setWindowTitle("Compare with another copy")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 560)
        self._groups: dict[str, tuple[Sequence[Row], Sequence[_Column]]] = {
            "there": (found.only_there, _ONLY_THERE),
            "here": (found.only_here, _ONLY_HERE),
            "differing": (found.differing, _DIFFERING),
        }
        self.says = words(self, text=summary(found))
        self.hint = words(self, text=str(found.there), soft=True)
        self.groups = self._make_groups()
        self.model = _Rows(self)
        self.table = self._make_table()
        self.deleted = QCheckBox("", self)
        palette = self.deleted.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.current().color("soft"))  # else its box drowns in the dark
        self.deleted.setPalette(palette)
        self.bring_in = self._make_buttons(read_only=read_only)
        self._lay_out()
        self.show_group(next((name for name, (rows, _) in self._groups.items() if rows), "there"))
        self._count()

    def show_group(self, name: str) -> None:
        """Show what is only there, only here, or differing."""
        self.groups.set_value(name)
        rows, columns = self._groups[name]
        self.model.show(rows, columns)
        header = self.table.horizontalHeader()
        for place, column in enumerate(columns):
            stretches = not column.width
            header.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            )
            if not stretches:
                self.table.setColumnWidth(place, column.width)
        says_deleted = any(isinstance(row, Difference) or row.was_deleted for row in rows)
        for place in range(len(columns)):
            self.table.setColumnHidden(place, place == len(_ONLY) and not says_deleted)
        if rows:
            self.table.selectRow(0)

    def _make_groups(self) -> Segmented:
        titles = {"there": "Only in the other", "here": "Only in this one", "differing": "Different"}
        choices = [(name, f"{title} ({wording.number(len(self._groups[name][0]))})") for name, title in titles.items()]
        groups = Segmented("What to show", choices, self)
        groups.chosen.connect(self.show_group)
        return groups

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAccessibleName("What the copies do not have in common")
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        table.horizontalHeader().setHighlightSections(False)
        table.doubleClicked.connect(self._go)
        table.activated.connect(self._go)
        return table

    def _make_buttons(self, *, read_only: bool) -> QPushButton:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)
        bring_in = self.buttons.addButton("Bring in what is missing", QDialogButtonBox.ButtonRole.AcceptRole)
        bring_in.clicked.connect(self._ask_to_bring_in)
        bring_in.setVisible(not read_only and bool(self.found.only_there))
        bring_in.setDefault(not bring_in.isHidden())
        gone = len(self.found.missing(deleted=True)) - len(self.found.missing())
        self.deleted.setText(f"Also bring back what was deleted here ({wording.number(gone)})")
        self.deleted.setVisible(bool(gone) and not read_only)
        self.deleted.toggled.connect(self._count)
        return bring_in

    def _count(self) -> None:
        """Say on the button how much would come in."""
        number = len(self.found.missing(deleted=self.deleted.isChecked()))
        self.bring_in.setEnabled(bool(number))
        self.bring_in.setText(
            f"Bring in what is missing ({wording.number(number)})" if number else "Bring in what is missing"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.says)
        column.addWidget(self.hint)
        column.addWidget(self.groups, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        column.addWidget(self.deleted)
        column.addWidget(self.buttons)
        shown = not self.found.is_empty
        self.groups.setVisible(shown)
        self.table.setVisible(shown)
        if not shown:
            self.resize(520, 10)

    def _ask_to_bring_in(self) -> None:
        also_deleted = self.deleted.isChecked()
        self.accept()
        self.bring_in_requested.emit(also_deleted)

    def _go(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.of == "annotation" and row not in self.found.only_there:
            self.accept()
            self.annotation_requested.emit(row.uid)


def summary(found: Comparison) -> str:
    """What a comparison found, in one sentence or two."""
    first = "" if found.is_one_project else "This is not a copy of the open project, but a project of its own. "
    if found.is_empty:
        return f"{first}Both hold the same articles, tags and annotations."
    told = []
    if found.only_there:
        told.append(f"the other copy holds {_counts(found.only_there)} that {_are(found.only_there)} not here")
    if found.only_here:
        told.append(f"this one holds {_counts(found.only_here)} that {_are(found.only_here)} not there")
    if found.differing:
        things = len({(one.of, one.uid) for one in found.differing})
        told.append(wording.counted(things, "thing differs", "things differ"))
    return f"{first}{'; '.join(told)[0].upper()}{'; '.join(told)[1:]}."


def _are(things: Sequence[OnlyOne]) -> str:
    return "is" if len(things) == 1 else "are"


def _counts(things: Sequence[OnlyOne]) -> str:
    numbers = [(kind, sum(one.of == kind for one in things)) for kind in _KINDS]
    parts = [wording.counted(number, *_PLURALS.get(kind, (kind,))) for kind, number in numbers if number]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
