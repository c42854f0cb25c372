"""One table makes menus, keys, sheet and palette; the table itself is without contradiction."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from annotator.project.settings import Settings
from annotator.ui import actions, app
from annotator.ui.actions import Action
from annotator.ui.main_window import MainWindow


@pytest.fixture
def table(qtbot: QtBot) -> list[Action]:
    app.make_application()
    window = MainWindow(Settings(recent_projects=["/a & b.annotations"]))
    window.show_start_page()
    return window.repertoire.actions


def test_each_action_has_a_name_of_its_own(table: list[Action]) -> None:
    assert max(Counter(action.id for action in table).values()) == 1


def test_no_key_means_two_things(table: list[Action]) -> None:
    assert max(Counter(key for action in table for key in action.keys).values()) == 1


def test_every_key_is_one_that_qt_knows(table: list[Action]) -> None:
    for key in (key for action in table for key in action.keys):
        assert QKeySequence(key).toString() == key


def test_every_action_stands_in_a_menu(table: list[Action]) -> None:
    assert {action.menu for action in table} == set(actions.MENUS)


def test_without_a_project_only_what_needs_none_can_be_done(table: list[Action]) -> None:
    able = {action.id for action in table if action.enabled()}
    assert {"new", "open", "sample", "search", "quit"} <= able
    assert not able & {"undo", "note", "export", "import", "drop_choice"}


def test_an_ampersand_in_a_name_underlines_nothing() -> None:
    assert actions.plain("Bread & Roses") == "Bread && Roses"


def test_an_action_that_cannot_be_done_is_not_run() -> None:
    done: list[int] = []
    actions.run(Action("x", "X", "File", lambda: done.append(1), enabled=lambda: False))
    assert done == []


def test_a_key_of_the_text_is_no_shortcut_of_the_window(qtbot: QtBot) -> None:
    app.make_application()
    window = MainWindow(Settings())
    done: list[str] = []
    window.menus.fill([
        Action("grow", "Grow", "Edit", lambda: done.append("grow"), "Return", scope="text"),
        Action("go", "Go", "Go", lambda: done.append("go"), "Ctrl+G"),
    ])  # fmt: skip
    assert window.menus.action("grow").shortcuts() == []
    assert window.menus.action("go").shortcuts() == [QKeySequence("Ctrl+G")]
    window.menus.action("grow").trigger()
    assert done == ["grow"]
