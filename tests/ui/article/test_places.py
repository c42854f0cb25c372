import random

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextCursor, QTextLayout, QWheelEvent
from PySide6.QtWidgets import QApplication

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.document import LONGEST_BLOCK, ArticleDocument
from annotator.ui.article.geometry import LineRuns
from annotator.ui.article.layout import Galley, Type
from annotator.ui.reading import faces

from .conftest import an_annotation

AWKWARD = (
    "Plain words, then 😀 and 👨‍👩‍👧‍👦 and 🇳🇴🇸🇪 and 👍🏽 and 𝔐𝔞𝔱𝔥, e\u0301 and o\u0308, a\u00a0no-break\u00a0space, "
    "a\u2028separator, \ufffc an object, a\ttab.\n\n"
    "قال المتحدث باسم الوزارة إن الاتفاق 2024 (Stenhaven) سيبقى سارياً حتى نهاية العام، وأضاف: «لن نقبل».\n"
    "שלום עולם, the envoy said, מחר.\n\n"
    "外交部发言人表示，双方将继续保持沟通。 ประชุมสันติภาพที่กรุงเทพ 회담은 계속된다.\n"
    "\ufeffA line that begins with a mark, and ends with a space \n\n\n"
    "She said “لن نقبل بالاتفاق” twice, then שלום and مُحَمَّد and بِسْمِ اللَّهِ, and left."
)
LONG = (AWKWARD.replace("\n", " ") + " ") * 60


@pytest.mark.parametrize("text", [AWKWARD, LONG], ids=["awkward", "one long line"])
def test_thousands_of_cursor_selections_are_exactly_the_text_between_their_ends(reader, text):
    reader.open(text)
    document = reader.view.sheet.document
    chance = random.Random(5)
    for _ in range(2000):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        cursor = QTextCursor(document.qt)
        cursor.setPosition(document.to_position(start))
        cursor.setPosition(document.to_position(end), QTextCursor.MoveMode.KeepAnchor)
        span = document.to_span(cursor.anchor(), cursor.position())
        assert (span.quote(text) if span else "") == text[start:end]
        reader.view.selection.put(end, start)
        found = reader.view.selected_span()
        assert (found.quote(text) if found else "") == text[start:end]


@pytest.mark.parametrize("text", [AWKWARD, LONG], ids=["awkward", "one long line"])
def test_what_is_selected_between_two_points_is_the_text_between_their_offsets(reader, text):
    reader.open(text)
    chance = random.Random(7)
    width, height = reader.view.viewport().width(), reader.view.viewport().height()
    for _ in range(1000):
        first, last = (QPoint(chance.randrange(width), chance.randrange(height)) for _ in range(2))
        start, end = sorted((reader.view.offset_at(first), reader.view.offset_at(last)))
        reader.view.selection.put(start, end)
        span = reader.view.selected_span()
        assert (span.quote(text) if span else "") == text[start:end]


def test_every_offset_is_found_again_at_its_point_where_text_runs_one_way(reader):
    text = "The ferries 😀 return on Monday,\tthe U.S. envoy said; 双方将继续保持沟通。 " * 30
    reader.open(text)
    document = reader.view.sheet.document
    for offset in range(900):
        if text[offset - 1 : offset].isspace() or document.starts.count(offset):
            continue  # both sides of a wrap are the same offset
        assert reader.view.offset_at(reader.point(offset)) == offset


def test_every_edge_of_a_character_with_several_marks_is_found_again_at_its_point(reader):
    text = "’a\u0323\u0308n\u0303 “a\u0308\u0323\u0301b” e\u0301\u0302 क्षि " * 3
    reader.open(text)
    for zoom in (50, 80, 100, 200):
        reader.view.zoom = zoom
        for edge in (each.start for each in boundaries.graphemes(text, Span(0, 50))):
            assert reader.view.offset_at(reader.point(edge)) == edge, text[edge - 3 : edge + 3]


def test_soft_breaks_keep_every_block_short_and_lose_nothing():
    document = ArticleDocument(LONG)
    assert max(document.lengths) <= LONGEST_BLOCK
    assert "".join(document.block_text(n) for n in range(document.block_count)) == LONG
    assert [document.to_offset(document.to_position(place)) for place in range(len(LONG) + 1)] == list(
        range(len(LONG) + 1)
    )


def test_a_line_of_twenty_thousand_letters_without_a_space_is_broken_between_letters():
    document = ArticleDocument("x" * 20_000)
    assert max(document.lengths) <= LONGEST_BLOCK
    assert sum(document.lengths) == 20_000


