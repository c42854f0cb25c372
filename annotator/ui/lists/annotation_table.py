"""The table of annotations: those of the open article, or those behind a choice on the timeline, and its filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from annotator.records import Annotation, AnnotationId, Article, ArticleId, Tag
from annotator.ui import theme, wording
from annotator.ui.labels import label, named, tab_through
from annotator.ui.lists.annotation_filter import narrowed
from annotator.ui.lists.annotation_model import TAG, AnnotationModel
from annotator.ui.lists.annotation_rows import AnnotationRows
from annotator.ui.lists.current import choose_only

_FILTER_WIDTHS = (104, 150)  # pixels: narrowest and widest
_FILTER_SHARE = 0.28  # of the table's width
_DEBOUNCE = 90  # milliseconds between the last key and the rows
_TO_ARTICLE = "Back to the annotations of the open article"
_AT_ONCE = 5_000  # annotations; so many are filtered with every key


class AnnotationTable(QWidget):
    """Shows the annotations it is given under a title; a click selects (with Shift several), a double click opens."""

    annotation_chosen = Signal(object)  # Annotation
    annotation_opened = Signal(object)  # Annotation
    annotation_dropped = Signal()  # its row was taken out of the selection, and no other is in it
    menu_requested = Signal(object, QPoint)  # list[Annotation], global place
    turned = Signal()  # to the open article's annotations, or back to those that the filters leave
    left = Signal()  # back to the text

    def __init__(self, article_of: Callable[[ArticleId], Article | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = AnnotationModel(article_of, self)
        self.filter = named(QLineEdit(self), "search")
        self.noted = QToolButton(self)
        self.rows = AnnotationRows(self.model, self)
        self._given: Sequence[Annotation] = ()
        self._total = 0
        self._name, self._number, self._whole_title = "", "", ""
        self._title = label(self, "heading")
        self._back = QToolButton(self)
        self._is_of_article, self._is_open, self._is_marking = True, True, False
        self._empty = label(self, soft=True)
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._set_up_head()
        self._lay_out()
        self._connect()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Take the tags' colours."""
        self.rows.set_tags(tags)

    def show_annotations(
        self,
        title: str,
        annotations: Sequence[Annotation],
        *,
        of_article: bool,
        is_open: bool = True,
        total: int | None = None,
    ) -> None:
        """Show those of these that the filter leaves; `of_article` hides columns that would say the same in each row.

        `is_open` says whether there is an article to be marked, `total` how many there are where these are the first.
        """
        self._name, self._given, self._is_of_article, self._is_open = title, annotations, of_article, is_open
        self._total = len(annotations) if total is None else total
        self._show()

    def given(self) -> Sequence[Annotation]:
        """The annotations it was given, before its own filter."""
        return self._given

    def offer_all(self, *, offered: bool, is_of_article: bool) -> None:
        """Offer to go to the open article's annotations and back to what the filters leave, while there are filters."""
        self._back.setVisible(offered)
        self._back.setText("All that fit" if is_of_article else "This article")
        back = "To all annotations that fit the filters" if is_of_article else _TO_ARTICLE
        self._back.setAccessibleName(back)
        self._back.setToolTip(back)

    def title(self) -> str:
        """What stands above the table."""
        return self._whole_title

    def set_current(self, annotation_id: AnnotationId | None) -> None:
        """Mark the row of an annotation without saying that it was chosen."""
        row = self.model.row_of(annotation_id)
        self._is_marking = True
        if row is None:
            self.rows.clearSelection()
        elif not self.rows.selectionModel().isRowSelected(row) or not self._are_several():
            choose_only(self.rows, self.model.index(row, TAG))
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

    def begin_filter(self) -> None:
        """Put the cursor into the filter."""
        self.filter.setFocus()
        self.filter.selectAll()

    def enter(self) -> None:
        """Put the focus on the rows, on the selected one or the first."""
        self.rows.setFocus()
        if not self.chosen() and self.model.rowCount():
            choose_only(self.rows, self.model.index(0, TAG))

    def restyle(self) -> None:
        """Draw the icons anew after a change of theme."""
        self.noted.setIcon(theme.icon("note", "soft"))
        self.rows.viewport().update()

    def _show(self) -> None:
        self._debounce.stop()
        chosen = self.current()
        left = narrowed(self._given, self.filter.text(), noted=self.noted.isChecked())
        self._number = self._counted(len(left) if left is not self._given else None)
        self._whole_title = " · ".join(part for part in (self._name, self._number) if part)
        self._fit()
        self._is_marking = True
        self.model.show(left)
        self._is_marking = False
        if chosen is not None:
            self.set_current(chosen.id)
        self._empty.setText(self._hint())
        self._empty.setVisible(not left)
        self.rows.setVisible(bool(left))

    def _counted(self, left: int | None) -> str:
        """How many there are, of which the first are shown and the filter leaves some."""
        if not self._given:
            return ""
        of = "" if left is None else f"{wording.number(left)} of "
        total = wording.counted(self._total, "annotation")
        if self._total == len(self._given):
            return of + total
        return f"{of}the first {wording.number(len(self._given))} of {total}"

    def _hint(self) -> str:
        """What stands here instead of rows."""
        if self._given:
            return "No annotation matches the filter."
        if not self._is_of_article:
            return "No annotation fits the filters."
        return "Select words in the text, then press a tag's key." if self._is_open else ""

    def _are_several(self) -> bool:
        return len(self.rows.selectionModel().selectedRows()) > 1

    def _set_up_head(self) -> None:
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter annotations")
        self.filter.setToolTip("Words in the tag, the quote, the note or the analyst")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAcceptDrops(False)  # files dropped here are for the window
        self.noted.setCheckable(True)
        self.noted.setAccessibleName("Only annotations with a note")
        self.noted.setToolTip("Only annotations with a note")
        self.noted.setIconSize(QSize(16, 16))
        self._title.setMinimumWidth(40)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 8, 12, 8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 4)
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        for part in (self._back, self.filter, self.noted):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        column.addWidget(self._empty, 1)
        self._back.hide()
        tab_through(self._back, self.filter, self.noted, self.rows)

    def _connect(self) -> None:
        self._back.clicked.connect(self.turned)
        self._debounce.timeout.connect(self._show)
        self.filter.textChanged.connect(self._show_soon)
        self.filter.installEventFilter(self)
        self.noted.toggled.connect(self._show)
        self.rows.customContextMenuRequested.connect(self._ask_for_menu)
        self.rows.selectionModel().selectionChanged.connect(self._choose)
        self.rows.doubleClicked.connect(self._open)
        self.rows.entered.connect(self._open)
        self.rows.left.connect(self.left)

    def _show_soon(self) -> None:
        self._show() if len(self._given) <= _AT_ONCE else self._debounce.start()

    def _choose(self) -> None:
        if self._is_marking:
            return
        chosen = self.chosen()
        if len(chosen) == 1:
            self.annotation_chosen.emit(chosen[0])
        elif not chosen:
            self.annotation_dropped.emit()

    def _open(self) -> None:
        annotation = self.current()
        if annotation is not None:
            self.annotation_opened.emit(annotation)

    def _ask_for_menu(self, place: QPoint) -> None:
        chosen = self.chosen()
        if chosen:
            self.menu_requested.emit(chosen, self.rows.viewport().mapToGlobal(place))

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: ARG002 - only the filter is watched
        """Down or Enter in the filter goes into the rows, Escape clears it and goes back to the text."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.filter.clear()
            self.left.emit()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns and the filter their share of the room."""
        super().resizeEvent(event)
        self.filter.setFixedWidth(min(max(round(self.width() * _FILTER_SHARE), _FILTER_WIDTHS[0]), _FILTER_WIDTHS[1]))
        self._fit()

    def _fit(self) -> None:
        noted = any(one.note for one in self._given)
        self.rows.fit_columns(self.width(), of_article=self._is_of_article, noted=noted)
        taken = sum(part.sizeHint().width() + 4 for part in (self._back, self.noted) if not part.isHidden())
        room = self.width() - self.filter.width() - taken - 28
        metrics = self._title.fontMetrics()
        shorter = [words for words in (self._number, self._number.rpartition(" ")[0]) if words]
        fitting = (words for words in (self._whole_title, *shorter) if metrics.horizontalAdvance(words) <= room)
        words = next(fitting, (self._whole_title, *shorter)[-1])
        self._title.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 40)))
        self._title.setAccessibleName(self._whole_title)

    def sizeHint(self) -> QSize:
        """Enough for a few rows."""
        return QSize(480, 200)
