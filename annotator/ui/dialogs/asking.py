"""Windows that ask: an article's fields, the analyst's name."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.records import Article

Keep = Callable[[dict[str, Any]], object]


class Asking(QDialog):
    """A form; `keep` stores what was entered, and its UserError is shown with everything left as it was typed."""

    def __init__(self, parent: QWidget | None, title: str, keep: Keep, *, confirm: str = "Store") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(470)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keep = keep
        self._fields: list[QWidget] = []
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(9)
        self.trouble = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.trouble.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.store = self.buttons.addButton(confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        self.store.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(self.form)
        column.addWidget(self.trouble)
        column.addStretch(1)
        column.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field; Tab leaves the last one for the buttons, which were made before it."""
        self.setTabOrder(self._fields[-1], self.store)
        self.setTabOrder(self.store, self.buttons.button(QDialogButtonBox.StandardButton.Cancel))
        self._fields[0].setFocus()
        super().showEvent(event)

    @abstractmethod
    def entered(self) -> dict[str, Any]:
        """What was entered and differs from before; UserError if it cannot be."""

    def accept(self) -> None:
        """Store and close, or say what is wrong and stay."""
        try:
            self._keep(self.entered())
        except UserError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        super().accept()

    def line(self, title: str, value: str = "", *, hint: str = "") -> QLineEdit:
        """Add one line to fill in."""
        field = QLineEdit(value, self)
        field.setCursorPosition(0)
        field.setPlaceholderText(hint)
        field.setAccessibleName(title)
        self._add(title, field)
        return field

    def lines(self, title: str, value: str = "", *, hint: str = "") -> QPlainTextEdit:
        """Add a field of several lines."""
        field = QPlainTextEdit(value, self)
        field.setPlaceholderText(hint)
        field.setAccessibleName(title)
        field.setTabChangesFocus(True)
        field.setFixedHeight(66)
        self._add(title, field)
        return field

    def _add(self, title: str, field: QWidget) -> None:
        self.form.addRow(title, field)
        self._fields.append(field)


class ArticleFields(Asking):
    """What is known about one article; its text is never changed."""

    def __init__(self, parent: QWidget | None, article: Article, keep: Keep) -> None:
        super().__init__(parent, "Article", keep)
        self._article = article
        self.title = self.line("Title", article.title)
        self.published_on = self.line(
            "Published on",
            article.published_on.isoformat() if article.published_on else "",
            hint="2024-04-02 or 2 April 2024; empty: no date",
        )
        self.published_at = self.line("Time", article.published_at or "", hint="2024-04-02T14:20")
        self.source = self.line("Source", article.source)
        self.place = self.line("Place", article.place)
        self.agency = self.line("Agency", article.agency)
        self.url = self.line("Address", article.url)
        self.language = self.line("Language", article.language, hint="en")

    def entered(self) -> dict[str, Any]:
        """The fields that differ from the article's."""
        values: dict[str, Any] = {
            "title": self.title.text().strip(),
            "published_on": _day(self.published_on.text()),
            "published_at": self.published_at.text().strip() or None,
        }
        for name in ("source", "place", "agency", "url", "language"):
            values[name] = getattr(self, name).text().strip()
        return {name: value for name, value in values.items() if value != getattr(self._article, name)}


class AnalystName(Asking):
    """Whose name new annotations carry."""

    def __init__(self, parent: QWidget | None, name: str, keep: Keep) -> None:
        super().__init__(parent, "Analyst", keep)
        self.name = self.line("Your name", name, hint="as colleagues should read it")
        self.name.selectAll()
        words = QLabel("New annotations carry this name. Those already made keep theirs.", self, wordWrap=True)
        words.setProperty("soft", True)
        self.form.addRow(words)

    def entered(self) -> dict[str, Any]:
        """The name; UserError if it is empty."""
        name = " ".join(self.name.text().split())
        if not name:
            raise UserError("An annotation needs the name of who made it. Enter a name or initials.")
        return {"analyst": name}


def _day(words: str) -> date | None:
    """The day that was typed, as where many articles are dated; None for nothing."""
    from annotator.project.dating import day_of  # late: the first picture needs no dates of others

    return day_of(words) if words.strip() else None
