"""Links in the text: seen, read in full before they open, and opened on purpose only."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.project import create_project
from annotator.project.settings import Settings
from annotator.records import NewArticle
from annotator.ui import theme
from annotator.ui.article.document import ArticleDocument
from annotator.ui.dialogs.telling import Telling
from annotator.ui.reading.links import BELOW, links_of

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = "https://example.org/ferries"
STORY = (
    f"The ministry published the list at {PLAIN} on Monday.\n\n"
    "A false one stood at https://\u0430pple.example/login for an hour.\n\n"
    f"The whole table is at https://example.org/{'long/' * 60} still.\n\n"
    "Nobody wrote to mailto:desk@example.org?body=x.\n"
)


class Opener(QObject):
    """Stands where the system's browser would."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(bytes(url.toEncoded().data()).decode())


@pytest.fixture
def opener():
    opener = Opener()
    for scheme in ("http", "https", "mailto"):
        QDesktopServices.setUrlHandler(scheme, opener, "take")
    yield opener
    for scheme in ("http", "https", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def reader(at_window, tmp_path, opener):
    path = tmp_path / "Links.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles([NewArticle("Lists", STORY)])
    person = at_window(path, Settings(analyst="desk one", layout={"hidden": "timeline"}))
    person.window.resize(1440, 900)
    person.desk.pane.view.setFocus()
    person.look()
    return person


def place_of(reader, words):
    view = reader.view
    return view.point_at(view.text.index(words) + len(words) // 2) + QPoint(2, 0)


def hover(reader, words):
    QTest.mouseMove(reader.view.viewport(), place_of(reader, words))
    reader.look()


def ctrl_click(reader, words):
    hover(reader, words)
    QTest.mouseClick(reader.view.viewport(), LEFT, CTRL, place_of(reader, words))
    reader.look()


def right_click(reader, words):
    point = place_of(reader, words)
    viewport = reader.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    reader.look()
    return QApplication.activePopupWidget()


def asked(reader):
    return next((dialog for dialog in reader.window.findChildren(Telling) if dialog.isVisible()), None)


def choose(menu, beginning):
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().startswith(beginning))
    QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())


def test_a_plain_click_on_a_link_only_places_the_caret(reader, opener):
    reader.click_on(PLAIN)
    assert opener.opened == []
    assert reader.view.text[: reader.view.selection.caret].endswith(PLAIN[: len(PLAIN) // 2])


def test_the_address_is_read_under_the_mouse_and_opened_with_ctrl(reader, opener):
    hover(reader, PLAIN)
    assert reader.window.status.message.text() == f"Ctrl+click opens {PLAIN}"
    ctrl_click(reader, PLAIN)
    assert opener.opened == [PLAIN]
    hover(reader, "on Monday")
    assert reader.window.status.message.text() == ""


def test_a_press_that_is_dragged_away_from_the_link_opens_nothing_and_selects_nothing(reader, opener):
    viewport = reader.view.viewport()
    QTest.mousePress(viewport, LEFT, CTRL, place_of(reader, PLAIN))
    QTest.mouseRelease(viewport, LEFT, CTRL, place_of(reader, "on Monday"))
    assert opener.opened == []
    assert reader.view.selected_span() is None


def test_an_address_that_looks_like_another_is_shown_in_punycode_and_asked_for(reader, opener):
    hover(reader, "pple.example")
    assert "xn--pple-43d.example" in reader.window.status.message.text()
    ctrl_click(reader, "pple.example")
    assert opener.opened == []
    dialog = asked(reader)
    assert "leads to xn--pple-43d.example" in dialog.says.text()
    assert dialog.detail.toPlainText() == "https://xn--pple-43d.example/login"
    next(button for button in dialog.buttons.buttons() if button.text() == "Open").click()
    assert opener.opened == ["https://xn--pple-43d.example/login"]


def test_an_address_too_long_to_be_read_below_is_asked_for(reader, opener):
    ctrl_click(reader, "long/long/long/")
    assert opener.opened == []
    dialog = asked(reader)
    assert dialog.detail.toPlainText() == "https://example.org/" + "long/" * 60
    dialog.reject()
    assert opener.opened == []


def test_mail_is_written_to_the_address_and_nothing_else_comes_along(reader, opener):
    ctrl_click(reader, "desk@example")
    assert opener.opened == ["mailto:desk@example.org"]


def test_a_right_click_offers_to_open_and_to_copy(reader, opener):
    choose(right_click(reader, PLAIN), "Copy")
    assert QGuiApplication.clipboard().text() == PLAIN
    choose(right_click(reader, PLAIN), f"Open {PLAIN}")
    assert opener.opened == [PLAIN]


def test_the_menu_of_an_annotation_offers_the_link_below_it(reader, opener):
    reader.drag_over(f"list at {PLAIN} on")
    reader.press("1")
    reader.press(Qt.Key.Key_Escape)
    choose(right_click(reader, PLAIN), "Open")
    assert opener.opened == [PLAIN]


def test_without_a_mouse_the_caret_shows_the_address_and_an_action_opens_it(reader, opener):
    action = next(one for one in reader.window.repertoire.actions if one.id == "open_link")
    assert not action.enabled()
    start = reader.view.text.index(PLAIN)
    for _ in range(start + 3):
        QTest.keyClick(reader.view, Qt.Key.Key_Right)
    assert reader.window.status.message.text() == f"Ctrl+click opens {PLAIN}"
    assert action.enabled()
    reader.window.menus.action("open_link").trigger()
    assert opener.opened == [PLAIN]


def dots_below(reader, words):
    """How many pixels of the soft ink stand just below some words."""
    view = reader.view
    start = view.text.index(words)
    left, right = view.point_at(start), view.point_at(start + len(words))
    _block, line, top = view.sheet.line_of(start)
    y = top - view.sheet.value() + line.baseline + int(BELOW)
    picture = view.viewport().grab().toImage()
    soft = theme.current().color("soft").name()
    return sum(picture.pixelColor(x, y).name() == soft for x in range(left.x(), right.x()))


def test_links_are_underlined_softly_and_other_words_are_not(reader):
    assert dots_below(reader, PLAIN) > 20
    assert dots_below(reader, "on Monday") == 0


def test_a_link_that_a_soft_break_cuts_is_none(qapp):
    document = ArticleDocument("word " * 1320 + "https://example.org/" + "a" * 1600 + " and https://example.org/b")
    assert document.is_soft == [False, True]
    found = [link.address for number in range(2) for link in links_of(document, number)]
    assert found == ["https://example.org/b"]
