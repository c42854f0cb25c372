"""An article view on the screen, and the gestures of a person who reads in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.records import Annotation, AnnotationId, Article, ArticleId, Tag, TagId
from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.pane import ArticlePane
from annotator.ui.article.view import ArticleView

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier

TAGS = tuple(
    Tag(TagId(number), f"tag-{number}", name, None, color, str(number), letter, "", "", "", number, 0)
    for number, name, letter, color in (
        (1, "claim", "c", "#0072B2"),
        (2, "commitment", "m", "#009E73"),
        (3, "demand", "d", "#D55E00"),
        (4, "agreement", "a", "#F0E442"),
    )
)


def an_article(text: str, title: str = "Ferries return") -> Article:
    return Article(
        id=ArticleId(1), uid="article-1", title=title, source="Harbour Wire", url="", language="en",
        published_on=date(2024, 4, 2), published_at="2024-04-02T14:20", place="STENHAVEN", agency="", origin="",
        imported_at="", text_sha256="", length=len(text), annotations=0,
    )  # fmt: skip


def an_annotation(number: int, text: str, span: Span, tag: Tag = TAGS[0], note: str = "") -> Annotation:
    return Annotation(
        AnnotationId(number), f"annotation-{number}", 1, ArticleId(1), "article-1", tag.id, tag.name,
        span.start, span.end, span.quote(text), "", "", note, "desk one", "", "",
    )  # fmt: skip


class Reader:
    """A person at the view: finds places by offset, and drags, clicks and types there."""

    def __init__(self, window: QWidget, pane: ArticlePane) -> None:
        self.window = window  # held here, since qtbot only remembers it weakly
        self.pane = pane
        self.view: ArticleView = pane.view
        self.text = ""
        self._clicked = 1_000_000

    def open(self, text: str, annotations: Sequence[Annotation] = (), tags: Sequence[Tag] = TAGS) -> None:
        self.text = text
        self.pane.show_article(an_article(text), text, annotations, tags)

    def span_of(self, quote: str) -> Span:
        start = self.text.index(quote)
        return Span(start, start + len(quote))

    def point(self, offset: int) -> QPoint:
        return self.view.point_at(offset)

    def drag(self, start: int, end: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        viewport = self.view.viewport()
        first, last = self.point(start), self.point(end)
        QTest.mousePress(viewport, LEFT, keys, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, LEFT, keys, last)

    def click(self, offset: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, keys, self.point(offset))

    def click_times(self, times: int, offset: int, *, let_go: bool = True) -> None:
        """Click quickly in succession, as the window system reports it: every second press is a double click."""
        point = self.point(offset)
        self._clicked += 10_000
        for n in range(times):
            kind = QEvent.Type.MouseButtonDblClick if n % 2 else QEvent.Type.MouseButtonPress
            self._send(kind, point, stamp=self._clicked + n * 90)
            if let_go or n < times - 1:
                self._send(QEvent.Type.MouseButtonRelease, point, stamp=self._clicked + 20 + n * 90)

    def let_go(self, point: QPoint) -> None:
        """Release the left button."""
        QTest.mouseRelease(self.view.viewport(), LEFT, NO_KEYS, point)

    def _send(self, kind: QEvent.Type, point: QPoint, stamp: int) -> None:
        held = LEFT if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
        place = QPointF(point)
        whole = QPointF(self.view.viewport().mapToGlobal(point))
        event = QMouseEvent(kind, place, whole, LEFT, held, NO_KEYS)
        event.setTimestamp(stamp)
        QApplication.sendEvent(self.view.viewport(), event)

    def move_held(self, point: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Move the mouse with its left button held, which QTest does without keys only."""
        whole = QPointF(self.view.viewport().mapToGlobal(point))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), whole, Qt.MouseButton.NoButton, LEFT, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(self.view, key, keys)

    def type(self, characters: str) -> None:
        QTest.keyClicks(self.view, characters)

    def quote(self) -> str | None:
        span = self.view.selected_span()
        return span.quote(self.text) if span is not None else None


@pytest.fixture(scope="session")
def _faces(qapp: QApplication) -> None:
    theme.load_faces()


@pytest.fixture
def reader(qtbot: QtBot, _faces: None) -> Reader:
    theme.use("light")
    # A window without a layout asks for no smallest size, which the offscreen screen would warn about.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(880, 640)
    pane = ArticlePane(window)
    pane.resize(880, 640)
    with qtbot.waitExposed(window):
        window.show()
    pane.view.setFocus()
    return Reader(window, pane)


Heard = list[tuple[object, ...]]


@pytest.fixture
def hear() -> Callable[[object], Heard]:
    """Collect what a signal says."""

    def listen(signal: object) -> Heard:
        heard: Heard = []
        signal.connect(lambda *said: heard.append(said))  # type: ignore[attr-defined]
        return heard

    return listen
