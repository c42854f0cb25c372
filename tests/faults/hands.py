"""Hands at the real window: real mouse and key events, drawn from a seed, with a record of what was acknowledged.

The hands keep a model of what they did. Each time the program says that an edit is stored, the whole state that it
shows is compared with the model and appended to a file, so that whoever kills the program knows what it had promised.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.project import Project
from annotator.records import Annotation, Changes, Tag
from annotator.text.span import Span
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE = 60_000  # milliseconds; a deletion waits for a backup, and the machine may be busy
MOST = 200  # annotations; with more, the hands delete rather than add
Mark = tuple[str, int, int, str, str]  # article uid, start, end, tag, note
Marks = Counter[Mark]
Arriving = Counter[tuple[int, int, str]]  # start, end, tag, of articles that have no uid yet


def mark(one: Annotation) -> Mark:
    """What a person sees of an annotation."""
    return one.article, one.start, one.end, one.tag, one.note


class Log:
    """Lines of JSON in a file; a line that is there whole was promised, also after the writer was killed."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def write(self, **line: object) -> None:
        """Append one line at once."""
        os.write(self._file, (json.dumps(line, ensure_ascii=False) + "\n").encode())


class Hands:
    """A person who works at one window without a pause."""

    def __init__(self, window: MainWindow, seed: int, log: Log) -> None:
        assert window.desk is not None, "the project was not opened"
        self.window, self.desk, self.log = window, window.desk, log
        self.source = random.Random(seed)
        self.model: Marks = Counter(map(mark, self.project.annotations()))
        self.past: list[tuple[Marks, Marks]] = []  # what an edit took away and what it brought: little, in a long day
        self.future: list[tuple[Marks, Marks]] = []
        self.edits = 0
        self.arriving: Arriving = Counter()
        self._expected: Callable[[], None] | None = None
        self.project.changed.connect(self._acknowledged)

    @property
    def project(self) -> Project:
        """The project that the window has open."""
        return self.desk.project

    def step(self) -> None:
        """Do one thing that a person might do now."""
        if self.window.job is not None and self.window.job.isRunning():
            return
        full = self.model.total() >= MOST
        deeds = (
            (self.annotate, 1 if full else 8), (self.retag, 3), (self.write_note, 1), (self.delete, 6 if full else 2),
            (self.undo, 3), (self.redo, 2), (self.turn_over, 1),
        )  # fmt: skip
        (deed,) = self.source.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])
        deed()

    # --- deeds --------------------------------------------------------------------------------------------------

    def annotate(self) -> None:
        """Drag over some words and press a tag's key."""
        view, article = self.desk.pane.view, self.desk.article
        if article is None:
            return
        span, tag = self._some_words(view.text), self._some_tag()
        view.reveal(span)
        first, last = view.point_at(span.start), view.point_at(span.end)
        QTest.mousePress(view.viewport(), LEFT, NO_KEYS, first)
        QTest.mouseMove(view.viewport(), (first + last) / 2)
        QTest.mouseMove(view.viewport(), last)
        QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, last)
        if view.selected_span() != span:
            self._press(Qt.Key.Key_Escape)
            return
        new = (article.uid, span.start, span.end, tag.name, "")
        self._expect(lambda: self._did(self.model + Counter([new])), lambda: self._type(tag.key))

    def retag(self) -> None:
        """Select an annotation and press another tag's key."""
        chosen, tag = self._chosen(), self._some_tag()
        if chosen is not None and chosen.tag_id != tag.id:
            self._replace(chosen, (*mark(chosen)[:3], tag.name, chosen.note), lambda: self._type(tag.key))

    def write_note(self) -> None:
        """Select an annotation and write into its note."""
        chosen = self._chosen()
        if chosen is None:
            return
        self._type("n")
        words = f"note {self.edits} "
        field = self.desk.panel.card.note
        field.selectAll()
        QTest.keyClicks(field, words)
        note = (*mark(chosen)[:4], words)
        self._replace(chosen, note, lambda: QTest.keyClick(field, Qt.Key.Key_Return, CTRL))

    def delete(self) -> None:
        """Select an annotation and delete it."""
        chosen = self._chosen()
        if chosen is not None:
            left = self.model - Counter([mark(chosen)])
            self._expect(lambda: self._did(left), lambda: self._press(Qt.Key.Key_Delete))

    def undo(self) -> None:
        """Press Ctrl+Z."""
        if self.past:
            self._expect(self._go_back, lambda: self._press(Qt.Key.Key_Z, CTRL))

    def redo(self) -> None:
        """Press Ctrl+Shift+Z."""
        if self.future:
            self._expect(self._go_on, lambda: self._press(Qt.Key.Key_Z, CTRL | SHIFT))

    def turn_over(self) -> None:
        """Open another article."""
        self._press(self.source.choice((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)), CTRL)

    def drop(self, path: Path, arriving: Arriving) -> None:
        """Drop a file onto the window; `arriving` is what it will bring."""
        self.arriving = arriving
        data, middle = QMimeData(), self.window.rect().center()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(self.window, QDragEnterEvent(middle, copy, data, LEFT, NO_KEYS))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), copy, data, LEFT, NO_KEYS))

    # --- what the program acknowledges --------------------------------------------------------------------------

    def _expect(self, becomes: Callable[[], None], act: Callable[[], object]) -> None:
        """Do one deed that the program must acknowledge: at once, or when another program lets go of the file."""
        self._expected = becomes
        act()
        patience = QDeadlineTimer(PATIENCE)
        while self._expected is not None and not patience.hasExpired():
            QTest.qWait(5)
        if self._expected is not None:
            raise AssertionError(f"the window acknowledged nothing; it says: {self.window.notice.words()}")

    def _acknowledged(self, changes: Changes) -> None:
        shown = self.project.annotations()
        if changes.everything:
            self._arrived(Counter(map(mark, shown)))
        elif self._expected is None:
            raise AssertionError(f"an edit that nobody made: {changes.edit}")
        else:
            self._expected()
            self._expected = None
        if Counter(map(mark, shown)) != self.model:
            raise AssertionError(f"the window shows {shown}, the hands made {self.model}")
        self.edits += 1
        self.log.write(turn=self.project.turn(), shown=[(one.uid, *mark(one)) for one in shown])

    def _arrived(self, state: Marks) -> None:
        """An import ended: what came is what was dropped, and the rest is as it was."""
        came = Counter(one[1:4] for one in (state - self.model).elements())
        if came != self.arriving or self.model - state:
            raise AssertionError(f"{self.arriving} were dropped, {came} came in")
        self.arriving = Counter()
        self._did(state)

    def _did(self, state: Marks) -> None:
        self.past.append((self.model - state, state - self.model))
        self.future.clear()
        self.model = state

    def _go_back(self) -> None:
        took, brought = self.past.pop()
        self.model = self.model - brought + took
        self.future.append((took, brought))

    def _go_on(self) -> None:
        took, brought = self.future.pop()
        self.model = self.model - took + brought
        self.past.append((took, brought))

    def _replace(self, old: Annotation, new: Mark, act: Callable[[], object]) -> None:
        state = self.model - Counter([mark(old)]) + Counter([new])
        self._expect(lambda: self._did(state), act)

    # --- fingers ------------------------------------------------------------------------------------------------

    def _some_words(self, text: str) -> Span:
        starts = [place for place in range(len(text)) if text[place].isalnum() and not text[place - 1 : place].strip()]
        start = self.source.choice(starts)
        limit = min(start + self.source.randint(4, 40), len(text))
        end = next(place for place in range(limit, len(text) + 1) if place == len(text) or text[place].isspace())
        return Span(start, start + len(text[start:end].rstrip()))

    def _some_tag(self) -> Tag:
        return self.source.choice([tag for tag in self.desk.tags if tag.key])

    def _chosen(self) -> Annotation | None:
        """An annotation of the open article, selected with the keys that go from one to the next."""
        self.desk.pane.view.setFocus()
        self._press(Qt.Key.Key_Escape)
        for _ in range(self.source.randint(1, 3)):
            self._type("]")
        return self.desk.selected()

    def _type(self, letters: str) -> None:
        QTest.keyClicks(self._focus(), letters)

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(self._focus(), key, modifiers)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.desk.pane.view


def at_work(window: MainWindow) -> Desk:
    """The desk of a window whose article has the focus."""
    assert window.desk is not None
    window.activateWindow()
    window.desk.pane.view.setFocus()
    return window.desk
