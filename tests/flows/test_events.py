"""Events on the timeline: named with the mouse, changed, deleted, undone, seen in what leaves the window."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from annotator.project import open_project
from annotator.project.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
DAY = date(2024, 1, 15)


class Charted:
    """A person at a window whose timeline is large enough to write on."""

    def __init__(self, person):
        self.person = person
        person.window.resize(1440, 1100)
        self.panel = person.desk.timeline
        person.until(lambda: self.panel.has_chart())
        self.chart = self.panel.ensure_plot().chart
        self.canvas = self.panel.canvas()
        QTest.qWait(30)

    def place(self, day: date, *, high: float = 0.02) -> QPoint:
        area = self.chart.plot_area()
        x = area.left() + self.chart.frame.x(day.toordinal() + 0.5)
        return QPoint(int(x), int(area.top() + area.height() * high))

    def name_of(self, name: str) -> QPoint:
        """The middle of an event's name."""
        event = next(one for one in self.chart.events.events if one.name == name)
        area, strip = self.chart.events.area_of(event.id), self.chart.names_area()
        return (area.center() + strip.topLeft()).toPoint()

    def ctrl_drag(self, first: date, last: date) -> None:
        start, end = self.place(first), self.place(last)
        QTest.mousePress(self.canvas, LEFT, CTRL, start)
        QTest.mouseMove(self.canvas, (start + end) / 2)
        QTest.mouseMove(self.canvas, end)
        QTest.mouseRelease(self.canvas, LEFT, CTRL, end)

    def write(self, name: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, name)
        QTest.keyClick(field, key)

    def shown(self) -> list[str]:
        return [one.name for one in self.chart.events.events]

    def stored(self) -> list[tuple[str, date, date]]:
        with open_project(self.person.desk.project.path) as other:
            return [(one.name, one.first_on, one.last_on) for one in other.events()]


@pytest.fixture
def charted(at_window, project_path):
    person = at_window(project_path, Settings(analyst="desk one"))
    return Charted(person)


def test_a_ctrl_click_names_a_day_and_undo_takes_it_back(charted):
    QTest.mouseClick(charted.canvas, LEFT, CTRL, charted.place(DAY))
    charted.write("summit")
    assert charted.stored() == [("summit", DAY, DAY)]
    assert charted.shown() == ["summit"]
    assert charted.chart.hasFocus()
    assert charted.person.desk.choice is None
    charted.person.ctrl(Qt.Key.Key_Z)
    assert (charted.stored(), charted.shown()) == ([], [])
    charted.person.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert charted.shown() == ["summit"]


def test_a_ctrl_drag_names_a_period_whose_days_can_be_put_right(charted):
    last = DAY + timedelta(days=30)
    charted.ctrl_drag(DAY, last)
    field = charted.panel.events.field
    assert (field.first.text(), field.last.text()) == ("2024-01-15", "2024-02-14")
    QTest.keyClicks(QApplication.focusWidget(), "talks")
    field.last.setFocus()
    QTest.keyClick(field.last, Qt.Key.Key_Up)
    QTest.keyClick(field.last, Qt.Key.Key_Return)
    assert charted.stored() == [("talks", DAY, last + timedelta(days=1))]
    assert charted.person.desk.choice is None, "a drag with Ctrl is no brush"


def test_escape_and_an_empty_name_keep_nothing(charted):
    charted.ctrl_drag(DAY, DAY + timedelta(days=9))
    charted.write("half a na", Qt.Key.Key_Escape)
    charted.ctrl_drag(DAY, DAY + timedelta(days=9))
    charted.write("")
    assert charted.stored() == []
    assert charted.chart.events.preview is None


def test_what_is_no_day_is_not_stored_until_it_is_put_right(charted):
    charted.ctrl_drag(DAY, DAY)
    field = charted.panel.events.field
    field.first.setText("2024-02-31")
    QTest.keyClicks(field.name, "summit")
    QTest.keyClick(field.name, Qt.Key.Key_Return)
    assert charted.stored() == []
    assert field.isVisible()
    assert field.first.hasFocus()
    field.first.setText("2024-01-01")
    QTest.keyClick(field.first, Qt.Key.Key_Return)
    assert charted.stored() == [("summit", date(2024, 1, 1), DAY)]


