"""Windows that ask: an article's fields, a tag, the analyst's name."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QColor, QRegularExpressionValidator, QShowEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.records import Article, Tag
from annotator.ui import theme

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
            hint="2024-04-02, or empty: no date",
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


class TagFields(Asking):
    """A new tag, or an old one to change."""

    def __init__(self, parent: QWidget | None, keep: Keep, tag: Tag | None = None) -> None:
        super().__init__(parent, "Tag" if tag else "New tag", keep, confirm="Store" if tag else "Add the tag")
        self._tag = tag
        self.name = self.line("Name", tag.name if tag else "")
        self.color = QPushButton(self)
        self.color.setAccessibleName("Colour")
        self.color.clicked.connect(self._choose_color)
        self.form.addRow("Colour", self.color)
        self.key = self.line("Digit", tag.key if tag else "", hint="0 to 9, or empty")
        self.letter = self.line("Letter", tag.letter if tag else "", hint="a to z, or empty")
        self.key.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]?"), self))
        self.letter.setValidator(QRegularExpressionValidator(QRegularExpression("[a-z]?"), self))
        self.definition = self.lines("Definition", tag.definition if tag else "", hint="What belongs under this tag")
        self.positive = self.lines("An example", tag.positive if tag else "")
        self.negative = self.lines("Not this", tag.negative if tag else "", hint="What one might take for it")
        self._show_color(tag.color if tag else "")

    def entered(self) -> dict[str, Any]:
        """The fields that differ from the tag's; all of them for a new tag."""
        values: dict[str, Any] = {
            "name": self.name.text().strip(),
            "color": self._color,
            "key": self.key.text(),
            "letter": self.letter.text(),
        }
        for name in ("definition", "positive", "negative"):
            values[name] = getattr(self, name).toPlainText().strip()
        if not values["name"]:
            raise UserError("A tag needs a name.")
        if self._tag is None:
            return values
        return {name: value for name, value in values.items() if value != getattr(self._tag, name)}

    def _choose_color(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._color or "#999999"), self, "Colour of the tag")
        if chosen.isValid():
            self._show_color(chosen.name().upper())

    def _show_color(self, color: str) -> None:
        self._color = color
        self.color.setText(color or "Chosen for you")
        self.color.setIcon(theme.swatch_icon(color) if color else theme.icon("plus", "soft"))


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
    words = words.strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise UserError(f"“{words[:40]}” is not a date. Write it as 2024-04-02, or leave it empty.") from None
