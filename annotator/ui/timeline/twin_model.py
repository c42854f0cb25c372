"""The chart's table as a Qt model: rows are bins, columns are the total, the series and the articles."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap

from annotator.timeline.table import Table
from annotator.ui import theme
from annotator.ui.timeline.look import look

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SWATCH, SHARPNESS = 10, 2  # pixels a side; device pixels a pixel
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class TwinModel(QAbstractTableModel):
    """Shows a `Table`; a cell that is heard alone says the whole: count, row's total, and what limits it."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._swatches: dict[int, QIcon] = {}

    def show(self, table: Table) -> None:
        """Take other counts, keeping rows and columns where only numbers differ."""
        old, self._swatches = self.table, {}
        if _shape(old) == _shape(table):
            self.table = table
            if table.rows():
                self.dataChanged.emit(self.index(0, 0), self.index(table.rows() - 1, table.columns() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, table.columns() - 1)
                if old.events != table.events:
                    self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, table.rows() - 1)
            return
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many bins are shown, and the undated."""
        return 0 if parent.isValid() else self.table.rows()

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns a row has."""
        return 0 if parent.isValid() else self.table.columns()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The names of bins and tags, these with the colour that they have in the chart."""
        is_row = orientation == Qt.Orientation.Vertical
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self.table.row_name(section) if is_row else self.table.column_name(section)
        if role == Role.TextAlignmentRole:
            return LEFT if is_row else RIGHT
        if role == Role.DecorationRole and not is_row:
            return self._swatch(section)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A cell's words; where they stand; what is heard."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Role.DisplayRole:
            return self.table.cell(row, column)
        if role == Role.TextAlignmentRole:
            return RIGHT
        if role == Role.ForegroundRole and not self.table.count(row, column):
            return theme.current().color("soft")  # what is there stands out from what is not
        if role == Role.AccessibleTextRole:
            return self.table.spoken(row, column)
        if role == Role.AccessibleDescriptionRole:
            return f"{self.table.column_name(column)}, {self.table.row_name(row)}"
        return None

    def _swatch(self, column: int) -> QIcon | None:
        place = self.table.place(column)
        if place is None:
            return None
        if place not in self._swatches:
            style = look(self.table.timeline.series)
            self._swatches[place] = painted_swatch(style.brushes[place], style.outlines[place])
        return self._swatches[place]


def painted_swatch(fill: QBrush, edge: QColor | None) -> QIcon:
    """A small square in the look of a series."""
    picture = QPixmap(SWATCH * SHARPNESS, SWATCH * SHARPNESS)
    picture.setDevicePixelRatio(SHARPNESS)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(0.5, 0.5, SWATCH - 1, SWATCH - 1), 2, 2)
    painter.end()
    return QIcon(picture)


def _shape(table: Table) -> tuple[object, ...]:
    names = tuple(table.column_name(column) for column in range(table.columns()))
    return table.tally.unit, table.numbers, table.undated_rows, tuple(table.shown), names
