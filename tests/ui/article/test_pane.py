from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from annotator.text.span import Span
from annotator.ui.article.header import extent, fields, published
from annotator.ui.article.minimap import SLOT

from .conftest import LEFT, TAGS, an_annotation, an_article

TEXT = "\n\n".join(f"Paragraph {n}: the ferries return on Monday." for n in range(120))


def words_of(reader) -> list[str]:
    return [label.text() for label in reader.pane.header.findChildren(QLabel)]


def test_the_head_shows_title_and_fields(reader):
    reader.open("The ferries return.", [an_annotation(1, "The ferries return.", Span(4, 11))])
    assert words_of(reader) == [
        "Ferries return",
        "Harbour Wire · 2 April 2024, 14:20 · STENHAVEN · 3 words · 1 annotation",
    ]


def test_a_title_full_of_markup_is_shown_as_it_is(reader):
    title = '<img src="file:///dev/zero"><h1>x'
    reader.pane.show_article(an_article("Text.", title), "Text.", [], TAGS)
    assert words_of(reader)[0] == title
    assert {label.textFormat() for label in reader.pane.header.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_the_heads_count_follows_the_annotations(reader):
    reader.open("The ferries return.")
    reader.pane.set_annotations([an_annotation(1, "The ferries return.", Span(4, 11))])
    assert words_of(reader)[1].endswith("1 annotation")


def test_the_head_scrolls_away_with_the_text(reader):
    reader.open(TEXT)
    before = reader.pane.header.y()
    reader.view.verticalScrollBar().setValue(300)
    assert reader.pane.header.y() == before - 300


def test_an_undated_article_says_so():
    article = replace(an_article("Text."), published_on=None, published_at=None, place="")
    assert fields(article) == ["Harbour Wire", "no date"]
    assert published(None, None) == "no date"
    assert published(an_article("").published_on, "2024-04-02T12:20:00Z") == "2 April 2024, 12:20 UTC"


def test_chinese_text_is_measured_in_characters():
    assert extent("外交部发言人表示，双方将继续保持沟通。") == "19 characters"
    assert extent("one") == "1 word"


def test_without_an_article_there_is_one_calm_sentence(reader):
    assert reader.pane.is_empty
    reader.open(TEXT)
    assert not reader.pane.is_empty
    reader.pane.clear()
    assert reader.pane.is_empty
    assert reader.view.text == ""


def test_a_click_on_the_minimap_jumps_there(reader):
    reader.open(TEXT)
    minimap = reader.pane.minimap
    QTest.mouseClick(minimap, LEFT, pos=QPoint(6, minimap.height() - 20))
    assert reader.view.verticalScrollBar().value() > reader.view.verticalScrollBar().maximum() * 0.9
    QTest.mouseClick(minimap, LEFT, pos=QPoint(6, 18))
    assert reader.view.verticalScrollBar().value() == 0


def test_the_minimap_shows_each_annotation_where_it_lies(reader, qtbot):
    span = Span(TEXT.index("Paragraph 60"), TEXT.index("Paragraph 61") - 2)
    reader.open(TEXT, [an_annotation(1, TEXT, span, TAGS[2])])
    minimap = reader.pane.minimap

    def rows() -> list[int]:
        image = minimap.grab().toImage()
        return [y for y in range(image.height()) if image.pixelColor(6, y).name() == TAGS[2].color.lower()]

    qtbot.waitUntil(lambda: bool(rows()))
    middle = minimap.height() / 2
    assert all(abs(y - middle) < 24 for y in rows())


def height_of_mark(reader, number: int) -> int:
    share = reader.view.mark_places()[number][0]
    track = reader.pane.minimap._track()
    return round(track.top() + int(share * (track.height() - SLOT) / SLOT) * SLOT + SLOT / 2)


@pytest.mark.parametrize("text", [TEXT, "A short one: the ferries return on Monday."])
def test_a_click_on_a_mark_of_the_minimap_brings_its_annotation_and_lights_it_up(reader, text):
    # The first of a long text lies under the slider, which a press takes hold of.
    spans = [Span(start, start + 11) for start in range(len(text) // 3, len(text) - 20, max(20, len(text) // 9))]
    reader.open(text, [an_annotation(number, text, span) for number, span in enumerate(spans, 1)])
    reader.view.select_span(Span(0, 1))
    for number, span in enumerate(spans):
        place = QPoint(6, height_of_mark(reader, number))
        QTest.mouseClick(reader.pane.minimap, LEFT, pos=place)
        assert 0 < reader.point(span.start).y() < reader.view.viewport().height()
        lit = reader.view.viewport().grab().toImage()
        reader.view._glow = None
        assert reader.view.viewport().grab().toImage() != lit
        assert reader.view.selected_span() == Span(0, 1)  # what was selected stays so
        reader.view.verticalScrollBar().setValue(0)


def test_a_mark_of_the_minimap_says_what_it_stands_for(reader, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, *_: said.append(words))
    text = TEXT.replace("Paragraph 60: the ferries", "Paragraph 60: <b>ferries &")
    span = Span(text.index("<b>ferries"), text.index("Paragraph 61") - 2)
    reader.open(text, [an_annotation(1, text, span, TAGS[2])])
    minimap = reader.pane.minimap
    for y in (height_of_mark(reader, 0), 20):
        place = QPoint(6, y)
        QApplication.sendEvent(minimap, QHelpEvent(QEvent.Type.ToolTip, place, minimap.mapToGlobal(place)))
    assert said == ["<p><b>demand</b> &lt;b&gt;ferries &amp; return on Monday.</p>"]


def test_dropped_files_are_left_to_the_window(reader):
    reader.open(TEXT)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("article.txt")])
    event = QDragEnterEvent(
        QPointF(200, 200).toPoint(), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )
    event.setAccepted(False)
    QApplication.sendEvent(reader.view.viewport(), event)
    assert not event.isAccepted()
    assert not reader.view.acceptDrops()


def test_another_article_starts_at_its_beginning_with_nothing_selected(reader):
    reader.open(TEXT)
    reader.view.select_span(Span(5, 12))
    reader.view.verticalScrollBar().setValue(900)
    reader.open("A short one.")
    assert reader.view.selected_span() is None
    assert reader.view.scroll_anchor() == 0
    assert reader.view.accessibleName() == "Article: Ferries return"
