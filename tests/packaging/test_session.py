"""What tests may rely on: a user without a past, and no window left over from the test before."""

import os
import pwd
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QApplication, QMainWindow

_kept_alive: list[QMainWindow] = []


@pytest.mark.parametrize("variable", ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
def test_no_test_can_reach_the_settings_of_whoever_runs_it(variable):
    real = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert Path(os.environ[variable]).is_dir()
    assert Path(os.environ[variable]) not in {real, real / ".config", real / ".local/share", real / ".local/state"}


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_starts_as_a_user_without_a_past(turn):
    trace = Path(os.environ["XDG_CONFIG_HOME"]) / "trace"
    assert not trace.exists()
    trace.touch()


def test_qt_keeps_its_settings_in_the_same_place(qapp):
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    assert Path(place) == Path(os.environ["XDG_CONFIG_HOME"])


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_window_forgotten_by_a_test_is_gone_in_the_next(qapp, turn):
    assert QApplication.topLevelWidgets() == []
    window = QMainWindow()
    window.show()
    _kept_alive.append(window)


def test_tests_draw_off_the_screen(qapp):
    assert QApplication.platformName() == os.environ.get("ANNOTATOR_TEST_PLATFORM", "offscreen")
    assert isinstance(QCoreApplication.instance(), QApplication)
