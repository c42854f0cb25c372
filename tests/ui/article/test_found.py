"""Matches on the screen: framed exactly where the words stand, in any script, and ticked at their height."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from annotator.text.finding import Wanted, find
from annotator.ui import theme
from annotator.ui.article.found import Finds, offset_at


def show(reader, text, words, current=None):
    reader.open(text)
    finds = Finds(find(text, Wanted(words)), current)
    reader.view.show_finds(finds)
    return finds


def picture(reader) -> QImage:
    return reader.view.viewport().grab().toImage()


def differs(one: QImage, other: QImage) -> set[tuple[int, int]]:
    return {
        (x, y) for y in range(one.height()) for x in range(one.width()) if one.pixel(x, y) != other.pixel(x, y)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The levy stays, said the envoy.", "levy"),
        ("قال الوزير إن الاتفاق قائم", "الاتفاق"),
        ("He said שלום עולם and left.", "עולם"),
        ("中国外交部发言人表示", "外交部"),
        ("The 👨‍👩‍👧 waits.", "👨‍👩‍👧"),
        ("A\tlevy\tin columns", "levy"),
    ],
)
def test_a_match_is_painted_where_its_words_stand(reader, text, words):
    reader.open(text)
    reader.pane.setFocus()
    reader.view.clearFocus()
    before = picture(reader)
    finds = show(reader, text, words, current=0)
    changed = differs(before, picture(reader))
    span = finds.found.span(0)
    rects = reader.view._rects_of(span)
    assert changed
    left, right = min(rect.left() for rect in rects), max(rect.right() for rect in rects)
    assert left - 4 <= min(x for x, _ in changed)
    assert max(x for x, _ in changed) <= right + 4
    for rect in rects:
        assert (round(rect.center().x()), round(rect.bottom()) - 3) in changed


def test_the_current_match_looks_different_from_the_others_without_its_colour(reader):
    text = "levy and levy"
    show(reader, text, "levy", current=0)
    first = picture(reader)
    show(reader, text, "levy", current=1)
    second = picture(reader)

    def darkness(image: QImage, number: int) -> float:
        rect = reader.view._rects_of(find(text, Wanted("levy")).span(number))[0]
        pixels = [QColor(image.pixel(x, y)).lightnessF() for x in range(int(rect.left()) - 2, int(rect.right()) + 2)
                  for y in range(int(rect.top()), int(rect.bottom()) + 2)]  # fmt: skip
        return sum(pixels) / len(pixels)

    assert darkness(first, 0) < darkness(first, 1) - 0.03
    assert darkness(second, 1) < darkness(second, 0) - 0.03


def test_a_match_over_wrapped_lines_is_framed_on_each(reader):
    text = "so " * 60
    show(reader, text, "so " * 40)
    document, setting = reader.view.sheet.document, reader.view.sheet.galley.setting
    here = reader.view.finds.in_block(document, setting, reader.view.sheet.galley.block(0))
    assert len(here.others) >= 2
    assert here.current == []


def test_ticks_stand_at_the_heights_of_the_matches(reader):
    text = "\n".join("levy" if number in (0, 150, 299) else "nothing" for number in range(300))
    finds = show(reader, text, "levy")
    sheet = reader.view.sheet
    shares = finds.shares(sheet, sheet.height, 100)
    assert len(shares) == 3
    assert shares[0] <= 2
    assert 45 <= shares[1] <= 53
    assert shares[2] >= 93


def test_an_offset_is_told_for_every_height_of_the_sheet(reader):
    text = "A line of the text.\n" * 500
    reader.open(text)
    sheet = reader.view.sheet
    offsets = [offset_at(sheet, y) for y in range(0, sheet.height + 100, 37)]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] >= len(text) - 1


def test_zoom_and_theme_move_the_frames_along(reader):
    text = "The levy stays. " * 30
    show(reader, text, "levy", current=3)
    picture(reader)
    reader.view.zoom = 200
    rect = reader.view._rects_of(reader.view.finds.found.span(3))[0]
    accent = theme.current().color("accent")
    image = picture(reader)
    column = [
        QColor(image.pixel(round(rect.center().x()), y))
        for y in range(round(rect.bottom()) - 4, round(rect.bottom()) + 5)
    ]
    assert any(abs(color.red() - accent.red()) + abs(color.blue() - accent.blue()) < 60 for color in column)