def test_a_name_half_written_is_stored_when_the_writer_goes_elsewhere(charted):
    charted.ctrl_drag(DAY, DAY)
    QTest.keyClicks(QApplication.focusWidget(), "summit")
    QTest.mouseClick(charted.person.view.viewport(), LEFT)
    assert charted.stored() == [("summit", DAY, DAY)]


def test_an_event_is_pointed_at_renamed_by_a_double_click_and_deleted_by_its_key(charted):
    charted.person.desk.project.add_event("summit", DAY, note="in the capital")
    charted.person.desk.project.add_event("talks", DAY + timedelta(days=40), DAY + timedelta(days=60))
    QTest.mouseMove(charted.canvas, charted.name_of("summit"))
    assert charted.panel.events.card_words() == "summit\n15 January 2024 · in the capital"
    QTest.mouseMove(charted.canvas, charted.name_of("talks"))
    assert charted.panel.events.card_words() == "talks\n24 February 2024 – 15 March 2024, 21 days"
    QTest.mouseDClick(charted.canvas, LEFT, PLAIN, charted.name_of("summit"))
    charted.write("congress")
    assert [name for name, *_ in charted.stored()] == ["congress", "talks"]
    QTest.mouseClick(charted.canvas, LEFT, PLAIN, charted.name_of("talks"))
    charted.person.press(Qt.Key.Key_Delete)
    assert charted.shown() == ["congress"]
    charted.person.ctrl(Qt.Key.Key_Z)
    assert charted.shown() == ["congress", "talks"]
    with open_project(charted.person.desk.project.path) as other:
        assert other.event("congress").note == "in the capital"


def test_escape_gives_up_the_selected_event_before_anything_else(charted):
    charted.person.desk.project.add_event("summit", DAY)
    QTest.mouseClick(charted.canvas, LEFT, PLAIN, charted.name_of("summit"))
    assert charted.chart.events.selected is not None
    charted.person.press(Qt.Key.Key_Escape)
    assert charted.chart.events.selected is None
    charted.person.press(Qt.Key.Key_Delete)
    assert charted.shown() == ["summit"]


def test_the_menu_of_an_event_chooses_its_days_for_lists_and_table(charted):
    desk = charted.person.desk
    desk.project.add_event("strike", date(2023, 11, 1), date(2023, 11, 30))
    QTest.mouseClick(charted.canvas, RIGHT, PLAIN, charted.name_of("strike"))
    place = charted.name_of("strike")
    asking = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, charted.canvas.mapToGlobal(place))
    QApplication.sendEvent(charted.canvas, asking)
    menu = next(one for one in desk.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == "Choose its days").trigger()
    menu.close()
    charted.person.until(lambda: desk.choice is not None)
    assert (desk.choice.first, desk.choice.last) == (date(2023, 11, 1), date(2023, 11, 30))
    assert charted.person.titles() == ["Old quarrel"]


def test_an_event_that_another_program_adds_appears(charted):
    with open_project(charted.person.desk.project.path) as other:
        other.add_event("summit", DAY)
    charted.person.until(lambda: charted.shown() == ["summit"])


def test_the_chosen_bin_is_named_by_a_key(charted):
    charted.chart.setFocus()
    charted.person.press(Qt.Key.Key_Home)
    charted.person.press("e")
    charted.write("first")
    ((_, first, last),) = charted.stored()
    assert first <= date(2023, 11, 20) <= last


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_events_leave_with_the_picture(charted, tmp_path, suffix):
    charted.panel.save_picture(tmp_path / f"without.{suffix}")
    charted.person.desk.project.add_event("summit", DAY)
    charted.panel.save_picture(tmp_path / f"with.{suffix}")
    before, after = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("without", "with"))
    assert before != after
    assert suffix == "png" or (b"summit" in after and b"summit" not in before)


def test_nothing_is_named_in_a_project_that_cannot_be_written(at_window, project_path):
    with open_project(project_path) as project:
        project.add_event("summit", DAY)
    newer = sqlite3.connect(project_path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    charted = Charted(at_window(project_path, Settings(analyst="desk one")))
    assert charted.shown() == ["summit"]
    charted.ctrl_drag(DAY, DAY + timedelta(days=9))
    assert charted.panel.events.field is None
    QTest.mouseClick(charted.canvas, LEFT, PLAIN, charted.name_of("summit"))
    charted.person.press(Qt.Key.Key_Delete)
    charted.person.press(Qt.Key.Key_F2)
    assert charted.shown() == ["summit"]
    assert charted.panel.events.field is None
