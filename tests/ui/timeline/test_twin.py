"""The table twin of the chart: the same counts, the same choice both ways, all of it by keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.records import DayCount, Event, EventId, TagId
from annotator.timeline.calendar import Unit
from annotator.timeline.choice import BinChoice
from annotator.ui import locality
from annotator.ui.timeline import plot
from annotator.ui.timeline.panel import TimelinePanel
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # said by Qt's own offscreen platform

LEFT, PLAIN, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
TAGS = make_tags("claim", "commitment", "demand", "<b>agreement</b>")
CLAIM = TagId(1)
ARTICLES = [(date(2024, 1, 1) + timedelta(days=day), 1) for day in range(366)]
FIRST = date(2024, 1, 1)


class Seen:
    """A panel that shows its counts as a table, and what it told."""

    def __init__(self, qtbot, counts=None):
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 460)
        self.panel = TimelinePanel()
        QVBoxLayout(self.window).addWidget(self.panel)
        self.chosen, self.opened, self.cleared = [], [], []
        self.panel.bars_chosen.connect(self.chosen.append)
        self.panel.bars_opened.connect(self.opened.append)
        self.panel.choice_cleared.connect(lambda: self.cleared.append(True))
        self.panel.set_counts(make_counts() if counts is None else counts, ARTICLES, TAGS)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.panel.has_chart)
        self.panel.show_table()
        self.panel.focus_counts()
        QApplication.processEvents()

    @property
    def chart(self):
        return self.panel.ensure_plot().chart

    @property
    def cells(self):
        return self.panel.twin().cells

    @property
    def table(self):
        return self.panel.twin().model.table

    def key(self, *keys, modifier=PLAIN):
        for key in keys:
            QTest.keyClick(self.cells, key, modifier)

    def type(self, letters):
        QTest.keyClicks(self.cells, letters)
        QApplication.processEvents()

    def place(self, row, column):
        return self.cells.visualRect(self.cells.model().index(row, column)).center()

    def click(self, row, column, *, modifier=PLAIN):
        self.cells.scrollTo(self.cells.model().index(row, column))
        QTest.mouseClick(self.cells.viewport(), LEFT, modifier, self.place(row, column))

    def here(self):
        index = self.cells.currentIndex()
        return self.table.row_name(index.row()), self.table.column_name(index.column())


@pytest.fixture(autouse=True)
def _place():
    yield
    locality.use(None)


@pytest.fixture
def seen(qtbot):
    return Seen(qtbot)


def weeks(number):
    return FIRST + timedelta(days=7 * number), FIRST + timedelta(days=7 * number + 6)


def test_the_table_has_the_bins_and_the_counts_of_the_chart(seen):
    tally = seen.chart.tally
    assert seen.table.rows() == 1 + len(tally.numbers())
    for row, number in enumerate(tally.numbers(), start=1):
        shown = [seen.cells.model().index(row, column).data() for column in range(1, 5)]
        assert shown == [str(count) for count in tally.row(number)]


def test_walking_chooses_nothing_and_moves_the_cursor_of_the_chart(seen):
    assert seen.here() == ("No date", "Total")
    seen.key(Key.Key_Down, Key.Key_Down, Key.Key_Right)
    assert seen.here() == ("Week of 8 January 2024 (W02)", "claim")
    assert seen.chart.cursor == (seen.chart.tally.first + 1, 0)
    assert (seen.chosen, seen.panel.choice) == ([], None)


def test_space_chooses_the_cell_and_the_chart_shows_it(seen):
    seen.key(Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Space)
    assert seen.chosen == [BinChoice(*weeks(1), CLAIM)]
    assert seen.panel.choice == seen.chosen[0]


def test_the_total_chooses_the_whole_week(seen):
    seen.key(Key.Key_Down, Key.Key_Space)
    assert seen.chosen == [BinChoice(*weeks(0))]
    assert seen.cells.rectangle() == (1, 1, 0, 4)


def test_shift_and_an_arrow_brush(seen):
    seen.key(Key.Key_Down, Key.Key_Space)
    seen.key(Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    assert seen.chosen[-1] == BinChoice(weeks(0)[0], weeks(2)[1])


def test_a_click_chooses_and_a_drag_brushes(seen):
    seen.click(2, 1)
    assert seen.chosen == [BinChoice(*weeks(1), CLAIM)]
    start, end = seen.place(2, 1), seen.place(4, 1)
    QTest.mousePress(seen.cells.viewport(), LEFT, PLAIN, start)
    QTest.mouseMove(seen.cells.viewport(), (start + end) / 2)
    QTest.mouseMove(seen.cells.viewport(), end)
    QTest.mouseRelease(seen.cells.viewport(), LEFT, PLAIN, end)
    assert seen.chosen[-1] == BinChoice(weeks(1)[0], weeks(3)[1], CLAIM)


def test_enter_and_a_double_click_open(seen):
    seen.key(Key.Key_Right, Key.Key_Return)
    assert seen.opened == [BinChoice(None, None, CLAIM, undated=True)]
    seen.click(2, 1)
    QTest.mouseDClick(seen.cells.viewport(), LEFT, PLAIN, seen.place(2, 1))
    assert seen.opened[1:] == [BinChoice(*weeks(1), CLAIM)]


def test_the_undated_and_the_dated_are_never_one_choice(seen):
    seen.key(Key.Key_Space)
    seen.key(Key.Key_Down, modifier=SHIFT)
    assert seen.chosen[0] == BinChoice(None, None, None, undated=True)
    assert seen.chosen[-1] == BinChoice(*weeks(0))


def test_a_choice_from_the_chart_is_the_choice_of_the_table(seen):
    seen.panel.set_choice(BinChoice(weeks(2)[0], weeks(4)[1], CLAIM))
    assert seen.cells.rectangle() == (3, 5, 1, 1)
    seen.panel.set_choice(BinChoice(None, None, None, undated=True))
    assert seen.cells.rectangle() == (0, 0, 0, 4)
    seen.panel.set_choice(None)
    assert seen.cells.rectangle() is None
    assert seen.chosen == []


def test_escape_gives_up_the_choice_then_the_zoom(seen):
    seen.key(Key.Key_Down, Key.Key_Space)
    seen.type("+++")
    seen.key(Key.Key_Escape)
    assert (seen.panel.choice, seen.cleared) == (None, [True])
    assert not seen.chart.shows_all()
    seen.key(Key.Key_Escape)
    assert seen.chart.shows_all()


def test_keys_of_the_chart_zoom_about_the_row_and_the_table_follows(seen):
    seen.key(*[Key.Key_Down] * 10)
    name = seen.here()[0]
    whole = seen.table.rows()
    seen.type("++++")
    assert seen.table.rows() < whole
    assert seen.here()[0] == name
    seen.type("+" * 12)
    assert seen.panel.shown_unit is Unit.DAY
    assert seen.here()[0] == "Monday, 4 March 2024"
    seen.type("0")
    assert seen.table.rows() == whole


def test_the_arrows_walk_on_beyond_the_days_in_view(seen):
    seen.panel.set_unit("week")
    seen.key(*[Key.Key_Down] * 10)
    seen.type("+" * 8)
    last = seen.table.row_name(seen.table.rows() - 1)
    seen.key(*[Key.Key_Down] * seen.table.rows())
    assert seen.here()[0] != last
    assert seen.chart.cursor[0] == seen.table.number(seen.cells.currentIndex().row())


def test_a_copy_holds_the_chosen_cells_or_all(seen):
    seen.key(Key.Key_Down, Key.Key_Right, Key.Key_Space)
    seen.key(Key.Key_Down, Key.Key_Right, modifier=SHIFT)
    seen.key(Key.Key_C, modifier=CTRL)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == ["", "Total", "claim", "commitment", "demand", "<b>agreement</b>"]
    assert [row[0] for row in rows[1:]] == ["Week of 1 January 2024 (W01)", "Week of 8 January 2024 (W02)"]
    seen.panel.set_choice(None)
    seen.key(Key.Key_C, modifier=CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == seen.table.rows() + 1


def test_its_keys_win_over_shortcuts_of_the_window(seen):
    fired = []
    for key in ("0", "F", "Ctrl+C", "Ctrl+K"):
        QShortcut(QKeySequence(key), seen.window, lambda key=key: fired.append(key))
    seen.type("+0f")
    seen.key(Key.Key_C, Key.Key_K, modifier=CTRL)
    assert fired == ["Ctrl+K"]


def test_an_annotation_more_changes_a_cell_and_moves_nothing(seen):
    seen.key(*[Key.Key_Down] * 5, Key.Key_Right)
    before, here = seen.table.count(5, 1), seen.here()
    day = weeks(4)[0]
    seen.panel.set_counts([*make_counts(), DayCount(day, CLAIM, 1)], ARTICLES, TAGS)
    QApplication.processEvents()
    assert seen.table.count(5, 1) == before + 1
    assert seen.here() == here


def test_what_the_legend_hides_has_no_column(seen):
    seen.panel.set_hidden(frozenset({"commitment", "demand", "<b>agreement</b>"}))
    QApplication.processEvents()
    assert [seen.table.column_name(column) for column in range(seen.table.columns())] == ["Total", "claim", "Articles"]
    assert seen.panel.twin().sentence.accessibleName().startswith("Claim by week of publication, ")
    assert seen.table.count(1, 0) == seen.table.count(1, 1)


def test_the_reading_per_100_articles_is_that_of_the_table(seen):
    seen.panel.set_mode("normalized")
    seen.panel.set_share("articles")
    QApplication.processEvents()
    claims, articles = seen.table.count(2, 1), seen.table.count(2, 5)
    assert seen.cells.model().index(2, 1).data() == f"{100 * claims / articles:,.1f}"


def test_a_screen_reader_finds_cells_with_the_names_of_their_row_and_column(seen):
    found = QAccessible.queryAccessibleInterface(seen.cells)
    assert found.role() == QAccessible.Role.Table
    assert "Annotations by week" in found.text(QAccessible.Text.Description)
    every = [found.child(place) for place in range(found.childCount())]
    named = {one.role(): one.text(QAccessible.Text.Name) for one in reversed(every) if one is not None}
    assert named[QAccessible.Role.RowHeader] == "No date"
    assert named[QAccessible.Role.ColumnHeader] == "Total"
    assert named[QAccessible.Role.Cell] == "5 annotations"


def test_an_event_is_read_in_its_row_and_said_at_the_cursor(seen, monkeypatch):
    seen.panel.events.show([Event(EventId(1), "event-1", 1, "<b>summit</b>", weeks(1)[0], weeks(2)[0])])
    QApplication.processEvents()
    assert [seen.table.row_name(row).partition(" · ")[2] for row in range(5)] == [
        "", "", "<b>summit</b>", "<b>summit</b>", ""
    ]  # fmt: skip
    said = []
    monkeypatch.setattr(plot, "read_aloud", lambda _, words: said.append(words))
    seen.panel.show_table(shown=False)
    seen.panel.focus_counts()
    QTest.keyClick(seen.chart, Key.Key_Home)
    QTest.keyClick(seen.chart, Key.Key_Right)
    assert said[-1].endswith("events: <b>summit</b>")


def test_the_chart_comes_back_with_focus_and_choice(seen):
    seen.key(Key.Key_Down, Key.Key_Space)
    seen.panel.show_table(shown=False)
    assert seen.panel.has_chart()
    assert seen.chart.hasFocus()
    assert seen.panel.choice == BinChoice(*weeks(0))


def test_the_sentence_stands_above_and_follows_the_view(seen):
    twin = seen.panel.twin()
    assert twin.sentence.accessibleName().startswith("Annotations by week of publication, stacked by tag, 53 bins, ")
    seen.panel.set_mode("lanes")
    seen.panel.set_unit("month")
    QApplication.processEvents()
    assert "by month of publication, a lane for each tag, 12 bins" in twin.sentence.accessibleName()


def test_the_chart_describes_itself_once_it_stands_still(seen, qtbot):
    seen.panel.show_table(shown=False)
    seen.panel.set_unit("quarter")
    qtbot.waitUntil(lambda: "by quarter of publication" in seen.chart.accessibleDescription())
    assert "4 bins" in seen.chart.accessibleDescription()


def test_weeks_and_names_are_those_of_the_place(qtbot):
    locality.use(QLocale("en_US"))
    seen = Seen(qtbot)
    assert seen.panel.words()[0] == "By week, Sunday to Saturday, published"
    seen.key(Key.Key_Down, Key.Key_Down, Key.Key_Space)
    assert seen.here()[0] == "Week of January 7, 2024"
    assert seen.chosen == [BinChoice(date(2024, 1, 7), date(2024, 1, 13))]
    for row, first in ((1, date(2023, 12, 31)), (2, date(2024, 1, 7))):
        days = [first + timedelta(days=day) for day in range(7)]
        assert seen.table.count(row, 0) == sum(one.annotations for one in make_counts() if one.day in days)
