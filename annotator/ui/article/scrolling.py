"""A text set in a column that is scrolled and zoomed: what moves on the screen, and nothing of what is painted."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.text.scripts import COMMON, Writing
from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.sheet import Anchor, Sheet
from annotator.ui.reading.choice import DEFAULT, Reading
from annotator.ui.reading.faces import Face, face

POINTS = 12.75
SMALLEST, LARGEST = 50, 400
ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
TOP_MARGIN = 22
LEFT_ALONE = 2
REFINED_AT_ONCE = 8
REST = 150
"""How long the view rests after painting a new text, in milliseconds, before it lays out what nobody sees yet."""

REFINED_LENGTH = 200_000
"""Texts up to this many code points are laid out wholly while nothing else happens."""


class ScrolledSheet(QAbstractScrollArea):
    """Keeps one text set to the width of its viewport and a place of it at the top; subclasses paint it."""

    zoom_changed = Signal(int)
    arranged = Signal()
    """The text was set anew, or its height or scroll place is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._zoom = 100
        self._reading = DEFAULT
        self._writing = COMMON
        self._document = ArticleDocument("")
        self._sheet = Sheet(self._document, self._face())
        self._left: list[object] = []
        self._heading: QWidget | None = None
        self._is_syncing = False
        self._refining = QTimer(self)
        self._refining.timeout.connect(self._refine)

    # What subclasses say

    def _set_anew(self) -> None:
        """The text was set in other lines: what was kept of the old ones is wrong."""

    def _leave(self) -> object:
        """What belongs to the text shown until now and takes long to take apart."""
        return self._document, self._sheet

    # What is shown

    def set_heading(self, heading: QWidget) -> None:
        """Show a widget above the text, scrolling with it."""
        self._heading = heading
        heading.setParent(self.viewport())
        heading.show()
        self._arrange()

    def _set_document(self, text: str) -> None:
        """Set another text, from its beginning; what is painted with it comes before `_arrange`."""
        # Taking the old text apart takes longer than painting the new one, so that waits until it is painted.
        del self._left[:-LEFT_ALONE]
        self._left.append(self._leave())
        self._document = ArticleDocument(text)
        self._sheet = Sheet(self._document, self._face(), width=self.viewport().width())
        self._refining.start(REST)

    # Scrolling

    def scroll_anchor(self) -> int:
        """The offset of the code point at the top of the viewport."""
        return self._sheet.anchor.offset if self._sheet.anchor.pixels >= 0 else 0

    def scroll_to_anchor(self, offset: int) -> None:
        """Bring the line of an offset to the top of the viewport; offsets beyond the text show its end."""
        before = self._sheet.anchor
        if offset <= 0:
            self._sheet.anchor = Anchor(0, -self._sheet.head)
        else:
            self._sheet.anchor = Anchor(min(offset, self._document.length), 0)
        if self._sheet.anchor != before:
            self._settle()

    def _make_visible(self, offset: int) -> None:
        """Scroll as little as needed so that the caret before an offset would be on the screen."""
        caret, height = self._sheet.caret(offset), self.viewport().height()
        margin = min(48, height // 6)
        if caret.top() < margin:
            self._bring(offset, margin)
        elif caret.bottom() > height - margin:
            self._bring(offset, height - margin - round(caret.height()))

    def _bring(self, offset: int, y: int) -> None:
        """Scroll until the caret before an offset has its top at a height of the viewport, as far as the text goes."""
        # By the line and not by a distance: what lies between may be of guessed height.
        _, line, _ = self._sheet.line_of(offset)
        setting = self._sheet.galley.setting
        self._sheet.anchor = Anchor(offset, line.baseline - line.top - setting.ascent + 1 - y)
        self._follow_anchor()
        self._sheet.scroll_to(self._sheet.value())
        self._settle()

    def _scroll_by(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        target = min(max(0, self._sheet.value() + pixels), bar.maximum())
        self._sheet.scroll_by(target - self._sheet.value())
        self._settle()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Follow the scroll bar."""
        if self._is_syncing:
            return
        distance = self.verticalScrollBar().value() - self._sheet.value()
        if abs(distance) < 3 * self.viewport().height():
            self._sheet.scroll_by(distance)
        else:
            self._sheet.scroll_to(self._sheet.value() + distance)
        self._settle()

    def _settle(self) -> None:
        """Lay out what is on the screen, let scroll bar and heading follow the anchor, and repaint."""
        self._follow_anchor()
        self.viewport().update()
        self.arranged.emit()

    def _follow_anchor(self) -> None:
        height = self.viewport().height()
        self._sheet.lay_out(height)
        bar = self.verticalScrollBar()
        self._is_syncing = True
        bar.setRange(0, max(0, self._sheet.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(self._sheet.galley.setting.pitch)
        value = self._sheet.value()
        bar.setValue(value)
        self._is_syncing = False
        if value != bar.value():
            self._sheet.scroll_to(bar.value())
            self._sheet.lay_out(height)
        if self._heading is not None:
            self._heading.move(self._sheet.left, TOP_MARGIN - self._sheet.value())

    def fit(self) -> None:
        """Fit text and heading to the viewport again, since the heading changed."""
        self._arrange()

    def _arrange(self) -> None:
        """Fit text and heading to the viewport."""
        if self._sheet.arrange(self.viewport().width(), self._face()):
            self._set_anew()
        head = TOP_MARGIN
        if self._heading is not None and not self._heading.isHidden():
            column = self._sheet.galley.setting.column
            tall = self._heading.heightForWidth(column)
            self._heading.resize(column, tall)
            head += tall
        self._sheet.set_head(head)
        self._settle()
        if not self._refining.isActive():
            self._refining.start(0)

    def _refine(self) -> None:
        """Do what the picture did not need: take old texts apart, lay out a few more blocks; nothing seen moves."""
        self._refining.setInterval(0)
        if self._left:
            self._left.clear()
            return
        before = self._sheet.height
        for _ in range(REFINED_AT_ONCE):
            if self._document.length > REFINED_LENGTH or not self._sheet.galley.lay_next_inexact():
                self._refining.stop()
                break
        if self._sheet.height != before:
            value = self._sheet.value()
            self._follow_anchor()
            if self._sheet.value() != value:
                self.viewport().update()  # the foot of the text came nearer than where it was scrolled to
            self.arranged.emit()

    # Zoom

    @property
    def zoom(self) -> int:
        """The size of the text in percent, 50 to 400."""
        return self._zoom

    @zoom.setter
    def zoom(self, percent: int) -> None:
        percent = min(max(SMALLEST, percent), LARGEST)
        if percent == self._zoom:
            return
        self._zoom = percent
        self._arrange()
        self.zoom_changed.emit(percent)

    def zoom_in(self) -> None:
        """Go to the next larger size."""
        self.zoom = next((step for step in ZOOM_STEPS if step > self._zoom), LARGEST)

    def zoom_out(self) -> None:
        """Go to the next smaller size."""
        self.zoom = next((step for step in reversed(ZOOM_STEPS) if step < self._zoom), SMALLEST)

    def zoom_reset(self) -> None:
        """Go back to 100 %."""
        self.zoom = 100

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    # Face

    @property
    def reading(self) -> Reading:
        """The face and the spacing of the text."""
        return self._reading

    def read_as(self, reading: Reading) -> None:
        """Set the text in another face or spacing; whoever reads goes on at the same line."""
        if reading != self._reading:
            self._reading = reading
            self._arrange()

    def write_in(self, writing: Writing) -> None:
        """Say in which writing the text is that comes next, or has come and is fitted again."""
        self._writing = writing

    def _face(self) -> Face:
        return face(POINTS * self._zoom / 100, self._reading, self._writing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the new size."""
        super().resizeEvent(event)
        self._arrange()
