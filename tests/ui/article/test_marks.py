import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.text.span import Span
from annotator.ui import theme

from .conftest import LEFT, TAGS, an_annotation

CLAIM, COMMITMENT, DEMAND, AGREEMENT = TAGS
TEXT = (
    "We urge Sudmark to withdraw its patrol boats and drop the levy that nobody accepted before talks resume, "
    "the ministry said.\n\nقال المتحدث إن the levy سيبقى حتى نهاية العام."
)


def spans_of(*quotes: str) -> list[Span]:
    return [Span(TEXT.index(quote), TEXT.index(quote) + len(quote)) for quote in quotes]


def picture(reader) -> QImage:
    return reader.view.viewport().grab().toImage()


def pixel(reader, offset: int, dx: int = 2, dy: int = -8) -> QColor:
    """The colour just inside the character at an offset, above its x-height where glyphs are rare."""
    point = reader.point(offset) + QPoint(dx, dy)
    image = picture(reader)
    scale = image.devicePixelRatio()
    return image.pixelColor(round(point.x() * scale), round(point.y() * scale))


def test_a_span_is_tinted_and_the_text_beside_it_is_not(reader):
    (span,) = spans_of("patrol boats")
    reader.open(TEXT, [an_annotation(1, TEXT, span)])
    tint, paper = theme.tint(CLAIM.color).name(), theme.current().paper
    assert pixel(reader, span.start, dy=-11).name() == tint
    assert pixel(reader, span.start, dx=-2, dy=-11).name() == paper
    assert pixel(reader, span.end, dx=-2, dy=-11).name() == tint
    assert pixel(reader, span.end, dy=-11).name() == paper


def test_a_span_is_underlined_in_its_colour(reader):
    (span,) = spans_of("patrol boats")
    reader.open(TEXT, [an_annotation(1, TEXT, span)])
    assert CLAIM.color.lower() in {pixel(reader, span.start, dy=dy).name() for dy in range(8, 16)}


def test_each_of_three_overlapping_spans_has_an_underline_of_its_own(reader):
    spans = spans_of("withdraw its patrol boats and drop the levy", "its patrol boats and drop", "patrol boats and")
    tags = (CLAIM, COMMITMENT, DEMAND)
    reader.open(
        TEXT, [an_annotation(n, TEXT, span, tag) for n, (span, tag) in enumerate(zip(spans, tags, strict=True))]
    )
    column = [pixel(reader, spans[2].start, dy=dy).name() for dy in range(8, 26)]
    seen = [name for name in dict.fromkeys(column) if name in {tag.color.lower() for tag in tags}]
    assert seen == [tag.color.lower() for tag in tags]


def test_nested_text_is_tinted_deeper(reader):
    outer, inner = spans_of("its patrol boats and drop", "boats and")
    reader.open(TEXT, [an_annotation(1, TEXT, outer), an_annotation(2, TEXT, inner)])
    single, double = pixel(reader, outer.start, dy=-11), pixel(reader, inner.start, dy=-11)
    paper = theme.current().color("paper")
    assert theme.contrast(double, paper) > theme.contrast(single, paper) > 1


def test_a_pale_colour_gets_an_outline_that_is_seen_on_paper(reader):
    (span,) = spans_of("patrol boats")
    reader.open(TEXT, [an_annotation(1, TEXT, span, AGREEMENT)])
    paper = theme.current().color("paper")
    below = [pixel(reader, span.start + 1, dy=dy) for dy in range(8, 18)]
    assert max(theme.contrast(color, paper) for color in below) >= 3


def test_the_margin_shows_a_stripe_with_the_tags_letter(reader):
    (span,) = spans_of("patrol boats")
    reader.open(TEXT)
    bare = picture(reader)
    reader.pane.set_annotations([an_annotation(1, TEXT, span)])
    marked = picture(reader)
    margin = range(reader.view.sheet.left - 60, reader.view.sheet.left - 4)
    rows = range(reader.point(span.start).y() - 16, reader.point(span.start).y() + 16)
    changed = [marked.pixelColor(x, y) for x in margin for y in rows if marked.pixel(x, y) != bare.pixel(x, y)]
    assert QColor(CLAIM.color) in changed
    assert len(changed) > 40


def test_an_arabic_span_is_tinted_where_its_words_are_seen(reader):
    (span,) = spans_of("المتحدث إن the")
    reader.open(TEXT, [an_annotation(1, TEXT, span)])
    tint = theme.tint(CLAIM.color).name()
    right, left = reader.point(span.start), reader.point(span.start + 6)
    assert left.x() < right.x()
    assert pixel(reader, span.start, dx=-2, dy=-11).name() == tint
    assert pixel(reader, span.start, dx=3, dy=-11).name() == theme.current().paper


def test_a_new_annotation_is_painted_and_lets_the_selection_go(reader):
    (span,) = spans_of("patrol boats")
    reader.open(TEXT)
    reader.drag(span.start, span.end)
    reader.pane.set_annotations([an_annotation(1, TEXT, span)])
    assert reader.view.selected_span() is None
    assert pixel(reader, span.start, dy=-11).name() == theme.tint(CLAIM.color).name()


