"""The window in which articles get their dates: a list, the head of each text with the days it names, a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.records import Article, ArticleId
from annotator.ui import wording
from annotator.ui.dialogs.day_field import DayField
from annotator.ui.dialogs.head_of_text import HeadOfText
from annotator.ui.labels import OneLine, label, named, tab_through, words
from annotator.ui.lists.article_model import ArticleModel, Fetch
from annotator.ui.lists.article_rows import ArticleRows

SIZE = QSize(980, 620)
NONE = "Every article has a date."
MOST_OFFERS = 4


class Head(NamedTuple):
    """One article as the window shows it: the record, the beginning of its text, and the days it names.

    A day comes with the place in the text where it stands, in code points; `(0, 0)` for one of the title.
    """

    article: Article
    text: str
    days: Sequence[tuple[date, int, int]]


class Dating(QDialog):
    """Signals carry what is wanted; whoever stores it says with `stored` that it was done.

    `looked_at` carries the chosen articles' numbers, `given` these and the day (None: no date), `each_given` those that
    are each to get the one day that its text names; `undo_asked` asks to take back what was stored last.
    """

    looked_at = Signal(object)
    given = Signal(object, object)
    each_given = Signal(object)
    undo_asked = Signal()

    def __init__(self, parent: QWidget, fetch: Fetch, read_day: Callable[[str], date], *, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE.boundedTo(parent.size() * 0.94))
        self._read_day = read_day
        self.model = ArticleModel(fetch, self)
        self.rows = QListView(self)
        self.name, self.about = words(self, "heading"), OneLine(self)
        self.text = HeadOfText(self)
        self.offers: list[QPushButton] = []
        self._offering = label(self, soft=True)
        self.field = DayField(self)
        self.store = QPushButton("Store, and next", self)
        self.clear = QPushButton("Remove the date", self, autoDefault=False)
        self.trouble, self._is_bad = words(self), False
        self.numbers = label(self, soft=True)
        self.close_button = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._looking = QTimer(self, singleShot=True, interval=0)  # once for each choice, however it came about
        self._set_up()
        self._lay_out()

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_articles(self, ids: Sequence[ArticleId], numbers: str) -> None:
        """List these articles, keeping what is chosen where it is still there; `numbers` says how many are undated."""
        self.numbers.setText(numbers)
        if list(ids) != list(self.model.ids()):
            chosen, before = self.chosen(), self.rows.currentIndex().row()
            self.model.show(ids)
            kept = [row for one in chosen if (row := self.model.row_of(one)) is not None]
            self._choose(kept[0] if kept else min(max(before, 0), len(ids) - 1))
        self._looking.start()
        for part in (self.field, self.rows, self.clear, self.store):
            part.setEnabled(bool(ids))
        if not ids:
            self._show_nothing()

    def show_one(self, head: Head, *, writable: bool) -> None:
        """Show one article, and offer the days that it names."""
        self.name.setText(wording.one_line(head.article.title, 200) or "(no title)")
        marks = wording.counted(head.article.annotations, "annotation")
        self.about.setText(wording.apart(" · ".join(filter(None, (wording.about(head.article), marks)))))
        self.text.show_head(head.text, [(start, end) for _, start, end in head.days if end])
        here = self.chosen()
        self._offer([(wording.day(day), partial(self.given.emit, here, day)) for day, _, _ in head.days])
        self._offering.setText("The text names:" if head.days else "The text names no day with its year.")
        self._show_state(writable=writable, is_dated=head.article.published_on is not None)

    def show_many(self, named: Sequence[str], naming: int, *, writable: bool, dated: bool) -> None:
        """Show that several articles are chosen: a line of each, and that `naming` of them name exactly one day."""
        here = self.chosen()
        self.name.setText(wording.counted(len(here), "article"))
        self.about.setText("All of them get the day that is entered below, as one edit.")
        self.text.show_head("\n".join(named), ())
        whose = "article the day that its text names" if naming == 1 else "articles the day that each text names"
        offer = f"Give {wording.number(naming)} {whose}"
        self._offer([(offer, partial(self.each_given.emit, here))] if naming else [])
        self._offering.setText("" if naming else "None of these texts names exactly one day.")
        self._show_state(writable=writable, is_dated=dated)

    def stored(self, ids: Sequence[ArticleId], said: str) -> None:
        """Say what was stored, and go on to the next article that has no date yet."""
        self.field.clear()
        self.field.setFocus()
        last = max((row for one in ids if (row := self.model.row_of(one)) is not None), default=-1)
        after = [*range(last + 1, self.model.rowCount()), *range(last)]
        following = next((row for row in after[:2000] if self._is_undated(row)), None)
        if following is not None:
            self._choose(following)
        self.say(said if following is not None else f"{said} · none is left without a date")

    def say(self, said: str, *, is_bad: bool = False) -> None:
        """Say one sentence below the field."""
        self.trouble.setText(said)
        self._is_bad = is_bad
        self.field.mark(wrong=is_bad)

    def chosen(self) -> list[ArticleId]:
        """The numbers of the selected articles, from top to bottom."""
        rows = sorted(index.row() for index in self.rows.selectionModel().selectedRows())
        ids = self.model.ids()
        return [ids[row] for row in rows if row < len(ids)]

    # --- what a person does -------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Store the day that was entered for the chosen articles, or say why it is none; the window stays open."""
        here = self.chosen()
        if not here or not self.store.isEnabled():
            return
        try:
            day = self._read_day(self.field.text())
        except UserError as error:
            self.say(str(error) if self.field.text().strip() else "Enter a day, or take one that the text names.",
                     is_bad=True)  # fmt: skip
            return
        self.given.emit(here, day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads from the list to the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows.hasFocus():
            self.field.setFocus()
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Go to the article below (1) or above (-1)."""
        row = self.rows.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self._choose(row)

    # --- the rest -----------------------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        if self.model.rowCount():
            index = self.model.index(row)
            self.rows.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.rows.scrollTo(index)
        self._looking.start()

    def _is_undated(self, row: int) -> bool:
        article = self.model.article(row)
        return article is not None and article.published_on is None

    def _look(self) -> None:
        here = self.chosen()
        if here:
            if self._is_bad:
                self.say("")
            self.looked_at.emit(here)

    def _show_nothing(self) -> None:
        self.name.setText(NONE)
        self.about.setText("")
        self.text.show_head("", ())
        self._offer(())
        self._offering.setText("")

    def _show_state(self, *, writable: bool, is_dated: bool) -> None:
        self.store.setEnabled(writable)
        self.field.setEnabled(writable)
        self.clear.setEnabled(writable and is_dated)
        self._offering.setVisible(bool(self._offering.text()))
        for button in self.offers:
            button.setEnabled(writable)

    def _offer(self, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Make a button for each day that can be accepted."""
        for button in self.offers:
            self._offers.removeWidget(button)
            button.setParent(None)
            button.deleteLater()
        self.offers = []
        for place, (title, deed) in enumerate(offers[:MOST_OFFERS], 1):
            button = QPushButton(title, self, autoDefault=False)
            button.setShortcut(QKeySequence(f"Alt+{place}"))
            button.setToolTip(f"Accept this day (Alt+{place})")
            button.clicked.connect(lambda _=False, deed=deed: deed())
            self._offers.insertWidget(self._offers.count() - 1, button)
            self.offers.append(button)
        tab_through(self.text, *self.offers, self.field, self.store, self.clear)

    def _set_up(self) -> None:
        self.rows.setModel(self.model)
        rows = ArticleRows(self.rows)
        rows.uniform = True
        self.rows.setItemDelegate(rows)
        self.rows.setUniformItemSizes(True)
        self.rows.setAccessibleName("Articles to be dated")
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.selectionModel().selectionChanged.connect(lambda: self._looking.start())
        self._looking.timeout.connect(self._look)
        self.about.setProperty("soft", True)
        self.trouble.setMinimumHeight(2 * self.trouble.fontMetrics().lineSpacing() + 2)
        self.store.setDefault(True)
        self.store.clicked.connect(self.accept)
        self.clear.clicked.connect(lambda: self.given.emit(self.chosen(), None))
        self.field.stepped.connect(self.step)
        self.field.undo_asked.connect(self.undo_asked)
        self.field.textEdited.connect(lambda: self.say(""))
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)
        closing = self.close_button.button(QDialogButtonBox.StandardButton.Close)
        closing.setAutoDefault(False)
        self.close_button.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        frame = named(QFrame(self), "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.rows)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(8)
        self._offers = QHBoxLayout()
        self._offers.addWidget(self._offering)
        self._offers.addStretch(1)
        entering = QHBoxLayout()
        entering.addWidget(self.field, 1)
        entering.addWidget(self.store)
        entering.addWidget(self.clear)
        for part in (self.name, self.about):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        column.addLayout(self._offers)
        column.addLayout(entering)
        column.addWidget(self.trouble)
        both = QHBoxLayout()
        both.addWidget(frame, 1)
        both.addWidget(right, 2)
        below = QHBoxLayout()
        below.addWidget(self.numbers, 1)
        below.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 14)
        outer.setSpacing(12)
        outer.addLayout(both, 1)
        outer.addLayout(below)
        tab_through(self.rows, self.text)
