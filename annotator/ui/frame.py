"""How the desk is laid out: articles, text and tags above; timeline and table below; each part can be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from annotator.records import Article, ArticleId
from annotator.ui.article.pane import ArticlePane
from annotator.ui.codebook.panel import TagPanel
from annotator.ui.lists.annotation_table import AnnotationTable
from annotator.ui.lists.article_list import ArticleList
from annotator.ui.lists.article_model import Fetch
from annotator.ui.timeline.panel import TimelinePanel

if TYPE_CHECKING:
    from annotator.ui.history.panel import HistoryPanel

_WIDE = 1200  # pixels from which on the parts at the sides get their full width
_SIDES, _NARROW_SIDES = (266, 282), (208, 240)  # pixels: articles, tags
_CHART_SHARE, _CHART_HEIGHTS = 0.265, (160, 280)  # of the height; pixels
_TABLE_SHARE = 0.31  # of the width


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
        self.history: HistoryPanel | None = None  # made when it is first wanted
        self._moved: set[str] = set()
        self._away: list[str] | None = None  # what is hidden only while the text stands alone
        self._is_tight = self._has_given_way = False  # whether the tags have made room for the history
        self._lay_out()

    def splitters(self) -> dict[str, QSplitter]:
        """The splitters by their names."""
        return {"whole": self.whole, "top": self.top, "bottom": self.bottom}

    def arrangement(self) -> dict[str, bytes]:
        """How the person has moved the splitters; those left as they were made are not in it."""
        return {name: bytes(self.splitters()[name].saveState().data()) for name in sorted(self._moved)}

    def arrange(self, name: str, state: bytes) -> None:
        """Put one splitter as it was; what is no state of a splitter changes nothing."""
        if state and self.splitters()[name].restoreState(QByteArray(state)):
            self._moved.add(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew wherever the person has not done so."""
        super().resizeEvent(event)
        self._give_way()
        self._divide()

    def put_beside(self, part: HistoryPanel) -> None:
        """Give the history its place to the right of everything."""
        self.history = part
        self._row.addWidget(part)

    def show_history(self, *, shown: bool) -> None:
        """Show or hide the history, and divide the rest of the room anew."""
        if self.history is not None:
            self.history.setVisible(shown)
            self._give_way()
            self._divide()

    def is_history_shown(self) -> bool:
        """Whether the history is seen."""
        return self.history is not None and not self.history.isHidden()

    def parts(self) -> dict[str, QWidget]:
        """The parts that can be hidden, by their names."""
        return {"articles": self.articles, "tags": self.panel, "timeline": self.timeline, "table": self.table}

    def toggle(self, name: str) -> None:
        """Hide a part, or show it again."""
        part = self.parts()[name]
        self.show_part(name, shown=part.isHidden())

    def show_part(self, name: str, *, shown: bool) -> None:
        """Show or hide a part; the lower half goes when both of its parts have gone."""
        self._has_given_way = self._has_given_way and name != "tags"
        self.parts()[name].setVisible(shown)
        self.bottom.setVisible(not (self.timeline.isHidden() and self.table.isHidden()))

    @property
    def is_alone(self) -> bool:
        """Whether the text stands alone."""
        return self._away is not None

    def read_alone(self, *, alone: bool) -> None:
        """Put everything but the text away, or bring back what was there before."""
        if alone == self.is_alone:
            return
        shown = [name for name, part in self.parts().items() if not part.isHidden()]
        shown += ["history"] if self.is_history_shown() else []
        names, self._away = (shown, shown) if alone else (self._away or [], None)
        for name in names:
            if name == "history":
                self.show_history(shown=not alone)
            else:
                self.show_part(name, shown=not alone)

    def hidden(self) -> list[str]:
        """The names of the parts that a person has hidden; those that are only away for the moment are not."""
        away = [*(self._away or []), *(["tags"] if self._has_given_way else [])]
        return [name for name, part in self.parts().items() if part.isHidden() and name not in away]

    def restyle(self) -> None:
        """Draw what is painted by hand anew after a change of theme."""
        self.articles.restyle()
        self.panel.restyle()
        self.table.restyle()
        if self.history is not None:
            self.history.restyle()

    def _lay_out(self) -> None:
        for name, splitter in self.splitters().items():
            splitter.setHandleWidth(1)
            splitter.splitterMoved.connect(lambda _, __, name=name: self._moved.add(name))
        self.articles.setMinimumWidth(180)
        self.pane.setMinimumWidth(320)
        self.panel.setMinimumWidth(190)
        self.table.setMinimumWidth(220)
        for place, stretch in enumerate((0, 1, 0)):
            self.top.setStretchFactor(place, stretch)
        self.bottom.setStretchFactor(0, 1)
        self.whole.setStretchFactor(0, 1)
        self.whole.setStretchFactor(1, 0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.whole, 1)

    def _give_way(self) -> None:
        """Put the tags away while history and text have not enough room beside them."""
        if self.history is None or self.is_alone:
            return
        beside = sum(part.minimumWidth() for part in (self.articles, self.pane, self.panel))
        is_tight = self.is_history_shown() and self.width() - self.history.minimumWidth() < beside
        if is_tight == self._is_tight:
            return  # whoever has brought the tags back since then wants them there
        self._is_tight = is_tight
        if is_tight and not self.panel.isHidden():
            self.panel.hide()
            self._has_given_way = True
        elif self._has_given_way:
            self.panel.show()
            self._has_given_way = False

    def _divide(self) -> None:
        taken = self.history.width() if self.history is not None and self.is_history_shown() else 0
        width, height = self.width() - taken, self.height()
        articles, tags = _SIDES if width >= _WIDE else _NARROW_SIDES
        chart = min(max(round(height * _CHART_SHARE), _CHART_HEIGHTS[0]), _CHART_HEIGHTS[1])
        table = round(width * _TABLE_SHARE)
        sizes = {"whole": [height - chart, chart], "top": [articles, width - articles - tags, tags],
                 "bottom": [width - table, table]}  # fmt: skip
        for name in sizes.keys() - self._moved:
            self.splitters()[name].setSizes(sizes[name])