def test_marks_change_their_colours_with_the_theme(reader):
    (span,) = spans_of("patrol boats")
    reader.open(TEXT, [an_annotation(1, TEXT, span)])
    light = pixel(reader, span.start, dy=-11)
    theme.use("dark")
    dark = pixel(reader, span.start, dy=-11)
    assert dark.name() == theme.tint(CLAIM.color).name() != light.name()
    theme.use("light")


@pytest.fixture
def three_deep(reader):
    spans = spans_of("withdraw its patrol boats and drop the levy", "its patrol boats and drop", "boats and")
    annotations = [an_annotation(n + 1, TEXT, span, TAGS[n]) for n, span in enumerate(spans)]
    reader.open(TEXT, annotations)
    return annotations


def test_clicks_go_from_the_smallest_annotation_outwards(reader, three_deep, hear):
    chosen = hear(reader.view.annotation_selected)
    place = TEXT.index("boats") + 2
    for _ in range(4):
        reader.click(place)
    assert [said for (said,) in chosen] == [3, 2, 1, 3]
    assert reader.view.annotation_place() == (1, 3)


def test_tab_goes_outwards_and_then_leaves_the_text(reader, three_deep):
    reader.click(TEXT.index("boats") + 2)
    chosen = []
    for _ in range(2):
        reader.press(Qt.Key.Key_Tab)
        chosen.append(reader.view.selected_annotation().id)
    assert chosen == [2, 1]
    reader.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert reader.view.selected_annotation().id == 2


def test_escape_and_a_click_beside_let_the_annotation_go(reader, three_deep):
    reader.click(TEXT.index("boats") + 2)
    reader.press(Qt.Key.Key_Escape)
    assert reader.view.selected_annotation() is None
    reader.click(TEXT.index("boats") + 2)
    reader.click(TEXT.index("ministry"))
    assert reader.view.selected_annotation() is None


def test_a_drag_that_begins_on_an_annotation_still_selects(reader, three_deep):
    start = TEXT.index("boats")
    reader.drag(start, start + len("boats and drop"))
    assert reader.quote() == "boats and drop"
    assert reader.view.selected_annotation() is None


def test_a_click_on_a_stripe_in_the_margin_chooses_its_annotation(reader, three_deep):
    top = reader.point(0).y()
    left = reader.view.sheet.left
    chosen = set()
    for x in range(left - 60, left - 4, 3):
        QTest.mouseClick(reader.view.viewport(), LEFT, pos=QPoint(x, top + 6))
        annotation = reader.view.selected_annotation()
        chosen.add(annotation.id if annotation else None)
    assert chosen >= {1, 2, 3}


def test_a_notes_markup_is_shown_as_it_is_written(reader, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: shown.append(text))
    (span,) = spans_of("patrol boats")
    reader.open(TEXT, [an_annotation(1, TEXT, span, note='<img src="file:///dev/zero"> & more')])
    point = reader.point(span.start + 3)
    viewport = reader.view.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    (text,) = shown
    assert "&lt;img src=" in text
    assert "desk one" in text


def test_the_context_menu_is_asked_for_the_annotation_under_the_mouse(reader, three_deep, hear):
    asked = hear(reader.view.annotation_menu_requested)
    point = reader.point(TEXT.index("boats") + 2)
    viewport = reader.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    assert asked == [(3, viewport.mapToGlobal(point))]


def test_an_annotation_that_is_gone_is_no_longer_chosen(reader, three_deep, hear):
    reader.view.select_annotation(three_deep[0].id)
    chosen = hear(reader.view.annotation_selected)
    reader.pane.set_annotations(three_deep[1:])
    assert chosen == [(None,)]


def test_a_count_beside_a_line_leads_to_those_it_stands_for(reader, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, *_: said.append(words))
    text = "We urge Sudmark to withdraw its patrol boats and drop the levy."
    spans = [Span(3 * n, len(text) - 3 * n) for n in range(8)]
    reader.open(text, [an_annotation(n, text, span, TAGS[n % 4], note=f"note {n}") for n, span in enumerate(spans)])
    sheet, y = reader.view.sheet, reader.point(20).y()
    column = sheet.left + sheet.galley.setting.column
    for x, hidden in ((column + 14, [7, 6, 5, 4, 3]), (sheet.left - 58, [7, 6, 5, 4])):
        place = QPoint(x, y)
        assert [mark.id for mark in reader.view.mark_under(place)] == hidden
        QApplication.sendEvent(
            reader.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, reader.view.viewport().mapToGlobal(place))
        )
        assert all(f"note {number}" in said[-1] for number in hidden)
        chosen = []
        for _ in hidden:
            QTest.mouseClick(reader.view.viewport(), LEFT, pos=place)
            chosen.append(reader.view.selected_annotation().id)
        assert chosen == hidden
        reader.press(Qt.Key.Key_Escape)
    assert reader.view.mark_under(QPoint(column + 60, y)) == []
    assert reader.view.mark_under(QPoint(sheet.left - 58, y + 40)) == []
