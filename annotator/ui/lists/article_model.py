"""The articles as a list model: ids in the model, rows read in pages when they are shown, stale rather than cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from annotator.records import Article, ArticleId
from annotator.ui import wording

PAGE = 100  # rows read at a time
ARTICLE_ROLE = int(Qt.ItemDataRole.UserRole)
_KEPT = 40 * PAGE
Fetch = Callable[[Sequence[ArticleId]], Mapping[ArticleId, Article]]
_ROW = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
Index = QModelIndex | QPersistentModelIndex


class ArticleModel(QStringListModel):
    """The rows are the ids it was given, in their order; `fetch` reads the records of some of them.

    Its strings are all empty and only there to be counted: a list asks how many rows there are for every single row
    that it lays out, and each answer from Python would cost more than the row itself.
    """

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: Sequence[ArticleId] = ()
        self._rows: dict[ArticleId, int] | None = None
        self._known: dict[ArticleId, Article] = {}

    def show(self, ids: Sequence[ArticleId]) -> None:
        """Replace the rows; records already read are kept until `refresh` names them."""
        self._ids = ids
        self._rows = None
        was_blocked = self.blockSignals(True)  # views hear of all of it at once, below
        self.setStringList(())
        if ids:  # Qt makes the strings itself: a hundred thousand of Python's take milliseconds
            self.insertRows(0, len(ids))
        self.blockSignals(was_blocked)
        self.beginResetModel()
        self.endResetModel()

    def forget_all(self) -> None:
        """Read every record again when it is next shown."""
        self._known.clear()

    def refresh(self, ids: Iterable[ArticleId]) -> None:
        """Read these records again when they are next shown, and repaint them."""
        for article_id in ids:
            self._known.pop(article_id, None)
            row = self.row_of(article_id)
            if row is not None:
                index = self.index(row)
                self.dataChanged.emit(index, index)

    def ids(self) -> Sequence[ArticleId]:
        """The ids in the order of the rows."""
        return self._ids

    def row_of(self, article_id: ArticleId | None) -> int | None:
        """The row of an article, or None if it is not in the list."""
        if article_id is None:
            return None
        if self._rows is None and article_id in self._ids[:PAGE]:
            return self._ids.index(article_id)  # as when a project is opened: to know all rows takes longer
        if self._rows is None:
            self._rows = {known: row for row, known in enumerate(self._ids)}
        return self._rows.get(article_id)

    def article(self, row: int) -> Article | None:
        """The record in one row; None if the article has gone since the ids were read."""
        article_id = self._ids[row]
        if article_id not in self._known:
            self._read_page(row)
        return self._known.get(article_id)

    def _read_page(self, row: int) -> None:
        if len(self._known) > _KEPT:
            self._known.clear()
        first = row - row % PAGE
        self._known.update(self._fetch(self._ids[first : first + PAGE]))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A row can be chosen, and nothing else."""
        return _ROW if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The record itself for painting; words for reading aloud."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role not in (ARTICLE_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        article = self.article(index.row())
        if article is None or role == ARTICLE_ROLE:
            return article
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.one_line(article.title)
        marks = wording.counted(article.annotations, "annotation")
        return f"{wording.one_line(article.title)}, {wording.about(article)}, {marks}, {wording.status(article)}"
