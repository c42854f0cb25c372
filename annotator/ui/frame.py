"""How the desk is laid out: articles, text and tags above; timeline and table below; each part can be hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.records import Article, ArticleId
from annotator.ui.article.pane import ArticlePane
from annotator.ui.codebook.panel import TagPanel
from annotator.ui.lists.annotation_table import AnnotationTable
from annotator.ui.lists.article_list import ArticleList
from annotator.ui.lists.article_model import Fetch
from annotator.ui.timeline.panel import TimelinePanel


class Frame(QWidget):
    """The five parts in their splitters; `fetch` reads the records of articles."""

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        def article_of(article_id: ArticleId) -> Article | None:
            return fetch([article_id]).get(article_id)

        # Each part is made where it will stand: moving one later makes Qt style all of it again.
        self.whole = QSplitter(Qt.Orientation.Vertical, self, childrenCollapsible=False)
        self.top = QSplitter(Qt.Orientation.Horizontal, self.whole, childrenCollapsible=False)
        self.bottom = QSplitter(Qt.Orientation.Horizontal, self.whole, childrenCollapsible=False)
        self.articles = ArticleList(fetch, self.top)
        self.pane = ArticlePane(self.top)
        self.panel = TagPanel(self.top)
        self.timeline = TimelinePanel(self.bottom)
        self.table = AnnotationTable(article_of, self.bottom)
        self._lay_out()

    def parts(self) -> dict[str, QWidget]:
        """The parts that can be hidden, by their names."""
        return {"articles": self.articles, "tags": self.panel, "timeline": self.timeline, "table": self.table}

    def toggle(self, name: str) -> None:
        """Hide a part, or show it again."""
        part = self.parts()[name]
        self.show_part(name, shown=part.isHidden())

    def show_part(self, name: str, *, shown: bool) -> None:
        """Show or hide a part; the lower half goes when both of its parts have gone."""
        self.parts()[name].setVisible(shown)
        self.bottom.setVisible(not (self.timeline.isHidden() and self.table.isHidden()))

    def restyle(self) -> None:
        """Draw what is painted by hand anew after a change of theme."""
        self.articles.restyle()
        self.panel.restyle()

    def _lay_out(self) -> None:
        for splitter in (self.top, self.bottom, self.whole):
            splitter.setHandleWidth(1)
        self.articles.setMinimumWidth(180)
        self.pane.setMinimumWidth(320)
        self.panel.setMinimumWidth(190)
        self.table.setMinimumWidth(220)
        for place, stretch in enumerate((0, 1, 0)):
            self.top.setStretchFactor(place, stretch)
        self.bottom.setStretchFactor(0, 1)
        self.whole.setStretchFactor(0, 1)
        self.whole.setStretchFactor(1, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
