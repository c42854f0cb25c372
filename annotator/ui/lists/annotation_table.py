"""The table of annotations: those of the open article, or those behind a choice on the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Annotation, AnnotationId, Article, ArticleId, Tag, TagId
from annotator.ui import theme, wording
from annotator.ui.labels import label
from annotator.ui.lists.annotation_model import (
    ANALYST,
    ANNOTATION_ROLE,
    ARTICLE,
    DATE,
    NOTE,
    QUOTE,
    TAG,
    AnnotationModel,
)

_ROW_HEIGHT = 27  # pixels
# From which width of the table, in pixels, a column is worth its room; the card has the rest.
_NEVER = 1 << 24
_FROM_OF_ARTICLE = {NOTE: 620, ANALYST: 760, DATE: _NEVER, ARTICLE: _NEVER}
_FROM_OF_CHOICE = {DATE: 420, ARTICLE: 640, ANALYST: 860, NOTE: 980}
_WIDTHS = {TAG: 116, QUOTE: 300, NOTE: 140, DATE: 92, ARTICLE: 200, ANALYST: 96}
_TAG_NAMED_FROM, _TAG_ALONE = 340, 40  # the table's width that has room for names; a swatch's column


class _TagCells(QStyledItemDelegate):
    """Paints the tag of a row as a swatch and its name."""

    colors: dict[TagId, str]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the style draw the ground, then the swatch and the name."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        option.widget.style().drawControl(
            option.widget.style().ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        painter.save()
        draw_swatch(painter, option.rect.left() + 10, option.rect.center().y(), self.colors.get(annotation.tag_id))
        painter.setPen(theme.current().color("ink"))
        room = option.rect.adjusted(28, 0, -4, 0)
        words = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        if room.width() > _TAG_ALONE - 28:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()


def draw_swatch(painter: QPainter, left: float, middle: float, color: str | None, size: float = 11) -> None:
    """A tag's rounded colour square; outlined where it would drown in the ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = theme.data_color(color or "#999999")
    ground = theme.current().color("window")
    faint = theme.contrast(fill, ground) < 3
    painter.setPen(theme.mixed(fill, theme.current().color("ink"), 0.6) if faint else fill)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(left + 0.5, middle - size / 2 + 0.5, size, size), 3, 3)


class AnnotationTable(QWidget):
    """Shows the annotations it is given under a title; a click selects (with Shift several), a double click opens."""

    annotation_chosen = Signal(object)  # Annotation
    annotation_opened = Signal(object)  # Annotation
    menu_requested = Signal(object, QPoint)  # list[Annotation], global place
    choice_dropped = Signal()  # back to the open article

    def __init__(self, article_of: Callable[[ArticleId], Article | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = AnnotationModel(article_of, self)
        self.rows = QTableView(self)
        self._title = label(self, "heading")
        self._back = QToolButton(self)
        self._is_of_article = True
        self._is_marking = False
        self._empty = label(self, soft=True)
        self._set_up_rows()
        self._lay_out()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Take the tags' colours."""
        self._tags.colors = {tag.id: tag.color for tag in tags}
        self.rows.viewport().update()

    def show_annotations(
        self, title: str, annotations: Sequence[Annotation], *, of_article: bool, is_open: bool = True
    ) -> None:
        """Show these under the title; `of_article` leaves out the columns that would say the same in each row.

        `is_open` says whether there is an article to be marked.
        """
        self._title.setText(f"{title} · {wording.counted(len(annotations), 'annotation')}" if annotations else title)
        self._back.setVisible(not of_article)
        self._is_of_article = of_article
        self._show_columns()
        self.model.show(annotations)
        self._empty.setText(self._hint(is_open=is_open))
        self._empty.setVisible(not annotations)
        self.rows.setVisible(bool(annotations))

    def _hint(self, *, is_open: bool) -> str:
        """What stands here instead of rows."""
        if not self._is_of_article:
            return "None here."
        return "Select words in the text, then press a tag's key." if is_open else ""

    def title(self) -> str:
        """What stands above the table."""
        return str(self._title.text())

    def set_current(self, annotation_id: AnnotationId | None) -> None:
        """Mark the row of an annotation without saying that it was chosen."""
        row = self.model.row_of(annotation_id)
        self._is_marking = True
        if row is None:
            self.rows.clearSelection()
        elif not self.rows.selectionModel().isRowSelected(row) or not self._are_several():
            self.rows.selectRow(row)
            self.rows.scrollTo(self.model.index(row, TAG))
        self._is_marking = False

    def current(self) -> Annotation | None:
        """The annotation in the selected row; None where several are selected."""
        chosen = self.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def chosen(self) -> list[Annotation]:
        """The annotations in the selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.rows.selectionModel().selectedRows())
        return [self.model.annotation(row) for row in rows]

    def _are_several(self) -> bool:
        return len(self.rows.selectionModel().selectedRows()) > 1

    def _set_up_rows(self) -> None:
        rows = self.rows
        rows.setModel(self.model)
        self._tags = _TagCells(rows)
        self._tags.colors = {}
        rows.setItemDelegateForColumn(TAG, self._tags)
        rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.setTabKeyNavigation(False)
        rows.setShowGrid(False)
        rows.setWordWrap(False)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setAccessibleName("Annotations")
        rows.verticalHeader().hide()
        rows.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = rows.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_TAG_ALONE)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(QUOTE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            rows.setColumnWidth(column, width)
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows.customContextMenuRequested.connect(self._ask_for_menu)
        rows.selectionModel().selectionChanged.connect(self._choose)
        rows.doubleClicked.connect(self._open)
        rows.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 4)
        head.addWidget(self._title, 1)
        self._back.setText("This article")
        self._back.setAccessibleName("Back to the annotations of the open article")
        self._back.clicked.connect(self.choice_dropped)
        self._title.setMinimumWidth(40)
        head.addWidget(self._back)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 8, 12, 8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        self._back.hide()

    def _choose(self) -> None:
        annotation = self.current()
        if annotation is not None and not self._is_marking:
            self.annotation_chosen.emit(annotation)

    def _open(self) -> None:
        annotation = self.current()
        if annotation is not None:
            self.annotation_opened.emit(annotation)

    def _ask_for_menu(self, place: QPoint) -> None:
        chosen = self.chosen()
        if chosen:
            self.menu_requested.emit(chosen, self.rows.viewport().mapToGlobal(place))

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: ARG002
        """Enter opens the selected annotation."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as leave the quote room."""
        super().resizeEvent(event)
        self._show_columns()

    def _show_columns(self) -> None:
        for column, needed in (_FROM_OF_ARTICLE if self._is_of_article else _FROM_OF_CHOICE).items():
            self.rows.setColumnHidden(column, self.width() < needed)
        is_named = self.width() >= _TAG_NAMED_FROM
        if is_named != (self.rows.columnWidth(TAG) > _TAG_ALONE):
            self.rows.setColumnWidth(TAG, _WIDTHS[TAG] if is_named else _TAG_ALONE)

    def sizeHint(self) -> QSize:
        """Enough for a few rows."""
        return QSize(480, 200)
