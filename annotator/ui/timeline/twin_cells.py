"""The cells of the chart's table: the arrows walk as in the chart, Space chooses, Enter opens, Shift brushes."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.ui import theme
from annotator.ui.timeline.twin_model import TwinModel

ROW_HEIGHT = 26  # pixels, as all below
NARROWEST, WIDEST = 64, 132
WIDEST_NAMES = 330
BESIDE_NAME = 34  # a column's swatch and edges
_Flag: TypeAlias = QItemSelectionModel.SelectionFlag
Keys = Qt.Key
CHART_KEYS = frozenset("+-=0fF,.")
ENTERS = (Keys.Key_Return, Keys.Key_Enter)


class TwinCells(QTableView):
    """A table in which walking chooses nothing yet.

    `chosen` and `opened` carry the rectangle (first row, last row, first column, last column), `peeled` is Esc,
    `pushed` tells by how many rows (-1 or 1) the arrows would leave the table, `chart_key` hands on a key of the chart,
    `copied` is the key to copy.
    """

    chosen = Signal(int, int, int, int)
    opened = Signal(int, int)
    peeled = Signal()
    pushed = Signal(int)
    chart_key = Signal(QKeyEvent)
    copied = Signal()

    def __init__(self, model: TwinModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Ring(self))
        self.setObjectName("twin")
        self.setAccessibleName("Timeline as a table")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self._set_up_headers()

    def _set_up_headers(self) -> None:
        names, tags = self.verticalHeader(), self.horizontalHeader()
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setMinimumSectionSize(ROW_HEIGHT)
        tags.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setMaximumWidth(WIDEST_NAMES)
        for header in (names, tags):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fit_columns(self) -> None:
        """Give each column the room of its name, within limits."""
        measure = self.horizontalHeader().fontMetrics()
        for column in range(self.model().columnCount()):
            name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            width = measure.horizontalAdvance(name) + BESIDE_NAME
            self.setColumnWidth(column, min(max(width, NARROWEST), WIDEST))

    def mark(self, rows: range, columns: range) -> None:
        """Show these cells as chosen (empty: none), saying nothing."""
        chosen = QItemSelection()
        if rows and columns:
            chosen.select(self.model().index(rows[0], columns[0]), self.model().index(rows[-1], columns[-1]))
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def stand(self, row: int, column: int) -> None:
        """Put the cursor on a cell, choosing nothing."""
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.scrollTo(index)

    def rectangle(self) -> tuple[int, int, int, int] | None:
        """First and last row, first and last column of the chosen cells; None where none are."""
        ranges = self.selectionModel().selection().toList()
        if not ranges:
            return None
        return (
            min(each.top() for each in ranges), max(each.bottom() for each in ranges),
            min(each.left() for each in ranges), max(each.right() for each in ranges),
        )  # fmt: skip

    def selectionCommand(self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None) -> _Flag:
        """Let the arrows alone move without choosing."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return _Flag.NoUpdate
        return super().selectionCommand(index, event)

    def keyboardSearch(self, search: str) -> None:
        """Find nothing: letters and digits are keys of the chart or of tags."""

    def event(self, event: QEvent) -> bool:
        """Claim our keys before a shortcut of the window takes them, as the chart does."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            return True
        bare = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if bare != Qt.KeyboardModifier.NoModifier:
            return False
        return event.text() in CHART_KEYS or event.key() in (*ENTERS, Keys.Key_Space, Keys.Key_Escape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open, peel, copy; keys of the chart go to it; the rest walks as in tables."""
        here, shift = self.currentIndex(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif not self._is_ours(event):
            self._walk(event, shift=shift)
        elif event.key() == Keys.Key_Escape:
            self.peeled.emit()
        elif event.text() in CHART_KEYS:
            self.chart_key.emit(event)
        elif here.isValid() and event.key() in ENTERS:
            self.opened.emit(here.row(), here.column())
        elif here.isValid():
            self.selectionModel().select(here, _Flag.ClearAndSelect)
            self._tell_chosen()

    def _walk(self, event: QKeyEvent, *, shift: bool) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        step = {Keys.Key_Up: -1, Keys.Key_Down: 1}.get(Keys(event.key()), 0)
        if step and before.isValid() and before == self.currentIndex():
            self.pushed.emit(step)
        elif shift and before != self.currentIndex():
            self._tell_chosen()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked or dragged over."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._tell_chosen()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index.row(), index.column())

    def _tell_chosen(self) -> None:
        found = self.rectangle()
        if found is not None:
            self.chosen.emit(*found)


class _Ring(QStyledItemDelegate):
    """Draws a ring around the cell of the cursor, which may lie outside what is chosen."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell and perhaps its ring."""
        super().paint(painter, option, index)
        state, box = option.state, option.rect
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(theme.current().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -2, -2))
            painter.restore()
