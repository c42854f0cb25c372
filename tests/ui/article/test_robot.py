"""A robot that does at random, from a seed, what hurried hands do, over texts that break careless programs."""

from __future__ import annotations

import os
import random
from bisect import insort
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.records import Annotation, Tag
from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.geometry import LineRuns
from annotator.ui.article.scrolling import ZOOM_STEPS
from tests.text.awkward import random_canonical_text

from .conftest import LEFT, NO_KEYS, TAGS, Reader, an_annotation

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Key = Qt.Key
MOVES = (
    Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown
)  # fmt: skip
HELD = (NO_KEYS, SHIFT, CTRL, CTRL | SHIFT, ALT, ALT | SHIFT)
STEPS = 60
SOAK_RUNS = int(os.environ.get("ANNOTATOR_SOAK_ROBOTS", "150"))


def a_text(source: random.Random) -> str:
    kind = source.randrange(6)
    if kind == 0:
        return source.choice(("", "\n", " ", "a", "👨‍👩‍👧‍👦", "\ufffc\u2028\ufffc", "ا"))
    if kind == 1:  # one line that must be broken softly
        return random_canonical_text(source, 4_000).replace("\n", " ")
    return random_canonical_text(source, source.choice((30, 300, 1_200)))


class Robot:
    """Hands over the view, and a desk behind it that keeps what it asks for."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader, self.view = reader, reader.view
        self.source = random.Random(seed)
        self.annotations: list[Annotation] = []
        self.done: list[str] = []
        self._count = 0
        self.view.tag_requested.connect(self._annotate)
        self.view.retag_requested.connect(self._retag)
        self.view.tag_too_requested.connect(lambda one, tag_id: self._add(one.span, TAGS[tag_id - 1]))
        self.view.adjusting.moved.connect(self._move)
        self.view.split_requested.connect(self._split)
        self.open()

    def step(self) -> None:
        deeds = (
            (self.move, 6), (self.drag, 4), (self.click, 3), (self.tag, 4), (self.type, 2), (self.resize, 1),
            (self.zoom, 1), (self.wheel, 2), (self.scroll, 1), (self.delete, 1), (self.hover, 1), (self.select, 2),
            (self.open, 0.3), (self.restyle, 0.2), (self.copy, 1), (self.seize, 3), (self.change, 4),
        )  # fmt: skip
        (deed,) = self.source.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])
        self.done.append(deed.__name__)
        deed()
        QApplication.processEvents()

    # What the hands do

    def open(self) -> None:
        self.annotations.clear()
        self.reader.open(a_text(self.source))

    def move(self) -> None:
        self.view.setFocus()
        key, held = self.source.choice(MOVES), self.source.choice(HELD)
        moved = self.view.selection.caret
        self.reader.press(key, held)
        self.done[-1] += f" {key.name} {held}"
        if self.view.selection.caret != moved:
            self.check_caret()

    def drag(self) -> None:
        keys = self.source.choice((NO_KEYS, NO_KEYS, SHIFT, ALT))
        viewport, points = self.view.viewport(), [self.any_point() for _ in range(4)]
        QTest.mousePress(viewport, LEFT, keys, points[0])
        for point in points[1:]:
            QTest.mouseMove(viewport, point)
        QTest.mouseRelease(viewport, LEFT, keys, points[-1])

    def click(self) -> None:
        times = self.source.choice((1, 1, 2, 3, 4))
        if times == 1:
            held = self.source.choice((NO_KEYS, SHIFT))
            QTest.mouseClick(self.view.viewport(), LEFT, held, self.any_point())
        else:
            self.reader.click_times(times, self.source.randint(0, len(self.reader.text)))

    def tag(self) -> None:
        self.view.setFocus()
        QTest.keyClicks(self.view, self.source.choice("1234.cmd"))

    def type(self) -> None:
        self.view.setFocus()
        key = self.source.choice((Key.Key_Escape, Key.Key_Tab, Key.Key_Delete, Key.Key_Space, Key.Key_A, Key.Key_F5))
        QTest.keyClick(self.view, key, self.source.choice((NO_KEYS, CTRL)))
        QTest.keyClicks(self.view, self.source.choice(("[", "]", "/", "x", "q")))

    def seize(self) -> None:
        """Drag a handle of the chosen annotation, and sometimes think better of it."""
        handles = self.view.adjusting.handles()
        if handles is None or not handles.handles:
            return
        viewport, knob = self.view.viewport(), self.source.choice(handles.handles).knob.toPoint()
        QTest.mousePress(viewport, LEFT, NO_KEYS, knob)
        for _ in range(self.source.randint(0, 4)):
            self.reader.move_held(self.any_point(), self.source.choice((NO_KEYS, ALT)))
        if self.source.random() < 0.2:
            self.reader.press(Key.Key_Escape)
        QTest.mouseRelease(viewport, LEFT, NO_KEYS, self.any_point())

    def change(self) -> None:
        """Press keys that change spans, or select by them."""
        self.view.setFocus()
        key, held = self.source.choice((
            (Key.Key_Return, NO_KEYS), (Key.Key_Return, NO_KEYS), (Key.Key_J, CTRL | SHIFT), (Key.Key_T, CTRL),
            (Key.Key_2, ALT), (Key.Key_Right, ALT | SHIFT), (Key.Key_Left, ALT | SHIFT),
        ))  # fmt: skip
        self.reader.press(key, held)
        self.done[-1] += f" {key.name}"

    def resize(self) -> None:
        self.reader.pane.resize(self.source.randint(120, 1_100), self.source.randint(60, 800))

    def zoom(self) -> None:
        self.view.zoom = self.source.choice(ZOOM_STEPS)

    def wheel(self) -> None:
        turned = QPoint(0, self.source.choice((-360, -120, 120, 360)))
        held = self.source.choice((NO_KEYS, NO_KEYS, CTRL))
        place, none = QPointF(self.any_point()), Qt.MouseButton.NoButton
        event = QWheelEvent(place, place, QPoint(), turned, none, held, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(self.view.viewport(), event)

    def scroll(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(self.source.randint(0, max(1, bar.maximum())))

    def delete(self) -> None:
        if self.annotations:
            self.annotations.remove(self.source.choice(self.annotations))
            self.reader.pane.set_annotations(self.annotations)

    def hover(self) -> None:
        QTest.mouseMove(self.view.viewport(), self.any_point())

    def select(self) -> None:
        if self.annotations and self.source.random() < 0.5:
            chosen = self.source.choice(self.annotations)
            self.view.select_annotation(chosen.id)
            self.view.reveal(chosen.span, lit=True)
        elif len(self.reader.text) > 1:
            start, end = sorted(self.source.sample(range(len(self.reader.text) + 1), 2))
            self.view.select_span(boundaries.snap_to_graphemes(self.reader.text, Span(start, end)))

    def restyle(self) -> None:
        theme.use(self.source.choice(("light", "dark")))

    def copy(self) -> None:
        self.view.setFocus()
        QGuiApplication.clipboard().setText("before")
        self.reader.press(Key.Key_C, CTRL)
        chosen = self.view.selected_annotation()
        expected = self.reader.quote() or (chosen.quote if chosen is not None else "before")
        assert QGuiApplication.clipboard().text() == expected

    def any_point(self) -> QPoint:
        viewport = self.view.viewport()
        return QPoint(self.source.randint(0, viewport.width() - 1), self.source.randint(0, viewport.height() - 1))

    # What the desk does

    def _annotate(self, tag_id: int, note: str) -> None:
        span = self.view.selected_span()
        assert span is not None
        assert self.view.span_to_tag() == span
        assert boundaries.without_blanks(self.reader.text, span) == span
        assert boundaries.snap_to_graphemes(self.reader.text, span) == span
        self._add(span, TAGS[tag_id - 1], note)
        assert self.view.selected_span() is None

    def _add(self, span: Span, tag: Tag, note: str = "") -> None:
        self._count += 1
        made = an_annotation(self._count, self.reader.text, span, tag, note)
        insort(self.annotations, made, key=lambda one: (one.start, one.end))
        self.reader.pane.set_annotations(self.annotations)

    def _move(self, annotation: Annotation, span: Span) -> None:
        if annotation not in self.annotations:  # of the article before
            return
        assert boundaries.snap_to_graphemes(self.reader.text, span) == span
        self.annotations.remove(annotation)
        moved = replace(annotation, start=span.start, end=span.end, quote=span.quote(self.reader.text))
        insort(self.annotations, moved, key=lambda one: (one.start, one.end))
        self.reader.pane.set_annotations(self.annotations)

    def _split(self, annotation: Annotation, parts: Sequence[Span]) -> None:
        tag = next(tag for tag in TAGS if tag.id == annotation.tag_id)
        self._move(annotation, parts[0])
        for part in parts[1:]:
            self._add(part, tag)

    def _retag(self, annotation_id: int, tag_id: int) -> None:
        place = next(n for n, one in enumerate(self.annotations) if one.id == annotation_id)
        tag = TAGS[tag_id - 1]
        self.annotations[place] = replace(self.annotations[place], tag_id=tag.id, tag=tag.name)
        self.reader.pane.set_annotations(self.annotations)

    # What must hold after every step

    def check(self) -> None:
        text, span = self.reader.text, self.view.selected_span()
        assert 0 <= self.view.selection.caret <= len(text)
        assert 0 <= self.view.scroll_anchor() <= len(text)
        if span is not None:
            assert span.quote(text) == text[span.start : span.end] != ""
            assert boundaries.snap_to_graphemes(text, span) == span
        chosen = self.view.selected_annotation()
        assert chosen is None or chosen in self.annotations
        self.check_places()

    def check_caret(self) -> None:
        """After the caret moved, as much of its line is on the screen as fits."""
        viewport, caret = self.view.viewport(), self.view.point_at(self.view.selection.caret)
        if viewport.height() > 60 * self.view.zoom / 100:
            assert 0 <= caret.y() < viewport.height()

    def check_places(self) -> None:
        """A place that is pointed at is seen where it is pointed at."""
        text = self.reader.text
        for _ in range(3):
            point = self.any_point()
            self.check_character(point)
            offset = self.view.offset_at(point)
            place = self.view.point_at(offset)
            again = self.view.point_at(self.view.offset_at(place))
            assert 0 <= offset <= len(text)
            # Where directions meet, or a line wraps between them, one offset is seen at two places.
            if not self.view.sheet.line_of(offset)[0].turns:
                assert (again - place).manhattanLength() <= 1

    def check_character(self, point: QPoint) -> None:
        """A character that is pointed at is painted there, or one beside it: some share a glyph."""
        text, sheet = self.reader.text, self.view.sheet
        under = sheet.offset_under(QPointF(point))
        if under is None:
            return
        block, line, _ = sheet.line_of(under)
        start, end = (sheet.document.from_block(block.number, place) for place in (line.start, line.end))
        here = boundaries.graphemes(text, Span(start, end))
        runs, x = LineRuns(block, line), point.x() - sheet.left
        painted = [runs(*sheet.document.in_block(block.number, each)) for each in here]
        there = [number for number, found in enumerate(painted) if any(left <= x < right for left, right in found)]
        met = next(number for number, each in enumerate(here) if each.start <= under < each.end)
        assert not there or min(abs(number - met) for number in there) <= 2


def let_loose(reader: Reader, seed: int, steps: int) -> None:
    robot = Robot(reader, seed)
    try:
        for _ in range(steps):
            robot.step()
            robot.check()
    except AssertionError as error:
        error.add_note(f"seed {seed}, after: {', '.join(robot.done[-12:])}\nin {reader.text[:300]!r}")
        raise
    finally:
        theme.use("light")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_hands_do_selections_stay_whole_and_places_true(reader: Reader, seed: int) -> None:
    let_loose(reader, seed, STEPS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1_000, 1_000 + SOAK_RUNS))
def test_whatever_hands_do_for_long(reader: Reader, seed: int) -> None:
    let_loose(reader, seed, 400)
