"""The middle of the window: the article with its head and its minimap, or one calm sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from annotator.records import Annotation, AnnotationId, Article, Tag, TagId
from annotator.text.scripts import writing_of
from annotator.ui import theme
from annotator.ui.article.counters import Counters
from annotator.ui.article.filtering import EVERYTHING, Filtering, Showing
from annotator.ui.article.header import ArticleHeader
from annotator.ui.article.minimap import MiniMap
from annotator.ui.article.view import ArticleView
from annotator.ui.labels import tab_into
from annotator.ui.reading.button import ReadingButton
from annotator.ui.reading.choice import Reading

if TYPE_CHECKING:
    from annotator.ui.article.filter_strip import FilterStrip
    from annotator.ui.article.finding import Finding
    from annotator.ui.article.spoken import Voice

_TRAVEL = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
NOTHING = "Choose an article on the left, or drop files here."


class ArticlePane(QWidget):
    """Head, text and minimap of one article; `view` is the text, and strips can stand above and below it."""

    jumping = Signal()
    """The text is about to be shown at another place, since something was found there."""

    travelled = Signal(int)
    """A further button of the mouse asks to go back (-1) or forward (1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ArticleView(self)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header = ArticleHeader()
        self.view.set_heading(self.header)
        self.view.zoom_changed.connect(self._zoom_head)
        self.minimap = MiniMap(self.view, self)
        self.counters = Counters(self.view)
        self.counters.jumping.connect(self.jumping)
        self.reading_button = ReadingButton(self.view)
        self._voice: Voice | None = None
        self._sentence = QLabel(NOTHING)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._stack = QStackedLayout(self)
        filled = QWidget()
        self._column = QVBoxLayout(filled)
        row = QHBoxLayout()
        for part in (self._column, row):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.minimap)
        self._column.addLayout(row, 1)
        self._finding: Finding | None = None
        self.filtering = Filtering()
        self._strip: FilterStrip | None = None
        self._tags: Sequence[Tag] = ()
        self._stack.addWidget(self._sentence)
        self._stack.addWidget(filled)
        self.setAutoFillBackground(True)
        theme.announcer().changed.connect(self._restyle)
        self._restyle()

    def show_article(self, article: Article, text: str, annotations: Sequence[Annotation], tags: Sequence[Tag]) -> None:
        """Show an article from its beginning."""
        self.header.show_article(article, text, len(annotations))
        self._stack.setCurrentIndex(1)
        self.view.write_in(writing_of(text, article.language))
        self._tags = tags
        self.view.show_article(article, text, self.filtering.begin(annotations), tags)
        self._show_strip()
        if self._finding is not None:
            self._finding.seek_again()
        if self._voice is not None:
            self._voice.tell_article(article, annotations)

    def speak(self) -> None:
        """Answer screen readers and their like from now on."""
        if self._voice is None:
            from annotator.ui.article.spoken import Voice  # late: the first picture does without

            self._voice = Voice(self.view)

    def show_fields(self, article: Article) -> None:
        """Show changed fields of the article that is already here; the text and its place stay."""
        self.header.show_article(article, self.view.text, len(self.filtering.all))
        self.view.write_in(writing_of(self.view.text, article.language))
        self.view.fit()

    def show_status(self, article: Article) -> None:
        """Say in the head whether the article is done; the text and its place stay."""
        if self.header.set_done(article):
            self.view.fit()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show these annotations, in the text, the minimap and the head's count."""
        self.header.set_annotations(len(annotations))
        self.view.set_annotations(self.filtering.renew(annotations))
        self._show_strip()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Use another codebook."""
        self._tags = tags
        self.view.set_tags(tags)
        left = self.filtering.showing.tags & {tag.id for tag in tags}
        if left != self.filtering.showing.tags:
            self.show_only(self.filtering.showing._replace(tags=left))
        self._show_strip()

    def clear(self) -> None:
        """Show that no article is chosen."""
        self._stack.setCurrentIndex(0)
        self.filtering.begin(())
        self.view.clear()
        if self._finding is not None:
            self._finding.seek_again()

    def read_as(self, reading: Reading) -> None:
        """Set head and text in another face or spacing."""
        if reading != self.view.reading:
            self.header.set_family(reading.face)
            self.view.read_as(reading)

    # Filtering

    def select_annotation(self, annotation_id: AnnotationId | None) -> None:
        """Choose an annotation of this article in the text, where it is painted from then on if it was filtered out."""
        shown = self.filtering.include(annotation_id)
        if shown is not None:
            self.view.set_annotations(shown)
            self._show_strip()
        self.view.select_annotation(annotation_id)

    def show_only(self, showing: Showing) -> None:
        """Paint only some annotations; a strip above the text says which."""
        self.view.set_annotations(self.filtering.use(showing))
        self._show_strip()

    def single_out(self, tag_id: TagId) -> None:
        """Paint only the annotations of a tag, or all again if that is so already."""
        only = Showing(tags=frozenset({tag_id}))
        self.show_only(EVERYTHING if self.filtering.showing == only else only)

    def begin_filter(self) -> None:
        """Open the strip in which it is said what is painted."""
        self._made_strip().open(self._tags)

    def _made_strip(self) -> FilterStrip:
        if self._strip is None:
            from annotator.ui.article.filter_strip import FilterStrip  # late: the first picture shows all

            self._strip = FilterStrip(self.filtering, self)
            self._column.insertWidget(0, self._strip)
            self._strip.showing_changed.connect(self.show_only)
            self._strip.left.connect(self.view.setFocus)
        return self._strip

    def _show_strip(self) -> None:
        if self._strip is not None or not self.filtering.showing.is_all:
            self._made_strip().show_state(self._tags)

    # Finding

    @property
    def finding(self) -> Finding:
        """The search in the article; its bar is made when it is first asked for."""
        if self._finding is None:
            from annotator.ui.article.find_bar import FindBar  # late: the first picture shows no bar
            from annotator.ui.article.finding import Finding

            bar = FindBar(self)
            bar.hide()
            tab_into(self.reading_button, bar)
            self._column.addWidget(bar)
            self._finding = Finding(self.view, bar)
            self._finding.jumping.connect(self.jumping)
        return self._finding

    @property
    def is_empty(self) -> bool:
        """Whether no article is shown."""
        return self._stack.currentIndex() == 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that means nothing to the text closes the find bar."""
        if event.key() == Qt.Key.Key_Escape and self._finding is not None and self._finding.is_open:
            self._finding.end()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back or forward with the buttons that a mouse has for that."""
        step = _TRAVEL.get(event.button())
        if step is None:
            event.ignore()
        else:
            self.travelled.emit(step)

    def _zoom_head(self, percent: int) -> None:
        self.header.set_zoom(percent)
        self.view.fit()

    def _restyle(self) -> None:
        now = theme.current()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, now.color("paper"))
        self.setPalette(palette)
        self._sentence.setFont(theme.ui_font(10.5))
        self._sentence.setStyleSheet(f"color: {now.soft};")
