"""The rows of the annotation table: which columns fit, how they are painted, what their keys do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.records import Tag
from annotator.ui.lists.annotation_cells import TAG_ALONE, QuoteCells, TagCells
from annotator.ui.lists.annotation_model import ANALYST, ARTICLE, DATE, NOTE, QUOTE, TAG, AnnotationModel

_ROW_HEIGHT = 27  # pixels
# From which width of the table, in pixels, a column is worth its room; the card has the rest.
_NEVER = 1 << 24
_FROM_OF_ARTICLE = {NOTE: 420, ANALYST: 760, DATE: _NEVER, ARTICLE: _NEVER}
_FROM_OF_CHOICE = {DATE: 420, NOTE: 600, ARTICLE: 760, ANALYST: 900}
_WIDTHS = {TAG: 116, QUOTE: 300, NOTE: 140, DATE: 98, ARTICLE: 200, ANALYST: 96}
_NOTE_SHARE, _NARROWEST_NOTE = 0.32, 84  # of what quote and note have together; pixels
_TAG_NAMED_FROM = 340  # the table's width that has room for names


class AnnotationRows(QTableView):
    """A table whose bare letters are left to the window's tag keys."""

    entered = Signal()  # Enter
    left = Signal()  # Escape

    def __init__(self, model: AnnotationModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._tags, self._quotes = TagCells(self), QuoteCells(self)
        self._tags.colors = {}
        self.setItemDelegateForColumn(TAG, self._tags)
        self.setItemDelegateForColumn(QUOTE, self._quotes)
        self._set_up()
        self._set_up_headers()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Take the tags' colours."""
        self._tags.colors = {tag.id: tag.color for tag in tags}
        self.viewport().update()

    def fit_columns(self, room: int, *, of_article: bool, noted: bool) -> None:
        """Show as many columns as leave the quote room in so many pixels; `noted` says that there are notes."""
        for column, needed in (_FROM_OF_ARTICLE if of_article else _FROM_OF_CHOICE).items():
            self.setColumnHidden(column, room < needed or (column == NOTE and not noted))
        self._quotes.is_signed = self.isColumnHidden(NOTE)
        is_named = room >= _TAG_NAMED_FROM
        if is_named != (self.columnWidth(TAG) > TAG_ALONE):
            self.setColumnWidth(TAG, _WIDTHS[TAG] if is_named else TAG_ALONE)
        taken = sum(self.columnWidth(each) for each in (TAG, DATE, ARTICLE, ANALYST) if not self.isColumnHidden(each))
        if not self.isColumnHidden(NOTE):
            self.setColumnWidth(NOTE, max(round((room - taken) * _NOTE_SHARE), _NARROWEST_NOTE))

    def keyboardSearch(self, search: str) -> None:
        """Find nothing: a letter is a tag's key here, and the filter field finds."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the selected annotation, Escape goes back to the text; the rest moves as in tables."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName("Annotations")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(TAG_ALONE)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(QUOTE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
