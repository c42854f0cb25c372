"""What a span covers on the screen, in any script, is what Qt itself paints for a selection of the same range."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.geometry import LineRuns
from annotator.ui.article.layout import Galley, SetBlock, SetLine, Type
from annotator.ui.reading.faces import face

from .conftest import TAGS, Reader, an_annotation

pytestmark = pytest.mark.usefixtures("_faces")

SCRIPTS = {
    "Latin": ("Stenhaven", "fjord", "official", "waffle", "e\u0301te\u0301", "naïve", "24", "(U.S.)", "—"),
    "Arabic": ("القاهرة", "وقف", "بِسْمِ", "مُحَمَّد", "لا", "٢٠٢٤", "2024", "«لن»", "الاتفاق"),
    "Hebrew": ("ירושלים", "שלום", "שָׁלוֹם", "(מחר)", "24", "עולם,"),
    "Thai": ("ประชุม", "สันติภาพ", "กำ", "ที่กรุงเทพ", "น้ำ"),
    "Devanagari": ("नमस्ते", "दुनिया", "क्षि", "मुंबई", "हिन्दी"),
    "Han": ("双方将继续保持沟通。", "東京", "한국", "カタカナ", "𠮷野"),
    "emoji": ("👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏿", "🇳🇴", "1️⃣", "😀", "𝔘𝔫"),
}
GAPS = (" ", "  ", "\t", "\u00a0", "\u3000", "\u200b", "-", "")


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Words of one script, or of several in one line; some so long that they wrap many times."""
    scripts = draw(st.lists(st.sampled_from(sorted(SCRIPTS)), min_size=1, max_size=3, unique=True))
    words = st.sampled_from([word for script in scripts for word in SCRIPTS[script]])
    pieces = draw(st.lists(st.tuples(words, st.sampled_from(GAPS)), min_size=1, max_size=30))
    return "".join(word + gap for word, gap in pieces)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of the text that cuts no character of a reader."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + draw(st.sampled_from((3, 15, len(text)))))))
    return boundaries.snap_to_graphemes(text, Span(start, end)) or Span(0, len(text))


def drawn_by_qt(block: SetBlock, places: tuple[int, int], width: int) -> np.ndarray:
    """Which pixels are white when Qt draws a white selection of some UTF-16 places of a block, and no letters."""
    selection = QTextLayout.FormatRange()
    selection.start, selection.length = places[0], places[1] - places[0]
    selection.format = QTextCharFormat()
    selection.format.setBackground(QColor("white"))
    selection.format.setForeground(QColor(Qt.GlobalColor.transparent))
    image = QImage(width, block.height + 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.setPen(Qt.GlobalColor.transparent)
    block.layout.draw(painter, QPointF(0, 0), [selection], QRectF())
    painter.end()
    levels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return np.asarray(levels[:, :, :3].min(axis=2) > 127)


def longest_run(wrong: np.ndarray) -> int:
    """The most wrong pixels beside each other."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], wrong.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def covered(block: SetBlock, line: SetLine, places: tuple[int, int], width: int) -> np.ndarray:
    middles = np.arange(width) + 0.5
    found = np.zeros(width, bool)
    for left, right in LineRuns(block, line)(*places):
        found |= (left <= middles) & (middles < right)
    return found


@given(st.data(), st.sampled_from((130, 300, 620)), st.sampled_from((7.0, 12.75, 26.0)))
def test_the_runs_of_a_span_are_those_of_a_selection(data: st.DataObject, width: int, points: float) -> None:
    text = data.draw(paragraphs(), label="text")
    document = ArticleDocument(text)
    block = Galley(document, Type.of(face(points), width, gaps=False)).block(0)
    span = data.draw(spans(text), label="span")
    places = document.in_block(0, span)
    selected, bare = drawn_by_qt(block, places, width), drawn_by_qt(block, (0, 0), width)
    for line in block.lines:
        rows = slice(round(line.line.y()) + 1, round(line.line.y() + line.line.height()) - 1)
        seen = line.line.naturalTextRect()
        # Emoji are drawn whatever colour letters have: where one is white by itself, nothing can be told.
        sure = ~bare[rows].all(axis=0)
        sure[: max(0, int(seen.left()) + 1)] = sure[max(0, int(seen.right()) - 1) :] = False
        wrong = (covered(block, line, places, width) != selected[rows].all(axis=0)) & sure
        # An edge may fall on either side of half a pixel; nothing is missing and nothing is too much.
        assert longest_run(wrong) <= 1, (span.quote(text), line)


SIDES = (TAGS[0], replace(TAGS[0], color="#D55E00"))


@pytest.mark.parametrize("seed", range(12))
def test_the_window_paints_a_span_where_qt_would_select_it(reader: Reader, seed: int) -> None:
    source = random.Random(seed)
    words = [source.choice(SCRIPTS[source.choice(sorted(SCRIPTS))]) + source.choice(GAPS) for _ in range(40)]
    text = "".join(words)
    reader.view.zoom = source.choice((50, 100, 200))
    for _ in range(4):
        start = source.randrange(len(text) - 2)
        span = boundaries.snap_to_graphemes(text, Span(start, source.randint(start + 1, len(text))))
        assert span is not None
        differs = changed_by_colour(reader, text, span)
        block, top = next(iter(reader.view.sheet.visible(0, reader.view.viewport().height())))
        places = reader.view.sheet.document.in_block(0, span)
        left, width = reader.view.sheet.left, reader.view.sheet.galley.setting.column
        setting = reader.view.sheet.galley.setting
        for line in block.lines:
            y = top + line.baseline - setting.ascent + 1
            if y + setting.ascent > len(differs):
                break
            seen = differs[y : y + setting.ascent, left : left + width].any(axis=0)
            assert longest_run(seen != covered(block, line, places, width)) <= 1, (span.quote(text), line)


def changed_by_colour(reader: Reader, text: str, span: Span) -> np.ndarray:
    """The pixels of the view that are others when the tag of an annotation has another colour."""
    pictures = []
    for tag in SIDES:
        reader.open(text, [an_annotation(1, text, span, tag)], [tag])
        image = reader.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pictures.append(np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy())
    return np.asarray((pictures[0] != pictures[1]).any(axis=2))


JOINED = ("official waffle fjord", "नमस्ते क्षि", "กำที่น้ำ ประชุม", "لا الاتفاق مُحَمَّد", "e\u0301te\u0301 ạ\u0308 naïve")


@pytest.mark.parametrize("text", JOINED)
def test_every_span_that_ends_within_joined_letters_is_painted_as_qt_does(text: str) -> None:
    document = ArticleDocument(text)
    width = 420
    block = Galley(document, Type.of(face(18.0), width, gaps=False)).block(0)
    (line,) = block.lines
    rows = slice(round(line.line.y()) + 1, round(line.line.y() + line.line.height()) - 1)
    edges = [each.start for each in boundaries.graphemes(text, Span(0, len(text)))]
    bare = drawn_by_qt(block, (0, 0), width)[rows].all(axis=0)
    for start in edges[:-1]:
        for end in (each for each in edges if start < each <= start + 4):
            places = document.in_block(0, Span(start, end))
            wrong = (covered(block, line, places, width) != drawn_by_qt(block, places, width)[rows].all(axis=0)) & ~bare
            wrong[max(0, int(line.line.naturalTextRect().right()) - 1) :] = False
            assert longest_run(wrong) <= 1, text[start:end]
