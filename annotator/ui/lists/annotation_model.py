"""Annotations as a table model: tag, quote, note, article, date and analyst; one row an annotation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.records import Annotation, AnnotationId, Article, ArticleId
from annotator.ui import wording

ANNOTATION_ROLE = int(Qt.ItemDataRole.UserRole)
TAG, QUOTE, NOTE, DATE, ARTICLE, ANALYST = range(6)
_TITLES = ("Tag", "Quote", "Note", "Date", "Article", "Analyst")
Index = QModelIndex | QPersistentModelIndex


class AnnotationModel(QAbstractTableModel):
    """The rows are the annotations it was given; `article_of` reads the record of an article when a cell names it."""

    def __init__(self, article_of: Callable[[ArticleId], Article | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._article_of = article_of
        self._annotations: Sequence[Annotation] = ()
        self._articles: dict[ArticleId, Article | None] = {}

    def show(self, annotations: Sequence[Annotation]) -> None:
        """Replace the rows, keeping their places where only their contents differ."""
        same = [old.id for old in self._annotations] == [new.id for new in annotations]
        self._articles.clear()
        if same:
            self._annotations = annotations
            if annotations:
                self.dataChanged.emit(self.index(0, 0), self.index(len(annotations) - 1, ANALYST))
            return
        self.beginResetModel()
        self._annotations = annotations
        self.endResetModel()

    def annotation(self, row: int) -> Annotation:
        """The record in one row."""
        return self._annotations[row]

    def row_of(self, annotation_id: AnnotationId | None) -> int | None:
        """The row of an annotation; None if it is not shown."""
        return next((row for row, one in enumerate(self._annotations) if one.id == annotation_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many annotations are shown."""
        return 0 if parent.isValid() else len(self._annotations)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns a row has."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words on one line; the record itself for painting."""
        if not index.isValid() or index.row() >= len(self._annotations):
            return None
        annotation = self._annotations[index.row()]
        if role == ANNOTATION_ROLE:
            return annotation
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(annotation, index.column())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == TAG:
            return self._described(annotation)
        return None

    def _described(self, annotation: Annotation) -> str:
        """The rest of a row in words, for whoever hears its first cell: also of columns that have no room."""
        note = f"Note: {annotation.note}" if annotation.note else ""
        parts = (annotation.quote, note, f"By {annotation.analyst}", self._words(annotation, ARTICLE))
        return ". ".join(wording.one_line(part) for part in parts if part)

    def _words(self, annotation: Annotation, column: int) -> str:
        if column in (DATE, ARTICLE):
            article = self._article(annotation.article_id)
            if article is None:
                return ""
            return wording.day(article.published_on) if column == DATE else wording.one_line(article.title)
        words = {TAG: annotation.tag, QUOTE: annotation.quote, NOTE: annotation.note, ANALYST: annotation.analyst}
        return wording.one_line(words[column])

    def _article(self, article_id: ArticleId) -> Article | None:
        if article_id not in self._articles:
            self._articles[article_id] = self._article_of(article_id)
        return self._articles[article_id]
