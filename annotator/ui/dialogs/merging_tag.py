"""Asks into which tag another is merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.errors import UserError
from annotator.records import Tag
from annotator.ui import theme, wording
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import words


class MergingTag(Asking):
    """The tag that gets everything the other has; none is chosen beforehand."""

    def __init__(self, parent: QWidget | None, tag: Tag, tags: Sequence[Tag], keep: Keep) -> None:
        name = wording.one_line(tag.name, 60)
        super().__init__(parent, f"Merge {name}", keep, confirm="Merge")
        self.into = QComboBox(self)
        self.into.setAccessibleName("Into which tag")
        self.into.setPlaceholderText("Choose")
        for other in tags:
            if other.id != tag.id:
                self.into.addItem(theme.swatch_icon(other.color), wording.one_line(other.name, 60), other.id)
        self.into.setCurrentIndex(-1)
        self.form.addRow(words(self, text=f"{_what_goes(tag, tags)} to the tag chosen here, and {name} is deleted."))
        self.form.addRow("Into", self.into)
        self.form.addRow(words(self, text="It is one edit, which one undo takes back.", soft=True))
        self._fields.append(self.into)

    def entered(self) -> dict[str, Any]:
        """The tag that gets everything; UserError while none is chosen."""
        chosen = self.into.currentData()
        if chosen is None:
            raise UserError("Choose the tag that the two become.")
        return {"into": chosen}


def _what_goes(tag: Tag, tags: Sequence[Tag]) -> str:
    below = sum(one.parent_id == tag.id for one in tags)
    carried = f"{wording.counted(tag.annotations, 'annotation')} of {wording.one_line(tag.name, 60)}"
    if not below:
        return f"{carried} {'goes' if tag.annotations == 1 else 'go'}"
    return f"{carried} and the {wording.counted(below, 'tag')} below it go"
