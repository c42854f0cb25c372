"""Forms: what cannot be accepted is said in the form, with everything left as it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from annotator.project import create_project
from annotator.records import NewArticle
from annotator.ui import app, editing, theme
from annotator.ui.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    app.make_application()
    theme.use("light")
    project = create_project(tmp_path / "A.annotations", analyst="desk one")
    project.add_articles([NewArticle("Gates open", "The gates opened.", published_on=date(2024, 5, 2))])
    made = Desk(project)
    qtbot.addWidget(made)
    made.load()
    made.show()
    yield made
    made.close()


def form():
    made = QApplication.activeModalWidget()
    assert made is not None, "no form is open"
    return made


def confirm(asking):
    QTest.mouseClick(asking.store, Qt.MouseButton.LeftButton)


def test_changed_fields_are_stored_and_the_others_left(desk):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    asking.published_on.setText("2024-05-03")
    confirm(asking)
    changed = desk.project.article(desk.article.id)
    assert (changed.title, changed.published_on) == ("Gates open", date(2024, 5, 3))


WAYS = "is not a date. Write it as 2024-04-02, 2 April 2024 or April 2, 2024."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("yesterday", f"“yesterday” {WAYS}"),
        ("03.05.2024", f"“03.05.2024” {WAYS}"),
        ("2024-13-01", "The calendar has no “2024-13-01”."),
        ("2024-02-30", "The calendar has no “2024-02-30”."),
    ],
)
def test_a_date_that_is_none_is_refused_with_how_to_write_it(desk, words, said):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    asking.published_on.setText(words)
    confirm(asking)
    assert asking.isVisible()
    assert asking.trouble.text() == said
    assert desk.project.article(desk.article.id).published_on == date(2024, 5, 2)
    asking.reject()


def test_an_empty_date_makes_the_article_undated(desk):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    asking.published_on.clear()
    QTest.keyClick(asking.published_on, Qt.Key.Key_Return)
    assert desk.project.article(desk.article.id).published_on is None


def test_nothing_changed_is_no_edit(desk):
    before = len(desk.project.edits())
    editing.ask_for_article_fields(desk, desk.article.id)
    confirm(form())
    assert len(desk.project.edits()) == before


def test_escape_leaves_a_form_without_a_trace(desk):
    before = len(desk.project.edits())
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    QTest.keyClicks(asking.title, "silence")
    QTest.keyClick(asking.title, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert len(desk.project.edits()) == before


class Remembered:
    """Settings that only note the name."""

    analyst = ""

    def save(self):
        return True


def test_the_analysts_name_is_asked_for_and_signs_what_comes(desk):
    settings = Remembered()
    editing.ask_for_analyst(desk, settings)
    asking = form()
    QTest.keyClick(asking.name, Qt.Key.Key_Backspace)
    confirm(asking)
    assert "needs the name" in asking.trouble.text()
    QTest.keyClicks(asking.name, "  Ada   L. ")
    confirm(asking)
    assert settings.analyst == desk.project.analyst == "Ada L."


@pytest.mark.parametrize("words", ["2 April 2024", "April 2, 2024", " 2024-04-02 "])
def test_a_date_may_be_written_out(desk, words):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    asking.published_on.setText(words)
    confirm(asking)
    assert desk.project.article(desk.article.id).published_on == date(2024, 4, 2)


@pytest.mark.parametrize("words", ["20240402", "2024-W14-2", "2/4/2024"])
def test_what_may_mean_another_day_is_refused(desk, words):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    asking.published_on.setText(words)
    confirm(asking)
    assert "is not a date" in asking.trouble.text()
    asking.reject()


def test_each_field_of_a_form_has_a_name_to_read_aloud(desk):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    fields = [one for one in asking.findChildren(QWidget) if isinstance(one, QLineEdit)]
    assert fields
    assert all(field.accessibleName() for field in fields)
    asking.reject()


def test_a_form_begins_in_its_first_field_and_tab_goes_on_to_the_buttons(desk):
    editing.ask_for_article_fields(desk, desk.article.id)
    asking = form()
    assert asking.focusWidget() is asking.title
    asking.language.setFocus()
    QTest.keyClick(asking.language, Qt.Key.Key_Tab)
    assert asking.focusWidget() is asking.store
    asking.reject()
