"""Frames of the article view, 900 x 800 pixels: scrolling, dragging handles, dense marks, a line of 5 MB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.project import create_project
from annotator.records import Annotation, Article, ArticleId, Tag
from annotator.ui import app
from annotator.ui.article.pane import ArticlePane
from tests.benchmarks import stories
from tests.benchmarks.desk_window import REST, BareText, Paints
from tests.benchmarks.measure import Row

WIDTH, HEIGHT = 900, 800
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT, BARE_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WHEEL = 90  # pixels
FRAMES = 300
MOVES = 200
STEP, REACH = 15, 450  # pixels: a move goes beyond any letter, and within a line
LINE = 5_000_000
LINES = 3
MARKED = {5_000: 1_000_000, 50_000: 1_000_000, 1_000: 5_000}  # annotations of an article: its code points
BARE = "the same in a bare QPlainTextEdit, without annotations"
Stored = tuple[Article, str, list[Annotation]]
Samples = tuple[list[float], list[float]]
Measured = Callable[[Callable[[], object]], float]
Deed = Callable[[QWidget], None]


def rows(folder: Path) -> list[Row]:
    """All in one view, without a project behind it: what is measured is setting and painting."""
    found, tags = _stored(folder)
    application = app.make_application()
    with_view = _View(tags)
    rows = [row for each in found for row in (*_scrolled(with_view, each), *_dragged(with_view, each))]
    rows += _one_line(with_view)
    with_view.close()
    application.processEvents()
    return rows


class _View:
    """An article's text beside Qt's own, as large."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self._tags = tags
        self.pane = ArticlePane()
        self.pane.resize(WIDTH, HEIGHT)
        self.pane.show()
        self.view = self.pane.view
        self.bare = BareText(self.pane)
        self._paints = Paints(self.view.viewport())

    def show(self, article: Article, text: str, annotations: Sequence[Annotation]) -> float:
        """Milliseconds until this article is painted."""
        return self.milliseconds(partial(self.pane.show_article, article, text, annotations, self._tags))

    def milliseconds(self, act: Callable[[], object]) -> float:
        """Milliseconds until what was done to the view is painted."""
        return self._paints.frame(act)

    def close(self) -> None:
        """Take both from the screen."""
        self.pane.close()
        self.bare.close()


def _stored(folder: Path) -> tuple[list[Stored], list[Tag]]:
    """The marked articles as a project tells them."""
    with create_project(folder / "frames.annotations") as project:
        project.add_articles(
            stories.article(number, characters=length, annotations=number) for number, length in MARKED.items()
        )
        by_count = {one.annotations: one for one in project.articles()}
        found = [(one, project.text(one), project.annotations(one)) for one in (by_count[each] for each in MARKED)]
        return found, project.tags()


def _scrolled(shown: _View, stored: Stored) -> list[Row]:
    article, text, annotations = stored
    shown.show(article, text, annotations)
    shown.bare.milliseconds_to_show(text)
    QTest.qWait(REST)
    ours = [shown.milliseconds(act) for act in _wheel(shown.view.verticalScrollBar(), WHEEL)]
    floors = [shown.bare.milliseconds_to(act) for act in _wheel(shown.bare.verticalScrollBar(), 3)]
    shown.bare.clear()
    what = f"one frame while scrolling {len(text) // 1000:,},000 characters holding {len(annotations):,} annotations"
    is_promised = len(annotations) < 50_000
    return [
        Row(what, "ms", ours, floors, BARE, goal=8 if is_promised else None),
        Row("the slowest of 100 of these", "ms", [_p99(ours)], [_p99(floors)], BARE, goal=16 if is_promised else None),
    ]


def _dragged(shown: _View, stored: Stored) -> list[Row]:
    """A handle held by the mouse goes to and fro along a line, and down through the lines, by single characters."""
    article, text, annotations = stored
    shown.show(article, text, annotations)
    shown.bare.milliseconds_to_show(text)
    view, viewport = shown.view, shown.view.viewport()
    view.select_annotation(_high_up(shown, annotations).id)
    QTest.qWait(REST)
    handles = view.adjusting.handles()
    assert handles is not None
    knob = next(each.knob for each in handles.handles if not each.is_start).toPoint()
    bare = shown.bare.viewport()
    left = QPoint(view.sheet.left + STEP, knob.y() + STEP)
    QTest.mousePress(viewport, LEFT, BARE_KEYS, knob)
    QTest.mousePress(bare, LEFT, BARE_KEYS, left)
    ours = [shown.milliseconds(act) for act in _moves(viewport, left, lambda: view.adjusting.span)]
    floors = [shown.bare.milliseconds_to(act) for act in _moves(bare, left, lambda: shown.bare.textCursor().position())]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, BARE_KEYS, left)
    QTest.mouseRelease(bare, LEFT, BARE_KEYS, left)
    shown.bare.clear()
    what = f"one move of a handle in {len(text) // 1000:,},000 characters holding {len(annotations):,} annotations"
    return [Row(what, "ms", ours, floors, "selecting as much in a bare QPlainTextEdit", goal=8)]


