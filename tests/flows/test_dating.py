"""Sorting out the undated: from the gutter to the window in which articles get their dates, and back on the chart."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.project import create_project, open_project
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.records import NewAnnotation, NewArticle
from annotator.ui.dialogs.dating import Dating

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
MARK = (NewAnnotation(0, 10, "claim", analyst="desk one"),)
LETTER = "STENHAVEN, April 1 -- Published April 2, 2024; updated 3 April 2024.\nThe levy stays."
APRIL = date(2024, 4, 2)


@pytest.fixture
def desk_one(at_window, tmp_path):
    path = tmp_path / "p.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles(
            [
                NewArticle("Unmarked", "Nothing is marked in this one, of 1 May 2024."),
                NewArticle("Letter", LETTER, source="post", annotations=MARK),
                NewArticle("<b>Memo</b>", "Without any date at all.", annotations=MARK),
                NewArticle("Minutes", "Of the talks of 2 April 2024.", annotations=MARK),
                NewArticle("Story", "Norland agreed to reopen.", published_on=date(2024, 4, 1), annotations=MARK),
            ]
        )
    person = at_window(path, Settings(analyst="desk one"))
    person.until(person.desk.timeline.has_chart)
    person.settle()
    return person


def opened(person):
    """The window of dates, in front."""
    person.until(lambda: isinstance(QApplication.activeModalWidget(), Dating))
    person.look()
    return QApplication.activeModalWidget()


def menu_of_gutter(person):
    panel = person.desk.timeline
    point = panel.point_of(None)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, panel.canvas().mapToGlobal(point))
    QApplication.sendEvent(panel.canvas(), asked)
    return QApplication.activePopupWidget()


def run(menu, title):
    next(one for one in menu.actions() if one.text().startswith(title)).trigger()
    menu.close()


@pytest.fixture
def sorting(desk_one):
    run(menu_of_gutter(desk_one), "Give them a date")
    return opened(desk_one)


def days(person):
    with open_project(person.desk.project.path) as other:
        return {one.title: one.published_on for one in other.articles()}


def in_gutter(person):
    return sum(person.desk.timeline.ensure_plot().chart.tally.undated)


def bar_of(person, day):
    tally = person.desk.timeline.timeline.tally(person.desk.timeline.shown_unit.DAY)
    return sum(tally.row(day.toordinal()))


def titles(dialog):
    return [dialog.model.index(row).data() for row in range(dialog.model.rowCount())]


def current(dialog):
    return dialog.rows.currentIndex().data()


def type_in(person, words, key=Key.Key_Return):
    field = QApplication.focusWidget()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, key)
    person.look()


def test_the_gutter_leads_to_all_articles_without_a_date_marked_ones_first(desk_one, sorting):
    assert titles(sorting) == ["Letter", "<b>Memo</b>", "Minutes", "Unmarked"]
    assert sorting.numbers.text() == "4 articles without a date"
    assert sorting.name.text() == "Letter"
    assert sorting.text.toPlainText() == LETTER
    assert [button.text() for button in sorting.offers] == ["2 Apr 2024", "3 Apr 2024"]
    marked = [one.cursor.selectedText() for one in sorting.text.extraSelections()]
    assert marked == ["April 2, 2024", "3 April 2024"]
    assert QApplication.focusWidget() is sorting.field


def test_a_click_on_the_gutter_says_where_its_articles_are_sorted_out(desk_one):
    panel = desk_one.desk.timeline
    QTest.mouseClick(panel.canvas(), LEFT, pos=panel.point_of(None))
    desk_one.look()
    assert "Give the undated a date…" in desk_one.window.status.message.text()
    assert desk_one.window.menus.action("date_undated").text().startswith("Give the undated a date…")


def test_a_day_is_typed_enter_stores_it_and_goes_to_the_next(desk_one, sorting):
    type_in(desk_one, "2 April 2024")
    assert days(desk_one)["Letter"] == APRIL
    assert current(sorting) == "<b>Memo</b>"
    assert sorting.name.text() == "<b>Memo</b>"
    assert sorting.name.textFormat() == Qt.TextFormat.PlainText
    assert sorting.field.text() == ""
    type_in(desk_one, "2024-04-03")
    type_in(desk_one, "April 4, 2024")
    type_in(desk_one, "2024-04-05")
    assert days(desk_one) == {
        "Letter": APRIL, "<b>Memo</b>": date(2024, 4, 3), "Minutes": date(2024, 4, 4),
        "Unmarked": date(2024, 4, 5), "Story": date(2024, 4, 1),
    }  # fmt: skip
    assert sorting.numbers.text() == "0 articles without a date · 4 dated here"
    assert "none is left without a date" in sorting.trouble.text()


def test_the_annotations_leave_the_gutter_and_come_back_with_undo(desk_one, sorting):
    assert in_gutter(desk_one) == 3
    type_in(desk_one, "2 April 2024")
    desk_one.until(lambda: in_gutter(desk_one) == 2)
    assert bar_of(desk_one, APRIL) == 1
    QTest.keyClick(sorting.field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk_one.until(lambda: in_gutter(desk_one) == 3)
    assert days(desk_one)["Letter"] is None
    assert sorting.numbers.text() == "4 articles without a date"


def test_the_head_of_the_open_article_and_its_row_say_the_new_date(desk_one, sorting):
    QTest.keyClick(sorting, Key.Key_Escape)
    desk_one.open_article("Letter")
    desk_one.window.menus.action("date_undated").trigger()
    opened(desk_one)
    type_in(desk_one, "2 April 2024")
    desk_one.until(lambda: "2 April 2024" in desk_one.desk.pane.header._fields.text())
    row = desk_one.desk.articles.model.row_of(desk_one.desk.article.id)
    assert desk_one.desk.articles.model.article(row).published_on == APRIL
    desk_one.desk.project.undo()
    desk_one.until(lambda: "2 April 2024" not in desk_one.desk.pane.header._fields.text())


def test_a_day_of_the_text_is_accepted_with_a_click_or_its_key_and_never_by_itself(desk_one, sorting):
    QTest.keyClick(sorting.field, Key.Key_Return)
    assert days(desk_one)["Letter"] is None
    assert sorting.trouble.text() == "Enter a day, or take one that the text names."
    QTest.mouseClick(sorting.offers[1], LEFT)
    desk_one.look()
    assert days(desk_one)["Letter"] == date(2024, 4, 3)
    sorting.step(1)
    desk_one.look()
    assert current(sorting) == "Minutes"
    assert QApplication.focusWidget() is sorting.field
    desk_one.until(lambda: [button.isVisible() for button in sorting.offers] == [True])
    QTest.keyClick(sorting.field, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk_one.until(lambda: days(desk_one)["Minutes"] == APRIL)


@pytest.mark.parametrize("words", ["2/4/2024", "30 February 2024", "tomorrow"])
def test_what_is_no_day_stays_in_the_field_with_a_word_on_what_to_do(desk_one, sorting, words):
    type_in(desk_one, words)
    assert days(desk_one)["Letter"] is None
    assert sorting.field.text() == words
    assert f"“{words}”" in sorting.trouble.text()
    assert current(sorting) == "Letter"


def test_several_get_a_day_as_one_edit(desk_one, sorting):
    edits = len(desk_one.desk.project.edits())
    sorting.rows.setFocus()
    QTest.keyClick(sorting.rows, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk_one.look()
    assert sorting.name.text() == "2 articles"
    sorting.field.setFocus()
    type_in(desk_one, "2024-04-09")
    assert [days(desk_one)[one] for one in ("Letter", "<b>Memo</b>")] == [date(2024, 4, 9)] * 2
    assert len(desk_one.desk.project.edits()) == edits + 1
    assert current(sorting) == "Minutes"


def test_each_of_several_gets_the_one_day_that_its_text_names(desk_one, sorting):
    sorting.rows.selectAll()
    desk_one.look()
    assert sorting.text.toPlainText().splitlines() == [
        "Letter: 2 Apr 2024, 3 Apr 2024", "<b>Memo</b>: names no day", "Minutes: 2 Apr 2024", "Unmarked: 1 May 2024",
    ]  # fmt: skip
    assert [button.text() for button in sorting.offers] == ["Give 2 articles the day that each text names"]
    QTest.mouseClick(sorting.offers[0], LEFT)
    desk_one.look()
    assert days(desk_one) == {
        "Letter": None, "<b>Memo</b>": None, "Minutes": APRIL, "Unmarked": date(2024, 5, 1), "Story": date(2024, 4, 1),
    }  # fmt: skip
    desk_one.desk.project.undo()
    assert set(days(desk_one).values()) == {None, date(2024, 4, 1)}


def test_a_wrong_date_is_taken_back_in_the_same_place(desk_one, sorting):
    type_in(desk_one, "2024-04-09")
    QTest.keyClick(sorting.field, Key.Key_Up)
    desk_one.look()
    assert current(sorting) == "Letter"
    assert sorting.about.text().startswith("9 Apr 2024")
    QTest.mouseClick(sorting.clear, LEFT)
    desk_one.look()
    assert days(desk_one)["Letter"] is None
    assert sorting.numbers.text() == "4 articles without a date"


def test_what_another_program_does_is_followed(desk_one, sorting):
    with open_project(desk_one.desk.project.path) as other:
        found = {one.title: one.id for one in other.articles()}
        other.date_articles({found["<b>Memo</b>"]: APRIL})
        other.delete_articles([found["Minutes"]])
    desk_one.until(lambda: titles(sorting) == ["Letter", "Unmarked"])
    assert current(sorting) == "Letter"


def test_the_list_of_articles_leads_there_with_those_chosen(desk_one):
    from annotator.ui.menus_of_things import for_articles

    found = {one.title: one.id for one in desk_one.desk.project.articles()}
    menu = for_articles(desk_one.window, desk_one.desk, [found["Story"]])
    run(menu, "Date of publication")
    dialog = opened(desk_one)
    assert titles(dialog) == ["Story"]
    assert dialog.about.text().startswith("1 Apr 2024")
    QTest.mouseClick(dialog.clear, LEFT)
    desk_one.look()
    assert days(desk_one)["Story"] is None


def test_the_palette_and_the_menu_of_the_timeline_lead_there(desk_one):
    desk_one.window.menus.action("date_undated").trigger()
    dialog = opened(desk_one)
    assert titles(dialog)[0] == "Letter"
    QTest.keyClick(dialog, Key.Key_Escape)
    desk_one.until(lambda: QApplication.activeModalWidget() is None)


def test_once_nothing_is_undated_the_window_says_so(desk_one):
    project = desk_one.desk.project
    project.date_articles(dict.fromkeys(project.undated(), APRIL))
    desk_one.window.menus.action("date_undated").trigger()
    dialog = opened(desk_one)
    assert dialog.name.text() == "Every article has a date."
    assert not dialog.field.isEnabled()


def test_the_menu_key_at_the_undated_opens_their_menu_which_lists_them(desk_one):
    chart = desk_one.desk.timeline.ensure_plot().chart
    chart.setFocus()
    desk_one.press(Key.Key_Home)
    desk_one.press(Key.Key_Left)
    assert "right-click to give them a date" in desk_one.desk.timeline.card_words()
    middle = chart.rect().center()
    QApplication.sendEvent(
        chart, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, chart.mapToGlobal(middle))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    run(menu, "List them")
    desk_one.look()
    assert sorted(desk_one.titles()) == ["<b>Memo</b>", "Letter", "Minutes", "Unmarked"]


def test_a_read_only_project_shows_what_it_has_and_stores_nothing(desk_one, monkeypatch):
    monkeypatch.setattr(Project, "read_only", property(lambda _: True))
    desk_one.window.menus.action("date_undated").trigger()
    dialog = opened(desk_one)
    assert dialog.name.text() == "Letter"
    assert not dialog.field.isEnabled()
    assert not any(button.isEnabled() for button in [*dialog.offers, dialog.store, dialog.clear])


def test_two_rows_far_apart_can_be_chosen(desk_one, sorting):
    select = sorting.rows.selectionModel()
    select.select(sorting.model.index(2), QItemSelectionModel.SelectionFlag.Select)
    desk_one.look()
    sorting.field.setFocus()
    type_in(desk_one, "2024-04-09")
    assert days(desk_one)["<b>Memo</b>"] is None
    assert [days(desk_one)[one] for one in ("Letter", "Minutes")] == [date(2024, 4, 9)] * 2
