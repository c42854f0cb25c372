"""Every control that is on the screen has a name and can be come to without a mouse, whatever the window shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from annotator.project.settings import Settings
from annotator.records import Wanted
from annotator.text.span import Span
from annotator.timeline.choice import BinChoice
from annotator.ui import chronicle_dialogs, editing, restoring
from annotator.ui.codebook import asking
from annotator.ui.dialogs.telling import bug_told
from annotator.ui.reading import opening
from annotator.ui.timeline.legend_entry import Entry

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
PRESSES = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
WITHOUT_FOCUS = {
    "MiniMap": "the keys of the text scroll it, and next_annotation goes where its marks lead",
    "Overview": "the keys of the chart above it move and zoom what it shows",
    "TagChip": "the keys of tags apply them, and find_tag opens the field beside them",
    "QListWidget": "the arrow keys of the search field choose in what it found",
    "ArticlePane": "its mouse buttons do what back and forward do",
}
"""What a mouse can use and Tab does not stop at, and what does the same by keys."""


def answers_the_mouse(widget: QWidget) -> bool:
    ours = (kind for kind in type(widget).__mro__ if kind.__module__.startswith("annotator"))
    return any(name in kind.__dict__ for kind in ours for name in PRESSES)


def controls(root: QWidget) -> Iterator[QWidget]:
    """What a person can use in a window just now."""
    for widget in root.findChildren(QWidget):
        is_inner = isinstance(widget.parent(), QLineEdit) or isinstance(widget, QHeaderView | QScrollBar | QLabel)
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not root or is_inner:
            continue
        if widget.focusProxy() is not None or widget.objectName().startswith("qt_"):
            continue
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes_focus or isinstance(widget, CONTROLS) or answers_the_mouse(widget):
            yield widget


def words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()) if callable(text) else "")


def by_tab() -> list[QWidget]:
    """Where Tab stops, from the widget that has the focus round to it again."""
    stops: list[QWidget] = []
    while len(stops) < 400:
        here = QApplication.focusWidget()
        assert here is not None, f"after {stops[-1]!r} the focus is nowhere"
        if here in stops:
            break
        stops.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return stops


def with_siblings(stops: list[QWidget]) -> set[QWidget]:
    """Of buttons of which one is chosen, Tab stops at that one and the arrow keys go to the others; so in a legend."""
    found = set(stops)
    for stop in stops:
        found |= set(stop.parent().entries) if isinstance(stop, Entry) else set()
        group = stop.group() if isinstance(stop, QAbstractButton) else None
        found |= set(group.buttons()) if group is not None and group.exclusive() else set()
    return found


def faults(root: QWidget) -> list[str]:
    """What has no name, and what no key leads to."""
    shown = list(controls(root))
    stops = with_siblings(by_tab())
    nameless = [
        f"{type(one).__name__} without a name" for one in shown if not words(one) and one.accessibleName() == ""
    ]
    lost = [
        f"{type(one).__name__} “{words(one)}” out of reach"
        for one in shown
        if one not in stops and type(one).__name__ not in WITHOUT_FOCUS
    ]
    return [fault for fault in nameless if "ArticlePane" not in fault] + lost


@pytest.fixture
def at_desk(at_window, project_path):
    """An analyst whose window shows every panel, the chart drawn."""
    person = at_window(project_path, Settings(analyst="desk one"))
    person.open_article("Old quarrel")
    person.settle()
    person.until(person.desk.timeline.has_chart)
    person.view.setFocus()
    return person


def test_every_control_of_the_desk_is_named_and_in_reach(at_desk):
    desk, view = at_desk.desk, at_desk.view
    found = {"as it opens": faults(at_desk.window)}
    desk.select(desk.annotations[0].id)
    at_desk.look()
    found["an annotation chosen"] = faults(at_desk.window)
    desk.toggle_history()
    at_desk.look()
    found["history"] = faults(at_desk.window)
    desk.toggle_history()
    desk.choose(BinChoice(None, None, undated=True))
    at_desk.look()
    found["a choice on the timeline"] = faults(at_desk.window)
    desk.narrowing.want(Wanted(frozenset([desk.tags[0].id]), frozenset([""]), frozenset(["desk two"]), "claim"))
    at_desk.settle()
    found["filters"] = faults(at_desk.window)
    desk.narrowing.clear()
    at_desk.window.tell_trouble("Something could not be stored.")
    view.setFocus()
    found["a notice"] = faults(at_desk.window)
    at_desk.window.notice.hide()
    view.select_span(Span(0, 7))
    view.setFocus()
    QTest.qWait(300)
    assert view.palette_box.isVisible()
    found["words selected"] = [fault for fault in faults(at_desk.window) if "Find a tag" not in fault]
    assert found == {name: [] for name in found}


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_F, CTRL | ALT),
        (Qt.Key.Key_Comma, CTRL),
        (Qt.Key.Key_K, CTRL),
        (Qt.Key.Key_F11, SHIFT),
        (Qt.Key.Key_F8, SHIFT),
    ],
    ids=[
        "find in the article",
        "filter of what is painted",
        "reading settings",
        "search everything",
        "focus mode",
        "timeline as a table",
    ],
)
def test_every_control_of_what_a_key_opens_is_named_and_in_reach(at_desk, key, modifiers):
    at_desk.press(key, modifiers)
    QTest.qWait(50)
    assert faults(at_desk.window) == []


def test_every_control_of_the_dialogs_is_named_and_in_reach(at_desk, tmp_path):
    desk, window, codebook = at_desk.desk, at_desk.window, tmp_path / "Codebook.json"
    codebook.write_text('{"tags": [{"name": "toll"}, {"name": "claim", "definition": "Said to be so."}]}')
    desk.project.annotate(desk.article, 0, 7, desk.tags[0])
    desk.project.backup()
    opened = {
        "keys": lambda: at_desk.press(Qt.Key.Key_F1),
        "article": lambda: at_desk.press(Qt.Key.Key_F2),
        "deleting a tag": lambda: asking.ask_to_delete(desk, desk.tags[0].id),
        "splitting a tag": lambda: asking.ask_to_split(desk, desk.tags[0].id),
        "a codebook that comes in": lambda: asking.take_in_from(desk, codebook),
        "analyst": lambda: editing.ask_for_analyst(desk, window.settings),
        "merging a tag": lambda: asking.ask_to_merge(desk, desk.tags[0].id),
        "events": lambda: chronicle_dialogs.show_events(desk),
        "views": lambda: chronicle_dialogs.show_views(desk),
        "name of a view": lambda: chronicle_dialogs.ask_for_view_name(desk),
        "backups": lambda: restoring.ask(window),
        "about": window.menus.action("about").trigger,
        "an address that is not what it seems": lambda: opening.open_address(window, "http://xn--exmple-4nf.com/"),
        "an error": lambda: bug_told(window, "the log", "Traceback").open(),
    }
    found = {}
    for name, open_one in opened.items():
        desk.pane.view.setFocus()
        open_one()
        at_desk.until(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        at_desk.until(lambda dialog=dialog: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
        found[name] = faults(dialog)
        dialog.close()
        at_desk.come_back()
    assert found == {name: [] for name in found}


def test_every_control_of_the_start_page_is_named_and_in_reach(at_window, project_path):
    person = at_window(settings=Settings(recent_projects=[str(project_path)]))
    assert faults(person.window) == []


def test_tab_goes_through_the_window_as_it_is_read(at_desk):
    at_desk.desk.choose(BinChoice(None, None, undated=True))
    at_desk.look()
    at_desk.desk.articles.filter.setFocus()
    names = [words(stop) for stop in by_tab()]
    wanted = ["Filter articles", "Filter by tag, source or analyst", "Order of the articles",
              "Remove the filter no date", "Articles",
              "Article: Old quarrel", "Reading settings", "Tags", "Chart", "Bins", "Export the timeline", "Timeline",
              "Back to the annotations of the open article", "Filter annotations", "Annotations"]  # fmt: skip
    assert [name for name in names if name in wanted] == wanted


def test_back_tab_goes_the_same_way_back(at_desk):
    forward = by_tab()
    at_desk.view.setFocus()
    back = []
    for _ in forward:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, SHIFT)
        back.append(QApplication.focusWidget())
    assert back == forward[::-1]


def test_the_chart_says_the_bin_to_which_the_arrow_keys_go(at_desk, monkeypatch):
    from annotator.ui.timeline import plot

    said = []
    monkeypatch.setattr(plot, "read_aloud", lambda _, told: said.append(told))
    chart = at_desk.desk.timeline.ensure_plot().chart
    chart.setFocus()
    at_desk.press(Qt.Key.Key_Home)
    at_desk.press(Qt.Key.Key_Up)
    change = "Against the week before: no coverage before"
    assert said[0] == f"Week of 20 November 2023 (W47), demand 1, 1 annotation · 1 article, {change}"
    assert said[1].startswith("Week of 20 November 2023 (W47), demand 1, ")


def test_tab_through_a_list_without_the_open_article_opens_no_other(at_desk):
    at_desk.desk.choose(BinChoice(None, None, undated=True))
    at_desk.desk.articles.filter.setFocus()
    while QApplication.focusWidget() is not at_desk.desk.articles.rows:
        at_desk.press(Qt.Key.Key_Tab)
    assert at_desk.desk.article.title == "Old quarrel"
    at_desk.press(Qt.Key.Key_Return)
    assert at_desk.desk.article.title == "A letter"
    assert QApplication.focusWidget() is at_desk.view
