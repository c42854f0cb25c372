"""Windows that tell: what an import brought, an error, a bug, the keys, what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import annotator
from annotator.records import ImportReport, Tag
from annotator.ui import theme, wording
from annotator.ui.actions import MENUS, Action, key_text
from annotator.ui.labels import named


class Telling(QDialog):
    """A title, a sentence, perhaps a long text that can be selected and copied, and one button."""

    def __init__(self, parent: QWidget | None, title: str, words: str, *, detail: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        self.says = QLabel(words, self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.says)
        self.detail = QPlainTextEdit(detail, self, readOnly=True)
        self.detail.setAccessibleName("Details")
        self.detail.setVisible(bool(detail))
        column.addWidget(self.detail, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        if detail:
            copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{words}\n\n{detail}"))
            self.resize(620, 400)
        column.addWidget(buttons)


def import_summary(report: ImportReport) -> str:
    """What an import did, in one sentence or two."""
    parts = [f"{wording.counted(report.added, 'article')} came in"]
    if report.annotations:
        parts[0] += f" with {wording.counted(report.annotations, 'annotation')}"
    if report.present:
        parts.append(f"{wording.counted(report.present, 'article was', 'articles were')} already here")
    if report.refused:
        parts.append(f"{len(report.refused):,} refused")
    return ", ".join(parts) + "."


def import_details(report: ImportReport) -> str:
    """Each refusal with its reason and each choice that was made, a line each."""
    lines = [f"Refused: {refusal.origin}: {refusal.reason}" for refusal in report.refused]
    return "\n".join([*lines, *report.notices])


def import_told(parent: QWidget, report: ImportReport) -> Telling:
    """The report of an import that had something to say beyond its numbers."""
    return Telling(parent, "Import", import_summary(report), detail=import_details(report))


def bug_told(parent: QWidget | None, log: str, trace: str) -> Telling:
    """An error that is ours."""
    words = (
        "Something went wrong inside the program. What you marked before is stored. You can go on; "
        f"if it happens again, the file {log} helps to find the cause."
    )
    return Telling(parent, "An error of the program", words, detail=trace)


def about_told(parent: QWidget) -> Telling:
    """What this program is."""
    from PySide6.QtCore import qVersion

    words = (
        f"Annotation desk {annotator.__version__}\n\nMark spans in news texts, tag them, and see them on a timeline. "
        "Works offline; a project is one file on this computer.\n\n"
        f"Qt {qVersion()}. Free software under the MIT licence. The faces Noto Sans and Noto Serif are under the "
        "SIL Open Font License."
    )
    return Telling(parent, "About", words)


Group = tuple[str, Sequence[tuple[str, str]]]
_READING: Sequence[tuple[str, str]] = (
    ("Mark words", "drag, or double click"),
    ("Apply a tag", "its key, or a click on it"),
    ("Same tag again", "."),
    ("Find a tag, write a note", "/"),
    ("Larger, smaller text", "Ctrl+wheel"),
)


class ShortcutSheet(QDialog):
    """Every key of the table of actions and of the codebook on one sheet."""

    def __init__(self, parent: QWidget, actions: Sequence[Action], tags: Sequence[Tag]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        groups: list[Group] = [("Reading and marking", _READING)]
        groups += [(name, _keys(actions, name)) for name in MENUS if name != "Tag"]
        tag_keys = [(tag.name, " or ".join(key for key in (tag.key, tag.letter) if key)) for tag in tags]
        groups.append(("Tags", (*tag_keys, *_keys([a for a in actions if a.group != "tags"], "Tag"))))
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setSpacing(36)
        for side in _balanced([group for group in groups if group[1]]):
            column = QVBoxLayout()
            for title, rows in side:
                self._add_group(column, title, rows)
            column.addStretch(1)
            columns.addLayout(column)
        area = QScrollArea(self, widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.addWidget(area)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)
        self.resize(820, 680)

    def _add_group(self, column: QVBoxLayout, title: str, rows: Sequence[tuple[str, str]]) -> None:
        heading = named(QLabel(title), "heading")
        heading.setFixedHeight(heading.sizeHint().height() + 6)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        for row, (name, key) in enumerate(rows):
            label = QLabel(name, textFormat=Qt.TextFormat.PlainText)
            cap = named(QLabel(key, textFormat=Qt.TextFormat.PlainText), "cap")
            cap.setProperty("soft", True)
            cap.setFont(theme.ui_font(8.5))
            grid.addWidget(label, row, 0)
            grid.addWidget(cap, row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(12)


def _keys(actions: Sequence[Action], menu: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (action.title.rstrip("…"), " or ".join(key_text(key) for key in action.keys))
        for action in actions
        if action.menu == menu and action.keys
    )


def _balanced(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups in two columns of about the same height."""
    half = sum(len(rows) + 2 for _, rows in groups) / 2
    left: list[Group] = []
    right: list[Group] = []
    height = 0
    for group in groups:
        (left if height < half else right).append(group)
        height += len(group[1]) + 2
    return [left, right]
