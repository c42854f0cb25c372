"""The chart and its table at the ends of the calendar, in weeks that begin on any day."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId
from annotator.timeline.calendar import NAMED_UNITS
from annotator.ui import locality

CLAIM = TagId(1)
FAR = {
    "the year 1000": [date(1000, 1, 1)],
    "the first days there are": [date.min, date.min + timedelta(days=3)],
    "the last days there are": [date.max - timedelta(days=8), date.max],
    "nine thousand years": [date(1000, 1, 1), date(1582, 10, 15), date(2024, 2, 29), date(9999, 12, 31)],
    "all of time": [date.min, date.max],
}


@pytest.fixture(autouse=True)
def _place():
    yield
    locality.begin_weeks("system")


@pytest.mark.parametrize(
    ("days", "begin"), [*((days, "sunday") for days in FAR), ("all of time", "saturday"), ("all of time", "monday")]
)
def test_every_move_works_where_the_calendar_ends(make_seen, days, begin):
    locality.begin_weeks(begin)
    days = FAR[days]
    seen = make_seen([DayCount(day, CLAIM, 3) for day in days], [(day, 1) for day in days])
    for unit in ("auto", *NAMED_UNITS[::-1]):
        if unit == "day" and (days[-1] - days[0]).days > 400_000:
            continue  # three million bins: right, but nothing that a test should wait for
        seen.panel.set_unit(unit)
        for key in (Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_0):
            seen.key(key)
        seen.wheel(QPoint(600, 60), 6)
        seen.wheel(QPoint(600, 60), -2, modifier=Qt.KeyboardModifier.ShiftModifier)
        QTest.mouseMove(seen.canvas, QPoint(500, 70))
        seen.wheel(QPoint(600, 60), -9)
        seen.drag(QPoint(200, 60), QPoint(1000, 60))
        assert seen.chosen
        assert seen.chosen[-1].first >= date.min
        assert seen.chosen[-1].last <= date.max
        seen.key(Qt.Key.Key_F)
    seen.panel.set_unit("auto")
    seen.key(Qt.Key.Key_0)
    seen.panel.show_table()
    QApplication.processEvents()
    table = seen.panel.twin().model.table
    assert str(days[0].year) in table.row_name(0)
    assert str(days[-1].year) in table.row_name(table.rows() - 1)
