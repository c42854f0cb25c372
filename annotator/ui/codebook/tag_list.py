"""The key sheet: one row a tag with its colour, name, counts and key; a click applies it, and it is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from annotator.project.outline import Step, stepped
from annotator.records import Tag, TagId
from annotator.ui.codebook import dragging
from annotator.ui.codebook.dragging import Target
from annotator.ui.codebook.tag_model import TagModel
from annotator.ui.codebook.tag_rows import ROW_HEIGHT, TagRows, name_rect, swatch_rect

_ALT, _NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: dict[Qt.Key, Step] = {
    Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Right: "in", Qt.Key.Key_Left: "out",
}  # fmt: skip


class TagList(QListView):
    """The rows as a list that leaves the keyboard focus with the article when it is clicked."""

    tag_clicked = Signal(object)  # TagId
    tag_singled_out = Signal(object)  # TagId: clicked with Alt
    tag_hovered = Signal(object)  # TagId | None
    menu_requested = Signal(object, QPoint)  # TagId, global place
    rename_requested = Signal(object)  # TagId
    color_requested = Signal(object)  # TagId
    edit_requested = Signal(object)  # TagId
    delete_requested = Signal(object)  # TagId
    ordered = Signal(object)  # Order

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags = TagModel(self)
        self.is_writable = True
        self.applies: Callable[[], bool] = lambda: False  # whether a click would do something to the article just now
        self._is_marking = False
        self._pressed: tuple[int, QPoint] | None = None  # row and place of a press that may become a drag
        self._dragged: TagId | None = None
        self._target: Target | None = None
        self._has_applied = False  # by the first click of what may become a double click
        self.setModel(self.tags)
        self._painter = TagRows(self)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Tags")
        self.selectionModel().currentChanged.connect(lambda index: self._tell_hover(index))

    def show_tags(self, tags: Sequence[Tag], here: Mapping[TagId, int]) -> None:
        """Show these tags with their counts; the current row goes where its tag goes."""
        current = self.current()
        self.tags.show(tags, here)
        if current is not None and self.current() is None:
            self.mark(current)
        self.updateGeometry()

    def mark(self, tag_id: TagId | None) -> None:
        """Mark the tag of the selected annotation."""
        row = self.tags.row_of(tag_id)
        self._is_marking = True
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self.tags.index(row))
        self._is_marking = False

    def keep(self, tag_id: TagId | None) -> None:
        """Mark the tag that every selection becomes, or none."""
        self._painter.kept = tag_id
        self.viewport().update()

    def current(self) -> TagId | None:
        """The tag of the current row."""
        index = self.currentIndex()
        return self.tags.tag(index.row()).id if index.isValid() else None

    def name_place(self, tag_id: TagId) -> tuple[Tag, QRect] | None:
        """The tag and where its name is written, in the viewport's pixels, once its row is seen."""
        row = self.tags.row_of(tag_id)
        if row is None:
            return None
        self.scrollTo(self.tags.index(row))
        return self.tags.tag(row), name_rect(self.visualRect(self.tags.index(row)), self.tags.depth(row))

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(230, self.tags.rowCount() * ROW_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """A few rows; the rest scrolls."""
        return QSize(120, min(self.tags.rowCount(), 4) * ROW_HEIGHT)

    # --- keys -------------------------------------------------------------------------------------------------------

    def keyboardSearch(self, search: str) -> None:
        """Find nothing: a letter is a tag's key here."""

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the list from the window, whose F2 and Delete mean the article while that has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space applies the current tag; F2, Alt+Enter, Delete and Alt with arrows edit the codebook."""
        tag_id, key = self.current(), Qt.Key(event.key())
        if self._is_own(event):
            if tag_id is not None:
                self._edit(tag_id, key)
        elif key in (*_ENTER, Qt.Key.Key_Space):
            if tag_id is not None:
                self.tag_clicked.emit(tag_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which tag the keys are on: what it means is shown, and menu and palette mean it, too."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self._tell_hover(self.currentIndex())

    def _is_own(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _ALT:
            return key in (*_STEPS, *_ENTER)
        return event.modifiers() == _NONE and key in (Qt.Key.Key_F2, Qt.Key.Key_Delete)

    def _edit(self, tag_id: TagId, key: Qt.Key) -> None:
        if not self.is_writable:
            return
        if key in _STEPS:
            order = stepped(self.tags.all(), tag_id, _STEPS[key])
            if order is not None:
                self.ordered.emit(order)
        elif key == Qt.Key.Key_F2:
            self.rename_requested.emit(tag_id)
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(tag_id)
        else:
            self.edit_requested.emit(tag_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a tag is dragged, keys are for that alone, and Escape leaves it where it was."""
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if not is_key or self._dragged is None or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self._end_drag()
        event.accept()
        return True

    # --- the mouse --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose nothing: a press is the first half of a click, or of a drag."""
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        self._pressed = (index.row(), event.position().toPoint()) if is_left else None
        self._has_applied = self.applies()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the tag that was pressed to another place."""
        point = event.position().toPoint()
        if self._pressed is not None and self._dragged is None and self.is_writable:
            row, start = self._pressed
            if (point - start).manhattanLength() >= QApplication.startDragDistance():
                self._dragged = self.tags.tag(row).id
                _application().installEventFilter(self)  # Escape is for the drag, wherever the focus is
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged is not None:
            dragging.follow(self, point)
            self._target = dragging.target_at(self, self.tags, self._dragged, point)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the tag that is dragged; else apply the one under the mouse, or ask for its colour."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        target, pressed = self._target, self._pressed
        was_dragged = self._dragged is not None
        self._end_drag()
        if was_dragged:
            if target is not None:
                self.ordered.emit(target.order)
        elif pressed is not None and self.indexAt(event.position().toPoint()).row() == pressed[0]:
            self._click(*pressed, is_alone=bool(event.modifiers() & _ALT))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename the tag, unless the first click applied it; the second click does not apply it again."""
        index = self.indexAt(event.position().toPoint())
        self._pressed = None
        is_left = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        if (
            is_left
            and self.is_writable
            and not self._has_applied
            and not self._is_swatch(index.row(), event.position().toPoint())
        ):
            self.rename_requested.emit(self.tags.tag(index.row()).id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell which tag the mouse is over."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            index = self.indexAt(event.position().toPoint())
            if self._dragged is None:
                self._tell_hover(index)
                is_color = (
                    self.is_writable and index.isValid() and self._is_swatch(index.row(), event.position().toPoint())
                )
                self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_color else Qt.CursorShape.ArrowCursor)
        elif event.type() == QEvent.Type.Leave:
            self._tell_hover(QModelIndex())
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the tag under the mouse, or of the current one where a key asks."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_requested.emit(self.tags.tag(index.row()).id, self.viewport().mapToGlobal(place))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and where a tag that is dragged would go."""
        super().paintEvent(event)
        if self._target is not None:
            row = self.visualRect(self.tags.index(self._target.row))
            dragging.paint_target(QPainter(self.viewport()), row, self.tags.depth(self._target.row), self._target.where)

    def _click(self, row: int, point: QPoint, *, is_alone: bool) -> None:
        tag_id = self.tags.tag(row).id
        if is_alone:
            self.tag_singled_out.emit(tag_id)
        elif self.is_writable and self._is_swatch(row, point):
            self.color_requested.emit(tag_id)
        else:
            self.tag_clicked.emit(tag_id)

    def _is_swatch(self, row: int, point: QPoint) -> bool:
        return swatch_rect(self.visualRect(self.tags.index(row)), self.tags.depth(row)).contains(point)

    def _end_drag(self) -> None:
        if self._dragged is not None:
            _application().removeEventFilter(self)
        self._pressed = self._dragged = self._target = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _tell_hover(self, index: QModelIndex) -> None:
        if not self._is_marking:
            self.tag_hovered.emit(self.tags.tag(index.row()).id if index.isValid() else None)


def _application() -> QCoreApplication:
    found = QApplication.instance()
    assert found is not None  # there is no list without one
    return found
