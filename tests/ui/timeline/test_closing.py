"""A chart goes with its window, whoever lets go of it and whenever Python collects its garbage."""

import gc

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMainWindow

from annotator.ui.timeline.panel import TimelinePanel
from tests.timeline.samples import make_counts, make_tags

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # said by Qt's own offscreen platform


def make_window():
    window = QMainWindow()
    panel = TimelinePanel(window)
    window.setCentralWidget(panel)
    panel.set_counts(make_counts(), [], make_tags("claim", "commitment", "demand", "agreement"))
    window.show()
    panel.ensure_plot()
    QCoreApplication.processEvents()
    return window


def deliver_deletions():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("collecting", [True, False])
@pytest.mark.parametrize("way", ["later", "at once", "by its last reference"])
def test_windows_with_charts_come_and_go(way, collecting):
    before = gc.get_threshold()
    gc.set_threshold(*((5, 2, 2) if collecting else (0, 0, 0)))
    try:
        for _ in range(3):
            window = make_window()
            if way == "later":
                window.deleteLater()
            elif way == "at once":
                shiboken6.delete(window)
            del window
            deliver_deletions()
    finally:
        gc.set_threshold(*before)
