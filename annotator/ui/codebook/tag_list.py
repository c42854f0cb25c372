"""The key sheet: one row a tag with its colour, name, counts and key; a click applies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from annotator.records import Tag, TagId
from annotator.ui.codebook.tag_rows import DEPTH_ROLE, HERE_ROLE, ROW_HEIGHT, TAG_ROLE, TagRows

_DEEPEST = 3  # levels that are indented; a tag further down stands below its kin
Index = QModelIndex | QPersistentModelIndex


class TagModel(QAbstractListModel):
    """The tags in codebook order, with how many annotations of each the open article holds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tags: Sequence[Tag] = ()
        self._here: Mapping[TagId, int] = {}
        self._depths: Mapping[TagId, int] = {}

    def show(self, tags: Sequence[Tag], here: Mapping[TagId, int]) -> None:
        """Replace tags and counts; rows keep their places where only counts differ."""
        same = [old.id for old in self._tags] == [new.id for new in tags]
        if not same:
            self.beginResetModel()
        self._tags, self._here, self._depths = tags, here, _depths(tags)
        if not same:
            self.endResetModel()
        elif tags:
            self.dataChanged.emit(self.index(0), self.index(len(tags) - 1))

    def tag(self, row: int) -> Tag:
        """The tag in one row."""
        return self._tags[row]

    def row_of(self, tag_id: TagId | None) -> int | None:
        """The row of a tag; None if it is not in the codebook."""
        return next((row for row, tag in enumerate(self._tags) if tag.id == tag_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many tags there are."""
        return 0 if parent.isValid() else len(self._tags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The tag itself for painting; words for reading aloud."""
        if not index.isValid() or index.row() >= len(self._tags):
            return None
        tag = self._tags[index.row()]
        if role == TAG_ROLE:
            return tag
        if role == HERE_ROLE:
            return self._here.get(tag.id, 0)
        if role == DEPTH_ROLE:
            return self._depths.get(tag.id, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return tag.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            keys = " or ".join(key for key in (tag.key, tag.letter) if key)
            counts = f"{self._here.get(tag.id, 0)} here, {tag.annotations} in the project"
            return f"{tag.name}, {counts}" + (f", key {keys}" if keys else "")
        return None


def _depths(tags: Sequence[Tag]) -> dict[TagId, int]:
    """How many parents stand above each tag."""
    parents = {tag.id: tag.parent_id for tag in tags}
    depths: dict[TagId, int] = {}
    for tag in tags:
        depth, above = 0, tag.parent_id
        while above is not None and depth < _DEEPEST:
            depth, above = depth + 1, parents.get(above)
        depths[tag.id] = depth
    return depths


class TagList(QListView):
    """The rows as a list that leaves the keyboard focus with the article when it is clicked."""

    tag_clicked = Signal(object)  # TagId
    tag_singled_out = Signal(object)  # TagId: clicked with Alt
    tag_hovered = Signal(object)  # TagId | None
    menu_requested = Signal(object, QPoint)  # TagId, global place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tags = TagModel(self)
        self._is_marking = False
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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.selectionModel().currentChanged.connect(lambda index: self._tell_hover(index))

    def show_tags(self, tags: Sequence[Tag], here: Mapping[TagId, int]) -> None:
        """Show these tags with their counts."""
        self.tags.show(tags, here)
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

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(230, self.tags.rowCount() * ROW_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """A few rows; the rest scrolls."""
        return QSize(120, min(self.tags.rowCount(), 4) * ROW_HEIGHT)

    def keyboardSearch(self, search: str) -> None:
        """Find nothing: a letter is a tag's key here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space applies the tag in the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.tag_clicked.emit(self.tags.tag(self.currentIndex().row()).id)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose nothing: a press is the first half of a click."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Apply the tag under the mouse."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            is_alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            (self.tag_singled_out if is_alone else self.tag_clicked).emit(self.tags.tag(index.row()).id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell which tag the mouse is over."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._tell_hover(self.indexAt(event.position().toPoint()))
        elif event.type() == QEvent.Type.Leave:
            self._tell_hover(QModelIndex())
        return super().viewportEvent(event)

    def _tell_hover(self, index: QModelIndex) -> None:
        if not self._is_marking:
            self.tag_hovered.emit(self.tags.tag(index.row()).id if index.isValid() else None)

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_requested.emit(self.tags.tag(index.row()).id, self.viewport().mapToGlobal(place))
