"""Spans a minute: ten articles of the sample marked again in the real window, five by mouse and five by keyboard.

Hands are timed by the keystroke-level model (Card, Moran and Newell, CACM 23, 1980), the window by the clock; reading
and deciding take an analyst longer than either and are left out. Each span must come out as it stands in the sample.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.project import open_project, sample_project
from annotator.records import Annotation, Tag
from annotator.text import boundaries, growing
from annotator.text.span import Span
from annotator.ui.article.selection import (
    by_character,
    by_paragraph,
    by_sentence,
    by_word,
    to_paragraph,
    to_sentence,
)
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow
from tests.benchmarks.desk_window import REST, Paints, in_window
from tests.benchmarks.measure import Row

KEY, POINT, BUTTON, HOMING = 0.28, 1.1, 0.1, 0.4  # seconds, the model's figures for an average typist
ARTICLES = 5  # by each hand
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
BARE = Qt.KeyboardModifier.NoModifier
Press = tuple[Qt.Key, Qt.KeyboardModifier]
Step = Callable[[str, int, bool], int]
MOVES: dict[Press, tuple[Step, bool]] = {
    (Qt.Key.Key_Right, BARE): (by_character, True),
    (Qt.Key.Key_Left, BARE): (by_character, False),
    (Qt.Key.Key_Right, CTRL): (by_word, True),
    (Qt.Key.Key_Left, CTRL): (by_word, False),
    (Qt.Key.Key_Down, ALT): (to_sentence, True),
    (Qt.Key.Key_Up, ALT): (to_sentence, False),
    (Qt.Key.Key_Down, CTRL): (to_paragraph, True),
    (Qt.Key.Key_Up, CTRL): (to_paragraph, False),
}
EXTENSIONS: dict[Press, tuple[Step, bool]] = {
    **MOVES,
    (Qt.Key.Key_Down, ALT): (by_sentence, True),
    (Qt.Key.Key_Up, ALT): (by_sentence, False),
    (Qt.Key.Key_Down, CTRL): (by_paragraph, True),
    (Qt.Key.Key_Up, CTRL): (by_paragraph, False),
}
"""What the same keys do with Shift, which is in none of them here: they extend to ends, and go to beginnings."""


class _Grown(NamedTuple):
    """A way to select a unit around the caret."""

    keys: list[Press]
    unit: Callable[[str, int], Span | None]


def _grown_times(times: int) -> Callable[[str, int], Span | None]:
    def grown(text: str, offset: int) -> Span | None:
        found: Span | None = None
        for _ in range(times):
            larger = growing.larger(text, offset, found)
            if larger is None:
                return None
            found = larger
        return found

    return grown


GROWING = (
    _Grown([(Qt.Key.Key_Return, BARE)], boundaries.sentence_at),
    *(_Grown([(Qt.Key.Key_Right, ALT | SHIFT)] * times, _grown_times(times)) for times in (1, 2, 3, 4)),
)


class Marked(NamedTuple):
    """One span made: what the hands need in seconds, how many keys and clicks, and the window's answer in ms."""

    hands: float
    acts: int
    answer: float


def rows(folder: Path) -> list[Row]:
    """Both hands over the ten articles of the sample that carry the most annotations."""
    path = sample_project(folder)
    wanted = _wanted(path)
    mouse, keyboard = in_window(path, lambda window: _both(window, wanted))
    with open_project(path) as project:
        made = {(one.article, one.start, one.end, one.tag) for one in project.annotations()}
        titles = {article.uid: article.title for article in project.articles()}
    asked = {(title, one.start, one.end, one.tag) for title, spans in wanted for one in spans}
    assert {(titles[article], *rest) for article, *rest in made} == asked, "the spans are not those of the sample"
    return [_row("by mouse", mouse), _row("by keyboard", keyboard)]


def _row(how: str, marked: list[Marked]) -> Row:
    acts, hands = mean(one.acts for one in marked), mean(one.hands for one in marked)
    return Row(
        f"spans a minute {how}, hands and window",
        "spans",
        [60 / (one.hands + one.answer / 1000) for one in marked],
        [],
        floor_is="",
        note=f"{len(marked)} spans; {hands:.1f} s of the hands and {acts:.1f} keys and clicks a span on average",
    )


