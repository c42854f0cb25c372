"""A timeline panel in a window, driven with the mouse and the keys."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.ui.timeline.panel import TimelinePanel
from tests.timeline.samples import make_counts, make_tags

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
TAGS = make_tags("claim", "commitment", "demand", "<b>agreement</b>")


class Seen:
    """A panel in a window, and what it told."""

    def __init__(self, qtbot, counts, articles=(), tags=TAGS):
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 460)
        column = QVBoxLayout(self.window)
        column.addStretch(1)
        self.panel = TimelinePanel()
        self.panel.setFixedHeight(260)
        column.addWidget(self.panel)
        self.chosen, self.opened, self.cleared, self.views = [], [], [], []
        self.panel.bars_chosen.connect(self.chosen.append)
        self.panel.bars_opened.connect(self.opened.append)
        self.panel.choice_cleared.connect(lambda: self.cleared.append(True))
        self.panel.view_changed.connect(lambda: self.views.append(self.panel.view))
        self.panel.set_counts(counts, articles, tags)
        self.window.show()
        qtbot.waitExposed(self.window)
        qtbot.waitUntil(lambda: not counts or self.panel.has_chart())
        QApplication.processEvents()

    @property
    def canvas(self):
        return self.panel.canvas()

    @property
    def chart(self):
        return self.panel.ensure_plot().chart

    def click(self, day, tag=None, *, modifier=PLAIN):
        QTest.mouseClick(self.canvas, LEFT, modifier, self.panel.point_of(day, tag))

    def key(self, key):
        QTest.keyClick(self.chart, key)

    def wheel(self, point, notches, *, modifier=PLAIN):
        place = QPointF(point)
        turn = QWheelEvent(
            place, QPointF(self.canvas.mapToGlobal(point)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, turn)

    def drag(self, start, end, *, button=LEFT):
        QTest.mousePress(self.canvas, button, PLAIN, start)
        for step in range(1, 6):
            QTest.mouseMove(self.canvas, start + (end - start) * step / 5)
        QTest.mouseRelease(self.canvas, button, PLAIN, end)

    def visible_days(self):
        return self.chart.frame.left, self.chart.frame.right


@pytest.fixture
def make_seen(qtbot):
    return lambda *arguments, **named: Seen(qtbot, *arguments, **named)


@pytest.fixture
def seen(make_seen):
    days = [(date(2024, 1, 1) + timedelta(days=day), 1) for day in range(366)]
    return make_seen(make_counts(), days)
