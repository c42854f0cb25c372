"""Changing what an annotation spans, in the real window: stored as one edit, shown everywhere, and to be taken back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .conftest import LEFT, NO_KEYS

OFFER = "agreed on Monday to reopen two ferry lines"
LEVY = "the levy be dropped"
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def made_here(analyst) -> list[tuple[str, str]]:
    return [(tag, quote) for tag, quote, _ in analyst.stored() if "islands" not in quote and "apology" not in quote]


def pull(analyst, words: str, *, start: bool = False) -> QPoint:
    """Drag a handle of the chosen annotation to the end (or start) of words, without letting go."""
    view = analyst.desk.pane.view
    knob = next(one for one in view.adjusting.handles().handles if one.is_start is start).knob.toPoint()
    span = view.chosen_mark().span
    offset = view.text.index(words) + (0 if start else len(words))
    target = knob + view.point_at(offset) - view.point_at(span.start if start else span.end)
    QTest.mousePress(view.viewport(), LEFT, NO_KEYS, knob)
    for point in ((knob + target) / 2, target):
        place = QPointF(view.viewport().mapToGlobal(point))
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(point), place, Qt.MouseButton.NoButton, LEFT, NO_KEYS
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), move)
    return target


def tagged(analyst, words: str, key: str) -> None:
    analyst.drag_over(words)
    analyst.press(key)


def test_a_dragged_handle_is_stored_when_it_is_let_go_and_undo_takes_it_back(analyst):
    tagged(analyst, "two ferry lines", "2")
    at = pull(analyst, OFFER, start=True)
    assert made_here(analyst) == [("commitment", "two ferry lines")]
    QTest.mouseRelease(analyst.view.viewport(), LEFT, NO_KEYS, at)
    analyst.look()
    assert made_here(analyst) == [("commitment", OFFER)]
    assert analyst.quotes() == [("commitment", OFFER)]
    assert analyst.window.status.message.text() == "Moved commitment: 42 characters now · Undo Ctrl+Z"
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("commitment", "two ferry lines")]


def test_escape_while_dragging_stores_nothing(analyst):
    tagged(analyst, "two ferry lines", "2")
    at = pull(analyst, OFFER, start=True)
    analyst.press(Key.Key_Escape)
    QTest.mouseRelease(analyst.view.viewport(), LEFT, NO_KEYS, at)
    assert made_here(analyst) == [("commitment", "two ferry lines")]
    assert analyst.desk.selected() is not None


def test_keys_move_an_edge_and_enter_stores_it_as_one_edit(analyst):
    tagged(analyst, "two ferry lines", "2")
    analyst.press(Key.Key_Return)
    message = analyst.window.status.message
    assert "Left and Right move its end" in message.text()
    analyst.press(Key.Key_Tab)
    assert "Left and Right move its start" in message.text()
    for _ in range(5):
        analyst.ctrl(Key.Key_Left)
    analyst.press(Key.Key_Return)
    assert message.text() == "Moved commitment: 42 characters now · Undo Ctrl+Z"
    assert made_here(analyst) == [("commitment", OFFER)]
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("commitment", "two ferry lines")]


def test_what_the_keys_do_is_no_longer_said_once_escape_has_ended_it(analyst):
    tagged(analyst, "two ferry lines", "2")
    analyst.press(Key.Key_Return)
    analyst.press(Key.Key_Escape)
    assert analyst.window.status.message.text() == ""


def test_an_edge_that_keys_moved_is_stored_before_another_article_is_shown(analyst):
    tagged(analyst, "two ferry lines", "2")
    analyst.press(Key.Key_Return)
    analyst.ctrl(Key.Key_Left)
    analyst.open_article("Gates open")
    assert made_here(analyst) == [("commitment", "two ferry")]


def test_moving_one_span_leaves_those_on_and_around_it_alone(analyst):
    tagged(analyst, OFFER, "2")
    tagged(analyst, "Monday to reopen", "1")
    tagged(analyst, "two ferry lines", "3")
    at = pull(analyst, "reopen two ferry lines", start=True)
    QTest.mouseRelease(analyst.view.viewport(), LEFT, NO_KEYS, at)
    assert sorted(made_here(analyst)) == [
        ("claim", "Monday to reopen"),
        ("commitment", OFFER),
        ("demand", "reopen two ferry lines"),
    ]


def test_clicks_and_tab_go_outwards_and_the_status_bar_counts_them(analyst):
    tagged(analyst, "demanded that the levy be dropped at once", "3")
    tagged(analyst, LEVY, "5")
    tagged(analyst, "levy", "1")
    analyst.press(Key.Key_Escape)
    place = analyst.window.status.place
    seen = []
    for _ in range(4):
        analyst.click_on("levy")
        seen.append(place.text())
    assert seen == ["1 of 3: claim", "2 of 3: rejection", "3 of 3: demand", "1 of 3: claim"]
    analyst.press(Key.Key_Tab)
    assert place.text() == "2 of 3: rejection"
    analyst.click_on("demanded")
    assert place.text() == "1 of 1: demand"


def menu_lines(analyst, place: QPoint) -> dict[str, QAction]:
    """Open the context menu at a place of the text; its lines by their words."""
    view = analyst.desk.pane.view
    asking = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), asking)
    menu = QApplication.activePopupWidget()
    assert menu is not None, "no menu came up"
    return {action.text().partition("\t")[0]: action for action in menu.actions() if not action.isSeparator()}


def close_menu() -> None:
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()


def middle_of(analyst, words: str) -> QPoint:
    view = analyst.desk.pane.view
    return view.point_at(view.text.index(words) + len(words) // 2)


def test_two_presses_make_an_annotation_of_a_sentence(analyst):
    view = analyst.desk.pane.view
    view.selection.put(view.text.index("Sudmark called"))
    analyst.press(Key.Key_Return)
    analyst.press("3")
    assert made_here(analyst) == [
        ("demand", "Sudmark called the offer empty, and demanded that the levy be dropped at once.")
    ]


def test_enter_and_alt_down_go_on_to_the_next_sentence_after_an_annotation(analyst):
    view = analyst.desk.pane.view
    view.selection.put(view.text.index("Sudmark called"))
    for key in ("3", "1"):
        analyst.press(Key.Key_Return)
        analyst.press(key)
        analyst.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [tag for tag, _ in made_here(analyst)] == ["demand", "claim"]
    assert made_here(analyst)[1][1] == "🚢 The ferries wait."


def test_three_presses_lead_from_each_sentence_to_the_annotation_of_the_next(analyst):
    sentences = [
        "Sudmark called the offer empty, and demanded that the levy be dropped at once.",
        "🚢 The ferries wait.",
    ]
    analyst.ctrl(Key.Key_Home)
    analyst.press(Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    analyst.press(Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    for key in ("1", "2"):
        analyst.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        analyst.press(Key.Key_Return)
        analyst.press(key)
    assert made_here(analyst) == [("claim", sentences[0]), ("commitment", sentences[1])]


def test_alt_and_a_tags_key_add_a_second_tag_to_the_same_words(analyst):
    tagged(analyst, OFFER, "2")
    analyst.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert sorted(made_here(analyst)) == [("claim", OFFER), ("commitment", OFFER)]
    assert analyst.window.status.place.text().endswith("of 2: claim")
    analyst.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert len(made_here(analyst)) == 2
    assert "already" in analyst.window.status.message.text()
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("commitment", OFFER)]


def test_control_j_merges_with_the_next_of_the_same_tag_and_undo_parts_them(analyst):
    tagged(analyst, "agreed on Monday", "2")
    tagged(analyst, "Monday to reopen", "1")
    tagged(analyst, "two ferry lines", "2")
    analyst.click_on("agreed")
    analyst.ctrl(Key.Key_J)
    assert sorted(made_here(analyst)) == [("claim", "Monday to reopen"), ("commitment", OFFER)]
    assert analyst.desk.selected().quote == OFFER
    analyst.ctrl(Key.Key_J)
    assert "follows in this article" in analyst.window.status.message.text()
    analyst.ctrl(Key.Key_Z)
    assert len(made_here(analyst)) == 3


def test_control_shift_j_splits_at_the_caret_and_undo_joins(analyst):
    tagged(analyst, OFFER, "2")
    view = analyst.desk.pane.view
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.point_at(view.text.index("to reopen")))
    analyst.press(Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert made_here(analyst) == [("commitment", "agreed on Monday"), ("commitment", "to reopen two ferry lines")]
    assert analyst.desk.selected().quote == "agreed on Monday"
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("commitment", OFFER)]


def test_a_kept_tag_stores_every_selection_and_a_tag_of_the_panel_takes_its_place(analyst):
    tagged(analyst, "agreed on Monday", "2")
    analyst.press(Key.Key_Escape)
    analyst.ctrl(Key.Key_T)
    analyst.drag_over("two ferry lines")
    analyst.press(Key.Key_Escape)
    analyst.ctrl(Key.Key_T)
    analyst.click_tag("threat")
    analyst.drag_over(LEVY)
    assert [tag for tag, _ in made_here(analyst)] == ["commitment", "commitment", "threat"]


def test_the_row_of_a_kept_tag_is_marked_in_the_panel(analyst):
    rows = analyst.desk.panel.list
    before = rows.viewport().grab().toImage()
    analyst.ctrl(Key.Key_T)
    analyst.press("3")
    kept = rows.viewport().grab().toImage()
    bar = rows.visualRect(rows.tags.index(2)).adjusted(0, 0, -rows.width() + 4, 0)
    other = rows.visualRect(rows.tags.index(1))
    assert kept.copy(bar) != before.copy(bar)
    assert kept.copy(other) == before.copy(other)
    analyst.press(Key.Key_Escape)
    assert rows.viewport().grab().toImage() == before


def test_the_menu_of_an_annotation_offers_everything_that_can_be_done_to_its_span(analyst):
    tagged(analyst, OFFER, "2")
    lines = menu_lines(analyst, middle_of(analyst, "to reopen"))
    for words in ("Change the tag", "Also tag", "Move its edges", "Split it here", "Write a note",
                  "Delete the annotation"):  # fmt: skip
        assert lines[words].isEnabled(), words
    assert not lines["Merge with the next commitment"].isEnabled()
    lines["Split it here"].trigger()
    close_menu()
    assert [tag for tag, _ in made_here(analyst)] == ["commitment", "commitment"]
    lines = menu_lines(analyst, middle_of(analyst, "agreed"))
    lines["Merge with the next commitment"].trigger()
    close_menu()
    assert made_here(analyst) == [("commitment", OFFER)]
    lines = menu_lines(analyst, middle_of(analyst, "agreed"))
    next(one for one in lines["Also tag"].menu().actions() if one.text().startswith("threat")).trigger()
    close_menu()
    assert sorted(made_here(analyst)) == [("commitment", OFFER), ("threat", OFFER)]
    lines = menu_lines(analyst, middle_of(analyst, "agreed"))
    lines["Move its edges"].trigger()
    close_menu()
    assert analyst.desk.pane.view.adjusting.by_keys


def test_the_menu_of_selected_words_tags_them(analyst):
    analyst.drag_over(OFFER)
    lines = menu_lines(analyst, middle_of(analyst, OFFER))
    next(one for one in lines["Tag these words"].menu().actions() if one.text().startswith("threat")).trigger()
    close_menu()
    assert made_here(analyst) == [("threat", OFFER)]


def test_the_menu_where_no_annotation_is_selects_the_sentence_there_and_marks_as_done(analyst):
    tagged(analyst, OFFER, "2")
    lines = menu_lines(analyst, middle_of(analyst, LEVY))
    assert analyst.desk.selected() is None
    lines["Select the sentence"].trigger()
    view = analyst.desk.pane.view
    assert LEVY in view.selected_span().quote(view.text)
    view.select_span(None)
    lines["Mark as done"].trigger()
    assert analyst.desk.article.status == "done"
    close_menu()
    assert "Mark as not done" in menu_lines(analyst, middle_of(analyst, LEVY))
    close_menu()


def test_undo_takes_back_another_tag_a_second_tag_and_a_deletion_one_by_one(analyst):
    tagged(analyst, OFFER, "2")
    analyst.press("3")
    analyst.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert sorted(made_here(analyst)) == [("claim", OFFER), ("demand", OFFER)]
    analyst.press(Key.Key_Delete)
    assert made_here(analyst) == [("demand", OFFER)]
    analyst.ctrl(Key.Key_Z)
    assert sorted(made_here(analyst)) == [("claim", OFFER), ("demand", OFFER)]
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("demand", OFFER)]
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("commitment", OFFER)]
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == []


def test_several_annotations_on_the_same_words_are_told_apart_and_moved_alone(analyst):
    tagged(analyst, LEVY, "1")
    for key in (Key.Key_3, Key.Key_5):
        analyst.press(key, Qt.KeyboardModifier.AltModifier)
    analyst.press(Key.Key_Escape)
    seen = []
    for _ in range(3):
        analyst.click_on("levy")
        seen.append(analyst.window.status.place.text())
    assert sorted(words.partition(": ")[2] for words in seen) == ["claim", "demand", "rejection"]
    assert [words.partition(":")[0] for words in seen] == ["1 of 3", "2 of 3", "3 of 3"]
    moved = analyst.desk.selected().tag
    analyst.press(Key.Key_Return)
    analyst.ctrl(Key.Key_Left)
    analyst.press(Key.Key_Return)
    left = {tag for tag, quote in made_here(analyst) if quote == LEVY}
    assert left == {"claim", "demand", "rejection"} - {moved}
    assert (moved, "the levy be") in made_here(analyst)
