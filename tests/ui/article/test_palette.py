import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtTest import QTest

from annotator.records import TagId
from annotator.text.span import Span

from .conftest import LEFT, NO_KEYS, TAGS, an_annotation

TEXT = "\n\n".join(f"Paragraph {n}: the ferries return on Monday, the ministry said." for n in range(40))


def select(reader, quote: str = "the ferries return") -> None:
    span = reader.span_of(quote)
    reader.drag(span.start, span.end)


def chips(reader):
    return [chip for chip in reader.view.palette_box.chips() if chip.isVisible()]


def test_the_palette_comes_beside_the_selection_and_takes_no_focus(reader):
    reader.open(TEXT)
    select(reader)
    palette = reader.view.palette_box
    assert palette.isVisible()
    assert reader.view.hasFocus()
    span = reader.view.selected_span()
    line = QRect(reader.point(span.start), reader.point(span.end)).adjusted(0, -9, 0, 9)
    assert not palette.card().intersects(line)
    assert reader.view.viewport().rect().contains(palette.card())


def test_near_the_lower_edge_the_palette_stands_above(reader):
    reader.open(TEXT)
    height = reader.view.viewport().height()
    lowest = max(n for n in range(40) if reader.point(TEXT.index(f"Paragraph {n}:")).y() < height - 12)
    start = TEXT.index(f"Paragraph {lowest}:")
    reader.drag(start, start + 9)
    card = reader.view.palette_box.card()
    assert card.bottom() < reader.point(start).y()
    assert reader.view.viewport().rect().contains(card)


def test_a_palette_above_the_selection_does_not_grow_over_it(reader):
    reader.open(TEXT)
    height = reader.view.viewport().height()
    lowest = max(n for n in range(40) if reader.point(TEXT.index(f"Paragraph {n}:")).y() < height - 12)
    start = TEXT.index(f"Paragraph {lowest}:")
    reader.drag(start, start + 9)
    reader.type("/")
    QTest.keyClicks(reader.view.palette_box.field, "first mention")
    assert reader.view.palette_box.card().bottom() < reader.point(start).y() - 8


def test_a_palette_that_grows_by_what_was_found_stays_within_the_view(reader):
    names = ("cab", "cat", "car", "a commitment that was kept", "a commitment that was broken", "a commitment")
    tags = [replace(TAGS[0], id=TagId(number), name=name) for number, name in enumerate(names, 1)]
    reader.open(TEXT, tags=[replace(tag, annotations=9 - tag.id, key="", letter="") for tag in tags])
    reader.window.resize(700, 500)
    start = TEXT.index("ministry said")
    reader.drag(start, start + len("ministry said"))
    reader.type("/")
    narrow = reader.view.palette_box.card().width()
    QTest.keyClicks(reader.view.palette_box.field, "com")
    card = reader.view.palette_box.card()
    assert card.width() > narrow
    assert reader.view.viewport().rect().contains(card)


