"""Keys that are still held down while the window answers: what they mean to Qt's lists is not what the person meant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def ctrl_held(person) -> Iterator[None]:
    """Hold Ctrl down, as one does from Ctrl+Z until after the window has answered."""
    QTest.keyPress(person.desk.pane.view, Qt.Key.Key_Control, CTRL)
    try:
        yield
    finally:
        QTest.keyRelease(person.desk.pane.view, Qt.Key.Key_Control)


def selected_quotes(person) -> list[str]:
    return [one.quote for one in person.desk.table.chosen()]


@pytest.mark.parametrize("times", [1, 2])
def test_undo_keeps_the_row_of_the_annotation_selected(analyst, times):
    analyst.drag_over("reopen two ferry lines")
    for key in ("1", "2", "3"):
        analyst.press(key)
    analyst.click_on("ferry")
    with ctrl_held(analyst):
        for _ in range(times):
            QTest.keyClick(analyst.desk.pane.view, Qt.Key.Key_Z, CTRL)
            analyst.settle()
    assert selected_quotes(analyst) == ["reopen two ferry lines"]


def test_stepping_through_the_articles_selects_only_the_open_one(analyst):
    with ctrl_held(analyst):
        for _ in range(2):
            QTest.keyClick(analyst.desk.pane.view, Qt.Key.Key_PageDown, CTRL)
            analyst.look()
    assert analyst.desk.articles.chosen() == [analyst.desk.article.id]


def test_keys_that_follow_each_other_at_once_change_several_rows_each_time(analyst):
    for words in ("reopen two ferry lines", "The ferries wait"):
        analyst.drag_over(words)
        analyst.press("1")
    analyst.settle()
    rows = analyst.desk.table.rows
    rows.setFocus()
    rows.selectAll()
    for key in "234":
        QTest.keyClick(rows, key)
    stored = {quote: tag for tag, quote, _ in analyst.stored()}
    assert [stored["reopen two ferry lines"], stored["The ferries wait"]] == ["threat", "threat"]
    assert not analyst.window.notice.words()
