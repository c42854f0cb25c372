"""The counters of what lies above and below, and the keys from one annotation to the next of its tag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.records import NewAnnotation, NewArticle

PARAGRAPH = "The ministry said in paragraph %03d that the talks would go on in the harbour town until spring.\n\n"
TEXT = "".join(PARAGRAPH % number for number in range(120))
LENGTH = len(PARAGRAPH % 0)
TAGS = ("claim", "demand", "claim", "threat")


def start(number: int) -> int:
    return number * LENGTH


@pytest.fixture
def reader(analyst):
    """An analyst at a long article in which every tenth paragraph is marked."""
    marked = tuple(
        NewAnnotation(start(number), start(number) + 12, TAGS[number // 10 % 4]) for number in range(0, 120, 10)
    )
    analyst.desk.project.add_articles([NewArticle("Long talks", TEXT, annotations=marked)])
    analyst.settle()
    analyst.open_article("Long talks")
    analyst.view.setFocus()
    return analyst


def scroll(person, number):
    """Bring a paragraph to the top, and let the counters count."""
    person.view.scroll_to_anchor(start(number))
    person.desk.pane.counters.count()


def words(person, side):
    chip = person.desk.pane.counters.chip(side)
    return "" if chip is None or chip.isHidden() else chip.accessibleName()


def chosen(person):
    return person.desk.selected().start // LENGTH


def test_the_counters_say_how_many_lie_above_and_below(reader):
    scroll(reader, 0)
    assert words(reader, -1) == ""
    here = sum(0 <= reader.view.point_at(start(n)).y() < reader.view.viewport().height() for n in range(0, 120, 10))
    assert words(reader, 1) == f"{12 - here} annotations below: go to the nearest"
    scroll(reader, 31)
    assert words(reader, -1) == "4 annotations above: go to the nearest"
    reader.view.scroll_to_anchor(len(TEXT))
    reader.desk.pane.counters.count()
    assert words(reader, 1) == ""


def test_a_counter_leads_to_the_nearest_and_back_leads_home(reader):
    scroll(reader, 31)
    QTest.mouseClick(reader.desk.pane.counters.chip(-1), Qt.MouseButton.LeftButton)
    assert chosen(reader) == 30
    scroll(reader, 31)
    here = reader.view.scroll_anchor()
    QTest.mouseClick(reader.desk.pane.counters.chip(1), Qt.MouseButton.LeftButton)
    assert chosen(reader) == 40
    reader.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reader.view.scroll_anchor() == here


def test_a_counter_stands_beside_the_text_and_never_on_it(reader):
    for width in (760, 1000, 1500):
        reader.window.resize(width, 600)
        scroll(reader, 31)
        sheet = reader.view.sheet
        for side in (-1, 1):
            chip = reader.desk.pane.counters.chip(side)
            assert chip.x() >= sheet.left + sheet.galley.setting.column
            assert chip.geometry().right() < reader.view.viewport().width()


def test_the_counters_follow_what_is_deleted(reader):
    scroll(reader, 31)
    reader.desk.open_annotation(reader.desk.annotations[0])
    reader.press(Qt.Key.Key_Delete)
    reader.settle()
    scroll(reader, 31)
    assert words(reader, -1) == "3 annotations above: go to the nearest"


def test_braces_lead_to_the_next_and_the_previous_annotation_of_this_tag(reader):
    reader.press("]")
    assert (chosen(reader), reader.desk.selected().tag) == (0, "claim")
    seen = []
    for _ in range(6):
        reader.press("}")
        seen.append(chosen(reader))
    assert seen == [20, 40, 60, 80, 100, 100]
    reader.press("{")
    assert chosen(reader) == 80
    reader.press("]")
    assert (chosen(reader), reader.desk.selected().tag) == (90, "demand")
    reader.press("{")
    assert chosen(reader) == 50
    assert 0 < reader.view.point_at(start(50)).y() < reader.view.viewport().height()


def test_brackets_lead_through_all_of_them_outermost_first(analyst):
    nested = tuple(NewAnnotation(0, end, "claim") for end in (3, 30, 12))
    analyst.desk.project.add_articles([NewArticle("Nested", TEXT[:200], annotations=nested)])
    analyst.settle()
    analyst.open_article("Nested")
    analyst.view.setFocus()
    ends = []
    for _ in range(4):
        analyst.press("]")
        ends.append(analyst.desk.selected().end)
    assert ends == [30, 12, 3, 3]


def test_nothing_is_said_to_lie_below_the_end_of_a_line_from_right_to_left(analyst):
    text = "דובר המשרד אמר כי ההסכם יישאר בתוקף עד סוף השנה הבאה, כך אמר שר החוץ ביום שני."
    last_word = (NewAnnotation(len(text) - 3, len(text) - 1, "claim"),)
    analyst.desk.project.add_articles([NewArticle("Hebrew", text, annotations=last_word)])
    analyst.settle()
    analyst.open_article("Hebrew")
    analyst.desk.pane.counters.count()
    assert words(analyst, 1) == ""
