"""Finding one's way: lists, filters, the timeline, the palette, files dropped on the window, and the next morning."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import Project, open_project
from annotator.project import settings as remembered
from annotator.project.settings import Settings
from annotator.records import NewArticle, NewTag
from annotator.ui import filing, theme
from annotator.ui.dialogs.welcome import WelcomePage

# The platform without a screen has no size hints and says so whenever a dialog opens.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEWEST_FIRST = ["Gates open", "Ferries return", "Old quarrel", "A letter"]


def click_bar(person, day):
    """Click the bars of the day's bin once the chart is there."""
    panel = person.desk.timeline
    person.until(lambda: panel._plot is not None)
    QTest.mouseClick(panel.canvas(), Qt.MouseButton.LeftButton, pos=panel.point_of(day))
    person.until(lambda: person.desk.choice is not None)


def test_the_first_start_offers_the_sample_project_and_opens_it(at_window):
    person = at_window()
    page = person.window.pages.currentWidget()
    assert isinstance(page, WelcomePage)
    assert QApplication.focusWidget() is page.sample
    QTest.mouseClick(page.sample, Qt.MouseButton.LeftButton)
    person.until(lambda: person.window.desk is not None)
    assert len(person.titles()) >= 40
    assert person.desk.totals.annotations >= 200
    assert person.desk.article is not None


def test_articles_come_newest_first_and_undated_last(analyst):
    assert analyst.titles() == NEWEST_FIRST


def test_the_order_can_be_changed(analyst):
    analyst.desk.articles.set_order("title")
    assert analyst.titles() == sorted(NEWEST_FIRST)


def test_the_filter_narrows_the_list_while_it_is_typed(analyst):
    analyst.begin_filter()
    analyst.press("levy")
    analyst.until(lambda: analyst.titles() == ["Ferries return"])
    analyst.press(Qt.Key.Key_Escape)
    analyst.until(lambda: analyst.titles() == NEWEST_FIRST)


def test_a_filter_that_finds_nothing_says_so_and_keeps_the_article(analyst):
    analyst.begin_filter()
    analyst.press("zeppelin")
    analyst.until(lambda: analyst.titles() == [])
    assert analyst.desk.articles._empty.text() == "No article matches."
    assert analyst.desk.article.title == "Ferries return"


def test_the_arrow_keys_go_through_the_list(analyst):
    analyst.desk.articles.rows.setFocus()
    analyst.press(Qt.Key.Key_Down)
    assert analyst.desk.article.title == "Old quarrel"
    analyst.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is analyst.view


def test_a_row_of_the_table_selects_its_annotation_and_a_double_click_goes_to_the_text(analyst):
    analyst.open_article("Old quarrel")
    table = analyst.desk.table
    analyst.click_row(table.rows, table.model.index(0, 1), twice=True)
    assert analyst.desk.selected().quote == "Sudmark demands an apology"
    assert QApplication.focusWidget() is analyst.view


def test_a_bar_lists_its_annotations_and_a_double_click_in_the_table_opens_the_sentence(at_window, project_path):
    person = at_window(project_path)
    person.open_article("Gates open")
    click_bar(person, date(2023, 11, 20))
    assert person.quotes() == [("demand", "Sudmark demands an apology")]
    assert "1 annotation" in person.desk.table.title()
    assert person.titles() == ["Old quarrel"]
    assert len(person.desk.articles.chips.names()) == 1
    table = person.desk.table
    person.click_row(table.rows, table.model.index(0, 1), twice=True)
    assert person.desk.article.title == "Old quarrel"
    assert person.desk.selected().quote == "Sudmark demands an apology"


def test_a_click_on_the_chip_brings_all_articles_back(at_window, project_path):
    person = at_window(project_path)
    click_bar(person, date(2023, 11, 20))
    chips = person.desk.articles.chips
    QTest.mouseClick(chips.childAt(chips.chip_rect(0).center()), Qt.MouseButton.LeftButton)
    assert person.titles() == NEWEST_FIRST
    assert person.desk.choice is None
    assert person.desk.timeline.choice is None


def test_the_undated_bar_lists_the_undated(at_window, project_path):
    person = at_window(project_path)
    click_bar(person, None)
    assert person.desk.articles.chips.names() == ["no date"]
    assert person.titles() == ["A letter"]


def test_control_k_finds_an_article_by_its_words(analyst):
    analyst.ctrl(Qt.Key.Key_K)
    analyst.press("gates opened")
    analyst.press(Qt.Key.Key_Return)
    assert analyst.desk.article.title == "Gates open"
    assert QApplication.focusWidget() is analyst.view


