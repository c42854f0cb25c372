"""The two cards under the tags: what a tag means, and the selected annotation with its note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Annotation, AnnotationId, Tag, TagId
from annotator.ui import theme, wording
from annotator.ui.codebook.growing import GrowingField
from annotator.ui.labels import label, named, words

_AROUND = 8  # pixels seen above and below the field with the cursor
_SHIFTS = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest)  # after which a field is elsewhere
_QUOTE_LIMIT = 120  # code points of a quote shown on the card


class DefinitionCard(QFrame):
    """What a tag means, with an example and a counter-example."""

    edit_requested = Signal(object)  # TagId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._tag: Tag | None = None
        self._name = words(self, "heading")
        self.edit = _button(self, "Edit the tag", lambda: self.edit_requested.emit(self.tag_id()))
        self._definition = words(self)
        self._positive = words(self, soft=True)
        self._negative = words(self, soft=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 10)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.edit)
        column.addLayout(head)
        for part in (self._definition, self._positive, self._negative):
            column.addWidget(part)

    def show_tag(self, tag: Tag | None) -> None:
        """Show one tag's definition; hidden without a tag."""
        self._tag = tag
        self.setVisible(tag is not None)
        if tag is None:
            return
        self._name.setText(tag.name)
        self._definition.setText(tag.definition or "No definition yet.")
        self._positive.setText(f"Yes: {tag.positive}")
        self._positive.setVisible(bool(tag.positive))
        self._negative.setText(f"No: {tag.negative}")
        self._negative.setVisible(bool(tag.negative))

    def name(self) -> str:
        """The tag whose definition is shown."""
        return self._name.text()

    def tag_id(self) -> TagId | None:
        """The number of the tag whose definition is shown."""
        return self._tag.id if self._tag is not None else None

    def restyle(self) -> None:
        """Draw the icon anew after a change of theme."""
        self.edit.setIcon(theme.icon("pencil", "soft"))