def _wanted(path: Path) -> list[tuple[str, list[Annotation]]]:
    """Takes all annotations out of the sample; the titles of the articles to mark, with their spans in order."""
    wanted: list[tuple[str, list[Annotation]]] = []
    with open_project(path) as sample:
        chosen = sorted(sample.articles(), key=lambda article: -article.annotations)[: 2 * ARTICLES]
        for article in chosen:
            spans = {(one.start, one.end, one.tag): one for one in sample.annotations(article)}
            wanted.append((article.title, [spans[place] for place in sorted(spans)]))
        sample.delete_annotations(sample.annotations())
    return wanted


def _both(window: MainWindow, wanted: list[tuple[str, list[Annotation]]]) -> tuple[list[Marked], list[Marked]]:
    assert window.desk is not None
    by_title = {article.title: article.id for article in window.desk.project.articles()}
    found: tuple[list[Marked], list[Marked]] = ([], [])
    for number, (title, spans) in enumerate(wanted):
        window.desk.open_article(by_title[title])
        window.desk.pane.view.setFocus()
        QTest.qWait(REST)
        hand = (_Mouse, _Keyboard)[number % 2](window.desk)
        found[number % 2].extend(hand.mark(one) for one in spans)
    return found


class _Hand(ABC):
    """Marks one span after the other in the open article."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.view = desk, desk.pane.view
        self.tags: dict[str, Tag] = {tag.name: tag for tag in desk.tags}
        self._paints = Paints(self.view.viewport())

    def mark(self, wanted: Annotation) -> Marked:
        """Select the span, press its tag's key, and see it painted."""
        before = len(self.desk.annotations)
        hands, acts = self.select(wanted)
        key = self.tags[wanted.tag].key or self.tags[wanted.tag].letter
        answer = self._paints.milliseconds(
            lambda: QTest.keyClicks(self.view, key), lambda: len(self.desk.annotations) == before + 1
        )
        QTest.qWait(1)
        return Marked(hands + KEY, acts + 1, answer)

    @abstractmethod
    def select(self, wanted: Annotation) -> tuple[float, int]:
        """Make the selection that becomes the span; seconds of the hand and number of keys and clicks."""

    def tidied(self, start: int, end: int) -> Span | None:
        """What a selection would become."""
        return boundaries.tidied(self.view.text, Span(start, end)) if start < end else None


class _Mouse(_Hand):
    """Points, clicks and drags with one hand; the other one is on the digits."""

    def select(self, wanted: Annotation) -> tuple[float, int]:
        view, text = self.view, self.view.text
        hands = self._bring(wanted)
        middle = wanted.start + (wanted.end - wanted.start) // 2
        for clicks, unit in ((2, boundaries.word_at), (3, boundaries.sentence_at), (4, boundaries.paragraph_at)):
            found = unit(text, middle)
            if found is not None and self.tidied(found.start, found.end) == wanted.span:
                self._click(view.point_at(middle), clicks)
                if view.selected_span() is not None and self.tidied(*self._selected()) == wanted.span:
                    return hands + POINT + 2 * clicks * BUTTON, clicks
        for exact in (False, True):
            self._drag(wanted, exact=exact)
            if self.tidied(*self._selected()) == wanted.span:
                return hands + 2 * POINT + 2 * BUTTON + exact * KEY, 2 + exact
        raise AssertionError(f"no gesture of the mouse selects {wanted.quote!r}")

    def _bring(self, wanted: Annotation) -> float:
        """Turn the wheel until the span is on the screen; seconds of the finger."""
        view, turned = self.view, 0.0
        while view.point_at(wanted.end).y() > view.viewport().height() - 20 and turned < 50 * KEY:
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 120)
            turned += KEY
        return turned

    def _selected(self) -> tuple[int, int]:
        span = self.view.selected_span()
        return (span.start, span.end) if span is not None else (0, 0)

    def _click(self, point: QPoint, clicks: int) -> None:
        viewport = self.view.viewport()
        QTest.mouseClick(viewport, LEFT, BARE, point)
        for number in range(1, clicks):
            (QTest.mouseDClick if number == 1 else QTest.mouseClick)(viewport, LEFT, BARE, point)

    def _drag(self, wanted: Annotation, *, exact: bool) -> None:
        view, viewport = self.view, self.view.viewport()
        QTest.keyClick(view, Qt.Key.Key_Escape)
        first, last = view.point_at(wanted.start), view.point_at(wanted.end)
        QTest.qWait(1)
        QTest.mousePress(viewport, LEFT, BARE, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, LEFT, ALT if exact else BARE, last)


