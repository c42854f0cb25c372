"""Asks what becomes of the annotations of a tag that is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.errors import UserError
from annotator.records import Tag
from annotator.ui import theme, wording
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import words

_GONE = "gone"  # in the place of the tag that gets them


class DeletingTag(Asking):
    """Its annotations go to another tag, or are deleted with it; neither is chosen beforehand."""

    def __init__(self, parent: QWidget | None, tag: Tag, tags: Sequence[Tag], keep: Keep) -> None:
        super().__init__(parent, "Delete a tag", keep, confirm="Delete the tag")
        is_one = tag.annotations == 1
        self._them = "it" if is_one else "them"
        self.fate = QComboBox(self)
        self.fate.setAccessibleName("What becomes of the annotations")
        self.fate.setPlaceholderText("Choose")
        for other in tags:
            if other.id != tag.id:
                title = f"Give {self._them} the tag {wording.one_line(other.name, 60)}"
                self.fate.addItem(theme.swatch_icon(other.color), title, other.id)
        self.fate.addItem(theme.icon("bin", "bad"), f"Delete {self._them} too", _GONE)
        self.fate.setCurrentIndex(-1)
        self.fate.currentIndexChanged.connect(lambda _: self._name_button())
        number = f"{wording.counted(tag.annotations, 'annotation')} {'carries' if is_one else 'carry'}"
        said = f"{number} the tag {wording.one_line(tag.name, 60)}. What becomes of {self._them}?"
        self.form.addRow(words(self, text=said))
        self.form.addRow(self.fate)
        below = sum(other.parent_id == tag.id for other in tags)
        if below:
            stay = f"The {wording.counted(below, 'tag')} below it {'stays' if below == 1 else 'stay'}, one level up."
            self.form.addRow(words(self, text=stay, soft=True))
        self.form.addRow(words(self, text="Either is one edit, which one undo takes back.", soft=True))
        self._fields.append(self.fate)

    def entered(self) -> dict[str, Any]:
        """Where the annotations go, or that they are deleted; UserError while nothing is said of them."""
        chosen = self.fate.currentData()
        if chosen is None:
            raise UserError("Say what becomes of the annotations.")
        return {"annotations": True} if chosen == _GONE else {"into": chosen}

    def _name_button(self) -> None:
        is_gone = self.fate.currentData() == _GONE
        self.store.setText(f"Delete the tag and {self._them}" if is_gone else "Delete the tag")
