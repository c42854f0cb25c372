"""Makes a row of a list the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView


def choose_only(rows: QAbstractItemView, index: QModelIndex) -> None:
    """Make a row the current one and the only one that is selected.

    Qt's own `setCurrentIndex` and `selectRow` look at the keys that are held down: while Ctrl+Z is being pressed, they
    would add to what is selected, or take away from it.
    """
    flag = QItemSelectionModel.SelectionFlag
    rows.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
