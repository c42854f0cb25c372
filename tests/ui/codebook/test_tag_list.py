"""The tags at the right: names in full, children under their tag, counts that give way, words for reading aloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from annotator.records import TagId
from annotator.ui import app, theme
from annotator.ui.codebook import tag_rows
from annotator.ui.codebook.panel import TagPanel
from tests.ui.codebook.tags import CODEBOOK, tag


@pytest.fixture
def panel(qtbot, qapp):
    app.make_application()
    theme.use("light")
    made = TagPanel()
    qtbot.addWidget(made)
    made.resize(240, 600)
    made.show_tags(CODEBOOK, ())
    made.show()
    return made


def data(panel, row, role):
    return panel.list.tags.index(row).data(role)


def test_a_child_stands_one_step_further_in(panel):
    assert [data(panel, row, tag_rows.DEPTH_ROLE) for row in range(3)] == [0, 1, 0]


def test_tags_that_are_each_others_parents_still_show(panel):
    panel.show_tags([tag(1, "hen", parent=2), tag(2, "egg", parent=1)], ())
    assert panel.list.tags.rowCount() == 2


def test_a_screen_reader_hears_name_counts_and_keys(panel):
    spoken = data(panel, 0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "commitment, 0 here, 87 in the project, key 2 or m"


def test_the_name_takes_the_room_of_the_counts():
    wide = QFontMetricsF(theme.ui_font(9)).horizontalAdvance
    assert tag_rows._counts(3, 1204, wide("3 · 1,204") + 1) == ("3", " · 1,204")
    assert tag_rows._counts(3, 1204, wide("1,204") + 1) == ("", "1,204")
    assert tag_rows._counts(3, 1204, 4) == ("", "")


def test_without_a_selection_the_tag_used_last_is_defined(panel):
    assert panel.definition.name() == "commitment"
    panel.used(TagId(3))
    panel.show_selected(None)
    assert panel.definition.name() == "demand"


def test_enter_applies_the_tag_in_the_row(panel, qtbot):
    panel.list.setCurrentIndex(panel.list.tags.index(2))
    with qtbot.waitSignal(panel.tag_chosen) as chosen:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert chosen.args == [3]


def test_two_thousand_tags_leave_the_cards_their_room(panel, qtbot):
    panel.show_tags([tag(number, f"tag {number}") for number in range(1, 2001)], ())
    qtbot.waitUntil(lambda: panel.list.verticalScrollBar().maximum() > 0)
    assert panel.list.height() < 560
    assert panel.definition.isVisible()
