"""The search field of the menu bar: every action, tag and article by a few letters, also known as Ctrl+K."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import theme, wording
from annotator.ui.keymap import key_of
from annotator.ui.labels import label, named, read_aloud

_ROW_HEIGHT = 30  # pixels
_ROWS_SEEN = 11
_HITS = 200
_SWATCH = 11  # pixels
_LEGEND_HEIGHT = 22  # pixels
_LEGEND = "> actions     @ articles     # tags"
_NOTHING = "Nothing is called that."
_DEBOUNCE = 90  # milliseconds
_HIT_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that can be chosen: what it is called, what stands at its right, what choosing it does.

    `why_not` says why it cannot be chosen now; `color` is that of a tag.
    """

    title: str
    hint: str
    choose: Callable[[], object]
    why_not: str = ""
    color: str = ""

    @property
    def at_right(self) -> str:
        """What stands at its right: why it cannot be chosen, else its key or kind."""
        return self.why_not or self.hint


class _HitRows(QStyledItemDelegate):
    """Paints a hit: title at the left, its key or kind at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all rows are alike
        """One line a hit."""
        return QSize(100, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the current one, then its words."""
        hit: Hit = index.data(_HIT_ROLE)
        colours = theme.current()
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("chosen"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 5, 5)
        left = rect.left() + 10
        if hit.color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.data_color(hit.color))
            painter.drawRoundedRect(QRectF(left, rect.center().y() - _SWATCH / 2 + 0.5, _SWATCH, _SWATCH), 3, 3)
            left += _SWATCH + 8
        small = theme.ui_font(8.5)
        metrics = QFontMetricsF(small)
        hint = metrics.elidedText(hit.at_right, Qt.TextElideMode.ElideRight, rect.width() * 0.45)
        taken = metrics.horizontalAdvance(hint)
        middle = rect.center().y() + 0.5
        painter.setFont(small)
        painter.setPen(colours.color("soft"))
        painter.drawText(QPointF(rect.right() - 10 - taken, middle + (metrics.ascent() - metrics.descent()) / 2), hint)
        font = theme.ui_font(9.5)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colours.color("soft" if hit.why_not else "ink"))
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, rect.right() - 36 - taken - left)
        painter.drawText(QPointF(left, middle + (metrics.ascent() - metrics.descent()) / 2), title)
        painter.restore()


class SearchField(QLineEdit):
    """Asks `find(typed)` for hits and shows them below itself; Enter chooses, Escape leaves.

    What cannot be chosen now is shown with the reason, and Enter on it does nothing but have it read aloud.
    """

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget) -> None:
        super().__init__(parent)
        self._find = find
        self._popup: QFrame | None = None
        self._list: QListWidget | None = None
        self._legend: QLabel | None = None
        self._before: QWidget | None = None
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._debounce.timeout.connect(self.search)
        self.textEdited.connect(lambda: self._debounce.start())
        self.setPlaceholderText("Search, or Ctrl+K for every action")
        self.setAccessibleName("Search articles, tags and actions")
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # files dropped here are for the window

    def show_key(self) -> None:
        """Name the key that leads here, as it is now."""
        key = key_of("search")
        self.setPlaceholderText(f"Search, or {key} for every action" if key else "Search, or choose an action")

    def begin(self) -> None:
        """Take the focus and offer everything."""
        if not self.hasFocus():
            self._before = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.search()

    def hits(self) -> list[Hit]:
        """What is offered just now."""
        if self._list is None or not self._is_open():
            return []
        return [self._list.item(row).data(_HIT_ROLE) for row in range(self._list.count())]

    def search(self) -> None:
        """Look for what is typed and show what was found."""
        self._debounce.stop()
        popup, rows = self._made()
        rows.clear()
        for hit in list(self._find(self.text()))[:_HITS]:
            item = QListWidgetItem(wording.one_line(hit.title), rows)
            item.setData(_HIT_ROLE, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{wording.one_line(hit.title)}, {hit.at_right}")
        rows.setCurrentRow(0)
        rows.setVisible(rows.count() > 0)
        if self._legend is not None:
            self._legend.setText(_LEGEND if rows.count() else f"{_NOTHING}     {_LEGEND}")
        popup.show()
        self._place()
        popup.raise_()

    def leave(self) -> None:
        """Close the list, clear the field and give the focus back."""
        self._debounce.stop()
        if self._popup is not None:
            self._popup.hide()
        self.clear()
        if self.hasFocus():
            (self._before or self.window()).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list, Enter chooses, Escape leaves."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS_SEEN, Qt.Key.Key_PageUp: -_ROWS_SEEN}
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._debounce.isActive() or not self._is_open():
                self.search()
            self._choose()
        elif Qt.Key(event.key()) in steps:
            self._step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer everything when it is clicked."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.search()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the person goes elsewhere."""
        super().focusOutEvent(event)
        if self._popup is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._popup.hide()

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: ARG002 - only the window is watched
        """Keep the list below the field when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self._is_open():
            self._place()
        return False

    def _is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _step(self, step: int) -> None:
        if self._list is None or not self._is_open():
            self.search()
            return
        row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
        self._list.setCurrentRow(row)
        self._read_current()

    def _read_current(self) -> None:
        item = self._list.currentItem() if self._list is not None else None
        if item is not None:
            read_aloud(self, str(item.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _choose(self) -> None:
        item = self._list.currentItem() if self._list is not None and self._is_open() else None
        if item is not None:
            hit: Hit = item.data(_HIT_ROLE)
            if hit.why_not:
                self._read_current()
                return
            self.leave()
            hit.choose()

    def _made(self) -> tuple[QFrame, QListWidget]:
        if self._popup is None or self._list is None:
            self._popup = named(QFrame(self.window()), "popup")
            self._list = QListWidget(self._popup)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setItemDelegate(_HitRows(self._list))
            self._list.setUniformItemSizes(True)
            self._list.setMouseTracking(True)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setAccessibleName("Found")
            self._list.itemEntered.connect(self._list.setCurrentItem)
            self._list.itemClicked.connect(lambda _: self._choose())
            column = QVBoxLayout(self._popup)
            column.setContentsMargins(5, 5, 5, 5)
            column.setSpacing(2)
            column.addWidget(self._list)
            self._legend = label(self._popup, "legend", soft=True)
            self._legend.setContentsMargins(10, 0, 10, 0)
            self._legend.setFixedHeight(_LEGEND_HEIGHT)
            column.addWidget(self._legend)
            self.window().installEventFilter(self)
        return self._popup, self._list

    def _place(self) -> None:
        if self._popup is None or self._list is None:
            return
        width = min(max(self.width(), 520), self.window().width() - 8)
        corner = self.mapTo(self.window(), QPoint(self.width() - width, self.height() + 4))
        height = min(self._list.count(), _ROWS_SEEN) * _ROW_HEIGHT + 14 + _LEGEND_HEIGHT
        self._popup.setGeometry(max(corner.x(), 4), corner.y(), width, height)
