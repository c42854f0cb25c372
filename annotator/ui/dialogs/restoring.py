"""The window that shows what each backup holds, and asks which one shall be put in the place of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.project import difference_to
from annotator.records import Backup, Difference, Totals
from annotator.ui import theme, wording
from annotator.ui.jobs import Job
from annotator.ui.labels import named, words

_ROW_HEIGHT = 28  # pixels
_REASONS = {
    "first change": "before or with the first change",
    "at work": "while working",
    "before import": "before an import",
    "before deletion": "before a deletion",
    "before migration": "before a newer version took over",
    "by hand": "asked for",
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, what it says of a backup, its width in pixels (0: what is left), whether of numbers."""

    title: str
    says: Callable[[Backup], str]
    width: int = 0
    is_number: bool = False


class _Backups(QAbstractTableModel):
    """The backups, a row each, compared with what the project holds now."""

    def __init__(self, parent: QObject, found: Sequence[Backup], present: Totals | None) -> None:
        super().__init__(parent)
        self.found = found
        self.columns = [
            _Column("Made", lambda one: wording.made(one.made_at), 150),
            _Column("Why", _reason),
            _Column("Articles", lambda one: wording.number(one.articles), 84, is_number=True),
            _Column("Annotations", lambda one: wording.number(one.annotations), 100, is_number=True),
            _Column("Compared with now", lambda one: compared(one, present), 210),
        ]
        if present is None:
            del self.columns[-1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many backups there are."""
        return 0 if parent.isValid() else len(self.found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns a row has."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return _aligned(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        column, backup = self.columns[index.column()], self.found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.says(backup)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ForegroundRole and not backup.is_sound:
            return theme.current().color("soft")
        return None


class Restoring(QDialog):
    """A list of backups with what each holds; what restoring the chosen one would change stands below it."""

    restore_requested = Signal(object)  # Backup

    def __init__(self, parent: QWidget | None, path: Path, found: Sequence[Backup], present: Totals | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Restore a backup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 500)
        self._path, self._present = path, present
        self._known: dict[Path, str] = {}  # what restoring each would change, in words
        self._asking: Job | None = None
        self.model = _Backups(self, found, present)
        self.rows = QTableView(self)
        self.says = words(self, "heading")
        self.where = words(self, soft=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.restore = self.buttons.addButton("Restore this backup", QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setDefault(True)
        self._set_up_rows()
        self._lay_out()
        self.buttons.accepted.connect(self._restore)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop_asking)

    def chosen(self) -> Backup | None:
        """The backup of the current row."""
        row = self.rows.currentIndex().row()
        return self.model.found[row] if 0 <= row < len(self.model.found) else None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list, at the newest backup that is sound."""
        super().showEvent(event)
        sound = [row for row, one in enumerate(self.model.found) if one.is_sound]
        self.rows.selectRow(sound[0] if sound else 0)
        self.rows.setFocus()

    def _set_up_rows(self) -> None:
        rows = self.rows
        rows.setModel(self.model)
        rows.setAccessibleName("Backups")
        rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rows.setTabKeyNavigation(False)
        rows.setShowGrid(False)
        rows.setWordWrap(False)
        rows.setCornerButtonEnabled(False)
        rows.verticalHeader().hide()
        rows.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = rows.horizontalHeader()
        header.setHighlightSections(False)
        for at, column in enumerate(self.model.columns):
            if column.width:
                rows.setColumnWidth(at, column.width)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        rows.selectionModel().currentRowChanged.connect(lambda: self._show_chosen())

    def _lay_out(self) -> None:
        explained = words(
            self,
            text=f"Each of these is a verified copy of “{wording.one_line(self._path.stem, 80)}” as it once was. "
            "Restoring one deletes nothing: the present file is kept beside it under another name.",
        )
        frame = named(QFrame(self), "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(explained)
        column.addWidget(frame, 1)
        column.addWidget(self.says)
        column.addWidget(self.where)
        column.addWidget(self.buttons)

    def _show_chosen(self) -> None:
        backup = self.chosen()
        self.restore.setEnabled(backup is not None and backup.is_sound)
        if backup is None:
            return
        self.where.setText(str(backup.path))
        if not backup.is_sound:
            self.says.setText("Not everything in this copy holds, so it cannot be restored as it is.")
        elif backup.path in self._known:
            self.says.setText(self._known[backup.path])
        else:
            self.says.setText("Comparing with the present project…")
            self._ask(backup)

    def _ask(self, backup: Backup) -> None:
        """Compare in a thread of its own; what is chosen meanwhile is asked for afterwards."""
        if self._asking is not None:
            return
        path = self._path

        def work(_: Any) -> Difference:
            return difference_to(path, backup)

        self._asking = Job("Comparing", work, self)
        self._asking.succeeded.connect(lambda found: self._learn(backup, in_words(found)))
        self._asking.failed.connect(lambda _: self._learn(backup, "The present file cannot be read beside it."))
        self._asking.start()

    def _learn(self, backup: Backup, said: str) -> None:
        self._stop_asking()
        self._known[backup.path] = said
        self._show_chosen()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.stop_and_wait()
            self._asking.deleteLater()
            self._asking = None

    def _restore(self) -> None:
        backup = self.chosen()
        if backup is not None and backup.is_sound:
            self.accept()
            self.restore_requested.emit(backup)


def compared(backup: Backup, present: Totals | None) -> str:
    """How many articles and annotations a backup holds more or less than the project, in few words."""
    if present is None:
        return ""
    parts = [
        f"{'+' if more > 0 else '−'}{wording.counted(abs(more), one)}"
        for more, one in ((backup.annotations - present.annotations, "annotation"),
                          (backup.articles - present.articles, "article"))
        if more
    ]  # fmt: skip
    return ", ".join(parts) or "the same numbers"


def in_words(found: Difference) -> str:
    """What restoring would change, in a sentence or two."""
    lost = _listed((found.annotations_lost, "annotation"), (found.articles_lost, "article"),
                   (found.events_lost, "event"), (found.views_lost, "view"))  # fmt: skip
    back = _listed((found.annotations_back, "annotation"), (found.articles_back, "article"),
                   (found.events_back, "event"), (found.views_back, "view"))  # fmt: skip
    parts = [f"takes away {lost} made since"] if lost else []
    parts += [f"brings back {back}"] if back else []
    if found.annotations_changed:
        parts.append(f"puts {wording.counted(found.annotations_changed, 'annotation')} back to what it said then")
    if found.done_lost:
        parts.append(f"takes back that {_are(found.done_lost)} done")
    if found.done_back:
        parts.append(f"says of {wording.counted(found.done_back, 'article')} again that it is done")
    if not parts:
        return "Its articles and annotations are those of the present project."
    *first, last = parts
    return f"Restoring it {', '.join(first)}{' and ' if first else ''}{last}."


def _are(articles: int) -> str:
    return f"{wording.counted(articles, 'article')} {'is' if articles == 1 else 'are'}"


def _listed(*counts: tuple[int, str]) -> str:
    parts = [wording.counted(number, one) for number, one in counts if number]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _reason(backup: Backup) -> str:
    why = _REASONS.get(backup.why, backup.why)
    return why if backup.is_sound else f"{why} – damaged"


def _aligned(column: _Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
