"""The list of articles at the left: a filter, chips, the order, and the rows."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import ArticleId
from annotator.ui import theme, wording
from annotator.ui.keymap import tell_key
from annotator.ui.labels import hairline, label, named, tab_through
from annotator.ui.lists.article_model import ArticleModel, Fetch, Index
from annotator.ui.lists.article_rows import ArticleRows
from annotator.ui.lists.chips import Chips
from annotator.ui.lists.current import choose_only
from annotator.ui.lists.status_filter import StatusFilter

ORDERS = {"newest": "Newest first", "oldest": "Oldest first", "title": "By title"}
_DEBOUNCE, _LONGEST_DEBOUNCE = 120, 900  # milliseconds between the last key and the search
_PATIENCE = 3  # so many times as long as the last search took: typing stays fluid in the largest project
_UNIFORM_FROM = 500  # rows; above this each row has the same height


class _Rows(QListView):
    """A list in which letters are left to the window's tag keys."""

    is_taking_focus = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus; Qt makes a row the current one by that, which nobody has chosen."""
        self.is_taking_focus = True
        super().focusInEvent(event)
        self.is_taking_focus = False

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint rows again; Qt would lay out all of them for it, which only rows of different heights need."""
        if self.uniformItemSizes():
            QAbstractItemView.dataChanged(self, first, last, roles)
        else:
            super().dataChanged(first, last, roles)

    def keyboardSearch(self, search: str) -> None:
        """Find nothing: a letter is a tag's key here, and the filter field finds."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move as lists do; Enter is left to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class ArticleList(QWidget):
    """Shows the ids it is given; what it wants to be given is in `matching()` and `order()`."""

    article_chosen = Signal(object)  # ArticleId
    wanted_changed = Signal()  # the filter's words, the statuses or the order
    narrowing_asked = Signal()  # the panel of tags, sources and analysts
    menu_requested = Signal(object, QPoint)  # list[ArticleId], global place
    read_requested = Signal()  # Enter: go on in the article

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ArticleModel(fetch, self)
        self.rows = _Rows(self)
        self.filter = QLineEdit(self)
        self.chips = Chips(self)
        self.statuses = StatusFilter(self)
        self._empty = label(self, soft=True)
        self._order, self._is_narrowed = "newest", False
        self._orders = named(QToolButton(self), "tight")
        self.narrow = named(QToolButton(self), "tight")
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(_DEBOUNCE)
        self._current: ArticleId | None = None
        self._set_up_rows()
        self._set_up_filter()
        self._lay_out()

    def show_articles(self, ids: Sequence[ArticleId], total: int) -> None:
        """Show these of the project's `total` articles; the current one stays current if it is among them."""
        self._delegate.uniform = len(ids) > _UNIFORM_FROM
        self.rows.setUniformItemSizes(self._delegate.uniform)
        self.model.show(ids)
        noun = "article" if total == 1 else "articles"
        self.filter.setPlaceholderText(f"Filter {wording.number(total)} {noun}")
        self._empty.setText("No article matches." if total else "No articles yet. Drop files or folders here.")
        self._empty.setVisible(not ids)
        self.rows.setVisible(bool(ids))
        self.set_current(self._current)

    def close_rows(self) -> None:
        """Show nothing and want nothing any more: the project is being closed."""
        self._debounce.stop()
        self.model.show(())

    def set_current(self, article_id: ArticleId | None) -> None:
        """Mark the article that is open, and bring its row into sight."""
        self._current = article_id
        row = self.model.row_of(article_id)
        selection = self.rows.selectionModel()
        if row is None:
            selection.clear()
        elif selection.currentIndex().row() != row or not selection.isRowSelected(row):
            choose_only(self.rows, self.model.index(row))
            self._bring_into_sight()

    def chosen(self) -> list[ArticleId]:
        """The selected articles, in the order of the list."""
        rows = sorted(index.row() for index in self.rows.selectionModel().selectedIndexes())
        return [self.model.ids()[row] for row in rows]

    def matching(self) -> str:
        """What the filter says."""
        return self.filter.text().strip()

    def show_words(self, words: str) -> None:
        """Show the words that are sought, unless somebody is typing others."""
        if words.strip() != self.matching() and not self._debounce.isActive():
            with QSignalBlocker(self.filter):
                self.filter.setText(words)

    def drop_words(self) -> None:
        """Seek no words any more, not even those that are being typed."""
        self._debounce.stop()
        self.show_words("")

    def show_narrowed(self, *, narrowed: bool) -> None:
        """Let the button of the filters say whether there are any."""
        if narrowed != self._is_narrowed:
            self._is_narrowed = narrowed
            self.narrow.setIcon(theme.icon("filter", "accent" if narrowed else "soft"))

    def order(self) -> str:
        """One of ORDERS."""
        return self._order

    def set_order(self, order: str) -> None:
        """Put the list in one of ORDERS."""
        if order in ORDERS and order != self._order:
            self._order = order
            for action in self._order_actions.actions():
                action.setChecked(action.data() == order)
            self.wanted_changed.emit()

    def neighbour(self, step: int) -> ArticleId | None:
        """The article `step` rows away from the current one; None beyond either end."""
        here = self.model.row_of(self._current)
        row = (0 if step > 0 else len(self.model.ids()) - 1) if here is None else here + step
        return self.model.ids()[row] if 0 <= row < len(self.model.ids()) else None

    def _bring_into_sight(self) -> None:
        # Before the list is shown it has not its width yet, and would lay out all its rows in vain.
        row = self.model.row_of(self._current)
        if row is not None and self.rows.isVisible():
            self.rows.scrollTo(self.model.index(row))

    def showEvent(self, event: QShowEvent) -> None:
        """Show the current row as well."""
        super().showEvent(event)
        self._bring_into_sight()

    def _set_up_rows(self) -> None:
        self._delegate = ArticleRows(self)
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(self._delegate)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.rows.setMouseTracking(True)
        self.rows.setAccessibleName("Articles")
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._ask_for_menu)
        self.rows.selectionModel().currentChanged.connect(self._choose_current)
        self.rows.installEventFilter(self)

    def _set_up_filter(self) -> None:
        self.filter.setAccessibleName("Filter articles")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAcceptDrops(False)  # files dropped here are for the window
        self.filter.textChanged.connect(lambda: self._debounce.start())
        self.filter.installEventFilter(self)
        self._debounce.timeout.connect(self._search)
        self.statuses.changed.connect(self.wanted_changed)
        self._order_actions = QActionGroup(self)
        menu = QMenu(self._orders)
        for order, title in ORDERS.items():
            action = QAction(title, self)
            action.setCheckable(True)
            action.setChecked(order == self._order)
            action.setData(order)
            action.triggered.connect(lambda _=False, order=order: self.set_order(order))
            self._order_actions.addAction(action)
            menu.addAction(action)
        self._orders.setMenu(menu)
        self._orders.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._orders.setAccessibleName("Order of the articles")
        self._orders.setToolTip("Order of the articles")
        self._orders.setIconSize(QSize(16, 16))
        self.narrow.setIconSize(QSize(16, 16))
        self.narrow.setAccessibleName("Filter by tag, source or analyst")
        tell_key(self.narrow, "Filter by tag, source or analyst", "narrow")
        self.narrow.clicked.connect(self.narrowing_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(10, 10, 10, 9)
        head.setSpacing(7)
        line = QHBoxLayout()
        line.addWidget(self.filter)
        line.setSpacing(2)
        line.addWidget(self.narrow)
        line.addWidget(self._orders)
        head.addLayout(line)
        head.addWidget(self.statuses)
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(hairline(self))
        column.addWidget(self.rows, 1)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 14, 12, 14)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        self._empty.hide()
        tab_through(self.filter, self.narrow, self._orders, *self.statuses.buttons(), self.rows)
        self.chips.follow(self.statuses.buttons()[-1])

    def restyle(self) -> None:
        """Draw the icons anew after a change of theme."""
        self._orders.setIcon(theme.icon("sort", "soft"))
        self.narrow.setIcon(theme.icon("filter", "accent" if self._is_narrowed else "soft"))
        self.chips.restyle()

    def _search(self) -> None:
        begun = time.perf_counter()
        self.wanted_changed.emit()
        took = round((time.perf_counter() - begun) * 1000)
        self._debounce.setInterval(min(max(took * _PATIENCE, _DEBOUNCE), _LONGEST_DEBOUNCE))

    def _choose_current(self) -> None:
        index = self.rows.currentIndex()
        if index.isValid() and not self.rows.is_taking_focus:
            chosen = self.model.ids()[index.row()]
            if chosen != self._current:
                self._current = chosen
                self.article_chosen.emit(chosen)

    def _ask_for_menu(self, place: QPoint) -> None:
        if self.chosen():
            self.menu_requested.emit(self.chosen(), self.rows.viewport().mapToGlobal(place))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Down from the filter goes into the rows; Enter in either goes on to the article; Escape clears the filter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if watched is self.rows:
                    self._choose_current()
                self.read_requested.emit()
                return True
            if watched is self.filter and event.key() == Qt.Key.Key_Down:
                self.rows.setFocus()
                return True
            if watched is self.filter and event.key() == Qt.Key.Key_Escape:
                self.filter.clear()
                self.read_requested.emit()
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the titles anew at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.rows.scheduleDelayedItemsLayout()
