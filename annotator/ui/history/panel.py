"""The history at the right: every edit with who and when, what it changed, the way to its place, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Edit
from annotator.ui import theme
from annotator.ui.history.model import Fetch, HistoryModel
from annotator.ui.history.rows import HistoryRows
from annotator.ui.labels import hairline, label, named

WIDTH = 310  # pixels
_DETAILS_HEIGHT = 118
_TYPING_RESTS = 150  # milliseconds between the last key and the search
_AFTER_EDIT = 30  # milliseconds; the words of the article come first
Details = Callable[[Edit], Sequence[str]]


class HistoryPanel(QWidget):
    """Shows the journal; every wish leaves as a signal."""

    place_requested = Signal(object)  # Edit
    revert_requested = Signal(object)  # Edit
    close_requested = Signal()

    def __init__(self, fetch: Fetch, details: Details, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HistoryModel(fetch, self)
        self.rows = QListView(self)
        self.filter = QLineEdit(self)
        self.details = QPlainTextEdit(self)
        self.go = QPushButton("Go there", self)
        self.revert = QPushButton("Revert", self)
        self._details_of = details
        self._may_write = True
        self._close = QToolButton(self)
        self._empty = label(self, soft=True)
        self._typing = self._timer(_TYPING_RESTS, self._search)
        self._refreshing = self._timer(_AFTER_EDIT, self.refresh)
        self.setFixedWidth(WIDTH)
        self._set_up_rows()
        self._set_up_parts()
        self._lay_out()
        self.restyle()
        self._show_chosen()

    def set_writable(self, may_write: bool) -> None:
        """Whether edits can be taken back here."""
        self._may_write = may_write
        self._show_chosen()

    def refresh_soon(self) -> None:
        """Read the journal again once the rest of the window has done so."""
        if self.isVisible():
            self._refreshing.start()

    def refresh(self) -> None:
        """Read the journal again, keeping the chosen edit and the place in the list."""
        chosen = self.chosen()
        self.model.refresh()
        row = self.model.row_of(chosen.sequence) if chosen is not None else None
        if row is not None and self.chosen() is None:
            self.rows.setCurrentIndex(self.model.index(row))
        self._show_empty()
        self._show_chosen()

    def chosen(self) -> Edit | None:
        """The edit in the chosen row."""
        rows = self.rows.selectionModel().selectedIndexes()
        return self.model.edit(rows[0].row()) if rows else None

    def stop(self) -> None:
        """Read nothing any more: the project is about to be closed."""
        self._typing.stop()
        self._refreshing.stop()
        self.blockSignals(True)
        self.rows.setModel(None)

    def restyle(self) -> None:
        """Draw the icon anew after a change of theme."""
        self._close.setIcon(theme.icon("close", "soft"))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was done while the history was hidden."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the names anew."""
        super().resizeEvent(event)
        self.rows.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter goes to the place of an edit; Down leads from the filter into the list; Escape empties the filter."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self.filter and event.key() == Qt.Key.Key_Down:
            self.rows.setFocus()
            if self.chosen() is None and self.model.rowCount():
                self.rows.setCurrentIndex(self.model.index(0))
            return True
        if watched is self.filter and event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        if watched is self.rows and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
            return True
        return False

    def _set_up_rows(self) -> None:
        rows = self.rows
        rows.setModel(self.model)
        rows.setItemDelegate(HistoryRows(self))
        rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows.setLayoutMode(QListView.LayoutMode.Batched)
        rows.setResizeMode(QListView.ResizeMode.Adjust)
        rows.setMouseTracking(True)
        rows.setAccessibleName("Edits")
        rows.installEventFilter(self)
        rows.selectionModel().selectionChanged.connect(self._show_chosen)
        rows.doubleClicked.connect(self._go)

    def _set_up_parts(self) -> None:
        self.filter.setPlaceholderText("Filter by words or analyst")
        self.filter.setAccessibleName("Filter the history")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda: self._typing.start())
        self.filter.installEventFilter(self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("What the edit changed")
        self.details.setTabChangesFocus(True)
        self.go.setToolTip("Open what the edit changed (Enter)")
        self.go.clicked.connect(self._go)
        self.revert.setToolTip("Take back this edit alone, as a new edit")
        self.revert.clicked.connect(self._revert)
        self._close.setIconSize(QSize(16, 16))
        self._close.setAccessibleName("Close the history")
        self._close.setToolTip("Close the history")
        self._close.clicked.connect(self.close_requested)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self, "heading", text="History"), 1)
        head.addWidget(self._close)
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 8, 9)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self.filter)
        self._empty.setContentsMargins(12, 12, 12, 12)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._foot = named(QFrame(self), "foot")
        buttons = QHBoxLayout()
        buttons.addWidget(self.go)
        buttons.addWidget(self.revert)
        buttons.addStretch(1)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(10, 9, 10, 9)
        foot.setSpacing(8)
        self.details.setFixedHeight(_DETAILS_HEIGHT)
        foot.addWidget(self.details)
        foot.addLayout(buttons)
        parts = QVBoxLayout()
        parts.setSpacing(0)
        parts.addLayout(top)
        for part in (hairline(self), self.rows, self._empty, hairline(self), self._foot):
            parts.addWidget(part, 1 if part in (self.rows, self._empty) else 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(named(QFrame(self), "upright"))
        row.addLayout(parts, 1)

    def _search(self) -> None:
        self.model.show(self.filter.text())
        self._show_empty()
        self._show_chosen()

    def _show_empty(self) -> None:
        is_empty = not self.model.rowCount()
        self._empty.setText("No edit matches." if self.filter.text().strip() else "Nothing was done here yet.")
        self._empty.setVisible(is_empty)
        self.rows.setVisible(not is_empty)

    def _show_chosen(self) -> None:
        edit = self.chosen()
        self._foot.setVisible(edit is not None)
        if edit is not None:
            self.details.setPlainText("\n".join(self._details_of(edit)))
            self.revert.setEnabled(self._may_write and edit.state == "done")

    def _go(self) -> None:
        edit = self.chosen()
        if edit is not None:
            self.place_requested.emit(edit)

    def _revert(self) -> None:
        edit = self.chosen()
        if edit is not None:
            self.revert_requested.emit(edit)

    def _timer(self, delay: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=delay)
        timer.timeout.connect(then)
        return timer
