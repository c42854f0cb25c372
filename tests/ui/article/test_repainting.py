"""Only what changes is repainted; the picture that results must be the one that painting everything gives."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.text.span import Span

from .conftest import LEFT, NO_KEYS, TAGS, Reader, an_annotation

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = (
    "We urge Sudmark to withdraw its patrol boats before talks resume, the ministry said. " * 4
    + "\n\nقال المتحدث إن the levy سيبقى حتى نهاية العام وأضاف أن 24 ferry سوف تعود.\n\n"
    + "ירושלים said 中方反对 the plan, 👨‍👩‍👧‍👦 and naïve. " * 8
)


FRINGE = 48  # of 255: where faces are smoothed by subpixels, the edge of a glyph depends on how it was clipped


def furthest(one: QImage, other: QImage) -> int:
    """The largest difference of any colour of any pixel."""
    levels = [np.frombuffer(image.constBits(), np.uint8).astype(np.int16) for image in (one, other)]
    return int(np.abs(levels[0] - levels[1]).max())


def on_the_screen(reader: Reader) -> QImage:
    """The pixels of the article as the window shows them, made of many small repaints."""
    QApplication.processEvents()
    viewport = reader.view.viewport()
    place = viewport.mapTo(reader.window, QPoint(0, 0))
    window = reader.window.screen().grabWindow(reader.window.winId()).toImage()
    return window.copy(place.x(), place.y(), viewport.width(), viewport.height())


def a_deed(reader: Reader, source: random.Random, annotations: list) -> None:
    view, start = reader.view, source.randrange(len(TEXT) - 300)
    kind = source.randrange(7)
    if kind == 0:
        view.select_span(Span(start, start + source.randint(1, 300)))
    elif kind == 1:
        view.select_annotation(source.choice(annotations).id)
    elif kind == 2:
        reader.press(source.choice((Key.Key_Down, Key.Key_Right, Key.Key_Up)), source.choice((SHIFT, NO_KEYS)))
    elif kind == 3:
        QTest.mouseMove(view.viewport(), QPoint(source.randrange(800), source.randrange(600)))
    elif kind == 4:
        view.go_to_annotation(forward=source.random() < 0.5)
    elif kind == 5:
        reader.pane.set_annotations(source.sample(annotations, len(annotations) - 1))
    else:
        reader.press(Key.Key_Escape)
        QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, reader.point(start))


@pytest.mark.parametrize("seed", range(3))
def test_small_repaints_add_up_to_the_whole_picture(reader: Reader, seed: int) -> None:
    source = random.Random(seed)
    places = [(source.randrange(len(TEXT) - 80), source.randint(3, 80)) for _ in range(20)]
    annotations = [
        an_annotation(number, TEXT, Span(start, start + length), TAGS[number % len(TAGS)])
        for number, (start, length) in enumerate(sorted(places), start=1)
    ]
    reader.open(TEXT, annotations)
    for _ in range(30):
        a_deed(reader, source, annotations)
        seen = on_the_screen(reader)
        reader.view.viewport().update()
        assert furthest(on_the_screen(reader), seen) <= FRINGE
