"""Pictures of the article view, kept in tests/data/pictures, against what it paints now.

A picture that differs is left in build/pictures beside the kept one, with their difference. After a wanted change run
the tests with ANNOTATOR_RENEW_PICTURES=1 and look at each new picture before it is committed. Text that is kept here is
in the shipped face; scripts for which systems bring different faces are compared in test_painted_regions.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.records import Annotation, Tag, TagId
from annotator.text.span import Span
from annotator.ui import theme
from annotator.ui.article.view import ArticleView

from .conftest import TAGS, an_annotation, an_article

ROOT = Path(__file__).parents[3]
KEPT, LEFT = ROOT / "tests" / "data" / "pictures", ROOT / "build" / "pictures"
RENEW = bool(os.environ.get("ANNOTATOR_RENEW_PICTURES"))
COARSE = 3
"""Pictures are compared with so many pixels a side taken together, since edges of letters differ between systems."""

UNLIKE = 40
"""How many of 255 levels a coarse pixel may differ by."""

MOST_UNLIKE = 0.002
"""The share of coarse pixels that may differ by more."""

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


def levels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    found = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return found[:, :, :3].astype(np.int16)


def coarse(image: QImage) -> np.ndarray:
    found = levels(image)
    height, width = (length // COARSE * COARSE for length in found.shape[:2])
    blocks = found[:height, :width].reshape(height // COARSE, COARSE, width // COARSE, COARSE, 3)
    return np.asarray(blocks.mean(axis=(1, 3)))


def share_unlike(one: QImage, other: QImage) -> float:
    if one.size() != other.size():
        return 1
    return float((np.abs(coarse(one) - coarse(other)).max(axis=2) > UNLIKE).mean())


def leave(name: str, seen: QImage, kept: QImage) -> None:
    """Put what was seen, what is kept and their difference where a person can look at them."""
    LEFT.mkdir(parents=True, exist_ok=True)
    seen.save(str(LEFT / f"{name} seen.png"))
    kept.save(str(LEFT / f"{name} kept.png"))
    if seen.size() == kept.size():
        difference = np.abs(levels(seen) - levels(kept)).max(axis=2).astype(np.uint8)
        grey = QImage(difference.tobytes(), seen.width(), seen.height(), seen.width(), QImage.Format.Format_Grayscale8)
        grey.save(str(LEFT / f"{name} difference.png"))


@pytest.mark.parametrize("name", SHOTS)
def test_the_text_looks_as_it_did(view: ArticleView, name: str) -> None:
    seen, path = painted(view, SHOTS[name]), KEPT / f"{name.replace(' ', '-')}.png"
    if RENEW:
        assert seen.save(str(path))
    kept = QImage(str(path))
    if share_unlike(seen, kept) > MOST_UNLIKE:
        leave(name, seen, kept)
        pytest.fail(f"“{name}” looks otherwise: see {LEFT.relative_to(ROOT)}")


def test_an_underline_more_or_less_is_seen_as_another_picture(view: ArticleView) -> None:
    three, two = painted(view, SHOTS["depth 3"]), painted(view, SHOTS["depth 2"])
    assert share_unlike(three, two) > MOST_UNLIKE
