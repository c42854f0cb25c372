"""What an analyst selects in a real text document is what our offsets say, for every kind of text."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from PySide6.QtGui import QTextCursor, QTextDocument

from annotator.text.canonical import canonical
from annotator.text.offsets import Offsets
from tests.text.awkward import canonical_texts, random_canonical_text

DOCUMENTS = 60
SELECTIONS = 2_000

pytestmark = pytest.mark.usefixtures("qapp")


def shown(cursor: QTextCursor) -> str:
    """What a cursor has selected; Qt's only change to canonical text is U+2029 for a line feed."""
    return cursor.selectedText().replace("\u2029", "\n")


def select(cursor: QTextCursor, anchor: int, position: int) -> None:
    cursor.setPosition(anchor)
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)


def test_120_000_random_selections_are_the_words_that_the_cursor_shows() -> None:
    source = random.Random(20231223)
    wrong: list[tuple[str, str]] = []
    checked = 0
    for number in range(DOCUMENTS):
        text = random_canonical_text(source, 3 + number * 5)
        offsets = Offsets(text)
        document = QTextDocument()
        document.setPlainText(text)
        assert document.characterCount() - 1 == offsets.utf16_length
        cursor = QTextCursor(document)
        for _ in range(SELECTIONS):
            anchor, position = (source.randint(0, offsets.utf16_length) for _ in range(2))
            span = offsets.to_span(anchor, position)
            quote = span.quote(text) if span else ""
            if span:
                # A cursor set by force between the halves of a pair is widened to what can be shown.
                anchor, position = offsets.to_positions(span)
                select(cursor, anchor, position)
            else:
                cursor.setPosition(position)
            checked += 1
            if shown(cursor) != quote:
                wrong.append((quote, shown(cursor)))
    assert checked >= 100_000
    assert wrong == []


def test_a_cursor_moved_as_by_hand_selects_whole_code_points_even_where_qt_stops_inside_one() -> None:
    # Behind Thai letters Qt 6.11 stops between the halves of a surrogate pair.
    text = random_canonical_text(random.Random(7), 1_500) + "\u0e14\u0e35𝟜x"
    offsets = Offsets(text)
    document = QTextDocument()
    document.setPlainText(text)
    cursor = QTextCursor(document)
    stops = [0]
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        stops.append(cursor.position())
    for first, last in pairwise(stops):
        span = offsets.to_span(last, first)
        assert span is not None
        widened_first, widened_last = offsets.to_positions(span)
        assert first - 1 <= widened_first <= first < last <= widened_last <= last + 1
        select(cursor, widened_first, widened_last)
        assert span.quote(text) == shown(cursor)


@given(canonical_texts())
def test_the_document_shows_exactly_the_canonical_text(text: str) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    assert shown(cursor) == text
    assert document.characterCount() - 1 == Offsets(text).utf16_length


def test_only_the_cursor_keeps_a_no_break_space_and_a_line_separator() -> None:
    document = QTextDocument()
    document.setPlainText("3.5\u00a0bn\u2028x")
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    assert cursor.selectedText() == "3.5\u00a0bn\u2028x"
    assert document.toPlainText() == "3.5 bn\nx"


@pytest.mark.parametrize("raw", ["a\r\nb", "\ufeffa", "a\u2029b", "a\ufdd0b", "a\ufdd1b", "a\rb"])
def test_what_the_document_would_change_is_changed_before(raw: str) -> None:
    document = QTextDocument()
    document.setPlainText(raw)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    assert shown(cursor) != raw
    document.setPlainText(canonical(raw))
    cursor.select(QTextCursor.SelectionType.Document)
    assert shown(cursor) == canonical(raw)
