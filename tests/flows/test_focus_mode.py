"""The text alone: what goes away, what stays in full ink, and how everything comes back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from annotator.project import settings as remembered
from annotator.ui import theme
from annotator.ui.reading.dimming import LONGEST, VEIL, dimmed_ink, paragraph

from ..ui.test_theme import codebook_colors

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reader(analyst):
    analyst.window.resize(1200, 800)
    analyst.press(Qt.Key.Key_F11, SHIFT)
    return analyst


def shown(analyst):
    return {name for name, part in analyst.desk.parts().items() if part.isVisible()}


def ink_of(analyst, words) -> float:
    """The contrast of the darkest pixel of some words with the paper."""
    view = analyst.view
    start = view.text.index(words)
    left, right = view.point_at(start), view.point_at(start + len(words))
    picture = view.viewport().grab().toImage()
    paper = theme.current().color("paper")
    return max(
        theme.contrast(picture.pixelColor(x, y), paper)
        for x in range(left.x(), right.x())
        for y in range(left.y() - 8, left.y() + 8)
    )


def test_one_key_puts_every_panel_away_and_escape_brings_back_those_that_were_there(analyst):
    before = shown(analyst)
    assert before == {"articles", "tags", "table"}
    analyst.press(Qt.Key.Key_F11, SHIFT)
    assert shown(analyst) == set()
    assert analyst.view.hasFocus()
    analyst.press(Qt.Key.Key_Escape)
    assert shown(analyst) == before
    assert analyst.view.hasFocus()


def test_the_status_bar_says_how_to_leave_until_it_is_left(reader):
    assert reader.window.status.message.text() == "Focus mode. Esc brings the panels back."
    reader.press(Qt.Key.Key_Escape)
    assert reader.window.status.message.text() == ""


def test_escape_first_closes_the_find_bar(reader):
    reader.ctrl(Qt.Key.Key_F)
    reader.press("ferry")
    reader.press(Qt.Key.Key_Escape)
    assert reader.desk.is_alone
    assert reader.view.hasFocus()


def test_another_article_is_shown_alone_too(reader):
    reader.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert reader.desk.is_alone
    assert not reader.view.text.startswith("STENHAVEN")
    assert ink_of(reader, reader.view.text[:12]) > 10


def test_the_history_goes_and_comes_back_too(analyst):
    analyst.ctrl(Qt.Key.Key_H)
    analyst.view.setFocus()
    analyst.press(Qt.Key.Key_F11, SHIFT)
    assert not analyst.desk.is_history_shown()
    analyst.press(Qt.Key.Key_F11, SHIFT)
    assert analyst.desk.is_history_shown()


def test_escape_first_lets_go_of_what_is_selected(reader):
    reader.drag_over("reopen two ferry lines")
    reader.press(Qt.Key.Key_Escape)
    assert reader.view.selected_span() is None
    assert reader.desk.is_alone
    reader.press(Qt.Key.Key_Escape)
    assert not reader.desk.is_alone


def test_the_paragraph_with_the_caret_is_in_full_ink_and_the_rest_is_dimmed_but_legible(reader):
    full, dimmed = ink_of(reader, "Norland agreed"), ink_of(reader, "empty, and demanded")
    assert full > dimmed + 3
    assert dimmed >= 4.5
    reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Down)
    assert ink_of(reader, "empty, and demanded") > ink_of(reader, "Norland agreed") + 3


def test_the_ink_follows_the_mouse_and_then_the_caret_again(reader):
    viewport = reader.view.viewport()
    QTest.mouseMove(viewport, reader.view.point_at(reader.view.text.index("the levy")))
    assert ink_of(reader, "empty, and demanded") > ink_of(reader, "Norland agreed") + 3
    reader.press(Qt.Key.Key_Right)
    assert ink_of(reader, "empty, and demanded") < ink_of(reader, "Norland agreed") - 3


def test_between_two_paragraphs_the_mouse_changes_nothing(reader):
    view = reader.view
    levy = view.point_at(view.text.index("Sudmark"))
    QTest.mouseMove(view.viewport(), levy)
    first = view.point_at(view.text.index("Norland"))
    QTest.mouseMove(view.viewport(), QPoint(first.x(), view.point_at(view.text.index("\n") + 1).y()))
    assert ink_of(reader, "empty, and demanded") > ink_of(reader, "Norland agreed") + 3


def test_what_is_selected_is_never_dimmed(reader):
    reader.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier | SHIFT)
    view = reader.view
    y = view.point_at(view.text.index("empty")).y()
    picture = view.viewport().grab().toImage()
    x = view.point_at(view.text.index("empty")).x()
    colors = {picture.pixelColor(x + n, y).name() for n in range(-3, 8)}
    assert theme.current().selection in colors


def test_tagging_works_as_ever(reader):
    reader.drag_over("reopen two ferry lines")
    reader.press("2")
    assert ("commitment", "reopen two ferry lines", "") in reader.stored()
    assert reader.desk.is_alone


def test_the_panels_are_remembered_as_they_were_before_the_text_stood_alone(reader):
    reader.window.close()
    assert remembered.load().layout["hidden"] == "timeline"


def test_a_panel_that_is_called_back_stays_when_the_rest_returns(reader):
    reader.press(Qt.Key.Key_F8)
    assert shown(reader) == {"timeline"}
    reader.press(Qt.Key.Key_Escape)
    assert shown(reader) == {"articles", "tags", "table", "timeline"}


def test_a_note_is_written_and_the_panel_goes_again(reader):
    reader.drag_over("reopen two ferry lines")
    reader.press("2")
    reader.click_on("two ferry")
    reader.press("n")
    assert "tags" in shown(reader)
    reader.press("Before May.")
    reader.ctrl(Qt.Key.Key_Return)
    assert "tags" not in shown(reader)
    assert ("commitment", "reopen two ferry lines", "Before May.") in reader.stored()


@pytest.mark.parametrize("name", theme.BY_NAME)
def test_dimmed_words_are_legible_on_every_tint(qapp, name):
    try:
        now = theme.use(name)
        paper, ink = now.color("paper"), dimmed_ink(now)
        for ground in (now.paper, *(theme.tint(color).name() for color in codebook_colors())):
            assert theme.contrast(ink, theme.mixed(paper, QColor(ground), VEIL)) >= 4.5
        assert theme.contrast(ink, paper) <= 6.5
    finally:
        theme.use("light")


def test_lines_broken_at_a_fixed_width_make_one_paragraph_and_long_lines_one_each(qapp):
    from annotator.ui.article.document import ArticleDocument

    wire = ArticleDocument("one\ntwo\nthree\n\nfour\nfive")
    assert paragraph(wire, wire.text.index("two"), wrapped=True) == range(3)
    assert paragraph(wire, wire.text.index("five"), wrapped=True) == range(4, 6)
    assert paragraph(wire, wire.text.index("two"), wrapped=False) == range(1, 2)
    endless = ArticleDocument("word " * 10_000)
    assert len(paragraph(endless, 25_000, wrapped=True)) == 1
    table = ArticleDocument("\n".join("row" for _ in range(1_000)))
    assert len(paragraph(table, 2_000, wrapped=True)) <= LONGEST + 1
