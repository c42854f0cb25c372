"""Asks which annotations of a tag go to a new one: found by words, analyst and article, ticked one by one or all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QPushButton, QTableView, QWidget

from annotator.errors import UserError
from annotator.records import Annotation, AnnotationId, ArticleId, Tag
from annotator.ui import wording
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import label, words

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = ("Quote", "Note", "Analyst", "Article")
_WIDTHS = (300, 120, 90, 160)


class Ticked(QAbstractTableModel):
    """Annotations with a tick each; what is filtered out keeps its tick."""

    def __init__(self, parent: QObject, told: Callable[[], object]) -> None:
        super().__init__(parent)
        self._told = told
        self._all: Sequence[Annotation] = ()
        self._shown: Sequence[Annotation] = ()
        self._titles: Mapping[ArticleId, str] = {}
        self.ticked: set[AnnotationId] = set()

    def show(self, annotations: Sequence[Annotation], titles: Mapping[ArticleId, str]) -> None:
        """Show these annotations; `titles` has those of their articles."""
        self._all, self._titles = annotations, titles
        self.narrow("", "", None)

    def narrow(self, matching: str, analyst: str, article: ArticleId | None) -> None:
        """Show only those with all the words in quote or note, of one analyst, in one article."""
        wanted = matching.casefold().split()
        self.beginResetModel()
        self._shown = [
            one
            for one in self._all
            if (not analyst or one.analyst == analyst)
            and (article is None or one.article_id == article)
            and all(word in f"{one.quote} {one.note}".casefold() for word in wanted)
        ]
        self.endResetModel()

    def tick_shown(self, *, on: bool) -> None:
        """Tick all that are shown, or none of them."""
        shown = {one.id for one in self._shown}
        self.ticked = self.ticked | shown if on else self.ticked - shown
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self._told()

    def chosen(self) -> list[Annotation]:
        """The annotations that are ticked, shown or not."""
        return [one for one in self._all if one.id in self.ticked]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Quote, note, analyst and article."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section] if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says; the first has the tick."""
        one = self._shown[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if one.id in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            cells = (one.quote, one.note, one.analyst, self._titles.get(one.article_id, ""))
            return wording.one_line(cells[index.column()], 160)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Set or take the tick of a row."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        one = self._shown[index.row()]
        is_on = Qt.CheckState(value) == Qt.CheckState.Checked
        (self.ticked.add if is_on else self.ticked.discard)(one.id)
        self.dataChanged.emit(index, index)
        self._told()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first cell of a row can be ticked."""
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else able


class SplittingTag(Asking):
    """The name of the new tag, and which annotations are its own from now on."""

    def __init__(self, parent: QWidget | None, tag: Tag, keep: Keep, *, names: Collection[str]) -> None:
        super().__init__(parent, f"Split {wording.one_line(tag.name, 60)}", keep, confirm="Split")
        self._tag, self._names = tag, {name.casefold() for name in names}
        self.resize(760, 520)
        said = f"The annotations that are ticked leave {wording.one_line(tag.name, 60)} for a new tag, as one edit."
        self.form.addRow(words(self, text=said, soft=True))
        self.name = self.line("New tag", hint="Its name")
        self.matching = self.line("With the words", hint="in quote or note")
        self.analyst, self.article = QComboBox(self), QComboBox(self)
        self.model = Ticked(self, self._count)
        self.rows = QTableView(self)
        self.counted = label(self, soft=True)
        self._lay_out()
        self.matching.textChanged.connect(lambda _: self._narrow())
        for choice in (self.analyst, self.article):
            choice.activated.connect(lambda _: self._narrow())

    def show_annotations(
        self, carried: Sequence[Annotation], titles: Mapping[ArticleId, str], chosen: Sequence[AnnotationId]
    ) -> None:
        """Show all annotations of the tag, some of them ticked."""
        self.model.show(carried, titles)
        self.model.ticked = set(chosen)
        self.analyst.addItem("any analyst", "")
        for name in sorted({one.analyst for one in carried}):
            self.analyst.addItem(wording.one_line(name, 40), name)
        self.article.addItem("any article", None)
        for article_id in dict.fromkeys(one.article_id for one in carried):
            self.article.addItem(wording.one_line(titles.get(article_id, ""), 60), article_id)
        self._count()

    def entered(self) -> dict[str, Any]:
        """Name and annotations; UserError if there is no name, or none or all of them are chosen."""
        name, chosen = " ".join(self.name.text().split()), self.model.chosen()
        if not name:
            raise UserError("The new tag needs a name.")
        if name.casefold() in self._names:
            raise UserError(f"There is a tag {name} already. Choose another name.")
        if not chosen:
            raise UserError("Tick the annotations that the new tag is for.")
        if len(chosen) == self._tag.annotations:
            raise UserError(f"All annotations are ticked. To give all of them a new name, rename {self._tag.name}.")
        return {"name": name, "annotations": chosen}

    def _narrow(self) -> None:
        self.model.narrow(self.matching.text(), self.analyst.currentData(), self.article.currentData())
        self._count()

    def _count(self) -> None:
        shown, ticked = self.model.rowCount(), len(self.model.ticked)
        self.counted.setText(f"{wording.counted(ticked, 'annotation')} ticked · {wording.number(shown)} shown")

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(8)
        for choice, name in ((self.analyst, "Of which analyst"), (self.article, "In which article")):
            choice.setAccessibleName(name)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            where.addWidget(choice, 1)
        self.form.addRow("Of and in", where)
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Annotations")
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.setTabKeyNavigation(False)
        self.rows.setShowGrid(False)
        self.rows.verticalHeader().hide()
        self.rows.verticalHeader().setDefaultSectionSize(26)
        for column, width in enumerate(_WIDTHS):
            self.rows.setColumnWidth(column, width)
        self.rows.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.rows.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setMinimumHeight(300)
        self.form.addRow(self.rows)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.counted, 1)
        self.all, self.none = QPushButton("Tick all shown", self), QPushButton("Untick all shown", self)
        self.all.clicked.connect(lambda: self.model.tick_shown(on=True))
        self.none.clicked.connect(lambda: self.model.tick_shown(on=False))
        foot.addWidget(self.all)
        foot.addWidget(self.none)
        self.form.addRow(foot)
        self._fields += [self.analyst, self.article, self.rows, self.all, self.none]