def test_control_k_runs_an_action_by_its_name(analyst):
    analyst.ctrl(Qt.Key.Key_K)
    analyst.press("appearance dark")
    analyst.press(Qt.Key.Key_Return)
    assert theme.current().name == "dark"
    assert remembered.load().theme == "dark"


def test_every_action_of_the_table_is_in_the_palette(analyst):
    analyst.ctrl(Qt.Key.Key_K)
    offered = {hit.title for hit in analyst.window.search.hits()}
    enabled = [action for action in analyst.window.repertoire.actions if action.enabled() and action.menu == "File"]
    assert all(any(action.label in title for title in offered) for action in enabled)


def test_a_folder_dropped_on_the_window_is_imported_and_reported(analyst, tmp_path):
    folder = tmp_path / "wire" / "deep"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(" date 2024-06-01 Boats leave\nThe boats left at noon.\n", encoding="utf-8")
    (folder / "two.txt").write_bytes(b"")
    analyst.drop(tmp_path / "wire")
    analyst.until(lambda: "Boats leave" in analyst.titles())
    analyst.until(lambda: analyst.window.notice.words() != "")
    assert analyst.window.notice.words() == "1 article came in, 1 refused."
    analyst.window.notice._button.click()
    report = QApplication.activeModalWidget()
    assert "two.txt" in report.detail.toPlainText()
    report.close()


def test_files_dropped_without_a_project_offer_to_make_one(at_window, tmp_path, monkeypatch):
    person = at_window()
    file = tmp_path / "one.txt"
    file.write_text(" date 2024-06-01 Boats leave\nThe boats left at noon.\n", encoding="utf-8")
    wanted = str(tmp_path / "New.annotations")
    monkeypatch.setattr(filing.QFileDialog, "getSaveFileName", lambda *_: (wanted, ""))
    person.drop(file)
    person.until(lambda: person.window.desk is not None and person.titles() == ["Boats leave"])


def test_a_drag_over_the_window_shows_what_letting_go_would_do(analyst, tmp_path, project_path):
    analyst.drag_in(tmp_path / "wire")
    assert analyst.window.drop_place.isVisible()
    assert analyst.window.drop_place.says() == "Let go to import “wire”"
    QApplication.sendEvent(analyst.window, QDragLeaveEvent())
    assert not analyst.window.drop_place.isVisible()
    analyst.drag_in(project_path)
    assert analyst.window.drop_place.says() == "Let go to open the project Strait talks"
    QApplication.sendEvent(analyst.window, QDragLeaveEvent())


