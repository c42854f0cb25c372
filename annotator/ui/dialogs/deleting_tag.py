"""Asks what becomes of the annotations of a tag that is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from annotator.errors import UserError
from annotator.records import Tag
from annotator.ui import theme, wording
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import words


class DeletingTag(Asking):
    """Its annotations go to another tag, or are deleted with it; neither is chosen beforehand."""

    def __init__(self, parent: QWidget | None, tag: Tag, tags: Sequence[Tag], keep: Keep) -> None:
        super().__init__(parent, "Delete a tag", keep, confirm="Delete the tag")
        number = wording.counted(tag.annotations, "annotation")
        them = "it" if tag.annotations == 1 else "them"
        self.moving = QRadioButton(f"Give {them} the tag", self)
        self.into = QComboBox(self)
        self.deleting = QRadioButton(f"Delete {them} too", self)
        self.into.setAccessibleName("The tag that they get")
        for other in tags:
            if other.id != tag.id:
                self.into.addItem(theme.swatch_icon(other.color), wording.one_line(other.name, 60), other.id)
        self.moving.setEnabled(self.into.count() > 0)
        self.into.setEnabled(self.into.count() > 0)
        self.into.activated.connect(lambda _: self.moving.setChecked(True))
        self.moving.toggled.connect(lambda on: self.store.setText("Move and delete the tag" if on else "Delete all"))
        is_are = "is" if tag.annotations == 1 else "are"
        said = f"There {is_are} {number} with the tag {wording.one_line(tag.name, 60)}. What becomes of {them}?"
        self.form.addRow(words(self, text=said))
        self.form.addRow(self.moving, self.into)
        self.form.addRow(self.deleting)
        self.form.addRow(words(self, text="Either is one edit, which one undo takes back.", soft=True))
        self._fields += [self.moving, self.into, self.deleting]

    def entered(self) -> dict[str, Any]:
        """Where the annotations go, or that they are deleted; UserError while nothing is said of them."""
        if self.moving.isChecked():
            return {"into": self.into.currentData()}
        if self.deleting.isChecked():
            return {"annotations": True}
        raise UserError("Say what becomes of the annotations.")
