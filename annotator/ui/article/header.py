"""The head of an article: its title and one line of its fields, in plain text only."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.records import DONE, READING, Article
from annotator.text.scripts import COMMON, writing_of
from annotator.ui import locality, theme, wording
from annotator.ui.reading.choice import SERIF
from annotator.ui.reading.faces import lacking, text_font

TITLE_POINTS = 17.0
SMALLEST_ZOOM, LARGEST_ZOOM = 75, 180
COUNTED = 200_000
"""The words of a longer text are counted in so many code points of it only."""

_WIDE = "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"


class ArticleHeader(QWidget):
    """Title and fields above the text; gives its height for a width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _label()
        self._fields = _label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(5)
        column.addWidget(self._title)
        column.addWidget(self._fields)
        self._extent = ""
        self._annotations = 0
        self._zoom = 100
        self._family, self._writing = SERIF, COMMON
        self._is_dimmed = False
        self._lacking = ""
        self._article: Article | None = None
        theme.announcer().changed.connect(self._restyle)
        self._restyle()

    def show_article(self, article: Article, text: str, annotations: int) -> None:
        """Show an article's title and fields, the extent of its text and its number of annotations."""
        self._article = article
        self._extent = extent(text)
        self._lacking = lacking(text, writing_of(text, article.language))
        self._title.setText(article.title or "Untitled")
        writing = writing_of(article.title, article.language)
        if writing != self._writing:
            self._writing = writing
            self._restyle()
        self.set_annotations(annotations)

    def set_annotations(self, annotations: int) -> None:
        """Show another number of annotations."""
        self._annotations = annotations
        if self._article is not None:
            counted = wording.counted(annotations, "annotation")
            warned = [f"this computer has no font for {self._lacking}"] if self._lacking else []
            said = [*fields(self._article), self._extent, counted, status(self._article), *warned]
            self._fields.setText(" · ".join(filter(None, said)))

    def set_done(self, article: Article) -> bool:
        """Say by whom the article was marked as done; False if that is said already.

        How far it was read is said as it was when it was opened: nothing moves above the text that somebody reads.
        """
        known, self._article = self._article, article
        if known is None or (known.done_at, known.done_by) == (article.done_at, article.done_by):
            self._article = known
            return False
        self.set_annotations(self._annotations)
        return True

    def set_zoom(self, percent: int) -> None:
        """Let the title follow the size of the text, within limits."""
        self._zoom = min(max(SMALLEST_ZOOM, percent), LARGEST_ZOOM)
        self._restyle()

    def set_family(self, family: str) -> None:
        """Let the title follow the face of the text."""
        self._family = family
        self._restyle()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show the title in softer ink, or as usual."""
        self._is_dimmed = dimmed
        self._restyle()

    def _restyle(self) -> None:
        now = theme.current()
        face = text_font(TITLE_POINTS * self._zoom / 100, self._family, self._writing)
        face.setBold(True)
        self._title.setFont(face)
        self._fields.setFont(theme.ui_font(9.25))
        self._title.setStyleSheet(f"color: {now.soft if self._is_dimmed else now.ink}; background: transparent;")
        self._fields.setStyleSheet(f"color: {now.soft}; background: transparent;")


def status(article: Article) -> str:
    """What became of an article until now, in few words; nothing for one that is unread."""
    if article.status == DONE:
        return f"done by {wording.one_line(article.done_by, 40)}"
    return f"{article.read_percent} % read" if article.status == READING else ""


def fields(article: Article) -> list[str]:
    """Source, publication, place and agency, of those that are known; `no date` is said."""
    source = article.source or article.agency
    agency = article.agency if article.agency and article.agency.casefold() != source.casefold() else ""
    place = ", ".join(part for part in (article.place, agency) if part)
    return [part for part in (source, published(article.published_on, article.published_at), place) if part]


def published(day: date | None, at: str | None) -> str:
    """The civil date in words with the byline's time as its source gave it, such as `2 April 2024, 14:20`."""
    if day is None:
        return "no date"
    words = locality.almanac().day(day)
    time = at.partition("T")[2][:5] if at else ""
    zone = " UTC" if at and at.endswith("Z") else ""
    return f"{words}, {time}{zone}" if time else words


def extent(text: str) -> str:
    """How long a text is: in words, or in characters where its script writes no spaces between words."""
    beginning = text[:5000]
    if not beginning.isascii() and len(re.findall(_WIDE, beginning)) * 3 > len(beginning):
        return f"{wording.number(len(text))} characters"
    words = len(text[:COUNTED].split())
    if len(text) > COUNTED:
        # To count them all would take longer than to show the text.
        return f"about {wording.number(round(words / COUNTED * len(text) / 1000) * 1000)} words"
    return wording.counted(words, "word")


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
