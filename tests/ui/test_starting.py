"""Starting the window: without a screen, and on files that are no project."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from annotator.errors import UserError
from annotator.ui import app

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
