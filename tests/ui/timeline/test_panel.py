"""The timeline panel answers to the mouse and the keys."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId
from annotator.timeline.calendar import Unit
from annotator.timeline.choice import BinChoice
from annotator.ui import theme
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # said by Qt's own offscreen platform

LEFT = Qt.MouseButton.LeftButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CLAIM, COMMITMENT = TagId(1), TagId(2)
TAGS = make_tags("claim", "commitment", "demand", "<b>agreement</b>")
MONDAY = date(2024, 3, 4)
WEEK = (MONDAY, MONDAY + timedelta(days=6))


def test_a_year_is_shown_by_week_with_its_rule_and_totals(seen):
    total = sum(entry.annotations for entry in make_counts())
    assert seen.panel.shown_unit is Unit.WEEK
    rule, totals = seen.panel.words()
    assert rule == "By week, Monday to Sunday, published"
    assert totals in {f"{total:,} annotations · 5 without a date", f"{total:,} annotations · 5 undated"}


@pytest.mark.parametrize("width", [760, 1000, 1280, 1680])
def test_the_totals_are_said_in_fewer_words_but_never_cut(seen, width):
    seen.window.resize(width, 460)
    QApplication.processEvents()
    total = sum(entry.annotations for entry in make_counts())
    assert seen.panel.words()[1] in {
        f"{total:,} annotations · 5 without a date",
        f"{total:,} annotations · 5 undated",
        f"{total:,} · 5 undated",
    }


def test_a_click_on_a_bar_chooses_its_tag_and_week(seen):
    seen.click(MONDAY, COMMITMENT)
    assert seen.chosen == [BinChoice(*WEEK, COMMITMENT)]
    assert seen.panel.choice == seen.chosen[0]
    assert seen.opened == []


def test_shift_or_a_click_above_the_bar_chooses_the_whole_week(seen):
    seen.click(MONDAY, COMMITMENT, modifier=SHIFT)
    seen.click(MONDAY + timedelta(days=10))
    following = MONDAY + timedelta(days=7)
    assert seen.chosen == [BinChoice(*WEEK), BinChoice(following, following + timedelta(days=6))]


def test_a_double_click_opens_the_bar(seen):
    QTest.mouseDClick(seen.canvas, LEFT, PLAIN, seen.panel.point_of(MONDAY, CLAIM))
    assert seen.opened == [BinChoice(*WEEK, CLAIM)]


def test_the_undated_are_chosen_in_their_gutter(seen):
    seen.click(None, CLAIM)
    seen.click(None)
    assert seen.chosen == [
        BinChoice(None, None, CLAIM, undated=True),
        BinChoice(None, None, None, undated=True),
    ]


def test_a_click_beside_all_bars_clears_the_choice(seen):
    seen.click(MONDAY, CLAIM)
    QTest.mouseClick(seen.canvas, LEFT, PLAIN, QPoint(3, seen.canvas.height() - 2))
    assert seen.panel.choice is None
    assert seen.cleared == [True]


def test_dragging_brushes_whole_weeks(seen):
    seen.drag(seen.panel.point_of(MONDAY), seen.panel.point_of(date(2024, 4, 3)))
    assert seen.chosen == [BinChoice(MONDAY, date(2024, 4, 7))]


def test_a_choice_from_outside_is_shown_without_a_signal(seen):
    seen.panel.set_choice(BinChoice(*WEEK, CLAIM))
    assert seen.panel.choice == BinChoice(*WEEK, CLAIM)
    assert seen.chosen == []


def test_the_card_tells_period_counts_and_shares(seen):
    counts = [entry for entry in make_counts() if entry.day and WEEK[0] <= entry.day <= WEEK[1]]
    total = sum(entry.annotations for entry in counts)
    claims = sum(entry.annotations for entry in counts if entry.tag_id == CLAIM)
    QTest.mouseMove(seen.canvas, seen.panel.point_of(MONDAY, CLAIM))
    lines = seen.panel.card_words().splitlines()
    assert lines[0] == "Week of 4 March 2024 (W10)"
    assert f"claim {claims:,} {claims / total:.0%}" in lines
    assert any(line.startswith("<b>agreement</b> ") for line in lines)
    assert lines[5] == f"{total} annotations · 7 articles"


def test_the_card_leaves_with_the_mouse(seen):
    QTest.mouseMove(seen.canvas, seen.panel.point_of(MONDAY, CLAIM))
    QTest.mouseMove(seen.canvas, QPoint(2, seen.canvas.height() - 1))
    assert seen.panel.card_words() == ""


def test_the_wheel_zooms_about_the_mouse(seen):
    point = seen.panel.point_of(MONDAY, CLAIM)
    before, day = seen.visible_days(), seen.chart.ordinal_at(point.x())
    seen.wheel(point, 3)
    after = seen.visible_days()
    assert after[1] - after[0] == pytest.approx((before[1] - before[0]) * 0.8**3)
    assert seen.chart.ordinal_at(point.x()) == pytest.approx(day, abs=0.01)


def test_zooming_in_far_makes_finer_bins_and_out_again_the_old_ones(seen):
    point = seen.panel.point_of(MONDAY, CLAIM)
    seen.wheel(point, 8)
    assert seen.panel.shown_unit is Unit.DAY
    assert seen.panel.words()[0] == "By day, published"
    seen.click(MONDAY)
    assert seen.chosen == [BinChoice(MONDAY, MONDAY)]
    seen.wheel(point, -40)
    assert seen.panel.shown_unit is Unit.WEEK
    assert seen.chart.shows_all()


def test_a_fixed_unit_stays_while_zooming(seen):
    seen.panel.set_unit("week")
    seen.wheel(seen.panel.point_of(MONDAY, CLAIM), 8)
    assert seen.panel.shown_unit is Unit.WEEK


def test_shift_wheel_and_the_middle_button_pan(seen):
    seen.wheel(seen.panel.point_of(MONDAY), 5)
    start = seen.visible_days()
    seen.wheel(seen.panel.point_of(MONDAY), -1, modifier=SHIFT)
    moved = seen.visible_days()
    assert moved[0] > start[0]
    assert moved[1] - moved[0] == pytest.approx(start[1] - start[0])
    middle = QPoint(600, 60)
    seen.drag(middle, middle + QPoint(40, 0), button=Qt.MouseButton.MiddleButton)
    assert seen.visible_days()[0] < moved[0]
    assert seen.chosen == []


def test_no_move_leaves_the_whole_range(seen):
    whole = seen.visible_days()
    seen.wheel(QPoint(600, 60), -5)
    seen.wheel(QPoint(600, 60), 5, modifier=SHIFT)
    assert seen.visible_days() == pytest.approx(whole)


def test_keys_walk_choose_and_open(seen):
    seen.chart.setFocus()
    seen.key(Qt.Key.Key_Right)
    assert seen.panel.card_words().startswith("Week of 1 January 2024 (W01)")
    seen.key(Qt.Key.Key_Right)
    seen.key(Qt.Key.Key_Up)
    seen.key(Qt.Key.Key_Return)
    assert seen.opened == [BinChoice(date(2024, 1, 8), date(2024, 1, 14), CLAIM)]
    seen.key(Qt.Key.Key_Down)
    seen.key(Qt.Key.Key_Space)
    assert seen.chosen == [BinChoice(date(2024, 1, 8), date(2024, 1, 14))]


def test_left_of_the_first_bin_stand_the_undated(seen):
    seen.key(Qt.Key.Key_Home)
    seen.key(Qt.Key.Key_Left)
    assert seen.panel.card_words().startswith("No date")
    seen.key(Qt.Key.Key_Return)
    assert seen.opened == [BinChoice(None, None, None, undated=True)]
    seen.key(Qt.Key.Key_End)
    assert seen.panel.card_words().startswith("Week of 30 December 2024 (W01)")


def test_plus_minus_and_nought_zoom(seen):
    whole = seen.visible_days()
    QTest.keyClicks(seen.chart, "++")
    closer = seen.visible_days()
    assert closer[1] - closer[0] == pytest.approx((whole[1] - whole[0]) * 0.64)
    QTest.keyClicks(seen.chart, "-")
    assert seen.visible_days()[1] - seen.visible_days()[0] == pytest.approx((whole[1] - whole[0]) * 0.8)
    QTest.keyClicks(seen.chart, "0")
    assert seen.visible_days() == pytest.approx(whole)


def test_keys_of_the_chart_win_over_shortcuts_of_the_window(seen):
    fired = []
    for key in ("0", "F", "Ctrl+F"):
        QShortcut(QKeySequence(key), seen.window, lambda key=key: fired.append(key))
    seen.window.activateWindow()
    seen.chart.setFocus()
    QTest.keyClicks(seen.chart, "+0f")
    assert seen.chart.shows_all()
    QTest.keyClick(seen.chart, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["Ctrl+F"]


def test_space_and_drag_pan_and_choose_nothing(seen):
    QTest.keyClicks(seen.chart, "+++")
    start = seen.visible_days()
    QTest.mouseMove(seen.canvas, QPoint(600, 60))
    assert seen.panel.card_words() != ""
    QTest.keyPress(seen.chart, Qt.Key.Key_Space)
    seen.drag(QPoint(600, 60), QPoint(500, 60))
    QTest.keyRelease(seen.chart, Qt.Key.Key_Space)
    assert seen.visible_days()[0] > start[0]
    assert seen.chosen == []


def test_f_fits_the_chosen_days(seen):
    seen.drag(seen.panel.point_of(MONDAY), seen.panel.point_of(date(2024, 4, 3)))
    QTest.keyClicks(seen.chart, "f")
    assert seen.visible_days() == pytest.approx((MONDAY.toordinal(), date(2024, 4, 8).toordinal()))


def test_escape_gives_up_one_thing_at_a_time(seen):
    whole = seen.visible_days()
    QTest.keyClicks(seen.chart, "+")
    seen.click(MONDAY, CLAIM)
    seen.key(Qt.Key.Key_Right)
    seen.key(Qt.Key.Key_Escape)
    assert seen.panel.card_words() == ""
    assert seen.panel.choice is not None
    seen.key(Qt.Key.Key_Escape)
    assert seen.panel.choice is None
    assert seen.cleared == [True]
    seen.key(Qt.Key.Key_Escape)
    assert seen.visible_days() == pytest.approx(whole)


def test_the_overview_moves_and_resizes_the_window(seen):
    overview = seen.panel.ensure_plot().overview
    seen.wheel(QPoint(600, 60), 6)
    left, right = seen.visible_days()
    y = overview.height() // 2
    grab = QPoint(round(overview.pixel((left + right) / 2)), y)
    QTest.mousePress(overview, LEFT, PLAIN, grab)
    QTest.mouseMove(overview, grab + QPoint(60, 0))
    QTest.mouseRelease(overview, LEFT, PLAIN, grab + QPoint(60, 0))
    moved = seen.visible_days()
    assert moved[0] > left
    assert moved[1] - moved[0] == pytest.approx(right - left)
    edge = QPoint(round(overview.pixel(moved[1])), y)
    QTest.mousePress(overview, LEFT, PLAIN, edge)
    QTest.mouseMove(overview, edge + QPoint(50, 0))
    QTest.mouseRelease(overview, LEFT, PLAIN, edge + QPoint(50, 0))
    wider = seen.visible_days()
    assert wider[0] == pytest.approx(moved[0])
    assert wider[1] > moved[1]


def test_a_click_on_the_overview_goes_there_and_a_double_click_shows_all(seen):
    overview = seen.panel.ensure_plot().overview
    seen.wheel(QPoint(600, 60), 8)
    target = date(2024, 11, 1).toordinal()
    QTest.mouseClick(overview, LEFT, PLAIN, QPoint(round(overview.pixel(target)), 10))
    left, right = seen.visible_days()
    assert left < target < right
    QTest.mouseDClick(overview, LEFT, PLAIN, QPoint(round(overview.pixel(target)), 10))
    assert seen.chart.shows_all()


@pytest.mark.parametrize("mode", ["stacked", "grouped", "normalized", "lanes"])
def test_every_reading_leads_from_its_bar_to_the_same_choice(seen, mode):
    QTest.mouseClick(seen.panel.mode_button(mode), LEFT)
    QApplication.processEvents()
    assert seen.panel.mode == mode
    seen.click(MONDAY, COMMITMENT)
    assert seen.chosen == [BinChoice(*WEEK, COMMITMENT)]


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year"])
def test_every_unit_shows_all_annotations(seen, unit):
    QTest.mouseClick(seen.panel.unit_button(unit), LEFT)
    assert seen.panel.shown_unit is Unit(unit)
    assert seen.chart.tally.total == sum(entry.annotations for entry in make_counts())
    assert seen.chart.shows_all()


def test_new_counts_appear_and_the_visible_days_stay(seen):
    seen.wheel(seen.panel.point_of(MONDAY, CLAIM), 3)
    before = seen.visible_days()
    seen.panel.set_counts([*make_counts(), DayCount(MONDAY, CLAIM, 100)], [], TAGS)
    assert seen.visible_days() == pytest.approx(before)
    QTest.mouseMove(seen.canvas, seen.panel.point_of(MONDAY, CLAIM))
    assert "claim 1" in seen.panel.card_words()


def test_an_empty_project_says_what_will_stand_here(make_seen, qtbot):
    panel = make_seen([]).panel
    assert "Once articles are imported" in panel.placeholder()
    panel.set_counts([], [(MONDAY, 1)], TAGS)
    assert "No annotations yet" in panel.placeholder()
    panel.set_counts([DayCount(MONDAY, CLAIM, 1)], [(MONDAY, 1)], TAGS)
    qtbot.waitUntil(panel.has_chart)
    assert panel.placeholder() == ""


def test_only_undated_annotations_are_still_reachable(make_seen):
    seen = make_seen([DayCount(None, CLAIM, 3)])
    seen.click(None, CLAIM)
    seen.key(Qt.Key.Key_Right)
    seen.wheel(QPoint(600, 60), 2)
    assert seen.chosen == [BinChoice(None, None, CLAIM, undated=True)]


@pytest.mark.parametrize("day", [date.min, date(1500, 2, 28), date.max])
def test_the_ends_of_the_calendar_have_bars(make_seen, day):
    seen = make_seen([DayCount(day, CLAIM, 3)])
    seen.click(day, CLAIM)
    assert seen.chosen == [BinChoice(day, day, CLAIM)]


def test_ten_thousand_years_by_day_can_still_be_shown(make_seen):
    seen = make_seen([DayCount(date.min, CLAIM, 1), DayCount(date.max, CLAIM, 2)])
    assert seen.panel.shown_unit is Unit.YEAR
    seen.panel.set_unit("day")
    seen.click(date.max, CLAIM)
    assert seen.chosen == [BinChoice(date.max, date.max, CLAIM)]


def test_another_theme_repaints_the_chart(seen):
    def ground():
        return seen.chart.grab().toImage().pixelColor(2, 2)

    try:
        theme.use("light")
        light = ground()
        theme.use("dark")
        assert ground() == theme.DARK.color("window") != light
    finally:
        theme.use("light")


def test_a_narrow_panel_keeps_every_choice_within_reach(seen):
    seen.window.resize(520, 460)
    QApplication.processEvents()
    assert seen.panel.width() <= 520
    assert not seen.panel.mode_button("grouped").isVisible()


def test_a_screen_reader_hears_what_the_chart_shows(seen, qtbot):
    assert seen.chart.accessibleName() == "Timeline"
    qtbot.waitUntil(lambda: seen.chart.accessibleDescription() != "")
    words = seen.chart.accessibleDescription()
    assert words.startswith("Annotations by week of publication, stacked by tag, 53 bins, peak")
    assert seen.panel.mode_button("normalized").accessibleName() == "Chart: normalised"


def test_the_overview_keeps_its_bins_while_one_zooms_and_shows_more_in_a_wide_window(seen):
    def overview():
        picture = seen.panel.ensure_plot().overview
        picture.show_window(0, 0)
        return picture.grab().toImage()

    before = overview()
    seen.wheel(QPoint(600, 60), 8)
    assert overview() == before
    colors = {before.pixelColor(x, before.height() - 14).rgb() for x in range(200, 1000)}
    assert len(colors) > 1


@pytest.mark.parametrize("height", [110, 160, 300, 600])
@pytest.mark.parametrize("undated", [3, 100, 5_000])
def test_the_number_of_the_undated_has_room_over_their_bar_however_low_the_chart_is(make_seen, height, undated):
    seen = make_seen([*make_counts(undated=0), DayCount(None, CLAIM, undated)])
    seen.window.resize(1100, height + 300)
    seen.panel.setFixedHeight(height)
    QApplication.processEvents()
    bars = seen.chart.undated.bars
    room = min(18, seen.chart.frame.height / 2)
    assert min(bar.top for bar in bars) >= room
    assert max(bar.bottom for bar in bars) == seen.chart.frame.height