def _high_up(shown: _View, annotations: Sequence[Annotation]) -> Annotation:
    """An annotation that ends in the upper part of the screen, so that its handle can be taken and pulled down."""
    return next(one for one in annotations if 120 < shown.view.point_at(one.end).y() < HEIGHT / 2)


def _moves(viewport: QWidget, left: QPoint, found: Callable[[], object]) -> list[Callable[[], object]]:
    """Moves of the mouse to and fro, and downwards; those that would find the same place again are left out."""
    place, step, moves = QPoint(left), STEP, []
    for _ in range(MOVES):
        if not 0 <= place.x() + step - left.x() <= REACH:
            step = -step
            place.setY(place.y() + STEP)
        place.setX(place.x() + step)
        act, before = partial(_move, viewport, QPoint(place)), found()
        act()
        if found() != before:
            moves.append(act)
    _move(viewport, left)
    QTest.qWait(REST)
    return moves


def _move(viewport: QWidget, place: QPoint) -> None:
    where, everywhere = QPointF(place), QPointF(viewport.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, where, everywhere, Qt.MouseButton.NoButton, LEFT, ALT)
    QApplication.sendEvent(viewport, event)


def _wheel(bar: QWidget, step: int) -> Iterator[Callable[[], object]]:
    """Turns of the wheel: down through the text, up again where it ends."""
    direction = 1
    for _ in range(FRAMES):
        if not 0 <= bar.value() + direction * step <= bar.maximum():
            direction = -direction
        yield partial(bar.setValue, bar.value() + direction * step)


def _p99(samples: list[float]) -> float:
    return quantiles(samples, n=100)[98]


def _one_line(shown: _View) -> list[Row]:
    """A text without a single line feed: shown, made narrower and wider, and selected whole."""
    opened: Samples = ([], [])
    resized: Samples = ([], [])
    selected: Samples = ([], [])
    for number in range(LINES + 1):
        text = stories.article(number, characters=LINE, annotations=0).text.replace("\n", " ")
        opened[0].append(shown.show(_article(text), text, ()))
        _take(resized[0], shown.milliseconds, shown.pane, (_narrow, _widen))
        _take(selected[0], shown.milliseconds, shown.view, (_select_all, _select_nothing))
        # Only now, and not for longer: every blink of a caret in such a text takes Qt's own widget half a second.
        opened[1].append(shown.bare.milliseconds_to_show(text))
        _take(resized[1], shown.bare.milliseconds_to, shown.bare, (_narrow, _widen))
        _take(selected[1], shown.bare.milliseconds_to, shown.bare, (_select_all, _select_nothing))
        shown.bare.clear()
        QTest.qWait(REST)
    return [
        Row(f"{what} one line of 5 MB", "ms", _after_the_first(ours), _after_the_first(floors), BARE, goal=150)
        for what, (ours, floors) in (("open", opened), ("resize", resized), ("select all of and let go of", selected))
    ]


def _after_the_first(samples: list[float]) -> list[float]:
    """Without those of the first line, which warms up what all need."""
    return samples[len(samples) // (LINES + 1) :]


def _take(
    samples: list[float], measured: Measured, widget: QWidget, deeds: Sequence[Callable[[QWidget], None]]
) -> None:
    for deed in deeds:
        QTest.qWait(REST)
        samples.append(measured(partial(deed, widget)))


def _narrow(widget: QWidget) -> None:
    widget.resize(widget.width() - 60, widget.height())


def _widen(widget: QWidget) -> None:
    widget.resize(widget.width() + 60, widget.height())


def _select_all(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, CTRL)


def _select_nothing(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Right)


def _article(text: str) -> Article:
    return Article(
        id=ArticleId(1), uid="one line", title="One line", source="", url="", language="", published_on=None,
        published_at="", place="", agency="", origin="", imported_at="", text_sha256="", length=len(text),
        annotations=0,
    )  # fmt: skip
