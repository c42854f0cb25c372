"""A person at the window whose timeline shows a year of stories, with the wheel, the mouse and the keys at hand."""

import random
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import open_project
from annotator.records import NewAnnotation, NewArticle

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
Key = Qt.Key
TEXT = "Norland agreed to reopen two grounds. Sudmark must leave at once. The levy stays, the envoy said."
SPANS = ((0, 36, "commitment"), (38, 65, "demand"), (66, 80, "claim"), (82, 97, "claim"))
SOURCES = ("Meridian News", "Harbour Wire", "Tellus Press")
FIRST = date(2024, 1, 1)


def stories():
    """A story every four days for a year, with none in a fortnight of May; some not annotated, three without a date."""
    source = random.Random(5)
    for number in range(91):
        day = FIRST + timedelta(days=4 * number)
        if not date(2024, 5, 6) <= day <= date(2024, 5, 19):
            yield story(number, day, source.sample(SPANS, source.randint(0, 4)))
    yield from (story(number, None, SPANS[:2]) for number in range(91, 94))


def story(number, day, spans):
    marks = tuple(
        NewAnnotation(start, end, tag, analyst=f"desk {'one' if number % 3 else 'two'}") for start, end, tag in spans
    )
    return NewArticle(
        f"Story {number}", f"{TEXT} {number}.", source=SOURCES[number % 3], published_on=day, annotations=marks
    )


class Reader:
    """A person at the window whose timeline shows the year."""

    def __init__(self, person):
        self.person, self.desk, self.panel = person, person.desk, person.desk.timeline
        person.until(self.panel.has_chart)
        person.settle()

    @property
    def chart(self):
        return self.panel.ensure_plot().chart

    @property
    def canvas(self):
        return self.panel.canvas()

    def point(self, day, name=None):
        return self.panel.point_of(day, None if name is None else self.tag(name))

    def tag(self, name):
        return next(tag.id for tag in self.desk.tags if tag.name == name)

    def wheel(self, point, notches):
        turn = QWheelEvent(
            QPointF(point), QPointF(self.canvas.mapToGlobal(point)), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, turn)
        self.person.look()

    def drag(self, start, end):
        QTest.mousePress(self.canvas, LEFT, PLAIN, start)
        for step in range(1, 5):
            QTest.mouseMove(self.canvas, start + (end - start) * step / 4)
        QTest.mouseRelease(self.canvas, LEFT, PLAIN, end)
        self.person.look()

    def click(self, point, *, modifiers=PLAIN):
        QTest.mouseClick(self.canvas, LEFT, modifiers, point)
        self.person.look()

    def double_click(self, point):
        self.click(point)
        QTest.mouseDClick(self.canvas, LEFT, PLAIN, point)
        self.person.look()

    def key(self, key, modifiers=PLAIN):
        self.person.press(key, modifiers)

    def expected(self, first=None, last=None, *, tag=None, undated=False):
        """Tag and quote of what the file holds there, as another program reads it."""
        with open_project(self.desk.project.path) as other:
            found = other.annotations(tag=tag, first=first, last=last, undated=undated)
            return sorted((one.tag, one.quote) for one in found)

    def week_with_claims(self):
        """The first and the last day of the first week with a claim, from March on."""
        weeks = (
            (FIRST + timedelta(days=7 * number), FIRST + timedelta(days=7 * number + 6)) for number in range(9, 50)
        )
        return next(week for week in weeks if self.expected(*week, tag="claim"))

    def listed(self):
        return sorted(self.person.quotes())

    def seen_days(self):
        return self.chart.frame.left, self.chart.frame.right

    def bars(self):
        return self.chart.timeline.annotations
