"""The legend says what there is; its entries hide series and let one stand alone, by mouse and by key."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import DayCount, TagId
from annotator.timeline.choice import BinChoice
from annotator.timeline.folding import OTHERS
from annotator.timeline.view import ChartView, Group
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
MONDAY = date(2024, 3, 4)
CLAIM, COMMITMENT = TagId(1), TagId(2)


@pytest.fixture
def legend(seen):
    return seen.panel.ensure_plot().legend


def entries(legend):
    return [entry.accessibleName() for entry in legend.entries if entry.isVisible()]


def test_it_names_each_series_with_its_count(legend):
    claims = sum(entry.annotations for entry in make_counts() if entry.tag_id == CLAIM)
    assert entries(legend)[0] == f"claim, {claims:,}, shown"
    assert len(entries(legend)) == 4


def test_a_click_hides_a_series_and_another_shows_it_again(seen, legend):
    QTest.mouseClick(legend.entries[0], LEFT)
    assert seen.panel.view.hidden == {"claim"}
    assert entries(legend)[0].endswith("hidden")
    with pytest.raises(KeyError):
        seen.panel.point_of(MONDAY, CLAIM)
    QTest.mouseClick(legend.entries[0], LEFT)
    assert seen.panel.view.hidden == frozenset()
    assert seen.panel.point_of(MONDAY, CLAIM)


def test_alt_and_a_click_let_one_stand_alone_and_bring_all_back(seen, legend):
    QTest.mouseClick(legend.entries[1], LEFT, ALT)
    assert seen.panel.view.hidden == {"claim", "demand", "<b>agreement</b>"}
    assert seen.panel.point_of(MONDAY, COMMITMENT)
    QTest.mouseClick(legend.entries[1], LEFT, ALT)
    assert seen.panel.view.hidden == frozenset()


def test_keys_walk_hide_and_single_out(seen, legend):
    legend.entries[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(legend.entries[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is legend.entries[1]
    QTest.keyClick(legend.entries[1], Qt.Key.Key_Space)
    assert seen.panel.view.hidden == {"commitment"}
    QTest.keyClick(legend.entries[1], Qt.Key.Key_End)
    QTest.keyClick(legend.entries[3], Qt.Key.Key_Return, ALT)
    assert seen.panel.view.hidden == {"claim", "commitment", "demand"}
    QTest.keyClick(legend.entries[3], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in legend.entries


def test_where_all_is_hidden_the_chart_says_so(seen, legend):
    for entry in legend.entries:
        QTest.mouseClick(entry, LEFT)
    assert seen.chart.marks.columns[0].bars == ()
    assert seen.chart.note().startswith("Everything is hidden")
    QTest.mouseClick(legend.entries[0], LEFT)
    assert seen.chart.note() == ""


@pytest.mark.parametrize("width", [900, 1100, 1400])
def test_what_has_no_room_stands_in_a_menu(make_seen, width):
    seen = make_seen(
        make_counts(tags=9), (), make_tags(*(f"a rather long name of a tag {place}" for place in range(9)))
    )
    seen.window.resize(width, 460)
    QApplication.processEvents()
    legend = seen.panel.ensure_plot().legend
    shown = [entry for entry in legend.entries if entry.isVisible()]
    assert len(shown) < 9
    assert len(shown) > 1 or width < 1100
    assert all(entry.geometry().right() < legend.width() for entry in shown)
    more = next(button for button in legend.findChildren(type(seen.panel.header.export)) if button.isVisible())
    assert more.text() == (f"{9 - len(shown)} more" if shown else "9 series")
    assert more.geometry().right() <= legend.width()


def test_the_menu_of_an_entry_says_the_same_in_words(seen, legend):
    heard = []
    legend.menu_opened.connect(lambda menu, name: heard.append((name, [action.text() for action in menu.actions()])))
    legend.entries[0].menu_asked.emit(QPoint(5, 5))
    name, actions = heard[0]
    assert name == "claim"
    assert actions[:2] == ["Hide claim", "See only claim"]
    QApplication.activePopupWidget().close()


def test_many_sources_are_folded_and_can_be_seen_one_by_one(make_seen):
    tags = make_tags(*(f"source {number}" for number in range(30)))
    seen = make_seen([DayCount(MONDAY, tag.id, 40 - tag.id) for tag in tags], (), tags)
    seen.panel.show_view(ChartView(group=Group.SOURCE, unit="week"))
    assert [tag.name for tag in seen.chart.timeline.series][-1] == "others (18)"
    seen.click(MONDAY, OTHERS)
    assert seen.chosen == [BinChoice(MONDAY, date(2024, 3, 10))]
    legend = seen.panel.ensure_plot().legend
    others = legend._listed[-1]
    legend.toggle(others)
    assert seen.panel.view.hidden == {f"source {number}" for number in range(12, 30)}
    legend.hidden_chosen.emit(frozenset())
    legend.single_out(["source 29"])
    assert [seen.chart.timeline.series[place].name for place in seen.chart.shown_tags()] == ["source 29"]
