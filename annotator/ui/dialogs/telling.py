"""Windows that tell: what an import brought, an error, a bug, the keys, what this program is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import annotator
from annotator.records import ImportReport
from annotator.ui import wording


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
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        if detail:
            copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
            copy.setAutoDefault(False)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{words}\n\n{detail}"))
            self.resize(620, 400)
        self.buttons = buttons
        column.addWidget(buttons)

    def offer(self, title: str, deed: Callable[[], object]) -> None:
        """Add a button that closes the window and then does something."""
        button = self.buttons.addButton(title, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda: deed())


def import_summary(report: ImportReport) -> str:
    """What an import did, in one sentence or two."""
    parts = [f"{wording.counted(report.added, 'article')} came in"]
    if report.annotations:
        parts[0] += f" with {wording.counted(report.annotations, 'annotation')}"
    if report.present:
        parts.append(f"{wording.counted(report.present, 'article was', 'articles were')} already here")
    if report.refused:
        parts.append(f"{wording.number(len(report.refused))} refused")
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
