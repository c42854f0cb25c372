"""Back and forward through the places visited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project import open_project
from annotator.records import NewArticle

ALT = Qt.KeyboardModifier.AltModifier
LONG = "".join(f"Paragraph {number} says that the talks go on in the harbour town.\n\n" for number in range(300))


def back(person):
    person.press(Qt.Key.Key_Left, ALT)


def forward(person):
    person.press(Qt.Key.Key_Right, ALT)


def title(person):
    return person.desk.article.title


@pytest.fixture
def reader(analyst):
    """An analyst with a long article among the others, who has just opened the first."""
    analyst.desk.project.add_articles([NewArticle("Long talks", LONG)])
    analyst.settle()
    return analyst


def test_back_leads_through_the_articles_opened_and_forward_again(reader):
    reader.open_article("Gates open")
    reader.open_article("Old quarrel")
    back(reader)
    assert title(reader) == "Gates open"
    back(reader)
    assert title(reader) == "Ferries return"
    forward(reader)
    forward(reader)
    assert title(reader) == "Old quarrel"
    forward(reader)
    assert title(reader) == "Old quarrel"


def test_back_leads_to_the_line_that_was_read(reader):
    reader.open_article("Long talks")
    reader.view.scroll_to_anchor(9_000)
    read = reader.view.scroll_anchor()
    reader.open_article("Gates open")
    back(reader)
    assert (title(reader), reader.view.scroll_anchor()) == ("Long talks", read)


def test_a_scroll_is_no_visit_and_a_find_is_one(reader):
    reader.open_article("Long talks")
    for offset in (3_000, 6_000):
        reader.view.scroll_to_anchor(offset)
    here = reader.view.scroll_anchor()
    reader.view.setFocus()
    reader.ctrl(Qt.Key.Key_F)
    reader.press("Paragraph 280")
    reader.press(Qt.Key.Key_Escape)
    assert reader.view.scroll_anchor() != here
    back(reader)
    assert reader.view.scroll_anchor() == here
    assert title(reader) == "Long talks"
    back(reader)
    assert title(reader) == "Ferries return"


def test_a_new_jump_forgets_what_lay_ahead(reader):
    reader.open_article("Gates open")
    back(reader)
    reader.open_article("Old quarrel")
    forward(reader)
    assert title(reader) == "Old quarrel"
    assert not reader.desk.going.future
    back(reader)
    assert title(reader) == "Ferries return"


def test_a_row_of_the_table_is_a_place_with_its_annotation(reader):
    reader.open_article("Old quarrel")
    table = reader.desk.table
    reader.click_row(table.rows, table.model.index(0, 1))
    chosen = reader.desk.selected().id
    reader.open_article("Gates open")
    back(reader)
    assert title(reader) == "Old quarrel"
    assert reader.desk.selected().id == chosen


def test_an_article_that_is_gone_is_passed_over(reader):
    reader.open_article("Gates open")
    gone = reader.desk.article
    reader.open_article("Old quarrel")
    with open_project(reader.desk.project.path) as other:
        other.delete_articles([gone.id])
    back(reader)
    assert title(reader) == "Ferries return"


def test_the_buttons_of_the_mouse_go_back_and_forward(reader):
    reader.open_article("Gates open")
    QTest.mouseClick(reader.view.viewport(), Qt.MouseButton.BackButton)
    assert title(reader) == "Ferries return"
    QTest.mouseClick(reader.view.viewport(), Qt.MouseButton.ForwardButton)
    assert title(reader) == "Gates open"


def test_nothing_lies_behind_the_first_place(reader):
    assert not reader.desk.going.past or title(reader) == "Ferries return"
    reader.desk.going.past.clear()
    back(reader)
    forward(reader)
    assert title(reader) == "Ferries return"
