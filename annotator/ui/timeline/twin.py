"""The table twin of the chart: the same counts and the same choice, for a keyboard and for those who hear it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from annotator.timeline.calendar import bin_at, bin_number
from annotator.timeline.choice import BinChoice
from annotator.timeline.stacks import Mode
from annotator.timeline.table import Table
from annotator.ui import theme
from annotator.ui.labels import label
from annotator.ui.timeline.plot import Plot
from annotator.ui.timeline.twin_cells import TwinCells
from annotator.ui.timeline.twin_model import TwinModel


class Twin(QWidget):
    """A sentence that says what is counted, and a table of the bins in view.

    Its cursor and its choice are those of the chart. `chosen` and `opened` carry a BinChoice; `cleared` tells that the
    choice was given up.
    """

    chosen = Signal(object)
    opened = Signal(object)
    cleared = Signal()

    def __init__(self, plot: Plot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot, self._chart = plot, plot.chart
        self.model = TwinModel(self._table(), self)
        self.cells = TwinCells(self.model, self)
        self.sentence = label(self)
        self.sentence.setFont(theme.ui_font(9))
        self.sentence.setContentsMargins(14, 2, 14, 4)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addWidget(self.cells, 1)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._connect()

    def _connect(self) -> None:
        self._chart.range_changed.connect(self.refresh_soon)
        self.cells.chosen.connect(self._choose)
        self.cells.opened.connect(self._open)
        self.cells.peeled.connect(self._peel)
        self.cells.pushed.connect(self._push)
        self.cells.copied.connect(self.copy)
        self.cells.chart_key.connect(self._hand_on)
        self.cells.selectionModel().currentChanged.connect(self._point)

    # -- what is shown ---------------------------------------------------------------------------

    def refresh_soon(self) -> None:
        """Follow the chart once events are done; nothing while the table is not seen."""
        if self.isVisible():
            self._later.start()

    def refresh(self) -> None:
        """Take the bins, tags and counts of the chart as it stands."""
        self._later.stop()
        table = self._table()
        before, here = self.model.table, self.cells.currentIndex()
        row, column = here.row(), here.column()
        self.model.show(table)
        if (before.shown, before.timeline.series) != (table.shown, table.timeline.series):
            self.cells.fit_columns()
        self._say()
        self.mark_choice()
        self._stand(before, row, column)

    def _stand(self, before: Table, row: int, column: int) -> None:
        """Put the cursor where the chart's is, else on the day where it was among the rows of `before`."""
        table, cursor = self.model.table, self._chart.cursor
        if cursor is None and row >= 0:
            number = before.number(row)
            if number is not None and table.numbers:
                number = bin_number(bin_at(number, before.tally.unit).start, table.tally.unit)
                number = min(max(number, table.numbers[0]), table.numbers[-1])
            cursor = number, before.place(column)
            self._chart.point_at_bin(cursor)
        found = table.row_of(cursor[0]) if cursor is not None else None
        if cursor is None or found is None:
            return
        now = self.cells.currentIndex()
        if (now.row(), table.place(now.column())) != (found, cursor[1]):
            self.cells.stand(found, table.column_of(cursor[1]))

    def _say(self) -> None:
        """Write the sentence, as much as there is room for; the whole for those who hover or hear it."""
        said = self._plot.said()
        room = self.sentence.width() - 30
        self.sentence.setText(self.sentence.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room))
        self.sentence.setAccessibleName(said)
        self.sentence.setToolTip(f"<qt>{escape(said)}</qt>")  # a tag may be called anything
        self.cells.setAccessibleDescription(said)

    def mark_choice(self) -> None:
        """Show the chart's choice as the chosen cells."""
        choice, table = self._chart.choice, self.model.table
        if choice is None:
            self.cells.mark(range(0), range(0))
            return
        every = range(1 + len(table.shown))
        place = table.tally.series.index(choice.series) if choice.series in table.tally.series else None
        columns = every if place is None else range(table.column_of(place), table.column_of(place) + 1)
        self.cells.mark(self._rows_of(choice), columns)

    def _rows_of(self, choice: BinChoice) -> range:
        table = self.model.table
        if choice.undated:
            return range(table.undated_rows)
        if choice.first is None or choice.last is None:
            return range(table.undated_rows, table.rows())
        unit, numbers = table.tally.unit, table.numbers
        first = max(bin_number(choice.first, unit), numbers.start)
        last = min(bin_number(choice.last, unit), numbers.stop - 1)
        return range(table.undated_rows + first - numbers.start, table.undated_rows + last - numbers.start + 1)

    def _table(self) -> Table:
        chart = self._chart
        return Table(
            chart.timeline,
            chart.tally,
            chart.seen(),
            chart.shown_tags(),
            share=chart.view.share if chart.mode is Mode.NORMALIZED else None,
            almanac=chart.almanac,
            events=tuple(chart.events.events),
        )

    # -- what a person does ----------------------------------------------------------------------

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, or the whole table where fewer than two are chosen."""
        table, found = self.model.table, self.cells.rectangle()
        rows, columns = range(table.rows()), range(table.columns())
        if found is not None and (found[0], found[2]) != (found[1], found[3]):
            rows, columns = range(found[0], found[1] + 1), range(found[2], found[3] + 1)
        QGuiApplication.clipboard().setText(table.as_text(rows, columns))

    def _choice(self, first: int, last: int, place: int | None) -> BinChoice:
        table = self.model.table
        tag = None if place is None else table.tally.series[place]
        first = max(first, min(table.undated_rows, last))  # what is dated and what is not are never one choice
        start, end = table.number(first), table.number(last)
        if start is None or end is None:
            return BinChoice(None, None, tag, undated=True)
        return BinChoice(bin_at(start, table.tally.unit).start, bin_at(end, table.tally.unit).last, tag)

    def _choose(self, first: int, last: int, left: int, right: int) -> None:
        choice = self._choice(first, last, self.model.table.place(left) if left == right else None)
        self._chart.choose(choice)
        self.mark_choice()
        self.chosen.emit(choice)

    def _open(self, row: int, column: int) -> None:
        choice = self._choice(row, row, self.model.table.place(column))
        self._chart.choose(choice)
        self.mark_choice()
        self.opened.emit(choice)

    def _peel(self) -> None:
        if self._chart.peel_outline():
            return
        if self._chart.choice is not None:
            self._chart.choose(None)
            self.mark_choice()
            self.cleared.emit()
        else:
            self._chart.show_all()

    def _push(self, step: int) -> None:
        """Pan the chart by a bin where the cursor would leave the table."""
        table, here = self.model.table, self.cells.currentIndex()
        number = table.number(here.row())
        if number is None or number + step not in table.tally.numbers():
            return
        self._chart.reveal(number + step)
        self._chart.point_at_bin((number + step, table.place(here.column())))
        self.refresh()

    def _hand_on(self, event: QKeyEvent) -> None:
        self._chart.keyPressEvent(event)
        self.refresh()  # now, so that the next key finds the cursor in its place

    def _point(self, current: QModelIndex) -> None:
        if current.isValid():
            table = self.model.table
            self._chart.point_at_bin((table.number(current.row()), table.place(current.column())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sentence."""
        super().resizeEvent(event)
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the chart, and stand where its cursor, its choice or its beginning is."""
        super().showEvent(event)
        self.cells.fit_columns()
        self.refresh()
        if not self.cells.currentIndex().isValid() and self.model.rowCount():
            found = self.cells.rectangle()
            self.cells.stand(*((found[0], found[2]) if found else (0, 0)))
