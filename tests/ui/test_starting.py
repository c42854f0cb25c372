"""Starting the window: without a screen, and on files that are no project."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from annotator.errors import UserError
from annotator.ui import app, theme

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 and Wayland are told by the environment")
@pytest.mark.parametrize("arguments", [[], ["open"]])
def test_without_a_display_one_sentence_says_so(arguments):
    bare = {name: value for name, value in os.environ.items() if name not in SCREENS}
    command = [sys.executable, "-m", "annotator", *arguments]
    ended = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("annotator: There is no display")
    assert ended.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 and Wayland are told by the environment")
@pytest.mark.parametrize("screen", SCREENS)
def test_one_screen_is_enough(monkeypatch, screen):
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UserError):
        app.check_display()
    monkeypatch.setenv(screen, "offscreen")
    app.check_display()


def test_a_display_that_is_gone_is_one_sentence():
    gone = {**os.environ, "DISPLAY": ":4077", "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "annotator", "open"]
    ended = subprocess.run(command, env=gone, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "annotator: The window cannot open here." in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_idle_window_and_its_place_is_kept(tmp_path, number):
    home = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    script = (
        "from annotator.ui import app, main_window as m\n"
        "make = app.make_window\n"
        "def told(*given, **named):\n"
        "    window = make(*given, **named)\n"
        "    app_timer(window)\n"
        "    return window\n"
        "def app_timer(window):\n"
        "    from PySide6.QtCore import QTimer\n"
        "    window.painted.connect(lambda: QTimer.singleShot(0, lambda: print('ready')))\n"
        "app.make_window = told\n"
        "raise SystemExit(app.run(None))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], env=home, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        window.send_signal(number)
        assert window.wait(timeout=30) == 0
    assert (tmp_path / "annotator" / "settings.json").exists()


@pytest.mark.parametrize("color", ["#000000", "#882255", "#332288", "#0072B2", "#FFFFFF", "#010101"])
def test_every_colour_keeps_three_to_one_in_the_dark(color, qapp):
    theme.use("dark")
    try:
        assert theme.contrast(theme.data_color(color), theme.current().color("paper")) >= 3
    finally:
        theme.use("light")
