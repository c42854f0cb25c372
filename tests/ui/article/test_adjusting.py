"""The edges of the chosen annotation, dragged by their handles or moved by keys, with nothing stored before the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from annotator.text.span import Span

from .conftest import LEFT, NO_KEYS, TAGS, an_annotation

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
TEXT = (
    "Norland agreed on Monday to reopen “two ferry lines” before May, the minister said. Sudmark called it empty.\n\n"
    + "\n\n".join(f"Paragraph {n}: the ferries return on Monday, the ministry said." for n in range(60))
)


class Marker:
    """A reader at a text with annotations, of which one is chosen."""

    def __init__(self, reader, hear) -> None:
        self.reader = reader
        self.view = reader.view
        self.moved = hear(self.view.adjusting.moved)

    def choose(self, quote: str, *others: str, text: str = TEXT) -> None:
        marks = [an_annotation(n, text, self.span(each, text), TAGS[n]) for n, each in enumerate((quote, *others))]
        self.reader.open(text, marks)
        self.view.select_annotation(marks[0].id)

    def span(self, quote: str, text: str = TEXT) -> Span:
        return Span(text.index(quote), text.index(quote) + len(quote))

    def knob(self, *, start: bool) -> QPoint:
        handles = self.view.adjusting.handles()
        return next(each.knob for each in handles.handles if each.is_start is start).toPoint()

    def take(self, *, start: bool) -> QPoint:
        knob = self.knob(start=start)
        QTest.mousePress(self.view.viewport(), LEFT, NO_KEYS, knob)
        return knob

    def pull(self, *, start: bool, to: int, keys: Qt.KeyboardModifier = NO_KEYS) -> QPoint:
        """Drag a handle until its edge is at an offset, without letting go."""
        knob = self.take(start=start)
        span = self.shown()
        edge = self.view.point_at(span.start if start else span.end)
        target = knob + self.view.point_at(to) - edge
        QTest.mouseMove(self.view.viewport(), knob + QPoint(3, 1))
        # QTest.mouseMove takes no modifiers.
        self.reader.move_held(target, keys)
        return target

    def drop(self, at: QPoint) -> None:
        QTest.mouseRelease(self.view.viewport(), LEFT, NO_KEYS, at)

    def shown(self) -> Span:
        return self.view.chosen_mark().span

    def quote(self) -> str:
        return self.shown().quote(self.view.text)

    def wishes(self) -> list[tuple[int, str]]:
        return [(annotation.id, span.quote(self.view.text)) for annotation, span in self.moved]


@pytest.fixture
def marker(reader, hear) -> Marker:
    return Marker(reader, hear)


def test_dragging_the_end_shows_the_new_span_and_asks_for_it_once_when_let_go(marker):
    marker.choose("agreed on Monday")
    at = marker.pull(start=False, to=TEXT.index(" before"))
    assert marker.quote() == "agreed on Monday to reopen “two ferry lines”"
    assert marker.moved == []
    marker.drop(at)
    assert marker.wishes() == [(0, "agreed on Monday to reopen “two ferry lines”")]


def test_dragging_the_start_leaves_the_end_where_it_is(marker):
    marker.choose("agreed on Monday")
    marker.drop(marker.pull(start=True, to=TEXT.index("Norland")))
    assert marker.wishes() == [(0, "Norland agreed on Monday")]


def test_a_dragged_edge_snaps_to_the_nearest_edge_of_a_word(marker):
    marker.choose("agreed on Monday")
    place = TEXT.index("reopen")
    at = marker.pull(start=False, to=place + 5)
    assert marker.quote() == "agreed on Monday to reopen"
    marker.reader.move_held(at - marker.view.point_at(place + 5) + marker.view.point_at(place + 1))
    assert marker.quote() == "agreed on Monday to"


def test_alt_keeps_a_dragged_edge_exact(marker):
    marker.choose("agreed on Monday")
    marker.drop(marker.pull(start=False, to=TEXT.index("reopen") + 4, keys=ALT))
    assert marker.wishes() == [(0, "agreed on Monday to reop")]


def test_escape_puts_a_dragged_edge_back_and_letting_go_then_asks_for_nothing(marker):
    marker.choose("agreed on Monday")
    at = marker.pull(start=False, to=TEXT.index(" before"))
    marker.reader.press(Key.Key_Escape)
    assert marker.quote() == "agreed on Monday"
    marker.drop(at)
    assert marker.moved == []
    assert marker.view.selected_annotation().id == 0


def test_an_edge_dragged_over_the_other_turns_round(marker):
    marker.choose("reopen")
    marker.drop(marker.pull(start=False, to=TEXT.index("agreed")))
    assert marker.wishes() == [(0, "agreed on Monday to")]


def test_pressing_a_handle_without_moving_it_changes_nothing(marker):
    marker.choose("agreed on Monday")
    marker.drop(marker.take(start=False))
    assert marker.moved == []
    assert marker.view.selected_span() is None
    assert marker.view.selected_annotation().id == 0


def test_a_handle_dragged_below_the_edge_scrolls_on(marker, qtbot):
    marker.choose("Sudmark called it")
    marker.take(start=False)
    below = QPoint(200, marker.view.viewport().height() + 40)
    marker.reader.move_held(below)
    qtbot.waitUntil(lambda: marker.view.verticalScrollBar().value() > 300)
    marker.drop(below)
    [(_, span)] = marker.moved
    assert span.start == TEXT.index("Sudmark")
    assert span.end > TEXT.index("Paragraph 9")


def test_a_drag_that_begins_on_an_annotation_selects_text_but_at_its_handles(marker):
    marker.choose("agreed on Monday to reopen")
    span = marker.span("on Monday")
    marker.reader.drag(span.start, span.end)
    assert marker.reader.quote() == "on Monday"
    assert marker.moved == []


def test_nothing_can_be_dragged_where_nothing_can_be_stored(marker):
    marker.choose("agreed on Monday")
    marker.view.read_only = True
    assert marker.view.adjusting.handles() is None
    marker.reader.press(Key.Key_Return)
    assert not marker.view.adjusting.is_on


def test_enter_lets_the_keys_move_the_end_and_enter_asks_for_it(marker):
    marker.choose("agreed on Monday")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Right, CTRL)
    marker.reader.press(Key.Key_Right, CTRL)
    marker.reader.press(Key.Key_Left)
    assert marker.quote() == "agreed on Monday to reope"
    assert marker.moved == []
    marker.reader.press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert marker.wishes() == [(0, "agreed on Monday to reope")]
    assert not marker.view.adjusting.is_on


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Up, Key.Key_Down])
def test_tab_and_the_arrows_up_and_down_take_the_other_edge(marker, key):
    marker.choose("agreed on Monday")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(key)
    marker.reader.press(Key.Key_Left, CTRL)
    assert marker.quote() == "Norland agreed on Monday"
    marker.reader.press(key)
    marker.reader.press(Key.Key_Left, CTRL)
    assert marker.quote() == "Norland agreed on"
    assert marker.view.hasFocus()


def test_an_edge_moves_by_sentence(marker):
    marker.choose("agreed on Monday")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Down, ALT)
    assert marker.quote() == TEXT[TEXT.index("agreed") : TEXT.index(" Sudmark")]
    marker.reader.press(Key.Key_Down, ALT)
    assert marker.quote() == TEXT[TEXT.index("agreed") : TEXT.index("\n")]


def test_escape_leaves_the_annotation_as_it_was_and_chosen(marker):
    marker.choose("agreed on Monday")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Right, CTRL)
    marker.reader.press(Key.Key_Escape)
    assert marker.quote() == "agreed on Monday"
    assert marker.view.selected_annotation().id == 0
    marker.reader.press(Key.Key_Escape)
    assert marker.view.selected_annotation() is None
    assert marker.moved == []


def test_going_elsewhere_stores_what_the_keys_moved(marker):
    marker.choose("agreed on Monday", "ferry lines")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Left, CTRL)
    marker.reader.click(marker.span("ferry lines").start + 3)
    assert marker.wishes() == [(0, "agreed on")]
    assert marker.view.selected_annotation().id == 1


def test_an_edge_never_passes_the_other_nor_the_text(marker):
    marker.choose("Norland")
    marker.reader.press(Key.Key_Return)
    for _ in range(9):
        marker.reader.press(Key.Key_Left)
    assert marker.quote() == "N"
    marker.reader.press(Key.Key_Tab)
    for _ in range(3):
        marker.reader.press(Key.Key_Left, CTRL)
        marker.reader.press(Key.Key_Right)
    assert marker.quote() == "N"


def test_an_edge_moves_by_whole_characters_as_a_reader_counts_them(marker):
    marker.choose("The ferries", text="The ferries 👨‍👩‍👧 return.")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Right)
    marker.reader.press(Key.Key_Right)
    assert marker.quote() == "The ferries 👨‍👩‍👧"


def test_in_arabic_the_left_arrow_moves_the_end_on(marker):
    marker.choose("المتحدث", text="قال المتحدث باسم الوزارة إن الاتفاق سيبقى.")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Left, CTRL)
    assert marker.quote() == "المتحدث باسم"


def test_in_arabic_the_handles_stand_at_the_outer_sides(marker):
    marker.choose("باسم الوزارة", text="قال المتحدث باسم الوزارة إن الاتفاق سيبقى.")
    assert marker.knob(start=True).x() > marker.knob(start=False).x()
    marker.drop(marker.pull(start=False, to=marker.view.text.index(" سيبقى")))
    assert marker.wishes() == [(0, "باسم الوزارة إن الاتفاق")]


def test_the_handle_of_an_end_at_the_end_of_a_line_stands_on_that_line(marker):
    marker.choose("Norland")
    block = marker.view.sheet.galley.block(0)
    last = marker.view.sheet.document.from_block(0, block.lines[0].end)
    annotation = an_annotation(5, TEXT, Span(0, last).trimmed(TEXT))
    marker.view.set_annotations([annotation])
    marker.view.select_annotation(annotation.id)
    start, end = marker.view.adjusting.handles().handles
    assert start.stem.top() == end.stem.top()
    assert end.stem.left() > start.stem.left()


def test_annotations_read_again_in_the_middle_keep_what_was_moved(marker):
    marker.choose("agreed on Monday", "ferry lines")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Left, CTRL)
    newer = marker.view.annotations()
    marker.view.set_annotations([*newer, an_annotation(9, TEXT, Span(0, 7))])
    assert marker.quote() == "agreed on"
    marker.reader.press(Key.Key_Return)
    assert marker.wishes() == [(0, "agreed on")]


def test_an_annotation_that_vanishes_in_the_middle_is_not_adjusted_any_more(marker):
    marker.choose("agreed on Monday", "ferry lines")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Left, CTRL)
    marker.view.set_annotations(marker.view.annotations()[1:])
    assert not marker.view.adjusting.is_on
    assert marker.moved == []


def test_the_keys_of_an_edge_win_over_shortcuts_of_the_window(marker):
    pulled = []
    for key in ("Return", "Ctrl+Left", "Esc", "Up"):
        QShortcut(QKeySequence(key), marker.reader.window).activated.connect(lambda key=key: pulled.append(key))
    marker.choose("agreed on Monday")
    marker.reader.window.activateWindow()
    marker.view.setFocus()
    handle = marker.reader.window.windowHandle()
    QTest.keyClick(handle, Key.Key_Return)
    QTest.keyClick(handle, Key.Key_Left, CTRL)
    QTest.keyClick(handle, Key.Key_Up)
    assert marker.quote() == "agreed on"
    QTest.keyClick(handle, Key.Key_Escape)
    assert pulled == []
    assert marker.quote() == "agreed on Monday"


def test_what_the_keys_do_is_told(marker, hear):
    told = hear(marker.view.adjusting.told)
    marker.choose("agreed on Monday")
    marker.reader.press(Key.Key_Return)
    marker.reader.press(Key.Key_Tab)
    assert [words for (words,) in told] == [
        "Enter stores, Esc restores claim; Left and Right move its end, Tab takes its start.",
        "Enter stores, Esc restores claim; Left and Right move its start, Tab takes its end.",
    ]


def test_the_preview_is_painted_as_the_annotation_will_be(marker):
    marker.choose("agreed on Monday")
    at = marker.pull(start=False, to=TEXT.index(" before"))
    preview = marker.view.viewport().grab().toImage()
    marker.drop(at)
    annotation = an_annotation(0, TEXT, marker.moved[0][1])
    marker.view.set_annotations([annotation])
    stored = marker.view.viewport().grab().toImage()
    place = marker.view.point_at(TEXT.index("ferry") + 2)
    around = QRect(place - QPoint(30, 16), place + QPoint(30, 20))
    assert preview.copy(around) == stored.copy(around)


@pytest.mark.parametrize(
    ("text", "quote", "start_is_right"),
    [
        ("שר החוץ אמר כי 24 סירות יעזבו", "אמר כי 24", True),
        ("She said לן נקבל twice", "לן נקבל", True),
        ("She said לן נקבל twice", "said לן נקבל", False),
        ("She said לן נקבל twice", "נקבל twice", False),
    ],
)
def test_handles_stand_at_the_outer_sides_where_directions_meet(marker, text, quote, start_is_right):
    marker.choose(quote, text=text)
    start, end = (marker.knob(start=is_start).x() for is_start in (True, False))
    left, right = min(start, end), max(start, end)
    runs = marker.view._rects_of(marker.span(quote, text))
    if len(runs) == 1:
        assert abs(left - runs[0].left()) <= 2
        assert abs(right - runs[0].right()) <= 2
    assert (start > end) is start_is_right


def test_a_handle_that_is_only_pressed_moves_nothing(marker):
    text = "שר החוץ אמר כי 24 סירות יעזבו"
    marker.choose("אמר כי 24", text=text)
    for start in (True, False):
        for step in (-3, 3):
            knob = marker.take(start=start)
            marker.reader.move_held(knob + QPoint(step, 0))
            marker.drop(knob + QPoint(step, 0))
    assert marker.quote() == "אמר כי 24"
    assert marker.moved == []
