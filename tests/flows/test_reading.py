"""A person sets up the text for reading, and finds it so the next day."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.project import settings as remembered
from annotator.project.settings import Settings
from annotator.ui import theme
from annotator.ui.reading.choice import DEFAULT, SANS
from annotator.ui.reading.panel import ReadingPanel

LEFT = Qt.MouseButton.LeftButton


def panel_of(analyst) -> ReadingPanel:
    return analyst.desk.findChild(ReadingPanel)


def test_the_reading_settings_come_and_go_with_one_key(analyst):
    analyst.ctrl(Qt.Key.Key_Comma)
    panel = panel_of(analyst)
    assert panel.isVisible()
    assert panel.isAncestorOf(analyst.window.focusWidget())
    analyst.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert analyst.view.hasFocus()


def test_the_button_in_the_text_opens_and_closes_them(analyst):
    button = analyst.desk.pane.reading_button
    QTest.mouseClick(button, LEFT)
    assert panel_of(analyst).isVisible()
    QTest.mouseClick(button, LEFT)
    assert not panel_of(analyst).isVisible()


def test_a_slider_changes_the_text_at_once_and_by_keys(analyst):
    analyst.window.resize(1440, 900)
    analyst.ctrl(Qt.Key.Key_Comma)
    before = analyst.view.sheet.galley.setting
    slider = panel_of(analyst).sliders["leading"]
    slider.setFocus()
    analyst.press(Qt.Key.Key_PageUp)
    assert analyst.view.sheet.galley.setting.pitch > before.pitch
    panel_of(analyst).sliders["measure"].setFocus()
    analyst.press(Qt.Key.Key_Home)
    assert analyst.view.sheet.galley.setting.column < before.column
    assert analyst.view.reading == DEFAULT._replace(leading=DEFAULT.leading + 10, measure=40)


def test_the_text_stays_where_it_is_read_while_its_spacing_changes(analyst):
    analyst.window.resize(900, 600)
    bar = analyst.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    anchor = analyst.view.scroll_anchor()
    analyst.ctrl(Qt.Key.Key_Comma)
    slider = panel_of(analyst).sliders["leading"]
    slider.setFocus()
    for _ in range(3):
        analyst.press(Qt.Key.Key_PageUp)
    assert analyst.view.scroll_anchor() == anchor


def test_typeface_size_and_appearance_are_found_again_the_next_day(analyst, at_window, project_path):
    analyst.ctrl(Qt.Key.Key_Comma)
    panel = panel_of(analyst)
    analyst.press(Qt.Key.Key_Down)
    QTest.mouseClick(panel.larger, LEFT)
    QTest.mouseClick(panel.papers.paper("sepia"), LEFT)
    assert theme.current() is theme.SEPIA
    assert panel.percent.text() == "110 %"
    analyst.window.close()
    next_day = at_window(project_path, remembered.load())
    assert next_day.desk.pane.view.reading == DEFAULT._replace(face=SANS)
    assert next_day.desk.pane.view.sheet.galley.setting.font.families()[0] == SANS
    assert next_day.desk.pane.view.zoom == 110
    assert theme.current() is theme.SEPIA


def test_a_choice_is_on_disk_before_the_window_closes(analyst):
    analyst.ctrl(Qt.Key.Key_Comma)
    analyst.press(Qt.Key.Key_Down)
    analyst.until(lambda: remembered.load().reading.get("face") == SANS)


def test_the_defaults_come_back_with_one_press(analyst):
    analyst.ctrl(Qt.Key.Key_Comma)
    panel = panel_of(analyst)
    analyst.press(Qt.Key.Key_Down)
    QTest.mouseClick(panel.larger, LEFT)
    QTest.mouseClick(panel.restore, LEFT)
    assert analyst.view.reading == DEFAULT
    assert analyst.view.zoom == 100
    assert panel.family.currentData() == DEFAULT.face
    assert {name: slider.value() for name, slider in panel.sliders.items()} == {
        name: getattr(DEFAULT, name) for name in panel.sliders
    }


def test_a_typeface_of_another_computer_is_kept_and_said_to_be_absent(analyst):
    analyst.desk.pane.read_as(DEFAULT._replace(face="A face nobody has"))
    analyst.ctrl(Qt.Key.Key_Comma)
    assert panel_of(analyst).family.currentText() == "A face nobody has (not on this computer)"
    assert analyst.view.reading.face == "A face nobody has"


def test_tab_walks_through_every_control_from_top_to_bottom(analyst):
    analyst.ctrl(Qt.Key.Key_Comma)
    panel = panel_of(analyst)
    walked = []
    for _ in range(14):
        walked.append(analyst.window.focusWidget())
        analyst.press(Qt.Key.Key_Tab)
    for part in (panel.family, panel.smaller, panel.larger, *panel.sliders.values(), panel.restore):
        assert part in walked
    heights = [part.mapTo(panel, part.rect().center()).y() for part in walked if part in panel.sliders.values()]
    assert heights == sorted(heights)
    assert all(part.accessibleName() or part.text() for part in walked if panel.isAncestorOf(part))


def test_as_the_system_follows_the_desktop_at_once_and_a_choice_does_not(at_window, project_path, monkeypatch):
    analyst = at_window(project_path, Settings(theme="system"))

    def desktop_turns(*, dark: bool) -> None:
        monkeypatch.setattr(theme, "_system_is_dark", lambda: dark)
        scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)

    desktop_turns(dark=True)
    assert theme.current() is theme.DARK
    assert analyst.view.grab().toImage().pixelColor(5, 5).lightness() < 80
    desktop_turns(dark=False)
    assert theme.current() is theme.LIGHT
    analyst.window.use_theme("sepia")
    desktop_turns(dark=True)
    assert theme.current() is theme.SEPIA
    analyst.window.use_theme("system")
    assert theme.current() is theme.DARK
