"""The tags as rows: an outline, with how many annotations of each the open article holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.project.outline import outline
from annotator.records import Tag, TagId
from annotator.ui.codebook.tag_rows import DEPTH_ROLE, HERE_ROLE, TAG_ROLE

_DEEPEST = 3  # levels that are indented; a tag further down stands below its kin
Index = QModelIndex | QPersistentModelIndex


class TagModel(QAbstractListModel):
    """The tags, each followed by its children."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tags: Sequence[Tag] = ()
        self._here: Mapping[TagId, int] = {}
        self._depths: Sequence[int] = ()

    def show(self, tags: Sequence[Tag], here: Mapping[TagId, int]) -> None:
        """Replace tags and counts; rows keep their places where only counts differ."""
        lines = outline(tags)
        same = [old.id for old in self._tags] == [line.tag.id for line in lines]
        if not same:
            self.beginResetModel()
        self._tags, self._here = [line.tag for line in lines], here
        self._depths = [min(line.depth, _DEEPEST) for line in lines]
        if not same:
            self.endResetModel()
        elif tags:
            self.dataChanged.emit(self.index(0), self.index(len(tags) - 1))

    def tag(self, row: int) -> Tag:
        """The tag in one row."""
        return self._tags[row]

    def all(self) -> Sequence[Tag]:
        """All tags from top to bottom."""
        return self._tags

    def depth(self, row: int) -> int:
        """How far the tag in a row is indented."""
        return self._depths[row]

    def row_of(self, tag_id: TagId | None) -> int | None:
        """The row of a tag; None if it is not in the codebook."""
        return next((row for row, tag in enumerate(self._tags) if tag.id == tag_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
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
            return self._depths[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tag.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(tag)
        return None

    def _spoken(self, tag: Tag) -> str:
        keys = " or ".join(key for key in (tag.key, tag.letter) if key)
        parent = next((one.name for one in self._tags if one.id == tag.parent_id), "")
        words = [tag.name, f"below {parent}" if parent else ""]
        words += [f"{self._here.get(tag.id, 0)} here, {tag.annotations} in the project", f"key {keys}" if keys else ""]
        return ", ".join(word for word in words if word)
