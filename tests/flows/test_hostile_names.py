"""Tags called whatever somebody may call them: shown letter by letter, in their place, and still of use."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.records import NewTag
from annotator.ui.codebook import asking
from tests.flows.test_palette import ask

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")
OFFER = "agreed on Monday to reopen two ferry lines"
BOLD, PICTURE = "<b>bold</b>", "<img src=file:///dev/zero>"
NAMES = [BOLD, PICTURE, "وعد بالانسحاب", "🚢🔥 emoji 👩‍👩‍👧", "fish & chips", "A" * 100, "two\nlines\tand a tab"]
Key = Qt.Key


@pytest.fixture
def named(analyst):
    """An analyst with tags of these names, and an annotation of each on the same words."""
    for name in NAMES:
        analyst.desk.project.add_tag(NewTag(name))
    analyst.look()
    tags = analyst.desk.tags[-len(NAMES) :]
    for tag in tags:
        analyst.desk.project.annotate(analyst.desk.article, *span(analyst), tag)
    analyst.settle()
    return analyst


def span(analyst) -> tuple[int, int]:
    start = analyst.view.text.index(OFFER)
    return start, start + len(OFFER)


def taken_for_html(root: QWidget) -> list[str]:
    """Labels and tooltips that Qt would show as HTML with a name in it; it looks for a tag in the first line."""
    labels = [one.text() for one in root.findChildren(QLabel) if one.textFormat() != Qt.TextFormat.PlainText]
    tips = [one.toolTip() for one in root.findChildren(QWidget)]
    return [words for words in [*labels, *tips] if any(name in words.partition("\n")[0] for name in (BOLD, PICTURE))]


def test_a_name_is_stored_on_one_line_and_never_longer_than_a_hundred_characters(named):
    assert [tag.name for tag in named.desk.tags[-len(NAMES) :]] == [" ".join(name.split()) for name in NAMES]
    named.desk.codebook.add()
    QTest.keyClicks(named.desk.panel.new_name, "B" * 200)
    QTest.keyClick(named.desk.panel.new_name, Key.Key_Return)
    assert named.desk.tags[-1].name == "B" * 100


def test_names_are_shown_letter_by_letter_wherever_they_stand(named):
    desk, window = named.desk, named.window
    for one in desk.annotations:
        desk.select(one.id)
        named.look()
        assert desk.panel.card._title.text().startswith(one.tag[:59])
        assert taken_for_html(window) == []
    desk.codebook.recolor(desk.tags[0].id)
    assert taken_for_html(desk.codebook.swatches) == []
    desk.codebook.swatches.close()
    named.come_back()
    titles = {hit.title for hit in ask(named, "#bold")}
    assert BOLD in titles
    named.press(Key.Key_Escape)


def test_windows_that_name_a_tag_show_it_letter_by_letter(named):
    desk = named.desk
    tag = next(tag for tag in desk.tags if tag.name == PICTURE)
    desk.project.annotate(desk.article, 0, 7, tag)
    for open_one in (asking.ask_to_delete, asking.ask_to_split, asking.ask_to_merge):
        open_one(desk, tag.id)
        dialog = QApplication.activeModalWidget()
        said = [one.text() for one in dialog.findChildren(QLabel)]
        assert any(PICTURE in words for words in said) or PICTURE in dialog.windowTitle()
        assert taken_for_html(dialog) == []
        dialog.close()
        named.come_back()
    named.press(Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert taken_for_html(sheet) == []
    sheet.close()


def test_the_menu_names_a_tag_with_its_ampersand(named):
    action = next(one for one in named.window.menus.menu("Tag").actions() if "fish" in one.text())
    assert action.text() == "fish && chips"


def test_a_tag_of_any_name_is_found_and_applied_by_its_letters(named):
    named.drag_over("demanded that the levy")
    ask(named, "#chips")
    named.press(Key.Key_Return)
    assert ("fish & chips", "demanded that the levy") in named.quotes()


def test_two_hundred_tags_leave_each_its_place_and_the_text_its_room(analyst):
    for number in range(190):
        analyst.desk.project.add_tag(NewTag(f"theme {number:03}"))
    analyst.look()
    rows, last = analyst.desk.panel.list, analyst.desk.tags[-1]
    assert last.color
    assert analyst.desk.pane.width() > analyst.desk.panel.width()
    analyst.drag_over(OFFER)
    analyst.press("/")
    QTest.keyClicks(QApplication.focusWidget(), "theme 189")
    analyst.press(Key.Key_Return)
    assert analyst.quotes() == [("theme 189", OFFER)]
    row = rows.visualRect(rows.tags.index(rows.tags.row_of(last.id)))
    assert rows.viewport().rect().contains(row.center())
