"""A tag with all that is written about it, edited in the panel: each field is stored when it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRegularExpression, QSignalBlocker, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.project.outline import outline
from annotator.records import Tag, TagId
from annotator.ui import theme, wording
from annotator.ui.actions import plain
from annotator.ui.codebook.conflicts import NONE, Conflict, conflict
from annotator.ui.codebook.growing import GrowingField
from annotator.ui.labels import label, read_aloud, words
from annotator.ui.pressing import press_focused

_TOP = "nothing"  # what a tag at the top stands below
_WRITTEN = (("definition", "Definition"), ("positive", "An example"), ("negative", "Not this"))


class TagForm(QFrame):
    """The fields of one tag; `changed` carries what was changed, `swapped` a key that another tag gives up for it."""

    changed = Signal(object, object)  # TagId, dict of fields
    swapped = Signal(object, object)
    color_requested = Signal(object)  # TagId
    merge_requested = Signal(object)
    split_requested = Signal(object)
    delete_requested = Signal(object)
    told = Signal(object)  # QWidget: the lowest of what says why something is not stored
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._tag: Tag | None = None
        self._tags: Sequence[Tag] = ()
        self._shown: dict[str, str] = {}  # what each field showed when it was last filled
        self._heading = words(self, "heading")
        self.done = QToolButton(self)
        self.name = QLineEdit(self)
        self.color = QPushButton(self)
        self.key, self.letter = QLineEdit(self), QLineEdit(self)
        self.parent_choice = _Choice(self)
        self.written = {field: GrowingField(title, "", self) for field, title in _WRITTEN}
        self.trouble = words(self)
        self.swap = QPushButton(self)
        self._lay_out()
        self._connect()

    def shown(self) -> TagId | None:
        """The tag that is edited."""
        return self._tag.id if self._tag is not None and not self.isHidden() else None

    def begin(self, tag: Tag, tags: Sequence[Tag], field: str = "name") -> None:
        """Edit a tag, with the cursor in one of its fields."""
        self._tag = None
        self.show_tag(tag, tags)
        self.show()
        target = self._widgets()[field]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()

    def show_tag(self, tag: Tag, tags: Sequence[Tag]) -> None:
        """Show a tag as it is stored now; what is being written in a field stays."""
        is_new = self._tag is None or self._tag.id != tag.id
        self._tag, self._tags = tag, tags
        self._heading.setText(f"Editing {wording.one_line(tag.name, 60)}")
        self.color.setIcon(theme.swatch_icon(tag.color))
        self.color.setText(tag.color)
        self._fill_parents(tag, tags)
        for name, value in _values(tag).items():
            if is_new or self._entered(name) == self._shown.get(name):
                self._fill(name, value)
            self._shown[name] = value
        if is_new:
            self._tell()

    def store(self) -> None:
        """Send off what was written and not yet stored."""
        for name in _values(self._tag) if self._tag is not None else ():
            self._store(name)

    def finish(self) -> None:
        """Store what was written and close, unless something is in the way."""
        self.store()
        if self.swap.isHidden():
            self._leave()

    def restyle(self) -> None:
        """Draw the icons anew after a change of theme."""
        self.done.setIcon(theme.icon("close", "soft"))
        if self._tag is not None:
            self.color.setIcon(theme.swatch_icon(self._tag.color))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the field back in which something was written, else closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_back()
        elif not press_focused(self, event) and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # --- storing ----------------------------------------------------------------------------------------------------

    def _store(self, name: str, *, on_purpose: bool = False) -> None:
        """Send off one field if it was changed and can be stored; else say what is in the way."""
        tag, value = self._tag, self._entered(name)
        if tag is None or value == _values(tag)[name]:
            return
        found = conflict(name, value, tag, self._tags)
        if found.trouble and not (on_purpose and found.offer):
            self._tell(found, name)
            return
        self._tell()
        self._shown[name] = value
        (self.swapped if found.is_swap else self.changed).emit(tag.id, {name: value})

    def _store_parent(self) -> None:
        tag, row = self._tag, self.parent_choice.currentIndex()
        if tag is not None and row >= 0:
            chosen = self.parent_choice.itemData(row)
            if chosen != tag.parent_id:
                name = next((one.name for one in self._tags if one.id == chosen), None)
                self.changed.emit(tag.id, {"parent": name})

    def _swap(self) -> None:
        self._store(self.swap.property("field"), on_purpose=True)

    def _put_back(self) -> None:
        changed = [name for name in self._shown if self._entered(name) != self._shown[name]]
        for name in changed:
            self._fill(name, self._shown[name])
        self._tell()
        if not changed:
            self._leave()

    def _leave(self) -> None:
        self._tag = None
        self.hide()
        self.left.emit()

    def _tell(self, found: Conflict = NONE, name: str = "") -> None:
        self.trouble.setText(found.trouble)
        self.trouble.setVisible(bool(found.trouble))
        self.swap.setVisible(bool(found.offer))
        self.swap.setText(plain(found.offer))
        self.swap.setProperty("field", name)
        if found.trouble:
            read_aloud(self, f"{found.trouble} {found.offer}")
            self.told.emit(self.swap if found.offer else self.trouble)

    # --- fields -----------------------------------------------------------------------------------------------------

    def _widgets(self) -> dict[str, QWidget]:
        return {"name": self.name, "key": self.key, "letter": self.letter, **self.written}

    def _entered(self, name: str) -> str:
        field = self._widgets()[name]
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText().strip()
        assert isinstance(field, QLineEdit)
        value = " ".join(field.text().split())
        return value.lower() if name == "letter" else value

    def _fill(self, name: str, value: str) -> None:
        field = self._widgets()[name]
        with QSignalBlocker(field):
            if isinstance(field, QPlainTextEdit):
                field.setPlainText(value)
            elif isinstance(field, QLineEdit):
                field.setText(value)

    def _fill_parents(self, tag: Tag, tags: Sequence[Tag]) -> None:
        """Offer the tags that this one can stand below: not itself, and none below it."""
        with QSignalBlocker(self.parent_choice):
            self.parent_choice.clear()
            self.parent_choice.addItem(_TOP, None)
            below: int | None = None  # the depth of the tag itself while its children pass
            for one, depth in outline(tags):
                below = None if below is not None and depth <= below else below
                below = depth if one.id == tag.id else below
                if below is None:
                    self.parent_choice.addItem("   " * depth + wording.one_line(one.name, 60), one.id)
            self.parent_choice.setCurrentIndex(max(self.parent_choice.findData(tag.parent_id), 0))

    def _connect(self) -> None:
        for name in ("name", "key", "letter"):
            field = self._widgets()[name]
            assert isinstance(field, QLineEdit)
            field.editingFinished.connect(lambda name=name: self._store(name))
        for name, field in self.written.items():
            field.done.connect(lambda name=name: self._store(name))
            field.given_up.connect(self._put_back)
        self.parent_choice.activated.connect(lambda _: self._store_parent())
        self.swap.clicked.connect(self._swap)
        self.done.clicked.connect(self.finish)
        self.color.clicked.connect(lambda: self._ask(self.color_requested))

    def _ask(self, signal: SignalInstance) -> None:
        if self._tag is not None:
            signal.emit(self._tag.id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.done)
        column.addLayout(head)
        self._set_up_fields()
        form = QFormLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        keys = QHBoxLayout()
        keys.setSpacing(6)
        keys.addWidget(self.key)
        keys.addWidget(self.letter)
        keys.addStretch(1)
        for title, field in (
            ("Name", self.name),
            ("Colour", self.color),
            ("Keys", keys),
            ("Below", self.parent_choice),
        ):
            form.addRow(label(self, text=title, soft=True), field)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addWidget(self.swap)
        for name, title in _WRITTEN:
            column.addWidget(label(self, text=title, soft=True))
            column.addWidget(self.written[name])
        column.addLayout(self._deeds())

    def _set_up_fields(self) -> None:
        for field, name, pattern, hint in (
            (self.key, "Digit", "[0-9]?", "0–9"), (self.letter, "Letter", r"\p{L}?", "a–z"),
        ):  # fmt: skip
            field.setAccessibleName(name)
            field.setToolTip(f"{name} that chooses the tag on the keyboard")
            field.setValidator(QRegularExpressionValidator(QRegularExpression(pattern), self))
            field.setPlaceholderText(hint)
            field.setFixedWidth(52)
        self.parent_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for wide in (self.name, self.color, self.parent_choice, self.swap):  # as wide as the panel, not as their words
            wide.setMinimumWidth(60)
            wide.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name.setAccessibleName("Name")
        self.color.setAccessibleName("Colour")
        self.parent_choice.setAccessibleName("Below which tag")
        self.done.setIconSize(QSize(14, 14))
        self.done.setAccessibleName("Done")
        self.done.setToolTip("Done")

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        deeds = (("Merge…", self.merge_requested), ("Split…", self.split_requested), ("Delete…", self.delete_requested))
        for title, signal in deeds:
            button = QToolButton(self)
            button.setText(title)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, signal=signal: self._ask(signal))
            row.addWidget(button)
        row.addStretch(1)
        return row


class _Choice(QComboBox):
    """A choice whose letters find entries; they would be keys of tags to the window."""

    def event(self, event: QEvent) -> bool:
        """Keep single keys from the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isprintable():
            event.accept()
            return True
        return super().event(event)


def _values(tag: Tag) -> dict[str, str]:
    return {name: getattr(tag, name) for name in ("name", "key", "letter", "definition", "positive", "negative")}
