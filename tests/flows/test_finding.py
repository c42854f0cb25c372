"""Finding in the article: the bar, its keys, what is painted, and what a tag's key does with a match."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import NewArticle
from annotator.text import expressions
from annotator.text.span import Span
from annotator.ui import theme

SHIFT = Qt.KeyboardModifier.ShiftModifier


def bar_of(person):
    return person.desk.pane.finding._bar


def find(person, words):
    """Open the bar and type."""
    person.ctrl(Qt.Key.Key_F)
    assert QApplication.focusWidget() is bar_of(person).field
    person.press(words)


def count(person):
    return bar_of(person).count.text()


def current(person):
    finds = person.desk.pane.finding.finds
    return finds.found.span(finds.current) if finds.current is not None else None


def places_of(person, words):
    text, found, start = person.view.text.casefold(), [], 0
    while (start := text.find(words, start)) >= 0:
        found.append(Span(start, start + len(words)))
        start += len(words)
    return found


def test_typing_shows_the_first_match_and_counts_all(analyst):
    find(analyst, "ferr")
    assert count(analyst) == "1 of 2"
    assert current(analyst) == places_of(analyst, "ferr")[0]
    assert analyst.view.selected_span() is None


def test_enter_goes_on_and_round_and_shift_enter_back(analyst):
    find(analyst, "the")
    places = places_of(analyst, "the")
    seen = [current(analyst)]
    for _ in range(len(places)):
        analyst.press(Qt.Key.Key_Return)
        seen.append(current(analyst))
    assert seen == [*places, places[0]]
    analyst.press(Qt.Key.Key_Return, SHIFT)
    assert current(analyst) == places[-1]
    assert count(analyst) == f"{len(places)} of {len(places)}"


def test_escape_leaves_the_match_selected_so_that_a_key_marks_it(analyst):
    find(analyst, "levy")
    analyst.press(Qt.Key.Key_Escape)
    assert bar_of(analyst).isHidden()
    assert QApplication.focusWidget() is analyst.view
    analyst.press("3")
    assert ("demand", "levy", "") in analyst.stored()


def test_f3_goes_on_in_the_text_and_each_match_can_be_marked(analyst):
    find(analyst, "ferr")
    analyst.press(Qt.Key.Key_Escape)
    first, second = places_of(analyst, "ferr")
    assert analyst.view.selected_span() == first
    analyst.press("1")
    analyst.press(Qt.Key.Key_F3)
    assert analyst.view.selected_span() == second
    analyst.press("1")
    analyst.press(Qt.Key.Key_F3)
    assert analyst.view.selected_span() == first
    analyst.press(Qt.Key.Key_F3, SHIFT)
    assert analyst.view.selected_span() == second
    assert [quote.casefold() for tag, quote, _ in analyst.stored() if tag == "claim"].count("ferr") == 2


def test_f3_where_nothing_was_sought_opens_the_bar(analyst):
    analyst.press(Qt.Key.Key_F3)
    assert QApplication.focusWidget() is bar_of(analyst).field
    assert count(analyst) == ""


def test_the_selected_words_are_sought(analyst):
    analyst.drag_over("ferr")
    analyst.ctrl(Qt.Key.Key_F)
    assert bar_of(analyst).field.text() == analyst.view.selected_span().quote(analyst.view.text)


def test_a_search_begins_where_the_person_reads(analyst):
    second = places_of(analyst, "ferr")[1]
    analyst.click_on("Sudmark called")
    find(analyst, "ferr")
    assert current(analyst) == second
    assert count(analyst) == "2 of 2"


def test_the_switches_narrow_what_is_found(analyst):
    find(analyst, "FERRIES")
    assert count(analyst) == "1 of 1"
    QTest.mouseClick(bar_of(analyst).switches["case"], Qt.MouseButton.LeftButton)
    assert count(analyst) == "No match"
    assert bar_of(analyst).field.property("wrong") is True
    QTest.mouseClick(bar_of(analyst).switches["case"], Qt.MouseButton.LeftButton)
    bar_of(analyst).field.setFocus()
    bar_of(analyst).field.selectAll()
    analyst.press("ferr")
    assert count(analyst).endswith("of 2")
    QTest.mouseClick(bar_of(analyst).switches["whole"], Qt.MouseButton.LeftButton)
    assert count(analyst) == "No match"


def test_an_expression_is_sought_and_a_wrong_one_is_told_in_a_sentence(analyst):
    analyst.ctrl(Qt.Key.Key_F)
    QTest.mouseClick(bar_of(analyst).switches["expression"], Qt.MouseButton.LeftButton)
    bar_of(analyst).field.setFocus()
    analyst.press(r"\bferr\w+(")
    assert bar_of(analyst).said().startswith("This is no regular expression")
    analyst.press(Qt.Key.Key_Backspace)
    assert bar_of(analyst).said() == ""
    assert count(analyst) == "1 of 2"


def test_an_expression_that_would_never_end_leaves_the_window_alive_and_says_so(analyst, monkeypatch):
    monkeypatch.setattr(expressions, "PATIENCE", 0.3)
    analyst.desk.project.add_articles([NewArticle("Long story", "a" * 5000 + "b")])
    analyst.open_article("Long story")
    analyst.ctrl(Qt.Key.Key_F)
    QTest.mouseClick(bar_of(analyst).switches["expression"], Qt.MouseButton.LeftButton)
    bar_of(analyst).field.setText("(?:a?){40}a{40}b")
    analyst.until(lambda: not analyst.desk.pane.finding.is_seeking())
    assert "too long" in bar_of(analyst).said()
    bar_of(analyst).field.setText("b$")
    analyst.until(lambda: count(analyst) == "1 of 1")
    assert bar_of(analyst).said() == ""


def test_another_article_is_searched_as_soon_as_it_opens(analyst):
    find(analyst, "the ")
    analyst.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert analyst.desk.article.title == "Gates open"
    assert count(analyst) == "1"
    assert current(analyst) is None
    analyst.press(Qt.Key.Key_Return)
    assert count(analyst) == "1 of 1"


def test_matches_are_framed_in_the_text_and_ticked_beside_it(analyst):
    view, minimap = analyst.view, analyst.desk.pane.minimap
    accent = theme.current().color("accent").rgb()

    def accents(widget):
        picture = widget.grab().toImage()
        return sum(picture.pixel(x, y) == accent for y in range(picture.height()) for x in range(picture.width()))

    analyst.desk.table.rows.setFocus()
    before = accents(view.viewport())
    find(analyst, "ferr")
    analyst.until(lambda: accents(minimap) > 0)
    assert accents(view.viewport()) > before + 20
    analyst.press(Qt.Key.Key_Escape)
    analyst.until(lambda: accents(minimap) == 0)


@pytest.mark.parametrize("words", ["", "zeppelin"])
def test_nothing_found_leaves_the_place_alone(analyst, words):
    anchor = analyst.view.scroll_anchor()
    find(analyst, words)
    analyst.press(Qt.Key.Key_Return)
    analyst.press(Qt.Key.Key_Escape)
    assert analyst.view.scroll_anchor() == anchor
    assert analyst.view.selected_span() is None


def test_escape_in_the_text_closes_the_bar_once_nothing_is_selected(analyst):
    find(analyst, "levy")
    analyst.click_on("Norland agreed")
    analyst.press(Qt.Key.Key_Escape)
    assert bar_of(analyst).isHidden()


def test_what_is_found_stays_framed_while_annotations_come_and_go(analyst):
    find(analyst, "the ")
    shown = count(analyst)
    analyst.drag_over("Norland agreed")
    analyst.press("1")
    assert (count(analyst), analyst.view.finds is not None) == (shown, True)
    analyst.ctrl(Qt.Key.Key_Z)
    assert (count(analyst), analyst.view.finds is not None) == (shown, True)