class _Keyboard(_Hand):
    """Brings the caret there and extends or grows the selection, by the fewest presses that there are."""

    def select(self, wanted: Annotation) -> tuple[float, int]:
        view = self.view
        best = min(self._ways(view.selection.caret, wanted), key=_seconds)
        for key, modifiers in best:
            QTest.keyClick(view, key, modifiers)
        selected = view.selected_span()
        assert selected is not None, wanted.quote
        assert self.tidied(selected.start, selected.end) == wanted.span, (
            wanted.quote,
            view.text[selected.start : selected.end],
            best,
        )
        return _seconds(best), len(best)

    def _ways(self, caret: int, wanted: Annotation) -> Iterator[list[Press]]:
        """From one end to the other, or grown around a place and then moved at its end."""
        ends = list(self._ends(wanted))
        for first, last in ends:
            there, along = self._presses(caret, {first}), self._presses(first, {last}, EXTENSIONS)
            if there is not None and along is not None:
                yield [*there, *_extending(along)]
        lasts, chosen = {last for _, last in ends}, self.view.selected_annotation()
        for way, grown in self._grown(wanted):
            if grown.start not in {first for first, _ in ends}:
                continue
            places = (at for at in range(wanted.start, wanted.end) if not (chosen and chosen.start <= at <= chosen.end))
            holds = {at for at in places if way.unit(self.view.text, at) == grown}
            there, along = self._presses(caret, holds), self._presses(grown.end, lasts, EXTENSIONS)
            if there is not None and along is not None:
                yield [*there, *way.keys, *_extending(along)]

    def _grown(self, wanted: Annotation) -> Iterator[tuple[_Grown, Span]]:
        """What Enter and the growing key select around the span's beginning."""
        for grown in GROWING:
            found = grown.unit(self.view.text, wanted.start)
            if found is not None:
                yield grown, found

    def _ends(self, wanted: Annotation) -> Iterator[tuple[int, int]]:
        """The pairs of places between which a selection is tidied to the span."""
        around = {*range(max(0, wanted.start - 2), wanted.start + 1)}
        after = {*range(wanted.end, min(len(self.view.text), wanted.end + 2) + 1)}
        for start in around:
            for end in after:
                if self.tidied(start, end) == wanted.span:
                    yield start, end

    def _presses(
        self, start: int, goals: set[int], moves: Mapping[Press, tuple[Step, bool]] = MOVES
    ) -> list[Press] | None:
        """The fewest presses from an offset to one of others, found breadth first."""
        came: dict[int, tuple[int, Press] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            if here in goals:
                return _walked(came, here)
            for press, (step, forward) in moves.items():
                there = _stepped(self.view.text, step, here, forward)
                if there not in came:
                    came[there] = (here, press)
                    waiting.append(there)
        return None


def _walked(came: dict[int, tuple[int, Press] | None], goal: int) -> list[Press]:
    presses: list[Press] = []
    while (link := came[goal]) is not None:
        goal, press = link
        presses.append(press)
    return presses[::-1]


def _extending(presses: list[Press]) -> list[Press]:
    return [(key, modifiers | SHIFT) for key, modifiers in presses]


def _seconds(presses: list[Press]) -> float:
    """One keystroke a press, and one more where the keys held with it change."""
    changes = sum(one[1] != other[1] for one, other in pairwise(presses))
    return (len(presses) + changes + (bool(presses) and presses[0][1] != BARE)) * KEY


@cache
def _stepped(text: str, step: Step, offset: int, forward: bool) -> int:
    return step(text, offset, forward)
