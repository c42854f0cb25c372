"""The panel in which a person chooses by which tags, sources and analysts everything is filtered, several at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import EVERYTHING, Tag, Wanted
from annotator.ui import wording
from annotator.ui.labels import hairline, label, named, read_aloud, tab_through
from annotator.ui.lists.current import choose_only
from annotator.ui.lists.filter_model import ENTRY_ROLE, Entry, FilterModel
from annotator.ui.lists.filter_rows import ROW_HEIGHT, FilterRows

WIDTH, TALLEST, LEAST = 320, 520, 220  # pixels
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
_ENTERING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterPanel(QFrame):
    """A field, the rows and what is left by them; `wanted_changed` carries the filter (a Wanted) with each choice.

    The arrow keys move in the rows and Enter checks while the focus stays in the field; in the rows Space does, too.
    """

    wanted_changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "popup")
        self.setAccessibleName("Filter by tag, source and analyst")
        self.setFixedWidth(WIDTH)
        self.model = FilterModel(self)
        self.field, self.rows, self.clear = QLineEdit(self), QListView(self), QToolButton(self)
        self._count, self._nothing = label(self, soft=True), label(self, soft=True)
        self._veil, self._is_open = _Veil(self), False
        self._set_up()
        self._lay_out()
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def offer(
        self, tags: Sequence[Tag], sources: Sequence[tuple[str, int]], analysts: Sequence[tuple[str, int]]
    ) -> None:
        """Offer these while it is there, the current row still the current one."""
        current = self.current()
        self.model.show(tags, sources, analysts)
        self._show_rows(current)

    def begin(
        self, tags: Sequence[Tag], sources: Sequence[tuple[str, int]], analysts: Sequence[tuple[str, int]]
    ) -> None:
        """Offer these, from the top, and take the focus."""
        self.field.clear()
        self.model.show(tags, sources, analysts)
        self._show_rows()
        self._is_open = True
        self._veil.cover()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go away."""
        if self._is_open:
            self._is_open = False
            self.left.emit()  # while the focus is still here: Qt would look for another place for it in vain
            self._veil.hide()
            self.hide()

    def place(self, corner: QPoint, room: QSize) -> None:
        """Stand at a place of the parent, as high as there is room for and not higher than the rows need."""
        beside = self.sizeHint().height() - self.rows.sizeHint().height()
        needed = beside + (self.model.rowCount() or 2) * ROW_HEIGHT + 12
        if self._is_open:
            self._veil.cover()
            self.raise_()
        height = min(max(needed, LEAST), TALLEST, room.height() - corner.y() - 6)
        self.setGeometry(min(corner.x(), max(room.width() - WIDTH, 0)), corner.y(), WIDTH, max(height, 120))

    def show_state(self, wanted: Wanted, words: str) -> None:
        """Show what is in force, and in words what it leaves."""
        self.model.want(wanted)
        if words != self._count.text():
            self._count.setText(words)
            if self.isVisible():
                read_aloud(self, words)
        self.clear.setEnabled(bool(wanted))

    def words(self) -> str:
        """What it says the filters leave."""
        return self._count.text()

    def current(self) -> Entry | None:
        """The entry that Enter checks."""
        index = self.rows.currentIndex()
        return index.data(ENTRY_ROLE) if index.isValid() else None

    def toggle(self) -> None:
        """Ask for the current entry, or no longer."""
        entry = self.current()
        if entry is not None and not entry.is_heading:
            self.wanted_changed.emit(self.model.toggled(entry))
            read_aloud(self, self.model.words(entry))

    def step(self, step: int) -> None:
        """Make another row the current one."""
        row = self.model.next_entry(self.rows.currentIndex().row(), step)
        if row is not None:
            self._go(row)
            read_aloud(self, self.model.words(self.model.entry(row)))

    def _go(self, row: int) -> None:
        choose_only(self.rows, self.model.index(row))
        heads = row > 0 and self.model.entry(row - 1).is_heading
        self.rows.scrollTo(self.model.index(row - 1 if heads else row))
        self.rows.scrollTo(self.model.index(row))

    def _narrow(self) -> None:
        self.model.narrow(self.field.text())
        self._show_rows()

    def _show_rows(self, current: Entry | None = None) -> None:
        """Show the rows there are, with the first as the current one, or the one that was."""
        first, row = self.model.next_entry(-1, 1), self.model.row_of(current)
        if first is not None:
            self._go(first if row is None else row)
        if row is None:
            self.rows.scrollToTop()
        self.rows.setVisible(first is not None)
        self._nothing.setVisible(first is None)

    # --- keys and mouse -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of field and rows."""
        if watched in (self.field, self.rows) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no shortcut of the window while somebody types here
                return False
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event, in_rows=watched is self.rows)
        return False

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go away when the person goes elsewhere; not with the window, which has no focus while it is behind."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.leave()

    def _press(self, event: QKeyEvent, *, in_rows: bool) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step(_STEPS[key])
        elif key in _ENTERING or (in_rows and key == Qt.Key.Key_Space):
            self.toggle()
        elif key == Qt.Key.Key_Escape:
            self.field.clear() if self.field.text() else self.leave()
        elif in_rows and event.text().isprintable() and event.text():
            self.field.setFocus()
            self.field.insert(event.text())
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; no key reaches what is behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own
        """Let Tab go round within the panel."""
        if not self._is_open:
            return super().focusNextPrevChild(next)
        parts = [part for part in (self.field, self.rows, self.clear) if part.isVisible() and part.isEnabled()]
        focused = QApplication.focusWidget()
        here = parts.index(focused) if focused in parts else -1
        parts[(here + (1 if next else -1)) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # --- building -----------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.field.setPlaceholderText("Find a tag, source or analyst")
        self.field.setAccessibleName("Find a tag, source or analyst")
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)  # files dropped here are for the window
        self.field.textChanged.connect(self._narrow)
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(FilterRows(self.rows))
        self.rows.setUniformItemSizes(True)
        self.rows.setMouseTracking(True)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setAccessibleName("Tags, sources and analysts")
        self.rows.clicked.connect(self._click)
        self.rows.installEventFilter(self)
        self.field.installEventFilter(self)
        self._nothing.setText("Nothing is called that.")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(10, 8, 10, 8)
        named(self.clear, "clearing")
        self.clear.setText("Clear all")
        self.clear.setAccessibleName("Clear all filters")
        self.clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clear.clicked.connect(lambda: self.wanted_changed.emit(EVERYTHING))

    def _click(self) -> None:
        self.toggle()
        self.field.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.rows, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(hairline(self))
        below = QHBoxLayout()
        below.setContentsMargins(6, 0, 0, 0)
        below.addWidget(self._count, 1)
        below.addWidget(self.clear)
        column.addLayout(below)
        tab_through(self.field, self.rows, self.clear)


class _Veil(QWidget):
    """Lies unseen over all that is behind the panel; a click there sends the panel away, as it does a menu."""

    def __init__(self, panel: FilterPanel) -> None:
        super().__init__(panel.parentWidget())
        self._panel = panel
        self.hide()

    def cover(self) -> None:
        """Lie over everything, also when the window has grown since."""
        behind = self.parentWidget()
        if behind is not None:
            self.setGeometry(behind.rect())
        self.show()
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Send the panel away."""
        event.accept()
        self._panel.leave()


def left_over(articles: int, total: int) -> str:
    """What filters leave, in words: `12 of 46 articles`."""
    of = f"{wording.number(articles)} of " if articles != total else ""
    return of + wording.counted(total, "article")