def test_words_dragged_over_the_window_are_not_taken(analyst):
    data = QMimeData()
    data.setText("only words")
    entering = QDragEnterEvent(analyst.window.rect().center(), Qt.DropAction.CopyAction, data,
                               Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(analyst.window, entering)
    assert not entering.isAccepted()
    assert not analyst.window.drop_place.isVisible()


def test_the_status_counts_the_open_article(analyst):
    analyst.open_article("Old quarrel")
    assert analyst.window.status.counts.text().startswith("1 here")
    analyst.open_article("Gates open")
    assert analyst.window.status.counts.text().startswith("0 here")


def test_a_project_dropped_on_the_window_is_opened(at_window, project_path):
    person = at_window()
    person.drop(project_path)
    person.until(lambda: person.window.desk is not None)
    assert person.titles() == NEWEST_FIRST


def test_the_next_start_restores_project_article_place_zoom_and_theme(at_window, project_path):
    story = "The ships went out and came back again. " * 1500
    with open_project(project_path) as project:
        project.add_articles([NewArticle("A long story", story, published_on=date(2024, 7, 1))])
    person = at_window(project_path)
    person.open_article("A long story")
    person.desk.pane.view.zoom = 150
    person.desk.pane.view.scroll_to_anchor(20_000)
    anchor = person.desk.pane.view.scroll_anchor()
    person.window.use_theme("dark")
    person.desk.toggle("table")
    person.window.close()
    again = at_window()
    assert again.desk.project.path == project_path
    assert again.desk.article.title == "A long story"
    assert again.desk.pane.view.zoom == 150
    assert abs(again.desk.pane.view.scroll_anchor() - anchor) < 400
    assert again.desk.table.isHidden()
    assert theme.current().name == "dark"


def test_a_lost_last_project_leads_to_the_start_page_with_a_sentence(at_window, tmp_path):
    person = at_window(settings=Settings(last_project=str(tmp_path / "gone.annotations")))
    assert isinstance(person.window.pages.currentWidget(), WelcomePage)
    assert "gone.annotations" in person.window.notice.words()


@pytest.mark.parametrize("content", [b"", b"plain words", b"SQLite format 3\x00 and no more", b"\xff" * 4096])
def test_a_file_that_is_no_project_leads_to_the_start_page_with_a_sentence(at_window, tmp_path, content):
    file = tmp_path / "letter.annotations"
    file.write_bytes(content)
    person = at_window(file)
    assert isinstance(person.window.pages.currentWidget(), WelcomePage)
    assert "letter.annotations" in person.window.notice.words()
    assert file.read_bytes() == content


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_theme_changes_at_run_time(analyst, name):
    analyst.window.use_theme(name)
    bar = analyst.window.status
    assert bar.grab().toImage().pixelColor(bar.width() // 2, bar.height() - 4) == theme.current().color("window")
    assert theme.current().name == name


def test_changed_fields_show_in_list_and_heading(analyst):
    analyst.desk.project.set_article_fields(analyst.desk.article, title="Ferries are back", published_on=None)
    assert set(analyst.titles()[-2:]) == {"A letter", "Ferries are back"}
    assert analyst.desk.article.title == "Ferries are back"


def test_a_deleted_article_leaves_the_list_and_undo_brings_it_back(analyst):
    analyst.window.menus.action("delete_article").trigger()
    assert "Ferries return" not in analyst.titles()
    assert analyst.desk.article.title != "Ferries return"
    analyst.ctrl(Qt.Key.Key_Z)
    assert analyst.titles() == NEWEST_FIRST


def test_a_new_tag_works_at_once_by_its_key(analyst):
    analyst.desk.project.add_tag(NewTag(name="silence", letter="z", color="#332288"))
    analyst.drag_over("The ferries wait")
    analyst.press("z")
    assert analyst.quotes() == [("silence", "The ferries wait")]


def test_a_vanished_project_file_is_said_in_a_sentence_and_the_selection_stays(analyst, project_path):
    analyst.drag_over("The ferries wait")
    away = project_path.with_suffix(".away")
    project_path.rename(away)
    analyst.press("2")
    assert project_path.name in analyst.window.notice.words()
    assert analyst.desk.pane.view.selected_span() is not None
    assert not project_path.exists()
    away.rename(project_path)


def test_export_writes_the_annotations(analyst, tmp_path):
    filing.export_to(analyst.window, tmp_path / "out.csv")
    analyst.until(lambda: (tmp_path / "out.csv").exists() and not analyst.window.strip.isVisible())
    assert "Sudmark demands an apology" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_damaged_settings_cost_only_themselves(at_window):
    path = remembered.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"theme": "dark", "recent_projects": 7, "window": "zz"}), encoding="utf-8")
    person = at_window()
    assert theme.current().name == "dark"
    assert isinstance(person.window.pages.currentWidget(), WelcomePage)


def test_a_title_that_looks_like_html_is_shown_as_it_is(at_window, project_path):
    hostile = '<img src="file:///nowhere.png"> & <b>bold</b>'
    with open_project(project_path) as project:
        project.add_articles([NewArticle(hostile, "Plain words.", published_on=date(2025, 1, 1))])
    person = at_window(project_path, Settings(layout={"hidden": "timeline"}))
    person.open_article(hostile)
    assert hostile in person.titles()
    assert person.window.windowTitle() == "Strait talks – Annotation desk"


def test_a_tag_under_the_mouse_shows_its_definition(analyst):
    rows = analyst.desk.panel.list
    QTest.mouseMove(rows.viewport(), rows.visualRect(rows.tags.index(3)).center())
    assert analyst.desk.panel.definition.name() == "threat"
    assert analyst.desk.panel.definition.isVisible()


def test_a_read_only_project_says_so_and_stays_as_it_is(at_window, project_path, monkeypatch):
    monkeypatch.setattr(Project, "read_only", property(lambda _: True))
    person = at_window(project_path, Settings(layout={"hidden": "timeline"}))
    person.open_article("Old quarrel")
    assert person.window.status.badge.isVisible()
    assert "Read-only" in person.window.status.stored.text()
    able = {action.id for action in person.window.repertoire.actions if action.enabled()}
    assert not able & {"import", "undo", "delete", "add_tag"}
    assert {"export", "next_annotation"} <= able


def test_both_halves_of_the_desk_can_be_hidden_and_shown_by_key(analyst):
    for key, name in ((Qt.Key.Key_F6, "articles"), (Qt.Key.Key_F7, "tags"), (Qt.Key.Key_F9, "table")):
        analyst.press(key)
        assert analyst.desk.parts()[name].isHidden()
    assert analyst.desk.bottom.isHidden()
    analyst.press(Qt.Key.Key_F9)
    assert analyst.desk.table.isVisible()
