"""Shows what a codebook would bring into a project, before it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from annotator.errors import UserError
from annotator.records import Arrivals
from annotator.ui import theme, wording
from annotator.ui.dialogs.asking import Asking, Keep
from annotator.ui.labels import words


def _blank() -> QIcon:
    """A picture of nothing, so that all rows begin at one edge."""
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    return QIcon(picture)


class ArrivingTags(Asking):
    """The new tags, those that are here and differ, and what had to be chosen; nothing is stored until it is confirmed.

    `look` tells what would come in, with or without changing the tags that are here.
    """

    def __init__(self, parent: QWidget | None, name: str, look: Callable[..., Arrivals], keep: Keep) -> None:
        super().__init__(parent, "Import a codebook", keep, confirm="Import")
        self._look = look
        self._file = name
        self.summary = words(self)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName("What would come in")
        self.rows.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.rows.setMinimumHeight(220)
        self.update_those = QCheckBox("Also change the tags that are here and differ", self)
        self.form.addRow(self.summary)
        self.form.addRow(self.rows)
        self.form.addRow(self.update_those)
        self._fields += [self.rows, self.update_those]
        self.update_those.toggled.connect(lambda _: self._show())
        self._show()

    def entered(self) -> dict[str, Any]:
        """Whether tags that are here are changed."""
        return {"update": self.update_those.isChecked()}

    def _show(self) -> None:
        update = self.update_those.isChecked()
        try:
            told = self._look(update=update)
        except UserError as error:  # such as a tag that would stand below itself
            self.trouble.setText(str(error))
            self.trouble.show()
            self.store.setEnabled(False)
            return
        self.trouble.hide()
        self.summary.setText(
            f"{wording.one_line(self._file, 60)}: {wording.counted(len(told.new), 'new tag')}, "
            f"{wording.number(told.present)} that are here already, "
            f"{wording.number(len(told.differing))} of them different."
        )
        self.update_those.setVisible(bool(told.differing))
        self.store.setEnabled(bool(told.new) or update)
        self.rows.clear()
        for new in told.new:
            keys = " ".join(key for key in (new.key, new.letter) if key)
            below = f", below {wording.one_line(new.parent, 40)}" if new.parent else ""
            item = QListWidgetItem(f"new: {wording.one_line(new.name, 60)}{below}{f'  [{keys}]' if keys else ''}")
            item.setIcon(theme.swatch_icon(new.color) if new.color else theme.icon("plus", "soft"))
            self.rows.addItem(item)
        for name, fields in told.differing:
            verb = "changes" if update else "differs"
            self.rows.addItem(f"{verb}: {wording.one_line(name, 60)}: {', '.join(fields)}")
        for notice in told.notices:
            self.rows.addItem(wording.one_line(notice))
        for row in range(self.rows.count()):
            item = self.rows.item(row)
            if item.icon().isNull():
                item.setIcon(_blank())
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
