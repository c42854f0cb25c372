"""The sheet of all keys: what the table of actions and the codebook say, and what the mouse does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Tag
from annotator.ui import wording
from annotator.ui.actions import MENUS, Action, key_text
from annotator.ui.labels import label

Group = tuple[str, Sequence[tuple[str, str]]]
_READING: Sequence[tuple[str, str]] = (
    ("Mark words", "drag, or double click"),
    ("Apply a tag", "its key, or a click on it"),
    ("Same tag again", "."),
    ("Find a tag, write a note", "/"),
    ("Larger, smaller text", "Ctrl+wheel"),
)
_COLUMN = 290  # pixels
_COLUMNS = 3


class KeySheet(QDialog):
    """Every key of the table of actions and of the codebook on one sheet."""

    def __init__(self, parent: QWidget, actions: Sequence[Action], tags: Sequence[Tag]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(36)
        for column in _balanced(_groups(actions, tags)):
            row.addLayout(_laid_out(column), 1)
        area = QScrollArea(self, widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.addWidget(area)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)
        room = parent.size() * 0.92
        self.resize(min(_COLUMNS * (_COLUMN + 36), room.width()), min(page.sizeHint().height() + 90, room.height()))


def _groups(actions: Sequence[Action], tags: Sequence[Tag]) -> list[Group]:
    groups: list[Group] = [("Reading and marking", _READING)]
    groups += [(name, _keys(actions, name)) for name in MENUS if name != "Tag"]
    tag_keys = [
        (wording.one_line(tag.name, 60), " or ".join(key for key in (tag.key, tag.letter) if key)) for tag in tags
    ]
    groups.append(("Tags", tuple((name, key) for name, key in tag_keys if key)))
    return [group for group in groups if group[1]]


def _laid_out(groups: Sequence[Group]) -> QGridLayout:
    """Groups one below the other, each under its title."""
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(14)
    grid.setColumnStretch(0, 1)
    for title, rows in groups:
        heading = label(None, "heading", text=title)
        heading.setContentsMargins(0, 12 if grid.rowCount() > 1 else 0, 0, 2)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for name, key in rows:
            line = grid.rowCount()
            grid.addWidget(label(None, text=name), line, 0)
            grid.addWidget(_cap(key), line, 1, Qt.AlignmentFlag.AlignRight)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _cap(key: str) -> QLabel:
    cap = label(None, "cap", text=key, soft=True)
    cap.setMinimumWidth(18)
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return cap


def _keys(actions: Sequence[Action], menu: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (action.title.rstrip("…"), " or ".join(key_text(key) for key in action.keys))
        for action in actions
        if action.menu == menu and action.keys
    )


def _balanced(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups in their order in columns of about the same height."""
    share = sum(len(rows) + 2 for _, rows in groups) / _COLUMNS
    columns: list[list[Group]] = [[] for _ in range(_COLUMNS)]
    height = 0.0
    for group in groups:
        size = len(group[1]) + 2
        columns[min(int((height + size / 2) / share), _COLUMNS - 1)].append(group)
        height += size
    return [column for column in columns if column]