def qt_selection(block, line, places: tuple[int, int], width: int) -> list[bool]:
    """Which pixels of a line Qt itself fills when it draws a selection."""
    selection = QTextLayout.FormatRange()
    selection.start, selection.length = places[0], places[1] - places[0]
    selection.format = QTextCharFormat()
    selection.format.setBackground(QColor("white"))
    selection.format.setForeground(QColor(Qt.GlobalColor.transparent))
    image = QImage(width, block.height + 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.setPen(Qt.GlobalColor.transparent)
    block.layout.draw(painter, QPointF(0, 0), [selection], QRectF())
    painter.end()
    y = round(line.line.y()) + 1
    return [image.pixelColor(x, y) == QColor("white") for x in range(width)]


def test_spans_in_awkward_scripts_are_painted_where_qt_would_paint_a_selection(reader):
    reader.open(AWKWARD)
    document = ArticleDocument(AWKWARD)
    width = 420
    galley = Galley(document, Type.of(faces.face(13), width, gaps=False))
    chance = random.Random(11)
    compared = 0
    for _ in range(150):
        block = galley.block(chance.randrange(document.block_count))
        ends = [
            boundaries.previous_grapheme(AWKWARD, end) if end > document.starts[block.number] else end
            for end in sorted(chance.choices(range(document.starts[block.number], document.end(block.number) + 1), k=2))
        ]
        places = document.place(block.number, ends[0]), document.place(block.number, ends[1])
        for line in block.lines:
            runs = LineRuns(block, line)(*places)
            edge = line.line.naturalTextRect().right()
            ours = [any(left <= x + 0.5 < right for left, right in runs) for x in range(width)]
            theirs = qt_selection(block, line, places, width) if places[0] < places[1] else [False] * width
            wrong = [x for x in range(width) if ours[x] != theirs[x] and x < edge - 1]
            # An edge may fall on either side of half a pixel, never further.
            assert len(wrong) <= 2 * len(runs) + 2, (AWKWARD[ends[0] : ends[1]], wrong)
            compared += 1
    assert compared > 150


def test_zooming_keeps_the_line_at_the_top(reader):
    text = "\n\n".join(f"Paragraph {n}. " + "The ferries return on Monday. " * 12 for n in range(120))
    reader.open(text)
    place = text.index("Paragraph 60.")
    reader.view.scroll_to_anchor(place)
    for percent in (200, 400, 50, 130, 100):
        reader.view.zoom = percent
        assert reader.view.scroll_anchor() == place
        assert 0 <= reader.point(place).y() < 120


def test_control_and_the_wheel_zoom_and_tell(reader, hear):
    reader.open(AWKWARD)
    told = hear(reader.view.zoom_changed)
    for turn in (120, 120, -120):
        place = QPointF(300, 300)
        event = QWheelEvent(
            place, place, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(reader.view.viewport(), event)
    assert told == [(110,), (125,), (110,)]
    reader.view.zoom = 9000
    assert reader.view.zoom == 400


def test_scrolling_up_through_text_not_laid_out_yet_moves_by_exactly_the_wheel(reader):
    # The beginning, by which heights are guessed, is much narrower than what follows.
    text = "\n\n".join(f"Paragraph {n}. " + ("il " if n < 300 else "双方WM ") * (n % 97) for n in range(3000))
    reader.open(text)
    place = text.index("Paragraph 2000.")
    reader.view.scroll_to_anchor(place)
    bar = reader.view.verticalScrollBar()
    for _ in range(12):
        mark = reader.view.scroll_anchor()
        before = reader.point(mark).y()
        bar.setValue(bar.value() - 90)
        assert reader.point(mark).y() == before + 90


def test_resizing_keeps_the_line_at_the_top(reader):
    text = "\n\n".join(f"Paragraph {n}. " + "The ferries return on Monday. " * 12 for n in range(120))
    reader.open(text)
    place = text.index("Paragraph 60.")
    reader.view.scroll_to_anchor(place)
    reader.pane.resize(500, 500)
    assert reader.view.scroll_anchor() == place
    assert abs(reader.point(place).y() - 14) < 12


def test_the_end_of_a_long_text_can_be_reached(reader):
    text = "\n\n".join(f"Paragraph {n}. " + "The ferries return on Monday. " * 12 for n in range(900))
    reader.open(text)
    bar = reader.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert 0 < reader.point(len(text)).y() < reader.view.viewport().height()


def test_revealing_a_span_brings_it_on_the_screen(reader):
    text = "\n\n".join(f"Paragraph {n}: the ferries return." for n in range(300))
    span = Span(text.index("Paragraph 250"), text.index("Paragraph 251") - 2)
    reader.open(text, [an_annotation(1, text, span)])
    reader.view.reveal(span, lit=True)
    assert 0 < reader.point(span.start).y() < reader.view.viewport().height() / 2
    assert 0 < reader.point(span.end).y() < reader.view.viewport().height()


def test_the_column_holds_a_comfortable_measure(reader):
    text = "The minister said on Monday that both sides had spoken of progress in the talks. " * 20
    reader.pane.resize(1600, 640)
    reader.open(text)
    block = reader.view.sheet.galley.block(0)
    lengths = [len(text[line.start : line.end].strip()) for line in block.lines[:-1]]
    assert 60 <= sum(lengths) / len(lengths) <= 76


def test_no_place_on_the_screen_parts_what_a_reader_takes_for_one_character(reader):
    text = "gate क्षि हिन्दी é 👨‍👩‍👧‍👦 กำลัง\n"
    reader.open(text)
    whole = {each.start for each in boundaries.graphemes(text, Span(0, len(text)))} | {len(text)}
    y = reader.point(1).y()
    assert {reader.view.offset_at(QPoint(x, y)) for x in range(reader.view.viewport().width())} <= whole
