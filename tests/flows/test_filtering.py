"""What is painted can be narrowed to tags, analysts and words of notes; nothing vanishes under the hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import NewAnnotation, NewArticle

TEXT = "Norland claims the strait. Sudmark demands the levy. Norland threatens a blockade. All of them wait."
ALT = Qt.KeyboardModifier.AltModifier


def marked(quote: str, tag: str, analyst: str, note: str = "") -> NewAnnotation:
    start = TEXT.index(quote)
    return NewAnnotation(start, start + len(quote), tag, note=note, analyst=analyst)


@pytest.fixture
def reader(analyst):
    """An analyst at an article that two desks have marked."""
    story = NewArticle("Strait", TEXT, annotations=(
        marked("Norland claims", "claim", "desk one", "about the strait"),
        marked("Sudmark demands", "demand", "desk two", "the old LEVY"),
        marked("the levy", "claim", "desk two"),
        marked("Norland threatens", "threat", "desk one"),
    ))  # fmt: skip
    analyst.desk.project.add_articles([story])
    analyst.settle()
    analyst.open_article("Strait")
    analyst.view.setFocus()
    return analyst


def painted(person):
    return [one.quote for one in person.view.annotations()]


def strip(person):
    return person.desk.pane._strip


def alt_click_tag(person, name):
    rows = person.desk.panel.list
    row = next(row for row in range(rows.tags.rowCount()) if rows.tags.tag(row).name == name)
    rows.scrollTo(rows.tags.index(row))
    place = rows.visualRect(rows.tags.index(row)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, ALT, place)
    person.look()


def choose(person, title):
    """Choose a row of the strip's menu."""
    menu = strip(person).menu
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == title).trigger()


def test_alt_click_singles_a_tag_out_and_a_second_one_shows_all_again(reader):
    alt_click_tag(reader, "claim")
    assert painted(reader) == ["Norland claims", "the levy"]
    assert strip(reader).names() == ["claim"]
    assert strip(reader).count.text() == "2 of 4 shown"
    assert len(reader.quotes()) == 4
    alt_click_tag(reader, "claim")
    assert len(painted(reader)) == 4
    assert strip(reader).isHidden()
    assert len(reader.stored()) == 6


def test_each_chip_takes_its_condition_away(reader):
    reader.desk.pane.begin_filter()
    for title in ("claim", "threat", "by desk one"):
        choose(reader, title)
    assert painted(reader) == ["Norland claims", "Norland threatens"]
    assert strip(reader).names() == ["claim", "threat", "by desk one"]
    QTest.mouseClick(strip(reader).chip("by desk one"), Qt.MouseButton.LeftButton)
    assert painted(reader) == ["Norland claims", "the levy", "Norland threatens"]
    QTest.mouseClick(strip(reader).chip("claim"), Qt.MouseButton.LeftButton)
    assert painted(reader) == ["Norland threatens"]
    QTest.mouseClick(strip(reader).all_button, Qt.MouseButton.LeftButton)
    assert len(painted(reader)) == 4
    assert strip(reader).isHidden()


def test_words_of_a_note_are_typed_and_enter_leads_back_to_the_text(reader):
    reader.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | ALT)
    assert QApplication.focusWidget() is strip(reader).note
    reader.press("levy")
    reader.press(Qt.Key.Key_Return)
    assert painted(reader) == ["Sudmark demands"]
    assert QApplication.focusWidget() is reader.view
    strip(reader).note.clear()
    reader.until(lambda: len(painted(reader)) == 4)


def test_escape_closes_a_strip_that_asks_for_nothing(reader):
    reader.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | ALT)
    assert not strip(reader).isHidden()
    reader.press(Qt.Key.Key_Escape)
    assert strip(reader).isHidden()
    assert QApplication.focusWidget() is reader.view


def test_what_is_made_while_it_would_be_left_out_is_seen(reader):
    alt_click_tag(reader, "threat")
    reader.view.setFocus()
    reader.drag_over("All of them")
    reader.press("3")
    assert painted(reader) == ["Norland threatens", "All of them"]
    assert reader.desk.selected().quote == "All of them"
    reader.click_on("Norland threatens")
    reader.press("1")
    assert painted(reader) == ["Norland threatens", "All of them"]


def test_what_is_chosen_in_the_table_is_painted_too(reader):
    alt_click_tag(reader, "threat")
    table = reader.desk.table
    reader.click_row(table.rows, table.model.index(1, 1))
    assert painted(reader) == ["Sudmark demands", "Norland threatens"]
    assert reader.desk.selected().quote == "Sudmark demands"


def test_the_next_annotation_is_the_next_that_is_painted(reader):
    alt_click_tag(reader, "claim")
    reader.view.setFocus()
    reader.press("]")
    reader.press("]")
    assert reader.desk.selected().quote == "the levy"
    reader.desk.articles.rows.setFocus()
    reader.press("[")
    assert reader.desk.selected().quote == "Norland claims"
    assert len(painted(reader)) == 2


def test_a_filter_goes_along_to_the_next_article(reader):
    alt_click_tag(reader, "demand")
    reader.open_article("Old quarrel")
    assert strip(reader).count.text() == "1 of 1 shown"
    reader.open_article("A letter")
    assert painted(reader) == []
    assert strip(reader).names() == ["demand"]


def test_the_tag_of_the_selected_annotation_is_singled_out_from_the_menu(reader):
    reader.click_on("Norland threatens")
    reader.window.menus.action("show_tag").trigger()
    assert painted(reader) == ["Norland threatens"]
    reader.window.menus.action("show_everything").trigger()
    assert len(painted(reader)) == 4


def test_an_undone_annotation_comes_back_into_sight(reader):
    alt_click_tag(reader, "claim")
    reader.click_on("the levy")
    reader.press(Qt.Key.Key_Delete)
    assert painted(reader) == ["Norland claims"]
    reader.ctrl(Qt.Key.Key_Z)
    assert painted(reader) == ["Norland claims", "the levy"]
