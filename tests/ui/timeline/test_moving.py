"""Moving about on the chart: brushes from anywhere, edges that move, fine wheels, pages, the overview by key."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId
from annotator.timeline.calendar import Unit
from annotator.timeline.choice import BinChoice

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
PLAIN, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
Key = Qt.Key
CLAIM = TagId(1)
MONDAY = date(2024, 3, 4)
APRIL = (date(2024, 4, 1), date(2024, 4, 28))


def press(seen, point, button=LEFT):
    QTest.mousePress(seen.canvas, button, PLAIN, point)


def move(seen, *points):
    for point in points:
        QTest.mouseMove(seen.canvas, point)


def release(seen, point, button=LEFT):
    QTest.mouseRelease(seen.canvas, button, PLAIN, point)


def edge(seen, day):
    """The pixel where a day begins, high in the plot."""
    area = seen.chart.plot_area()
    return QPoint(round(area.left() + seen.chart.frame.x(day.toordinal())), round(area.top()) + 12)


def scroll(seen, angle, *, pixels=(0, 0), modifier=PLAIN):
    at = QPoint(600, 60)
    turn = QWheelEvent(
        QPointF(at), QPointF(seen.canvas.mapToGlobal(at)), QPoint(*pixels), QPoint(*angle), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(seen.canvas, turn)


def brushed(seen):
    seen.drag(seen.panel.point_of(APRIL[0]), seen.panel.point_of(APRIL[1]))
    assert seen.chosen.pop() == BinChoice(*APRIL)


# -- brushes -----------------------------------------------------------------------------------


def test_a_brush_may_begin_beside_the_plot_and_be_let_go_outside_the_chart(seen):
    axis = QPoint(round(seen.chart.plot_area().left()) - 20, 100)
    seen.drag(axis, seen.panel.point_of(date(2024, 1, 17)))
    assert seen.chosen.pop() == BinChoice(date(2024, 1, 1), date(2024, 1, 21))
    seen.drag(seen.panel.point_of(date(2024, 12, 18)), QPoint(seen.canvas.width() + 300, -80))
    assert seen.chosen.pop() == BinChoice(date(2024, 12, 16), date(2025, 1, 5))


def test_a_brush_below_the_plot_over_the_dates_chooses_days_too(seen):
    low = QPoint(0, round(seen.chart.plot_area().bottom()) + 8 - seen.panel.point_of(MONDAY).y())
    seen.drag(seen.panel.point_of(APRIL[0]) + low, seen.panel.point_of(APRIL[1]) + low)
    assert seen.chosen == [BinChoice(*APRIL)]


def test_what_is_out_of_view_is_not_brushed(seen):
    seen.panel.set_unit("week")
    seen.chart.set_range(date(2024, 4, 1).toordinal(), date(2024, 7, 1).toordinal())
    seen.drag(seen.panel.point_of(date(2024, 5, 8)), QPoint(-500, 60))
    assert seen.chosen == [BinChoice(date(2024, 4, 1), date(2024, 5, 12))]


def test_a_drag_over_nothing_but_days_beside_all_articles_chooses_nothing(make_seen):
    seen = make_seen([DayCount(MONDAY, CLAIM, 3), DayCount(MONDAY + timedelta(days=2), CLAIM, 1)])
    right = round(seen.chart.plot_area().right())
    seen.drag(QPoint(right - 120, 60), QPoint(right - 10, 60))
    assert seen.chosen == []
    assert seen.panel.choice is None


def test_a_drag_that_begins_in_the_gutter_chooses_no_days(seen):
    seen.drag(seen.panel.point_of(None), seen.panel.point_of(MONDAY))
    assert seen.chosen == []


def test_escape_gives_up_a_brush_that_is_under_way(seen):
    brushed(seen)
    start, end = seen.panel.point_of(MONDAY), seen.panel.point_of(date(2024, 9, 2))
    press(seen, start)
    move(seen, start + QPoint(40, 0), end)
    assert seen.panel.choice.last == date(2024, 9, 8)
    seen.key(Key.Key_Escape)
    assert seen.panel.choice == BinChoice(*APRIL)
    move(seen, end + QPoint(30, 0))
    release(seen, end + QPoint(30, 0))
    assert (seen.panel.choice, seen.chosen) == (BinChoice(*APRIL), [])


# -- the edges of what was brushed -------------------------------------------------------------


def test_both_edges_of_a_brush_can_be_moved_afterwards(seen):
    brushed(seen)
    seen.drag(edge(seen, date(2024, 4, 29)), seen.panel.point_of(date(2024, 5, 15)))
    assert seen.chosen.pop() == BinChoice(APRIL[0], date(2024, 5, 19))
    seen.drag(edge(seen, APRIL[0]), seen.panel.point_of(date(2024, 4, 17)))
    assert seen.chosen.pop() == BinChoice(date(2024, 4, 15), date(2024, 5, 19))


def test_an_edge_dragged_past_the_other_turns_the_brush_round(seen):
    brushed(seen)
    seen.drag(edge(seen, date(2024, 4, 29)), seen.panel.point_of(date(2024, 3, 13)))
    assert seen.chosen == [BinChoice(date(2024, 3, 11), date(2024, 4, 7))]


def test_an_edge_keeps_the_series_that_was_chosen(seen):
    seen.click(MONDAY, CLAIM)
    seen.drag(edge(seen, MONDAY + timedelta(days=7)), seen.panel.point_of(date(2024, 3, 20)))
    assert seen.chosen[-1] == BinChoice(MONDAY, date(2024, 3, 24), CLAIM)


def test_the_end_that_is_out_of_view_stays_where_it_is(seen):
    seen.panel.set_unit("week")
    brushed(seen)
    seen.chart.set_range(date(2024, 4, 10).toordinal(), date(2024, 7, 10).toordinal())
    seen.drag(edge(seen, date(2024, 4, 29)), seen.panel.point_of(date(2024, 5, 15)))
    assert seen.chosen == [BinChoice(APRIL[0], date(2024, 5, 19))]


def test_the_mouse_shows_which_edge_can_be_taken(seen):
    brushed(seen)
    move(seen, edge(seen, APRIL[0]) + QPoint(2, 0))
    assert seen.chart.cursor is not None
    assert seen.chart.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    move(seen, edge(seen, date(2024, 6, 3)))
    assert seen.chart.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_click_on_an_edge_is_a_click(seen):
    brushed(seen)
    QTest.mouseClick(seen.canvas, LEFT, PLAIN, edge(seen, APRIL[0]) + QPoint(3, 0))
    assert seen.chosen == [BinChoice(date(2024, 4, 1), date(2024, 4, 7))]


def test_the_handles_are_drawn_on_the_chart_and_not_in_its_pictures(seen, tmp_path):
    from PySide6.QtGui import QImage

    def at_edge(image, scale=1):
        point = edge(seen, APRIL[0])
        middle = round(seen.chart.plot_area().center().y())
        return image.pixelColor(point.x() * scale, middle * scale)

    plain = at_edge(seen.canvas.grab().toImage())
    brushed(seen)
    QApplication.processEvents()
    assert at_edge(seen.canvas.grab().toImage()) != plain
    seen.panel.save_picture(tmp_path / "p.png")
    assert not QImage(str(tmp_path / "p.png")).isNull()


# -- wheels and fingers ------------------------------------------------------------------------


def test_many_small_turns_of_a_touchpad_zoom_as_far_as_one_notch(seen):
    whole = seen.visible_days()
    for _ in range(40):
        scroll(seen, (0, 3))
    after = seen.visible_days()
    assert after[1] - after[0] == pytest.approx((whole[1] - whole[0]) * 0.8, rel=1e-3)


def test_fingers_that_do_not_move_quite_straight_still_zoom(seen):
    whole = seen.visible_days()
    scroll(seen, (7, 120))
    after = seen.visible_days()
    assert after[1] - after[0] == pytest.approx((whole[1] - whole[0]) * 0.8)


def test_fingers_move_the_days_as_far_as_they_move(seen):
    scroll(seen, (0, 600))
    left, right = seen.visible_days()
    per_pixel = (right - left) / seen.chart.frame.width
    scroll(seen, (-240, 10), pixels=(-50, 2))
    moved = seen.visible_days()
    assert moved[0] - left == pytest.approx(50 * per_pixel)
    assert moved[1] - moved[0] == pytest.approx(right - left)


def test_a_wheel_turned_sideways_pans(seen):
    scroll(seen, (0, 600))
    left, right = seen.visible_days()
    scroll(seen, (-120, 0))
    assert seen.visible_days()[0] - left == pytest.approx((right - left) * 0.1)


def test_two_fingers_drawn_apart_zoom_about_their_middle(seen):
    point = seen.panel.point_of(MONDAY, CLAIM)
    day, (left, right) = seen.chart.ordinal_at(point.x()), seen.visible_days()
    place = QPointF(point)
    drawn = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, place, place,
        QPointF(seen.canvas.mapToGlobal(point)), 0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(seen.canvas, drawn)
    after = seen.visible_days()
    assert after[1] - after[0] == pytest.approx((right - left) / 1.25)
    assert seen.chart.ordinal_at(point.x()) == pytest.approx(day, abs=0.01)


def test_a_middle_drag_pans_and_a_left_click_meanwhile_means_nothing(seen):
    scroll(seen, (0, 600))
    left, _ = seen.visible_days()
    press(seen, QPoint(600, 60), MIDDLE)
    QTest.mouseClick(seen.canvas, LEFT, PLAIN, QPoint(600, 60))
    move(seen, QPoint(560, 60))
    release(seen, QPoint(560, 60), MIDDLE)
    assert seen.visible_days()[0] > left
    assert (seen.chosen, seen.panel.choice) == ([], None)


# -- keys --------------------------------------------------------------------------------------


def test_pages_go_on_by_most_of_what_is_seen(seen):
    seen.panel.set_unit("week")
    seen.chart.set_range(date(2024, 4, 1).toordinal(), date(2024, 6, 10).toordinal())
    left, right = seen.visible_days()
    seen.key(Key.Key_PageDown)
    assert seen.visible_days()[0] - left == pytest.approx((right - left) * 0.8)
    seen.key(Key.Key_PageUp)
    assert seen.visible_days() == pytest.approx((left, right))


def test_pages_take_the_cursor_along(seen):
    seen.panel.set_unit("week")
    seen.chart.set_range(date(2024, 4, 1).toordinal(), date(2024, 6, 10).toordinal())
    seen.key(Key.Key_Right)
    before = seen.chart.cursor[0]
    seen.key(Key.Key_PageDown)
    assert seen.chart.cursor[0] == before + 8
    assert seen.chart.column_of_cursor()[0] is not None


def test_f_fits_the_bin_of_the_cursor_where_nothing_is_chosen(seen):
    seen.panel.set_unit("month")
    seen.key(Key.Key_Home)
    seen.key(Key.Key_Right)
    seen.panel.set_unit("day")
    seen.key(Key.Key_Home)
    QTest.keyClicks(seen.chart, "F")
    left, right = seen.visible_days()
    assert left <= date(2024, 1, 1).toordinal() < right
    assert right - left < 10


def test_capitals_do_what_small_letters_do(seen):
    brushed(seen)
    QTest.keyClicks(seen.chart, "F")
    assert seen.visible_days() == pytest.approx((APRIL[0].toordinal(), date(2024, 4, 29).toordinal()))


def test_enter_opens_what_is_chosen_where_no_bin_is_pointed_at(seen):
    brushed(seen)
    move(seen, QPoint(1, 1))
    seen.key(Key.Key_Escape) if seen.chart.cursor is not None else None
    seen.key(Key.Key_Return)
    assert seen.opened == [BinChoice(*APRIL)]


def test_who_comes_by_tab_sees_where_the_keys_are_heard(seen):
    seen.window.activateWindow()
    before = seen.canvas.grab().toImage()
    seen.chart.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert seen.canvas.grab().toImage() != before
    seen.panel.header.export.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert seen.canvas.grab().toImage() == before


# -- the overview by key -----------------------------------------------------------------------


@pytest.fixture
def overview(seen):
    seen.panel.set_unit("week")
    seen.chart.set_range(date(2024, 4, 1).toordinal(), date(2024, 7, 1).toordinal())
    return seen.panel.ensure_plot().overview


def test_arrows_move_the_overviews_window_and_its_edges(seen, overview):
    left, right = seen.visible_days()
    by = (right - left) * 0.1
    QTest.keyClick(overview, Key.Key_Right)
    assert seen.visible_days() == pytest.approx((left + by, right + by))
    QTest.keyClick(overview, Key.Key_Left)
    QTest.keyClick(overview, Key.Key_Right, SHIFT)
    assert seen.visible_days() == pytest.approx((left, right + by))
    seen.chart.set_range(left, right)
    QTest.keyClick(overview, Key.Key_Left, CTRL)
    assert seen.visible_days() == pytest.approx((left - by, right))


def test_the_overviews_window_stops_at_the_ends_and_shows_all_on_request(seen, overview):
    width = seen.visible_days()[1] - seen.visible_days()[0]
    low, high = seen.chart.whole()
    QTest.keyClick(overview, Key.Key_End)
    assert seen.visible_days() == pytest.approx((high - width, high))
    QTest.keyClick(overview, Key.Key_Right)
    assert seen.visible_days() == pytest.approx((high - width, high))
    QTest.keyClick(overview, Key.Key_Home)
    assert seen.visible_days() == pytest.approx((low, low + width))
    QTest.keyClick(overview, Key.Key_Escape)
    assert seen.chart.shows_all()


def test_tab_leads_from_the_chart_to_the_overview(seen, overview):
    seen.window.activateWindow()
    seen.chart.setFocus()
    QTest.keyClick(seen.chart, Key.Key_Tab)
    assert QApplication.focusWidget() is overview
    assert seen.panel.shown_unit is Unit.WEEK