class AnnotationCard(QFrame):
    """The selected annotation: its tag, quote, note, analyst and time; the note is written in place."""

    note_written = Signal(object, str)  # AnnotationId, note
    retag_requested = Signal()
    delete_requested = Signal()
    left = Signal()  # the note is done: back to the article

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._annotation: Annotation | None = None
        self._drafts: dict[AnnotationId, str] = {}  # what was written and is not stored, perhaps since it cannot be
        self._title = words(self, "heading")
        self._quote = words(self)
        self._made = words(self)
        self.note = GrowingField("Note", "Add a note", self)
        self.retag = _button(self, "Change the tag", self.retag_requested)
        self.delete = _button(self, "Delete the annotation", self.delete_requested)
        self.note.textChanged.connect(self._keep_draft)
        self.note.done.connect(self._write_note)
        self.note.given_up.connect(self._put_back)
        self._lay_out()

    def show_annotation(self, annotation: Annotation | None, place: str = "", *, read_only: bool = False) -> None:
        """Show one annotation, `place` saying which of how many; a note not stored yet is still there."""
        self._annotation = annotation
        self.setVisible(annotation is not None)
        if annotation is None:
            return
        self._title.setText(" · ".join(part for part in (wording.one_line(annotation.tag, 60), place) if part))
        self._quote.setText(wording.one_line(annotation.quote, _QUOTE_LIMIT))
        made = (wording.one_line(annotation.analyst, 60), wording.made(annotation.created_at))
        self._made.setText(" · ".join(part for part in made if part))
        self.note.setReadOnly(read_only)
        self.retag.setEnabled(not read_only)
        self.delete.setEnabled(not read_only)
        note = self._drafts.get(annotation.id, annotation.note)
        if note != self.note.toPlainText():
            self.note.setPlainText(note)
        self._keep_draft()

    def shown(self) -> AnnotationId | None:
        """The annotation on the card."""
        return self._annotation.id if self._annotation else None

    def write_note(self) -> None:
        """Put the cursor at the end of the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)

    def store_note(self) -> None:
        """Send off what was written and not yet stored."""
        annotation = self._annotation
        if annotation is not None and annotation.id in self._drafts:
            self.note_written.emit(annotation.id, self._drafts[annotation.id])

    def store_all_notes(self) -> bool:
        """Send off every note that is not stored, of other annotations too; whether none is left."""
        for annotation_id, note in list(self._drafts.items()):
            self.note_written.emit(annotation_id, note)
        return not self._drafts

    def note_stored(self, annotation_id: AnnotationId, note: str) -> None:
        """Forget what was written for an annotation, unless more was written since: this note is stored."""
        if self._drafts.get(annotation_id) == note:
            del self._drafts[annotation_id]

    def restyle(self) -> None:
        """Draw the icons anew after a change of theme."""
        for button, name in ((self.retag, "swap"), (self.delete, "bin")):
            button.setIcon(theme.icon(name, "soft"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.retag)
        head.addWidget(self.delete)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        rows = (("quote", self._quote), ("note", self.note), ("made", self._made))
        for row, (name, widget) in enumerate(rows):
            grid.addWidget(label(self, text=name, soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        column.addLayout(grid)

    def _write_note(self) -> None:
        self.store_note()
        if self.note.hasFocus():
            self.left.emit()

    def _keep_draft(self) -> None:
        annotation, note = self._annotation, self.note.toPlainText()
        if annotation is None:
            return
        if self.note.isReadOnly() or note == annotation.note:
            self._drafts.pop(annotation.id, None)
        else:
            self._drafts[annotation.id] = note

    def _put_back(self) -> None:
        self.note.setPlainText(self._annotation.note if self._annotation else "")
        self.left.emit()


def _button(card: QFrame, title: str, clicked: object) -> QToolButton:
    button = QToolButton(card)
    button.setIconSize(QSize(16, 16))
    button.setToolTip(title)
    button.setAccessibleName(title)
    button.clicked.connect(clicked)
    return button


class CardScroll(QScrollArea):
    """Scrolls a column of cards, and keeps the field that is being written in sight, also while it grows."""

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        named(self, "cards")
        self._settling = QTimer(self, singleShot=True, interval=0)  # ends once the cards have their places
        self._settling.timeout.connect(self._come_to_both)
        self._also: QWidget | None = None  # what is said to the field with the focus
        self._followed: list[QWidget] = []  # the field with the focus, and what it stands in
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what a card that grows pushes out of sight."""
        answer = super().eventFilter(watched, event)
        if event.type() in _SHIFTS:
            self._settling.start()
        return answer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow, too, where there is less room."""
        super().resizeEvent(event)
        self._settling.start()

    def _focus_moved(self, _before: QWidget | None, here: QWidget | None) -> None:
        self._also = None
        for part in self._followed:
            part.removeEventFilter(self)
        self._followed = []
        column = self.widget()
        while here is not None and here is not column and column is not None and column.isAncestorOf(here):
            self._followed.append(here)
            here.installEventFilter(self)
            here = here.parentWidget()
        if self._followed:
            self._settling.start()

    def come_to(self, part: QWidget) -> None:
        """Scroll to a part of a card, too, as long as the focus stays where it is."""
        self._also = part
        self._settling.start()

    def _come_to_both(self) -> None:
        for part in (QApplication.focusWidget(), self._also):
            if part is not None and part.isVisibleTo(self):
                self._come_to(part)

    def _come_to(self, here: QWidget) -> None:
        column = self.widget()
        if column is None or not column.isAncestorOf(here):
            return
        middle, half = here.mapTo(column, here.rect().center()), here.height() // 2 + _AROUND
        if 2 * half <= self.viewport().height():
            self.ensureVisible(middle.x(), middle.y(), 0, half)
        else:
            self.ensureWidgetVisible(here, 0, _AROUND)  # the line with the cursor


class CardColumn(QWidget):
    """The cards one below the other, as wide as the panel; a label's height follows its width."""

    def __init__(self, *cards: QFrame) -> None:
        super().__init__()
        self.setObjectName("cards")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(12)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)

    def add(self, card: QFrame) -> None:
        """Give one more card its place, if it has none."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout) and layout.indexOf(card) < 0:
            layout.insertWidget(0, card)

    def put_first(self, card: QFrame) -> None:
        """Move one card to the top; a field in it keeps the cursor."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout) and layout.indexOf(card) != 0:
            layout.removeWidget(card)
            layout.insertWidget(0, card)

    def event(self, event: QEvent) -> bool:
        """Give wrapped labels their height again once their words have changed."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.updateGeometry)
        return answer
