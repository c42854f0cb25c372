"""Views of the timeline kept under a name, and the list of events: by menu, by button, by key, and undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from annotator.project import open_project
from annotator.project.settings import Settings
from annotator.records import Wanted
from annotator.timeline.view import ChartView, Group
from annotator.ui.dialogs.events import EventFields, Events
from annotator.ui.dialogs.views import ViewName, Views
from annotator.ui.timeline.views_button import ViewsButton

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton
DAY, LATER = date(2024, 1, 15), date(2024, 2, 2)


@pytest.fixture
def person(at_window, project_path):
    person = at_window(project_path, Settings(analyst="desk one"))
    person.window.resize(1440, 1000)
    person.until(lambda: person.desk.timeline.has_chart())
    return person


def the(person, kind: type[QDialog]) -> QDialog:
    """The window of this kind that is open."""
    return next(one for one in person.desk.findChildren(kind) if one.isVisible())


def act(person, action_id: str) -> None:
    person.window.menus.action(action_id).trigger()


def stored_views(person) -> dict[str, ChartView]:
    with open_project(person.desk.project.path) as other:
        return {one.name: one.view for one in other.views()}


def keep_as(person, name: str) -> None:
    act(person, "save_view")
    dialog = the(person, ViewName)
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)


def of_button(person, words: str):
    """A line of the menu of the header's button."""
    button = person.desk.timeline.findChild(ViewsButton)
    button.fill()
    return next(one for one in button.menu.actions() if one.text() == words)


def test_what_the_timeline_shows_is_kept_and_shown_again(person):
    timeline = person.desk.timeline
    timeline.mode_button("grouped").click()
    timeline.set_group("source")
    kept = timeline.view
    keep_as(person, "By source & day")
    assert stored_views(person) == {"By source & day": kept}
    timeline.mode_button("stacked").click()
    timeline.set_group("tag")
    of_button(person, "By source && day").trigger()
    assert (timeline.view.mode, timeline.view.group) == (kept.mode, kept.group)
    person.until(lambda: "By source & day" in [action.title for action in person.window.repertoire.actions])


def test_a_view_of_a_name_that_is_taken_is_replaced_and_undo_brings_it_back(person):
    keep_as(person, "Mine")
    person.desk.timeline.mode_button("lanes").click()
    act(person, "save_view")
    dialog = the(person, ViewName)
    QTest.keyClicks(dialog.name, "mine")
    assert "replaced" in dialog.hint.text()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert {name: view.mode for name, view in stored_views(person).items()} == {"mine": "lanes"}
    person.ctrl(Qt.Key.Key_Z)
    assert {name: view.mode for name, view in stored_views(person).items()} == {"Mine": "stacked"}


def test_views_are_listed_renamed_deleted_and_the_list_follows(person):
    project = person.desk.project
    project.save_view("One", ChartView(group=Group.ANALYST))
    project.save_view("Two", ChartView())
    act(person, "views")
    listed = the(person, Views)
    assert listed.says.text() == "stacked by analyst."
    listed.rename.click()
    dialog = the(person, ViewName)
    QTest.keyClicks(dialog.name, "Two")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert "already" in dialog.trouble.text(), "the name is taken, and the form says so"
    dialog.name.setText("Three")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [listed.list.item(row).text() for row in range(2)] == ["Three", "Two"]
    listed.delete.click()
    assert [listed.list.item(row).text() for row in range(listed.list.count())] == ["Two"]
    project.undo()
    assert listed.list.count() == 2
    listed.close()


def test_a_tag_that_is_gone_is_said_when_its_view_is_shown(person):
    project = person.desk.project
    project.save_view("Rejections", ChartView(wanted=Wanted(tags=frozenset({project.tag("rejection").id}))))
    project.delete_tag("rejection")
    said: list[str] = []
    person.desk.said.connect(said.append)
    of_button(person, "Rejections").trigger()
    assert said == ["The timeline shows “Rejections”. The tag “rejection” is no longer in the codebook."]
    assert not person.desk.timeline.view.wanted


def test_events_are_listed_changed_and_deleted_by_key(person):
    project = person.desk.project
    project.add_event("summit", DAY)
    project.add_event("talks", LATER)
    act(person, "events")
    listed = the(person, Events)
    person.until(lambda: QApplication.focusWidget() is listed.rows)
    QTest.keyClick(listed.rows, Qt.Key.Key_Return)
    form = the(person, EventFields)
    form.last.setText("soon")
    QTest.keyClick(form.last, Qt.Key.Key_Return)
    assert "is not a day" in form.trouble.text()
    form.last.setText("2024-01-17")
    form.note.setPlainText("in the capital")
    QTest.keyClick(form.last, Qt.Key.Key_Return)
    changed = project.event("summit")
    assert (changed.last_on, changed.note) == (date(2024, 1, 17), "in the capital")
    listed.rows.selectAll()
    assert listed.delete.text() == "Delete 2 events"
    QTest.keyClick(listed.rows, Qt.Key.Key_Delete)
    assert project.events() == []
    assert listed.empty.isVisible()
    project.undo()
    assert not listed.empty.isVisible()
    listed.close()


def test_a_new_event_is_entered_without_a_mouse(person):
    act(person, "events")
    listed = the(person, Events)
    listed.add.click()
    form = the(person, EventFields)
    QTest.keyClicks(form.name, "summit")
    QTest.keyClicks(form.first, "2024-01-15")
    QTest.keyClick(form.first, Qt.Key.Key_Return)
    assert [(one.name, one.first_on, one.is_moment) for one in person.desk.timeline.events.all()] == [
        ("summit", DAY, True)
    ]
    listed.rows.selectRow(0)
    listed.show_it.click()
    chart = person.desk.timeline.ensure_plot().chart
    assert chart.gestures.selected() == person.desk.project.event("summit")


def test_events_come_in_from_a_file_and_go_out_to_one(person, tmp_path, monkeypatch):
    there, back = tmp_path / "events.csv", tmp_path / "out"
    there.write_text("name,first_on\nsummit,2024-01-15\nnothing,soon\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(there), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(back), ""))
    troubles: list[str] = []
    person.desk.trouble.disconnect()
    person.desk.trouble.connect(troubles.append)
    act(person, "import_events")
    assert [one.name for one in person.desk.timeline.events.all()] == ["summit"]
    assert "events.csv line 3: first_on is “soon”" in troubles[0]
    act(person, "export_events")
    written = back.with_name("out.csv").read_text(encoding="utf-8")
    assert written == "name,first_on,last_on,note\nsummit,2024-01-15,2024-01-15,\n"


def test_the_menu_names_the_days_in_the_middle_where_nothing_is_chosen(person):
    act(person, "name_days")
    QTest.keyClicks(QApplication.focusWidget(), "turning point")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [one.name for one in person.desk.project.events()] == ["turning point"]