def test_a_click_on_a_chip_asks_for_its_tag(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    select(reader)
    QTest.mouseClick(chips(reader)[1], LEFT)
    assert asked == [(TAGS[1].id, "")]
    assert reader.view.hasFocus()
    assert not reader.view.palette_box.isVisible()


def test_tags_used_lately_come_first(reader):
    reader.open(TEXT)
    select(reader)
    reader.type("3")
    select(reader, "the ministry")
    assert [chip.tag.name for chip in chips(reader)] == ["demand", "claim", "commitment"]


def test_of_tags_not_used_lately_those_with_most_annotations_come_first(reader):
    reader.open(TEXT, tags=[replace(tag, annotations=number) for tag, number in zip(TAGS, (2, 0, 9, 4), strict=True)])
    select(reader)
    assert [chip.tag.name for chip in chips(reader)] == ["demand", "agreement", "claim"]


def test_again_repeats_the_last_tag(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    select(reader)
    reader.type("3")
    select(reader, "the ministry")
    QTest.mouseClick(reader.view.palette_box.again, LEFT)
    assert asked == [(TAGS[2].id, "")] * 2


def test_a_slash_opens_the_search_and_enter_takes_the_first_match(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    select(reader)
    reader.type("/")
    field = reader.view.palette_box.field
    assert field.hasFocus()
    QTest.keyClicks(field, "com")
    assert [chip.tag.name for chip in chips(reader)] == ["commitment"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked == [(TAGS[1].id, "")]
    assert reader.view.hasFocus()


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ((Qt.Key.Key_Tab,), 1),
        ((Qt.Key.Key_Down, Qt.Key.Key_Down), 2),
        ((Qt.Key.Key_Down, Qt.Key.Key_Up), 0),
        ((Qt.Key.Key_Backtab,), 2),
        ((Qt.Key.Key_Tab,) * 3, 0),
    ],
)
def test_tab_and_the_arrows_choose_among_what_was_found(reader, hear, keys, chosen):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    select(reader)
    reader.type("/")
    field = reader.view.palette_box.field
    QTest.keyClicks(field, "m")
    for key in keys:
        QTest.keyClick(field, key)
    assert [chip.is_chosen for chip in chips(reader)] == [place == chosen for place in range(3)]
    assert field.hasFocus()
    wanted = chips(reader)[chosen].tag
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked == [(wanted.id, "")]


def test_what_stands_behind_a_semicolon_becomes_the_note(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    select(reader)
    reader.type("/")
    QTest.keyClicks(reader.view.palette_box.field, "dem; first mention")
    QTest.keyClick(reader.view.palette_box.field, Qt.Key.Key_Return)
    assert asked == [(TAGS[2].id, "first mention")]


def test_words_that_name_no_tag_become_the_note_of_the_next_key(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    select(reader)
    reader.type("/")
    QTest.keyClicks(reader.view.palette_box.field, "first mention")
    QTest.keyClick(reader.view.palette_box.field, Qt.Key.Key_Return)
    assert asked == []
    assert reader.view.hasFocus()
    reader.type("2")
    assert asked == [(TAGS[1].id, "first mention")]


def test_escape_leaves_the_search_with_the_selection_as_it_was(reader):
    reader.open(TEXT)
    select(reader)
    span = reader.view.selected_span()
    reader.type("/")
    QTest.keyClicks(reader.view.palette_box.field, "com")
    QTest.keyClick(reader.view.palette_box.field, Qt.Key.Key_Escape)
    assert reader.view.hasFocus()
    assert reader.view.selected_span() == span


def test_escape_in_the_text_sends_the_palette_away(reader):
    reader.open(TEXT)
    select(reader)
    reader.press(Qt.Key.Key_Escape)
    assert not reader.view.palette_box.isVisible()


def test_the_palette_comes_for_the_keyboard_too_once_it_rests(reader, qtbot):
    reader.open(TEXT)
    reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert not reader.view.palette_box.isVisible()
    qtbot.waitUntil(reader.view.palette_box.isVisible)


def test_the_palette_scrolls_with_the_selection(reader):
    reader.open(TEXT)
    select(reader, "Paragraph 9: the ferries")
    before = reader.view.palette_box.y()
    bar = reader.view.verticalScrollBar()
    bar.setValue(bar.value() + 60)
    assert reader.view.palette_box.y() == before - 60


def test_a_selection_that_fills_the_screen_is_not_covered_unless_a_tag_is_looked_for(reader):
    reader.open(TEXT)
    reader.view.scroll_to_anchor(TEXT.index("Paragraph 9"))
    reader.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(300)
    assert not reader.view.palette_box.isVisible()
    reader.type("/")
    assert reader.view.palette_box.isVisible()
    assert reader.view.palette_box.field.hasFocus()


def test_a_palette_that_had_no_room_comes_once_scrolling_makes_some(reader):
    reader.open(TEXT)
    last = TEXT.index("Paragraph 20:")
    reader.view.scroll_to_anchor(TEXT.index("Paragraph 4"))
    reader.view.select_span(Span(0, last))
    assert not reader.view.palette_box.isVisible()
    reader.view.scroll_to_anchor(last - 80)
    assert reader.view.palette_box.isVisible()
    card = reader.view.palette_box.card()
    assert card.top() > reader.point(last - 3).y()


def test_going_to_an_annotation_sends_the_palette_away(reader):
    reader.open(TEXT, [an_annotation(1, TEXT, Span(TEXT.index("Monday"), TEXT.index("Monday") + 6))])
    select(reader, "Paragraph 1:")
    assert reader.view.palette_box.isVisible()
    reader.type("[")
    assert reader.view.selected_annotation() is not None
    assert reader.view.selected_span() is None
    assert not reader.view.palette_box.isVisible()


TEXTS = (
    TEXT,
    "دوبر המשרד אמר כי ההסכם יישאר בתוקף עד סוף השנה, the envoy said, הוסיף כהן. " * 12,
    "外交部发言人表示，双方将继续保持沟通。会谈于12月22日在北京举行。" * 20,
    "One line only.",
)


@pytest.mark.parametrize("seed", range(8))
def test_wherever_words_are_selected_the_palette_stands_on_none_of_them_and_takes_no_focus(reader, seed):
    source = random.Random(seed)
    palette, viewport = reader.view.palette_box, reader.view.viewport()
    reader.open(TEXTS[seed % len(TEXTS)])
    shown = 0
    for _ in range(25):
        size = source.randint(240, 1_200), source.randint(140, 900)
        reader.window.resize(*size)
        reader.pane.resize(*size)
        reader.view.zoom = source.choice((50, 100, 100, 200, 400))
        reader.view.verticalScrollBar().setValue(source.randint(0, reader.view.verticalScrollBar().maximum()))
        first = QPoint(source.randrange(viewport.width()), source.randrange(viewport.height()))
        last = QPoint(source.randrange(viewport.width()), min(viewport.height() - 1, first.y() + source.randint(0, 60)))
        QTest.mousePress(viewport, LEFT, NO_KEYS, first)
        reader.move_held(last)
        QTest.mouseRelease(viewport, LEFT, NO_KEYS, last)
        span = reader.view.selected_span()
        assert reader.view.hasFocus()
        if span is None or not palette.isVisible():
            continue
        shown += 1
        rects = reader.view._rects_of(span)
        assert not any(QRectF(palette.card()).intersects(each) for each in rects), (size, span.quote(reader.text))
        assert viewport.rect().contains(palette.card()), size
        top = viewport.childAt(palette.card().center())
        assert top is palette or palette.isAncestorOf(top), top  # nothing lies over it
    assert shown > 8


def test_where_there_is_room_above_or_below_the_palette_is_seen(reader):
    reader.open(TEXT)
    palette, height = reader.view.palette_box, reader.view.viewport().height()
    for top in range(-40, height - 20, 23):
        reader.view.scroll_to_anchor(TEXT.index("Paragraph 12:"))
        reader.view.verticalScrollBar().setValue(reader.view.verticalScrollBar().value() - top)
        reader.drag(TEXT.index("Paragraph 12:"), TEXT.index("Paragraph 12:") + 9)
        if reader.view.selected_span() is not None:
            assert palette.isVisible(), top


@pytest.mark.parametrize("backwards", [False, True])
def test_a_tall_selection_makes_room_for_the_palette_where_the_mouse_let_go(reader, backwards):
    reader.open(TEXT)
    reader.view.scroll_to_anchor(TEXT.index("Paragraph 9"))
    viewport, palette = reader.view.viewport(), reader.view.palette_box
    top, foot = QPoint(120, 6), QPoint(500, viewport.height() - 8)
    first, last = (foot, top) if backwards else (top, foot)
    QTest.mousePress(viewport, LEFT, NO_KEYS, first)
    reader.move_held(last)
    QTest.mouseRelease(viewport, LEFT, NO_KEYS, last)
    span = reader.view.selected_span()
    assert palette.isVisible()
    place = reader.point(span.start if backwards else span.end)
    assert 0 < place.y() < viewport.height()
    assert (palette.card().bottom() < place.y()) is backwards
    assert not any(QRectF(palette.card()).intersects(each) for each in reader.view._rects_of(span))
