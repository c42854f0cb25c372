"""The caret is on the screen, painted, whatever key moved it, in every direction of writing and in very long lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

from annotator.project.codebook import FREE_COLORS
from annotator.text.span import Span
from annotator.ui import theme

from .conftest import TAGS, Reader, an_annotation

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
TEXTS = {
    "english": 'Norland\'s envoy, Mr. A. Brekke, said on Tues. that the U.S. would "come back in May." Was it so?\n\n'
    * 200,
    "arabic": "قال الوزير إن المحادثات ستستأنف يوم الاثنين. هل هذا صحيح؟ وأضاف (NATO) أن الوفد لن يغادر.\n\n" * 150,
    "hebrew in english": "He said: «שר החוץ אמר כי השיחות יתחדשו ביום שני.» Then he left the room for good.\n\n" * 150,
    "chinese": "外交部发言人说，会谈将于星期一恢复。代表团不会在签字之前离开！\n\n" * 150,
    "one line": "The ferries wait. Nobody sails. " * 2_000,
}
WORDS = "We shall leave  "
MOVES = [
    (Key.Key_Down, ALT), (Key.Key_Up, ALT), (Key.Key_Down, CTRL), (Key.Key_Up, CTRL), (Key.Key_Down, ALT | SHIFT),
    (Key.Key_Up, CTRL | SHIFT), (Key.Key_Right, CTRL), (Key.Key_Left, CTRL | SHIFT), (Key.Key_Right, NONE),
    (Key.Key_Down, NONE), (Key.Key_Up, SHIFT), (Key.Key_PageDown, NONE), (Key.Key_PageUp, NONE), (Key.Key_Home, NONE),
    (Key.Key_End, NONE), (Key.Key_End, CTRL), (Key.Key_Home, CTRL), (Key.Key_Space, NONE), ("]", NONE), ("[", NONE),
    ("}", NONE), (Key.Key_Escape, NONE),
]  # fmt: skip


def annotated(text: str) -> list:
    """An annotation on every few hundred characters."""
    starts = range(40, len(text) - 40, 701)
    spans = (Span(start, start + 12).trimmed(text) for start in starts)
    return [an_annotation(number, text, span) for number, span in enumerate(spans, 1) if span is not None]


def places(reader: Reader, steps: int) -> Iterator[tuple[str, QRectF]]:
    """What was pressed, and where the caret is then."""
    hand = Random(20_241_129)
    view = reader.view
    for _ in range(steps):
        key, held = hand.choice(MOVES)
        reader.type(key) if isinstance(key, str) else reader.press(key, held)
        yield f"{key} {held} at {view.selection.caret}", view.sheet.caret(view.selection.caret)


def is_painted(picture: QImage, caret: QRectF) -> bool:
    """Whether the caret's colour stands, from top to bottom, where the caret should be."""
    wanted, x = theme.current().color("ink"), round(caret.left())
    rows = range(round(caret.top()) + 2, round(caret.bottom()) - 2, 3)
    return all(any(picture.pixelColor(near, y) == wanted for near in (x, x + 1)) for y in rows)


@pytest.mark.parametrize("name", TEXTS)
def test_the_caret_is_on_the_screen_whatever_moved_it(reader, name):
    reader.open(TEXTS[name], annotated(TEXTS[name]))
    room = QRectF(reader.view.viewport().rect())
    for pressed, caret in places(reader, 120):
        assert room.adjusted(0, 0, 0, 1).contains(caret), pressed


@pytest.mark.parametrize("name", TEXTS)
def test_the_caret_is_painted_where_it_stands(reader, name):
    reader.open(TEXTS[name])
    for pressed, caret in places(reader, 25):
        if reader.view.selected_span() is None:
            assert is_painted(reader.view.viewport().grab().toImage(), caret), pressed


def test_the_caret_goes_with_the_focus_and_comes_back(reader):
    reader.open(TEXTS["english"])
    reader.press(Key.Key_Down, ALT)
    view = reader.view
    caret = view.sheet.caret(view.selection.caret)
    assert is_painted(view.viewport().grab().toImage(), caret)
    view.clearFocus()
    assert not is_painted(view.viewport().grab().toImage(), caret)
    view.setFocus()
    assert is_painted(view.viewport().grab().toImage(), caret)


@pytest.mark.parametrize("name", ["light", "sepia", "dark"])
def test_the_caret_can_be_told_from_the_paper_and_from_marks_that_lie_many_deep(reader, name):
    before = theme.current().name
    try:
        theme.use(name)
        for tag in (replace(TAGS[0], color=color) for color in FREE_COLORS):
            marks = [an_annotation(number, WORDS, Span(0, len(WORDS)), tag) for number in range(1, 6)]
            for depth in (0, 1, 5):
                reader.open(WORDS, marks[:depth], [tag])
                reader.press(Key.Key_Right)
                caret = reader.view.sheet.caret(reader.view.selection.caret)
                picture = reader.view.viewport().grab().toImage()
                y = round(caret.center().y())
                painted = picture.pixelColor(round(caret.left()), y)
                around = picture.pixelColor(round(reader.view.sheet.caret(len(WORDS)).left()) - 2, y)
                assert theme.contrast(painted, around) >= 4.5, (tag.color, depth)
    finally:
        theme.use(before)
