"""Pictures of the article view, kept in tests/data/pictures, against what it paints now.

Text that is kept here is in the shipped face; scripts for which systems bring different faces are compared in
test_painted_regions.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.records import Annotation, Tag, TagId
from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.view import ArticleView
from tests.pictures import MOST_UNLIKE, compare, share_unlike

from .conftest import TAGS, an_annotation, an_article

MORE = (("threat", "t", "#882255"), ("rejection", "r", "#E69F00"), ("criticism", "k", "#CC79A7"))
EIGHT = (
    *TAGS,
    *(
        Tag(TagId(5 + n), f"tag-{5 + n}", name, None, color, str(5 + n), letter, "", "", "", 5 + n, 0)
        for n, (name, letter, color) in enumerate((*MORE, ("support", "s", "#56B4E9")))
    ),
)
SENTENCE = "We urge Sudmark to withdraw its patrol boats and drop the levy."
PARAGRAPH = (
    "We urge Sudmark to withdraw its patrol boats and drop the levy that nobody accepted before talks resume, "
    "the ministry said; the envoy agreed, and both sides spoke of progress at the northern crossing."
)
TURNING = "The envoy said \u202etwo ferries return\u202c, then left."


class Shot(NamedTuple):
    """What is painted and how; spans as (start, end, number of the tag), the scale in device pixels a pixel."""

    text: str
    spans: Sequence[tuple[int, int, int]]
    size: QSize
    appearance: str = "light"
    zoom: int = 100
    scale: float = 1
    notes: frozenset[int] = frozenset()


def nested(depth: int) -> list[tuple[int, int, int]]:
    return [(3 + 3 * n, len(SENTENCE) - 1 - 3 * n, n) for n in range(depth)]


IN_LINES = [(3, 90, 0), (40, 120, 1), (60, 75, 2), (76, 90, 2), (130, 190, 3), (130, 190, 5)]
SMALL, LARGE = QSize(640, 84), QSize(560, 190)
SHOTS = {f"depth {depth}": Shot(SENTENCE, nested(depth), SMALL) for depth in range(1, 9)} | {
    "wrapped": Shot(PARAGRAPH, IN_LINES, LARGE),
    "dark": Shot(PARAGRAPH, IN_LINES, LARGE, appearance="dark"),
    "sepia": Shot(PARAGRAPH, IN_LINES, LARGE, appearance="sepia"),
    "right to left": Shot(TURNING, [(4, 22, 0), (19, 27, 2), (30, 47, 1)], SMALL),
    "notes": Shot(PARAGRAPH, IN_LINES, LARGE, notes=frozenset({0, 2})),
    "200 percent screen": Shot(PARAGRAPH, IN_LINES, LARGE, scale=2),
    "zoom 50": Shot(PARAGRAPH, IN_LINES, QSize(420, 120), zoom=50),
    "zoom 400": Shot(SENTENCE, nested(3), QSize(760, 420), zoom=400),
}


@pytest.fixture
def view(qtbot: QtBot, _faces: None) -> Iterator[ArticleView]:
    view = ArticleView()
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    qtbot.addWidget(view)
    yield view
    theme.use("light")


def painted(view: ArticleView, shot: Shot) -> QImage:
    """The picture of a shot, without the caret, since nobody has put the focus there."""
    theme.use(shot.appearance)
    view.resize(shot.size)
    view.show()
    annotations: list[Annotation] = [
        an_annotation(n + 1, shot.text, Span(start, end), EIGHT[tag], note="seen" if n in shot.notes else "")
        for n, (start, end, tag) in enumerate(shot.spans)
    ]
    view.show_article(an_article(shot.text), shot.text, annotations, EIGHT)
    view.zoom = shot.zoom
    view.clearFocus()
    image = QImage(shot.size * shot.scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(shot.scale)
    view.viewport().render(image)
    image.setDevicePixelRatio(1)
    return image


@pytest.mark.parametrize("name", SHOTS)
def test_the_text_looks_as_it_did(view: ArticleView, name: str) -> None:
    compare(name, painted(view, SHOTS[name]))


def test_an_underline_more_or_less_is_seen_as_another_picture(view: ArticleView) -> None:
    three, two = painted(view, SHOTS["depth 3"]), painted(view, SHOTS["depth 2"])
    assert share_unlike(three, two) > MOST_UNLIKE
