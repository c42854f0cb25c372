"""The table shows notes and is narrowed by words and to what carries a note; its selection is that of the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import Annotation, AnnotationId, ArticleId, TagId
from annotator.ui.lists.annotation_filter import narrowed
from annotator.ui.lists.annotation_model import NOTE, QUOTE, TAG

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OFFER, LEVY, EMPTY = "agreed on Monday to reopen two ferry lines", "demanded that the levy be dropped", "offer empty"


@pytest.fixture
def marked(analyst):
    """The story of the ferries with three annotations, the second of which carries a note."""
    for words, key in ((OFFER, "2"), (LEVY, "3"), (EMPTY, "1")):
        analyst.drag_over(words)
        analyst.press(key)
    analyst.click_on(LEVY)
    analyst.press("n")
    analyst.press("first mention of the toll")
    analyst.ctrl(Qt.Key.Key_Return)
    return analyst


def type_filter(analyst, words):
    analyst.desk.table.begin_filter()
    analyst.press(words)


def shown(analyst):
    return [quote for _, quote in analyst.quotes()]


@pytest.mark.parametrize("words", ["toll", "LEVY", "demand first", "desk levy"])
def test_words_of_note_quote_tag_and_analyst_narrow_the_table(marked, words):
    type_filter(marked, words)
    assert shown(marked) == [LEVY]
    assert marked.desk.table.title() == "In this article · 1 of 3 annotations"


def test_one_button_leaves_only_what_carries_a_note(marked):
    table = marked.desk.table
    QTest.mouseClick(table.noted, Qt.MouseButton.LeftButton)
    assert shown(marked) == [LEVY]
    QTest.mouseClick(table.noted, Qt.MouseButton.LeftButton)
    assert len(shown(marked)) == 3


def shades_at_the_end(rows, row):
    """How many colours the last pixels of a short quote's cell have."""
    cell = rows.visualRect(rows.model().index(row, QUOTE))
    picture = rows.viewport().grab(cell.adjusted(cell.width() - 20, 4, -4, -4)).toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return len({picture.pixel(x, y) for x, y in places})


def test_a_note_is_in_its_column_or_signed_at_the_quote_where_there_is_no_room(marked):
    rows = marked.desk.table.rows
    marked.window.resize(1900, 900)
    marked.look()
    assert not rows.isColumnHidden(NOTE)
    assert rows.model().index(2, NOTE).data() == "first mention of the toll"
    assert rows.columnWidth(QUOTE) > 1.9 * rows.columnWidth(NOTE)
    marked.desk.toggle("timeline")
    marked.window.resize(900, 600)
    marked.look()
    assert rows.isColumnHidden(NOTE)
    rows.clearSelection()
    assert [shades_at_the_end(rows, row) > 1 for row in (1, 2)] == [False, True]


def test_the_first_cell_of_a_row_says_the_note_even_where_its_column_has_no_room(marked):
    said = marked.desk.table.model.index(2, TAG).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said == f"{LEVY}. Note: first mention of the toll. By desk one. Ferries return"


def test_the_selection_of_the_text_and_of_the_table_are_one_also_while_it_is_narrowed(marked):
    table = marked.desk.table
    type_filter(marked, "e")
    marked.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is table.rows
    for quote in (EMPTY, LEVY):
        table.rows.selectRow(shown(marked).index(quote))
        marked.look()
        assert marked.desk.selected().quote == quote
        assert marked.view.selected_annotation().quote == quote
    marked.click_on(OFFER)
    assert table.current().quote == OFFER
    type_filter(marked, "xyz")
    assert shown(marked) == []
    assert marked.desk.selected().quote == OFFER


def test_a_row_that_is_taken_out_of_the_selection_is_not_selected_in_the_text_either(marked):
    table = marked.desk.table
    place = table.rows.visualRect(table.model.index(0, TAG)).center()
    QTest.mouseClick(table.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    marked.look()
    assert marked.view.selected_annotation() == marked.desk.annotations[0]
    QTest.mouseClick(table.rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    marked.look()
    assert table.chosen() == []
    assert marked.view.selected_annotation() is None


def test_an_annotation_made_while_the_table_is_narrowed_comes_in_if_it_matches(marked):
    type_filter(marked, "wait")
    assert shown(marked) == []
    marked.drag_over("The ferries wait")
    marked.press("1")
    assert shown(marked) == ["The ferries wait"]


def test_escape_leads_from_the_filter_and_from_the_rows_back_to_the_text(marked):
    type_filter(marked, "levy")
    marked.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is marked.view
    assert len(shown(marked)) == 3
    marked.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is marked.desk.table.rows
    marked.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is marked.view


def test_a_letter_in_the_table_is_the_key_of_a_tag_and_searches_nothing(marked):
    marked.desk.table.enter()
    marked.desk.table.rows.selectRow(0)
    marked.press("c")
    assert marked.quotes()[0] == ("claim", OFFER)


def test_filtering_leaves_the_order_and_every_word_must_be_found():
    def one(number: int, quote: str, note: str) -> Annotation:
        return Annotation(
            AnnotationId(number), "", 1, ArticleId(1), "", TagId(1), "claim", 0, 1, quote, "", "", note, "Ines", "", ""
        )  # fmt: skip

    all_three = [one(1, "Straße", ""), one(2, "street", "a ROAD"), one(3, "STRASSE", "road")]
    assert [found.id for found in narrowed(all_three, "strasse")] == [1, 3]
    assert [found.id for found in narrowed(all_three, "ines road")] == [2, 3]
    assert narrowed(all_three, "", noted=True) == all_three[1:]
    assert narrowed(all_three, " ") is all_three
