"""Changing what an annotation spans, in the real window: stored as one edit, shown everywhere, and to be taken back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
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
    assert "Left and Right move its end" in analyst.window.status.message.text()
    analyst.press(Key.Key_Tab)
    for _ in range(5):
        analyst.ctrl(Key.Key_Left)
    analyst.press(Key.Key_Return)
    assert made_here(analyst) == [("commitment", OFFER)]
    analyst.ctrl(Key.Key_Z)
    assert made_here(analyst) == [("commitment", "two ferry lines")]


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
