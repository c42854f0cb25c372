"""The clipboard of the system, for more than plain words."""

from __future__ import annotations

import atexit
from functools import cache

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_WITHOUT_DESKTOP = ("offscreen", "minimal", "minimalegl", "linuxfb", "eglfs", "vkkhrdisplay", "vnc")
"""Platforms of Qt whose clipboard is of this process only, and outlives Python in it."""


def put(data: QMimeData) -> None:
    """Let other programs paste this."""
    QGuiApplication.clipboard().setMimeData(data)
    _clear_at_exit()


@cache
def _clear_at_exit() -> None:
    """Take our data from a clipboard that would delete it after Python has ended, which would crash the process."""
    if QGuiApplication.platformName() in _WITHOUT_DESKTOP:
        atexit.register(lambda: QGuiApplication.clipboard().clear() if QGuiApplication.instance() else None)
