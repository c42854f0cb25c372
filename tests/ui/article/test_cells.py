"""A point on a character means that character, also where lines wrap from right to left and where directions meet."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.cells import LineCells
from annotator.ui.article.geometry import LineRuns

from .conftest import Reader, an_annotation

WORDS = {
    "Hebrew": ("דובר", "המשרד", "שָׁלוֹם", "ל-BBC", "(ירושלים)", "24", "3.5%", "עולם,", '"לא"'),
    "Arabic": ("قال", "المتحدث", "مُحَمَّد", "2024", "«لن»", "٢٠٢٤", "(U.S.)", "نهاية"),
    "both": ("Norland", "24/7", "שלום", "وقف", "الحكومة؟", "—", "the", "\u200fabc", "\u2067אב\u2069", "😀"),
    "Latin": ("The", "ferries", "e\u0301te\u0301", "return", "👨‍👩‍👧‍👦", "双方将", "24"),
}


def characters(reader: Reader):
    """Each character that is painted in one piece: its span, and its middle and quarters in viewport pixels."""
    view, sheet = reader.view, reader.view.sheet
    for block, top in sheet.visible(0, view.viewport().height()):
        for line in block.lines:
            runs = LineRuns(block, line)
            y = top + line.baseline - 4
            if y >= view.viewport().height():
                return
            start, end = (sheet.document.from_block(block.number, place) for place in (line.start, line.end))
            for each in boundaries.graphemes(reader.text, Span(start, end)) if start < end else ():
                found = runs(*sheet.document.in_block(block.number, each))
                if len(found) == 1 and found[0][1] - found[0][0] > 6:
                    left, right = found[0]
                    yield each, [QPointF(sheet.left + left + (right - left) * part, y) for part in (0.2, 0.5, 0.8)]


@pytest.mark.parametrize("zoom", [70, 100, 200])
@pytest.mark.parametrize("writing", WORDS)
def test_every_character_is_met_where_it_is_painted(reader: Reader, writing: str, zoom: int) -> None:
    source = random.Random(zoom)
    reader.view.zoom = zoom
    reader.open(" ".join(source.choice(WORDS[writing]) for _ in range(90)))
    met = 0
    for span, (left, middle, right) in characters(reader):
        assert reader.view.sheet.offset_under(middle) == span.start, span.quote(reader.text)
        sides = {reader.view.sheet.offset_at(left), reader.view.sheet.offset_at(right)}
        assert sides == {span.start, span.end}, span.quote(reader.text)
        met += 1
    assert met > 100


@pytest.mark.parametrize("zoom", [70, 100, 200])
def test_a_drag_over_words_of_a_wrapped_line_from_right_to_left_takes_exactly_these(reader: Reader, zoom: int) -> None:
    text = "דובר המשרד אמר כי ההסכם יישאר בתוקף עד סוף השנה הוסיף כהן שר החוץ אמר כי סירות יעזבו מחר בבוקר " * 4
    reader.view.zoom = zoom
    reader.open(text)
    assert len(reader.view.sheet.galley.block(0).lines) > 2
    for line in reader.view.sheet.galley.block(0).lines[:3]:
        words = [each for each in text[line.start : line.end].split() if len(each) > 2]
        start = text.index(words[2], line.start)
        span = Span(start, text.index(words[3], start) + len(words[3]))
        if reader.point(span.end).y() > reader.view.viewport().height() - 20:
            break
        reader.drag(span.start + 1, span.end - 1)
        assert reader.view.selected_span() == span


def test_a_click_on_a_wrapped_line_from_right_to_left_chooses_what_is_painted_there(reader: Reader) -> None:
    text = "דובר המשרד אמר כי ההסכם יישאר בתוקף עד סוף השנה הוסיף כהן שר החוץ אמר כי סירות יעזבו מחר בבוקר " * 4
    words = [each for each in boundaries.graphemes(text, Span(0, 60)) if not each.quote(text).isspace()]
    reader.open(text, [an_annotation(number, text, span) for number, span in enumerate(words, 1)])
    seen = {span: points[1] for span, points in characters(reader)}
    for number, span in enumerate(words, 1):
        if span in seen:
            marks = reader.view.mark_under(seen[span].toPoint())
            assert [mark.id for mark in marks] == [number], span.quote(text)


def test_beside_a_line_from_right_to_left_its_end_is_on_the_left(reader: Reader) -> None:
    text = "שר החוץ אמר ביום שני כי 24\n"
    reader.open(text)
    y = reader.point(3).y()
    assert reader.view.offset_at(QPoint(1, y)) == len(text) - 1
    assert reader.view.offset_at(QPoint(reader.view.viewport().width() - 2, y)) == 0


def test_the_caret_stands_beside_the_characters_it_parts(reader: Reader) -> None:
    reader.open(" ".join(WORDS["Hebrew"]) + " " + " ".join(WORDS["both"]))
    for span, _ in characters(reader):
        block, line, _top = reader.view.sheet.line_of(span.start)
        places = reader.view.sheet.document.in_block(block.number, span)
        ((left, right),) = LineRuns(block, line)(*places)
        edges = [reader.view.sheet.x_of(offset) for offset in (span.start, span.end)]
        # Where directions meet, one of both carets stands with the neighbour on the other side.
        assert any(min(abs(edge - left), abs(edge - right)) <= 1 for edge in edges), span.quote(reader.text)


class NeverDrawn:
    """Stands in for the layout of a block that must not be drawn."""

    def draw(self, *_: object) -> None:
        raise AssertionError("with an empty clip Qt would draw the whole block, which can take seconds")


def test_a_line_of_which_nothing_is_seen_is_never_painted_to_find_its_characters(reader: Reader) -> None:
    reader.open("אב גד " * 20 + "\u2028\u2066\u2028" + "אב גד " * 20)
    block = reader.view.sheet.galley.block(0)
    unseen = [line for line in block.lines if line.line.naturalTextRect().width() <= 0]
    assert unseen
    for line in unseen:
        never = block._replace(layout=NeverDrawn())
        assert LineRuns(never, line)(line.start, line.end) == []
        assert LineCells(never, line, [line.start, line.end], is_right_to_left=True).under(0) == line.start
