"""The table of differences: each series and the total, here and in the outline; it follows the chart."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
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
)

from annotator.timeline.comparing import Difference, Differences, Measure
from annotator.timeline.comparing_words import as_text, bins_in_words, cells
from annotator.ui import locality, theme
from annotator.ui.labels import named, tab_through, words
from annotator.ui.timeline.look import look
from annotator.ui.timeline.twin_model import painted_swatch
from annotator.ui.wording import one_line

if TYPE_CHECKING:
    from annotator.ui.timeline.comparing import Comparing
    from annotator.ui.timeline.panel import TimelinePanel

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ROW_HEIGHT, NUMBERS, WIDEST = 26, (120, 120, 92, 84), 200  # pixels
WAITING = "The counts of the outline are on their way."
NOTHING = "Nothing is compared. The button Compare over the chart lays other days, or another filter, over it."


class DifferencesModel(QAbstractTableModel):
    """The rows of a comparison, the total first."""

    def __init__(self, panel: TimelinePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self.found: Differences | None = None
        self.heads = ["", "", "", "", ""]
        self.rows: list[Difference] = []

    def show(self, found: Differences | None, other: str) -> None:
        """Take other numbers."""
        self.beginResetModel()
        self.found = found
        self.rows = [] if found is None else [found.total, *found.rows]
        self.rows += [] if found is None or found.undated is None else [found.undated]
        here = "" if found is None else bins_in_words(found.here, found.unit, locality.almanac())
        self.heads = [self._panel.view.group.value.capitalize(), here, other, "Difference", "Change"]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """A row a series, and the total."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Name, here, there, difference, change."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Whose numbers stand below."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if section else LEFT
        side = ("", "here: ", "outline: ")[section] if section < 3 else ""
        if role == Role.ToolTipRole:
            return f"<qt>{escape(one_line(side + self.heads[section], 400))}</qt>"  # a source may be called anything
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return one_line(side + self.heads[section], 60)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The words of a cell; where they stand; what is heard."""
        if not index.isValid() or self.found is None:
            return None
        one, column = self.rows[index.row()], index.column()
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return one_line(one.name, 200) if column == 0 else self._cells(index.row())[column - 1]
        if role == Role.AccessibleDescriptionRole:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)}, {one_line(one.name, 80)}"
        if role == Role.TextAlignmentRole:
            return RIGHT if column else LEFT
        if role == Role.DecorationRole and column == 0 and one.place is not None:
            style = look(self._panel.timeline_shown().series)
            return painted_swatch(style.brushes[one.place], style.outlines[one.place])
        if role == Role.FontRole and index.row() == 0:
            return _bold()
        return None

    def _cells(self, row: int) -> tuple[str, ...]:
        assert self.found is not None
        one = self.rows[row]
        measure = Measure.ANNOTATIONS if one is self.found.undated else self.found.measure
        return cells(one, measure, locality.almanac(), is_total=row == 0)


class _Rows(QTableView):
    """Rows to read; Ctrl+C copies all of them."""

    def __init__(self, table: DifferencesTable) -> None:
        super().__init__(table)
        self._table = table
        self.setAccessibleName("Differences")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or walk."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._table.copy()
        else:
            super().keyPressEvent(event)


class DifferencesTable(QDialog):
    """A window beside the chart; it is not modal, and stays true to what the chart shows."""

    def __init__(self, panel: TimelinePanel, comparing: Comparing) -> None:
        super().__init__(panel)
        self.setWindowTitle("Differences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 420)
        self._comparing = comparing
        self.model, self.rows = DifferencesModel(panel, self), _Rows(self)
        self.rows.setModel(self.model)
        self.says = words(self, soft=True)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._lay_out()
        self._follow(panel)
        self.refresh()

    def _follow(self, panel: TimelinePanel) -> None:
        chart = panel.ensure_plot().chart
        for moved in (panel.reading_changed, panel.view_changed, chart.choice_changed, chart.range_changed):
            moved.connect(self._later.start)
        self._comparing.changed.connect(self._later.start)
        theme.announcer().changed.connect(self._later.start)

    def _lay_out(self) -> None:
        frame = named(QFrame(self), "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.rows)
        header = self.rows.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.copy_button = QPushButton("Copy", self)
        self.copy_button.setAutoDefault(False)
        self.copy_button.setToolTip("Copy the table for a spreadsheet (Ctrl+C)")
        self.copy_button.clicked.connect(self.copy)
        tab_through(self.rows, self.copy_button, buttons.button(QDialogButtonBox.StandardButton.Close))
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.says)
        column.addWidget(frame, 1)
        column.addLayout(foot)

    def present(self) -> None:
        """Come to the front, with the focus on the rows."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.rows.setFocus()

    def refresh(self) -> None:
        """Take the numbers of the chart as it stands; the row the cursor is on stays."""
        row, column = self.rows.currentIndex().row(), self.rows.currentIndex().column()
        found = self._comparing.differences()
        self.model.show(found, self._comparing.words())
        self.says.setText(self._comparing.said() or (NOTHING if self._comparing.compared is None else WAITING))
        self.rows.setAccessibleDescription(self.says.text())
        self.copy_button.setEnabled(found is not None)
        for at, least in enumerate(NUMBERS, start=1):
            width = self.rows.horizontalHeader().sectionSizeHint(at)
            self.rows.setColumnWidth(at, min(max(width, least), WIDEST))
        if self.model.rowCount():
            place = self.model.index(min(max(row, 0), self.model.rowCount() - 1), max(column, 0))
            self.rows.setCurrentIndex(place)

    def copy(self) -> None:
        """Put the whole table on the clipboard, for a spreadsheet."""
        if self.model.found is not None:
            QGuiApplication.clipboard().setText(as_text(self.model.found, self._comparing.words(), locality.almanac()))


def _bold() -> QFont:
    font = theme.ui_font()
    font.setBold(True)
    return font
